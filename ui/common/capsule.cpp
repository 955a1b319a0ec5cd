#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include "app/base/text.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace baton::ui {

namespace {

constexpr int Padding = 9;

QString via(const QString &second)
{
    return Capsule::tr("via %1").arg(second);
}

int lineHeight(const QFont &font)
{
    return qMax(20, QFontMetrics(font).height() + 5);
}

int halfWidth(const QFont &font, const QString &text)
{
    return QFontMetrics(font).horizontalAdvance(text) + 2 * Padding;
}

int fullWidth(const QFont &font, const QString &original, const QString &second)
{
    return halfWidth(font, original) + (second.isEmpty() ? 0 : halfWidth(font, via(second))) + 2;
}

void paintHalf(QPainter *painter, const QRectF &rect, const QString &text, const QFont &font, const QColor &ground, const QColor &ink)
{
    painter->fillRect(rect, ground);
    painter->setPen(ink);
    painter->setFont(font);
    const QRectF words = rect.adjusted(Padding, 0, -Padding, 0);
    const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, words.width() + 0.5);
    painter->drawText(words, int(Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine), shown);
}

} // namespace

Capsule::Capsule(QWidget *parent) : QWidget(parent)
{
    // Minimum, not Fixed: the layout must be able to give the second line its room.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

int Capsule::accessibleRole() const
{
    return QAccessible::StaticText;
}

void Capsule::set(const QString &original, const QString &second)
{
    m_original = plain(original);
    m_second = plain(second);
    const QString sentence = m_second.isEmpty() ? m_original : m_original + u' ' + via(m_second);
    if (accessibleName() == m_named) {
        m_named = sentence;
        setAccessibleName(sentence);
    } else {
        setAccessibleDescription(sentence);
    }
    updateGeometry();
    update();
}

void Capsule::paint(QPainter *painter, const QRect &rect, const QString &original, const QString &second, const QFont &font)
{
    const Colors &c = Theme::of().colors();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const int line = lineHeight(font);
    const bool stacked = !second.isEmpty() && fullWidth(font, original, second) > rect.width();
    const int width = stacked ? qMin(rect.width(), qMax(halfWidth(font, original), halfWidth(font, via(second))) + 2)
                              : qMin(rect.width(), fullWidth(font, original, second));
    const int height = qMin(rect.height(), stacked ? 2 * line : line);
    const QRectF box = QRectF(rect.left(), rect.top() + (rect.height() - height) / 2, width, height).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(box, 10, 10);
    painter->save();
    painter->setClipPath(outline);
    if (second.isEmpty()) {
        paintHalf(painter, box, original, font, c.accentSoft, c.accentInk);
    } else if (stacked) {
        const qreal middle = box.top() + box.height() / 2;
        paintHalf(painter, QRectF(box.left(), box.top(), box.width(), middle - box.top()), original, font, c.accentSoft, c.accentInk);
        paintHalf(painter, QRectF(box.left(), middle, box.width(), box.bottom() - middle), via(second), font, c.secondSoft, c.second);
        painter->setPen(QPen(c.control, 1));
        painter->drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle));
    } else {
        const qreal split = box.left() + qMin<qreal>(halfWidth(font, original), box.width());
        paintHalf(painter, QRectF(box.left(), box.top(), split - box.left(), box.height()), original, font, c.accentSoft, c.accentInk);
        paintHalf(painter, QRectF(split, box.top(), box.right() - split, box.height()), via(second), font, c.secondSoft, c.second);
        painter->setPen(QPen(c.control, 1));
        painter->drawLine(QPointF(split, box.top()), QPointF(split, box.bottom()));
    }
    painter->restore();
    painter->setPen(QPen(c.control, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(outline);
    painter->restore();
}

void Capsule::paintGlyph(QPainter *painter, const QRectF &rect)
{
    const Colors &c = Theme::of().colors();
    const qreal scale = qMin(rect.width() / 18, rect.height() / 10);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(rect.center());
    painter->scale(scale, scale);
    painter->translate(-9, -5);
    QPainterPath left(QPointF(9, 0.75));
    left.lineTo(5, 0.75);
    left.arcTo(QRectF(0.75, 0.75, 8.5, 8.5), 90, 180);
    left.lineTo(9, 9.25);
    left.closeSubpath();
    QPainterPath right(QPointF(9, 0.75));
    right.lineTo(13, 0.75);
    right.arcTo(QRectF(8.75, 0.75, 8.5, 8.5), 90, -180);
    right.lineTo(9, 9.25);
    right.closeSubpath();
    painter->setPen(QPen(c.second, 1.5));
    painter->drawPath(right);
    painter->setPen(QPen(c.accent, 1.5));
    painter->setBrush(c.accent);
    painter->drawPath(left);
    painter->restore();
}

QSize Capsule::sizeHint() const
{
    const QFont font = Theme::of().font("caption");
    return { fullWidth(font, m_original, m_second), lineHeight(font) };
}

QSize Capsule::minimumSizeHint() const
{
    const QFont font = Theme::of().font("caption");
    return { qMin(sizeHint().width(), QFontMetrics(font).averageCharWidth() * 10 + 2 * Padding), lineHeight(font) };
}

int Capsule::heightForWidth(int width) const
{
    const QFont font = Theme::of().font("caption");
    const bool stacked = !m_second.isEmpty() && fullWidth(font, m_original, m_second) > width;
    return stacked ? 2 * lineHeight(font) : lineHeight(font);
}

void Capsule::paintEvent(QPaintEvent *)
{
    if (m_original.isEmpty())
        return;
    QPainter painter(this);
    paint(&painter, rect(), m_original, m_second, Theme::of().font("caption"));
}

} // namespace baton::ui
