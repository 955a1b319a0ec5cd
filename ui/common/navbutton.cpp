#include "ui/common/navbutton.h"

#include "ui/common/spinner.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int Left = 10, Right = 8, Gap = 10;
} // namespace

NavButton::NavButton(const QString &label, const QString &icon, const QString &accessibleName, QWidget *parent)
    : QAbstractButton(parent), m_icon(icon)
{
    setText(label);
    setAccessibleName(accessibleName);
    setObjectName(accessibleName);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

void NavButton::setMark(Mark mark)
{
    if (mark == m_mark)
        return;
    m_mark = mark;
    if (mark == Mark::Busy)
        SpinnerTimer::of().add(this);
    else
        SpinnerTimer::of().remove(this);
    describe();
}

void NavButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    describe();
}

void NavButton::describe()
{
    QStringList parts;
    if (m_count > 0)
        parts << tr("%1 waiting").arg(m_count);
    const QString words[] = { {}, tr("done"), tr("under way"), tr("take care") };
    if (m_mark != Mark::None)
        parts << words[int(m_mark)];
    setAccessibleDescription(parts.join(u", "_s));
    update();
}

QSize NavButton::sizeHint() const
{
    const Theme &theme = Theme::of();
    const int words = QFontMetrics(theme.font("strong")).horizontalAdvance(text());
    return { Left + theme.iconSize(18) + Gap + words + Gap + theme.iconSize(18) + Right, theme.height(32) };
}

QSize NavButton::minimumSizeHint() const
{
    const Theme &theme = Theme::of();
    return { Left + theme.iconSize(18) + Right, theme.height(32) };
}

void NavButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto place = [&](QRectF box) {
        if (mirrored)
            box.moveLeft(width() - box.right());
        return box;
    };
    painter.setPen(Qt::NoPen);
    if (isChecked() || underMouse()) {
        painter.setBrush(isChecked() ? c.accentSoft : c.muted);
        painter.drawRoundedRect(rect(), 6, 6);
    }
    if (isChecked()) {
        painter.setBrush(c.accent);
        painter.drawRoundedRect(place(QRectF(0, height() / 4.0, 3, height() / 2.0)), 1.5, 1.5);
    }
    const int side = theme.iconSize(18);
    theme.paintIcon(&painter, m_icon, place(QRectF(Left, (height() - side) / 2.0, side, side)), isChecked() ? c.accentInk : c.text2);
    const bool state = m_count > 0 || m_mark != Mark::None;
    const qreal stateWidth = state ? theme.iconSize(18) + (m_count > 9 ? 8 : 0) : 0;
    const qreal from = Left + side + Gap;
    const QRectF words = place(QRectF(from, 0, width() - from - Right - stateWidth, height()));
    const QFont font = theme.font(isChecked() ? "strong" : "body");
    painter.setFont(font);
    painter.setPen(!isEnabled() ? c.text3 : isChecked() ? c.accentInk : c.text);
    painter.drawText(words, int(Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine),
                     QFontMetricsF(font).elidedText(text(), Qt::ElideRight, words.width()));
    if (state)
        paintState(painter, place(QRectF(width() - Right - stateWidth, 0, stateWidth, height())));
}

void NavButton::paintState(QPainter &painter, const QRectF &box) const
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    if (m_count > 0) {
        const qreal tall = theme.iconSize(18);
        const QRectF pill(box.left(), box.center().y() - tall / 2, box.width(), tall);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.accent);
        painter.drawRoundedRect(pill, tall / 2, tall / 2);
        QFont font = theme.font("caption");
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        painter.setPen(c.surface);
        painter.drawText(pill, Qt::AlignCenter, m_count > 99 ? u"99+"_s : QString::number(m_count));
        return;
    }
    const qreal side = theme.iconSize(m_mark == Mark::Busy ? 14 : 16);
    QRectF glyph(0, 0, side, side);
    glyph.moveCenter(box.center());
    if (m_mark == Mark::Busy)
        Spinner::paint(&painter, glyph, c.accent);
    else
        theme.paintIcon(&painter, m_mark == Mark::Done ? u"check"_s : u"warn"_s, glyph, m_mark == Mark::Done ? c.text2 : c.warn);
}

void NavButton::keyPressEvent(QKeyEvent *event)
{
    // Arrows walk the rail without changing the page; Space and Enter choose.
    switch (event->key()) {
    case Qt::Key_Down:
        focusNextPrevChild(true);
        return;
    case Qt::Key_Up:
        focusNextPrevChild(false);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

} // namespace baton::ui
