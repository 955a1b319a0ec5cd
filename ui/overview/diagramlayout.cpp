#include "ui/overview/diagramlayout.h"

#include <QtGui/QFontMetrics>

namespace baton::ui {

namespace {

constexpr int phaseGap = 3;

int minimumRow(const QFontMetrics &metrics)
{
    return metrics.height() + 15 + qMax(0, metrics.height() - 20) / 2; // the numbers' circles grow too
}

} // namespace

DiagramLayout DiagramLayout::of(const QSize &size, const QFont &body)
{
    const QFontMetrics metrics(body);
    DiagramLayout layout;
    layout.width = size.width();
    layout.height = size.height();
    QFont strong(body);
    strong.setWeight(QFont::DemiBold);
    layout.gutter = QFontMetrics(strong).horizontalAdvance(QStringLiteral("Hand over")) + 46; // icon and name, clear of the row that is chosen
    layout.results = metrics.horizontalAdvance(QStringLiteral("201 Created · 840 ms")) + 44;
    layout.header = 2 * metrics.height() + 20;
    const qreal free = size.height() - layout.header - 2 * phaseGap;
    layout.row = qMax<qreal>(minimumRow(metrics), free / stepCount);
    return layout;
}

int DiagramLayout::minimumHeight(const QFont &body)
{
    const QFontMetrics metrics(body);
    return 2 * metrics.height() + 20 + 2 * phaseGap + stepCount * minimumRow(metrics);
}

int DiagramLayout::minimumWidth(const QFont &body)
{
    const QFontMetrics metrics(body);
    return 200 + laneCount * metrics.horizontalAdvance(QStringLiteral("Northbridge Un"));
}

qreal DiagramLayout::laneWidth() const
{
    return qreal(width - gutter - results) / laneCount;
}

qreal DiagramLayout::lane(relay::Party party) const
{
    return gutter + laneWidth() * (int(party) + 0.5);
}

qreal DiagramLayout::rowTop(int step) const
{
    return header + (step - 1) * row + (step >= 6 ? phaseGap : 0) + (step >= 7 ? phaseGap : 0);
}

QRect DiagramLayout::stepRect(int step) const
{
    return QRectF(gutter - 6, rowTop(step) + 1, width - gutter, row - 2).toAlignedRect();
}

} // namespace baton::ui
