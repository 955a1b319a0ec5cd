#include "ui/common/meter.h"

#include "ui/common/theme.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>

namespace baton::ui {

Meter::Meter(const QString &accessibleName, QWidget *parent) : QWidget(parent)
{
    setAccessibleName(accessibleName);
    setObjectName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { update(); });
}

int Meter::accessibleRole() const
{
    return QAccessible::ProgressBar;
}

void Meter::set(int value, int maximum, Tone tone, const QString &words)
{
    m_maximum = qMax(1, maximum);
    m_value = qBound(0, value, m_maximum);
    m_tone = tone;
    setAccessibleDescription(words);
    QAccessibleValueChangeEvent event(this, m_value);
    QAccessible::updateAccessibility(&event);
    update();
}

void Meter::setParts(int parts)
{
    m_parts = parts;
    update();
}

QSize Meter::sizeHint() const
{
    return { 80, m_parts ? 6 : 4 };
}

void Meter::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QColor ink = m_tone == Tone::Accent ? c.accent : toneColor(m_tone);
    const qreal tall = sizeHint().height();
    const qreal top = (height() - tall) / 2;
    const int parts = qMax(1, m_parts);
    const qreal gap = m_parts ? 3 : 0;
    const qreal wide = (width() - gap * (parts - 1)) / parts;
    const qreal filled = qreal(m_value) / m_maximum * parts;
    for (int i = 0; i < parts; ++i) {
        QRectF part(i * (wide + gap), top, wide, tall);
        if (layoutDirection() == Qt::RightToLeft)
            part.moveRight(width() - part.left());
        painter.setBrush(c.muted);
        painter.drawRoundedRect(part, 2, 2);
        const qreal share = qBound<qreal>(0, filled - i, 1);
        if (share <= 0)
            continue;
        QRectF full = part;
        full.setWidth(part.width() * share);
        painter.setBrush(ink);
        painter.drawRoundedRect(full, 2, 2);
    }
}

Switch::Switch(const QString &accessibleName, QWidget *parent) : QCheckBox(parent)
{
    setAccessibleName(accessibleName);
    setObjectName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

QSize Switch::sizeHint() const
{
    return { Theme::of().iconSize(30), Theme::of().iconSize(18) };
}

void Switch::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QSizeF size = sizeHint();
    const QRectF track = QRectF((width() - size.width()) / 2, (height() - size.height()) / 2, size.width(), size.height()).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool on = isChecked();
    painter.setPen(QPen(on && isEnabled() ? c.fill : c.control, 1));
    painter.setBrush(!isEnabled() ? c.muted : on ? c.fill : c.surface);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const qreal knob = track.height() - 4;
    const bool atRight = on != (layoutDirection() == Qt::RightToLeft);
    painter.setPen(Qt::NoPen);
    painter.setBrush(on && isEnabled() ? c.onFill : c.control);
    painter.drawEllipse(QRectF(atRight ? track.right() - knob - 2 : track.left() + 2, track.top() + 2, knob, knob));
}

bool Switch::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

} // namespace baton::ui
