#include "app/batch/archive.h"

#include "app/base/random.h"
#include "app/batch/words.h"

#include <QtCore/QJsonArray>

#include <numeric>

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

const QString headKind = u"batch"_s, itemKind = u"batch-items"_s, stateKind = u"batch-states"_s, beforeKind = u"batch-before"_s;
constexpr int itemsEach = 100; ///< rows in one document
constexpr int statesEach = 25;

int chunks(qsizetype rows, int each)
{
    return int((rows + each - 1) / each);
}

QString chunkId(const QString &batch, int chunk)
{
    return u"%1/%2"_s.arg(batch).arg(chunk, 5, 10, QLatin1Char('0'));
}

QString textOf(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeOf(const QJsonValue &text)
{
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs).toUTC();
}

template <typename Enum>
Enum valueOf(const QString &name, QString (*nameOf)(Enum), Enum last, Enum otherwise)
{
    for (int i = 0; i <= int(last); ++i) {
        if (nameOf(Enum(i)) == name)
            return Enum(i);
    }
    return otherwise;
}

QJsonObject toJson(const Counts &counts)
{
    return { { u"all"_s, counts.all }, { u"written"_s, counts.written }, { u"there"_s, counts.there }, { u"refused"_s, counts.refused },
        { u"stopped"_s, counts.stopped }, { u"to_do"_s, counts.toDo } };
}

Counts countsOf(const QJsonObject &json)
{
    Counts counts;
    counts.all = json[u"all"_s].toInt();
    counts.written = json[u"written"_s].toInt();
    counts.there = json[u"there"_s].toInt();
    counts.refused = json[u"refused"_s].toInt();
    counts.stopped = json[u"stopped"_s].toInt();
    counts.toDo = json[u"to_do"_s].toInt();
    return counts;
}

QJsonObject toJson(const Person &person)
{
    const QString state = person.state == Person::State::Stopped ? u"stopped"_s : person.state == Person::State::NoDelegation ? u"none"_s : QString();
    return { { u"orcid"_s, person.orcid }, { u"name"_s, person.name }, { u"delivery"_s, person.deliveryId }, { u"client"_s, person.clientId },
        { u"original"_s, person.originalClientId }, { u"original_name"_s, person.originalName }, { u"state"_s, state }, { u"words"_s, person.words },
        { u"how"_s, person.how }, { u"withdrawn"_s, person.withdrawn }, { u"since"_s, textOf(person.since) } };
}

Person personOf(const QJsonObject &json)
{
    Person person;
    person.orcid = json[u"orcid"_s].toString();
    person.name = json[u"name"_s].toString();
    person.deliveryId = json[u"delivery"_s].toString();
    person.clientId = json[u"client"_s].toString();
    person.originalClientId = json[u"original"_s].toString();
    person.originalName = json[u"original_name"_s].toString();
    const QString state = json[u"state"_s].toString();
    person.state = state == u"stopped" ? Person::State::Stopped : state == u"none" ? Person::State::NoDelegation : Person::State::Waiting;
    person.words = json[u"words"_s].toString();
    person.how = json[u"how"_s].toString();
    person.withdrawn = json[u"withdrawn"_s].toBool();
    person.since = timeOf(json[u"since"_s]);
    return person;
}

QJsonObject itemToJson(const Row &row)
{
    const formats::Row &item = row.item;
    return { { u"number"_s, item.number }, { u"section"_s, item.section }, { u"orcid"_s, item.orcid }, { u"put_code"_s, item.putCode },
        { u"key"_s, item.key }, { u"title"_s, item.title }, { u"identifier"_s, item.identifier }, { u"content"_s, item.content },
        { u"notes"_s, QJsonArray::fromStringList(item.notes) }, { u"unusable"_s, item.unusable },
        { u"cells"_s, QJsonArray::fromStringList(row.cells) }, { u"person"_s, row.person } };
}

QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue &one : value.toArray())
        out << one.toString();
    return out;
}

