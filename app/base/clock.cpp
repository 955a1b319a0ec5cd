#include "app/base/clock.h"

namespace baton {

Clock::~Clock() = default;

SystemClock::SystemClock()
{
    m_timer.start();
}

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

qint64 SystemClock::monotonicMs() const
{
    return m_timer.elapsed();
}

ManualClock::ManualClock(QDateTime start) : m_now(start.toUTC()) { }

QDateTime ManualClock::now() const
{
    return m_now;
}

qint64 ManualClock::monotonicMs() const
{
    return m_monotonic;
}

void ManualClock::advance(std::chrono::milliseconds by)
{
    m_now = m_now.addMSecs(by.count());
    m_monotonic += by.count();
}

void ManualClock::setWall(const QDateTime &wall)
{
    m_now = wall.toUTC();
}

} // namespace baton
