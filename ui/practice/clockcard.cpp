#include "ui/practice/clockcard.h"

#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QString words(std::chrono::milliseconds offset)
{
    const qint64 minutes = qRound64(double(qAbs(offset.count())) / 60'000.0);
    const qint64 days = minutes / (24 * 60), hours = minutes / 60 % 24, rest = minutes % 60;
    QStringList parts;
    if (days)
        parts << ClockCard::tr("%1 d").arg(days);
    if (hours)
        parts << ClockCard::tr("%1 h").arg(hours);
    if (rest || parts.isEmpty())
        parts << ClockCard::tr("%1 min").arg(rest);
    return (offset < 0ms ? ClockCard::tr("%1 behind") : ClockCard::tr("%1 ahead")).arg(parts.join(u' '));
}

} // namespace

ClockCard::ClockCard(practice::Registry &registry, QWidget *parent) : Card(parent), m_registry(registry)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new IconLabel(u"clock"_s, &Colors::text2, 16, this));
    head->addWidget(makeLabel(tr("Registry clock"), "strong", this), 1);
    m_real = new Chip(this);
    m_real->setAccessibleName(tr("Registry clock against real time"));
    head->addWidget(m_real);
    m_time = makeLabel({}, "name", this);
    m_time->setAccessibleName(tr("Registry clock"));
    auto *more = makeIconButton(u"more"_s, tr("More clock settings"), this);
    more->setObjectName(more->accessibleName());
    auto *menu = new QMenu(more);
    const std::pair<QString, std::chrono::seconds> moves[] = { { tr("Forward one day"), 24h }, { tr("Forward 30 days"), 720h },
        { tr("Forward one year"), 8760h }, { tr("Back one day"), -24h }, { tr("Back 30 days"), -720h } };
    for (const auto &[text, by] : moves)
        menu->addAction(text, this, [this, by = by] { move(by); });
    menu->addSeparator();
    menu->addAction(tr("Real time"), this, [this] { m_registry.resetClock(); });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(mover(tr("−1 h"), tr("Clock back one hour"), -1h), 1);
    row->addWidget(mover(tr("+1 h"), tr("Clock forward one hour"), 1h), 1);
    row->addWidget(mover(tr("Token hour over"), tr("Token hour over"), 3601s), 0);
    row->addWidget(more);
    m_controls << more;
    body()->setContentsMargins(12, 10, 12, 10);
    body()->setSpacing(7);
    body()->addLayout(head);
    body()->addWidget(m_time);
    body()->addLayout(row);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &ClockCard::refresh);
    connect(&m_registry, &practice::Registry::infoChanged, this, &ClockCard::refresh);
    connect(&m_registry, &practice::Registry::started, this, &ClockCard::refresh);
    connect(&m_registry, &practice::Registry::stopped, this, &ClockCard::refresh);
    refresh();
}

QPushButton *ClockCard::mover(const QString &text, const QString &name, std::chrono::seconds by)
{
    auto *button = makeButton(text, {}, name, "small", this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, [this, by] { move(by); });
    m_controls << button;
    return button;
}

void ClockCard::move(std::chrono::seconds by)
{
    m_registry.advanceClock(by);
    refresh();
}

void ClockCard::refresh()
{
    const bool running = m_registry.isRunning();
    for (QWidget *control : std::as_const(m_controls))
        control->setEnabled(running);
    const auto offset = running ? m_registry.clockOffset() : 0ms;
    const QDateTime now = QDateTime::currentDateTime().addMSecs(offset.count());
    m_time->setText(running ? QLocale::c().toString(now, u"d MMM yyyy HH:mm:ss"_s) : tr("Stopped"));
    if (offset == 0ms)
        m_real->set(tr("Real time"), Tone::Neutral, u"check"_s);
    else
        m_real->set(words(offset), Tone::Warn, u"clock"_s);
}

void ClockCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    refresh();
    m_tick.start();
}

void ClockCard::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    Card::hideEvent(event);
}

} // namespace baton::ui
