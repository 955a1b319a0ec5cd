#include "ui/record/itemtable.h"

#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"

#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

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

ItemTable::ItemTable(ItemFilter *filter, QWidget *parent) : QTableView(parent), m_filter(filter)
{
    setUpTable(this, tr("Items"), filter);
    setObjectName(tr("Items"));
    setItemDelegate(new ItemDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    setMinimumWidth(280);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(30);
    horizontalHeader()->setSectionResizeMode(ItemModel::TitleColumn, QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(ItemModel::SourceColumn, QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(ItemModel::VisibilityColumn, QHeaderView::Fixed);
    horizontalHeader()->setSectionsClickable(true);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &ItemTable::orderBy);
    connect(filter, &ItemFilter::aboutToChange, this, &ItemTable::hold);
    connect(filter, &ItemFilter::changed, this, &ItemTable::letGo);
    connect(&Theme::of(), &Theme::changed, this, &ItemTable::fit);
    fit();
}

// The title's heading goes by the year first, as the list does, then by the title.
void ItemTable::orderBy(int column)
{
    using By = ItemFilter::By;
    const ItemFilter::Order now = m_filter->order();
    if (column == ItemModel::TitleColumn) {
        if (now.by == By::Day)
            return m_filter->setOrder(now.down ? ItemFilter::Order { By::Title, false } : ItemFilter::Order { By::Day, true });
        return m_filter->setOrder(now.by == By::Title ? (now.down ? ItemFilter::Order { By::Day, false } : ItemFilter::Order { By::Title, true })
                                                      : ItemFilter::Order { By::Day, true });
    }
    const By by = column == ItemModel::SourceColumn ? By::Source : By::Visibility;
    m_filter->setOrder({ by, now.by == by && !now.down });
}

void ItemTable::hold()
{
    m_holding = true;
    const record::Item *chosen = m_filter->item(currentIndex());
    m_anchor = { chosen ? chosen->putCode : 0, 0, 0 };
    const bool inSight = chosen && viewport()->rect().intersects(visualRect(currentIndex()));
    const QModelIndex top = inSight ? currentIndex() : verticalScrollBar()->value() > 0 ? indexAt({ 1, 1 }) : QModelIndex();
    if (const record::Item *anchored = m_filter->item(top)) {
        m_anchor.putCode = anchored->putCode;
        m_anchor.y = visualRect(top).top();
    }
}

void ItemTable::letGo()
{
    m_holding = false;
    const QModelIndex same = m_anchor.chosen ? m_filter->indexOf(m_anchor.chosen) : QModelIndex();
    const QModelIndex now = same.isValid() ? same : m_filter->index(0, 0);
    const QModelIndex anchored = m_anchor.putCode ? m_filter->indexOf(m_anchor.putCode) : QModelIndex();
    if (now.isValid() && m_anchor.chosen)
        selectionModel()->setCurrentIndex(now, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    executeDelayedItemsLayout(); // the scroll bar has to know of the new rows
    updateGeometries();
    if (anchored.isValid())
        verticalScrollBar()->setValue(rowViewportPosition(anchored.row()) + verticalScrollBar()->value() - m_anchor.y);
    else
        verticalScrollBar()->setValue(0);
    if (const record::Item *item = m_filter->item(currentIndex()); !item || item->putCode != m_anchor.chosen)
        Q_EMIT currentMoved();
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
    // While rows come and go the current one wanders; where it ends is what counts. Scrolling to it is up to letGo() as well.
    if (m_holding)
        return;
    QTableView::currentChanged(current, previous);
    Q_EMIT currentMoved();
}

} // namespace baton::ui
