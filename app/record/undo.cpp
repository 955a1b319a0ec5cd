#include "app/record/undo.h"

#include "app/base/whendone.h"
#include "app/record/content.h"

namespace baton::record {

using namespace Qt::StringLiterals;
using Act = JournalEntry::Act;
using State = JournalEntry::State;

Undo::Undo(RecordClient &client, const exchange::DelegatedSession &session, Writer &writer, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_writer(writer), m_journal(writer.journal())
{
}

/// What the journal says of one item as it is now.
struct Undo::Known {
    std::optional<JournalEntry> last;     ///< the newest that gave it a content
    std::optional<JournalEntry> deletion; ///< by which it went
    bool gone = false;
};

Undo::Known Undo::knownOf(const QString &section, qint64 putCode) const
{
    Known known;
    for (const JournalEntry &entry : m_journal.entries(m_writer.place().environmentId, m_writer.place().orcid)) {
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

Undo::Plan Undo::plan(const JournalEntry &entry) const
{
    Plan plan = planInTurn(entry);
    if (!plan.possible || entry.act == Act::Delete)
        return plan;
    const Known known = knownOf(entry.section, plan.putCode);
    if (known.gone) {
        const bool standing = known.deletion && known.deletion->state == State::Confirmed && known.deletion->place == m_writer.place() && depth(*known.deletion) % 2 == 0;
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

Undo::Plan Undo::planInTurn(const JournalEntry &entry) const
{
    Plan plan;
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
    if (!m_session.isActive() || !m_writer.place().sameRecord(entry.place))
        return no(tr("Open this researcher’s record first."));
    if (m_writer.place() != entry.place)
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

QFuture<Result<void>> Undo::takeBack(const QString &entryId)
{
    const auto entry = m_journal.find(entryId);
    if (!entry)
        return readyFuture<Result<void>>(fail(u"journal.unknown"_s, tr("The journal has no such entry.")));
    const Plan how = plan(*entry);
    if (!how.possible)
        return readyFuture<Result<void>>(fail(u"record.cannot_undo"_s, how.words));
    const Answer<Result<void>> answer;
    switch (entry->act) {
    case Act::Add:
        takeBackAddition(*entry, answer);
        break;
    case Act::Change:
        takeBackChange(*entry, answer);
        break;
    case Act::Delete:
        takeBackDeletion(*entry, answer);
        break;
    }
    return answer.future();
}

// Taking something back is an act that can be taken back too: 0 for an act of its own, 1 for its undoing, 2 for the undoing of that.
int Undo::depth(const JournalEntry &entry) const
{
    int depth = 0;
    for (std::optional<JournalEntry> one = entry; one && !one->undoes.isEmpty(); one = m_journal.find(one->undoes))
        ++depth;
    return depth;
}

QList<JournalEntry> Undo::standing(const QString &session) const
{
    QList<JournalEntry> out;
    using Key = std::pair<QString, qint64>;
    QSet<Key> gone, withdrawn; // gone: and not brought back by what is in `out`; withdrawn: additions taken back
    for (const JournalEntry &entry : m_journal.entries(m_writer.place().environmentId, m_writer.place().orcid)) {
        const bool stands = entry.state == State::Confirmed && entry.place == m_writer.place() && (session.isEmpty() || entry.session == session) && depth(entry) % 2 == 0;
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
qint64 Undo::putCodeNow(const JournalEntry &entry) const
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

void Undo::takeBackAddition(const JournalEntry &entry, const Answer<Result<void>> &answer)
{
    whenDone(m_client.readItem(entry.section, putCodeNow(entry)), this, [this, entry, answer](const Result<Item> &item) {
        if (!item && item.error().httpStatus == 404)
            return markUndone(entry.id, answer, {}); // gone already
        if (!item)
            return answer.give(fail(item.error()));
        whenDone(m_writer.remove(*item, entry.id), this, [this, entry, answer](const Result<void> &done) { markUndone(entry.id, answer, done); });
    });
}

void Undo::takeBackChange(const JournalEntry &entry, const Answer<Result<void>> &answer)
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
        whenDone(m_writer.change(entry.section, putCode, content, item->json, entry.id), this,
            [this, entry, answer](const Result<Item> &done) { markUndone(entry.id, answer, done ? Result<void>() : fail(done.error())); });
    });
}

void Undo::takeBackDeletion(const JournalEntry &entry, const Answer<Result<void>> &answer)
{
    whenDone(m_writer.add(entry.section, entry.before, entry.id), this,
        [this, entry, answer](const Result<Item> &done) { markUndone(entry.id, answer, done ? Result<void>() : fail(done.error())); });
}

void Undo::markUndone(const QString &entryId, const Answer<Result<void>> &answer, const Result<void> &done)
{
    if (!done)
        return answer.give(done);
    if (auto entry = m_journal.find(entryId)) {
        entry->state = State::Undone;
        (void)m_journal.settle(*entry);
    }
    answer.give({});
}

struct Undo::Many {
    QStringList left;
    int total = 0;
    Summary summary;
    Answer<Summary> answer;
};

QFuture<Undo::Summary> Undo::takeBackAll(const QStringList &entryIds)
{
    auto run = std::make_shared<Many>();
    run->left = entryIds;
    std::sort(run->left.begin(), run->left.end(), std::greater<>());
    run->total = int(run->left.size());
    m_stop = false;
    next(run);
    return run->answer.future();
}

void Undo::next(const std::shared_ptr<Many> &run)
{
    Q_EMIT progress(run->total - int(run->left.size()), run->total);
    if (run->left.isEmpty() || m_stop)
        return run->answer.give(run->summary);
    whenDone(takeBack(run->left.takeFirst()), this, [this, run](const Result<void> &done) {
        if (done)
            ++run->summary.undone;
        else
            run->summary.failures << done.error();
        next(run);
    });
}

} // namespace baton::record
