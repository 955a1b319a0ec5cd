#pragma once

#include "app/exchange/exchanger.h"

namespace baton::exchange {

/// "Is this still good?": what a registry says to an id_token now (orcid.md 4.5, 4.6).
struct Probe {
    enum class State {
        StillGood,
        DeleteOnly,   ///< the researcher withdrew the permission; the token still deletes what was added
        Revoked,      ///< nothing left to exchange
        NotEnabled,   ///< concerns the second client, not the researcher
        NotAllowed,   ///< not on the original client's allow-list, or one of the clients is locked or deactivated
        Deactivated,  ///< the record is deactivated or deprecated
        Locked,       ///< the record is locked by the registry's staff
        BadToken,     ///< not signed by this registry's present key
        Unreachable,  ///< no answer, 429 or 5xx; see nextTry
        Refused       ///< anything else; see words
    };
    State state = State::Refused;
    int status = 0;        ///< HTTP status that decided
    QString words;         ///< "200, may update activities", "401 invalid_scope"
    QStringList scopes;    ///< of the token that was made, when one was
    QDateTime at, nextTry; ///< UTC; nextTry only when unreachable
    qint64 traceId = 0;

    static QString name(State state); ///< "still_good", …: as stored
    static std::optional<State> stateOf(const QString &name);
    bool isGood() const { return state == State::StillGood; }
};

/// Exchanges for a token, reads the record with it, and drops the token.
class Prober : public QObject {
    Q_OBJECT
public:
    Prober(Exchanger &exchanger, http::HttpClient &http, const Clock &clock, QObject *parent = nullptr);

    /// Never fails: every outcome is a state.
    QFuture<Probe> probe(const orcid::Environment &environment, const clients::ClientProfile &secondClient, const Secret &idToken);

private:
    static Probe refused(const Error &error);
    void read(const orcid::Environment &environment, const clients::ClientProfile &client, const DelegatedToken &token, const Answer<Probe> &answer);
    Probe finished(const orcid::Environment &environment, Probe probe);

    Exchanger &m_exchanger;
    http::HttpClient &m_http;
    const Clock &m_clock;
    QHash<QString, int> m_failures; ///< unreachable in a row, by environment
};

} // namespace baton::exchange

Q_DECLARE_METATYPE(baton::exchange::Probe)
