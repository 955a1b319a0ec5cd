#pragma once

#include "app/base/clock.h"
#include "app/clients/clientstore.h"
#include "app/clients/grants.h"
#include "app/exchange/delegatedsession.h"
#include "app/exchange/probe.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/receipt.h"
#include "app/ledger/ledger.h"
#include "app/signin/tokens.h"

#include <QtCore/QObject>

namespace baton::desk {

/// Turns what the steps report into entries of the ledger and into receipts; the only one who writes the ledger. Where both
/// sides are on this computer, what the second client does counts for the original client's row at once.
/// Functions that only note something do nothing, and succeed, when it belongs to no package known here. Errors: vault.*,
/// ledger.broken; those of receipts are named there.
class Bookkeeper : public QObject {
    Q_OBJECT
public:
    struct Parts {
        vault::Vault &vault;
        clients::ClientStore &clients;
        clients::Grants &grants;
        handover::KeyRing &keys;
        handover::Partners &partners;
        handover::Inbox &inbox;
        exchange::DelegatedSession &session;
        exchange::Prober &prober;
        ledger::Ledger &ledger;
        const Clock &clock;
    };
    explicit Bookkeeper(const Parts &parts, QObject *parent = nullptr);

    // ── the original client ──
    /// Keeps the permission. Returns the recalled hand-overs whose id_tokens work again now, for a warning.
    Result<QList<ledger::HandOver>> signedIn(const signin::Tokens &tokens);
    /// One entry per researcher of a package that was saved, copied or dragged out.
    Result<void> packageSealed(const QList<handover::HandOverEntry> &entries);

    // ── the second client ──
    /// As Receiver::receive() answered; refused ones too.
    Result<void> received(const QList<handover::Delivery> &deliveries);
    Result<void> exchanged(const exchange::Delegation &delegation, const exchange::DelegatedToken &token);
    /// Only a refusal of the registry is noted, not that it could not be reached.
    Result<void> exchangeRefused(const handover::Delivery &delivery, const Error &error);
    Result<void> exchangeRefused(const exchange::Delegation &delegation, const Error &error);
    enum class Change { Added, Changed, Deleted };
    Result<void> written(const exchange::Delegation &delegation, Change change, const QString &section, qint64 putCode, const QString &title);

    // ── both ──
    Result<void> probed(const handover::Delivery &delivery, const exchange::Probe &probe);
    Result<void> probed(const ledger::HandOver &handOver, const exchange::Probe &probe);

    // ── receipts ──
    /// One per package, with all its researchers and everything until now. Errors: receipt.unknown_package, receipt.no_client, receipt.empty,
    /// receipt.too_large, jws.key, vault.*.
    Result<handover::Receipt> receiptFor(const QString &environmentId, const QString &packageId);
    /// It was saved, copied or dragged out.
    Result<void> receiptSaved(const handover::Receipt &receipt);

    struct Imported {
        handover::Receipt receipt; ///< of either type
        int news = 0;              ///< entries added; 0 when all of it was known
        QStringList wiped;         ///< iDs of those whose id_token here is gone (recall notice)
    };
    /// A receipt or a recall notice. Importing twice changes nothing. A notice stops what runs on these id_tokens, tries one
    /// exchange each as proof where the client is here, and wipes our copies whatever came of it. Errors: those of
    /// readReceipt(), receipt.unknown_package, receipt.audience (for another client), receipt.other_partner (not from whom the
    /// package was for, or from), receipt.researcher (names somebody who is not in the package), vault.*, ledger.broken.
    QFuture<Result<Imported>> import(const QByteArray &text, const orcid::Environment &environment);

    // ── recall ──
    /// A step that was done; the first one makes the hand-over a recalled one.
    Result<qint64> recallStep(const ledger::HandOver &handOver, const QString &step, const QString &words, const QStringList &lines = {});
    Result<qint64> recallProven(const ledger::HandOver &handOver, const exchange::Probe &probe);
    Result<qint64> recallNotProven(const ledger::HandOver &handOver, const QString &words);

Q_SIGNALS:
    /// Recalled id_tokens work again because the researcher signed in again.
    void cameAlive(const QList<baton::ledger::HandOver> &handOvers);

private:
    struct NoticeJob;
    void migrate();
    Result<qint64> note(ledger::Event::Kind kind, const QString &environmentId, const QString &packageId, const QString &orcid, const QJsonObject &facts,
        const QDateTime &at = {});
    Result<void> noteFor(const Secret &idToken, ledger::Event::Kind kind, const QJsonObject &facts);
    Result<void> refusedFor(const handover::Delivery &delivery, const Error &error);
    void noteWithdrawal(const QString &environmentId, const QString &clientId, const QString &orcid, exchange::Probe::State state);
    Result<int> takeReceipt(const handover::Receipt &receipt);
    Result<int> takeLine(const handover::Receipt &receipt, const handover::Receipt::Line &line, bool &textKept);
    QFuture<Result<Imported>> takeNotice(const handover::Receipt &receipt, const orcid::Environment &environment);
    void tryAndWipe(const std::shared_ptr<NoticeJob> &job);
    Result<void> wipe(handover::Delivery delivery, const QString &sender);

    Parts m;
};

} // namespace baton::desk

Q_DECLARE_METATYPE(baton::ledger::HandOver)
