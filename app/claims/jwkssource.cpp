#include "app/claims/jwkssource.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::claims {

namespace {

constexpr qint64 refetchPauseMs = 5 * 60 * 1000;
constexpr qint64 keepMs = 24 * 60 * 60 * 1000;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Claims)
};

Error noAnswer(const http::Response &response, const QString &what)
{
    Error error { u"claims.keys_unavailable"_s, Words::tr("The registry gave no %1; it answered %2.").arg(what).arg(response.status),
        Words::tr("Try again in a moment, or check the environment."), response.traceId, response.status, {} };
    return error;
}

http::Request request(const orcid::Environment &environment, const QUrl &url, const QString &hint)
{
    http::Request request;
    request.url = url;
    request.allowedHosts = environment.allowedHosts();
    request.hint = hint;
    return request;
}

// The one thing needed of the discovery document; its issuer must be the one it was asked from (OIDC Discovery 4.3).
Result<QUrl> keysUrl(const http::Response &response, const orcid::Environment &environment)
{
    const auto document = parseJsonObject(response.body, { 256 * 1024, 16, true });
    if (!document)
        return fail(Error { u"claims.discovery"_s, Words::tr("The registry’s description of itself cannot be read. %1").arg(document.error().what),
            Words::tr("Check the environment’s issuer."), response.traceId, response.status, {} });
    const QString issuer = document->value("issuer"_L1).toString();
    if (issuer != environment.issuer)
        return fail(Error { u"claims.issuer"_s, Words::tr("The registry calls itself “%1”, not “%2”.").arg(plain(issuer.left(200)), environment.issuer),
            Words::tr("Check the environment’s issuer."), response.traceId, response.status, {} });
    const QUrl url(document->value("jwks_uri"_L1).toString(), QUrl::StrictMode);
    if (!url.isValid() || url.isRelative())
        return fail(Error { u"claims.discovery"_s, Words::tr("The registry’s description of itself names no keys."), Words::tr("Check the environment’s issuer."),
            response.traceId, response.status, {} });
    return url;
}

} // namespace

JwksSource::JwksSource(http::HttpClient &http, const Clock &clock, QObject *parent) : QObject(parent), m_http(http), m_clock(clock) { }

QFuture<Result<jose::JwkSet>> JwksSource::keysFor(const orcid::Environment &environment, const QString &kid)
{
    const QString &issuer = environment.issuer;
    const qint64 now = m_clock.monotonicMs();
    const auto entry = m_cache.constFind(issuer);
    const bool cached = entry != m_cache.constEnd() && now - entry->fetchedMs < keepMs;
    if (cached && (kid.isEmpty() || entry->keys.byKid(kid)))
        return readyFuture(Result<jose::JwkSet>(entry->keys));
    if (const auto running = m_running.constFind(issuer); running != m_running.constEnd())
        return running->future();
    // An unknown kid is worth one look for a new key, but must not become a way to make us ask again and again (S18).
    if (cached && entry->refetchedMs && now - *entry->refetchedMs < refetchPauseMs)
        return readyFuture(Result<jose::JwkSet>(entry->keys));
    const Answer<Result<jose::JwkSet>> answer;
    m_running.insert(issuer, answer);
    if (cached)
        m_cache[issuer].refetchedMs = now; // counts even if it fails
    fetchDiscovery(environment, cached);
    return answer.future();
}

void JwksSource::forget(const orcid::Environment &environment)
{
    m_cache.remove(environment.issuer);
}

void JwksSource::fetchDiscovery(const orcid::Environment &environment, bool refetch)
{
    whenDone(m_http.send(request(environment, environment.discoveryUrl(), u"discovery"_s)), this,
        [this, environment, refetch](const Result<http::Response> &response) {
            if (!response)
                return finish(environment.issuer, fail(response.error()));
            if (response->status != 200)
                return finish(environment.issuer, fail(noAnswer(*response, QCoreApplication::translate("Claims", "description of itself"))));
            const auto url = keysUrl(*response, environment);
            if (!url)
                return finish(environment.issuer, fail(url.error()));
            fetchKeys(environment, *url, refetch);
        });
}

void JwksSource::fetchKeys(const orcid::Environment &environment, const QUrl &url, bool refetch)
{
    whenDone(m_http.send(request(environment, url, u"jwks"_s)), this, [this, environment, refetch](const Result<http::Response> &response) {
        if (!response)
            return finish(environment.issuer, fail(response.error()));
        if (response->status != 200)
            return finish(environment.issuer, fail(noAnswer(*response, QCoreApplication::translate("Claims", "keys"))));
        auto keys = jose::JwkSet::fromJson(response->body);
        if (!keys) {
            Error error = keys.error();
            error.traceId = response->traceId;
            error.httpStatus = response->status;
            return finish(environment.issuer, fail(error));
        }
        const qint64 now = m_clock.monotonicMs();
        m_cache.insert(environment.issuer, { *keys, now, refetch ? std::optional<qint64>(now) : std::nullopt });
        finish(environment.issuer, *keys);
    });
}

void JwksSource::finish(const QString &issuer, const Result<jose::JwkSet> &result)
{
    m_running.take(issuer).give(result);
}

} // namespace baton::claims
