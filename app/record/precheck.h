#pragma once

#include "app/record/undo.h"

namespace baton::record {

/// A write that is meant: what it would do, before anything is sent.
struct Proposal {
    JournalEntry::Act act = JournalEntry::Act::Change;
    QString section;
    qint64 putCode = 0;   ///< 0 for a new item
    QString title;        ///< of the item
    QJsonObject before;   ///< the full item as it was last seen; empty for a new one
    QJsonObject content;  ///< as typed; empty for a deletion
    QString undoes;       ///< journal entry that it takes back; empty for an act of its own
    QDateTime changedAt;  ///< UTC; of an undo: when the item was changed again from here, as the journal has it
    QString note;         ///< what will not be as before; may be empty

    /// The body as it would leave; empty for a deletion.
    QJsonObject body() const;
    /// What the registry has now and what it would have, in the same shape: for the JSON view.
    QJsonObject bodyBefore() const;
    /// "PUT /v3.0/0000-0002-9227-8514/work/1733".
    QString request(const exchange::DelegatedSession &session) const;
    static Proposal ofUndo(const JournalEntry &entry, const Undo::Plan &plan);
};

/// One thing looked at before sending.
struct Check {
    enum class Id { MayChange, Token, Meanwhile, Duplicate, NotSent };
    enum class State {
        Running, ///< being read
        Passed,
        Told,    ///< nothing to pass or fail, worth knowing
        Unknown, ///< reading failed
        Warned,  ///< the registry will say no, or what it holds is not what was seen; it may be sent all the same
        Failed   ///< not to be sent
    };
    Id id = Id::MayChange;
    State state = State::Running;
    QString what, detail;
    QString scope;      ///< the technical name in the detail's beginning, for the fixed font
    qint64 traceId = 0;
    qint64 putCode = 0; ///< Duplicate: of the other item
};

/// What is known of the world at the moment.
struct Circumstances {
    Permission permission;        ///< what RecordClient says of this act and item
    bool ours = true;             ///< both halves of the source are ours; always so for a new item
    QStringList scopes;           ///< of the token
    int secondsLeft = 0;
    bool ended = false, renewsItself = true;
    bool deletesOnly = false;     ///< nothing can be read
    std::optional<Result<Item>> now;               ///< the item, read again
    std::optional<Result<SectionContent>> section; ///< its section, read again
    QDateTime nowAt;              ///< when the item was read again
    Source us;
};

/// In the order of the review page; pure.
QList<Check> checksOf(const Proposal &proposal, const Circumstances &circumstances);
/// Why it is not to be sent; empty when it is.
QString reasonNotToSend(const QList<Check> &checks);

/// Reads again what the checks need: the item, and where identifiers change its section. Single use.
class Precheck : public QObject {
    Q_OBJECT
public:
    Precheck(RecordClient &client, exchange::DelegatedSession &session, const Proposal &proposal, QObject *parent = nullptr);

    void start();
    QList<Check> checks() const;
    bool isDone() const;
    /// The item as it is now, when somebody changed it meanwhile; empty otherwise.
    QJsonObject theirs() const;

Q_SIGNALS:
    void changed();

private:
    Permission permission() const;

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    Proposal m_proposal;
    std::optional<Result<Item>> m_now;
    std::optional<Result<SectionContent>> m_list;
    QDateTime m_nowAt;
    bool m_reads = false, m_lists = false;
};

} // namespace baton::record
