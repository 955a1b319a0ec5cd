#include "ui/record/itemtable.h"

#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/itemmodel.h"

#include <QtGui/QPainter>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 10;

void drawElided(QPainter *painter, const QRect &line, const QString &text)
{
    painter->drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter), painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

/// One line, or two under each other, in the middle of the row.
void drawLines(QPainter *painter, const QRect &rect, const QString &first, const QFont &firstFont, const QColor &firstInk, const QString &second)
{
    const Theme &theme = Theme::of();
    const QFont caption = theme.font("caption");
    const int upper = QFontMetrics(firstFont).height(), lower = second.isEmpty() ? 0 : QFontMetrics(caption).height();
    const int top = rect.top() + (rect.height() - upper - lower) / 2;
    painter->setFont(firstFont);
    painter->setPen(firstInk);
    drawElided(painter, { rect.left(), top, rect.width(), upper }, first);
    if (second.isEmpty())
        return;
    painter->setFont(caption);
    painter->setPen(theme.colors().text3);
    drawElided(painter, { rect.left(), top + upper, rect.width(), lower }, second);
}

} // namespace

QSize ItemDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return { index.column() == ItemModel::VisibilityColumn ? 34 : 190, CellDelegate::rowHeight(true) };
}

void ItemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = Theme::of().colors();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    CellDelegate::paintGround(painter, option, index.column() == 0);
    const QRect rect = option.rect.adjusted(margin, 0, -9, -1);
    if (index.column() == ItemModel::TitleColumn) {
        paintTitle(painter, rect, index, selected);
    } else if (index.column() == ItemModel::SourceColumn) {
        paintSource(painter, rect, index);
    } else {
        const int side = Theme::of().iconSize(16);
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(option.rect).center());
        Theme::of().paintIcon(painter, visibilityIcon(index.data(ItemModel::VisibilityRole).toString()), box, selected ? c.text2 : c.text3);
    }
    painter->restore();
}

void ItemDelegate::paintTitle(QPainter *painter, const QRect &rect, const QModelIndex &index, bool selected) const
{
    const Theme &theme = Theme::of();
    drawLines(painter, rect, index.data().toString(), theme.font(selected ? "strong" : "body"), theme.colors().text,
        index.data(ItemModel::SubtitleRole).toString());
}

void ItemDelegate::paintSource(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    const bool ours = index.data(ItemModel::OursRole).toBool();
    const QRectF mark(rect.left(), rect.center().y() - 4.5, 18, 10);
    if (ours)
        Capsule::paintGlyph(painter, mark);
    else
        theme.paintIcon(painter, u"lock"_s, QRectF(mark.center().x() - 7, mark.center().y() - 7, 14, 14), c.text3);
    const QString origin = index.data(ItemModel::OriginRole).toString(), writer = index.data(ItemModel::WriterRole).toString();
    const QFont font = theme.font("body");
    const QColor ink = ours ? c.text : c.text2;
    const QRect words = rect.adjusted(24, 0, 0, 0);
    if (origin.isEmpty())
        drawLines(painter, words, writer.isEmpty() ? index.data().toString() : writer, font, ink, {});
    else
        drawLines(painter, words, origin, font, ink, ItemModel::tr("via %1").arg(writer));
}

ItemTable::ItemTable(ItemFilter *filter, QWidget *parent) : QTableView(parent)
{
    setUpTable(this, tr("Items"), filter);
    setObjectName(tr("Items"));
    setItemDelegate(new ItemDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    setMinimumWidth(320);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(30);
    horizontalHeader()->setSectionResizeMode(ItemModel::TitleColumn, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(ItemModel::SourceColumn, QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(ItemModel::VisibilityColumn, QHeaderView::Fixed);
    connect(&Theme::of(), &Theme::changed, this, &ItemTable::fit);
    fit();
}

void ItemTable::fit()
{
    verticalHeader()->setMinimumSectionSize(CellDelegate::rowHeight(true));
    verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight(true));
    // In a narrow window the title matters more than the whole name of the source.
    setColumnWidth(ItemModel::SourceColumn, qBound(110, viewport()->width() * 2 / 5, Theme::of().height(196)));
    setColumnWidth(ItemModel::VisibilityColumn, Theme::of().height(36));
}

void ItemTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void ItemTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentMoved();
}

} // namespace baton::ui
