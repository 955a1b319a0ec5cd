#pragma once

#include "app/exchange/exchanger.h"

#include <QtCore/QTimer>

#include <functional>
#include <optional>

namespace baton::exchange {

/// Who acts for whom on whose record: everything needed to renew.
struct Delegation {
    orcid::Environment environment;
    clients::ClientProfile secondClient;
    QString originalClientId, originalClientName;
    QString orcid, researcher; ///< bare iD; name or empty
    Secret idToken;
    QStringList askedScopes; ///< empty = all
};

/// The delegated token's hour. Sends requests with the token; a 401 invalid_token leads to one re-exchange (single
/// flight, S42) and one repeat, when automatic renewal is on. 60 s margin on the monotonic clock.
class DelegatedSession : public QObject {
    Q_OBJECT
public:
    DelegatedSession(Exchanger &exchanger, http::HttpClient &http, const Clock &clock, QObject *parent = nullptr);

    /// A new delegation with the token just obtained; replaces the former.
    void begin(const Delegation &delegation, const DelegatedToken &token);
    void end();

    bool isActive() const;           ///< a delegation is there (its token may have ended)
    bool hasEnded() const;           ///< token past its hour or refused
    const Delegation &delegation() const;
    const DelegatedToken &token() const;
    int secondsLeft() const;
    int lifetimeSeconds() const;
    void setAutomaticRenewal(bool on);
    bool automaticRenewal() const;
    /// Asked before the id_token is sent again: an error stops the renewal and is its answer.
    using Objection = std::function<std::optional<Error>(const Delegation &)>;
    void setObjection(Objection objection) { m_objection = std::move(objection); }
    http::Trace &trace() const { return m_http.trace(); } ///< where everything it sends is seen

    /// Errors: those of Exchanger, session.none, session.replaced (ended or replaced meanwhile).
    QFuture<Result<void>> renew();
    /// Errors: those of HttpClient and renew(), session.ended (token over and no automatic renewal). Adds bearer, hosts, side and client; relative paths are joined to the environment's API base.
    QFuture<Result<http::Response>> send(http::Request request, const QString &path);

Q_SIGNALS:
    void began();
    void renewed();
    void ended();                    ///< token over (not the delegation)
    void tick(int secondsLeft);      ///< once a second while active
    void finished();                 ///< delegation gone

private:
    struct Pending;
    void attempt(std::shared_ptr<Pending> pending);
    void renewThenAttempt(const std::shared_ptr<Pending> &pending);
    void tokenRefused(const std::shared_ptr<Pending> &pending, const Secret &used, const http::Response &response);
    void renewalAnswered(const Result<DelegatedToken> &token);
    void dropRenewals();
    void markEnded();
    bool isNearEnd() const;
    qint64 leftMs() const;

    Exchanger &m_exchanger;
    http::HttpClient &m_http;
    const Clock &m_clock;
    QTimer m_timer;
    Delegation m_delegation;
    DelegatedToken m_token;
    Objection m_objection;
    bool m_active = false, m_ended = false, m_automatic = true;
    QList<Answer<Result<void>>> m_renewals; ///< all waiting for the one exchange under way
    int m_generation = 0;                   ///< counts delegations, so that late answers of a former one are dropped
};

} // namespace baton::exchange
