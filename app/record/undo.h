#pragma once

#include "app/record/writer.h"

namespace baton::record {

/// Takes back what the journal knows to be written: one entry, or many, newest first. Taking back is a write like any other,
/// noted in the journal, and can be taken back too.
class Undo : public QObject {
    Q_OBJECT
public:
    Undo(RecordClient &client, const exchange::DelegatedSession &session, Writer &writer, QObject *parent = nullptr);

    /// What taking back an entry would do.
    struct Plan {
        bool possible = false;
        JournalEntry::Act act = JournalEntry::Act::Delete; ///< the act that takes it back
        QString words;       ///< "Delete “On tokens” again", or why it is not possible
        QString note;        ///< what will not be as before: "It gets a new put-code."; may be empty
        QJsonObject content; ///< what will be sent; empty for Delete
        qint64 putCode = 0;  ///< the item's, as it is now; 0 when it is added again
        QJsonObject known;   ///< the item as the journal knows it to be stored; empty when it does not, and in planInTurn()
        QDateTime changedAt; ///< UTC; when it got another content than the entry's from here; invalid: it did not
    };
    /// Now, whatever was done to the item since; not possible once the journal knows that the item is gone.
    Plan plan(const JournalEntry &entry) const;
    /// When its turn comes among those of standing(): everything later has been taken back by then.
    Plan planInTurn(const JournalEntry &entry) const;
    /// What still shows on the record, newest first: confirmed and not taken back. The acts that took something back are not
    /// among them, nor what was done to an item that is gone, unless its deletion is among them. `session` empty = since the
    /// first entry of this delegation, whichever session.
    QList<JournalEntry> standing(const QString &session = {}) const;

    /// Errors: those of writing, journal.unknown, record.cannot_undo, record.changed (it was changed since: nothing is sent;
    /// details.theirs = the item as it is now).
    QFuture<Result<void>> takeBack(const QString &entryId);
    struct Summary {
        int undone = 0;
        QList<Error> failures;
    };
    /// Newest first; one that fails is told and the rest goes on, until stop().
    QFuture<Summary> takeBackAll(const QStringList &entryIds);
    void stop() { m_stop = true; }

Q_SIGNALS:
    void progress(int done, int of);

private:
    struct Known;
    struct Many;
    Known knownOf(const QString &section, qint64 putCode) const;
    int depth(const JournalEntry &entry) const;
    qint64 putCodeNow(const JournalEntry &entry) const;
    void takeBackAddition(const JournalEntry &entry, const Answer<Result<void>> &answer);
    void takeBackChange(const JournalEntry &entry, const Answer<Result<void>> &answer);
    void takeBackDeletion(const JournalEntry &entry, const Answer<Result<void>> &answer);
    void markUndone(const QString &entryId, const Answer<Result<void>> &answer, const Result<void> &done);
    void next(const std::shared_ptr<Many> &run);

    RecordClient &m_client;
    const exchange::DelegatedSession &m_session;
    Writer &m_writer;
    Journal &m_journal;
    bool m_stop = false;
};

} // namespace baton::record
