#include "app/batch/source.h"

#include "app/base/orcidid.h"
#include "app/base/text.h"
#include "app/batch/words.h"
#include "app/formats/csvtable.h"
#include "app/formats/encoding.h"
#include "app/formats/export.h"

#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

using Delivery = handover::Delivery;

/// The cells of every line by number of row, as they were typed.
void keepCells(Batch &batch, const QByteArray &bytes)
{
    const formats::CsvTable table = formats::parseCsv(formats::decode(bytes).text, formats::maxRows + 1);
    if (table.records.isEmpty())
        return;
    for (const QString &heading : table.records.first().cells)
        batch.headings << formats::fromSafeCell(heading);
    for (Row &row : batch.rows) {
        if (row.item.number >= table.records.size())
            continue;
        for (const QString &cell : table.records.at(row.item.number).cells)
            row.cells << formats::fromSafeCell(cell);
    }
}

/// How good an id_token is to begin with; less is better.
int rank(const Delivery &delivery)
{
    if (!delivery.stopped.isEmpty()) // there to be named, not to be used
        return 2;
    return delivery.state == Delivery::State::Opened || delivery.state == Delivery::State::Exchanged ? 0 : 1;
}

const Delivery *bestFor(const QString &orcid, const QList<Delivery> &deliveries)
{
    const Delivery *best = nullptr;
    for (const Delivery &delivery : deliveries) { // newest first
        if (delivery.orcid != orcid || delivery.state == Delivery::State::Refused || delivery.idToken.isEmpty())
            continue;
        if (!best || rank(delivery) < rank(*best))
            best = &delivery;
    }
    return best;
}

/// What she has already is good to go on with.
bool isProvided(const Person &person, const Delegations &delegations)
{
    if (person.deliveryId.isEmpty() || person.state == Person::State::NoDelegation || person.state == Person::State::Stopped)
        return false;
    return delegations.ownClients.contains(person.clientId)
        && std::any_of(delegations.deliveries.begin(), delegations.deliveries.end(),
            [&](const Delivery &one) { return one.id == person.deliveryId && !one.idToken.isEmpty() && rank(one) == 0; });
}

struct Choice {
    const Delivery *delivery = nullptr;
    QString client; ///< empty: no client of ours to act as
};

Choice choiceFor(const Batch &batch, const Person &person, const Delegations &delegations)
{
    Choice choice;
    choice.delivery = bestFor(person.orcid, delegations.deliveries);
    if (!choice.delivery)
        return choice;
    if (!choice.delivery->stopped.isEmpty())
        return choice;
    for (const QString &client : { choice.delivery->audienceClientId, batch.clientId }) {
        if (choice.client.isEmpty() && delegations.ownClients.contains(client))
            choice.client = client;
    }
    return choice;
}

void refuse(Row &row, const QString &words)
{
    row.state = Row::State::Refused;
    row.verdict = imports::Verdict::Kind::Refused;
    row.words = words;
}

/// "row state" is a column of resultCsv() alone.
bool isResult(const Batch &batch)
{
    return std::any_of(batch.headings.begin(), batch.headings.end(), [](const QString &heading) { return heading.trimmed().compare(u"row state"_s, Qt::CaseInsensitive) == 0; });
}

/// The line with a quotation mark that never closed stands properly quoted in the result, and is still not what was meant.
void refuseOpenQuotes(Batch &batch)
{
    for (Row &row : batch.rows) {
        const bool open = std::any_of(row.cells.begin(), row.cells.end(), [](const QString &cell) { return cell.startsWith(u'"') && cell.count(u'"') % 2 == 1; });
        if (!open || !row.item.unusable.isEmpty())
            continue;
        row.item.unusable = Words::tr("A quotation mark opens and never closes.");
        row.item.content = {};
    }
}

/// Why a line names nobody.
QString noIdWords(const QString &typed)
{
    static const QRegularExpression host(u"^https?://[^/]+/"_s), form(u"^\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]$"_s);
    const QString id = QString(typed).remove(host).toUpper();
    if (id.isEmpty())
        return Words::tr("no iD in the column orcid");
    return form.match(id).hasMatch() ? Words::tr("the check digit of the iD %1 is wrong").arg(id) : Words::tr("“%1” in the column orcid is no iD").arg(plain(typed.left(60)));
}

void findPeople(Batch &batch)
{
    const int column = batch.columnOf(u"orcid"_s);
    QHash<QString, int> people;
    for (int index = 0; index < batch.rows.size(); ++index) {
        Row &row = batch.rows[index];
        const QString orcid = row.item.orcid.trimmed().toUpper(); // empty as well when it is none
        if (!OrcidId::parse(orcid)) {
            refuse(row, noIdWords(orcid.isEmpty() ? row.cells.value(column).trimmed() : orcid));
            continue;
        }
        if (!people.contains(orcid)) {
            people.insert(orcid, int(batch.people.size()));
            Person person;
            person.orcid = orcid;
            batch.people << person;
        }
        row.person = people.value(orcid);
        batch.people[row.person].rows << index;
    }
}

} // namespace

