#include "app/desk/desk.h"

namespace baton::desk {

namespace {

const QString practiceId = QStringLiteral("practice");

clients::ClientProfile profileOf(const practice::ClientInfo &info)
{
    clients::ClientProfile profile;
    profile.environmentId = practiceId;
    profile.name = info.name;
    profile.clientId = info.id;
    profile.secret = info.secret;
    profile.redirectUris = info.redirectUris;
    profile.note = info.note;
    profile.receives = info.member;
    return profile;
}

} // namespace

Desk::Desk(const QString &profileDir, QObject *parent)
    : QObject(parent)
    , http(trace)
    , vault(profileDir)
    , clients(vault)
    , grants(vault)
    , keys(vault)
    , partners(vault)
    , inbox(vault, partners)
    , ledger(vault)
    , jwks(http, clock)
    , exchanger(http, clock)
    , prober(exchanger, http, clock)
    , session(exchanger, http, clock)
    , bookkeeper({ vault, clients, grants, keys, partners, inbox, session, prober, ledger, clock })
    , records(session)
    , journal(vault)
    , drafts(vault)
    , writer(records, session, journal)
    , undo(records, session, writer)
    , fullItems(records, session)
    , recordCache(vault, records, session)
    , receiver(inbox, keys, partners, clients, jwks, clock)
    , delegations(inbox, clients, exchanger,
          [this](const orcid::Environment &environment, const clients::ClientProfile &client, const Secret &idToken) {
              return prober.probe(environment, client, idToken);
          },
          clock)
    , batches({ inbox, clients, exchanger, http, journal, vault, clock })
    , m_practice(orcid::Environment::practice())
{
    // A token that runs was given before its sender's key changed; none is asked for after that (S30).
    session.setObjection([this](const exchange::Delegation &delegation) -> std::optional<Error> {
        const auto delivery = inbox.find(handover::Inbox::idOf(delegation.idToken));
        if (!delivery || delivery->stopped.isEmpty())
            return {};
        return Error { QStringLiteral("exchange.stopped"), delivery->stopped, tr("Deal with it under Clients and partners; the token that runs lasts until its hour is over."), 0, 0, {} };
    });
    connect(&registry, &practice::Registry::started, this, [this] {
        m_practice = orcid::Environment::practice(registry.info().issuer, QUrl(registry.info().api));
        jwks.forget(m_practice);
        takeOverPracticeClients();
        makePracticeKeys();
        practiceBeganAnew();
        Q_EMIT practiceReady();
    });
    connect(&registry, &practice::Registry::infoChanged, this, [this] {
        takeOverPracticeClients();
        makePracticeKeys();
    });
    connect(&registry, &practice::Registry::replaced, this, [this] {
        practiceBeganAnew();
        Q_EMIT practiceForgot();
    });
    connect(&registry, &practice::Registry::failed, this, [this](const Error &error) {
        m_practiceProblem = error;
        Q_EMIT practiceFailed(error);
    });
    connect(&registry, &practice::Registry::stopped, this, [this] {
        dropPracticeSecrets();
        ledger.forgetBefore(practiceId, clock.now());
        Q_EMIT practiceForgot();
        Q_EMIT practiceStopped();
    });
    connect(&vault, &vault::Vault::stateChanged, this, &Desk::makePracticeKeys);
    connect(&vault, &vault::Vault::stateChanged, this, &Desk::forgetPracticeGrants);
    noteEverything();
    ledger.forgetBefore(practiceId, clock.now());
}

Desk::~Desk()
{
    // The parts that listen go first: nothing may reach a member that is gone already.
    disconnect(&registry, nullptr, this, nullptr);
    disconnect(&vault, nullptr, this, nullptr);
    registry.stop();
    http.cancelAll();
}

void Desk::startPractice(const practice::Options &options)
{
    m_practiceProblem.reset();
    registry.start(options);
}

void Desk::stopPractice()
{
    m_practiceProblem.reset();
    registry.stop();
}

void Desk::takeOverPracticeClients()
{
    QList<clients::ClientProfile> profiles;
    for (const practice::ClientInfo &info : registry.info().clients) {
        profiles << profileOf(info);
        // What was seen of it is ours to remember; the registry tells it anew with every change of anything.
        if (const clients::ClientProfile known = clients.find(practiceId, info.id); !known.isNull()) {
            profiles.last().delegation = known.delegation;
            if (known.redirectUris == info.redirectUris)
                profiles.last().redirect = known.redirect;
        }
    }
    clients.setPracticeClients(profiles);
}

// They open nothing any more: the next start makes new ones.
void Desk::dropPracticeSecrets()
{
    QList<clients::ClientProfile> profiles = clients.clients(practiceId);
    for (clients::ClientProfile &profile : profiles)
        profile.secret = {};
    clients.setPracticeClients(profiles);
}

// What happens on this side, from whichever page, is noted here once.
void Desk::noteEverything()
{
    using Change = Bookkeeper::Change;
    const auto note = [this](Change change, const QString &section, qint64 putCode, const QString &title) {
        if (const auto noted = bookkeeper.written(session.delegation(), change, section, putCode, title); !noted)
            Q_EMIT notNoted(noted.error());
    };
    const auto check = [this](const Result<void> &noted) {
        if (!noted)
            Q_EMIT notNoted(noted.error());
    };
    connect(&receiver, &Receiver::received, this, [=, this](const QList<handover::Delivery> &deliveries) { check(bookkeeper.received(deliveries)); });
    connect(&delegations, &Delegations::exchanged, this,
        [=, this](const handover::Delivery &, const exchange::Delegation &delegation, const exchange::DelegatedToken &token) {
            check(bookkeeper.exchanged(delegation, token));
        });
    connect(&delegations, &Delegations::refused, this,
        [=, this](const handover::Delivery &delivery, const exchange::Delegation &, const Error &error) { check(bookkeeper.exchangeRefused(delivery, error)); });
    connect(&delegations, &Delegations::probed, this,
        [=, this](const handover::Delivery &delivery, const exchange::Probe &probe) { check(bookkeeper.probed(delivery, probe)); });
    connect(&session, &exchange::DelegatedSession::renewed, this, [=, this] { check(bookkeeper.exchanged(session.delegation(), session.token())); });
    connect(&records, &record::RecordClient::added, this,
        [note](const record::Item &item) { note(Change::Added, item.section, item.putCode, item.title); });
    connect(&records, &record::RecordClient::updated, this,
        [note](const record::Item &item) { note(Change::Changed, item.section, item.putCode, item.title); });
    connect(&records, &record::RecordClient::removed, this,
        [note](const QString &section, qint64 putCode) { note(Change::Deleted, section, putCode, {}); });
    connect(&batches, &batch::Batches::tokenCame, this,
        [=, this](const exchange::Delegation &delegation, const exchange::DelegatedToken &token) { check(bookkeeper.exchanged(delegation, token)); });
    connect(&batches, &batch::Batches::written, this,
        [=, this](const exchange::Delegation &delegation, batch::Wrote what, const record::Item &item) {
            check(bookkeeper.written(delegation, what == batch::Wrote::Added ? Change::Added : Change::Changed, item.section, item.putCode, item.title));
        });
    connect(&batches, &batch::Batches::withdrew, this, [=, this](const QString &deliveryId, const Error &error) {
        if (const auto delivery = inbox.find(deliveryId))
            check(bookkeeper.exchangeRefused(*delivery, error));
    });
}

void Desk::practiceBeganAnew()
{
    ledger.forgetBefore(practiceId, clock.now());
    m_grantsOfThisRun = false;
    forgetPracticeGrants();
}

// The registry forgets its tokens when it stops or its state is replaced, so what was granted before counts no more.
void Desk::forgetPracticeGrants()
{
    if (!m_grantsOfThisRun && vault.isOpen() && registry.isRunning())
        m_grantsOfThisRun = grants.forget(practiceId).has_value();
}

// On this machine the practice partners' keys exist from the start, so that the relay runs at once.
void Desk::makePracticeKeys()
{
    if (!vault.isOpen() || !registry.isRunning())
        return;
    QList<handover::Partner> practicePartners;
    for (const practice::ClientInfo &info : registry.info().clients) {
        if (!info.member)
            continue;
        const auto own = keys.keyFor(practiceId, info.id);
        if (!own)
            continue; // the pages say why when they ask for the key themselves
        handover::Partner partner;
        partner.environmentId = practiceId;
        partner.clientId = info.id;
        partner.name = info.name;
        partner.key = own->key.publicPart();
        // Only the two that the demonstration needs are confirmed; the others show what an unconfirmed partner looks like.
        if (info.inDemonstration) {
            partner.trust = handover::Partner::Trust::Confirmed;
            partner.confirmedHow = tr("on this computer");
            partner.confirmedAt = own->madeAt;
        }
        practicePartners << partner;
    }
    (void)partners.ensurePractice(practicePartners);
}

} // namespace baton::desk
