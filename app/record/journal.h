#pragma once

#include "app/base/whendone.h"
#include "app/record/item.h"
#include "app/vault/vault.h"

#include <QtCore/QCache>
#include <QtCore/QObject>
#include <QtCore/QSet>

namespace baton::exchange {
struct Delegation;
}

namespace baton::record {

/// Whose record, under which delegation.
struct Place {
    QString environmentId, orcid;              ///< bare iD
    QString originalClientId, secondClientId;

    static Place of(const exchange::Delegation &delegation);
    bool sameRecord(const Place &other) const { return environmentId == other.environmentId && orcid == other.orcid; }
    friend bool operator==(const Place &, const Place &) = default;
};

/// One write as the journal keeps it: noted before it is sent, settled when its outcome is known (S44, S45).
struct JournalEntry {
    enum class Act { Add, Change, Delete };
    enum class State {
        Sending,   ///< noted; if Baton ends here, the outcome is unknown
        Unknown,   ///< sent, no answer that tells, and reading back failed too
        Confirmed, ///< read back: the registry has what was sent
        Refused,   ///< the registry said no, or nothing arrived there; see reason
        Undone     ///< confirmed, and taken back since
    };

    QString id;               ///< made by Journal; of one record they sort by time
    QString session;          ///< one stretch of work on one record: what "undo this session" takes back
    Place place;
    Act act = Act::Add;
    State state = State::Sending;
    QString section;          ///< orcid section key
    qint64 putCode = 0;       ///< 0 until the registry gave one
    QString title;            ///< of the item, for lists
    QJsonObject before;       ///< as stored before; empty for Add
    QJsonObject sent;         ///< empty for Delete
    QJsonObject stored;       ///< as read back; empty for Delete
    QDateTime at, settledAt;  ///< UTC
    QString reason;           ///< of a refusal, or why it cannot be undone
    QString undoes;           ///< id of the entry that this one takes back
    int times = 1;            ///< how often it was sent

    bool isOpen() const { return state == State::Sending || state == State::Unknown; }
    static QString name(Act act);
    static QString name(State state);
};

/// Every write to a record, in order, encrypted in the vault (kind "journal"). What it holds of a record is read when that record is
/// asked for: opening one costs the same after years of writing to many.
class Journal : public QObject {
    Q_OBJECT
public:
    explicit Journal(vault::Vault &vault, QObject *parent = nullptr);

    /// On disk when it returns; a request may leave only then (S45). Fills id, at and state. Errors: vault.*.
    Result<QString> begin(JournalEntry entry);
    /// The same for many, all or none; the ids are in their order.
    Result<QStringList> beginAll(QList<JournalEntry> entries);
    /// Takes over what is known now: state, putCode, stored, reason, times. Errors: vault.*, journal.unknown.
    Result<void> settle(const JournalEntry &entry);
    Result<void> settleAll(const QList<JournalEntry> &entries);
    /// Somebody here waits for the answer: nothing to be read back by anybody else. Whoever begins an entry says when that is over.
    void setUnderWay(const QString &id, bool underWay);
    bool isUnderWay(const QString &id) const { return m_underWay.contains(id); }
    std::optional<JournalEntry> find(const QString &id) const;
    /// Reads what there is of a record beside the window's thread, so that entries() and open() have it at hand. Gives how many.
    QFuture<int> prepare(const QString &environmentId, const QString &orcid);
    int count(const QString &environmentId, const QString &orcid) const; ///< without reading them
    QList<JournalEntry> entries(const QString &environmentId, const QString &orcid) const; ///< newest first
    /// Those whose outcome nobody knows, oldest first: left by a crash, or without an answer.
    QList<JournalEntry> open(const QString &environmentId, const QString &orcid) const;
    /// Forgets settled entries older than that (Preferences: "Keep journal for"), a few at a time between whatever else happens.
    /// Gives how many. Errors: vault.*.
    QFuture<Result<int>> prune(const QDateTime &before);
    static QString newSession();
    /// Where it is kept, for what else belongs to the record's changes.
    vault::Vault &vault() const { return m_vault; }

Q_SIGNALS:
    void changed();

private:
    using Entries = QList<JournalEntry>; ///< of one record, newest first
    struct Pruning;
    Entries entriesOf(const QString &folder) const;
    void prepare(const QString &folder, int attempt, const Answer<int> &answer);
    void noteSettled(const JournalEntry &entry);
    void pruneNext(const std::shared_ptr<Pruning> &run);

    vault::Vault &m_vault;
    static constexpr int recordsInMemory = 4;
    mutable QCache<QString, Entries> m_records { recordsInMemory }; ///< by folderOf()
    int m_changes = 0; ///< counts them: what was read before the last one is out of date
    QSet<QString> m_underWay;
};

/// Something typed and not sent yet. Kept until it is sent or thrown away.
struct Draft {
    QString id;               ///< made by Drafts when empty
    Place place;
    QString section;
    qint64 putCode = 0;       ///< 0 = a new item
    QString title;
    QString researcher;       ///< whose record it is, by name; may be empty
    QJsonObject before;       ///< the item as it was opened; empty for a new one
    QJsonObject content;      ///< as typed
    QDateTime at;             ///< last change, UTC
    bool inEditor = false;    ///< it was being typed; still set after Baton ended unexpectedly
};

/// Drafts in the vault (kind "draft"): they survive a crash and a restart.
class Drafts : public QObject {
    Q_OBJECT
public:
    explicit Drafts(vault::Vault &vault, QObject *parent = nullptr);

    /// The id under which it is kept. Errors: vault.*.
    Result<QString> save(Draft draft);
    Result<void> remove(const QString &id);
    std::optional<Draft> find(const QString &id) const;
    QList<Draft> drafts(const QString &environmentId, const QString &orcid) const; ///< newest first; empty iD = all of the environment

Q_SIGNALS:
    void changed();

private:
    vault::Vault &m_vault;
};

} // namespace baton::record
