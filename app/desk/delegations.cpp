#include "app/desk/delegations.h"

#include "app/base/text.h"

#include <QtCore/QTimer>

using namespace Qt::StringLiterals;

namespace baton::desk {

namespace {

constexpr int atOnce = 3;       ///< asked for side by side; a registry is not to be flooded
constexpr int triesByItself = 5;

using State = handover::Delivery::State;
using Standing = exchange::Probe::State;

exchange::Delegation delegationOf(const handover::Delivery &delivery, const orcid::Environment &environment,
    const clients::ClientProfile &client, const QStringList &scopes)
{
    exchange::Delegation delegation;
    delegation.environment = environment;
    delegation.secondClient = client;
    delegation.originalClientId = delivery.originalClientId;
    delegation.originalClientName = plain(delivery.senderName);
    delegation.orcid = delivery.orcid;
    delegation.researcher = delivery.researcher;
    delegation.idToken = delivery.idToken;
    delegation.askedScopes = scopes;
    return delegation;
}

// What may turn out well again.
bool isOver(State state)
{
    return state == State::NotEnabled || state == State::Revoked || state == State::Ended;
}

void take(handover::Delivery &delivery, const exchange::Probe &probe)
{
    if (probe.state == Standing::NotEnabled)
        delivery.state = State::NotEnabled;
    else if (probe.state == Standing::Revoked || probe.state == Standing::DeleteOnly)
        delivery.state = State::Revoked;
    else if (probe.state == Standing::BadToken || probe.state == Standing::Deactivated)
        delivery.state = State::Ended;
    else if (probe.isGood() && isOver(delivery.state))
        delivery.state = delivery.exchangedAt.isValid() ? State::Exchanged : State::Opened;
}

Standing standingOf(const Error &error)
{
    static const QHash<QString, Standing> byCode { { u"exchange.not_enabled"_s, Standing::NotEnabled }, { u"exchange.revoked"_s, Standing::Revoked },
        { u"exchange.no_scope"_s, Standing::Revoked }, { u"exchange.not_allowed"_s, Standing::NotAllowed },
        { u"exchange.own_token"_s, Standing::NotAllowed }, { u"exchange.client_disabled"_s, Standing::NotAllowed },
        { u"exchange.bad_token"_s, Standing::BadToken } };
    if (const auto it = byCode.constFind(error.code); it != byCode.cend())
        return *it;
    const bool noAnswer = error.httpStatus == 0 && error.code.startsWith("http."_L1);
    return noAnswer || error.httpStatus == 429 || error.httpStatus >= 500 ? Standing::Unreachable : Standing::Refused;
}

} // namespace

exchange::Probe probeFrom(const Error &error, const QDateTime &at)
{
    exchange::Probe probe;
    probe.state = standingOf(error);
    probe.status = error.httpStatus;
    const QString word = plain(error.details.value("error"_L1).toString().left(60));
    probe.words = error.httpStatus > 0 ? (QString::number(error.httpStatus) + u' ' + word).trimmed() : plain(error.what);
    probe.at = at;
    probe.traceId = error.traceId;
    return probe;
}

Delegations::Delegations(handover::Inbox &inbox, clients::ClientStore &clients, exchange::Exchanger &exchanger, Probing probing,
    const Clock &clock, QObject *parent)
    : QObject(parent), m_inbox(inbox), m_clients(clients), m_exchanger(exchanger), m_probing(std::move(probing)), m_clock(clock)
{
}

// ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────────────

int Delegations::exchange(const orcid::Environment &environment, const QStringList &ids, const QString &clientId, const QStringList &scopes)
{
    return enqueue(false, environment, ids, clientId, scopes);
}

int Delegations::probe(const orcid::Environment &environment, const QStringList &ids, const QString &clientId)
{
    for (const QString &id : ids)
        m_tries.remove(id);
    return enqueue(true, environment, ids, clientId, {});
}

int Delegations::enqueue(bool probes, const orcid::Environment &environment, const QStringList &ids, const QString &clientId, const QStringList &scopes)
{
    const clients::ClientProfile client = m_clients.find(environment.id, clientId);
    int asked = 0;
    for (const QString &id : ids) {
        if (client.isNull() || m_work.contains(id))
            continue;
        const auto delivery = m_inbox.find(id);
        if (!delivery || delivery->environmentId != environment.id || delivery->state == State::Refused || delivery->idToken.isEmpty() || !delivery->stopped.isEmpty())
            continue;
        m_queue << Job { probes, id, environment, client, scopes };
        m_work.insert(id, Work::Waiting);
        Q_EMIT changed(id);
        ++asked;
    }
    startNext();
    return asked;
}

void Delegations::startNext()
{
    while (m_running < atOnce && !m_queue.isEmpty()) {
        const Job job = m_queue.takeFirst();
        const auto delivery = m_inbox.find(job.id);
        if (!delivery || delivery->idToken.isEmpty() || !delivery->stopped.isEmpty()) { // meanwhile removed, stopped, or the vault locked
            m_work.remove(job.id);
            Q_EMIT changed(job.id);
            continue;
        }
        ++m_running;
        m_work.insert(job.id, job.probes ? Work::Probing : Work::Exchanging);
        Q_EMIT changed(job.id);
        job.probes ? startProbe(job, *delivery) : startExchange(job, *delivery);
    }
    if (m_work.isEmpty())
        Q_EMIT idle();
}

void Delegations::startExchange(const Job &job, const handover::Delivery &delivery)
{
    const exchange::Delegation delegation = delegationOf(delivery, job.environment, job.client, job.scopes);
    whenDone(m_exchanger.exchange(job.environment, job.client, delivery.idToken, job.scopes), this,
        [this, job, delegation, generation = m_generation](const Result<exchange::DelegatedToken> &token) {
            if (generation == m_generation)
                exchangeAnswered(job, delegation, token);
        });
}

void Delegations::startProbe(const Job &job, const handover::Delivery &delivery)
{
    whenDone(m_probing(job.environment, job.client, delivery.idToken), this, [this, job, generation = m_generation](const exchange::Probe &probe) {
        if (generation == m_generation)
            probeAnswered(job, probe);
    });
}

void Delegations::finish(const QString &id)
{
    --m_running;
    m_work.remove(id);
    Q_EMIT changed(id);
}

// ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void Delegations::exchangeAnswered(const Job &job, const exchange::Delegation &delegation, const Result<exchange::DelegatedToken> &token)
{
    auto delivery = m_inbox.find(job.id);
    if (delivery && token) {
        // A token that can only delete is given with a 200 as well.
        const auto known = probeOf(job.id);
        const bool deleteOnly = known && known->state == Standing::DeleteOnly;
        delivery->state = deleteOnly ? State::Revoked : State::Exchanged;
        delivery->exchangedAt = m_clock.now();
        delivery->stateWords.clear();
        m_held.insert(job.id, { delegation, *token });
        m_refusals.remove(job.id);
        if (known && !deleteOnly && !known->isGood()) // that is over
            m_probes.remove(job.id);
        save(*delivery);
        m_clients.noteDelegation(job.environment.id, job.client.clientId, clients::ClientProfile::Delegation::Enabled);
    } else if (delivery) {
        m_refusals.insert(job.id, token.error());
        const exchange::Probe probe = probeFrom(token.error(), m_clock.now());
        m_probes.insert(job.id, probe);
        note(*delivery, job, probe);
        delivery->stateWords = token.error().what;
        if (isOver(delivery->state))
            save(*delivery);
    }
    finish(job.id);
    if (delivery && token)
        Q_EMIT exchanged(*delivery, delegation, *token);
    else if (delivery)
        Q_EMIT refused(*delivery, delegation, token.error());
    startNext();
}

void Delegations::probeAnswered(const Job &job, const exchange::Probe &probe)
{
    auto delivery = m_inbox.find(job.id);
    if (delivery) {
        m_probes.insert(job.id, probe);
        const State before = delivery->state;
        note(*delivery, job, probe);
        if (delivery->state != before) {
            delivery->stateWords = isOver(delivery->state) ? probe.words : QString();
            save(*delivery);
        }
        tryLater(job, probe);
    }
    finish(job.id);
    if (delivery)
        Q_EMIT probed(*delivery, probe);
    startNext();
}

// What the registry says of the id_token, as far as the inbox keeps it.
void Delegations::note(handover::Delivery &delivery, const Job &job, const exchange::Probe &probe)
{
    using Delegation = clients::ClientProfile::Delegation;
    take(delivery, probe);
    if (probe.state == Standing::NotEnabled || probe.isGood())
        m_clients.noteDelegation(job.environment.id, job.client.clientId, probe.isGood() ? Delegation::Enabled : Delegation::NotEnabled);
}

void Delegations::tryLater(const Job &job, const exchange::Probe &probe)
{
    if (probe.state != Standing::Unreachable || !probe.nextTry.isValid() || ++m_tries[job.id] > triesByItself)
        return;
    const qint64 wait = qBound(qint64(1000), m_clock.now().msecsTo(probe.nextTry), qint64(3'600'000));
    QTimer::singleShot(int(wait), this, [this, job, generation = m_generation] {
        const auto last = probeOf(job.id);
        if (generation == m_generation && last && last->state == Standing::Unreachable)
            enqueue(true, job.environment, { job.id }, job.client.clientId, {});
    });
}

void Delegations::save(const handover::Delivery &delivery)
{
    if (const auto saved = m_inbox.save(delivery); !saved)
        qWarning("inbox: %s", qPrintable(saved.error().text()));
}

// ── what is known ───────────────────────────────────────────────────────────────────────────────────────────────────

Delegations::Work Delegations::workOf(const QString &id) const
{
    return m_work.value(id, Work::None);
}

int Delegations::secondsLeft(const QString &id) const
{
    const auto it = m_held.constFind(id);
    if (it == m_held.cend())
        return 0;
    return int(qMax<qint64>(0, (it->token.obtainedMs + it->token.lifetimeMs - m_clock.monotonicMs()) / 1000));
}

std::optional<Delegations::Held> Delegations::held(const QString &id) const
{
    return secondsLeft(id) > 0 ? std::optional(m_held.value(id)) : std::nullopt;
}

bool Delegations::hasRunning() const
{
    return std::any_of(m_held.keyBegin(), m_held.keyEnd(), [this](const QString &id) { return secondsLeft(id) > 0; });
}

std::optional<exchange::Probe> Delegations::probeOf(const QString &id) const
{
    const auto it = m_probes.constFind(id);
    return it == m_probes.cend() ? std::nullopt : std::optional(*it);
}

std::optional<Error> Delegations::refusalOf(const QString &id) const
{
    const auto it = m_refusals.constFind(id);
    return it == m_refusals.cend() ? std::nullopt : std::optional(*it);
}

void Delegations::keepProbe(const QString &id, const exchange::Probe &probe)
{
    const auto known = probeOf(id);
    if (known && known->at >= probe.at)
        return;
    exchange::Probe now = probe;
    if (known && known->state == probe.state && now.traceId == 0)
        now.traceId = known->traceId; // the same answer, told again
    m_probes.insert(id, now);
    if (const auto delivery = m_inbox.find(id))
        settle(*delivery, now);
    Q_EMIT changed(id);
}

// The inbox's own list goes by it too.
void Delegations::settle(handover::Delivery delivery, const exchange::Probe &probe)
{
    const State before = delivery.state;
    if (before == State::Refused || delivery.idToken.isEmpty())
        return;
    take(delivery, probe);
    if (delivery.state == before)
        return;
    delivery.stateWords = isOver(delivery.state) ? probe.words : QString();
    save(delivery);
}

void Delegations::keep(const exchange::Delegation &delegation, const exchange::DelegatedToken &token)
{
    const QString id = handover::Inbox::idOf(delegation.idToken);
    m_held.insert(id, { delegation, token });
    if (auto delivery = m_inbox.find(id); delivery && delivery->state == State::Opened) {
        delivery->state = State::Exchanged;
        delivery->exchangedAt = m_clock.now();
        save(*delivery);
    }
    Q_EMIT changed(id);
}

void Delegations::forget()
{
    ++m_generation;
    m_queue.clear();
    m_work.clear();
    m_held.clear();
    m_probes.clear();
    m_refusals.clear();
    m_tries.clear();
    m_running = 0;
    Q_EMIT changed({});
    Q_EMIT idle();
}

} // namespace baton::desk
