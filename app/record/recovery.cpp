#include "app/record/recovery.h"

#include "app/record/content.h"

namespace baton::record {

using namespace Qt::StringLiterals;
using Act = JournalEntry::Act;
using State = JournalEntry::State;

Recovery::Recovery(RecordClient &client, const exchange::DelegatedSession &session, Journal &journal, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_journal(journal)
{
}

QFuture<int> Recovery::run()
{
    const Place place = Place::of(m_session.delegation());
    whenDone(m_journal.prepare(place.environmentId, place.orcid), this, [this, place](int) {
        const bool isHere = m_session.isActive() && Place::of(m_session.delegation()) == place;
        for (const JournalEntry &entry : isHere ? m_journal.open(place.environmentId, place.orcid) : QList<JournalEntry>()) {
            // What this run of Baton is sending right now is not left over.
            if (!m_journal.isUnderWay(entry.id))
                m_left << entry;
        }
        next();
    });
    return m_answer.future();
}

void Recovery::next()
{
    if (m_left.isEmpty() || !m_session.isActive()) {
        m_answer.give(m_settled);
        return deleteLater();
    }
    const JournalEntry entry = m_left.takeFirst();
    if (entry.act == Act::Add && entry.putCode == 0)
        findAddition(entry);
    else
        readItem(entry);
}

void Recovery::findAddition(const JournalEntry &entry)
{
    if (m_lists.contains(entry.section))
        return searchList(entry);
    whenDone(m_client.readSection(entry.section), this, [this, entry](const Result<SectionContent> &content) {
        if (!content)
            return next(); // stays open; the page says why reading fails
        List &list = m_lists[entry.section];
        for (const Item &item : content->items) {
            if (!item.source.sameTuple(m_client.ourSource()))
                continue;
            for (const QString &key : identityKeys(entry.section, item.json))
                list.byKey.insert(key, list.ours.size());
            list.ours << item;
        }
        searchList(entry);
    });
}

void Recovery::searchList(const JournalEntry &entry)
{
    const List &list = m_lists[entry.section];
    qsizetype found = -1;
    for (const QString &key : identityKeys(entry.section, entry.sent))
        found = std::max(found, list.byKey.value(key, -1));
    for (qsizetype i = 0; found < 0 && !hasIdentity(entry.section, entry.sent) && i < list.ours.size(); ++i) {
        const Item &item = list.ours.at(i);
        if (item.createdAt.isValid() && item.createdAt >= entry.at.addSecs(-300) && isStored(entry.section, entry.sent, item.json))
            found = i;
    }
    if (found < 0)
        return settle(entry, false, {});
    JournalEntry named = entry;
    named.putCode = list.ours.at(found).putCode;
    readItem(named, true);
}

void Recovery::readItem(const JournalEntry &entry, bool searched)
{
    whenDone(m_client.readItem(entry.section, entry.putCode), this, [this, entry, searched](const Result<Item> &item) {
        if (!item && item.error().httpStatus == 404 && entry.act == Act::Add && !searched)
            return findAddition(entry); // the put-code may have been cut short
        if (!item && item.error().httpStatus == 404)
            return settle(entry, entry.act == Act::Delete, {});
        if (!item)
            return next();
        if (entry.act == Act::Delete)
            return settle(entry, false, {});
        settle(entry, isStored(entry.section, entry.sent, item->json), item->json);
    });
}

void Recovery::settle(JournalEntry entry, bool arrived, const QJsonObject &stored)
{
    entry.state = arrived ? State::Confirmed : State::Refused;
    entry.stored = arrived ? stored : QJsonObject();
    entry.reason = arrived ? QString() : tr("It never arrived at the registry.");
    if (m_journal.settle(entry))
        ++m_settled;
    next();
}

} // namespace baton::record
