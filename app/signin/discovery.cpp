#include "app/signin/discovery.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/signin/words.h"

#include <QtCore/QJsonArray>

namespace baton::signin {

namespace {

using Kind = orcid::Environment::Kind;

Failure unfit(const QString &what)
{
    return fail(QStringLiteral("signin.discovery"), what,
        Words::tr("Nothing was opened. Check the environment's issuer address; if it is right, tell those who run the registry."));
}

QString hostPort(const QUrl &url)
{
    return url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
}

bool isLoopback(const QUrl &url)
{
    return url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("::1");
}

bool isAllowed(const orcid::Environment &environment, const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return false;
    const bool localIssuer = isLoopback(QUrl(environment.issuer));
    if (url.scheme() != QLatin1String("https") && !(url.scheme() == QLatin1String("http") && isLoopback(url) && localIssuer))
        return false;
    return environment.kind == Kind::Custom || environment.allowedHosts().contains(hostPort(url));
}

Result<QUrl> endpoint(const orcid::Environment &environment, const QJsonObject &document, const QString &name)
{
    const QString text = document.value(name).toString();
    if (text.isEmpty())
        return unfit(Words::tr("The discovery document of %1 has no %2.").arg(environment.issuer, name));
    const QUrl url(text, QUrl::StrictMode);
    if (!isAllowed(environment, url))
        return unfit(Words::tr("The discovery document of %1 names an address for %2 that is not allowed there: %3")
                         .arg(environment.issuer, name, plain(text.left(200))));
    return url;
}

/// True when the list is absent: then nothing is said against it.
bool lists(const QJsonObject &document, const QString &name, const QString &value)
{
    const QJsonValue list = document.value(name);
    return list.isUndefined() || list.toArray().contains(value);
}

// ORCID takes the secret in the form only (2.4); elsewhere OIDC Discovery 3 makes Basic the default.
Provider::ClientAuth clientAuth(const orcid::Environment &environment, const QJsonObject &document)
{
    const QString name = QStringLiteral("token_endpoint_auth_methods_supported");
    if (environment.kind != Kind::Custom || document.value(name).toArray().contains(QStringLiteral("client_secret_post")))
        return Provider::ClientAuth::Post;
    return lists(document, name, QStringLiteral("client_secret_basic")) ? Provider::ClientAuth::Basic : Provider::ClientAuth::Post;
}

Result<Provider> providerFrom(const orcid::Environment &environment, const http::Response &response)
{
    if (response.status != 200)
        return unfit(Words::tr("%1 answered the question for its discovery document with status %2.")
                         .arg(environment.issuer, QString::number(response.status)));
    return readProvider(environment, response.body);
}

} // namespace

Result<Provider> readProvider(const orcid::Environment &environment, QByteArrayView bytes)
{
    const auto document = parseJsonObject(bytes, { 256 * 1024, 16, true });
    if (!document)
        return unfit(Words::tr("The discovery document of %1 cannot be read: %2").arg(environment.issuer, document.error().what));
    const QString issuer = document->value(QStringLiteral("issuer")).toString();
    if (issuer != environment.issuer)
        return unfit(Words::tr("The discovery document calls its issuer “%1”, but the environment says “%2”.")
                         .arg(plain(issuer.left(200)), environment.issuer));
    if (!lists(*document, QStringLiteral("response_types_supported"), QStringLiteral("code")))
        return unfit(Words::tr("%1 does not offer sign-in with an authorization code.").arg(issuer));
    if (!lists(*document, QStringLiteral("id_token_signing_alg_values_supported"), QStringLiteral("RS256")))
        return unfit(Words::tr("%1 does not sign its id_tokens with RS256, the one algorithm Baton accepts.").arg(issuer));
    const auto authorization = endpoint(environment, *document, QStringLiteral("authorization_endpoint"));
    if (!authorization)
        return fail(authorization.error());
    const auto token = endpoint(environment, *document, QStringLiteral("token_endpoint"));
    if (!token)
        return fail(token.error());
    return Provider { issuer, *authorization, *token, { hostPort(*token) },
        document->value(QStringLiteral("authorization_response_iss_parameter_supported")).toBool(), clientAuth(environment, *document) };
}

QFuture<Result<Provider>> discover(http::HttpClient &http, const orcid::Environment &environment, QObject *context)
{
    http::Request request;
    request.url = environment.discoveryUrl();
    request.allowedHosts = environment.allowedHosts();
    request.side = http::Side::Giving;
    request.hint = QStringLiteral("discovery");
    const Answer<Result<Provider>> answer;
    whenDone(http.send(request), context, [answer, environment](const Result<http::Response> &response) {
        if (!response) {
            Error error = unfit(Words::tr("The registry's discovery document could not be fetched. %1").arg(response.error().what)).value();
            error.next = response.error().next;
            if (environment.kind == Kind::Practice && response.error().code == u"http.unreachable") {
                error.what = Words::tr("The practice registry does not run. %1").arg(response.error().what);
                error.next = Words::tr("Start it on the Registry page.");
            }
            error.traceId = response.error().traceId;
            error.httpStatus = response.error().httpStatus;
            error.details.insert(QStringLiteral("cause"), response.error().code);
            return answer.give(fail(error));
        }
        auto provider = providerFrom(environment, *response);
        if (!provider) {
            provider.error().traceId = response->traceId;
            provider.error().httpStatus = response->status;
        }
        answer.give(provider);
    });
    return answer.future();
}

} // namespace baton::signin
