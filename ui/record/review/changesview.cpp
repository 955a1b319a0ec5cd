#include "ui/record/review/changesview.h"

#include "app/record/changewords.h"
#include "app/record/content.h"
#include "ui/common/columns.h"
#include "ui/common/flowscroll.h"
#include "ui/record/review/jsondiffview.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

enum Mode { Fields, Json };

/// One half of a before/after pair: soft ground in the tone, with a line between the halves.
class Half : public QWidget {
public:
    Half(Tone tone, QWidget *parent) : QWidget(parent), m_tone(tone) { }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), toneSoft(m_tone));
    }

private:
    Tone m_tone;
};

/// The border colour, seen around and between the halves.
class Lined : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::of().colors().border);
        painter.drawRoundedRect(rect(), 3, 3);
    }
};

QWidget *half(const QString &word, const QString &value, Tone tone, bool struck, QWidget *parent)
{
    auto *ground = new Half(tone, parent);
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(10, 5, 10, 5);
    row->setSpacing(8);
    QLabel *key = makeLabel(word, "caption", ground);
    setTone(key, tone);
    key->setFixedWidth(QFontMetrics(Theme::of().font("caption")).horizontalAdvance(u"Before  "_s) + 4);
    QLabel *text = makeText(value.isEmpty() ? ChangesView::tr("(empty)") : value, value.isEmpty() ? "text2" : "body", ground);
    if (struck && !value.isEmpty()) {
        QFont font = text->font();
        font.setStrikeOut(true);
        text->setFont(font);
    }
    row->addWidget(key, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    return ground;
}

QFrame *line(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("kind", u"line"_s);
    return frame;
}

/// Below each other where the values would have no room.
QWidget *beside(QWidget *left, QWidget *right, QWidget *parent)
{
    auto *columns = new Columns(14, parent);
    columns->add(left, 0);
    columns->add(right, 1);
    for (QWidget *one : { left, right })
        columns->layout()->setAlignment(one, Qt::AlignTop);
    return columns;
}

int nameWidth()
{
    return Theme::of().iconSize(150);
}

} // namespace

Changes changesOf(const QString &section, const QJsonObject &before, const QJsonObject &after)
{
    Changes out;
    out.changes = record::differences(section, before, after);
    out.isNew = before.isEmpty();
    out.isGone = after.isEmpty();
    if (!out.isNew && !out.isGone)
        out.unchanged = record::unchangedFields(section, before, after);
    out.before = before.isEmpty() ? QJsonObject() : record::forPost(before);
    out.after = after.isEmpty() ? QJsonObject() : record::forPost(after);
    return out;
}

ChangesView::ChangesView(Look look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_modes(new Segments(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new RoleWidget(QAccessible::List, tr("Changes to review")))
    , m_rows(new QVBoxLayout(m_list))
    , m_json(new JsonDiffView(tr("Changes as JSON"), this))
{
    m_modes->setAccessibleName(tr("Changes as"));
    m_modes->add(Fields, tr("Fields"), {}, tr("Changes as fields"));
    m_modes->add(Json, tr("JSON"), {}, tr("Changes as JSON"));
    m_modes->setChecked(Fields);
    connect(m_modes, &Segments::selected, this, [this](int mode) {
        m_stack->setCurrentIndex(mode);
        Q_EMIT jsonShown(mode == Json);
    });
    const bool wide = look == Look::Wide;
    m_rows->setContentsMargins(0, 0, wide ? 0 : 6, 0);
    m_rows->setSpacing(wide ? 11 : 12);
    auto *scroll = new FlowScroll(m_list, this);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_json);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack, 1);
}

void ChangesView::show(const Changes &changes)
{
    m_shown = changes;
    m_showAll = false;
    showFields();
    m_json->show(changes.before, changes.after);
}

void ChangesView::showFields()
{
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (entry->widget()) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
    for (const record::FieldChange &change : std::as_const(m_shown.changes))
        addChange(change);
    if (m_showAll)
        addUnchanged();
    else
        addUnchangedNames();
    m_rows->addStretch(1);
}

void ChangesView::nameOn(QBoxLayout *column, const record::FieldChange &change, QWidget *parent)
{
    const QString became = m_shown.isNew || m_shown.isGone ? QString() : record::changeInWords(change);
    if (m_look == Look::Wide) {
        column->addWidget(makeText(change.field, "strong", parent));
        if (!became.isEmpty())
            column->addWidget(makeText(became, "caption", parent));
    }
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    if (m_look == Look::Narrow)
        head->addWidget(makeLabel(change.field, "strong", parent));
    if (m_shown.needAttention.contains(change.field)) {
        auto *chip = new Chip(parent);
        chip->set(tr("Needs attention"), Tone::Err, u"xcircle"_s);
        head->addWidget(chip);
    }
    head->addStretch(1);
    column->addLayout(head);
}

