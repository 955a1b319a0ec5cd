#include "app/orcid/rules.h"

#include "app/orcid/identifiers.h"
#include "app/orcid/ruleparts.h"

#include <QtCore/QRegularExpression>

namespace baton::orcid {

using namespace Qt::StringLiterals;
using namespace rules;

namespace {

void citation(Findings &found, const QJsonObject &content)
{
    const QString key = QStringLiteral("citation");
    if (!content.contains(key))
        return;
    const QJsonObject citation = content.value(key).toObject();
    if (citation.value(QStringLiteral("citation-value")).toString().trimmed().isEmpty())
        found.add(Rule::Citation, key + u"/citation-value"_s, 9020, QStringLiteral("Invalid citation, a citation-value is required"));
    if (citation.value(QStringLiteral("citation-type")).toString().isEmpty())
        found.unknownValue(Rule::CitationType, key + u"/citation-type"_s, QStringLiteral("citation type"), citationTypes());
}

void work(Findings &found, const QJsonObject &content, const QString &issuer)
{
    title(found, content.value(QStringLiteral("title")).toObject(), QStringLiteral("title"));
    if (!hasValue(workTypes(), content.value(QStringLiteral("type")).toString()))
        found.unknownValue(Rule::WorkType, QStringLiteral("type"), QStringLiteral("work type"), workTypes());
    const QString languageKey = QStringLiteral("language-code"), language = content.value(languageKey).toString();
    if (!language.isEmpty() && !hasValue(languages(), language))
        found.unknownValue(Rule::Language, languageKey, QStringLiteral("language code"), languages());
    date(found, content, QStringLiteral("publication-date"), {});
    citation(found, content);
    contributors(found, content, workRoles(), issuer);
    externalIds(found, idsIn(content), QStringLiteral("external-ids"), false, SelfRule::Needed);
}

void amount(Findings &found, const QJsonObject &content)
{
    static const QRegularExpression decimal(QStringLiteral("^-?\\d+(\\.\\d+)?$"));
    const QJsonObject amount = content.value(QStringLiteral("amount")).toObject();
    const QString value = amount.value(QStringLiteral("value")).toString();
    const QString currency = amount.value(QStringLiteral("currency-code")).toString();
    const QString atValue = QStringLiteral("amount/value"), atCurrency = QStringLiteral("amount/currency-code");
    if (value.isEmpty() && !currency.isEmpty())
        found.add(Rule::Amount, atValue, 9020, QStringLiteral("Please specify an amount or remove the amount tag"));
    if (!value.isEmpty() && currency.isEmpty())
        found.add(Rule::Currency, atCurrency, 9020, QStringLiteral("Please specify a currency code"));
    if (!value.isEmpty() && !decimal.match(value).hasMatch())
        found.add(Rule::Decimal, atValue, 9054);
    if (!currency.isEmpty() && !hasValue(currencies(), currency))
        found.add(Rule::KnownCurrency, atCurrency, 9020, QStringLiteral("'%1' is not an ISO 4217 currency code").arg(currency));
}

void funding(Findings &found, const QJsonObject &content, const QString &issuer)
{
    title(found, content.value(QStringLiteral("title")).toObject(), QStringLiteral("title"));
    amount(found, content);
    startAndEnd(found, content, {});
    endNeedsStart(found, content, {});
    contributors(found, content, fundingRoles(), issuer);
    externalIds(found, idsIn(content), QStringLiteral("external-ids"), false, SelfRule::NotNeeded);
    const QString key = QStringLiteral("organization");
    const QJsonObject organization = content.value(key).toObject();
    if (organization.isEmpty())
        found.add(Rule::Organization, key, 9046);
    else
        disambiguated(found, organization, key, true);
}

/// Only these two want city, country and an id of the organization.
void strictWorkplace(Findings &found, const QJsonObject &organization, const QJsonObject &address, const QString &path)
{
    disambiguated(found, organization, path, true);
    for (const QString &key : { QStringLiteral("city"), QStringLiteral("country") }) {
        if (address.value(key).toString().isEmpty())
            found.add(Rule::CityAndCountry, path + u"/address/"_s + key, 9060);
    }
}

void workplace(Findings &found, const QString &section, const QJsonObject &content)
{
    const QString path = QStringLiteral("organization");
    const QJsonObject organization = content.value(path).toObject();
    const QJsonObject address = organization.value(QStringLiteral("address")).toObject();
    if (organization.isEmpty()) {
        found.add(Rule::Organization, path, 9046);
        return;
    }
    if (section == u"employments" || section == u"educations") {
        strictWorkplace(found, organization, address, path);
        return;
    }
    const bool placed = !address.value(QStringLiteral("city")).toString().isEmpty()
        || !address.value(QStringLiteral("region")).toString().isEmpty();
    if (placed && address.value(QStringLiteral("country")).toString().isEmpty())
        found.add(Rule::CountryOfCity, path + u"/address/country"_s, 9061);
    const QString key = QStringLiteral("disambiguated-organization"), idKey = QStringLiteral("disambiguated-organization-identifier");
    const bool hasId = !organization.value(key).toObject().value(idKey).toString().trimmed().isEmpty();
    if (hasId)
        disambiguated(found, organization, path, true);
    else if (idsIn(content).isEmpty())
        found.add(Rule::AnyId, path + u'/' + key + u'/' + idKey, 9062);
}

void affiliation(Findings &found, const QString &section, const QJsonObject &content)
{
    workplace(found, section, content);
    startAndEnd(found, content, {});
    if (endsBeforeStart(content))
        found.add(Rule::EndAfterStart, QStringLiteral("end-date"), 9055);
    externalIds(found, idsIn(content), QStringLiteral("external-ids"), true, SelfRule::NotNeeded);
}

void reviewGroup(Findings &found, const QString &groupId, const RuleContext &context)
{
    const QString path = QStringLiteral("review-group-id");
    if (context.hasGroup && context.hasGroup(groupId))
        return;
    if (!groupId.startsWith(u"issn:")) {
        if (context.hasGroup)
            found.add(Rule::KnownGroup, path, 9020, QStringLiteral("The given group id does not exist in our records"));
        return;
    }
    // ISSN groups come into being with their first review.
    const QString issn = groupId.mid(5);
    const CheckDigit check = checkDigit(QStringLiteral("issn"), issn);
    if (!check.applies || !check.fits)
        found.add(Rule::GroupIssn, path, 9053, {}, { issn });
}

void peerReview(Findings &found, const QJsonObject &content, const RuleContext &context)
{
    const QString ids = QStringLiteral("review-identifiers"), subject = QStringLiteral("subject-external-identifier");
    externalIds(found, idsIn(content, ids), ids, false, SelfRule::BesideVersionOf);
    if (content.contains(subject))
        externalId(found, content.value(subject).toObject(), subject);
    date(found, content, QStringLiteral("review-completion-date"), {});
    const QString name = QStringLiteral("subject-name"), body = QStringLiteral("convening-organization");
    if (content.contains(name))
        title(found, content.value(name).toObject(), name);
    disambiguated(found, content.value(body).toObject(), body, false);
    reviewGroup(found, content.value(QStringLiteral("review-group-id")).toString(), context);
}

void hosts(Findings &found, const QJsonObject &holder, const QString &path)
{
    const QString at = joined(path, QStringLiteral("hosts/organization"));
    const QJsonArray list = holder.value(QStringLiteral("hosts")).toObject().value(QStringLiteral("organization")).toArray();
    if (list.isEmpty())
        found.add(Rule::Organization, at, 9046);
    for (qsizetype i = 0; i < list.size(); ++i)
        disambiguated(found, list.at(i).toObject(), at + u"[%1]"_s.arg(i), true);
}

void resourcePart(Findings &found, const QJsonObject &part, const QString &path, const QString &name)
{
    const QString at = joined(path, QStringLiteral("external-ids"));
    if (idsIn(part).isEmpty())
        found.add(Rule::Identifiers, at, 9023, u"Missing external ID in Research Resource "_s + name);
    else
        externalIds(found, idsIn(part), at, false, SelfRule::NotNeeded);
    hosts(found, part, path);
}

void researchResource(Findings &found, const QJsonObject &content)
{
    const QString path = QStringLiteral("proposal");
    const QJsonObject proposal = content.value(path).toObject();
    title(found, proposal.value(QStringLiteral("title")).toObject(), path + u"/title"_s);
    resourcePart(found, proposal, path, QStringLiteral("Proposal"));
    startAndEnd(found, proposal, path);
    endNeedsStart(found, proposal, path);
    const QJsonArray items = content.value(QStringLiteral("resource-item")).toArray();
    for (qsizetype i = 0; i < items.size(); ++i)
        resourcePart(found, items.at(i).toObject(), u"resource-item[%1]"_s.arg(i), QStringLiteral("Item"));
}

void personExternalId(Findings &found, const QJsonObject &content)
{
    for (const QString &key : { QStringLiteral("external-id-type"), QStringLiteral("external-id-value") }) {
        const QString value = content.value(key).toString();
        if (value.trimmed().isEmpty() || value.size() > 255)
            found.add(Rule::PersonIdField, key, 9020, QStringLiteral("%1 must have 1 to 255 characters").arg(key));
    }
    const QString urlKey = QStringLiteral("external-id-url"), url = wrappedValue(content, urlKey);
    if (url.isEmpty() || url.size() > 2000)
        found.add(Rule::Link, urlKey, 9020, QStringLiteral("external-id-url must have 1 to 2000 characters"));
    const QString relationship = QStringLiteral("external-id-relationship");
    if (content.value(relationship).toString() != u"self")
        found.add(Rule::PersonIdSelf, relationship, 9020, QStringLiteral("Relationship field should be self for person identifiers"));
}

void personItem(Findings &found, const QString &section, const QJsonObject &content)
{
    if (section == u"external-identifiers") {
        personExternalId(found, content);
    } else if (section == u"addresses") {
        if (wrappedValue(content, QStringLiteral("country")).isEmpty())
            found.add(Rule::Country, QStringLiteral("country"), 9020, QStringLiteral("A country is required"));
    } else if (section == u"researcher-urls") {
        const QString url = wrappedValue(content, QStringLiteral("url"));
        if (url.trimmed().isEmpty() || url.size() > 2000)
            found.add(Rule::Link, QStringLiteral("url"), 9020, QStringLiteral("url must have 1 to 2000 characters"));
    } else if (content.value(QStringLiteral("content")).toString().trimmed().isEmpty()) {
        found.add(Rule::Text, QStringLiteral("content"), 9020, QStringLiteral("content must not be empty"));
    }
}

} // namespace

QList<RuleBreach> ruleBreaches(const Section &section, const QJsonObject &content, const RuleContext &context)
{
    using Family = Section::Family;
    Findings found;
    switch (section.family) {
    case Family::Works:
        work(found, content, context.issuer);
        break;
    case Family::Fundings:
        funding(found, content, context.issuer);
        break;
    case Family::Affiliations:
        affiliation(found, section.key, content);
        break;
    case Family::PeerReviews:
        peerReview(found, content, context);
        break;
    case Family::ResearchResources:
        researchResource(found, content);
        break;
    case Family::PersonItems:
        personItem(found, section.key, content);
        break;
    case Family::Emails:
        break;
    }
    return found.list;
}

} // namespace baton::orcid