Row itemFromJson(const QJsonObject &json)
{
    Row row;
    row.item.number = json[u"number"_s].toInt();
    row.item.section = json[u"section"_s].toString();
    row.item.orcid = json[u"orcid"_s].toString();
    row.item.putCode = json[u"put_code"_s].toInteger();
    row.item.key = json[u"key"_s].toString();
    row.item.title = json[u"title"_s].toString();
    row.item.identifier = json[u"identifier"_s].toString();
    row.item.content = json[u"content"_s].toObject();
    row.item.notes = strings(json[u"notes"_s]);
    row.item.unusable = json[u"unusable"_s].toString();
    row.cells = strings(json[u"cells"_s]);
    row.person = json[u"person"_s].toInt(-1);
    return row;
}

QJsonObject stateToJson(const Row &row)
{
    return { { u"verdict"_s, int(row.verdict) }, { u"state"_s, Row::nameOf(row.state) }, { u"put_code"_s, row.putCode }, { u"code"_s, row.code },
        { u"words"_s, row.words }, { u"entry"_s, row.entry }, { u"at"_s, textOf(row.at) } };
}

void takeState(Row &row, const QJsonObject &json)
{
    row.verdict = imports::Verdict::Kind(qBound(0, json[u"verdict"_s].toInt(), int(imports::Verdict::Kind::Refused)));
    row.state = valueOf<Row::State>(json[u"state"_s].toString(), &Row::nameOf, Row::State::Stopped, Row::State::Unread);
    row.putCode = json[u"put_code"_s].toInteger();
    row.code = json[u"code"_s].toInt();
    row.words = json[u"words"_s].toString();
    row.entry = json[u"entry"_s].toString();
    row.at = timeOf(json[u"at"_s]);
}

QJsonObject headToJson(const Batch &batch)
{
    QJsonArray people;
    for (const Person &person : batch.people)
        people << toJson(person);
    return { { u"name"_s, batch.name }, { u"file"_s, batch.fileName }, { u"environment"_s, batch.environmentId }, { u"state"_s, Batch::nameOf(batch.state) },
        { u"reason"_s, batch.reason }, { u"closed"_s, batch.closed }, { u"created"_s, textOf(batch.createdAt) }, { u"started"_s, textOf(batch.startedAt) },
        { u"finished"_s, textOf(batch.finishedAt) }, { u"fingerprint"_s, batch.fingerprint }, { u"section"_s, batch.section }, { u"client"_s, batch.clientId }, { u"headings"_s, QJsonArray::fromStringList(batch.headings) }, { u"people"_s, people },
        { u"rows"_s, int(batch.rows.size()) }, { u"counts"_s, toJson(batch.counts()) } };
}

/// All but its rows.
Batch batchOf(const vault::Document &document)
{
    const QJsonObject &json = document.content;
    Batch batch;
    batch.id = document.id;
    batch.name = json[u"name"_s].toString();
    batch.fileName = json[u"file"_s].toString();
    batch.environmentId = json[u"environment"_s].toString();
    batch.state = valueOf<Batch::State>(json[u"state"_s].toString(), &Batch::nameOf, Batch::State::Finished, Batch::State::Paused);
    batch.reason = json[u"reason"_s].toString();
    batch.closed = json[u"closed"_s].toBool();
    if (batch.state == Batch::State::Running) {
        batch.state = Batch::State::Paused;
        batch.closed = true;
    }
    batch.createdAt = timeOf(json[u"created"_s]);
    batch.startedAt = timeOf(json[u"started"_s]);
    batch.finishedAt = timeOf(json[u"finished"_s]);
    batch.fingerprint = json[u"fingerprint"_s].toString();
    batch.section = json[u"section"_s].toString();
    batch.clientId = json[u"client"_s].toString();
    batch.headings = strings(json[u"headings"_s]);
    for (const QJsonValue &person : json[u"people"_s].toArray())
        batch.people << personOf(person.toObject());
    return batch;
}

