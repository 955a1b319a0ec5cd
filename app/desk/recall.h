#pragma once

#include "app/clients/clientstore.h"
#include "app/clients/grants.h"
#include "app/desk/bookkeeper.h"
#include "app/exchange/probe.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/receipt.h"
#include "app/ledger/ledger.h"

#include <QtCore/QObject>

namespace baton::desk {

/// Takes back a hand-over that was made here: ends what can truly be ended and then proves it by trying. The steps run one
/// by one, each may be repeated; each leaves its entry in the ledger.
class Recall : public QObject {
    Q_OBJECT
public:
    enum class StepId { RevokeTokens, AskResearcher, TellPartner, Prove };
    struct Step {
        StepId id = StepId::RevokeTokens;
        enum class State { ToDo, Running, Done, Failed, Asked } state = State::ToDo; ///< Asked: waits for the partner's receipt
        QString title, words;
        QDateTime at;
        QStringList lines;      ///< "200 revoked · 12 Nov 2026, /read-limited /activities/update"
        qint64 traceId = 0;
    };
    /// TryAgain: an exchange still worked, and something was revoked since.
    enum class Outcome { Open, Proven, NotRecalled, TryAgain, AskedNotProven };

    struct Parts {
        clients::ClientStore &clients;
        clients::Grants &grants;
        handover::KeyRing &keys;
        handover::Inbox &inbox;   ///< the partner's copy, when it is on this computer too
        exchange::Exchanger &exchanger;
        exchange::Prober &prober;
        ledger::Ledger &ledger;
        Bookkeeper &bookkeeper;   ///< writes the steps down
        const Clock &clock;
    };
    Recall(const Parts &parts, const orcid::Environment &environment, const ledger::HandOver &handOver, QObject *parent = nullptr);

    const ledger::HandOver &handOver() const;
    const QList<Step> &steps() const;
    Outcome outcome() const;
    QString outcomeWords() const;
    QStringList cannotUndo() const;      ///< running token, what was read, what was written, a new sign-in

    /// Revokes every token our client still has for this researcher (S43): 200 is success also for unknown tokens. Where the
    /// registry asks to come later (503), the step has failed for now and is tried again by itself at that time.
    void revokeTokens();
    /// The ready text for the researcher, with the address of her trusted parties; taken = step done.
    QString textForResearcher() const;
    void textTaken();
    /// The signed notice for the partner. Errors: recall.no_partner (sealed with a passphrase), vault.*, jws.key.
    Result<handover::Receipt> notice();
    void noticeSaved();
    /// Tries the exchange as second client when that client and its copy of the id_token are here; else Asked, until a receipt
    /// tells that the partner's exchange was refused.
    void prove();
    /// The page of the proof as simple HTML, without tokens.
    QString proofPage(const QString &environmentName) const;

Q_SIGNALS:
    void changed();

private:
    struct Private;
    Step &step(StepId id);
    void set(StepId id, Step::State state, const QString &words);
    void restore();
    void takeNews();
    void note(StepId id);
    void revokeNext();
    void revoked(const clients::Grant &grant);
    void revocationRefused(const Error &error);
    void revocationDone();
    void tried(const exchange::Probe &probe);
    QString whatRemains(const exchange::Probe &probe) const;
    bool revokedSinceTry() const;
    std::optional<handover::Delivery> partnersCopy() const;
    clients::ClientProfile secondClient(const handover::Delivery &copy) const;
    QString researcher() const;
    QString partner() const;
    QString latestEnd() const;

    std::unique_ptr<Private> d;

public:
    ~Recall() override;
};

} // namespace baton::desk
