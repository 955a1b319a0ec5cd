#include "ui/record/batch/partsbar.h"

#include "ui/common/theme.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace baton::ui {

namespace {

constexpr int gap = 2;

void paintBars(QPainter &painter, const QRectF &part, const Colors &c)
{
    painter.fillRect(part, c.surface);
    for (qreal x = part.left(); x < part.right(); x += 5)
        painter.fillRect(QRectF(x, part.top(), qMin<qreal>(2, part.right() - x), part.height()), c.text3);
}

void paintSlants(QPainter &painter, const QRectF &part, const Colors &c)
{
    painter.save();
    painter.setClipRect(part);
    painter.fillRect(part, c.warnSoft);
    painter.setPen(QPen(c.warn, 1.3));
    for (qreal x = part.left() - part.height(); x < part.right(); x += 6)
        painter.drawLine(QPointF(x, part.bottom()), QPointF(x + part.height(), part.top()));
    painter.restore();
}

void paintPlain(QPainter &painter, const QRectF &part, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(part, 2, 2);
}

} // namespace

PartsBar::PartsBar(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Batch progress"));
    setObjectName(accessibleName());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { update(); });
}

int PartsBar::accessibleRole() const
{
    return QAccessible::ProgressBar;
}

void PartsBar::set(const batch::Counts &counts, const QString &words)
{
    m_counts = counts;
    setAccessibleDescription(words);
    QAccessibleValueChangeEvent event(this, value());
    QAccessible::updateAccessibility(&event);
    update();
}

void PartsBar::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QList<int> sizes { m_counts.written, m_counts.there, m_counts.refused, m_counts.stopped, m_counts.toDo };
    const int shown = int(std::count_if(sizes.begin(), sizes.end(), [](int size) { return size > 0; }));
    const qreal room = width() - gap * qMax(0, shown - 1);
    qreal x = 0;
    for (int i = 0; i < sizes.size(); ++i) {
        if (sizes.at(i) == 0 && m_counts.all > 0)
            continue;
        // The smallest part is still to be seen.
        const qreal wide = m_counts.all == 0 ? width() : i + 1 == sizes.size() ? width() - x : qMax<qreal>(3, room * sizes.at(i) / m_counts.all);
        QRectF part(x, 0, qMin(wide, width() - x), height());
        x += wide + gap;
        if (layoutDirection() == Qt::RightToLeft)
            part.moveRight(width() - part.left());
        if (m_counts.all == 0) {
            paintPlain(painter, part, c.muted);
            break;
        }
        switch (i) {
        case 0:
            paintPlain(painter, part, c.ok);
            break;
        case 1:
            paintBars(painter, part, c);
            break;
        case 2:
            paintPlain(painter, part, c.err);
            break;
        case 3:
            paintSlants(painter, part, c);
            break;
        default:
            paintPlain(painter, part, c.muted);
        }
    }
}

} // namespace baton::ui
