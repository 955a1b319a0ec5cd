#include "app/practice/server/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace baton::practice {

namespace {

constexpr qsizetype kManyClients = 200;

} // namespace

RateLimiter::RateLimiter(const Clock &clock, int perSecond, int burst)
    : m_clock(clock), m_rate(std::max(0, perSecond)), m_burst(std::max(0, burst))
{
}

void RateLimiter::setRate(int perSecond)
{
    m_rate = std::max(0, perSecond);
    m_clients.clear();
}

void RateLimiter::forgetIdle(qint64 now)
{
    // After a second of rest an allowance is full again, or nearly so.
    m_clients.removeIf([now](const QHash<QString, Allowance>::iterator &entry) { return now - entry->at > 10'000; });
}

std::optional<std::chrono::milliseconds> RateLimiter::admit(const QString &client)
{
    if (m_rate == 0)
        return std::chrono::milliseconds(0);
    const qint64 now = m_clock.monotonicMs();
    if (m_clients.size() > kManyClients)
        forgetIdle(now);
    auto entry = m_clients.find(client);
    if (entry == m_clients.end())
        entry = m_clients.insert(client, { double(m_rate), now });
    // The practice clock may be set back.
    const double passed = double(std::max<qint64>(0, now - entry->at)) / 1000;
    const double tokens = std::min(double(m_rate), entry->tokens + passed * m_rate);
    entry->at = now;
    entry->tokens = tokens;
    if (tokens - 1 < -double(m_burst))
        return std::nullopt;
    entry->tokens = tokens - 1;
    if (entry->tokens >= 0)
        return std::chrono::milliseconds(0);
    return std::chrono::milliseconds(qint64(std::ceil(-entry->tokens / m_rate * 1000)));
}

} // namespace baton::practice
