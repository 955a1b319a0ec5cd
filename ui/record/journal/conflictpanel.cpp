#include "ui/record/journal/conflictpanel.h"

#include "app/record/content.h"
#include "app/record/difference.h"
#include "app/record/itemreader.h"
#include "ui/common/flowscroll.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QRadioButton>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

enum Choice { Theirs, Mine };

/// How one member of an item reads: the field's name and its value, each as differences() words it.
struct Worded {
    QString name, value;
};

Worded worded(const QString &section, const QString &key, const QJsonValue &value)
{
    const QJsonObject item = value.isUndefined() || value.isNull() ? QJsonObject() : QJsonObject { { key, value } };
    QStringList names, values;
    for (const record::FieldChange &change : record::differences(section, {}, item)) {
        names << change.field;
        values << (change.after.isEmpty() ? change.before : change.after);
    }
    return { names.join(u", "_s), values.join(u" · "_s) };
}

} // namespace

ConflictPanel::ConflictPanel(QWidget *parent)
    : Card(parent)
    , m_title(makeLabel({}, "strong", this))
    , m_when(makeLabel({}, "caption", this))
    , m_words(makeText(tr("Since you opened it, somebody using the same two clients changed this item. Nothing of yours is lost or sent. Choose for each field."), "text2", this))
    , m_same(makeText({}, "caption", this))
    , m_table(new RoleWidget(QAccessible::Grouping, tr("Conflict"), this))
{
    auto *head = new QHBoxLayout;
    head->addWidget(new IconLabel(u"compare"_s, &Colors::warn, 16, this));
    head->addWidget(m_title, 1);
    head->addWidget(m_when);
    body()->addLayout(head);
    body()->addWidget(m_words);
    auto *scroll = new FlowScroll(m_table, this);
    new QVBoxLayout(m_table);
    body()->addWidget(scroll, 1);
    body()->addWidget(m_same);
    auto *foot = new QHBoxLayout;
    QPushButton *theirs = makeButton(tr("Keep theirs"), {}, tr("Keep theirs"), "", this);
    QPushButton *draft = makeButton(tr("Keep as draft"), {}, tr("Keep as draft"), "", this);
    QPushButton *review = makeButton(tr("Review and send…"), u"arrow"_s, tr("Review and send"), "primary", this);
    foot->addWidget(theirs);
    foot->addWidget(draft);
    foot->addStretch(1);
    foot->addWidget(review);
    body()->addLayout(foot);
    connect(theirs, &QPushButton::clicked, this, [this] { Q_EMIT keepTheirs(m_mine.id); });
    connect(draft, &QPushButton::clicked, this, &ConflictPanel::keepAsDraft);
    connect(review, &QPushButton::clicked, this, [this] { Q_EMIT reviewMerged(merged()); });
}

void ConflictPanel::show(const record::Draft &mine, const QJsonObject &theirs)
{
    m_mine = mine;
    m_theirs = theirs;
    m_rows.clear();
    delete m_body;
    m_body = new QWidget(m_table);
    m_grid = new QGridLayout(m_body);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    m_grid->setVerticalSpacing(12);
    m_grid->addWidget(makeLabel(tr("Field"), "caption", m_body), 0, 0);
    m_grid->addWidget(makeLabel(tr("Theirs, now in the registry"), "caption", m_body), 0, 1);
    m_grid->addWidget(makeLabel(tr("Mine, not sent"), "caption", m_body), 0, 2);
    static_cast<QVBoxLayout *>(m_table->layout())->insertWidget(0, m_body);

    const record::Item item = record::itemFromJson(mine.section, theirs, true);
    m_title->setText(tr("Changed meanwhile: put-code %1").arg(mine.putCode));
    m_when->setText(item.changedAt.isValid() ? tr("theirs saved %1").arg(item.changedAt.toLocalTime().toString(u"HH:mm"_s)) : QString());
    const QJsonObject base = record::forPost(mine.before), other = record::forPost(theirs), own = record::forPost(mine.content);
    QStringList keys = base.keys() + other.keys() + own.keys();
    keys.removeDuplicates();
    int same = 0;
    for (const QString &key : std::as_const(keys)) {
        if (other.value(key) == own.value(key))
            ++same;
        else
            addRow(key);
    }
    m_grid->setRowStretch(m_grid->rowCount(), 1);
    m_same->setText(same == 1 ? tr("1 other field is the same on both sides.") : tr("%1 other fields are the same on both sides.").arg(same));
}

void ConflictPanel::addRow(const QString &key)
{
    const QString &section = m_mine.section;
    const Worded base = worded(section, key, record::forPost(m_mine.before).value(key));
    const Worded theirs = worded(section, key, record::forPost(m_theirs).value(key));
    const Worded mine = worded(section, key, record::forPost(m_mine.content).value(key));
    const QString name = !mine.name.isEmpty() ? mine.name : !theirs.name.isEmpty() ? theirs.name : key;
    const bool theyDid = theirs.value != base.value, weDid = mine.value != base.value;
    const int row = m_grid->rowCount();
    auto *field = new QVBoxLayout;
    field->addWidget(makeText(name, "text2", m_body));
    if (theyDid && weDid) {
        auto *chip = new Chip(m_body);
        chip->set(tr("Both"), Tone::Warn, u"warn"_s);
        field->addWidget(chip, 0, Qt::AlignLeft);
    }
    field->addStretch(1);
    m_grid->addLayout(field, row, 0);
    auto *group = new QButtonGroup(m_body);
    const auto side = [&](int column, Choice choice, const Worded &words, bool changed, const QString &accessible) {
        auto *box = new QWidget(m_body); // a parent of its own: radio buttons of one parent exclude each other
        auto *beside = new QHBoxLayout(box);
        beside->setContentsMargins(0, 0, 0, 0);
        auto *lines = new QVBoxLayout;
        lines->setSpacing(2);
        const QString value = words.value.isEmpty() ? tr("(empty)") : words.value;
        auto *radio = new QRadioButton(box);
        radio->setAutoExclusive(false);
        radio->setAccessibleName(accessible);
        const QString was = !changed ? tr("unchanged") : base.value.isEmpty() ? tr("was empty") : tr("was %1").arg(base.value);
        radio->setAccessibleDescription(tr("%1, %2").arg(value, was));
        beside->addWidget(radio, 0, Qt::AlignTop);
        beside->addLayout(lines, 1);
        lines->addWidget(makeText(value, "body", box));
        lines->addWidget(makeText(was, "caption", box));
        lines->addStretch(1);
        group->addButton(radio, choice);
        m_grid->addWidget(box, row, column);
    };
    side(1, Theirs, theirs, theyDid, tr("%1: theirs").arg(name));
    side(2, Mine, mine, weDid, tr("%1: mine").arg(name));
    group->button(weDid ? Mine : Theirs)->setChecked(true);
    m_rows << Row { key, group };
}

record::Draft ConflictPanel::merged() const
{
    record::Draft draft = m_mine;
    draft.before = m_theirs;
    draft.content = m_theirs;
    for (const Row &row : m_rows) {
        if (row.choice->checkedId() != Mine)
            continue;
        const QJsonValue mine = m_mine.content.value(row.key);
        draft.content[row.key] = mine.isUndefined() ? QJsonValue(QJsonValue::Null) : mine;
    }
    return draft;
}

} // namespace baton::ui
