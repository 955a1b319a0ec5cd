#include "app/practice/front.h"

namespace baton::practice {

Reply Front::handle(const HttpRequest &request, RegistryCore &core)
{
    ++m_requests;
    const Trouble trouble = core.faults().trouble(request.path);
    HttpResponse response = trouble.handled ? core.handle(request) : HttpResponse { 503, {}, {} };
    return { trouble.apply(std::move(response)), trouble.delayMs, trouble.line };
}

} // namespace baton::practice
