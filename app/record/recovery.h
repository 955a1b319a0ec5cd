#pragma once

#include "app/base/whendone.h"
#include "app/record/journal.h"
#include "app/record/recordclient.h"

#include <QtCore/QHash>

namespace baton::record {

/// Finds out what became of the writes that nobody waits for any more: left by a crash, or without an answer. Reads the record
/// back and settles each as Confirmed or Refused ("it never arrived"); sends nothing (S45). Single use; deletes itself.
class Recovery : public QObject {
    Q_OBJECT
public:
    Recovery(RecordClient &client, const exchange::DelegatedSession &session, Journal &journal, QObject *parent);

    /// How many were settled; what could not be read stays open.
    QFuture<int> run();

private:
    /// Ours of a section as read in this run: a bulk leaves many open at once.
    struct List {
        QList<Item> ours;
        QHash<QString, qsizetype> byKey; ///< identityKeys()
    };
    void next();
    void findAddition(const JournalEntry &entry);
    void searchList(const JournalEntry &entry);
    void readItem(const JournalEntry &entry, bool searched = false);
    void settle(JournalEntry entry, bool arrived, const QJsonObject &stored);

    RecordClient &m_client;
    const exchange::DelegatedSession &m_session;
    Journal &m_journal;
    QList<JournalEntry> m_left;
    QHash<QString, List> m_lists; ///< by section
    int m_settled = 0;
    Answer<int> m_answer;
};

} // namespace baton::record
