#pragma once

#include "app/record/journal.h"
#include "app/record/recordclient.h"

namespace baton::record {

/// Changes a record through the journal: noted on disk, sent, read back, settled (S44, S45). What cannot be noted is not
/// sent. `undoes`: id of the entry that a write takes back, empty for an act of its own; see Undo.
class Writer : public QObject {
    Q_OBJECT
public:
    Writer(RecordClient &client, exchange::DelegatedSession &session, Journal &journal, QObject *parent = nullptr);
    ~Writer() override;

    /// Errors: those of RecordClient and Journal.
    QFuture<Result<Item>> add(const QString &section, const QJsonObject &content, const QString &undoes = {});
    /// Many works by bulk POST: all are noted before the first is sent. Errors: as of add(), and record.cancelled after `stop`.
    QFuture<BulkResults> addWorks(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop = {});
    /// `before`: the item as it was opened; theirs and mine are compared with it when it was changed meanwhile
    /// (record.changed, details.theirs = the item as it is now).
    QFuture<Result<Item>> change(const QString &section, qint64 putCode, const QJsonObject &content, const QJsonObject &before, const QString &undoes = {});
    /// The item is read in full first, so that it can be added again.
    QFuture<Result<void>> remove(const Item &item, const QString &undoes = {});

    /// Reads back what was left open for this record, see Recovery. Number settled.
    QFuture<int> recover();

    /// The stretch of work since the delegation began.
    const QString &currentSession() const { return m_stretch; }
    Place place() const;
    Journal &journal() const { return m_journal; }

Q_SIGNALS:
    /// In the journal, not sent yet: comes from within add(), change() or remove() of an item that is there in full.
    void noted(const QString &entryId);

private:
    JournalEntry entryFor(JournalEntry::Act act, const QString &section) const;
    Result<QString> begin(const JournalEntry &entry);
    Result<QStringList> beginAll(const QList<JournalEntry> &entries);
    void close(const JournalEntry &entry);
    void closeAll(const QList<JournalEntry> &entries);
    static Failure notNoted(const Error &reason);
    QFuture<Result<Item>> write(JournalEntry entry, const std::function<QFuture<Result<Item>>()> &send);
    void removeFull(const Item &item, const QString &undoes, const Answer<Result<void>> &answer);
    static void takeOver(JournalEntry &entry, const Result<Item> &result);
    void settleRemoval(JournalEntry entry, const Result<void> &result);

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    Journal &m_journal;
    QString m_stretch;
    QSet<QString> m_underWay; ///< entries whose answer is awaited here
};

} // namespace baton::record
