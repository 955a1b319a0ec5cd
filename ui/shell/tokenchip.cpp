#include "ui/shell/tokenchip.h"

#include "app/base/text.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>

namespace baton::ui {

namespace {

class Meter : public QWidget {
public:
    explicit Meter(TokenChip *chip) : QWidget(chip), m_chip(chip) { setFixedSize(44, 4); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &colors = Theme::of().colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.muted);
        painter.drawRoundedRect(rect(), 2, 2);
        painter.setBrush(m_chip->share() * 60 < 10 ? colors.warn : colors.accent);
        painter.drawRoundedRect(QRectF(0, 0, width() * m_chip->share(), height()), 2, 2);
    }

private:
    TokenChip *m_chip;
};

} // namespace

TokenChip::TokenChip(exchange::DelegatedSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_icon(new QLabel(this))
    , m_label(makeLabel({}, "caption", this))
    , m_meter(new Meter(this))
    , m_left(makeLabel({}, "caption", this))
    , m_renew(makeButton(tr("Renew"), {}, tr("Renew delegated token"), "link", this))
{
    m_label->setObjectName(QStringLiteral("tokenChip"));
    m_label->setAccessibleName(tr("Delegated token"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(9, 0, 6, 0);
    row->setSpacing(6);
    for (QWidget *part : std::initializer_list<QWidget *> { m_icon, m_label, m_meter, m_left, m_renew })
        row->addWidget(part, 0, Qt::AlignVCenter);
    m_renew->setToolTip(tr("Exchange the id_token again for another hour (Ctrl+R)"));
    connect(m_renew, &QPushButton::clicked, this, &TokenChip::renewRequested);
    connect(&session, &exchange::DelegatedSession::tick, this, &TokenChip::refresh);
    connect(&session, &exchange::DelegatedSession::began, this, [this] { m_announced = 0; refresh(); });
    connect(&session, &exchange::DelegatedSession::renewed, this, [this] { m_announced = 0; refresh(); });
    connect(&session, &exchange::DelegatedSession::ended, this, &TokenChip::refresh);
    connect(&session, &exchange::DelegatedSession::finished, this, &TokenChip::refresh);
    connect(&Theme::of(), &Theme::changed, this, &TokenChip::refresh);
    refresh();
}

void TokenChip::refresh()
{
    const Theme &theme = Theme::of();
    const Colors &colors = theme.colors();
    const bool active = m_session.isActive();
    const bool ended = active && m_session.hasEnded();
    const int left = active ? m_session.secondsLeft() : 0;
    const int whole = m_session.lifetimeSeconds();
    m_share = active && !ended && whole > 0 ? qBound(0.0, double(left) / whole, 1.0) : 0.0;
    const bool warn = active && (ended || left < 600);
    m_icon->setPixmap(theme.icon(warn ? QStringLiteral("warn") : QStringLiteral("key"), warn ? colors.warn : colors.text2).pixmap(14, 14));
    m_label->setText(!active ? tr("No record open") : ended ? tr("Token ended") : tr("Delegated token"));
    const QString words = !active || ended ? QString() : left < 120 ? tr("ending, %1 left").arg(duration(left)) : tr("%1 left").arg(duration(left));
    m_left->setText(words);
    m_left->setVisible(!words.isEmpty());
    m_meter->setVisible(active && !ended);
    m_renew->setVisible(active);
    const QString description = !active ? tr("No record open") : ended ? tr("Token ended") : words;
    if (m_label->accessibleDescription() != description)
        m_label->setAccessibleDescription(description);
    // Read out at 10, 5 and 1 minutes only.
    for (const int minutes : { 1, 5, 10 }) {
        if (active && !ended && left <= minutes * 60 && (m_announced == 0 || minutes < m_announced)) {
            m_announced = minutes;
            QAccessibleEvent event(m_label, QAccessible::Alert);
            QAccessible::updateAccessibility(&event);
            break;
        }
    }
    m_meter->update();
    update();
}

void TokenChip::paintEvent(QPaintEvent *)
{
    if (!m_session.isActive())
        return;
    const Colors &colors = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 2.5, -0.5, -2.5), 10, 10);
}

void TokenChip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace baton::ui
