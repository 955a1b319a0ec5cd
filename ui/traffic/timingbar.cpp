#include "ui/traffic/timingbar.h"

#include "ui/common/theme.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

using namespace Qt::StringLiterals;

namespace baton::ui {

TimingBar::TimingBar(QWidget *parent) : RoleWidget(QAccessible::Grouping, tr("Timing"), parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QString TimingBar::words(const http::Exchange &exchange)
{
    QStringList words;
    const auto add = [&](const QString &name, qint64 ms) {
        if (ms >= 0)
            words << tr("%1 %2 ms").arg(name).arg(ms);
    };
    add(tr("Connect"), exchange.connectMs);
    add(tr("Sent"), exchange.sentMs);
    add(tr("Waiting"), exchange.waitMs);
    add(tr("Received"), exchange.receiveMs);
    words << tr("In all %1 ms").arg(exchange.totalMs);
    return words.join(u", "_s);
}

void TimingBar::setExchange(const http::Exchange &exchange)
{
    m_parts.clear();
    const auto add = [this](const QString &name, qint64 ms) {
        if (ms >= 0)
            m_parts << Part { name, ms };
    };
    add(tr("Connect"), exchange.connectMs);
    add(tr("Sent"), exchange.sentMs);
    add(tr("Waiting"), exchange.waitMs);
    add(tr("Received"), exchange.receiveMs);
    setAccessibleDescription(words(exchange));
    setVisible(!m_parts.isEmpty());
    update();
}

QSize TimingBar::sizeHint() const
{
    return { 200, QFontMetrics(Theme::of().font("caption")).height() + 16 };
}

void TimingBar::paintEvent(QPaintEvent *)
{
    if (m_parts.isEmpty())
        return;
    const Colors &c = Theme::of().colors();
    const QList<QColor> colors { c.warn, c.second, c.fill, c.ok };
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont caption = Theme::of().font("caption");
    const QFontMetricsF metrics(caption);
    painter.setFont(caption);
    painter.setPen(c.text3);
    const qreal slot = qreal(width()) / m_parts.size();
    for (int i = 0; i < m_parts.size(); ++i) {
        const int side = i == 0 ? Qt::AlignLeft : i + 1 == m_parts.size() ? Qt::AlignRight : Qt::AlignHCenter;
        painter.drawText(QRectF(i * slot, 0, slot, metrics.height()), side | Qt::AlignVCenter,
            tr("%1 %2 ms").arg(m_parts.at(i).name).arg(m_parts.at(i).ms));
    }

    const QRectF bar(0, metrics.height() + 5, width(), 8);
    QPainterPath shape;
    shape.addRoundedRect(bar, 4, 4);
    painter.setClipPath(shape);
    painter.fillRect(bar, c.muted);
    qreal total = 0;
    for (const Part &part : m_parts)
        total += qMax<qint64>(part.ms, 1);
    qreal x = 0;
    for (int i = 0; i < m_parts.size(); ++i) {
        const qreal width = bar.width() * qMax<qint64>(m_parts.at(i).ms, 1) / total;
        painter.fillRect(QRectF(x, bar.top(), qMax(2.0, width - 1), bar.height()), colors.at(i % colors.size()));
        x += width;
    }
}

} // namespace baton::ui
