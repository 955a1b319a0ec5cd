#include "app/record/writer.h"

#include "app/base/whendone.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/recovery.h"

namespace baton::record {

using namespace Qt::StringLiterals;
using Act = JournalEntry::Act;
using State = JournalEntry::State;

namespace {

/// The outcome of a write is not known when no answer told it and reading back failed too.
bool isUnknown(const Error &error)
{
    return error.code == u"record.unknown" || error.code == u"record.read_back";
}

QString titleOf(const QString &section, const QJsonObject &content)
{
    return itemFromJson(section, content, true).title;
}

} // namespace

Failure Writer::notNoted(const Error &reason)
{
    Error error = reason;
    error.what = tr("The change could not be noted on this computer, so nothing was sent. %1").arg(reason.what);
    return fail(std::move(error));
}

Writer::Writer(RecordClient &client, exchange::DelegatedSession &session, Journal &journal, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_journal(journal), m_stretch(Journal::newSession())
{
    connect(&session, &exchange::DelegatedSession::began, this, [this] { m_stretch = Journal::newSession(); });
}

// Whoever comes after has to read back what nobody waits for any more.
Writer::~Writer()
{
    for (const QString &id : std::as_const(m_underWay))
        m_journal.setUnderWay(id, false);
}

Result<QString> Writer::begin(const JournalEntry &entry)
{
    const auto id = m_journal.begin(entry);
    if (!id)
        return id;
    m_underWay.insert(*id);
    m_journal.setUnderWay(*id, true);
    Q_EMIT noted(*id);
    return id;
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

// A journal that cannot be written any more leaves the entry open: recover() settles it later.
void Writer::close(const JournalEntry &entry)
{
    m_underWay.remove(entry.id);
    m_journal.setUnderWay(entry.id, false);
    (void)m_journal.settle(entry);
}

void Writer::closeAll(const QList<JournalEntry> &entries)
{
    for (const JournalEntry &entry : entries) {
        m_underWay.remove(entry.id);
        m_journal.setUnderWay(entry.id, false);
    }
    (void)m_journal.settleAll(entries);
}

Place Writer::place() const
{
    return Place::of(m_session.delegation());
}

JournalEntry Writer::entryFor(Act act, const QString &section) const
{
    JournalEntry entry;
    entry.session = m_stretch;
    entry.place = place();
    entry.act = act;
    entry.section = section;
    return entry;
}

QFuture<Result<Item>> Writer::add(const QString &section, const QJsonObject &content, const QString &undoes)
{
    JournalEntry entry = entryFor(Act::Add, section);
    entry.sent = forPost(content);
    entry.title = titleOf(section, content);
    entry.undoes = undoes;
    return write(entry, [&] { return m_client.add(section, content); });
}

QFuture<Result<Item>> Writer::change(const QString &section, qint64 putCode, const QJsonObject &content, const QJsonObject &before, const QString &undoes)
{
    JournalEntry entry = entryFor(Act::Change, section);
    entry.putCode = putCode;
    entry.before = before;
    entry.sent = forPut(before, content, putCode);
    entry.title = titleOf(section, content);
    entry.undoes = undoes;
    return write(entry, [&] { return m_client.update(section, putCode, content); });
}

QFuture<Result<Item>> Writer::write(JournalEntry entry, const std::function<QFuture<Result<Item>>()> &send)
{
    const auto id = begin(entry);
    if (!id)
        return readyFuture<Result<Item>>(notNoted(id.error()));
    entry.id = *id;
    const Answer<Result<Item>> answer;
    whenDone(send(), this, [this, entry, answer](const Result<Item> &result) mutable {
        takeOver(entry, result);
        close(entry);
        answer.give(result);
    });
    return answer.future();
}

QFuture<BulkResults> Writer::addWorks(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop)
{
    QList<JournalEntry> entries;
    for (const QJsonObject &work : works) {
        JournalEntry entry = entryFor(Act::Add, u"works"_s);
        entry.sent = forPost(work);
        entry.title = titleOf(u"works"_s, work);
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

QFuture<Result<void>> Writer::remove(const Item &item, const QString &undoes)
{
    const Answer<Result<void>> answer;
    if (item.full) {
        removeFull(item, undoes, answer);
        return answer.future();
    }
    whenDone(m_client.readItem(item.section, item.putCode), this, [this, item, undoes, answer](const Result<Item> &full) {
        if (full)
            removeFull(*full, undoes, answer);
        else if (m_client.deletesOnly())
            removeFull(item, undoes, answer); // nothing can be read any more: what the list told has to do
        else
            answer.give(fail(full.error()));
    });
    return answer.future();
}

void Writer::removeFull(const Item &item, const QString &undoes, const Answer<Result<void>> &answer)
{
    JournalEntry entry = entryFor(Act::Delete, item.section);
    entry.putCode = item.putCode;
    entry.before = item.json;
    entry.title = item.title;
    entry.undoes = undoes;
    const auto id = begin(entry);
    if (!id)
        return answer.give(notNoted(id.error()));
    entry.id = *id;
    whenDone(m_client.remove(item.section, item.putCode), this, [this, entry, answer](const Result<void> &result) {
        settleRemoval(entry, result);
        answer.give(result);
    });
}

void Writer::takeOver(JournalEntry &entry, const Result<Item> &result)
{
    if (result) {
        entry.state = State::Confirmed;
        entry.putCode = result->putCode;
        entry.stored = result->json;
        entry.title = result->title;
    } else {
        entry.state = isUnknown(result.error()) ? State::Unknown : State::Refused;
        entry.reason = result.error().text();
        if (const qint64 putCode = result.error().details[u"put-code"_s].toInteger(); putCode > 0 && isUnknown(result.error()))
            entry.putCode = putCode;
    }
}

void Writer::settleRemoval(JournalEntry entry, const Result<void> &result)
{
    if (result) {
        entry.state = State::Confirmed;
    } else {
        entry.state = isUnknown(result.error()) ? State::Unknown : State::Refused;
        entry.reason = result.error().text();
    }
    close(entry);
}

QFuture<int> Writer::recover()
{
    return (new Recovery(m_client, m_session, m_journal, this))->run();
}

} // namespace baton::record
