#include "app/practice/api/rules.h"

#include "app/orcid/identifiers.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

namespace baton::practice {

using namespace Qt::StringLiterals;

namespace rules {

namespace {

QJsonArray idsIn(const QJsonObject &holder, const QString &key = QStringLiteral("external-ids"))
{
    return holder.value(key).toObject().value(QStringLiteral("external-id")).toArray();
}

ApiError badValue(const QString &what, const QList<orcid::Term> &allowed)
{
    return ApiError(9037, {}, { what, orcid::values(allowed).join(u", ") });
}

Refusal citation(const QJsonObject &content)
{
    if (!content.contains(QStringLiteral("citation")))
        return std::nullopt;
    const QJsonObject citation = content.value(QStringLiteral("citation")).toObject();
    if (citation.value(QStringLiteral("citation-value")).toString().trimmed().isEmpty())
        return ApiError(9020, QStringLiteral("Invalid citation, a citation-value is required"));
    if (citation.value(QStringLiteral("citation-type")).toString().isEmpty())
        return badValue(QStringLiteral("citation type"), orcid::citationTypes());
    return std::nullopt;
}

} // namespace

Refusal work(const QJsonObject &content, const QString &issuer)
{
    if (Refusal refusal = title(content.value(QStringLiteral("title")).toObject()))
        return refusal;
    if (!orcid::hasValue(orcid::workTypes(), content.value(QStringLiteral("type")).toString()))
        return badValue(QStringLiteral("work type"), orcid::workTypes());
    const QString language = content.value(QStringLiteral("language-code")).toString();
    if (!language.isEmpty() && !orcid::hasValue(orcid::languages(), language))
        return badValue(QStringLiteral("language code"), orcid::languages());
    if (Refusal refusal = date(content, QStringLiteral("publication-date")))
        return refusal;
    if (Refusal refusal = citation(content))
        return refusal;
    if (Refusal refusal = contributors(content, orcid::workRoles(), issuer))
        return refusal;
    return externalIds(idsIn(content), false, SelfRule::Needed);
}

namespace {

Refusal amount(const QJsonObject &content)
{
    static const QRegularExpression decimal(QStringLiteral("^-?\\d+(\\.\\d+)?$"));
    const QJsonObject amount = content.value(QStringLiteral("amount")).toObject();
    const QString value = amount.value(QStringLiteral("value")).toString();
    const QString currency = amount.value(QStringLiteral("currency-code")).toString();
    if (value.isEmpty() && !currency.isEmpty())
        return ApiError(9020, QStringLiteral("Please specify an amount or remove the amount tag"));
    if (!value.isEmpty() && currency.isEmpty())
        return ApiError(9020, QStringLiteral("Please specify a currency code"));
    if (!value.isEmpty() && !decimal.match(value).hasMatch())
        return ApiError(9054);
    if (!currency.isEmpty() && !orcid::hasValue(orcid::currencies(), currency))
        return ApiError(9020, QStringLiteral("'%1' is not an ISO 4217 currency code").arg(currency));
    return std::nullopt;
}

Refusal startAndEnd(const QJsonObject &content)
{
    for (const QString &key : { QStringLiteral("start-date"), QStringLiteral("end-date") }) {
        if (Refusal refusal = date(content, key))
            return refusal;
    }
    return std::nullopt;
}

/// Month and day count only where both dates have them.
bool endsBeforeStart(const QJsonObject &content)
{
    const QString start = dateText(content, QStringLiteral("start-date")), end = dateText(content, QStringLiteral("end-date"));
    if (start.isEmpty() || end.isEmpty())
        return false;
    if (start.left(4) != end.left(4))
        return end.left(4) < start.left(4);
    const QString startMonth = start.mid(5, 2), endMonth = end.mid(5, 2);
    if (startMonth == u"00" || endMonth == u"00")
        return false;
    if (startMonth != endMonth)
        return endMonth < startMonth;
    const QString startDay = start.right(2), endDay = end.right(2);
    return startDay != u"00" && endDay != u"00" && endDay < startDay;
}

} // namespace

Refusal funding(const QJsonObject &content, const QString &issuer)
{
    if (Refusal refusal = title(content.value(QStringLiteral("title")).toObject()))
        return refusal;
    if (Refusal refusal = amount(content))
        return refusal;
    if (Refusal refusal = startAndEnd(content))
        return refusal;
    if (content.contains(QStringLiteral("end-date")) && !content.contains(QStringLiteral("start-date")))
        return ApiError(9050);
    if (Refusal refusal = contributors(content, orcid::fundingRoles(), issuer))
        return refusal;
    if (Refusal refusal = externalIds(idsIn(content), false, SelfRule::NotNeeded))
        return refusal;
    const QJsonObject organization = content.value(QStringLiteral("organization")).toObject();
    if (organization.isEmpty())
        return ApiError(9046);
    return disambiguated(organization, true);
}

namespace {

Refusal workplace(const QString &section, const QJsonObject &content)
{
    const QJsonObject organization = content.value(QStringLiteral("organization")).toObject();
    const QJsonObject address = organization.value(QStringLiteral("address")).toObject();
    const bool city = !address.value(QStringLiteral("city")).toString().isEmpty();
    const bool region = !address.value(QStringLiteral("region")).toString().isEmpty();
    const bool country = !address.value(QStringLiteral("country")).toString().isEmpty();
    if (organization.isEmpty())
        return ApiError(9046);
    if (section == u"employments" || section == u"educations") {
        if (Refusal refusal = disambiguated(organization, true))
            return refusal;
        return city && country ? Refusal() : ApiError(9060);
    }
    if ((city || region) && !country)
        return ApiError(9061);
    const QJsonObject block = organization.value(QStringLiteral("disambiguated-organization")).toObject();
    const bool hasId = !block.value(QStringLiteral("disambiguated-organization-identifier")).toString().trimmed().isEmpty();
    if (!hasId)
        return idsIn(content).isEmpty() ? Refusal(ApiError(9062)) : std::nullopt;
    return disambiguated(organization, true);
}

} // namespace

Refusal affiliation(const QString &section, const QJsonObject &content)
{
    if (Refusal refusal = workplace(section, content))
        return refusal;
    if (Refusal refusal = startAndEnd(content))
        return refusal;
    if (endsBeforeStart(content))
        return ApiError(9055);
    return externalIds(idsIn(content), true, SelfRule::NotNeeded);
}

namespace {

Refusal reviewGroup(const QString &groupId, Records &records)
{
    if (records.findGroup(groupId) != nullptr)
        return std::nullopt;
    if (!groupId.startsWith(u"issn:"))
        return ApiError(9020, QStringLiteral("The given group id does not exist in our records"));
    const QString issn = groupId.mid(5);
    const orcid::CheckDigit check = orcid::checkDigit(QStringLiteral("issn"), issn);
    if (!check.applies || !check.fits)
        return ApiError(9053, {}, { issn });
    records.addGroup({ 0, groupId, QStringLiteral("ISSN ") + issn, {}, QStringLiteral("journal"), {}, 0 });
    return std::nullopt;
}

} // namespace

Refusal peerReview(const QJsonObject &content, Records &records)
{
    if (Refusal refusal = externalIds(idsIn(content, QStringLiteral("review-identifiers")), false, SelfRule::BesideVersionOf))
        return refusal;
    const QString subject = QStringLiteral("subject-external-identifier");
    if (content.contains(subject)) {
        if (Refusal refusal = externalId(content.value(subject).toObject()))
            return refusal;
    }
    if (Refusal refusal = date(content, QStringLiteral("review-completion-date")))
        return refusal;
    if (content.contains(QStringLiteral("subject-name"))) {
        if (Refusal refusal = title(content.value(QStringLiteral("subject-name")).toObject()))
            return refusal;
    }
    if (Refusal refusal = disambiguated(content.value(QStringLiteral("convening-organization")).toObject(), false))
        return refusal;
    return reviewGroup(content.value(QStringLiteral("review-group-id")).toString(), records);
}

namespace {

Refusal hosts(const QJsonObject &holder)
{
    const QJsonArray list = holder.value(QStringLiteral("hosts")).toObject().value(QStringLiteral("organization")).toArray();
    if (list.isEmpty())
        return ApiError(9046);
    for (const QJsonValue &host : list) {
        if (Refusal refusal = disambiguated(host.toObject(), true))
            return refusal;
    }
    return std::nullopt;
}

Refusal resourcePart(const QJsonObject &part, const QString &name)
{
    if (idsIn(part).isEmpty())
        return ApiError(9023, u"Missing external ID in Research Resource "_s + name);
    if (Refusal refusal = externalIds(idsIn(part), false, SelfRule::NotNeeded))
        return refusal;
    return hosts(part);
}

} // namespace

Refusal researchResource(const QJsonObject &content)
{
    const QJsonObject proposal = content.value(QStringLiteral("proposal")).toObject();
    if (Refusal refusal = title(proposal.value(QStringLiteral("title")).toObject()))
        return refusal;
    if (Refusal refusal = resourcePart(proposal, QStringLiteral("Proposal")))
        return refusal;
    if (Refusal refusal = startAndEnd(proposal))
        return refusal;
    if (proposal.contains(QStringLiteral("end-date")) && !proposal.contains(QStringLiteral("start-date")))
        return ApiError(9050);
    const QJsonArray items = content.value(QStringLiteral("resource-item")).toArray();
    for (const QJsonValue &item : items) {
        if (Refusal refusal = resourcePart(item.toObject(), QStringLiteral("Item")))
            return refusal;
    }
    return std::nullopt;
}

namespace {

Refusal personExternalId(const QJsonObject &content)
{
    for (const auto &[key, limit] :
        { std::pair { QStringLiteral("external-id-type"), 255 }, { QStringLiteral("external-id-value"), 255 } }) {
        const QString value = content.value(key).toString();
        if (value.trimmed().isEmpty() || value.size() > limit)
            return ApiError(9020, QStringLiteral("%1 must have 1 to %2 characters").arg(key).arg(limit));
    }
    const QString url = wrappedValue(content, QStringLiteral("external-id-url"));
    if (url.isEmpty() || url.size() > 2000)
        return ApiError(9020, QStringLiteral("external-id-url must have 1 to 2000 characters"));
    if (content.value(QStringLiteral("external-id-relationship")).toString() != u"self")
        return ApiError(9020, QStringLiteral("Relationship field should be self for person identifiers"));
    return std::nullopt;
}

} // namespace

Refusal personItem(const QString &section, const QJsonObject &content)
{
    if (section == u"external-identifiers")
        return personExternalId(content);
    if (section == u"addresses") {
        const QString country = wrappedValue(content, QStringLiteral("country"));
        return country.isEmpty() ? Refusal(ApiError(9020, QStringLiteral("A country is required"))) : std::nullopt;
    }
    if (section == u"researcher-urls") {
        const QString url = wrappedValue(content, QStringLiteral("url"));
        if (url.trimmed().isEmpty() || url.size() > 2000)
            return ApiError(9020, QStringLiteral("url must have 1 to 2000 characters"));
        return std::nullopt;
    }
    if (content.value(QStringLiteral("content")).toString().trimmed().isEmpty())
        return ApiError(9020, QStringLiteral("content must not be empty"));
    return std::nullopt;
}

} // namespace rules

Refusal checkContent(const orcid::Section &section, const QJsonObject &content, Records &records, const QString &issuer)
{
    using Family = orcid::Section::Family;
    switch (section.family) {
    case Family::Works:
        return rules::work(content, issuer);
    case Family::Fundings:
        return rules::funding(content, issuer);
    case Family::Affiliations:
        return rules::affiliation(section.key, content);
    case Family::PeerReviews:
        return rules::peerReview(content, records);
    case Family::ResearchResources:
        return rules::researchResource(content);
    case Family::PersonItems:
        return rules::personItem(section.key, content);
    case Family::Emails:
        break;
    }
    return std::nullopt;
}

} // namespace baton::practice
