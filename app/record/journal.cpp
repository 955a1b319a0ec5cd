#include "app/record/journal.h"

#include "app/base/random.h"
#include "app/exchange/delegatedsession.h"
#include "app/jose/aead.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

const QString kind = u"journal"_s;

constexpr const char *actNames[] = { "add", "change", "delete" };
constexpr const char *stateNames[] = { "sending", "unknown", "confirmed", "refused", "undone" };

template <typename Enum, size_t N>
Enum valueOf(const QString &name, const char *const (&names)[N], Enum otherwise)
{
    for (size_t i = 0; i < N; ++i) {
        if (name == QLatin1String(names[i]))
            return Enum(i);
    }
    return otherwise;
}

QString textOf(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeOf(const QJsonValue &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs).toUTC();
}

QJsonObject toJson(const Place &place)
{
    return { { u"environment"_s, place.environmentId }, { u"orcid"_s, place.orcid }, { u"original"_s, place.originalClientId },
        { u"second"_s, place.secondClientId } };
}

Place placeOf(const QJsonValue &value)
{
    const QJsonObject json = value.toObject();
    return { json[u"environment"_s].toString(), json[u"orcid"_s].toString(), json[u"original"_s].toString(), json[u"second"_s].toString() };
}

QJsonObject toJson(const JournalEntry &entry)
{
    return { { u"session"_s, entry.session }, { u"place"_s, toJson(entry.place) }, { u"act"_s, JournalEntry::name(entry.act) },
        { u"state"_s, JournalEntry::name(entry.state) }, { u"section"_s, entry.section }, { u"put_code"_s, entry.putCode },
        { u"title"_s, entry.title }, { u"before"_s, entry.before }, { u"sent"_s, entry.sent }, { u"stored"_s, entry.stored },
        { u"at"_s, textOf(entry.at) }, { u"settled"_s, textOf(entry.settledAt) }, { u"reason"_s, entry.reason },
        { u"undoes"_s, entry.undoes }, { u"times"_s, entry.times } };
}

JournalEntry entryOf(const vault::Document &document)
{
    const QJsonObject &json = document.content;
    JournalEntry entry;
    entry.id = document.id;
    entry.session = json[u"session"_s].toString();
    entry.place = placeOf(json[u"place"_s]);
    entry.act = valueOf(json[u"act"_s].toString(), actNames, JournalEntry::Act::Change);
    entry.state = valueOf(json[u"state"_s].toString(), stateNames, JournalEntry::State::Unknown);
    entry.section = json[u"section"_s].toString();
    entry.putCode = json[u"put_code"_s].toInteger();
    entry.title = json[u"title"_s].toString();
    entry.before = json[u"before"_s].toObject();
    entry.sent = json[u"sent"_s].toObject();
    entry.stored = json[u"stored"_s].toObject();
    entry.at = timeOf(json[u"at"_s]);
    entry.settledAt = timeOf(json[u"settled"_s]);
    entry.reason = json[u"reason"_s].toString();
    entry.undoes = json[u"undoes"_s].toString();
    entry.times = json[u"times"_s].toInt(1);
    return entry;
}

/// The beginning of the ids of one record's entries. Ids stand in the store in the clear, so it does not name the record.
QString folderOf(const QString &environmentId, const QString &orcid)
{
    return QString::fromLatin1(jose::sha256((environmentId + u'|' + orcid).toUtf8()).toHex().first(32)) + u'/';
}

QString folderOf(const QString &entryId)
{
    return entryId.first(entryId.indexOf(u'/') + 1);
}

QString stampOf(const QDateTime &when)
{
    return when.toUTC().toString(u"yyyyMMddHHmmsszzz"_s);
}

/// Sorts by time, and two of one millisecond never meet.
QString newId()
{
    return stampOf(QDateTime::currentDateTimeUtc()) + u'-' + QString::fromLatin1(randomBytes(6).toHex());
}

bool beganBefore(const QString &entryId, const QString &stamp)
{
    return QStringView(entryId).sliced(entryId.indexOf(u'/') + 1) < stamp;
}

QList<JournalEntry> newestFirst(const QList<vault::Document> &documents)
{
    QList<JournalEntry> entries;
    for (const vault::Document &document : documents)
        entries << entryOf(document);
    std::sort(entries.begin(), entries.end(), [](const JournalEntry &a, const JournalEntry &b) { return a.id > b.id; });
    return entries;
}

/// What was noted, with what is known since.
JournalEntry settledFrom(JournalEntry noted, const JournalEntry &known)
{
    noted.state = known.state;
    noted.putCode = known.putCode;
    noted.title = known.title;
    noted.stored = known.stored;
    noted.reason = known.reason;
    noted.times = known.times;
    noted.settledAt = QDateTime::currentDateTimeUtc();
    return noted;
}

} // namespace

Place Place::of(const exchange::Delegation &delegation)
{
    return { delegation.environment.id, delegation.orcid, delegation.originalClientId, delegation.secondClient.clientId };
}

