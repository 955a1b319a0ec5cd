#include "ui/ledger/ledgertable.h"

#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/ledger/ledgermodel.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>

#include <numeric>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {
constexpr int margin = 10;
}

QSize LedgerDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 140, CellDelegate::rowHeight(true) };
}

void LedgerDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    CellDelegate::paintGround(painter, option, index.column() == 0);
    const QRect rect = option.rect.adjusted(margin, 0, -8, -1);
    if (index.column() == LedgerModel::ProbeColumn)
        paintChip(painter, rect, index);
    else
        paintLines(painter, rect, index, option.state & QStyle::State_Selected);
    painter->restore();
}

void LedgerDelegate::paintLines(QPainter *painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const Theme &theme = Theme::of();
    const QFont upperFont = theme.font(selected && index.column() == LedgerModel::WhoColumn ? "strong" : "body"), lowerFont = theme.font("caption");
    const QString second = index.data(LedgerModel::SecondRole).toString();
    const int upper = QFontMetrics(upperFont).height(), lower = second.isEmpty() ? 0 : QFontMetrics(lowerFont).height();
    const int top = rect.top() + (rect.height() - upper - lower) / 2;
    const auto line = [painter](const QRect &box, const QFont &font, const QColor &ink, const QString &text) {
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(box, int(Qt::AlignLeft | Qt::AlignVCenter), painter->fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
    };
    line({ rect.left(), top, rect.width(), upper }, upperFont, theme.colors().text, index.data().toString());
    if (second.isEmpty())
        return;
    QRect below(rect.left(), top + upper, rect.width(), lower);
    if (const QString icon = index.data(LedgerModel::SecondIconRole).toString(); !icon.isEmpty()) {
        const int side = theme.iconSize(13);
        const QVariant tone = index.data(LedgerModel::SecondToneRole);
        theme.paintIcon(painter, icon, QRectF(below.left(), below.center().y() - side / 2.0 + 0.5, side, side),
            tone.isValid() ? toneColor(tone.value<Tone>()) : theme.colors().text3);
        below.setLeft(below.left() + side + 5);
    }
    line(below, lowerFont, theme.colors().text3, second);
}

void LedgerDelegate::paintChip(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const Theme &theme = Theme::of();
    const QFont font = theme.font("caption");
    const QFontMetrics metrics(font);
    const Tone tone = index.data(LedgerModel::ChipToneRole).value<Tone>();
    const int side = theme.iconSize(13), lead = side + 12;
    const QString text = metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width() - lead - 7);
    const int height = metrics.height() + 5;
    const QRectF box(rect.left(), rect.center().y() - height / 2.0 + 0.5, lead + metrics.horizontalAdvance(text) + 8, height);
    painter->setPen(Qt::NoPen);
    painter->setBrush(toneSoft(tone));
    painter->drawRoundedRect(box, 4, 4);
    theme.paintIcon(painter, index.data(LedgerModel::ChipIconRole).toString(), QRectF(box.left() + 7, box.center().y() - side / 2.0, side, side), toneColor(tone));
    painter->setFont(font);
    painter->setPen(toneColor(tone));
    painter->drawText(box.adjusted(lead, 0, 0, 0), int(Qt::AlignVCenter | Qt::AlignLeft), text);
}

LedgerTable::LedgerTable(QAbstractItemModel *model, QWidget *parent) : QTableView(parent)
{
    setUpTable(this, tr("Hand-overs"), model);
    setObjectName(tr("Hand-overs"));
    setItemDelegate(new LedgerDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(30);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    for (int column = 0; column < LedgerModel::ColumnCount; ++column)
        horizontalHeader()->setSectionResizeMode(column, column == LedgerModel::WhoColumn ? QHeaderView::Stretch : QHeaderView::Fixed);
    connect(&Theme::of(), &Theme::changed, this, &LedgerTable::fit);
    fit();
}

// Where there is room every column shows its longest words; where there is little, all give way alike.
void LedgerTable::fit()
{
    verticalHeader()->setMinimumSectionSize(CellDelegate::rowHeight(true));
    verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight(true));
    const QFontMetrics body(Theme::of().font("body")), caption(Theme::of().font("caption"));
    const int one = body.averageCharWidth(), chip = Theme::of().iconSize(13) + 32;
    const int narrow[] { 8 * one, 12 * one, 11 * one, 8 * one + chip };
    const int wide[] { body.horizontalAdvance(u"30 Nov 2026"_s) + 20, 24 * one, body.horizontalAdvance(u"Refused: use-by over"_s) + 20,
        caption.horizontalAdvance(u"Recalled, proven"_s) + chip + 10 };
    const int least = std::accumulate(std::begin(narrow), std::end(narrow), 0), most = std::accumulate(std::begin(wide), std::end(wide), 0);
    const double share = qBound(0.0, double(viewport()->width() - least) / qMax(1, most - least), 1.0);
    for (const int column : { int(LedgerModel::WhenColumn), int(LedgerModel::ReceiptColumn), int(LedgerModel::ProbeColumn) })
        setColumnWidth(column, narrow[column] + int(share * (wide[column] - narrow[column])));
    setMinimumWidth(least);
}

void LedgerTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void LedgerTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentMoved();
}

} // namespace baton::ui