void ChangesView::addChange(const record::FieldChange &change)
{
    auto *item = new RoleWidget(QAccessible::ListItem, change.field, m_list);
    const QString before = change.before.isEmpty() ? tr("(empty)") : change.before, after = change.after.isEmpty() ? tr("(empty)") : change.after;
    item->setAccessibleDescription(m_shown.isNew ? tr("After: %1").arg(change.after)
            : m_shown.isGone                     ? tr("Before: %1").arg(change.before)
                                                 : tr("Before: %1. After: %2.").arg(before, after));
    auto *outer = new QVBoxLayout(item);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(m_look == Look::Wide ? 11 : 4);
    if (m_look == Look::Narrow) {
        nameOn(outer, change, item);
        outer->addWidget(pairFor(change, item));
    } else {
        auto *left = new QWidget(item);
        left->setFixedWidth(nameWidth());
        auto *name = new QVBoxLayout(left);
        name->setContentsMargins(0, 0, 0, 0);
        name->setSpacing(2);
        nameOn(name, change, left);
        name->addStretch(1);
        outer->addWidget(beside(left, pairFor(change, item), item));
        outer->addWidget(line(item));
    }
    m_rows->addWidget(item);
}

QWidget *ChangesView::pairFor(const record::FieldChange &change, QWidget *parent)
{
    auto *frame = new Lined(parent);
    auto *halves = new QVBoxLayout(frame);
    halves->setContentsMargins(1, 1, 1, 1);
    halves->setSpacing(1);
    if (!m_shown.isNew)
        halves->addWidget(half(tr("Before"), change.before, Tone::Err, true, frame));
    if (!m_shown.isGone)
        halves->addWidget(half(tr("After"), change.after, Tone::Ok, false, frame));
    return frame;
}

// Their names, and the values on demand.
void ChangesView::addUnchangedNames()
{
    const qsizetype count = m_shown.unchanged.size();
    QString words;
    if (m_shown.changes.isEmpty() && !m_shown.isNew)
        words = tr("Nothing has changed yet.");
    else if (count > 0 && m_look == Look::Narrow)
        words = count == 1 ? tr("1 other field is unchanged.") : tr("%1 other fields are unchanged.").arg(count);
    else if (count > 0) {
        QStringList names;
        for (const record::FieldChange &field : std::as_const(m_shown.unchanged))
            names += field.field.startsWith(tr("External identifier, ")) ? field.field.sliced(tr("External identifier, ").size()) : field.field.toLower();
        names.first() = names.first().front().toUpper() + names.first().sliced(1);
        words = names.join(u", "_s) + u'.';
    }
    if (words.isEmpty())
        return;
    if (m_look == Look::Narrow || count == 0)
        return m_rows->addWidget(makeText(words, "caption", m_list));
    const auto column = [](QWidget *of) {
        auto *lines = new QVBoxLayout(of);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(2);
        return lines;
    };
    auto *names = new QWidget(m_list), *values = new QWidget(m_list);
    names->setFixedWidth(nameWidth());
    QVBoxLayout *left = column(names), *right = column(values);
    left->addWidget(makeLabel(tr("Unchanged"), "strong", names));
    left->addWidget(makeLabel(count == 1 ? tr("1 field") : tr("%1 fields").arg(count), "caption", names));
    right->addWidget(makeText(words, "text2", values));
    QPushButton *all = makeButton(tr("Show all"), {}, tr("Show all unchanged fields"), "link", values);
    right->addWidget(all, 0, Qt::AlignLeft);
    connect(all, &QPushButton::clicked, this, [this] {
        m_showAll = true;
        showFields();
    });
    m_rows->addWidget(beside(names, values, m_list));
}

void ChangesView::addUnchanged()
{
    for (const record::FieldChange &field : std::as_const(m_shown.unchanged)) {
        auto *item = new RoleWidget(QAccessible::ListItem, field.field, m_list);
        item->setAccessibleDescription(tr("Unchanged: %1").arg(field.after));
        auto *row = new QHBoxLayout(item);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(14);
        QLabel *name = makeText(field.field, "text2", item);
        name->setFixedWidth(nameWidth());
        row->addWidget(name, 0, Qt::AlignTop);
        row->addWidget(makeText(field.after, "text2", item), 1, Qt::AlignTop);
        m_rows->addWidget(item);
    }
}

} // namespace baton::ui
