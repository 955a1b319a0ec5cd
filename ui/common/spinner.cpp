#include "ui/common/spinner.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>
#include <QtGui/QAccessible>
#include <QtGui/QPainter>

namespace baton::ui {

using namespace Qt::StringLiterals;

SpinnerTimer::SpinnerTimer(QObject *parent) : QObject(parent)
{
    m_elapsed.start();
    m_timer.setInterval(80);
    connect(&m_timer, &QTimer::timeout, this, &SpinnerTimer::tick);
    connect(&Theme::of(), &Theme::changed, this, &SpinnerTimer::tick);
}

SpinnerTimer &SpinnerTimer::of()
{
    Theme &theme = Theme::of();
    if (auto *timer = theme.findChild<SpinnerTimer *>(QString(), Qt::FindDirectChildrenOnly))
        return *timer;
    return *new SpinnerTimer(&theme);
}

void SpinnerTimer::add(QWidget *widget)
{
    if (!m_widgets.contains(widget))
        m_widgets.append(widget);
    if (!Theme::of().isStill())
        m_timer.start();
}

void SpinnerTimer::remove(QWidget *widget)
{
    m_widgets.removeAll(widget);
    if (m_widgets.isEmpty())
        m_timer.stop();
}

int SpinnerTimer::degrees() const
{
    return Theme::of().isStill() ? 0 : int(m_elapsed.elapsed() / 80 * 24 % 360);
}

void SpinnerTimer::tick()
{
    m_widgets.removeAll(nullptr);
    if (m_widgets.isEmpty() || Theme::of().isStill())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
    for (const QPointer<QWidget> &widget : std::as_const(m_widgets))
        widget->update();
}

Spinner::Spinner(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); });
}

int Spinner::accessibleRole() const
{
    return QAccessible::Animation;
}

void Spinner::paint(QPainter *painter, const QRectF &rect, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal thick = qMax<qreal>(1.5, rect.width() * 0.09);
    const QRectF box = rect.adjusted(thick, thick, -thick, -thick);
    QColor faint = color;
    faint.setAlphaF(0.28f);
    painter->setPen(QPen(faint, thick));
    painter->setBrush(Qt::NoBrush); // a ring, whatever was painted before
    painter->drawEllipse(box);
    painter->setPen(QPen(color, thick, Qt::SolidLine, Qt::RoundCap));
    painter->drawArc(box, (90 - SpinnerTimer::of().degrees()) * 16, -90 * 16);
    painter->restore();
}

QSize Spinner::sizeHint() const
{
    const int side = Theme::of().iconSize(16);
    return { side, side };
}

void Spinner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRectF box({ 0, 0 }, QSizeF(sizeHint().boundedTo(size())));
    box.moveCenter(QRectF(rect()).center());
    paint(&painter, box, Theme::of().colors().accent);
}

void Spinner::showEvent(QShowEvent *)
{
    SpinnerTimer::of().add(this);
}

void Spinner::hideEvent(QHideEvent *)
{
    SpinnerTimer::of().remove(this);
}

StepDot::StepDot(int number, QWidget *parent) : QWidget(parent), m_number(number)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
    setState(State::Pending);
}

int StepDot::accessibleRole() const
{
    return QAccessible::StaticText;
}

void StepDot::setState(State state)
{
    m_state = state;
    const QString words[] = { tr("not yet"), tr("now"), tr("done"), tr("failed") };
    setAccessibleName(tr("Step %1").arg(m_number));
    setAccessibleDescription(words[int(state)]);
    if (state == State::Current)
        SpinnerTimer::of().add(this);
    else
        SpinnerTimer::of().remove(this);
    update();
}

QSize StepDot::sizeHint() const
{
    const int side = Theme::of().iconSize(22);
    return { side, side };
}

void StepDot::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(QPointF(), QSizeF(sizeHint())).adjusted(0.75, 0.75, -0.75, -0.75);
    const qreal inset = circle.width() * 0.18;
    const QRectF glyph = circle.adjusted(inset, inset, -inset, -inset);
    struct Look { QColor line, ground, ink; };
    const Look looks[] = { { c.control, c.surface, c.text2 }, { c.fill, c.fill, c.onFill }, { c.ok, c.okSoft, c.ok }, { c.err, c.errSoft, c.err } };
    const Look &look = looks[int(m_state)];
    painter.setPen(QPen(look.line, 1));
    painter.setBrush(look.ground);
    painter.drawEllipse(circle);
    if (m_state == State::Done || m_state == State::Failed) {
        theme.paintIcon(&painter, m_state == State::Done ? u"check"_s : u"x"_s, glyph, look.ink);
        return;
    }
    QFont font = theme.font("caption");
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(look.ink);
    painter.drawText(circle, Qt::AlignCenter, QString::number(m_number));
}

} // namespace baton::ui
