#pragma once

#include "app/base/clock.h"
#include "app/http/httpclient.h"
#include "app/jose/jwk.h"
#include "app/orcid/environment.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <optional>

namespace baton::claims {

/// Signing keys of an environment, from its own issuer only: discovery's jwks_uri, cached; an unknown kid causes one
/// refetch, at most one per 5 minutes (S18).
class JwksSource : public QObject {
    Q_OBJECT
public:
    JwksSource(http::HttpClient &http, const Clock &clock, QObject *parent = nullptr);
    /// Errors: those of HttpClient, jwks.*, claims.issuer (discovery names another issuer), claims.discovery (unreadable),
    /// claims.keys_unavailable (another status than 200). An unknown kid is no error here: the signature check tells it.
    QFuture<Result<jose::JwkSet>> keysFor(const orcid::Environment &environment, const QString &kid);
    void forget(const orcid::Environment &environment);

private:
    struct Entry {
        jose::JwkSet keys;
        qint64 fetchedMs = 0;
        std::optional<qint64> refetchedMs; ///< last look for an unknown kid
    };
    void fetchDiscovery(const orcid::Environment &environment, bool refetch);
    void fetchKeys(const orcid::Environment &environment, const QUrl &url, bool refetch);
    void finish(const QString &issuer, const Result<jose::JwkSet> &result);

    http::HttpClient &m_http;
    const Clock &m_clock;
    QHash<QString, Entry> m_cache; ///< by issuer
    QHash<QString, Answer<Result<jose::JwkSet>>> m_running; ///< one fetch per issuer at a time
};

} // namespace baton::claims
