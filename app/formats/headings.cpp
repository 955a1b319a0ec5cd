#include "app/formats/headings.h"

#include "app/formats/places.h"
#include "app/orcid/enumerations.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// "DOI (self)" and "doi_self" are the same heading.
QString bare(const QString &text)
{
    static const QRegularExpression other(u"[^\\p{L}\\p{N}]+"_s);
    return QString(text).toLower().replace(other, u" "_s).trimmed();
}

using Names = QHash<QString, QString>;

void learn(Names &names, const char *id, const char *others)
{
    for (const QString &other : QString::fromLatin1(others).split(u'|'))
        names.insert(other, QString::fromLatin1(id));
}

/// Columns of every file.
const Names &general()
{
    static const Names all = [] {
        Names names;
        learn(names, "orcid", "orcid|orcid id|orcidid|orcid identifier|researcher orcid|researcher id|id orcid|researcher");
        learn(names, "section", "section|item section|record section");
        learn(names, "put-code", "put code|putcode|put codes");
        return names;
    }();
    return all;
}

Names worksNames()
{
    Names names;
    learn(names, "title", "article title|document title|work title|publication title|name");
    learn(names, "subtitle", "sub title");
    learn(names, "journal-title", "journal|journal name|source title|source|container title|container|publication|book title|conference|conference name|series");
    learn(names, "publication-date",
        "date|year|published|published on|publication year|pub year|pubyear|py|date published|publication date|issue date|issued|year of publication|date of publication");
    learn(names, "contributors", "author|authors|author s|creator|creators|author names|author full names|contributor");
    learn(names, "contributors:editor", "editor|editors");
    learn(names, "url", "link|links|website|web address|uri|address");
    learn(names, "short-description", "abstract|summary|description|abstract note");
    learn(names, "type", "work type|publication type|document type|item type|kind|category");
    learn(names, "language-code", "language|language of work|language of original document");
    learn(names, "country", "country of publication|country");
    learn(names, "citation", "citation value|reference");
    return names;
}

Names fundingNames()
{
    Names names;
    learn(names, "title", "project title|grant title|award title|project|name");
    learn(names, "organization", "funder|funder name|funding agency|funding body|agency|sponsor|organisation|institution");
    learn(names, "organization-city", "city|funder city");
    learn(names, "organization-country", "country|funder country");
    learn(names, "organization-region", "region|state|province");
    learn(names, "external-id:grant_number:self", "grant number|grant no|grant id|award number|award id|grant|grant reference|project number|contract number");
    learn(names, "type", "funding type|kind|category");
    learn(names, "amount", "amount|total amount|award amount|sum|budget|value");
    learn(names, "currency", "currency|currency code");
    learn(names, "short-description", "abstract|summary|description");
    learn(names, "contributors", "investigators|contributor|people");
    learn(names, "url", "link|website|web address|uri");
    return names;
}

Names affiliationNames()
{
    Names names;
    learn(names, "organization",
        "organization name|organisation|organisation name|institution|institution name|university|employer|school|company|affiliation|org|org name|employer name");
    learn(names, "organization-city", "city|town|organization city|organisation city|org city");
    learn(names, "organization-region", "region|state|province|county|state region");
    learn(names, "organization-country", "country|country code|organization country|organisation country|org country");
    learn(names, "department-name", "department|unit|faculty|division|group|dept|school or department");
    learn(names, "role-title", "role|title|position|job title|degree|position title|function|role degree|degree title");
    learn(names, "start-date", "start|from|since|begin|begin date|start year|date from");
    learn(names, "end-date", "end|to|until|end year|date to|finish");
    learn(names, "url", "link|website|web address|uri");
    return names;
}

Names peerReviewNames()
{
    Names names;
    learn(names, "reviewer-role", "role|reviewer role");
    learn(names, "review-type", "type|kind");
    learn(names, "review-completion-date", "date|year|completed|completion date|review date|completion year|review year");
    learn(names, "review-group-id", "group|group id|journal issn|review group");
    learn(names, "review-url", "link|url|review link");
    learn(names, "convening-organization", "organization|organisation|organizer|convener|publisher|institution");
    learn(names, "convening-organization-city", "city|town");
    learn(names, "convening-organization-region", "region|state|province");
    learn(names, "convening-organization-country", "country");
    learn(names, "subject-name", "subject title|title|reviewed title");
    learn(names, "subject-container-name", "journal|subject journal");
    learn(names, "external-id:source-work-id:self", "review id|review identifier|id");
    return names;
}

Names resourceNames()
{
    Names names;
    learn(names, "proposal-title", "title|name|proposal");
    learn(names, "proposal-hosts", "hosts|host");
    learn(names, "proposal-start-date", "start|start date|from");
    learn(names, "proposal-end-date", "end|end date|to");
    learn(names, "proposal-url", "link|url");
    learn(names, "external-id:proposal-id:self", "proposal number|proposal id");
    return names;
}