QString JournalEntry::name(Act act)
{
    return QLatin1String(actNames[int(act)]);
}

QString JournalEntry::name(State state)
{
    return QLatin1String(stateNames[int(state)]);
}

Journal::Journal(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault)
{
    connect(&vault, &vault::Vault::stateChanged, this, [this] {
        ++m_changes;
        m_records.clear();
        Q_EMIT changed();
    });
}

QString Journal::newSession()
{
    return newId();
}

Journal::Entries Journal::entriesOf(const QString &folder) const
{
    if (const Entries *known = m_records.object(folder))
        return *known;
    const auto documents = m_vault.list(kind, folder);
    if (!documents)
        return {};
    const Entries read = newestFirst(*documents);
    m_records.insert(folder, new Entries(read));
    return read;
}

QFuture<int> Journal::prepare(const QString &environmentId, const QString &orcid)
{
    const Answer<int> answer;
    prepare(folderOf(environmentId, orcid), 1, answer);
    return answer.future();
}

void Journal::prepare(const QString &folder, int attempt, const Answer<int> &answer)
{
    constexpr int attempts = 3;
    const auto later = m_vault.listLater(kind, folder);
    if (!later || m_records.contains(folder) || attempt > attempts)
        return answer.give(int(entriesOf(folder).size()));
    const auto read = QtConcurrent::run([later = *later] { return newestFirst(later().documents); });
    whenDone(read, this, [this, folder, attempt, answer, changes = m_changes](const Entries &entries) {
        if (changes != m_changes)
            return prepare(folder, attempt + 1, answer);
        m_records.insert(folder, new Entries(entries));
        answer.give(int(entries.size()));
    });
}

int Journal::count(const QString &environmentId, const QString &orcid) const
{
    const QString folder = folderOf(environmentId, orcid);
    if (const Entries *known = m_records.object(folder))
        return int(known->size());
    return int(m_vault.ids(kind, folder).value_or(QStringList()).size());
}

Result<QString> Journal::begin(JournalEntry entry)
{
    const auto ids = beginAll({ std::move(entry) });
    return ids ? Result<QString>(ids->first()) : fail(ids.error());
}

Result<QStringList> Journal::beginAll(QList<JournalEntry> entries)
{
    QStringList ids;
    QList<std::pair<QString, QJsonObject>> documents;
    for (JournalEntry &entry : entries) {
        // Of one moment, and still in their order.
        entry.id = ids.isEmpty() ? folderOf(entry.place.environmentId, entry.place.orcid) + newId() : ids.first() + QStringLiteral("-%1").arg(ids.size(), 5, 10, QLatin1Char('0'));
        entry.at = QDateTime::currentDateTimeUtc();
        entry.state = JournalEntry::State::Sending;
        ids << entry.id;
        documents << std::pair(entry.id, toJson(entry));
    }
    if (auto written = m_vault.putAll(kind, documents); !written)
        return fail(written.error());
    ++m_changes;
    for (const JournalEntry &entry : std::as_const(entries)) {
        if (Entries *known = m_records.object(folderOf(entry.id)))
            known->prepend(entry);
    }
    Q_EMIT changed();
    return ids;
}

Result<void> Journal::settle(const JournalEntry &entry)
{
    return settleAll({ entry });
}

Result<void> Journal::settleAll(const QList<JournalEntry> &entries)
{
    QList<std::pair<QString, QJsonObject>> documents;
    QList<JournalEntry> settled;
    for (const JournalEntry &entry : entries) {
        const auto noted = find(entry.id);
        if (!noted)
            return fail(u"journal.unknown"_s, QCoreApplication::translate("Journal", "The journal has no such entry."));
        settled << settledFrom(*noted, entry);
        documents << std::pair(entry.id, toJson(settled.last()));
    }
    if (auto written = m_vault.putAll(kind, documents); !written)
        return written;
    ++m_changes;
    for (const JournalEntry &entry : std::as_const(settled))
        noteSettled(entry);
    Q_EMIT changed();
    return {};
}

void Journal::noteSettled(const JournalEntry &entry)
{
    Entries *known = m_records.object(folderOf(entry.id));
    if (!known)
        return;
    const auto place = std::find_if(known->begin(), known->end(), [&](const JournalEntry &one) { return one.id == entry.id; });
    if (place != known->end())
        *place = entry;
}

void Journal::setUnderWay(const QString &id, bool underWay)
{
    if (underWay)
        m_underWay.insert(id);
    else
        m_underWay.remove(id);
}

std::optional<JournalEntry> Journal::find(const QString &id) const
{
    if (const Entries *known = m_records.object(folderOf(id))) {
        // The newest are asked for most, and stand first.
        const auto place = std::find_if(known->cbegin(), known->cend(), [&](const JournalEntry &entry) { return entry.id == id; });
        return place == known->cend() ? std::nullopt : std::optional(*place);
    }
    const auto document = m_vault.get(kind, id);
    return document && *document ? std::optional(entryOf(**document)) : std::nullopt;
}

