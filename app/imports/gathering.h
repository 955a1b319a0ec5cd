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

    /// Errors: those of RecordClient, imports.cancelled.
    QFuture<Result<Items>> start(const QList<formats::Row> &rows, const Codes &kept);
    void cancel();

Q_SIGNALS:
    void progress(int done, int of); ///< items read in full; `of` 0: lists, of a size nobody knows yet

private:
    void nextList();
    void nextItems();
    void take(const QString &section, const QList<record::Item> &items);
    void finish(const Result<Items> &result);

    record::RecordClient &m_client;
    record::FullItems m_full;
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
