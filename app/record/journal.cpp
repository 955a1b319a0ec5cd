#include "app/record/journal.h"

#include "app/base/random.h"
#include "app/exchange/delegatedsession.h"

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

/// Sorts by time, and two of one millisecond never meet.
QString newId()
{
    return QDateTime::currentDateTimeUtc().toString(u"yyyyMMddHHmmsszzz"_s) + u'-' + QString::fromLatin1(randomBytes(6).toHex());
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
        m_loaded = false;
        m_entries.clear();
        Q_EMIT changed();
    });
}

QString Journal::newSession()
{
    return newId();
}

void Journal::load() const
{
    if (m_loaded || !m_vault.isOpen())
        return;
    const auto documents = m_vault.list(kind);
    if (!documents)
        return;
    for (const vault::Document &document : *documents)
        m_entries << entryOf(document);
    std::sort(m_entries.begin(), m_entries.end(), [](const JournalEntry &a, const JournalEntry &b) { return a.id < b.id; });
    m_loaded = true;
}

Result<QString> Journal::begin(JournalEntry entry)
{
    load();
    entry.id = newId();
    entry.at = QDateTime::currentDateTimeUtc();
    entry.state = JournalEntry::State::Sending;
    if (auto written = m_vault.put(kind, entry.id, toJson(entry)); !written)
        return fail(written.error());
    m_entries << entry;
    Q_EMIT changed();
    return entry.id;
}

Result<void> Journal::settle(const JournalEntry &entry)
{
    load();
    const auto known = std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const JournalEntry &one) { return one.id == entry.id; });
    if (known == m_entries.rend())
        return fail(u"journal.unknown"_s, QCoreApplication::translate("Journal", "The journal has no such entry."));
    const JournalEntry settled = settledFrom(*known, entry);
    if (auto written = m_vault.put(kind, settled.id, toJson(settled)); !written)
        return written;
    *known = settled;
    Q_EMIT changed();
    return {};
}

Result<QStringList> Journal::beginAll(QList<JournalEntry> entries)
{
    load();
    QStringList ids;
    QList<std::pair<QString, QJsonObject>> documents;
    const QString first = newId();
    for (JournalEntry &entry : entries) {
        // Of one moment, and still in their order.
        entry.id = first + QStringLiteral("-%1").arg(ids.size(), 5, 10, QLatin1Char('0'));
        entry.at = QDateTime::currentDateTimeUtc();
        entry.state = JournalEntry::State::Sending;
        ids << entry.id;
        documents << std::pair(entry.id, toJson(entry));
    }
    if (auto written = m_vault.putAll(kind, documents); !written)
        return fail(written.error());
    m_entries << entries;
    Q_EMIT changed();
    return ids;
}

Result<void> Journal::settleAll(const QList<JournalEntry> &entries)
{
    load();
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < m_entries.size(); ++i)
        places.insert(m_entries.at(i).id, i);
    QList<std::pair<QString, QJsonObject>> documents;
    QList<JournalEntry> settled;
    for (const JournalEntry &entry : entries) {
        if (!places.contains(entry.id))
            return fail(u"journal.unknown"_s, QCoreApplication::translate("Journal", "The journal has no such entry."));
        settled << settledFrom(m_entries.at(places.value(entry.id)), entry);
        documents << std::pair(entry.id, toJson(settled.last()));
    }
    if (auto written = m_vault.putAll(kind, documents); !written)
        return written;
    for (const JournalEntry &entry : std::as_const(settled))
        m_entries[places.value(entry.id)] = entry;
    Q_EMIT changed();
    return {};
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
    load();
    // The newest are asked for most.
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry) {
        if (entry->id == id)
            return *entry;
    }
    return std::nullopt;
}

QList<JournalEntry> Journal::entries(const QString &environmentId, const QString &orcid) const
{
    load();
    QList<JournalEntry> out;
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry) {
        if (entry->place.environmentId == environmentId && entry->place.orcid == orcid)
            out << *entry;
    }
    return out;
}

QList<JournalEntry> Journal::open(const QString &environmentId, const QString &orcid) const
{
    load();
    QList<JournalEntry> out;
    for (const JournalEntry &entry : std::as_const(m_entries)) {
        if (entry.isOpen() && entry.place.environmentId == environmentId && entry.place.orcid == orcid)
            out << entry;
    }
    return out;
}

Result<int> Journal::prune(const QDateTime &before)
{
    load();
    int removed = 0;
    for (qsizetype i = m_entries.size() - 1; i >= 0; --i) {
        const JournalEntry &entry = m_entries[i];
        if (entry.isOpen() || entry.settledAt >= before)
            continue;
        if (auto done = m_vault.remove(kind, entry.id); !done)
            return fail(done.error());
        m_entries.removeAt(i);
        ++removed;
    }
    if (removed)
        Q_EMIT changed();
    return removed;
}

namespace {

const QString draftKind = u"draft"_s;

Draft draftOf(const vault::Document &document)
{
    const QJsonObject &json = document.content;
    return { document.id, placeOf(json[u"place"_s]), json[u"section"_s].toString(), json[u"put_code"_s].toInteger(), json[u"title"_s].toString(),
        json[u"before"_s].toObject(), json[u"content"_s].toObject(), timeOf(json[u"at"_s]), json[u"in_editor"_s].toBool() };
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
        { u"title"_s, draft.title }, { u"before"_s, draft.before }, { u"content"_s, draft.content }, { u"at"_s, textOf(draft.at) },
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
