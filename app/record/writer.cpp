#include "app/record/writer.h"

#include "app/base/whendone.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"

#include <QtCore/QCoreApplication>

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

// A journal that cannot be written any more leaves the entry open: recover() settles it later.
void Writer::close(const JournalEntry &entry)
{
    m_underWay.remove(entry.id);
    m_journal.setUnderWay(entry.id, false);
    (void)m_journal.settle(entry);
}

Place Writer::place() const
{
    const exchange::Delegation &delegation = m_session.delegation();
    return { delegation.environment.id, delegation.orcid, delegation.originalClientId, delegation.secondClient.clientId };
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

QFuture<Result<Item>> Writer::add(const QString &section, const QJsonObject &content)
{
    return addNoted(section, content, {});
}

QFuture<Result<Item>> Writer::addNoted(const QString &section, const QJsonObject &content, const QString &undoes)
{
    JournalEntry entry = entryFor(Act::Add, section);
    entry.sent = forPost(content);
    entry.title = titleOf(section, content);
    entry.undoes = undoes;
    const auto id = begin(entry);
    if (!id)
        return readyFuture<Result<Item>>(notNoted(id.error()));
    entry.id = *id;
    const Answer<Result<Item>> answer;
    whenDone(m_client.add(section, content), this, [this, entry, answer](const Result<Item> &result) {
        settle(entry, result);
        answer.give(result);
    });
    return answer.future();
}

QFuture<Result<Item>> Writer::change(const QString &section, qint64 putCode, const QJsonObject &content, const QJsonObject &before)
{
    return changeNoted(section, putCode, content, before, {});
}

QFuture<Result<Item>> Writer::changeNoted(
    const QString &section, qint64 putCode, const QJsonObject &content, const QJsonObject &before, const QString &undoes)
{
    JournalEntry entry = entryFor(Act::Change, section);
    entry.putCode = putCode;
    entry.before = before;
    entry.sent = forPut(before, content, putCode);
    entry.title = titleOf(section, content);
    entry.undoes = undoes;
    const auto id = begin(entry);
    if (!id)
        return readyFuture<Result<Item>>(notNoted(id.error()));
    entry.id = *id;
    const Answer<Result<Item>> answer;
    whenDone(m_client.update(section, putCode, content), this, [this, entry, answer](const Result<Item> &result) {
        settle(entry, result);
        answer.give(result);
    });
    return answer.future();
}

QFuture<Result<void>> Writer::remove(const Item &item)
{
    const Answer<Result<void>> answer;
    if (item.full) {
        removeFull(item, {}, answer);
        return answer.future();
    }
    whenDone(m_client.readItem(item.section, item.putCode), this, [this, item, answer](const Result<Item> &full) {
        if (full)
            removeFull(*full, {}, answer);
        else if (m_client.deletesOnly())
            removeFull(item, {}, answer); // nothing can be read any more: what the list told has to do
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

void Writer::settle(JournalEntry entry, const Result<Item> &result)
{
    takeOver(entry, result);
    close(entry);
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

/// What the journal says of one item as it is now.
struct Writer::Known {
    std::optional<JournalEntry> last;     ///< the newest that gave it a content
    std::optional<JournalEntry> deletion; ///< by which it went
    bool gone = false;
};

Writer::Known Writer::knownOf(const QString &section, qint64 putCode) const
{
    Known known;
    for (const JournalEntry &entry : m_journal.entries(place().environmentId, place().orcid)) {
        const bool arrived = entry.state == State::Confirmed || entry.state == State::Undone;
        if (!arrived || entry.putCode != putCode || entry.section != section)
            continue;
        if (entry.act == Act::Delete && !known.deletion)
            known.deletion = entry;
        else if (entry.act != Act::Delete && !known.last)
            known.last = entry;
        // An addition can be taken back without a deletion: somebody else was faster.
        known.gone = known.gone || entry.act == Act::Delete || (entry.act == Act::Add && entry.state == State::Undone);
    }
    return known;
}

Writer::UndoPlan Writer::planUndo(const JournalEntry &entry) const
{
    UndoPlan plan = planInTurn(entry);
    if (!plan.possible || entry.act == Act::Delete)
        return plan;
    const Known known = knownOf(entry.section, plan.putCode);
    if (known.gone) {
        const bool standing = known.deletion && known.deletion->state == State::Confirmed && known.deletion->place == place() && depth(*known.deletion) % 2 == 0;
        plan.possible = false;
        plan.words = standing ? tr("The item was deleted since. Take back its deletion first.") : tr("The item was deleted since.");
        return plan;
    }
    if (!known.last || known.last->stored.isEmpty())
        return plan;
    plan.known = known.last->stored;
    QJsonObject sent = entry.sent;
    sent[u"put-code"_s] = plan.putCode;
    if (known.last->id > entry.id && !isStored(entry.section, sent, plan.known))
        plan.changedAt = known.last->at;
    if (plan.act == Act::Delete)
        plan.words = tr("Delete “%1”").arg(known.last->title);
    return plan;
}

Writer::UndoPlan Writer::planInTurn(const JournalEntry &entry) const
{
    UndoPlan plan;
    const auto no = [&plan](const QString &why) {
        plan.words = why;
        return plan;
    };
    if (entry.state == State::Undone)
        return no(tr("It was taken back already."));
    if (entry.state == State::Refused)
        return no(tr("It was refused: there is nothing to take back."));
    if (entry.isOpen())
        return no(tr("Nobody knows whether it arrived. Read the record back first."));
    if (!m_session.isActive() || !place().sameRecord(entry.place))
        return no(tr("Open this researcher’s record first."));
    if (place() != entry.place)
        return no(tr("It was written as another client. Only the same two clients can take it back."));
    plan.possible = true;
    switch (entry.act) {
    case Act::Add:
        plan.act = Act::Delete;
        plan.words = tr("Delete “%1”").arg(entry.title);
        plan.putCode = putCodeNow(entry);
        break;
    case Act::Change:
        plan.act = Act::Change;
        plan.words = tr("Bring back the former content of “%1”").arg(entry.title);
        plan.content = entry.before;
        plan.putCode = putCodeNow(entry);
        break;
    case Act::Delete:
        plan.act = Act::Add;
        plan.words = tr("Add “%1” again").arg(entry.title);
        plan.note = tr("It gets a new put-code and today’s dates, and the researcher’s default visibility. The old put-code, %1, does not come back.").arg(entry.putCode);
        plan.content = entry.before;
        break;
    }
    return plan;
}

QFuture<Result<void>> Writer::undo(const QString &entryId)
{
    const auto entry = m_journal.find(entryId);
    if (!entry)
        return readyFuture<Result<void>>(fail(u"journal.unknown"_s, tr("The journal has no such entry.")));
    const UndoPlan plan = planUndo(*entry);
    if (!plan.possible)
        return readyFuture<Result<void>>(fail(u"record.cannot_undo"_s, plan.words));
    const Answer<Result<void>> answer;
    switch (entry->act) {
    case Act::Add:
        undoAdd(*entry, answer);
        break;
    case Act::Change:
        undoChange(*entry, answer);
        break;
    case Act::Delete:
        undoDelete(*entry, answer);
        break;
    }
    return answer.future();
}

// Taking something back is an act that can be taken back too: 0 for an act of its own, 1 for its undoing, 2 for the undoing of that.
int Writer::depth(const JournalEntry &entry) const
{
    int depth = 0;
    for (std::optional<JournalEntry> one = entry; one && !one->undoes.isEmpty(); one = m_journal.find(one->undoes))
        ++depth;
    return depth;
}

QList<JournalEntry> Writer::standing(const QString &session) const
{
    QList<JournalEntry> out;
    using Key = std::pair<QString, qint64>;
    QSet<Key> gone, withdrawn; // gone: and not brought back by what is in `out`; withdrawn: additions taken back
    for (const JournalEntry &entry : m_journal.entries(place().environmentId, place().orcid)) {
        const bool stands = entry.state == State::Confirmed && entry.place == place() && (session.isEmpty() || entry.session == session) && depth(entry) % 2 == 0;
        const bool deletes = entry.act == Act::Delete && (entry.state == State::Undone || (entry.state == State::Confirmed && !stands));
        if (deletes)
            gone.insert(Key(entry.section, entry.putCode));
        if (entry.act == Act::Add && entry.state == State::Undone)
            withdrawn.insert(Key(entry.section, entry.putCode));
        const bool ofGone = stands && entry.act != Act::Delete && gone.contains(Key(entry.section, entry.putCode))
            && gone.contains(Key(entry.section, putCodeNow(entry)));
        if (stands && !ofGone)
            out << entry;
    }
    out.removeIf([&](const JournalEntry &entry) {
        return entry.act == Act::Change && withdrawn.contains(Key(entry.section, entry.putCode)) && putCodeNow(entry) == entry.putCode;
    });
    return out;
}

// An item that was deleted and added again since has another put-code.
qint64 Writer::putCodeNow(const JournalEntry &entry) const
{
    qint64 putCode = entry.putCode;
    const QList<JournalEntry> entries = m_journal.entries(entry.place.environmentId, entry.place.orcid);
    for (auto later = entries.crbegin(); later != entries.crend(); ++later) {
        if (later->id <= entry.id || later->act != Act::Add || later->undoes.isEmpty()
            || (later->state != State::Confirmed && later->state != State::Undone))
            continue;
        const auto deletion = m_journal.find(later->undoes);
        if (deletion && deletion->act == Act::Delete && deletion->section == entry.section && deletion->putCode == putCode)
            putCode = later->putCode;
    }
    return putCode;
}

void Writer::undoAdd(const JournalEntry &entry, const Answer<Result<void>> &answer)
{
    whenDone(m_client.readItem(entry.section, putCodeNow(entry)), this, [this, entry, answer](const Result<Item> &item) {
        if (!item && item.error().httpStatus == 404)
            return markUndone(entry.id, answer, {}); // gone already
        if (!item)
            return answer.give(fail(item.error()));
        const Answer<Result<void>> removed;
        whenDone(removed.future(), this, [this, entry, answer](const Result<void> &done) { markUndone(entry.id, answer, done); });
        removeFull(*item, entry.id, removed);
    });
}

void Writer::undoChange(const JournalEntry &entry, const Answer<Result<void>> &answer)
{
    const qint64 putCode = putCodeNow(entry);
    whenDone(m_client.readItem(entry.section, putCode), this, [this, entry, putCode, answer](const Result<Item> &item) {
        if (!item)
            return answer.give(fail(item.error()));
        QJsonObject sent = entry.sent;
        sent[u"put-code"_s] = putCode;
        if (!isStored(entry.section, sent, item->json)) {
            Error error { u"record.changed"_s, tr("“%1” was changed again since. Nothing was sent.").arg(item->title),
                tr("Take back the later changes first, or edit it by hand."), 0, 0, { { u"theirs"_s, item->json } } };
            return answer.give(fail(std::move(error)));
        }
        // The stamps are those of now; the content is the former one. A field that was empty before is emptied.
        QJsonObject content = entry.before;
        for (const QString &key : item->json.keys()) {
            if (!content.contains(key))
                content.insert(key, QJsonValue::Null);
        }
        content[u"put-code"_s] = putCode;
        content[u"last-modified-date"_s] = item->json[u"last-modified-date"_s];
        whenDone(changeNoted(entry.section, putCode, content, item->json, entry.id), this,
            [this, entry, answer](const Result<Item> &done) { markUndone(entry.id, answer, done ? Result<void>() : fail(done.error())); });
    });
}

void Writer::undoDelete(const JournalEntry &entry, const Answer<Result<void>> &answer)
{
    whenDone(addNoted(entry.section, entry.before, entry.id), this,
        [this, entry, answer](const Result<Item> &done) { markUndone(entry.id, answer, done ? Result<void>() : fail(done.error())); });
}

void Writer::markUndone(const QString &entryId, const Answer<Result<void>> &answer, const Result<void> &done)
{
    if (!done)
        return answer.give(done);
    if (auto entry = m_journal.find(entryId)) {
        entry->state = State::Undone;
        (void)m_journal.settle(*entry);
    }
    answer.give({});
}

struct Writer::UndoRun {
    QStringList left;
    int total = 0;
    UndoSummary summary;
    Answer<UndoSummary> answer;
};

QFuture<Writer::UndoSummary> Writer::undoAll(const QStringList &entryIds)
{
    auto run = std::make_shared<UndoRun>();
    run->left = entryIds;
    std::sort(run->left.begin(), run->left.end(), std::greater<>());
    run->total = int(run->left.size());
    m_stopUndoing = false;
    nextUndo(run);
    return run->answer.future();
}

void Writer::stopUndoing()
{
    m_stopUndoing = true;
}

void Writer::nextUndo(const std::shared_ptr<UndoRun> &run)
{
    Q_EMIT undoProgress(run->total - int(run->left.size()), run->total);
    if (run->left.isEmpty() || m_stopUndoing)
        return run->answer.give(run->summary);
    whenDone(undo(run->left.takeFirst()), this, [this, run](const Result<void> &done) {
        if (done)
            ++run->summary.undone;
        else
            run->summary.failures << done.error();
        nextUndo(run);
    });
}

struct Writer::Recovery {
    QList<JournalEntry> left;
    /// Ours of a section as read in this run: a bulk leaves many open at once.
    struct List {
        QList<Item> ours;
        QHash<QString, qsizetype> byKey; ///< identityKeys()
    };
    QHash<QString, List> lists;
    int settled = 0;
    Answer<int> answer;
};

QFuture<int> Writer::recover()
{
    auto run = std::make_shared<Recovery>();
    for (const JournalEntry &entry : m_journal.open(place().environmentId, place().orcid)) {
        // What this run of Baton is sending right now is not left over.
        if (!m_journal.isUnderWay(entry.id))
            run->left << entry;
    }
    nextRecovery(run);
    return run->answer.future();
}

void Writer::nextRecovery(const std::shared_ptr<Recovery> &run)
{
    if (run->left.isEmpty() || !m_session.isActive())
        return run->answer.give(run->settled);
    const JournalEntry entry = run->left.takeFirst();
    if (entry.act == Act::Add && entry.putCode == 0)
        recoverAdd(entry, run);
    else
        recoverItem(entry, run);
}

void Writer::recoverAdd(const JournalEntry &entry, const std::shared_ptr<Recovery> &run)
{
    if (run->lists.contains(entry.section))
        return searchRecovered(entry, run);
    whenDone(m_client.readSection(entry.section), this, [this, entry, run](const Result<SectionContent> &content) {
        if (!content)
            return nextRecovery(run); // stays open; the page says why reading fails
        Recovery::List &list = run->lists[entry.section];
        for (const Item &item : content->items) {
            if (!item.source.sameTuple(m_client.ourSource()))
                continue;
            for (const QString &key : identityKeys(entry.section, item.json))
                list.byKey.insert(key, list.ours.size());
            list.ours << item;
        }
        searchRecovered(entry, run);
    });
}

void Writer::searchRecovered(const JournalEntry &entry, const std::shared_ptr<Recovery> &run)
{
    const Recovery::List &list = run->lists[entry.section];
    qsizetype found = -1;
    for (const QString &key : identityKeys(entry.section, entry.sent))
        found = std::max(found, list.byKey.value(key, -1));
    for (qsizetype i = 0; found < 0 && !hasIdentity(entry.section, entry.sent) && i < list.ours.size(); ++i) {
        const Item &item = list.ours.at(i);
        if (item.createdAt.isValid() && item.createdAt >= entry.at.addSecs(-300) && isStored(entry.section, entry.sent, item.json))
            found = i;
    }
    if (found < 0)
        return recovered(entry, false, {}, run);
    JournalEntry named = entry;
    named.putCode = list.ours.at(found).putCode;
    recoverItem(named, run, true);
}

void Writer::recoverItem(const JournalEntry &entry, const std::shared_ptr<Recovery> &run, bool searched)
{
    whenDone(m_client.readItem(entry.section, entry.putCode), this, [this, entry, run, searched](const Result<Item> &item) {
        if (!item && item.error().httpStatus == 404 && entry.act == Act::Add && !searched)
            return recoverAdd(entry, run); // the put-code may have been cut short
        if (!item && item.error().httpStatus == 404)
            return recovered(entry, entry.act == Act::Delete, {}, run);
        if (!item)
            return nextRecovery(run);
        if (entry.act == Act::Delete)
            return recovered(entry, false, {}, run);
        recovered(entry, isStored(entry.section, entry.sent, item->json), item->json, run);
    });
}

void Writer::recovered(JournalEntry entry, bool arrived, const QJsonObject &stored, const std::shared_ptr<Recovery> &run)
{
    entry.state = arrived ? State::Confirmed : State::Refused;
    entry.stored = arrived ? stored : QJsonObject();
    entry.reason = arrived ? QString() : tr("It never arrived at the registry.");
    if (m_journal.settle(entry))
        ++run->settled;
    nextRecovery(run);
}

} // namespace baton::record