Result<Batch> batchFrom(const QByteArray &bytes, const QString &fileName, const std::optional<formats::Mapping> &mapping)
{
    const auto file = formats::read(bytes, fileName, u"works"_s, mapping);
    if (!file)
        return fail(file.error());
    if (file->format != formats::Format::Csv) {
        return fail(u"batch.not_csv"_s, Words::tr("This is %1. A batch needs a CSV with a column orcid, so that every line names a researcher.").arg(formats::nameOf(file->format)),
            Words::tr("Choose a CSV, or import this file on one researcher’s record."));
    }
    Batch batch;
    batch.fileName = plain(QFileInfo(fileName).fileName());
    batch.name = QFileInfo(batch.fileName).completeBaseName();
    batch.fingerprint = formats::fingerprint(file->mapping, file->format);
    batch.section = file->mapping.section;
    for (const formats::Row &item : file->rows) {
        batch.rows << Row();
        batch.rows.last().item = item;
    }
    keepCells(batch, bytes);
    if (isResult(batch))
        refuseOpenQuotes(batch);
    findPeople(batch);
    if (batch.people.isEmpty()) {
        return fail(u"batch.no_orcid"_s, Words::tr("No line of %1 names a researcher: there is no column orcid, or no iD in it.").arg(batch.fileName),
            Words::tr("Add a column orcid with one iD in each line, such as 0000-0002-1825-0097."));
    }
    return batch;
}

QString commonPurpose(const Batch &batch, const Delegations &delegations)
{
    QSet<QString> purposes;
    for (const Person &person : batch.people) {
        if (const Delivery *delivery = person.deliveryId.isEmpty() ? nullptr : bestFor(person.orcid, delegations.deliveries))
            purposes.insert(plain(delivery->purpose));
    }
    return purposes.size() == 1 ? *purposes.begin() : QString();
}

Delegations delegationsIn(const Services &services, const QString &environmentId)
{
    Delegations delegations { services.inbox.deliveries(environmentId), {} };
    for (const clients::ClientProfile &client : services.clients.clients(environmentId)) {
        if (client.receives)
            delegations.ownClients << client.clientId;
    }
    return delegations;
}

void assignDelegations(Batch &batch, const Delegations &delegations)
{
    for (Person &person : batch.people) {
        if (isProvided(person, delegations))
            continue;
        const Choice choice = choiceFor(batch, person, delegations);
        person.withdrawn = false;
        person.how.clear();
        if (choice.client.isEmpty()) {
            person.deliveryId.clear();
            person.state = Person::State::NoDelegation;
            person.words = !choice.delivery ? Words::tr("no delegation for this iD in the inbox")
                : choice.delivery->stopped.isEmpty() ? Words::tr("no client of ours to act as")
                                                     : choice.delivery->stopped;
            for (const int row : std::as_const(person.rows))
                refuse(batch.rows[row], person.words);
            continue;
        }
        person.deliveryId = choice.delivery->id;
        person.name = plain(choice.delivery->researcher);
        person.clientId = choice.client;
        person.originalClientId = choice.delivery->originalClientId;
        person.originalName = plain(choice.delivery->senderName);
        person.state = Person::State::Waiting;
        person.words.clear();
    }
}

QList<int> delegationsFor(const Batch &batch, const Delegations &delegations)
{
    QList<int> people;
    for (int person = 0; person < batch.people.size(); ++person) {
        const Person &one = batch.people.at(person);
        if (isProvided(one, delegations))
            continue;
        const Choice choice = choiceFor(batch, one, delegations);
        if (!choice.client.isEmpty() && choice.delivery->id != one.deliveryId)
            people << person;
    }
    return people;
}

QByteArray exampleCsv()
{
    const QStringList headings { u"orcid"_s, u"section"_s, u"put-code"_s, u"title"_s, u"type"_s, u"publication-date"_s, u"journal-title"_s, u"doi"_s, u"url"_s };
    const QList<QStringList> rows {
        { u"0000-0002-9227-8514"_s, u"works"_s, {}, u"Crab burrows and marsh drainage"_s, u"journal-article"_s, u"2026-03-14"_s, u"Estuaries Review"_s,
            u"10.5555/crab-burrows"_s, u"https://doi.org/10.5555/crab-burrows"_s },
        { u"0000-0000-5528-1701"_s, u"works"_s, {}, u"Winter storms on the outer bank"_s, u"report"_s, u"2025"_s, {}, u"10.5555/winter-storms"_s, {} },
    };
    return formats::csv(headings, rows);
}

} // namespace baton::batch
