#pragma once

#include "app/practice/registrycore.h"

#include <atomic>

namespace baton::practice {

/// What a request passes before and after the registry proper: the count, the network faults, the log.
/// Lives in the registry's thread.
class Front {
public:
    Reply handle(const HttpRequest &request, RegistryCore &core);
    qint64 requestCount() const { return m_requests.load(); } ///< from any thread

private:
    std::atomic<qint64> m_requests = 0;
};

} // namespace baton::practice
