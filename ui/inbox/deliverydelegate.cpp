#include "ui/inbox/deliverydelegate.h"

#include "ui/common/table.h"
#include "ui/inbox/deliverymodel.h"

#include <QtGui/QPainter>

namespace baton::ui {

void DeliveryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    CellDelegate::paintGround(painter, option, true);
    const QRect box = option.rect.adjusted(13, 10, -10, -10);
    int y = box.top();
    const auto line = [&](const QFont &font, const QColor &ink, const QString &text, int indent) {
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(QRect(box.left() + indent, y, box.width() - indent, metrics.height()), Qt::AlignVCenter | Qt::AlignLeft,
            metrics.elidedText(text, Qt::ElideRight, box.width() - indent));
        y += metrics.height();
    };
    line(theme.font("strong"), c.text, index.data().toString(), 0);
    line(theme.font("caption"), c.text2, index.data(DeliveryModel::SenderRole).toString(), 0);
    y += 4;
    const QFont caption = theme.font("caption");
    const Tone tone = Tone(index.data(DeliveryModel::ToneRole).toInt());
    theme.paintIcon(painter, index.data(DeliveryModel::IconRole).toString(),
        QRectF(box.left(), y + (QFontMetrics(caption).height() - 13) / 2.0, 13, 13), toneColor(tone));
    line(caption, option.state & QStyle::State_Selected ? c.text : c.text2, index.data(DeliveryModel::StateRole).toString(), 20);
    painter->restore();
}

QSize DeliveryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const Theme &theme = Theme::of();
    return { 200, QFontMetrics(theme.font("strong")).height() + 2 * QFontMetrics(theme.font("caption")).height() + 25 };
}

} // namespace baton::ui
