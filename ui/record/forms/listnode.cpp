#include "ui/record/forms/listnode.h"

#include "app/record/jsonvalues.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QGridLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAtOnce = 40;

QString spokenName(const QJsonObject &contributor)
{
    const QString name = record::textAt(contributor, { u"credit-name"_s });
    return name.isEmpty() ? record::textAt(contributor, { u"contributor-orcid"_s, u"path"_s }) : name;
}

struct Words {
    QString entry, add, remove; ///< "Host %1", "Add host", "Remove %1"
};

Words wordsFor(const QString &key)
{
    if (key == "contributor"_L1)
        return { ListNode::tr("Contributor %1"), ListNode::tr("Add contributor"), ListNode::tr("Remove contributor %1") };
    if (key == "organization"_L1)
        return { ListNode::tr("Host %1"), ListNode::tr("Add host"), ListNode::tr("Remove host %1") };
    return { ListNode::tr("Resource %1"), ListNode::tr("Add resource"), ListNode::tr("Remove resource %1") };
}

QPushButton *flatButton(const QString &text, const QString &icon, const QString &prefix, QWidget *parent)
{
    const QString name = prefix.isEmpty() ? text : ListNode::tr("%1 to %2").arg(text, prefix.front().toLower() + prefix.sliced(1));
    return makeButton(text, icon, name, "flat small", parent);
}

} // namespace

ListNode::ListNode(const orcid::Field &field, const Wording &wording, QObject *parent)
    : FormNode(field, parent)
    , m_wording(wording)
    , m_box(new QWidget)
    , m_fold(new QWidget(m_box))
    , m_count(makeLabel(wording.caption, "caption", m_box))
    , m_names(makeLine(nameWithin(wording.prefix, wording.label), m_fold))
    , m_column(new QVBoxLayout)
    , m_change(makeButton(tr("Change…"), u"pencil"_s, tr("Change %1").arg(wording.label.toLower()), "flat small", m_fold))
    , m_add(flatButton(wordsFor(field.key).add, u"plus"_s, wording.prefix, m_box))
    , m_more(flatButton({}, u"plus"_s, wording.prefix, m_box))
    , m_message(new FieldMessage(m_box))
{
    auto *column = new QVBoxLayout(m_box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(makeLabel(wording.label, "strong", m_box));
    head->addWidget(m_count, 1, Qt::AlignLeft);
    column->addLayout(head);
    auto *fold = new QHBoxLayout(m_fold);
    fold->setContentsMargins(0, 0, 0, 0);
    fold->addWidget(m_names, 1);
    fold->addWidget(m_change);
    column->addWidget(m_fold);
    m_column->setSpacing(10);
    column->addLayout(m_column);
    column->addWidget(m_message);
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    m_names->setReadOnly(true);
    m_fold->hide();
    m_more->hide();
    connect(m_change, &QPushButton::clicked, this, &ListNode::unfold);
    connect(m_more, &QPushButton::clicked, this, &ListNode::showMore);
    connect(m_add, &QPushButton::clicked, this, [this] {
        while (!m_rest.isEmpty())
            showMore();
        addRow(QJsonValue::Undefined).box->setFocus();
        showCount();
        Q_EMIT edited();
    });
}

QString ListNode::entryName(int number) const
{
    return nameWithin(m_wording.prefix, wordsFor(field().key).entry.arg(number));
}

void ListNode::fill(const QJsonValue &value)
{
    clear();
    m_rest = record::arrayOf(value);
    if (field().key == "contributor"_L1 && !m_rest.isEmpty())
        fold();
    else
        unfold();
    if (m_rest.isEmpty() && m_rows.isEmpty() && field().key != "contributor"_L1)
        addRow(QJsonValue::Undefined); // counts once something is typed
}

void ListNode::fold()
{
    QStringList names;
    for (const QJsonValue &entry : std::as_const(m_rest))
        names += spokenName(entry.toObject());
    m_names->setText(names.join(u", "_s));
    m_names->setCursorPosition(0);
    m_folded = true;
    m_fold->show();
    m_add->hide();
    m_more->hide();
    showCount();
}

void ListNode::unfold()
{
    m_folded = false;
    m_fold->hide();
    m_add->show();
    showMore();
}

void ListNode::showMore()
{
    for (int i = 0; i < kAtOnce && !m_rest.isEmpty(); ++i)
        addRow(m_rest.takeAt(0));
    m_more->setVisible(!m_rest.isEmpty());
    setButtonText(m_more, tr("Show %n more", nullptr, int(std::min<qsizetype>(kAtOnce, m_rest.size()))));
    m_more->setAccessibleName(nameWithin(m_wording.prefix, tr("Show more")));
    showCount();
}

ListNode::Row &ListNode::addRow(const QJsonValue &value)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    const QString name = entryName(int(m_rows.size()) + 1);
    auto *head = new QHBoxLayout;
    QLabel *title = makeLabel(name, "text2", box);
    QToolButton *away = makeIconButton(u"trash"_s, nameWithin(m_wording.prefix, wordsFor(field().key).remove.arg(m_rows.size() + 1)), box);
    head->addWidget(title, 1);
    QToolButton *up = nullptr, *down = nullptr;
    if (field().key == "contributor"_L1) { // the order is part of the citation
        const int number = int(m_rows.size()) + 1;
        up = makeIconButton(u"up"_s, nameWithin(m_wording.prefix, tr("Move up contributor %1").arg(number)), box);
        down = makeIconButton(u"down"_s, nameWithin(m_wording.prefix, tr("Move down contributor %1").arg(number)), box);
        up->setToolTip(tr("Move up"));
        down->setToolTip(tr("Move down"));
        head->addWidget(up);
        head->addWidget(down);
        connect(up, &QToolButton::clicked, this, [this, box] { move(box, -1); });
        connect(down, &QToolButton::clicked, this, [this, box] { move(box, 1); });
    }
    head->addWidget(away);
    column->addLayout(head);
    auto *grid = new QGridLayout;
    const FormLayout layout = FormLayout::ofEntry(field());
    auto *node = new ObjectNode(field(), layout, {}, name, box);
    node->set(value);
    node->setLeft(!value.isUndefined() || m_left);
    layout.place(grid, node->placed());
    column->addLayout(grid);
    connect(away, &QToolButton::clicked, this, [this, box] { remove(box); });
    connect(node, &FormNode::edited, this, &FormNode::edited);
    connect(node, &FormNode::left, this, &FormNode::left);
    m_column->addWidget(box);
    m_rows += { box, title, node, up, down };
    showMoves();
    return m_rows.last();
}

