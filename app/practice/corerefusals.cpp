// Requests that RegistryCore refuses before they are read.
#include "app/practice/registrycore.h"

#include "app/practice/control.h"

namespace baton::practice {

namespace {

bool isMemberApi(const QByteArray &path)
{
    const bool versioned = path.size() > 2 && path.startsWith("/v") && path.at(2) >= '0' && path.at(2) <= '9';
    return versioned || path == "/error" || MemberApi::webhookPath(path).has_value();
}

/// What somebody at a browser can do something about; the rest no browser sends.
bool isForPeople(int status)
{
    return status == 405 || status == 413 || status == 421;
}

} // namespace

std::optional<HttpResponse> RegistryCore::refuseUnread(const HttpRequest &request, int status, const QString &reason)
{
    if (request.path.isEmpty())
        return std::nullopt;
    const bool api = isMemberApi(request.path), programs = ControlApi::isFor(request.path) || mayBeTroubled(request.path);
    if (!api && !programs && !isForPeople(status))
        return std::nullopt;
    HttpResponse response = api ? m_api.refuseUnread(request, status, reason)
        : programs              ? HttpResponse::oauthError(status, QStringLiteral("invalid_request"), reason)
                                : m_pages.problem(status, m_sessions.of(request), QStringLiteral("invalid_request"), reason);
    // Whoever asks under another name is given nothing to remember.
    response.headers.removeIf([](const auto &header) { return header.first.compare("Set-Cookie", Qt::CaseInsensitive) == 0; });
    return status == 405 ? response.with("Allow", methodsOf(request.path)) : response;
}

QByteArray RegistryCore::methodsOf(const QByteArray &path)
{
    for (const Route &route : routes()) {
        if (path == route.path)
            return route.methods;
    }
    if (isMemberApi(path))
        return MemberApi::allMethods();
    return ControlApi::isFor(path) ? "GET, PUT, POST, DELETE" : "GET";
}

} // namespace baton::practice
