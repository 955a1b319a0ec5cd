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
using Family = orcid::Section::Family;

/// What a column is called in files from elsewhere: other names of a place, with | between them.
struct Known {
    Family family;
    const char *id, *others;
    const char *section = nullptr; ///< of the family; null = each
};

constexpr Known known[] = {
    { Family::Works, "title", "article title|document title|work title|publication title|name" },
    { Family::Works, "subtitle", "sub title" },
    { Family::Works, "journal-title",
        "journal|journal name|source title|source|container title|container|publication|book title|conference|conference name|series" },
    { Family::Works, "publication-date",
        "date|year|published|published on|publication year|pub year|pubyear|py|date published|publication date|issue date|issued|year of publication|date of publication" },
    { Family::Works, "contributors", "author|authors|author s|creator|creators|author names|author full names|contributor" },
    { Family::Works, "contributors:editor", "editor|editors" },
    { Family::Works, "url", "link|links|website|web address|uri|address" },
    { Family::Works, "short-description", "abstract|summary|description|abstract note" },
    { Family::Works, "type", "work type|publication type|document type|item type|kind|category" },
    { Family::Works, "language-code", "language|language of work|language of original document" },
    { Family::Works, "country", "country of publication|country" },
    { Family::Works, "citation", "citation value|reference" },
    { Family::Fundings, "title", "project title|grant title|award title|project|name" },
    { Family::Fundings, "organization", "funder|funder name|funding agency|funding body|agency|sponsor|organisation|institution" },
    { Family::Fundings, "organization-city", "city|funder city" },
    { Family::Fundings, "organization-country", "country|funder country" },
    { Family::Fundings, "organization-region", "region|state|province" },
    { Family::Fundings, "external-id:grant_number:self",
        "grant number|grant no|grant id|award number|award id|grant|grant reference|project number|contract number" },
    { Family::Fundings, "type", "funding type|kind|category" },
    { Family::Fundings, "amount", "amount|total amount|award amount|sum|budget|value" },
    { Family::Fundings, "currency", "currency|currency code" },
    { Family::Fundings, "short-description", "abstract|summary|description" },
    { Family::Fundings, "contributors", "investigators|contributor|people" },
    { Family::Fundings, "url", "link|website|web address|uri" },
    { Family::Affiliations, "organization",
        "organization name|organisation|organisation name|institution|institution name|university|employer|school|company|affiliation|org|org name|employer name" },
    { Family::Affiliations, "organization-city", "city|town|organization city|organisation city|org city" },
    { Family::Affiliations, "organization-region", "region|state|province|county|state region" },
    { Family::Affiliations, "organization-country", "country|country code|organization country|organisation country|org country" },
    { Family::Affiliations, "department-name", "department|unit|faculty|division|group|dept|school or department" },
    { Family::Affiliations, "role-title", "role|title|position|job title|degree|position title|function|role degree|degree title" },
    { Family::Affiliations, "start-date", "start|from|since|begin|begin date|start year|date from" },
    { Family::Affiliations, "end-date", "end|to|until|end year|date to|finish" },
    { Family::Affiliations, "url", "link|website|web address|uri" },
    { Family::PeerReviews, "reviewer-role", "role|reviewer role" },
    { Family::PeerReviews, "review-type", "type|kind" },
    { Family::PeerReviews, "review-completion-date", "date|year|completed|completion date|review date|completion year|review year" },
    { Family::PeerReviews, "review-group-id", "group|group id|journal issn|review group" },
    { Family::PeerReviews, "review-url", "link|url|review link" },
    { Family::PeerReviews, "convening-organization", "organization|organisation|organizer|convener|publisher|institution" },
    { Family::PeerReviews, "convening-organization-city", "city|town" },
    { Family::PeerReviews, "convening-organization-region", "region|state|province" },
    { Family::PeerReviews, "convening-organization-country", "country" },
    { Family::PeerReviews, "subject-name", "subject title|title|reviewed title" },
    { Family::PeerReviews, "subject-container-name", "journal|subject journal" },
    { Family::PeerReviews, "external-id:source-work-id:self", "review id|review identifier|id" },
    { Family::ResearchResources, "proposal-title", "title|name|proposal" },
    { Family::ResearchResources, "proposal-hosts", "hosts|host" },
    { Family::ResearchResources, "proposal-start-date", "start|start date|from" },
    { Family::ResearchResources, "proposal-end-date", "end|end date|to" },
    { Family::ResearchResources, "proposal-url", "link|url" },
    { Family::ResearchResources, "external-id:proposal-id:self", "proposal number|proposal id" },
    { Family::PersonItems, "content", "keyword|keywords|subject|term", "keywords" },
    { Family::PersonItems, "content", "name|other name|other names|also known as|alias", "other-names" },
    { Family::PersonItems, "url", "website|link|web address|uri|address", "researcher-urls" },
    { Family::PersonItems, "url-name", "name|title|label|description", "researcher-urls" },
    { Family::PersonItems, "country", "country code|address", "addresses" },
    { Family::PersonItems, "external-id-type", "type|kind|id type", "external-identifiers" },
    { Family::PersonItems, "external-id-value", "value|id|identifier|id value", "external-identifiers" },
    { Family::PersonItems, "external-id-url", "url|link", "external-identifiers" },
    { Family::PersonItems, "external-id-relationship", "relationship", "external-identifiers" },
};

/// Columns of every file.
constexpr std::pair<const char *, const char *> general[] = {
    { "orcid", "orcid|orcid id|orcidid|orcid identifier|researcher orcid|researcher id|id orcid|researcher" },
    { "section", "section|item section|record section" },
    { "put-code", "put code|putcode|put codes" },
};

void learn(Names &names, const char *id, const char *others)
{
    for (const QString &other : QString::fromLatin1(others).split(u'|'))
        names.insert(other, QString::fromLatin1(id));
}

Names otherNames(const orcid::Section &section)
{
    Names names;
    for (const Known &one : known) {
        if (one.family == section.family && (!one.section || section.key == QLatin1String(one.section)))
            learn(names, one.id, one.others);
    }
    return names;
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
    static const Names ofEveryFile = [] {
        Names names;
        for (const auto &[id, others] : general)
            learn(names, id, others);
        return names;
    }();
    const QString trimmed = heading.trimmed();
    if (findPlace(section, trimmed))
        return trimmed;
    const QString name = bare(trimmed);
    const QString own = all.value(section).value(name);
    return own.isEmpty() ? ofEveryFile.value(name) : own;
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
