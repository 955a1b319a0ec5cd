#pragma once

#include "app/base/clock.h"
#include "app/batch/batches.h"
#include "app/claims/jwkssource.h"
#include "app/clients/clientstore.h"
#include "app/clients/grants.h"
#include "app/desk/bookkeeper.h"
#include "app/desk/delegations.h"
#include "app/desk/recall.h"
#include "app/desk/receiver.h"
#include "app/exchange/delegatedsession.h"
#include "app/exchange/probe.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/partners.h"
#include "app/http/httpclient.h"
#include "app/ledger/ledger.h"
#include "app/practice/registry.h"
#include "app/record/fullitems.h"
#include "app/record/recordcache.h"
#include "app/record/recordclient.h"
#include "app/record/undo.h"
#include "app/relay/story.h"
#include "app/vault/vault.h"

#include <QtCore/QObject>

namespace baton::desk {

/// Everything one Baton has open for one profile: the parts in the order data flows, each built on those above it.
/// No logic of the steps lives here; it only makes the parts and keeps the practice side ready.
class Desk : public QObject {
    Q_OBJECT
public:
    explicit Desk(const QString &profileDir, QObject *parent = nullptr);
    ~Desk() override;

    /// Starts the practice registry; ends in practiceReady() or practiceFailed().
    void startPractice(const practice::Options &options);
    void stopPractice();
    /// Why the practice registry could not start when it was asked to last; nothing when it could, or was stopped since.
    const std::optional<Error> &practiceProblem() const { return m_practiceProblem; }
    /// Issuer and API of the running registry; of the default port before it ran.
    orcid::Environment practiceEnvironment() const { return m_practice; }
    Recall::Parts recallParts() { return { clients, grants, keys, inbox, exchanger, prober, ledger, bookkeeper, clock }; }

    SystemClock clock;
    http::Trace trace;
    http::HttpClient http;
    vault::Vault vault;
    clients::ClientStore clients;
    clients::Grants grants;
    handover::KeyRing keys;
    handover::Partners partners;
    handover::Inbox inbox;
    ledger::Ledger ledger;
    claims::JwksSource jwks;
    exchange::Exchanger exchanger;
    exchange::Prober prober;
    exchange::DelegatedSession session;
    Bookkeeper bookkeeper;
    record::RecordClient records;
    record::Journal journal;
    record::Drafts drafts;
    record::Writer writer;
    record::Undo undo;
    record::FullItems fullItems;
    record::RecordCache recordCache;
    Receiver receiver;
    Delegations delegations;
    batch::Batches batches;
    relay::Story story;
    practice::Registry registry;

Q_SIGNALS:
    /// Registry runs and its clients are known; their keys exist too once the vault is open.
    void practiceReady();
    void practiceFailed(const baton::Error &error);
    void practiceStopped();
    /// It stopped, was reset or took another state: every permission given there has ended, and id_tokens of before give nothing.
    void practiceForgot();
    /// Something was done, but could not be written into the ledger.
    void notNoted(const baton::Error &error);

private:
    void takeOverPracticeClients();
    void dropPracticeSecrets();
    void makePracticeKeys();
    void forgetPracticeGrants();
    void practiceBeganAnew();
    void noteEverything();

    orcid::Environment m_practice;
    std::optional<Error> m_practiceProblem;
    bool m_grantsOfThisRun = false; ///< those of an earlier run or state of the practice registry are forgotten
};

} // namespace baton::desk