Failure damaged(const QString &id)
{
    return fail(u"batch.damaged"_s, Words::tr("The batch %1 can’t be read: a part of it is missing or damaged.").arg(id),
        Words::tr("What was written is in the journal. Choose the file again: what is on the records already is left alone."));
}

QJsonObject chunkJson(const Batch &batch, int chunk, int each, QJsonObject (*toJson)(const Row &))
{
    QJsonArray rows;
    const int end = qMin(int(batch.rows.size()), (chunk + 1) * each);
    for (int row = chunk * each; row < end; ++row)
        rows << toJson(batch.rows.at(row));
    return { { u"rows"_s, rows } };
}

Result<void> seal(Archive::Parts &parts, const vault::Vault::Sealer &sealer, const Batch &batch, int each, QJsonObject (*toJson)(const Row &))
{
    for (int chunk = 0; chunk < chunks(batch.rows.size(), each); ++chunk) {
        const auto sealed = sealer(chunkId(batch.id, chunk), chunkJson(batch, chunk, each, toJson));
        if (!sealed)
            return fail(sealed.error());
        parts << *sealed;
    }
    return {};
}

/// False if a chunk or a row of it is missing.
bool unpack(Batch &batch, const vault::Vault::Listing &listing, int each, void (*take)(Row &, const QJsonObject &))
{
    QHash<QString, QJsonArray> found;
    for (const vault::Document &document : listing.documents)
        found.insert(document.id, document.content[u"rows"_s].toArray());
    for (int chunk = 0; chunk < chunks(batch.rows.size(), each); ++chunk) {
        const QJsonArray rows = found.value(chunkId(batch.id, chunk));
        const int first = chunk * each, end = qMin(int(batch.rows.size()), first + each);
        if (rows.size() != end - first)
            return false;
        for (int row = first; row < end; ++row)
            take(batch.rows[row], rows.at(row - first).toObject());
    }
    return true;
}

/// Gives everybody their rows; false if a row names somebody who is not there.
bool bringTogether(Batch &batch)
{
    for (int row = 0; row < batch.rows.size(); ++row) {
        const int person = batch.rows.at(row).person;
        if (person >= batch.people.size())
            return false;
        if (person >= 0)
            batch.people[person].rows << row;
    }
    for (Person &person : batch.people) {
        if (person.state == Person::State::Waiting && !person.rows.isEmpty() && batch.counts(person).toDo == 0)
            person.state = Person::State::Finished;
    }
    return true;
}

} // namespace

QString Archive::newId()
{
    return QDateTime::currentDateTimeUtc().toString(u"yyyyMMddHHmmsszzz"_s) + u'-' + QString::fromLatin1(randomBytes(4).toHex());
}

QList<Head> Archive::heads(const QString &environmentId) const
{
    QList<Head> out;
    const auto documents = m_vault.list(headKind);
    if (!documents)
        return out;
    for (const vault::Document &document : *documents) {
        const Batch batch = batchOf(document);
        if (batch.environmentId != environmentId)
            continue;
        Head head = headOf(batch);
        head.counts = countsOf(document.content[u"counts"_s].toObject());
        out << head;
    }
    std::sort(out.begin(), out.end(), [](const Head &a, const Head &b) { return a.id > b.id; });
    return out;
}

Result<Archive::Sealing> Archive::sealLater(const Batch &batch) const
{
    const auto head = m_vault.sealer(headKind, batch.id), items = m_vault.sealer(itemKind, batch.id), states = m_vault.sealer(stateKind, batch.id);
    for (const auto *one : { &head, &items, &states }) {
        if (!*one)
            return fail(one->error());
    }
    return [batch, head = *head, items = *items, states = *states]() -> Result<Parts> {
        Parts parts;
        if (const auto done = seal(parts, items, batch, itemsEach, itemToJson); !done)
            return fail(done.error());
        if (const auto done = seal(parts, states, batch, statesEach, stateToJson); !done)
            return fail(done.error());
        const auto sealed = head(batch.id, headToJson(batch));
        if (!sealed)
            return fail(sealed.error());
        parts << *sealed;
        return parts;
    };
}

