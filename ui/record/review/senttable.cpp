#include "ui/record/review/senttable.h"

#include "ui/common/flowscroll.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;
using Verdict = record::OutcomeRow::Verdict;

namespace {

struct Spoken {
    QString word, icon;
    Tone tone;
};

Spoken spoken(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Same: return { SentTable::tr("Same"), u"check"_s, Tone::Ok };
    case Verdict::Changed: return { SentTable::tr("Changed"), u"warn"_s, Tone::Warn };
    case Verdict::Missing: return { SentTable::tr("Left out"), u"warn"_s, Tone::Warn };
    case Verdict::Added: return { SentTable::tr("Added"), u"plus"_s, Tone::Neutral };
    case Verdict::Ours: return { SentTable::tr("Ours"), u"check"_s, Tone::Ok };
    case Verdict::NotOurs: return { SentTable::tr("Not ours"), u"warn"_s, Tone::Warn };
    case Verdict::Kept: return { SentTable::tr("Kept"), {}, Tone::Neutral };
    case Verdict::New: break;
    }
    return { SentTable::tr("New"), {}, Tone::Neutral };
}

/// The small two-part mark of "ours".
class Glyph : public QWidget {
public:
    explicit Glyph(QWidget *parent) : QWidget(parent) { setFixedSize(18, 10); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        Capsule::paintGlyph(&painter, QRectF(rect()));
    }
};

/// Columns of all rows stand under each other: two fixed ones, two that share what is left.
QHBoxLayout *rowLayout(QWidget *row)
{
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(10);
    return layout;
}

void addCells(QHBoxLayout *layout, QWidget *name, QWidget *sent, QWidget *stored, QWidget *verdict)
{
    name->setFixedWidth(Theme::of().iconSize(100));
    for (QWidget *cell : { sent, stored }) {
        QSizePolicy share(QSizePolicy::Ignored, QSizePolicy::Preferred);
        share.setHeightForWidth(true);
        cell->setSizePolicy(share);
    }
    layout->addWidget(name);
    layout->addWidget(sent, 1);
    layout->addWidget(stored, 1);
    auto *place = new QWidget;
    place->setFixedWidth(Theme::of().iconSize(80));
    auto *in = new QHBoxLayout(place);
    in->setContentsMargins(0, 0, 0, 0);
    if (verdict)
        in->addWidget(verdict);
    in->addStretch(1);
    layout->addWidget(place);
}

/// Identifiers may wrap at their slashes and dots.
QLabel *cell(const QString &text, const char *role, QWidget *parent)
{
    QLabel *label = makeText(text, role, parent);
    label->setToolTip(text.toHtmlEscaped());
    return label;
}

} // namespace

SentTable::SentTable(QWidget *parent) : QWidget(parent), m_list(new RoleWidget(QAccessible::List, tr("Sent and stored"))), m_rows(new QVBoxLayout(m_list))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    auto *scroll = new FlowScroll(m_list, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
}

void SentTable::addHead()
{
    auto *head = new QFrame(m_list);
    head->setProperty("kind", u"group"_s);
    auto *layout = rowLayout(head);
    layout->setContentsMargins(10, 4, 10, 4);
    addCells(layout, makeLabel(tr("Field"), "caption", head), makeLabel(tr("Sent"), "caption", head), makeLabel(tr("Stored, read back"), "caption", head), nullptr);
    m_rows->addWidget(head);
}

QWidget *SentTable::sourceCell(const QString &sentence, QWidget *parent) const
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(new Glyph(box));
    QLabel *words = makeText(sentence, "body", box);
    QSizePolicy share(QSizePolicy::Ignored, QSizePolicy::Preferred);
    share.setHeightForWidth(true);
    words->setSizePolicy(share);
    row->addWidget(words, 1);
    return box;
}

void SentTable::addRow(const record::OutcomeRow &row)
{
    const Spoken verdict = spoken(row.verdict);
    const QString sent = row.sent.isEmpty() ? tr("not sent") : row.sent, stored = row.stored.isEmpty() ? tr("(empty)") : row.stored;
    auto *item = new RoleWidget(QAccessible::ListItem, row.field, m_list);
    item->setAccessibleDescription(tr("Sent: %1. Stored: %2. %3").arg(sent, stored, verdict.word));
    auto *chip = new Chip(item);
    chip->set(verdict.word, verdict.tone, verdict.icon);
    const char *value = row.technical ? "mono" : "body";
    QWidget *there = row.verdict == Verdict::Ours ? sourceCell(stored, item) : cell(stored, row.stored.isEmpty() ? "text2" : value, item);
    if (m_narrow)
        addNarrow(row, item, there, chip);
    else
        addCells(rowLayout(item), makeText(row.field, row.sent.isEmpty() ? "text2" : "strong", item), cell(sent, row.sent.isEmpty() ? "caption" : value, item), there, chip);
    m_rows->addWidget(item);
    auto *line = new QFrame(m_list);
    line->setProperty("kind", u"line"_s);
    m_rows->addWidget(line);
}

// One under the other where columns would leave no room for words.
void SentTable::addNarrow(const record::OutcomeRow &row, RoleWidget *item, QWidget *stored, Chip *chip)
{
    auto *column = new QVBoxLayout(item);
    column->setContentsMargins(4, 8, 10, 8);
    column->setSpacing(3);
    auto *head = new QHBoxLayout;
    head->addWidget(makeText(row.field, row.sent.isEmpty() ? "text2" : "strong", item), 1);
    head->addWidget(chip, 0, Qt::AlignTop);
    column->addLayout(head);
    const auto line = [&](const QString &caption, QWidget *value) {
        auto *beside = new QHBoxLayout;
        beside->setSpacing(8);
        QLabel *name = makeLabel(caption, "caption", item);
        name->setFixedWidth(QFontMetrics(Theme::of().font("caption")).horizontalAdvance(tr("Stored")) + 8);
        beside->addWidget(name, 0, Qt::AlignTop);
        beside->addWidget(value, 1);
        column->addLayout(beside);
    };
    if (!row.sent.isEmpty())
        line(tr("Sent"), makeText(row.sent, row.technical ? "mono" : "body", item));
    line(tr("Stored"), stored);
}

bool SentTable::isNarrow() const
{
    return width() < Theme::of().iconSize(440);
}

void SentTable::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_narrow != isNarrow())
        fill();
}

void SentTable::show(const record::Outcome &outcome)
{
    m_outcome = outcome;
    fill();
}

void SentTable::fill()
{
    m_narrow = isNarrow();
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (entry->widget()) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
    if (!m_narrow)
        addHead();
    bool own = true; // first what was sent, then how many other fields, then what the registry did by itself
    const auto others = [&] {
        if (own && m_outcome.others > 0)
            addRow({ m_outcome.others == 1 ? tr("1 other field") : tr("%1 other fields").arg(m_outcome.others), tr("unchanged"), tr("unchanged"), Verdict::Same, false });
        own = false;
    };
    for (const record::OutcomeRow &row : std::as_const(m_outcome.rows)) {
        if (row.sent.isEmpty() && !row.technical)
            others();
        addRow(row);
    }
    others();
    m_rows->addStretch(1);
}

} // namespace baton::ui
