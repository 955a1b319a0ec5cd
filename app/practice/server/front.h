#pragma once

#include "app/practice/control.h"
#include "app/practice/server/headgate.h"
#include "app/practice/server/ratelimiter.h"
#include "app/practice/registrycore.h"

namespace baton::practice {

/// What a request passes before and after the registry proper: the control API, ORCID's rate limit, the network faults, the log.
/// Lives in the registry's thread.
class Front {
public:
    Front(RegistryCore &core, ControlApi control, RequestLog &log) : m_core(core), m_control(std::move(control)), m_log(log) { }

    Reply handle(const HttpRequest &request);
    /// Requests a second that each client may send to the Member API; 0 = no limit.
    void limit(const Clock &clock, int perSecond) { m_limiter.emplace(clock, perSecond); }
    /// The answer to a request that is refused before it can be handled; nothing = none.
    std::optional<HttpResponse> refused(const GateRefusal &refusal);

private:
    Reply answer(const HttpRequest &request, RequestLine &line);
    /// How long the request waits for its turn; nothing = too many.
    std::optional<std::chrono::milliseconds> turn(const HttpRequest &request, const QString &clientId);

    RegistryCore &m_core;
    ControlApi m_control;
    RequestLog &m_log;
    std::optional<RateLimiter> m_limiter;
};

} // namespace baton::practice
