#include "ui/common/segments.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

namespace {
constexpr int Padding = 12;
constexpr int Gap = 6;
} // namespace

SegmentButton::SegmentButton(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    // Own-painted and exclusive: the one combination that is a radio button in the accessibility tree (Qt 6.4).
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

void SegmentButton::setIconName(const QString &name)
{
    m_icon = name;
    updateGeometry();
}

void SegmentButton::setEnds(bool first, bool last)
{
    m_first = first;
    m_last = last;
    update();
}

QSize SegmentButton::sizeHint() const
{
    const Theme &theme = Theme::of();
    // Measured semibold, so that checking moves nothing.
    const QFontMetrics metrics(theme.font("strong"));
    const int icon = m_icon.isEmpty() ? 0 : theme.iconSize(16) + Gap;
    return { metrics.horizontalAdvance(text()) + icon + 2 * Padding, theme.height(30) };
}

void SegmentButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // The outline is drawn a radius wider on the inner sides and clipped there: round ends, straight joints.
    const bool roundLeft = layoutDirection() == Qt::RightToLeft ? m_last : m_first;
    const bool roundRight = layoutDirection() == Qt::RightToLeft ? m_first : m_last;
    const QRectF box = QRectF(rect()).adjusted(roundLeft ? 0.5 : -9.5, 0.5, roundRight ? -0.5 : 9.5, -0.5);
    painter.setPen(QPen(isEnabled() ? c.control : c.border, 1));
    painter.setBrush(!isEnabled() ? c.muted : isChecked() ? c.accentSoft : underMouse() ? c.sunken : c.surface);
    painter.drawRoundedRect(box, 6, 6);
    if (!roundLeft)
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, height()));
    const QColor ink = !isEnabled() ? c.text3 : isChecked() ? c.accentInk : c.text;
    const QFont font = theme.font(isChecked() ? "strong" : "body");
    const QFontMetricsF metrics(font);
    const int side = m_icon.isEmpty() ? 0 : theme.iconSize(16);
    const qreal total = metrics.horizontalAdvance(text()) + (side ? side + Gap : 0);
    qreal x = qMax<qreal>(4, (width() - total) / 2);
    if (side) {
        theme.paintIcon(&painter, m_icon, QRectF(x, (height() - side) / 2.0, side, side), ink);
        x += side + Gap;
    }
    painter.setFont(font);
    painter.setPen(ink);
    const QRectF words(x, 0, width() - x - 2, height());
    painter.drawText(words, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), metrics.elidedText(text(), Qt::ElideRight, words.width() + 1));
}

Segments::Segments(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    // toggled, not clicked: the accessible Toggle action emits only that.
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT selected(id);
    });
}

int Segments::accessibleRole() const
{
    return QAccessible::Grouping;
}

QAbstractButton *Segments::add(int id, const QString &text, const QString &icon, const QString &accessibleName)
{
    auto *button = new SegmentButton(this);
    button->setText(text);
    button->setIconName(icon);
    button->setAccessibleName(accessibleName);
    button->setObjectName(accessibleName);
    const QList<QAbstractButton *> before = m_group->buttons();
    if (!before.isEmpty())
        static_cast<SegmentButton *>(before.last())->setEnds(before.size() == 1, false);
    button->setEnds(before.isEmpty(), true);
    m_group->addButton(button, id);
    layout()->addWidget(button);
    return button;
}

int Segments::checkedId() const
{
    return m_group->checkedId();
}

void Segments::setChecked(int id)
{
    if (QAbstractButton *button = m_group->button(id))
        button->setChecked(true);
}

QAbstractButton *Segments::button(int id) const
{
    return m_group->button(id);
}

void Segments::setText(int id, const QString &text)
{
    if (QAbstractButton *button = m_group->button(id)) {
        button->setText(text);
        button->updateGeometry();
        button->update();
    }
}

} // namespace baton::ui
