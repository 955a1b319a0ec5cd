#pragma once

#include "app/exchange/probe.h"
#include "app/vault/vault.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

namespace baton::ledger {

/// One link of the chain: something that happened to one researcher's permission, or (with an empty iD) to a whole package.
/// Holds no token and no secret. Facts are texts, integers, true or false, or lists of texts; times in them are ISO 8601 with
/// milliseconds, UTC. `receipt` is the hex SHA-256 of a signed receipt, whose text stands in the fact `signed` of its first entry.
struct Event {
    enum class Kind {
        Made,      ///< sealed here; facts: partner, partnerClientId, clientId, researcher, protection, scopes, purpose, useBy, tokenId
        Received,  ///< opened here; the same facts from the other side
        Opened,    ///< a signed receipt; facts: at, thumbprint, receipt; made here: sent (true)
        Exchanged, ///< facts: scopes; from a receipt also at, count, receipt
        Refused,   ///< facts: reason; of an exchange also what Probed has; nothing was kept of it: notKept (true); from a receipt also at, receipt
        Written,   ///< facts: section, putCode, what (added, changed, deleted), title
        Probed,    ///< facts: state, status, words, scopes, nextTry
        Recall,    ///< facts: step, words, lines
        Notice,    ///< the original client's signed recall notice was imported here; facts: at, thumbprint, receipt
        Proven,    ///< an exchange was refused as it should be; facts: status, words
        NotProven, ///< an exchange still worked, or nobody could try; facts: words
        Wiped      ///< the copy of the id_token here is gone; facts: why
    };

    qint64 number = 0;       ///< 1, 2, 3, … without gaps
    QDateTime at;            ///< UTC
    Kind kind = Kind::Made;
    QString environmentId, packageId, orcid; ///< packageId: jti; orcid: bare iD
    QJsonObject facts;
    QByteArray previous, hash; ///< 32 bytes each; hash = SHA-256 over the canonical JSON of everything above and `previous`

    /// "made", "received", …: as stored and exported.
    static QString name(Kind kind);
    static std::optional<Kind> kindOf(const QString &name);
};

/// Everything known of one researcher's permission in one package, folded from its events: a row of the ledger.
struct HandOver {
    enum class Direction { Made, Received };

    Direction direction = Direction::Made;
    QString environmentId, packageId, orcid, researcher;
    QString clientId;                     ///< the original client
    QString partner, partnerClientId;     ///< the other side; empty with a passphrase
    QString protection, purpose;
    QStringList scopes;
    QString tokenId;                      ///< hex SHA-256 of the id_token (Inbox::idOf)
    QDateTime when, useBy;
    QDateTime openedAt, lastExchangeAt, probedAt, recalledAt;
    int exchanges = 0, written = 0;       ///< written: items that stand on the record under it
    QList<qint64> putCodes;               ///< of those
    QString refusal;                      ///< why it was refused, if it was
    std::optional<exchange::Probe> lastProbe; ///< of this id_token, whichever package it was probed in
    bool receiptSent = false, recalled = false, proven = false, wiped = false;
    bool registryForgot = false;          ///< the practice registry stopped or began anew since; see forgetBefore()
    QList<Event> events;                  ///< oldest first
    bool knownAsEnded() const;            ///< the registry said so last
    bool stillUsable() const;             ///< not recalled and proven, not known as ended
};

/// The chain of what was handed over and received, kept in the vault (kind "ledger", id = the number with ten digits).
/// Only grows: an entry is never changed.
class Ledger : public QObject {
    Q_OBJECT
public:
    explicit Ledger(vault::Vault &vault, QObject *parent = nullptr);
    ~Ledger() override;

    /// Fills number, previous and hash. Errors: vault.*, ledger.broken (the end of the chain does not fit: nothing is added to it).
    Result<qint64> append(Event event);
    /// The vault was opened a moment ago and its entries are still being read, off the calling thread; changed() follows. Whoever
    /// only shows something waits for that; the functions below wait by themselves.
    bool isLoading() const;
    const QList<Event> &events() const;   ///< oldest first, of all environments
    QList<HandOver> handOvers(const QString &environmentId) const; ///< newest first
    /// The row of the side that made it where both sides are on this computer.
    std::optional<HandOver> find(const QString &packageId, const QString &orcid) const;
    /// What was handed over there before gives nothing any more, for the registry began anew (a practice registry does); later
    /// rows are not touched. Known in this run only, and told by handOvers() alone.
    void forgetBefore(const QString &environmentId, const QDateTime &at);
    std::optional<HandOver> find(const QString &packageId, const QString &orcid, HandOver::Direction direction) const;
    QList<HandOver> ofPackage(const QString &packageId, HandOver::Direction direction) const; ///< one for each researcher

    struct Chain {
        bool unbroken = true;
        qint64 firstWrong = 0; ///< number of the first entry that does not follow the one before
        QString words;
        qsizetype length = 0;
        QByteArray head;       ///< hash of the last entry
    };
    /// As found when the vault was opened, and what was added since; costs nothing.
    const Chain &chain() const;
    /// Reads everything anew and checks it. A tail cut off is noticed by the end kept beside the chain (kind "ledger-head").
    Chain check() const;

    /// The hand-overs as CSV (cells safe in a spreadsheet, S53) or the whole chain as JSON that can be checked elsewhere.
    static QByteArray toCsv(const QList<HandOver> &handOvers);
    QByteArray toJson() const;

Q_SIGNALS:
    void changed();

private:
    struct Contents;
    struct Private;
    void load();
    Contents &all() const;

    vault::Vault &m_vault;
    std::unique_ptr<Private> d;
};

} // namespace baton::ledger