// The names behind the gap move up with their entries, so the rest is built anew.
void ListNode::remove(QWidget *gone)
{
    QJsonArray kept;
    for (const Row &row : std::as_const(m_rows)) {
        const QJsonValue value = row.node->value();
        if (row.box != gone)
            kept += record::isNothing(value) ? QJsonValue(QJsonObject()) : value;
    }
    rebuild(kept);
}

// "first" and "additional" belong to the place in the list, not to the person.
void ListNode::move(QWidget *box, int by)
{
    QJsonArray values;
    qsizetype from = -1;
    for (const Row &row : std::as_const(m_rows)) {
        const QJsonValue value = row.node->value();
        if (row.box == box)
            from = values.size();
        values += record::isNothing(value) ? QJsonValue(QJsonObject()) : value;
    }
    const qsizetype to = from + by;
    if (from < 0 || to < 0 || to >= values.size())
        return;
    QJsonObject moved = values.at(from).toObject(), other = values.at(to).toObject();
    const auto sequence = [](const QJsonObject &one) { return one.value(u"contributor-attributes"_s).toObject().value(u"contributor-sequence"_s); };
    const auto give = [](QJsonObject &one, const QJsonValue &place) {
        QJsonObject attributes = one.value(u"contributor-attributes"_s).toObject();
        if (attributes.value(u"contributor-sequence"_s) == place || (record::isNothing(place) && attributes.isEmpty()))
            return;
        attributes[u"contributor-sequence"_s] = place.isUndefined() ? QJsonValue() : place;
        one[u"contributor-attributes"_s] = attributes;
    };
    const QJsonValue first = sequence(moved), second = sequence(other);
    give(moved, second);
    give(other, first);
    values[from] = other;
    values[to] = moved;
    rebuild(values);
    QToolButton *again = by < 0 ? m_rows.at(to).up : m_rows.at(to).down;
    (again->isEnabled() ? again : by < 0 ? m_rows.at(to).down : m_rows.at(to).up)->setFocus();
}

void ListNode::rebuild(const QJsonArray &values)
{
    const QJsonArray rest = m_rest;
    clear();
    for (const QJsonValue &value : values)
        addRow(value.toObject().isEmpty() ? QJsonValue(QJsonValue::Undefined) : value);
    m_rest = rest;
    showMoves();
    showCount();
    Q_EMIT edited();
}

void ListNode::showMoves()
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (!m_rows.at(i).up)
            continue;
        m_rows.at(i).up->setEnabled(i > 0);
        m_rows.at(i).down->setEnabled(i + 1 < m_rows.size());
    }
}

void ListNode::clear()
{
    for (const Row &row : std::as_const(m_rows)) {
        row.box->hide();
        row.box->deleteLater();
    }
    m_rows.clear();
    m_rest = {};
}

void ListNode::showCount()
{
    const qsizetype count = m_rows.size() + m_rest.size();
    m_count->setText(count > 0 && field().key == "contributor"_L1 ? QString::number(count) : m_wording.caption);
}

QJsonValue ListNode::read() const
{
    QJsonArray all;
    for (const Row &row : m_rows) {
        const QJsonValue value = row.node->value();
        if (!record::isNothing(value))
            all += value;
    }
    for (const QJsonValue &value : m_rest)
        all += value;
    return all.isEmpty() ? QJsonValue() : QJsonValue(all);
}

void ListNode::setLeft(bool left)
{
    m_left = left;
    for (const Row &row : std::as_const(m_rows))
        row.node->setLeft(left);
}

void ListNode::showProblems(const Problems &problems)
{
    Problems own;
    for (const record::FieldProblem &problem : problems) {
        if (!problem.field.startsWith(u'[') || m_folded)
            own += problem;
    }
    int index = 0; // empty rows are not sent, so they have no number there
    for (const Row &row : std::as_const(m_rows)) {
        const bool blank = record::isNothing(row.node->value());
        row.node->showProblems(blank ? Problems() : below(problems, u"[%1]"_s.arg(index)));
        index += blank ? 0 : 1;
    }
    const record::FieldProblem *whole = m_left || m_folded ? worst(own) : nullptr;
    m_message->show(whole);
}

QString ListNode::nameOf(const QString &path) const
{
    static const QRegularExpression entry(u"^\\[(\\d+)\\]/?(.*)$"_s);
    const QRegularExpressionMatch match = entry.match(path);
    if (!match.hasMatch())
        return nameWithin(m_wording.prefix, m_wording.label);
    int index = match.captured(1).toInt();
    for (const Row &row : m_rows) {
        if (!record::isNothing(row.node->value()) && index-- == 0)
            return row.node->nameOf(match.captured(2));
    }
    return entryName(match.captured(1).toInt() + 1);
}

} // namespace baton::ui
