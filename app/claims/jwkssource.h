#pragma once

#include "app/base/clock.h"
#include "app/http/httpclient.h"
#include "app/jose/jwk.h"
#include "app/orcid/environment.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace baton::claims {

/// Signing keys of an environment, from its own issuer only: discovery's jwks_uri, cached; an unknown kid causes one
/// refetch, at most one per 5 minutes (S18).
class JwksSource : public QObject {
    Q_OBJECT
public:
    JwksSource(http::HttpClient &http, const Clock &clock, QObject *parent = nullptr);
    /// Errors: those of HttpClient, jwks.* and claims.issuer (discovery names another issuer).
    QFuture<Result<jose::JwkSet>> keysFor(const orcid::Environment &environment, const QString &kid);
    void forget(const orcid::Environment &environment);

private:
    struct Entry {
        jose::JwkSet keys;
        qint64 fetchedMs = 0;
    };
    http::HttpClient &m_http;
    const Clock &m_clock;
    QHash<QString, Entry> m_cache; ///< by issuer
};

} // namespace baton::claims
