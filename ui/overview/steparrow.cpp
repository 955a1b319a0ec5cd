#include "ui/overview/steparrow.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr qreal jumpRadius = 6;

QFont numberFont()
{
    QFont font = Theme::of().font("caption");
    font.setWeight(QFont::DemiBold);
    return font;
}

/// "10" fits, at any size of the text.
qreal numberRadius()
{
    return qMax(10.0, QFontMetricsF(numberFont()).horizontalAdvance(u"10"_s) / 2 + 2.5);
}

} // namespace

StepArrow::StepArrow(int number, QWidget *parent) : QAbstractButton(parent), m_number(number), m_spinner(new Spinner(this))
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::ClickFocus);
    m_spinner->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_spinner->hide();
    connect(this, &QAbstractButton::clicked, this, [this] { Q_EMIT chosen(m_number); });
}

QString StepArrow::stateWords(const relay::Step &step)
{
    const QString happened = step.happened;
    switch (step.state) {
    case relay::Step::State::NotYet:
        return tr("Not yet");
    case relay::Step::State::Running:
        return happened.isEmpty() || happened == tr("Not yet") ? tr("Running…") : happened;
    case relay::Step::State::Done:
        return happened.isEmpty() ? tr("Done") : happened;
    case relay::Step::State::Failed:
        return happened.isEmpty() ? tr("Failed") : happened;
    }
    return {};
}

void StepArrow::setStep(const relay::Step &step, const QString &from, const QString &to)
{
    m_step = step;
    setAccessibleName(tr("Step %1: %2 to %3, %4").arg(QString::number(step.number), from, to, step.what));
    QString state;
    switch (step.state) {
    case relay::Step::State::NotYet: state = tr("Not yet"); break;
    case relay::Step::State::Running: state = tr("Running"); break;
    case relay::Step::State::Done: state = tr("Done"); break;
    case relay::Step::State::Failed: state = tr("Failed"); break;
    }
    const QString words = stateWords(step);
    setAccessibleDescription(words == state ? state : tr("%1: %2").arg(state, words));
    setToolTip(QString());
    m_spinner->setVisible(step.state == relay::Step::State::Running);
    update();
}

void StepArrow::setLayoutOf(const DiagramLayout &layout)
{
    m_layout = layout;
    setGeometry(layout.stepRect(m_number));
    const int side = 15;
    m_spinner->setGeometry(int(layout.resultsLeft()) - x(), (height() - side) / 2, side, side);
    update();
}

void StepArrow::setSelected(bool selected)
{
    m_selected = selected;
    setFocusPolicy(selected ? Qt::StrongFocus : Qt::ClickFocus);
    update();
}

QColor StepArrow::ink() const
{
    const Colors &c = Theme::of().colors();
    if (m_step.state == relay::Step::State::Failed)
        return c.err;
    if (m_step.state == relay::Step::State::NotYet)
        return c.control;
    if (m_step.from == relay::Party::SecondClient)
        return c.second;
    return m_step.from == relay::Party::OriginalClient ? c.accent : c.text2;
}

QList<qreal> StepArrow::crossedLanes() const
{
    QList<qreal> crossed;
    const int a = int(m_step.from), b = int(m_step.to);
    const int by = b > a ? 1 : -1;
    for (int lane = a + by; lane != b; lane += by)
        crossed << m_layout.lane(relay::Party(lane));
    return crossed;
}

void StepArrow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::of().font("body"));
    paintGround(painter);
    painter.translate(-x(), -y());
    const qreal line = y() + height() / 2.0 + 7;
    paintLine(painter, line);
    paintNumber(painter, line);
    paintWords(painter, line);
    if (m_number == 6)
        paintPackage(painter, line);
    paintResult(painter);
}

