#include "app/practice/api/memberapi.h"
#include "app/practice/api/recordjson.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

namespace baton::practice {

namespace {

constexpr qsizetype kBulkLimit = 100;

Refusal sightRefusal(Sight sight)
{
    switch (sight) {
    case Sight::NeedsScope:
        return ApiError(9038);
    case Sight::Private:
        return ApiError(9013);
    case Sight::Visible:
        break;
    }
    return std::nullopt;
}

} // namespace

const orcid::Field &MemberApi::documentOf(Target target, const orcid::Section *section)
{
    switch (target) {
    case Target::Record:
        return orcid::document(QStringLiteral("record"));
    case Target::Activities:
        return orcid::document(QStringLiteral("activities-summary"));
    case Target::Person:
        return orcid::document(QStringLiteral("person"));
    case Target::PersonalDetails:
        return orcid::document(QStringLiteral("personal-details"));
    case Target::Biography:
        return orcid::document(QStringLiteral("biography"));
    case Target::BulkRead:
    case Target::BulkAdd:
        return orcid::document(QStringLiteral("bulk"));
    case Target::List:
        return orcid::listDocument(*section);
    case Target::Summary:
        return orcid::summaryDocument(*section);
    case Target::RecordSummary:
        return orcid::document(QStringLiteral("record-summary"));
    case Target::Notifications:
        return orcid::document(QStringLiteral("notifications"));
    case Target::OneNotification:
        return orcid::document(QStringLiteral("notification"));
    case Target::Add:
    case Target::Item:
        break;
    }
    return orcid::itemDocument(*section);
}

HttpResponse MemberApi::read(const Call &call) const
{
    switch (call.route.target) {
    case Target::Item:
    case Target::Summary:
        return readItem(call);
    case Target::BulkRead:
        return readBulk(call);
    case Target::Biography:
        return readBiography(call);
    case Target::RecordSummary:
        return readSummary(call);
    default:
        return readList(call);
    }
}

HttpResponse MemberApi::readList(const Call &call) const
{
    return answer(call, documentOf(call.route.target, call.route.section), [&](Out &out) {
        RecordWriter writer(out, m_issuer, *call.researcher, call.caller);
        switch (call.route.target) {
        case Target::Record:
            return writer.record();
        case Target::Activities:
            return writer.activities();
        case Target::Person:
            return writer.person();
        case Target::PersonalDetails:
            return writer.personalDetails();
        default:
            return writer.sectionList(*call.route.section);
        }
    });
}

HttpResponse MemberApi::readBiography(const Call &call) const
{
    if (call.researcher->biography.isEmpty())
        return refuse(call, ApiError(9041));
    const Sight sight = sightOf(call.researcher->biographyVisibility, call.caller, QStringLiteral("/orcid-bio/read-limited"));
    if (const Refusal refusal = sightRefusal(sight))
        return refuse(call, *refusal);
    return answer(call, documentOf(call.route.target, nullptr), [&](Out &out) { RecordWriter(out, m_issuer, *call.researcher, call.caller).biography(); });
}

RecordItem MemberApi::fundingAsRead(RecordItem item) const
{
    const QString contributors = QStringLiteral("contributors"), contributor = QStringLiteral("contributor"),
                  name = QStringLiteral("credit-name");
    QJsonObject holder = item.content.value(contributors).toObject();
    QJsonArray people = holder.value(contributor).toArray();
    for (qsizetype i = 0; i < people.size(); ++i) {
        QJsonObject person = people.at(i).toObject();
        person.remove(QStringLiteral("contributor-email"));
        const QString orcid
            = person.value(QStringLiteral("contributor-orcid")).toObject().value(QStringLiteral("path")).toString();
        if (const Researcher *known = m_records.find(orcid)) {
            person.remove(name);
            if (!known->publicName().isEmpty())
                person.insert(name, QJsonObject { { QStringLiteral("value"), known->publicName() } });
        }
        people.replace(i, person);
    }
    if (!people.isEmpty()) {
        holder.insert(contributor, people);
        item.content.insert(contributors, holder);
    }
    return item;
}

HttpResponse MemberApi::readItem(const Call &call) const
{
    const orcid::Section &section = *call.route.section;
    const RecordItem *item = m_records.findItem(call.orcid, section.key, call.putCode);
    if (item == nullptr)
        return refuse(call, ApiError(9016));
    if (const Refusal refusal = sightRefusal(sightOf(*item, call.caller, section)))
        return refuse(call, *refusal);
    return answer(call, documentOf(call.route.target, &section), [&](Out &out) {
        ItemWriter writer(out, m_issuer, *call.researcher);
        if (call.route.target == Target::Summary)
            writer.summary(section, *item);
        else if (section.family == orcid::Section::Family::Fundings)
            writer.full(section, fundingAsRead(*item));
        else
            writer.full(section, *item);
    });
}

/// Found works first, then an error for each that is not there or not to be seen (orcid.md 6.4).
HttpResponse MemberApi::readBulk(const Call &call) const
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,18}$"));
    const orcid::Section &section = *call.route.section;
    const QStringList codes = call.route.codes.split(u',', Qt::SkipEmptyParts);
    if (codes.size() > kBulkLimit)
        return refuse(call, ApiError(9042));
    QList<const RecordItem *> found;
    QList<ApiError> errors;
    for (const QString &code : codes) {
        if (!digits.match(code.trimmed()).hasMatch())
            return refuse(call, ApiError(9006, QStringLiteral("'%1' is not a put-code").arg(code)));
        const RecordItem *item = m_records.findItem(call.orcid, section.key, code.trimmed().toLongLong());
        if (item == nullptr) {
            errors << ApiError(9034, QStringLiteral("'%1' is not a valid put code").arg(code.trimmed()));
        } else if (const Refusal refusal = sightRefusal(sightOf(*item, call.caller, section))) {
            errors << *refusal;
        } else {
            found << item;
        }
    }
    return answer(call, orcid::document(QStringLiteral("bulk")), [&](Out &out) {
        ItemWriter writer(out, m_issuer, *call.researcher);
        out.beginObject().key(u"bulk").beginArray();
        for (const RecordItem *item : std::as_const(found)) {
            out.beginObject().key(u"work");
            writer.full(section, *item);
            out.endObject();
        }
        for (const ApiError &error : std::as_const(errors)) {
            out.beginObject().key(u"error");
            error.write(out, call.caller.clientName);
            out.endObject();
        }
        out.endArray().endObject();
    });
}

} // namespace baton::practice
