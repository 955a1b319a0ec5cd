#include "app/record/outcome.h"

#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::record {

using Verdict = OutcomeRow::Verdict;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Outcome)
};

/// Every field there is, in words: several identifiers of one type stay several.
QList<FieldChange> fieldsIn(const QString &section, const QJsonObject &json)
{
    return differences(section, {}, json);
}

QString takeField(QList<FieldChange> &fields, const QString &name, const QString &preferred)
{
    auto it = std::find_if(fields.begin(), fields.end(), [&](const FieldChange &f) { return f.field == name && f.after == preferred; });
    if (it == fields.end())
        it = std::find_if(fields.begin(), fields.end(), [&](const FieldChange &f) { return f.field == name; });
    if (it == fields.end())
        return {};
    const QString words = it->after;
    fields.erase(it);
    return words;
}

bool isIdentifier(const QString &field)
{
    static const QString prefix = QCoreApplication::translate("Record", "External identifier, %1").arg(QString());
    return field.startsWith(prefix);
}

QString timeWords(const QDateTime &time, const QDateTime &now)
{
    if (time.toLocalTime().date() == now.toLocalTime().date())
        return Words::tr("Today, %1").arg(time.toLocalTime().toString(u"HH:mm"_s));
    return QLocale::c().toString(time.toLocalTime(), u"d MMM yyyy HH:mm"_s);
}

/// Normal forms of identifiers that are new with this write and differ from what was sent.
QList<OutcomeRow> normalForms(const QString &section, const QJsonObject &before, const QJsonObject &stored)
{
    const auto list = [&section](const QJsonObject &json) {
        return arrayOf(json.value(externalIdsKey(section, json)).toObject().value(u"external-id"_s));
    };
    QStringList known;
    for (const QJsonValue &id : list(before))
        known += textAt(id.toObject(), { u"external-id-type"_s }) + u' ' + textAt(id.toObject(), { u"external-id-value"_s });
    QList<OutcomeRow> rows;
    for (const QJsonValue &id : list(stored)) {
        const QString type = textAt(id.toObject(), { u"external-id-type"_s }), value = textAt(id.toObject(), { u"external-id-value"_s });
        const QString normal = textAt(id.toObject(), { u"external-id-normalized"_s });
        if (!normal.isEmpty() && normal != value && !known.contains(type + u' ' + value))
            rows += { Words::tr("%1, normal form").arg(type), {}, normal, Verdict::Added, true };
    }
    return rows;
}

void addDates(QList<OutcomeRow> &rows, const QJsonObject &before, const QJsonObject &stored, const QDateTime &now)
{
    const QDateTime created = timeOf(stored.value(u"created-date"_s)), changed = timeOf(stored.value(u"last-modified-date"_s));
    if (created.isValid())
        rows += { Words::tr("Added"), {}, timeWords(created, now), timeOf(before.value(u"created-date"_s)) == created ? Verdict::Kept : Verdict::New };
    if (changed.isValid())
        rows += { Words::tr("Changed"), {}, timeWords(changed, now), timeOf(before.value(u"last-modified-date"_s)) == changed ? Verdict::Kept : Verdict::New };
}

QString summaryOf(const Outcome &outcome)
{
    QStringList otherwise, normal, added;
    for (const OutcomeRow &row : outcome.rows) {
        if (row.verdict == Verdict::Changed || row.verdict == Verdict::Missing)
            otherwise += row.field;
        else if (row.verdict == Verdict::Added && row.technical)
            normal += row.field.section(u',', 0, 0);
        else if (row.verdict == Verdict::Added)
            added += row.field.toLower();
    }
    if (!otherwise.isEmpty())
        return Words::tr("The registry stored something else than was sent: %1.").arg(otherwise.join(u", "_s));
    if (!normal.isEmpty())
        return normal.size() == 1 ? Words::tr("The registry stored what you sent and added the %1’s normal form, by which it finds duplicates.").arg(normal.first())
                                  : Words::tr("The registry stored what you sent and added the normal forms of %1, by which it finds duplicates.").arg(normal.join(u", "_s));
    if (!added.isEmpty())
        return Words::tr("The registry stored what you sent and added %1.").arg(added.join(u", "_s));
    return Words::tr("The registry stored what you sent.");
}

} // namespace

Outcome outcomeOf(const QString &section, const QJsonObject &before, const QJsonObject &sent, const QJsonObject &stored, const Source &us,
    const QDateTime &now)
{
    Outcome outcome;
    QList<FieldChange> left = fieldsIn(section, stored);
    QList<FieldChange> changes = differences(section, forPost(before), forPost(sent));
    QList<FieldChange> same = fieldsIn(section, forPost(sent));
    for (const FieldChange &change : std::as_const(changes)) {
        OutcomeRow row { change.field, change.after, {}, Verdict::Same, isIdentifier(change.field) };
        if (!change.after.isEmpty())
            takeField(same, change.field, change.after);
        row.stored = change.after.isEmpty() && isIdentifier(change.field) ? QString() : takeField(left, change.field, change.after);
        if (change.after.isEmpty())
            row.sent = Words::tr("(empty)");
        row.verdict = row.stored == change.after ? Verdict::Same : row.stored.isEmpty() ? Verdict::Missing : Verdict::Changed;
        outcome.rows += row;
    }
    const QString visibility = visibilityWord(textAt(stored, { u"visibility"_s }));
    // Sent again as it was: counted, unless the registry made something else of it.
    for (const FieldChange &field : std::as_const(same)) {
        const QString there = takeField(left, field.field, field.after);
        if (there == field.after)
            ++outcome.others;
        else
            outcome.rows += { field.field, field.after, there, there.isEmpty() ? Verdict::Missing : Verdict::Changed, isIdentifier(field.field) };
    }
    outcome.asSent = std::none_of(outcome.rows.begin(), outcome.rows.end(),
        [](const OutcomeRow &row) { return row.verdict == Verdict::Changed || row.verdict == Verdict::Missing; });
    outcome.rows += normalForms(section, before, stored);
    for (const FieldChange &field : std::as_const(left)) {
        // A visibility that was stored before is nothing new.
        if (field.after != visibility || before.isEmpty())
            outcome.rows += { field.field, {}, field.after, Verdict::Added, false };
    }
    outcome.summary = summaryOf(outcome);
    const Source source = Source::fromJson(stored.value(u"source"_s));
    if (stored.contains(u"source"_s))
        outcome.rows += { Words::tr("Source"), {}, source.sentence(), source.sameTuple(us) ? Verdict::Ours : Verdict::NotOurs };
    addDates(outcome.rows, before, stored, now);
    return outcome;
}

} // namespace baton::record
