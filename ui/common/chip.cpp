#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include "app/base/text.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>

namespace baton::ui {

namespace {
constexpr int Padding = 7;
constexpr int Gap = 5;
} // namespace

Chip::Chip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

int Chip::accessibleRole() const
{
    return QAccessible::StaticText;
}

void Chip::set(const QString &text, Tone tone, const QString &icon)
{
    m_text = plain(text);
    m_tone = tone;
    m_icon = icon;
    if (accessibleName() == m_named) {
        m_named = m_text;
        setAccessibleName(m_text);
    } else {
        setAccessibleDescription(m_text);
    }
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const Theme &theme = Theme::of();
    const QFontMetrics metrics(theme.font("caption"));
    const int icon = m_icon.isEmpty() ? 0 : theme.iconSize(13) + Gap;
    return { metrics.horizontalAdvance(m_text) + icon + 2 * Padding + 1, qMax(20, metrics.height() + 5) };
}

QSize Chip::minimumSizeHint() const
{
    const QFontMetrics metrics(Theme::of().font("caption"));
    return { qMin(sizeHint().width(), metrics.averageCharWidth() * 8 + 2 * Padding), sizeHint().height() };
}

// What had to be cut is told in full under the mouse.
void Chip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool cut = width() < sizeHint().width();
    if (cut || toolTip() == m_cut)
        setToolTip(m_cut = cut ? m_text.toHtmlEscaped() : QString());
}

void Chip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int width = qMin(this->width(), sizeHint().width());
    QRectF ground(0, (height() - sizeHint().height()) / 2.0, width, sizeHint().height());
    if (layoutDirection() == Qt::RightToLeft)
        ground.moveRight(this->width());
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneSoft(m_tone));
    painter.drawRoundedRect(ground, 4, 4);
    QRectF words = ground.adjusted(Padding, 0, -Padding, 0);
    if (!m_icon.isEmpty()) {
        const int side = theme.iconSize(13);
        QRectF box(words.left(), ground.center().y() - side / 2.0, side, side);
        words.setLeft(box.right() + Gap);
        if (layoutDirection() == Qt::RightToLeft) {
            box.moveRight(ground.right() - Padding);
            words = QRectF(ground.left() + Padding, ground.top(), box.left() - Gap - ground.left() - Padding, ground.height());
        }
        theme.paintIcon(&painter, m_icon, box, toneColor(m_tone));
    }
    const QFont font = theme.font("caption");
    painter.setFont(font);
    painter.setPen(toneColor(m_tone));
    const QString shown = QFontMetricsF(font).elidedText(m_text, Qt::ElideRight, words.width() + 0.5);
    painter.drawText(words, int(Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine), shown);
}

} // namespace baton::ui
