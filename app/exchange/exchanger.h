#pragma once

#include "app/base/clock.h"
#include "app/clients/clientprofile.h"
#include "app/http/httpclient.h"
#include "app/orcid/environment.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

namespace baton::exchange {

/// A one-hour access token made from an id_token (orcid.md 4.2). In memory only.
struct DelegatedToken {
    Secret accessToken;
    QStringList scopes;
    QString name, orcid;     ///< as answered; a bare iD
    qint64 lifetimeMs = 0;   ///< expires_in
    qint64 obtainedMs = 0;   ///< Clock::monotonicMs() at the answer
    QDateTime obtainedAt;    ///< UTC
    bool obo = false;        ///< "is_obo_token": "true" was there
    qint64 traceId = 0;
};

/// RFC 8693 both ways at the environment's token endpoint. Error codes of a refusal, each with its own explanation
/// of orcid.md 4.5: exchange.not_enabled (row 7), exchange.bad_client (1), exchange.bad_token (8, 9), exchange.not_allowed
/// (10), exchange.own_token (11), exchange.client_disabled (6, 13), exchange.revoked (14), exchange.no_scope (15),
/// exchange.scope_unavailable (16, 3), exchange.refused (anything else), exchange.answer (issued_token_type or token_type
/// wrong); plus http.*. details = OAuth body.
class Exchanger : public QObject {
    Q_OBJECT
public:
    Exchanger(http::HttpClient &http, const Clock &clock, QObject *parent = nullptr);

    /// scopes empty = everything the researcher allowed.
    QFuture<Result<DelegatedToken>> exchange(const orcid::Environment &environment, const clients::ClientProfile &secondClient,
        const Secret &idToken, const QStringList &scopes);

    struct IdToken {
        Secret idToken;
        qint64 traceId = 0;
    };
    /// orcid.md 4.1, right column: A's own access token to an id_token. Codes also: exchange.token_unknown (17),
    /// exchange.other_client (18), exchange.token_expired (19).
    QFuture<Result<IdToken>> idTokenFrom(const orcid::Environment &environment, const clients::ClientProfile &originalClient,
        const Secret &accessToken);

    /// RFC 7009; 200 also for unknown tokens. Codes also: exchange.revocation_pending (503; details.retry_after).
    QFuture<Result<void>> revoke(const orcid::Environment &environment, const clients::ClientProfile &client, const Secret &token);

private:
    http::HttpClient &m_http;
    const Clock &m_clock;
};

} // namespace baton::exchange
