#include "ui/common/table.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>

namespace baton::ui {

namespace {

constexpr int padding = 10;

Tone toneOf(const QModelIndex &index, int role, Tone otherwise = Tone::Neutral)
{
    const QVariant value = index.data(role);
    return value.isValid() ? value.value<Tone>() : otherwise;
}

QFont fontOf(const QModelIndex &index)
{
    if (index.data(cell::Mono).toBool()) {
        QFont font = Theme::of().font("mono");
        if (index.data(cell::Strong).toBool())
            font.setWeight(QFont::DemiBold);
        return font;
    }
    return Theme::of().font(index.data(cell::Strong).toBool() ? "strong" : "body");
}

} // namespace

int CellDelegate::rowHeight(bool twoLines)
{
    const int line = QFontMetrics(Theme::of().font("body")).height();
    return twoLines ? line + QFontMetrics(Theme::of().font("caption")).height() + 14 : line + 14;
}

void CellDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option, bool bar)
{
    const Colors &c = Theme::of().colors();
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, selected ? c.accentSoft : c.surface);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), c.border);
    if (selected && bar)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1), c.accent);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(painter, option, index.column() == 0);
    QRect rect = option.rect.adjusted(padding, 0, -padding, -1);
    if (index.data(cell::AsChip).toBool()) {
        paintChip(painter, rect, index);
    } else {
        const QString icon = index.data(cell::Icon).toString();
        if (!icon.isEmpty()) {
            const int side = Theme::of().iconSize(15);
            const QRectF box(rect.left(), rect.center().y() - side / 2.0 + 0.5, side, side);
            Theme::of().paintIcon(painter, icon, box, toneColor(toneOf(index, cell::IconTone, toneOf(index, cell::TextTone))));
            rect.adjust(side + 6, 0, 0, 0);
        }
        paintText(painter, rect, option, index);
    }
    painter->restore();
}

void CellDelegate::paintChip(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const QFont font = Theme::of().font("caption");
    const QFontMetrics metrics(font);
    const QString icon = index.data(cell::Icon).toString();
    const Tone tone = toneOf(index, cell::TextTone);
    const int side = Theme::of().iconSize(13);
    const int lead = icon.isEmpty() ? 7 : side + 12;
    const QString text = metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width() - lead - 7);
    if (text.isEmpty())
        return;
    const QRectF box(rect.left(), rect.center().y() - (metrics.height() + 4) / 2.0 + 0.5,
        lead + metrics.horizontalAdvance(text) + 8, metrics.height() + 4);
    painter->setPen(Qt::NoPen);
    painter->setBrush(toneSoft(tone));
    painter->drawRoundedRect(box, 4, 4);
    if (!icon.isEmpty())
        Theme::of().paintIcon(painter, icon, QRectF(box.left() + 7, box.center().y() - side / 2.0, side, side), toneColor(tone));
    painter->setFont(font);
    painter->setPen(toneColor(tone));
    painter->drawText(box.adjusted(lead, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
}

void CellDelegate::paintText(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = Theme::of().colors();
    const QVariant tone = index.data(cell::TextTone);
    const bool selected = option.state & QStyle::State_Selected;
    const bool faint = index.data(cell::Faint).toBool();
    const QColor ink = tone.isValid() ? toneColor(tone.value<Tone>()) : faint ? c.text3 : c.text;
    const QFont font = fontOf(index);
    const QFontMetrics metrics(font);
    const QString text = index.data().toString();
    painter->setFont(font);
    painter->setPen(ink);
    if (index.data(cell::Wrap).toBool()) {
        painter->setFont(Theme::of().font("caption"));
        painter->setPen(selected ? c.text : c.text2);
        painter->drawText(rect, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextWordWrap), text);
        return;
    }
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment side = alignment.isValid() ? Qt::Alignment(alignment.toInt()) & Qt::AlignHorizontal_Mask : Qt::AlignLeft;
    const QString second = index.data(cell::Second).toString();
    const QFont caption = Theme::of().font(index.data(cell::SecondMono).toBool() ? "mono" : "caption");
    const int below = second.isEmpty() ? 0 : QFontMetrics(caption).height();
    const int top = rect.center().y() - (metrics.height() + below) / 2 + 1;
    const QRect line(rect.left(), top, rect.width(), metrics.height());
    const QString trailing = index.data(cell::Trailing).toString();
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    painter->drawText(line, int(side | Qt::AlignVCenter), shown);
    if (!trailing.isEmpty()) {
        const int used = metrics.horizontalAdvance(shown + QLatin1Char(' '));
        painter->setPen(c.text3);
        painter->setFont(Theme::of().font("mono"));
        painter->drawText(line.adjusted(used, 0, 0, 0), int(Qt::AlignLeft | Qt::AlignVCenter),
            painter->fontMetrics().elidedText(trailing, Qt::ElideRight, line.width() - used));
    }
    if (!second.isEmpty()) {
        painter->setFont(caption);
        painter->setPen(c.text3);
        painter->drawText(QRect(rect.left(), top + metrics.height(), rect.width(), below), int(side | Qt::AlignVCenter),
            QFontMetrics(caption).elidedText(second, Qt::ElideRight, rect.width()));
    }
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(fontOf(index));
    const bool twoLines = !index.data(cell::Second).toString().isEmpty();
    int width = metrics.horizontalAdvance(index.data().toString()) + 2 * padding + 2; // widths are rounded, and eliding is strict
    if (!index.data(cell::Icon).toString().isEmpty())
        width += Theme::of().iconSize(15) + 10;
    int height = rowHeight(twoLines);
    if (index.data(cell::Wrap).toBool() && option.rect.width() > 2 * padding) {
        const QRect box(0, 0, option.rect.width() - 2 * padding, 10000);
        const QRect used = QFontMetrics(Theme::of().font("caption")).boundingRect(box, Qt::TextWordWrap, index.data().toString());
        height = qMax(height, used.height() + 8);
        width = option.rect.width();
    }
    return { width, height };
}

QTableView *makeTable(const QString &accessibleName, QAbstractItemModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    setUpTable(table, accessibleName, model);
    return table;
}

void setUpTable(QTableView *table, const QString &accessibleName, QAbstractItemModel *model)
{
    table->setAccessibleName(accessibleName);
    table->setModel(model);
    table->setItemDelegate(new CellDelegate(table));
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->setCornerButtonEnabled(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(CellDelegate::rowHeight());
    table->verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight());
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setStretchLastSection(true);
    QObject::connect(&Theme::of(), &Theme::changed, table, [table] {
        table->verticalHeader()->setMinimumSectionSize(CellDelegate::rowHeight());
        table->verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight());
        table->viewport()->update();
    });
}

} // namespace baton::ui
