#pragma once

#include "app/base/clock.h"
#include "app/clients/clientstore.h"
#include "app/exchange/delegatedsession.h"
#include "app/exchange/probe.h"
#include "app/handover/inbox.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <functional>
#include <optional>

namespace baton::desk {

/// The delegated tokens that run here, one per received id_token, and the asking for them: a few at a time, each on its own,
/// so that one refusal stops nobody else. Tokens live in memory only; what became of an id_token is kept in the inbox.
/// Ids are those of the deliveries.
class Delegations : public QObject {
    Q_OBJECT
public:
    using Probing = std::function<QFuture<exchange::Probe>(const orcid::Environment &, const clients::ClientProfile &, const Secret &idToken)>;

    Delegations(handover::Inbox &inbox, clients::ClientStore &clients, exchange::Exchanger &exchanger, Probing probing, const Clock &clock,
        QObject *parent = nullptr);

    struct Held {
        exchange::Delegation delegation;
        exchange::DelegatedToken token;
    };
    enum class Work { None, Waiting, Exchanging, Probing };

    /// Ends for each id in exchanged() or refused(). Left out: what is not in the inbox, was refused there, is stopped (S30) or is
    /// under way.
    /// scopes empty = all the researcher allowed. Returns how many will be asked for.
    int exchange(const orcid::Environment &environment, const QStringList &ids, const QString &clientId, const QStringList &scopes);
    /// "Is this still good?" Ends for each id in probed(). An id_token that could not be asked about is asked again by itself.
    int probe(const orcid::Environment &environment, const QStringList &ids, const QString &clientId);

    Work workOf(const QString &id) const;
    bool isBusy() const { return !m_work.isEmpty(); }
    std::optional<Held> held(const QString &id) const; ///< a token that still runs
    int secondsLeft(const QString &id) const;          ///< 0: none runs
    bool hasRunning() const;
    std::optional<exchange::Probe> probeOf(const QString &id) const; ///< what the registry said last, to a probe or an exchange
    std::optional<Error> refusalOf(const QString &id) const;         ///< of the last exchange, when it was refused
    /// Known from an earlier run, or found elsewhere (the ledger, a recall); an older one than what is known changes nothing.
    void keepProbe(const QString &id, const exchange::Probe &probe);
    /// The session on the Record page renewed its token, or one came by another way.
    void keep(const exchange::Delegation &delegation, const exchange::DelegatedToken &token);
    /// Another environment, or a registry that forgot: nothing of this runs any more.
    void forget();

Q_SIGNALS:
    void changed(const QString &id);
    void exchanged(const baton::handover::Delivery &delivery, const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void refused(const baton::handover::Delivery &delivery, const baton::exchange::Delegation &delegation, const baton::Error &error);
    void probed(const baton::handover::Delivery &delivery, const baton::exchange::Probe &probe);
    void idle(); ///< nothing is under way any more

private:
    struct Job {
        bool probes = false;
        QString id;
        orcid::Environment environment;
        clients::ClientProfile client;
        QStringList scopes;
    };
    int enqueue(bool probes, const orcid::Environment &environment, const QStringList &ids, const QString &clientId, const QStringList &scopes);
    void startNext();
    void startExchange(const Job &job, const handover::Delivery &delivery);
    void startProbe(const Job &job, const handover::Delivery &delivery);
    void finish(const QString &id);
    void exchangeAnswered(const Job &job, const exchange::Delegation &delegation, const Result<exchange::DelegatedToken> &token);
    void probeAnswered(const Job &job, const exchange::Probe &probe);
    void tryLater(const Job &job, const exchange::Probe &probe);
    void note(handover::Delivery &delivery, const Job &job, const exchange::Probe &probe);
    void settle(handover::Delivery delivery, const exchange::Probe &probe);
    void save(const handover::Delivery &delivery);

    handover::Inbox &m_inbox;
    clients::ClientStore &m_clients;
    exchange::Exchanger &m_exchanger;
    Probing m_probing;
    const Clock &m_clock;
    QList<Job> m_queue;
    QHash<QString, Work> m_work;
    QHash<QString, Held> m_held;
    QHash<QString, exchange::Probe> m_probes;
    QHash<QString, Error> m_refusals;
    QHash<QString, int> m_tries; ///< of a probe that got no answer
    int m_running = 0;
    int m_generation = 0; ///< late answers of what was forgotten are dropped
};

/// What a refused exchange says about the id_token, as a probe would.
exchange::Probe probeFrom(const Error &error, const QDateTime &at);

} // namespace baton::desk
