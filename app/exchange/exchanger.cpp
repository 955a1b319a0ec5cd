#include "app/exchange/exchanger.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/exchange/refusal.h"
#include "app/exchange/words.h"
#include "app/orcid/scopes.h"

namespace baton::exchange {

namespace {

using Kind = orcid::Environment::Kind;

constexpr QLatin1String grantType("urn:ietf:params:oauth:grant-type:token-exchange");
constexpr QLatin1String idTokenType("urn:ietf:params:oauth:token-type:id_token");
constexpr QLatin1String accessTokenType("urn:ietf:params:oauth:token-type:access_token");

http::Request postFor(const orcid::Environment &environment, const clients::ClientProfile &client, const QUrl &url)
{
    http::Request request;
    request.method = "POST";
    request.url = url;
    request.allowedHosts = environment.allowedHosts();
    request.retry = false;
    request.clientId = client.clientId;
    request.clientName = client.name;
    request.form << http::FormField(QStringLiteral("client_id"), client.clientId);
    if (!client.secret.isEmpty())
        request.form << http::FormField(QStringLiteral("client_secret"), client.secret);
    return request;
}

// RFC 8693 2.1; requested_token_type is not optional at ORCID (orcid.md 4.1).
http::Request exchangeRequest(const orcid::Environment &environment, const clients::ClientProfile &client, const Secret &subject,
    QLatin1String subjectType, QLatin1String requestedType)
{
    http::Request request = postFor(environment, client, environment.tokenEndpoint());
    request.hint = QStringLiteral("token-exchange");
    request.form << http::FormField(QStringLiteral("grant_type"), QString(grantType)) << http::FormField(QStringLiteral("subject_token"), subject)
                 << http::FormField(QStringLiteral("subject_token_type"), QString(subjectType))
                 << http::FormField(QStringLiteral("requested_token_type"), QString(requestedType));
    return request;
}

RefusalContext contextOf(const orcid::Environment &environment, const clients::ClientProfile &client)
{
    return { client.clientId, client.name, environment.name, environment.kind == Kind::Sandbox || environment.kind == Kind::Production,
        environment.kind == Kind::Practice };
}

Failure badAnswer(const http::Response &response, const QString &what)
{
    return fail(Error { QStringLiteral("exchange.answer"), what,
        Words::tr("The token was not kept. Look at the answer in Traffic, and tell those who run the registry."), response.traceId,
        response.status, {} });
}

/// The JSON of a 200, or the explained refusal.
Result<QJsonObject> bodyOf(const http::Response &response, const RefusalContext &context)
{
    if (response.status != 200) {
        Error error = explainRefusal(response.status, response.body, context);
        error.traceId = response.traceId;
        return fail(error);
    }
    auto body = parseJsonObject(response.body, { 256 * 1024, 16, true });
    if (!body)
        return badAnswer(response, Words::tr("The answer to the exchange cannot be read: %1").arg(body.error().what));
    return *std::move(body);
}

Result<Secret> issuedToken(const http::Response &response, const QJsonObject &body, QLatin1String issuedType, QLatin1String tokenType)
{
    const QString issued = body.value(QStringLiteral("issued_token_type")).toString();
    if (issued != issuedType)
        return badAnswer(response, Words::tr("The registry issued another kind of token than was asked for: “%1”.").arg(plain(issued.left(120))));
    const QString type = body.value(QStringLiteral("token_type")).toString();
    if (type.compare(tokenType, Qt::CaseInsensitive) != 0)
        return badAnswer(response, Words::tr("The token is of type “%1”, expected was “%2”.").arg(plain(type.left(80)), tokenType));
    const QString token = body.value(QStringLiteral("access_token")).toString();
    if (token.isEmpty())
        return badAnswer(response, Words::tr("The answer to the exchange holds no token."));
    return Secret::fromString(token);
}

Result<DelegatedToken> readDelegated(const http::Response &response, const RefusalContext &context, const Clock &clock)
{
    const auto body = bodyOf(response, context);
    if (!body)
        return fail(body.error());
    const auto token = issuedToken(response, *body, accessTokenType, QLatin1String("bearer"));
    if (!token)
        return fail(token.error());
    const double seconds = body->value(QStringLiteral("expires_in")).toDouble(-1);
    if (seconds < 1 || seconds > 1e9)
        return badAnswer(response, Words::tr("The answer to the exchange does not say how long the token lives."));
    DelegatedToken delegated;
    delegated.accessToken = *token;
    delegated.scopes = orcid::splitScopes(body->value(QStringLiteral("scope")).toString());
    delegated.name = plain(body->value(QStringLiteral("name")).toString());
    delegated.orcid = body->value(QStringLiteral("orcid")).toString();
    delegated.lifetimeMs = qint64(seconds) * 1000;
    delegated.obtainedMs = clock.monotonicMs();
    delegated.obtainedAt = clock.now();
    delegated.obo = body->value(QStringLiteral("is_obo_token")).toString() == QLatin1String("true");
    delegated.traceId = response.traceId;
    return delegated;
}

Result<Exchanger::IdToken> readIdToken(const http::Response &response, const RefusalContext &context)
{
    const auto body = bodyOf(response, context);
    if (!body)
        return fail(body.error());
    const auto token = issuedToken(response, *body, idTokenType, QLatin1String("N_A"));
    if (!token)
        return fail(token.error());
    return Exchanger::IdToken { *token, response.traceId };
}

/// Sends, reads with the given function, and answers; errors without a usable answer pass through.
template <typename T, typename Reader>
QFuture<Result<T>> ask(http::HttpClient &http, const http::Request &request, QObject *context, Reader reader)
{
    const Answer<Result<T>> answer;
    whenDone(http.send(request), context, [answer, reader](const Result<http::Response> &response) {
        if (!response)
            answer.give(fail(response.error()));
        else
            answer.give(reader(*response));
    });
    return answer.future();
}

} // namespace

Exchanger::Exchanger(http::HttpClient &http, const Clock &clock, QObject *parent) : QObject(parent), m_http(http), m_clock(clock) { }

QFuture<Result<DelegatedToken>> Exchanger::exchange(const orcid::Environment &environment, const clients::ClientProfile &secondClient,
    const Secret &idToken, const QStringList &scopes)
{
    http::Request request = exchangeRequest(environment, secondClient, idToken, idTokenType, accessTokenType);
    request.side = http::Side::Receiving;
    if (!scopes.isEmpty())
        request.form << http::FormField(QStringLiteral("scope"), scopes.join(u' '));
    return ask<DelegatedToken>(m_http, request, this, [context = contextOf(environment, secondClient), &clock = m_clock](const http::Response &response) {
        return readDelegated(response, context, clock);
    });
}

QFuture<Result<Exchanger::IdToken>> Exchanger::idTokenFrom(const orcid::Environment &environment,
    const clients::ClientProfile &originalClient, const Secret &accessToken)
{
    http::Request request = exchangeRequest(environment, originalClient, accessToken, accessTokenType, idTokenType);
    request.side = http::Side::Giving;
    return ask<IdToken>(m_http, request, this, [context = contextOf(environment, originalClient)](const http::Response &response) {
        return readIdToken(response, context);
    });
}

QFuture<Result<void>> Exchanger::revoke(const orcid::Environment &environment, const clients::ClientProfile &client, const Secret &token)
{
    http::Request request = postFor(environment, client, environment.revokeEndpoint());
    request.hint = QStringLiteral("revoke");
    request.side = client.gives && !client.receives ? http::Side::Giving : client.receives && !client.gives ? http::Side::Receiving : http::Side::None;
    request.expectJson = false; // success is an empty body (orcid.md 2.8)
    request.form << http::FormField(QStringLiteral("token"), token);
    return ask<void>(m_http, request, this, [context = contextOf(environment, client)](const http::Response &response) -> Result<void> {
        if (response.status == 200)
            return {};
        Error error = explainRefusal(response.status, response.body, context);
        error.traceId = response.traceId;
        if (response.status == 503) { // S43: still to be done
            error.code = QStringLiteral("exchange.revocation_pending");
            error.what = Words::tr("The registry is not available, so the permission is not revoked yet.");
            const QString seconds = QString::fromLatin1(response.header("retry-after")).trimmed();
            error.details.insert(QStringLiteral("retry_after"), seconds);
        }
        return fail(error);
    });
}

} // namespace baton::exchange