void StepArrow::paintGround(QPainter &painter) const
{
    const Colors &c = Theme::of().colors();
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_selected) {
        painter.setPen(QPen(c.accent, 1.5));
        painter.setBrush(c.accentSoft);
        painter.drawRoundedRect(frame, 6, 6);
        // The lanes go on through the selected row.
        painter.setPen(QPen(c.control, 1));
        painter.setOpacity(0.55);
        for (int lane = 0; lane < DiagramLayout::laneCount; ++lane) {
            const qreal x = m_layout.lane(relay::Party(lane)) - this->x();
            painter.drawLine(QPointF(x, 2), QPointF(x, height() - 2));
        }
        painter.setOpacity(1);
    }
}

void StepArrow::paintLine(QPainter &painter, qreal y) const
{
    const Colors &c = Theme::of().colors();
    const bool notYet = m_step.state == relay::Step::State::NotYet;
    const bool running = m_step.state == relay::Step::State::Running;
    const qreal from = m_layout.lane(m_step.from), to = m_layout.lane(m_step.to);
    const int way = to > from ? 1 : -1;
    const qreal tip = to - way * 4;

    QPainterPath path(QPointF(from + way * (numberRadius() + 2), y));
    for (qreal lane : crossedLanes()) {
        path.lineTo(lane - way * jumpRadius, y);
        path.arcTo(QRectF(lane - jumpRadius, y - jumpRadius, 2 * jumpRadius, 2 * jumpRadius), way > 0 ? 180 : 0, -180 * way);
    }
    path.lineTo(tip - way * 6, y);

    const qreal width = running ? 2.4 : m_number == 6 && !notYet ? 2.4 : 1.6;
    QPen pen(ink(), width);
    if (notYet)
        pen.setDashPattern({ 1.8, 2.6 });
    else if (running)
        pen.setDashPattern({ 3, 1.8 });
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);

    const QPolygonF head { QPointF(tip - way * 8, y - 4.5), QPointF(tip, y), QPointF(tip - way * 8, y + 4.5) };
    painter.setPen(QPen(ink(), 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(notYet ? c.surface : ink());
    painter.drawPolygon(head);

    if (m_step.state == relay::Step::State::Failed) {
        // The flow stops here: a cross on the line.
        const QPointF middle((from + to) / 2, y);
        painter.setPen(QPen(c.err, 2.2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle + QPointF(-5, -5), middle + QPointF(5, 5));
        painter.drawLine(middle + QPointF(-5, 5), middle + QPointF(5, -5));
    }
}

void StepArrow::paintNumber(QPainter &painter, qreal y) const
{
    const Colors &c = Theme::of().colors();
    const QPointF center(m_layout.lane(m_step.from), y);
    const qreal radius = numberRadius();
    const bool notYet = m_step.state == relay::Step::State::NotYet;
    const bool running = m_step.state == relay::Step::State::Running;
    if (running) {
        QColor halo = ink();
        halo.setAlphaF(0.45f);
        painter.setPen(QPen(halo, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, radius + 3.5, radius + 3.5);
    }
    QPen pen(ink(), 1.5);
    if (notYet)
        pen.setDashPattern({ 1.6, 1.6 });
    painter.setPen(pen);
    painter.setBrush(running ? ink() : c.surface);
    painter.drawEllipse(center, radius, radius);

    painter.setFont(numberFont());
    painter.setPen(running ? c.surface : notYet ? c.text3 : ink());
    painter.drawText(QRectF(center.x() - radius - 2, center.y() - radius - 2, 2 * radius + 4, 2 * radius + 4), Qt::AlignCenter, QString::number(m_number));
}

void StepArrow::paintWords(QPainter &painter, qreal y) const
{
    const Colors &c = Theme::of().colors();
    const qreal from = m_layout.lane(m_step.from), to = m_layout.lane(m_step.to);
    const qreal left = qMin(from, to) + numberRadius() + 4, right = qMax(from, to) - numberRadius() - 4;
    // A long arrow has its words on its first stretch, the rest is free for the package chip.
    const bool isLong = !crossedLanes().isEmpty();
    qreal start = left;
    qreal end = isLong ? qMin(right, left + m_layout.laneWidth() - 12) : right;
    // Where the lanes are close the words may go on past the arrow's tip, across lanes; that side has no number to cover.
    const qreal room = to > from ? m_layout.resultsLeft() - 8 - start : end - (m_layout.gutter - 4);
    QFont font = Theme::of().font("body");
    qreal needed = QFontMetricsF(font).horizontalAdvance(m_step.what) + 2;
    if (needed > room) {
        font = Theme::of().font("caption");
        needed = QFontMetricsF(font).horizontalAdvance(m_step.what) + 2;
    }
    const qreal length = qMax(end - start, qMin(needed, room));
    if (to > from)
        end = start + length;
    else
        start = end - length;
    const QFontMetricsF metrics(font);
    const QRectF box(start, y - 7 - metrics.height() + metrics.descent(), end - start, metrics.height());
    painter.setFont(font);
    painter.setPen(m_step.state == relay::Step::State::NotYet ? c.text3 : c.text);
    const QString words = metrics.elidedText(m_step.what, Qt::ElideRight, box.width());
    painter.drawText(box, (isLong ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter, words);
}

void StepArrow::paintPackage(QPainter &painter, qreal y) const
{
    const Colors &c = Theme::of().colors();
    const QFont font = Theme::of().font("caption");
    const QFontMetricsF metrics(font);
    const QString words = tr("encrypted package");
    const qreal left = m_layout.lane(relay::Party::Registry) + 14;
    const QRectF box(left, y - 8 - metrics.height() - 4, metrics.horizontalAdvance(words) + 32, metrics.height() + 4);
    if (box.right() > m_layout.lane(relay::Party::SecondClient) - 4)
        return;
    const bool notYet = m_step.state == relay::Step::State::NotYet;
    painter.setPen(Qt::NoPen);
    painter.setBrush(notYet ? c.muted : m_selected ? c.surface : c.accentSoft);
    painter.drawRoundedRect(box, 4, 4);
    const QColor text = notYet ? c.text3 : c.accentInk;
    Theme::of().paintIcon(&painter, u"lock"_s, QRectF(box.left() + 6, box.center().y() - 6.5, 13, 13), text);
    painter.setPen(text);
    painter.setFont(font);
    painter.drawText(box.adjusted(24, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, words);
}

void StepArrow::paintResult(QPainter &painter) const
{
    const Colors &c = Theme::of().colors();
    const qreal left = m_layout.resultsLeft();
    const qreal middle = y() + height() / 2.0;
    const QRectF icon(left, middle - 7.5, 15, 15);
    using State = relay::Step::State;
    if (m_step.state == State::Done)
        Theme::of().paintIcon(&painter, u"okcircle"_s, icon, c.ok);
    else if (m_step.state == State::Failed)
        Theme::of().paintIcon(&painter, u"xcircle"_s, icon, c.err);
    else if (m_step.state == State::NotYet)
        Theme::of().paintIcon(&painter, u"pending"_s, icon, c.text3);

    const QFont font = Theme::of().font(m_step.state == State::Running || m_step.state == State::Failed ? "strong" : "body");
    painter.setFont(font);
    painter.setPen(m_step.state == State::NotYet ? c.text3 : m_step.state == State::Failed ? c.err : c.text);
    const QRectF box(left + 21, y(), m_layout.width - left - 21 - 12, height());
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetricsF(font).elidedText(stateWords(m_step), Qt::ElideRight, box.width()));
}

void StepArrow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        Q_EMIT moveRequested(m_number, -1);
        return;
    case Qt::Key_Down:
        Q_EMIT moveRequested(m_number, 1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT opened(m_number);
        return;
    default:
        // Space plays and Right goes on: the page does both.
        event->ignore();
    }
}

void StepArrow::mouseDoubleClickEvent(QMouseEvent *event)
{
    QAbstractButton::mouseDoubleClickEvent(event);
    Q_EMIT opened(m_number);
}

void StepArrow::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        Q_EMIT chosen(m_number);
}

} // namespace baton::ui