Names personNames(const QString &section)
{
    Names names;
    if (section == u"keywords")
        learn(names, "content", "keyword|keywords|subject|term");
    if (section == u"other-names")
        learn(names, "content", "name|other name|other names|also known as|alias");
    if (section == u"researcher-urls") {
        learn(names, "url", "website|link|web address|uri|address");
        learn(names, "url-name", "name|title|label|description");
    }
    if (section == u"addresses")
        learn(names, "country", "country code|address");
    if (section == u"external-identifiers") {
        learn(names, "external-id-type", "type|kind|id type");
        learn(names, "external-id-value", "value|id|identifier|id value");
        learn(names, "external-id-url", "url|link");
        learn(names, "external-id-relationship", "relationship");
    }
    return names;
}

Names otherNames(const orcid::Section &section)
{
    using Family = orcid::Section::Family;
    switch (section.family) {
    case Family::Works:
        return worksNames();
    case Family::Fundings:
        return fundingNames();
    case Family::Affiliations:
        return affiliationNames();
    case Family::PeerReviews:
        return peerReviewNames();
    case Family::ResearchResources:
        return resourceNames();
    case Family::PersonItems:
        return personNames(section.key);
    case Family::Emails:
        break;
    }
    return {};
}

/// "doi", "doi self", "issn part of", "pubmed id", with what an identifier means when nothing more is said.
void learnIdentifiers(Names &names, const orcid::Section &section)
{
    for (const orcid::ExternalIdType &type : orcid::externalIdTypes()) {
        const bool varies = section.family == orcid::Section::Family::Works && (type.value == u"isbn" || type.value == u"issn");
        const QString usual = varies ? identifierPlace(type.value) : identifierPlace(type.value, u"self"_s);
        for (const QString &name : { bare(type.value), bare(type.label), bare(type.value) + u" id"_s, bare(type.value) + u" number"_s, bare(type.value) + u"s"_s }) {
            if (!names.contains(name))
                names.insert(name, usual);
        }
        for (const orcid::Term &relation : orcid::relationships())
            names.insert(bare(type.value + u' ' + relation.label), identifierPlace(type.value, relation.value));
    }
    for (const auto &[name, type] : { std::pair { "pubmed", "pmid" }, { "pubmed id", "pmid" }, { "pmcid", "pmc" }, { "pubmed central id", "pmc" },
             { "scopus eid", "eid" }, { "wos", "wosuid" }, { "wos id", "wosuid" }, { "ut", "wosuid" }, { "arxiv number", "arxiv" }, { "arxivid", "arxiv" } }) {
        const QString key = QString::fromLatin1(name);
        if (!names.contains(key))
            names.insert(key, identifierPlace(QString::fromLatin1(type), u"self"_s));
    }
}

void learnOrganizationIds(Names &names, const orcid::Section &section)
{
    const QString owner = section.family == orcid::Section::Family::PeerReviews ? u"convening-organization"_s : u"organization"_s;
    if (!findPlace(section.key, owner))
        return;
    for (const QString &source : { u"ror"_s, u"grid"_s, u"ringgold"_s, u"fundref"_s, u"lei"_s }) {
        for (const QString &name : { source, source + u" id"_s, u"organization "_s + source, u"organization "_s + source + u" id"_s, u"organisation "_s + source })
            names.insert(name, owner + u"-id:"_s + source);
    }
    for (const char *name : { "organization id", "organisation id", "disambiguated organization identifier", "disambiguated id", "funder id", "org id" })
        names.insert(QString::fromLatin1(name), owner + u"-id"_s);
}

QHash<QString, Names> allNames()
{
    QHash<QString, Names> all;
    for (const orcid::Section &section : orcid::allSections()) {
        Names names = otherNames(section);
        if (!identifiersPath(section.key).isEmpty())
            learnIdentifiers(names, section);
        learnOrganizationIds(names, section);
        for (const Place &place : placesOf(section.key)) {
            if (!names.contains(bare(place.target.label)))
                names.insert(bare(place.target.label), place.target.id);
        }
        for (const Place &place : placesOf(section.key))
            names.insert(bare(place.target.id), place.target.id);
        all.insert(section.key, names);
    }
    return all;
}

} // namespace

QString placeOfHeading(const QString &heading, const QString &section)
{
    static const QHash<QString, Names> all = allNames();
    const QString trimmed = heading.trimmed();
    if (findPlace(section, trimmed))
        return trimmed;
    const QString name = bare(trimmed);
    const QString own = all.value(section).value(name);
    return own.isEmpty() ? general().value(name) : own;
}

DatePartHeading datePartOfHeading(const QString &heading)
{
    const QString name = bare(heading);
    static const QStringList parts { u"year"_s, u"month"_s, u"day"_s };
    if (parts.contains(name))
        return { name, {} };
    static const QHash<QString, QString> owners { { u"start"_s, u"start-date"_s }, { u"start date"_s, u"start-date"_s }, { u"end"_s, u"end-date"_s },
        { u"end date"_s, u"end-date"_s }, { u"publication"_s, u"publication-date"_s }, { u"publication date"_s, u"publication-date"_s },
        { u"pub"_s, u"publication-date"_s }, { u"completion"_s, u"review-completion-date"_s }, { u"review completion date"_s, u"review-completion-date"_s },
        { u"review"_s, u"review-completion-date"_s } };
    const QString part = name.section(u' ', -1), of = name.section(u' ', 0, -2);
    return parts.contains(part) && owners.contains(of) ? DatePartHeading { part, owners.value(of) } : DatePartHeading {};
}

} // namespace baton::formats
