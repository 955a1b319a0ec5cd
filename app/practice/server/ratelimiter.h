#pragma once

#include "app/base/clock.h"

#include <QtCore/QHash>
#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace baton::practice {

/// ORCID's limit (orcid.md 1): so many requests in a second pass, up to 40 more wait for their turn, the rest is refused with
/// 503 and without Retry-After. Each client has its own allowance.
class RateLimiter {
public:
    static constexpr int orcidRate = 24, orcidBurst = 40;

    /// perSecond 0 = no limit. Goes by the clock's monotonic time.
    explicit RateLimiter(const Clock &clock, int perSecond = orcidRate, int burst = orcidBurst);

    void setRate(int perSecond);
    int rate() const { return m_rate; }
    /// When the request may be answered: 0 = at once; nothing = refuse it. Each answer but a refusal uses the allowance up.
    std::optional<std::chrono::milliseconds> admit(const QString &client);

private:
    struct Allowance {
        double tokens = 0; ///< below 0: this many requests are waiting
        qint64 at = 0;     ///< monotonic ms of the last look
    };
    void forgetIdle(qint64 now);

    const Clock &m_clock;
    int m_rate, m_burst;
    QHash<QString, Allowance> m_clients;
};

} // namespace baton::practice
