#pragma once

#include "app/record/journal.h"
#include "app/record/recordclient.h"

namespace baton::record {

/// Changes a record through the journal: noted on disk, sent, read back, settled (S44, S45). What cannot be noted is not
/// sent. Also takes back what was written, and finds out what became of writes that a crash left open.
class Writer : public QObject {
    Q_OBJECT
public:
    Writer(RecordClient &client, exchange::DelegatedSession &session, Journal &journal, QObject *parent = nullptr);
    ~Writer() override;

    /// Errors: those of RecordClient and Journal.
    QFuture<Result<Item>> add(const QString &section, const QJsonObject &content);
    /// Many works by bulk POST: all are noted before the first is sent. Errors: as of add(), and record.cancelled after `stop`.
    QFuture<BulkResults> addWorks(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop = {});
    /// `before`: the item as it was opened; theirs and mine are compared with it when it was changed meanwhile
    /// (record.changed, details.theirs = the item as it is now).
    QFuture<Result<Item>> change(const QString &section, qint64 putCode, const QJsonObject &content, const QJsonObject &before);
    /// The item is read in full first, so that it can be added again.
    QFuture<Result<void>> remove(const Item &item);

    /// What taking back an entry would do.
    struct UndoPlan {
        bool possible = false;
        JournalEntry::Act act = JournalEntry::Act::Delete; ///< the act that takes it back
        QString words;      ///< "Delete “On tokens” again", or why it is not possible
        QString note;       ///< what will not be as before: "It gets a new put-code."; may be empty
        QJsonObject content; ///< what will be sent; empty for Delete
        qint64 putCode = 0; ///< the item's, as it is now; 0 when it is added again
        QJsonObject known;  ///< the item as the journal knows it to be stored; empty when it does not, and in planInTurn()
        QDateTime changedAt; ///< UTC; when it got another content than the entry's from here; invalid: it did not
    };
    /// Now, whatever was done to the item since; not possible once the journal knows that the item is gone.
    UndoPlan planUndo(const JournalEntry &entry) const;
    /// When its turn comes among those of standing(): everything later has been taken back by then.
    UndoPlan planInTurn(const JournalEntry &entry) const;
    /// Errors: those of writing, journal.unknown, record.cannot_undo, record.changed (it was changed since: nothing is sent).
    QFuture<Result<void>> undo(const QString &entryId);
    /// Takes back what is confirmed and not undone, newest first; one that fails is told and the rest goes on.
    struct UndoSummary {
        int undone = 0;
        QList<Error> failures;
    };
    QFuture<UndoSummary> undoAll(const QStringList &entryIds);
    /// What still shows on the record, newest first: confirmed and not taken back. The acts that took something back are not
    /// among them, nor what was done to an item that is gone, unless its deletion is among them. `session` empty = since the first entry of this delegation, whichever session.
    QList<JournalEntry> standing(const QString &session = {}) const;
    void stopUndoing();

    /// Reads back what was left open for this record: each becomes Confirmed or Refused ("it never arrived"). Number settled.
    QFuture<int> recover();

    /// The stretch of work since the delegation began.
    const QString &currentSession() const { return m_stretch; }
    Place place() const;
    Journal &journal() const { return m_journal; }

Q_SIGNALS:
    void undoProgress(int done, int of);
    /// In the journal, not sent yet: comes from within add(), change() or remove() of an item that is there in full.
    void noted(const QString &entryId);

private:
    Result<QString> begin(const JournalEntry &entry);
    void close(const JournalEntry &entry);
    JournalEntry entryFor(JournalEntry::Act act, const QString &section) const;
    Result<QStringList> beginAll(const QList<JournalEntry> &entries);
    void closeAll(const QList<JournalEntry> &entries);
    static void takeOver(JournalEntry &entry, const Result<Item> &result);
    static Failure notNoted(const Error &reason);
    void settle(JournalEntry entry, const Result<Item> &result);
    void settleRemoval(JournalEntry entry, const Result<void> &result);
    int depth(const JournalEntry &entry) const;
    qint64 putCodeNow(const JournalEntry &entry) const;
    struct Known;
    Known knownOf(const QString &section, qint64 putCode) const;
    void undoAdd(const JournalEntry &entry, const Answer<Result<void>> &answer);
    void undoChange(const JournalEntry &entry, const Answer<Result<void>> &answer);
    void undoDelete(const JournalEntry &entry, const Answer<Result<void>> &answer);
    void markUndone(const QString &entryId, const Answer<Result<void>> &answer, const Result<void> &done);
    void removeFull(const Item &item, const QString &undoes, const Answer<Result<void>> &answer);
    QFuture<Result<Item>> addNoted(const QString &section, const QJsonObject &content, const QString &undoes);
    QFuture<Result<Item>> changeNoted(const QString &section, qint64 putCode, const QJsonObject &content, const QJsonObject &before, const QString &undoes);
    struct UndoRun;
    void nextUndo(const std::shared_ptr<UndoRun> &run);
    struct Recovery;
    void nextRecovery(const std::shared_ptr<Recovery> &run);
    void recoverAdd(const JournalEntry &entry, const std::shared_ptr<Recovery> &run);
    void searchRecovered(const JournalEntry &entry, const std::shared_ptr<Recovery> &run);
    void recoverItem(const JournalEntry &entry, const std::shared_ptr<Recovery> &run, bool searched = false);
    void recovered(JournalEntry entry, bool arrived, const QJsonObject &stored, const std::shared_ptr<Recovery> &run);

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    Journal &m_journal;
    QString m_stretch;
    QSet<QString> m_underWay; ///< entries whose answer is awaited here
    bool m_stopUndoing = false;
};

} // namespace baton::record