Result<Archive::Sealing> Archive::sealStatesLater(const Batch &batch) const
{
    const auto states = m_vault.sealer(stateKind, batch.id);
    if (!states)
        return fail(states.error());
    return [batch, states = *states]() -> Result<Parts> {
        Parts parts;
        const auto done = seal(parts, states, batch, statesEach, stateToJson);
        return done ? Result<Parts>(parts) : fail(done.error());
    };
}

Result<void> Archive::save(const Batch &batch)
{
    const auto later = sealLater(batch);
    const auto parts = later ? (*later)() : Result<Parts>(fail(later.error()));
    return parts ? put(*parts) : fail(parts.error());
}

Result<void> Archive::saveHead(const Batch &batch)
{
    return m_vault.put(headKind, batch.id, headToJson(batch));
}

Result<void> Archive::saveRow(const Batch &batch, int row)
{
    return saveChunk(batch, row / statesEach);
}

Result<void> Archive::saveStates(const Batch &batch, const QList<int> &rows)
{
    QSet<int> wanted;
    for (const int row : rows)
        wanted.insert(row / statesEach);
    return m_vault.together([&]() -> Result<void> {
        for (const int chunk : std::as_const(wanted)) {
            if (const auto saved = saveChunk(batch, chunk); !saved)
                return saved;
        }
        return {};
    });
}

Result<void> Archive::saveStates(const Batch &batch)
{
    QList<int> rows(batch.rows.size());
    std::iota(rows.begin(), rows.end(), 0);
    return saveStates(batch, rows);
}

Result<void> Archive::saveChunk(const Batch &batch, int chunk)
{
    return m_vault.put(stateKind, chunkId(batch.id, chunk), chunkJson(batch, chunk, statesEach, stateToJson));
}

Result<Archive::BeforeSealing> Archive::sealBeforeLater(const Batch &batch) const
{
    const auto sealer = m_vault.sealer(beforeKind, batch.id);
    if (!sealer)
        return fail(sealer.error());
    return [id = batch.id, sealer = *sealer](const QHash<int, QJsonObject> &before) -> Result<Parts> {
        Parts parts;
        for (auto one = before.begin(); one != before.end(); ++one) {
            const auto sealed = sealer(chunkId(id, one.key()), one.value());
            if (!sealed)
                return fail(sealed.error());
            parts << *sealed;
        }
        return parts;
    };
}

Result<QJsonObject> Archive::before(const Batch &batch, int row) const
{
    const auto document = m_vault.get(beforeKind, chunkId(batch.id, row));
    if (!document)
        return fail(document.error());
    return *document ? (*document)->content : QJsonObject();
}

Result<std::function<Result<Batch>()>> Archive::loadLater(const QString &id) const
{
    const auto head = m_vault.get(headKind, id);
    if (!head)
        return fail(head.error());
    if (!*head)
        return fail(u"batch.unknown"_s, Words::tr("This batch isn’t here any more."));
    const auto items = m_vault.listLater(itemKind, id + u'/'), states = m_vault.listLater(stateKind, id + u'/');
    for (const auto *one : { &items, &states }) {
        if (!*one)
            return fail(one->error());
    }
    return [head = **head, items = *items, states = *states]() -> Result<Batch> {
        Batch batch = batchOf(head);
        batch.rows.resize(head.content[u"rows"_s].toInt());
        const bool whole = unpack(batch, items(), itemsEach, [](Row &row, const QJsonObject &json) { row = itemFromJson(json); })
            && unpack(batch, states(), statesEach, takeState);
        if (!whole || !bringTogether(batch))
            return damaged(batch.id);
        return batch;
    };
}

Result<void> Archive::remove(const QString &id)
{
    return m_vault.together([&]() -> Result<void> {
        for (const QString &kind : { itemKind, stateKind, beforeKind }) {
            if (const auto removed = m_vault.removeAll(kind, id + u'/'); !removed)
                return removed;
        }
        return m_vault.remove(headKind, id);
    });
}

} // namespace baton::batch
