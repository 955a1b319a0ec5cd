#pragma once

#include "app/practice/control.h"
#include "app/practice/registrycore.h"

#include <atomic>

namespace baton::practice {

/// What a request passes before and after the registry proper: the control API, the network faults, the log.
/// Lives in the registry's thread.
class Front {
public:
    Front(RegistryCore &core, ControlApi control, RequestLog &log) : m_core(core), m_control(std::move(control)), m_log(log) { }

    Reply handle(const HttpRequest &request);
    /// A request that was refused before it could be handled.
    void refused(int status);

private:
    Reply answer(const HttpRequest &request, RequestLine &line);

    RegistryCore &m_core;
    ControlApi m_control;
    RequestLog &m_log;
};

} // namespace baton::practice