QList<JournalEntry> Journal::entries(const QString &environmentId, const QString &orcid) const
{
    return entriesOf(folderOf(environmentId, orcid));
}

QList<JournalEntry> Journal::open(const QString &environmentId, const QString &orcid) const
{
    QList<JournalEntry> out = entriesOf(folderOf(environmentId, orcid));
    out.removeIf([](const JournalEntry &entry) { return !entry.isOpen(); });
    std::reverse(out.begin(), out.end());
    return out;
}

struct Journal::Pruning {
    QStringList left;
    QDateTime before;
    int removed = 0;
    Answer<Result<int>> answer;
};

QFuture<Result<int>> Journal::prune(const QDateTime &before)
{
    auto ids = m_vault.ids(kind);
    if (!ids)
        return readyFuture<Result<int>>(fail(ids.error()));
    // What began later was settled later.
    ids->removeIf([stamp = stampOf(before)](const QString &id) { return !beganBefore(id, stamp); });
    const auto run = std::make_shared<Pruning>();
    run->left = *ids;
    run->before = before;
    pruneNext(run);
    return run->answer.future();
}

void Journal::pruneNext(const std::shared_ptr<Pruning> &run)
{
    constexpr qsizetype atOnce = 50;
    const QStringList some = run->left.first(qMin(atOnce, run->left.size()));
    run->left.remove(0, some.size());
    QStringList old;
    const auto done = m_vault.together([&]() -> Result<void> {
        for (const QString &id : some) {
            const auto document = m_vault.get(kind, id);
            if (!document && document.error().code == u"vault.damaged")
                continue;
            if (!document)
                return fail(document.error());
            const JournalEntry entry = *document ? entryOf(**document) : JournalEntry();
            if (!*document || entry.isOpen() || entry.settledAt >= run->before)
                continue;
            if (const auto removed = m_vault.remove(kind, id); !removed)
                return removed;
            old << id;
        }
        return {};
    });
    if (!done)
        return run->answer.give(fail(done.error()));
    m_changes += int(!old.isEmpty());
    for (const QString &id : std::as_const(old)) {
        if (Entries *known = m_records.object(folderOf(id)))
            known->removeIf([&](const JournalEntry &entry) { return entry.id == id; });
    }
    run->removed += int(old.size());
    if (!run->left.isEmpty())
        return void(QMetaObject::invokeMethod(this, [this, run] { pruneNext(run); }, Qt::QueuedConnection));
    if (run->removed > 0)
        Q_EMIT changed();
    run->answer.give(run->removed);
}

namespace {

const QString draftKind = u"draft"_s;

Draft draftOf(const vault::Document &document)
{
    const QJsonObject &json = document.content;
    return { document.id, placeOf(json[u"place"_s]), json[u"section"_s].toString(), json[u"put_code"_s].toInteger(), json[u"title"_s].toString(),
        json[u"researcher"_s].toString(), json[u"before"_s].toObject(), json[u"content"_s].toObject(), timeOf(json[u"at"_s]), json[u"in_editor"_s].toBool() };
}

} // namespace

Drafts::Drafts(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault)
{
    connect(&vault, &vault::Vault::stateChanged, this, &Drafts::changed);
}

Result<QString> Drafts::save(Draft draft)
{
    if (draft.id.isEmpty())
        draft.id = newId();
    draft.at = QDateTime::currentDateTimeUtc();
    const QJsonObject json { { u"place"_s, toJson(draft.place) }, { u"section"_s, draft.section }, { u"put_code"_s, draft.putCode },
        { u"title"_s, draft.title }, { u"researcher"_s, draft.researcher }, { u"before"_s, draft.before }, { u"content"_s, draft.content }, { u"at"_s, textOf(draft.at) },
        { u"in_editor"_s, draft.inEditor } };
    if (auto written = m_vault.put(draftKind, draft.id, json); !written)
        return fail(written.error());
    Q_EMIT changed();
    return draft.id;
}

Result<void> Drafts::remove(const QString &id)
{
    auto done = m_vault.remove(draftKind, id);
    if (done)
        Q_EMIT changed();
    return done;
}

std::optional<Draft> Drafts::find(const QString &id) const
{
    const auto document = m_vault.get(draftKind, id);
    return document && *document ? std::optional(draftOf(**document)) : std::nullopt;
}

QList<Draft> Drafts::drafts(const QString &environmentId, const QString &orcid) const
{
    QList<Draft> out;
    const auto documents = m_vault.list(draftKind);
    if (!documents)
        return out;
    for (const vault::Document &document : *documents) {
        const Draft draft = draftOf(document);
        if (draft.place.environmentId == environmentId && (orcid.isEmpty() || draft.place.orcid == orcid))
            out << draft;
    }
    std::sort(out.begin(), out.end(), [](const Draft &a, const Draft &b) { return a.at > b.at; });
    return out;
}

} // namespace baton::record
