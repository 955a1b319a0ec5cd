// Many works at once: noted together, sent in bulk, each settled for itself.

#include "app/record/writer.h"

#include "app/base/whendone.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"

namespace baton::record {

using namespace Qt::StringLiterals;

QFuture<BulkResults> Writer::addWorks(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop)
{
    QList<JournalEntry> entries;
    for (const QJsonObject &work : works) {
        JournalEntry entry = entryFor(JournalEntry::Act::Add, u"works"_s);
        entry.sent = forPost(work);
        entry.title = itemFromJson(u"works"_s, work, true).title;
        entries << entry;
    }
    const auto ids = beginAll(entries);
    if (!ids)
        return readyFuture<BulkResults>(BulkResults(works.size(), notNoted(ids.error())));
    for (qsizetype i = 0; i < entries.size(); ++i)
        entries[i].id = ids->at(i);
    const Answer<BulkResults> answer;
    whenDone(m_client.addWorks(works, stop), this, [this, entries, answer](const BulkResults &results) mutable {
        for (qsizetype i = 0; i < entries.size(); ++i)
            takeOver(entries[i], results.at(i));
        closeAll(entries);
        answer.give(results);
    });
    return answer.future();
}

Result<QStringList> Writer::beginAll(const QList<JournalEntry> &entries)
{
    const auto ids = m_journal.beginAll(entries);
    for (const QString &id : ids.value_or(QStringList())) {
        m_underWay.insert(id);
        m_journal.setUnderWay(id, true);
        Q_EMIT noted(id);
    }
    return ids;
}

// A journal that cannot be written any more leaves them open: recover() settles them later.
void Writer::closeAll(const QList<JournalEntry> &entries)
{
    for (const JournalEntry &entry : entries) {
        m_underWay.remove(entry.id);
        m_journal.setUnderWay(entry.id, false);
    }
    (void)m_journal.settleAll(entries);
}

} // namespace baton::record
