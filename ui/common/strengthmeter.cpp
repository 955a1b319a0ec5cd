#include "ui/common/strengthmeter.h"

#include "ui/common/theme.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>

namespace baton::ui {

namespace {

constexpr int bars = 5;

} // namespace

StrengthMeter::StrengthMeter(QWidget *parent) : RoleWidget(QAccessible::ProgressBar, tr("Passphrase strength"), parent)
{
    setFixedHeight(5);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StrengthMeter::set(int level, bool acceptable, const QString &words)
{
    m_level = level;
    m_acceptable = acceptable;
    setAccessibleDescription(tr("%1 of %2. %3").arg(level).arg(bars).arg(words));
    update();
}

void StrengthMeter::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const qreal width = (this->width() - 4.0 * (bars - 1)) / bars;
    for (int i = 0; i < bars; ++i) {
        painter.setBrush(i < m_level ? (m_acceptable ? c.ok : c.warn) : c.muted);
        painter.drawRoundedRect(QRectF(i * (width + 4), 0, width, height()), 2, 2);
    }
}

} // namespace baton::ui
