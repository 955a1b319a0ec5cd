#include "app/practice/server/front.h"

#include <QtCore/QElapsedTimer>

namespace baton::practice {

namespace {

/// As the proxy in front of ORCID's API refuses: without Retry-After, and not in the API's own shape.
HttpResponse tooMany()
{
    return HttpResponse::text(503, "503 Service Temporarily Unavailable\n", "text/plain;charset=UTF-8");
}

/// The client that asks, when it is one of this registry: by its token, or by how it authenticates.
QString clientOf(const HttpRequest &request, const Accounts &accounts)
{
    if (const TokenRow *token = accounts.findToken(request.bearer()))
        return token->clientId;
    if (!request.path.startsWith("/oauth/"))
        return {};
    QString id;
    const QByteArray authorization = request.header("authorization").trimmed();
    if (authorization.left(6).toLower() == "basic ") {
        const QByteArray pair = QByteArray::fromBase64(authorization.mid(6).trimmed());
        id = decodeComponent(pair.left(pair.indexOf(':')), true).value_or(QString());
    } else if (const auto form = isForm(request) ? Form::fromBody(request.body) : Form::fromQuery(request.query)) {
        id = form->value(QStringLiteral("client_id"));
    }
    return accounts.findClient(id) ? id : QString();
}

} // namespace

Reply Front::handle(const HttpRequest &request)
{
    QElapsedTimer timer;
    timer.start();
    RequestLine line;
    line.method = request.method;
    line.path = request.path;
    line.clientId = clientOf(request, m_core.accounts()); // before it is handled: a revoked token is still known then
    const Reply reply = answer(request, line);
    line.status = reply.line == Trouble::Line::Dropped ? 0 : reply.response.status;
    line.ms = timer.elapsed() + reply.delayMs;
    m_log.add(std::move(line));
    return reply;
}

std::optional<std::chrono::milliseconds> Front::turn(const HttpRequest &request, const QString &clientId)
{
    const bool api = request.path.startsWith("/v") || MemberApi::webhookPath(request.path).has_value();
    return m_limiter && api ? m_limiter->admit(clientId) : std::chrono::milliseconds(0);
}

Reply Front::answer(const HttpRequest &request, RequestLine &line)
{
    if (ControlApi::isFor(request.path))
        return { m_control.handle(request, m_core.faults()) };
    const auto wait = turn(request, line.clientId);
    if (!wait)
        return { tooMany() };
    const Trouble trouble = m_core.faults().trouble(request.path);
    line.faults = trouble.faults;
    HttpResponse response = trouble.handled ? m_core.handle(request) : HttpResponse { 503, {}, {} };
    const Trouble::Line reach = trouble.reach(response);
    return { trouble.apply(std::move(response)), trouble.delayMs + int(wait->count()), reach };
}

std::optional<HttpResponse> Front::refused(const GateRefusal &refusal)
{
    HttpRequest request;
    request.method = refusal.method;
    request.path = refusal.path;
    if (!refusal.accept.isEmpty())
        request.headers.append({ "accept", refusal.accept });
    const auto response = m_core.refuseUnread(request, refusal.status, QString::fromLatin1(refusal.reason));
    RequestLine line;
    line.method = request.method;
    line.path = request.path;
    line.status = response ? response->status : 0;
    m_log.add(std::move(line));
    return response;
}

} // namespace baton::practice
