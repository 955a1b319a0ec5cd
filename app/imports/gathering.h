#pragma once

#include "app/imports/rehearsal.h"
#include "app/record/fullitems.h"

namespace baton::imports {

/// Reads what a rehearsal needs of the record: the lists of the rows' sections, then in full those items of ours that rows meet.
/// Single use; deletes itself after its answer.
class Gathering : public QObject {
    Q_OBJECT
public:
    Gathering(record::RecordClient &client, exchange::DelegatedSession &session, QObject *parent = nullptr);

    /// Beside others at work: each list and each section's items only when their turn comes, at that pace. Before start().
    using Turn = std::function<void(QObject *context, std::function<void()> then)>;
    void setTurn(const Turn &turn) { m_turn = turn; }
    void setPace(const record::FullItems::Pace &pace) { m_full.setPace(pace); }
    /// Errors: those of RecordClient, imports.cancelled.
    QFuture<Result<Items>> start(const QList<formats::Row> &rows, const Codes &kept);
    void cancel();

Q_SIGNALS:
    void progress(int done, int of); ///< items read in full; `of` 0: lists, of a size nobody knows yet

private:
    void inTurn(const std::function<void()> &then);
    void nextList();
    void readList(const QString &section);
    void findNeeded();
    void nextItems();
    void readItems(const QString &section, const QList<qint64> &putCodes);
    void take(const QString &section, const QList<record::Item> &items);
    void finish(const Result<Items> &result);

    record::RecordClient &m_client;
    record::FullItems m_full;
    Turn m_turn;
    QList<formats::Row> m_rows;
    Codes m_kept;
    Terms m_terms;
    QStringList m_lists;
    QList<std::pair<QString, QList<qint64>>> m_needed;
    Items m_items;
    int m_done = 0, m_of = 0;
    Answer<Result<Items>> m_answer;
};

} // namespace baton::imports
