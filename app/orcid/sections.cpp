#include "app/orcid/sections.h"

#include "app/orcid/fieldparts.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

namespace baton::orcid {

using namespace Qt::StringLiterals;

namespace {

using Family = Section::Family;

QString translated(const char *text)
{
    return QCoreApplication::translate("Sections", text);
}

/// "put-code created-date …"; "completion-date=review-completion-date" renames, "common:" changes the XML namespace.
QList<SummaryKey> summaryKeys(const char *list)
{
    QList<SummaryKey> keys;
    for (const QString &word : QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype colon = word.indexOf(u':'), equals = word.indexOf(u'=');
        const QString name = word.sliced(colon + 1);
        keys << (equals < 0 ? SummaryKey { name, name, {} }
                            : SummaryKey { name.section(u'=', 0, 0), name.section(u'=', 1), word.left(std::max<qsizetype>(colon, 0)) });
    }
    return keys;
}

Section activity(const char *singular, const char *title, const char *itemTitle, const char *icon, Family family,
    const char *scopes, QList<Field> fields, const char *summary)
{
    Section section;
    section.singular = QString::fromLatin1(singular);
    section.key = section.singular + u's';
    section.listPath = section.key;
    section.itemPath = section.singular;
    section.listKey = family == Family::Affiliations ? QStringLiteral("affiliation-group") : QStringLiteral("group");
    section.summaryKey = section.singular + u"-summary"_s;
    section.title = translated(title);
    section.itemTitle = translated(itemTitle);
    section.icon = QString::fromLatin1(icon);
    section.family = family;
    const QString scope = u'/' + QString::fromLatin1(scopes);
    section.readScope = scope + u"/read-limited"_s;
    section.updateScopes = { scope + u"/update"_s };
    section.createScopes = { scope + u"/create"_s, scope + u"/update"_s };
    section.deleteScopes = section.updateScopes;
    section.fields = std::move(fields);
    section.summary = summaryKeys(summary);
    return section;
}

Section affiliation(const char *singular, const char *title, const char *itemTitle, const char *icon)
{
    return activity(singular, title, itemTitle, icon, Family::Affiliations, "affiliations", affiliationFields(),
        "created-date last-modified-date source put-code department-name role-title start-date end-date organization url "
        "external-ids display-index visibility path");
}

Section person(const char *key, const char *path, const char *singular, const char *title, const char *itemTitle,
    const char *icon, QList<Field> fields)
{
    Section section;
    section.key = QString::fromLatin1(key);
    section.singular = QString::fromLatin1(singular);
    section.listPath = section.itemPath = QString::fromLatin1(path);
    section.listKey = section.summaryKey = section.singular;
    section.title = translated(title);
    section.itemTitle = translated(itemTitle);
    section.icon = QString::fromLatin1(icon);
    section.group = Section::Group::Person;
    section.family = Family::PersonItems;
    section.readScope = QStringLiteral("/orcid-bio/read-limited");
    section.createScopes = section.updateScopes = section.deleteScopes = { QStringLiteral("/orcid-bio/update") };
    section.fields = std::move(fields);
    return section;
}

QList<Section> activities()
{
    return {
        activity("work", QT_TRANSLATE_NOOP("Sections", "Works"), QT_TRANSLATE_NOOP("Sections", "work"), "work", Family::Works,
            "orcid-works", workFields(),
            "put-code created-date last-modified-date source title external-ids url type publication-date journal-title "
            "visibility path display-index"),
        affiliation("employment", QT_TRANSLATE_NOOP("Sections", "Employments"), QT_TRANSLATE_NOOP("Sections", "employment"),
            "briefcase"),
        affiliation("education", QT_TRANSLATE_NOOP("Sections", "Education"), QT_TRANSLATE_NOOP("Sections", "education"), "cap"),
        activity("funding", QT_TRANSLATE_NOOP("Sections", "Funding"), QT_TRANSLATE_NOOP("Sections", "funding"), "coin",
            Family::Fundings, "funding", fundingFields(),
            "created-date last-modified-date source title external-ids url type start-date end-date organization visibility "
            "put-code path display-index"),
        activity("peer-review", QT_TRANSLATE_NOOP("Sections", "Peer reviews"), QT_TRANSLATE_NOOP("Sections", "peer review"),
            "review", Family::PeerReviews, "peer-review", peerReviewFields(),
            "created-date last-modified-date source reviewer-role common:external-ids=review-identifiers review-url review-type "
            "completion-date=review-completion-date review-group-id convening-organization visibility put-code path "
            "display-index"),
        activity("research-resource", QT_TRANSLATE_NOOP("Sections", "Resources"),
            QT_TRANSLATE_NOOP("Sections", "research resource"), "beaker", Family::ResearchResources, "affiliations",
            researchResourceFields(), "created-date last-modified-date source proposal visibility put-code path display-index"),
        affiliation("qualification", QT_TRANSLATE_NOOP("Sections", "Qualifications"),
            QT_TRANSLATE_NOOP("Sections", "qualification"), "okcircle"),
        affiliation("distinction", QT_TRANSLATE_NOOP("Sections", "Distinctions"), QT_TRANSLATE_NOOP("Sections", "distinction"),
            "trusted"),
        affiliation("invited-position", QT_TRANSLATE_NOOP("Sections", "Invited positions"),
            QT_TRANSLATE_NOOP("Sections", "invited position"), "building"),
        affiliation(
            "membership", QT_TRANSLATE_NOOP("Sections", "Memberships"), QT_TRANSLATE_NOOP("Sections", "membership"), "clients"),
        affiliation("service", QT_TRANSLATE_NOOP("Sections", "Services"), QT_TRANSLATE_NOOP("Sections", "service"), "handover"),
    };
}

QList<Section> personSections()
{
    QList<Section> all {
        person("other-names", "other-names", "other-name", QT_TRANSLATE_NOOP("Sections", "Other names"),
            QT_TRANSLATE_NOOP("Sections", "other name"), "person", contentFields()),
        person("keywords", "keywords", "keyword", QT_TRANSLATE_NOOP("Sections", "Keywords"),
            QT_TRANSLATE_NOOP("Sections", "keyword"), "tag", contentFields()),
        person("researcher-urls", "researcher-urls", "researcher-url", QT_TRANSLATE_NOOP("Sections", "Websites"),
            QT_TRANSLATE_NOOP("Sections", "website"), "globe", researcherUrlFields()),
        person("addresses", "address", "address", QT_TRANSLATE_NOOP("Sections", "Countries"),
            QT_TRANSLATE_NOOP("Sections", "country"), "flag", addressFields()),
        person("external-identifiers", "external-identifiers", "external-identifier",
            QT_TRANSLATE_NOOP("Sections", "Other iDs"), QT_TRANSLATE_NOOP("Sections", "other iD"), "link",
            personExternalIdFields()),
        person("emails", "email", "email", QT_TRANSLATE_NOOP("Sections", "Emails"),
            QT_TRANSLATE_NOOP("Sections", "e-mail address"), "at", emailFields()),
    };
    // Other iDs have a scope of their own for adding and changing, yet not for deleting.
    Section &ids = all[4];
    ids.createScopes = ids.updateScopes = { QStringLiteral("/orcid-bio/external-identifiers/create") };
    Section &emails = all[5];
    emails.family = Family::Emails;
    emails.writable = false;
    emails.createScopes = emails.updateScopes = emails.deleteScopes = {};
    return all;
}

} // namespace

QList<Field> Section::summaryFields() const
{
    QList<Field> all;
    for (const SummaryKey &entry : summary) {
        Field copy;
        if (const Field *full = field(entry.from))
            copy = *full;
        else if (entry.from == u"display-index")
            copy = parts::displayIndex();
        copy.key = entry.key;
        if (!entry.prefix.isEmpty())
            copy.xml.prefix = entry.prefix;
        all << copy;
    }
    return all;
}

const QList<Section> &allSections()
{
    static const QList<Section> all = activities() + personSections();
    return all;
}

const Section *findSection(const QString &name)
{
    static const QHash<QString, const Section *> index = [] {
        QHash<QString, const Section *> map;
        for (const Section &section : allSections()) {
            for (const QString &alias : { section.key, section.singular, section.listPath, section.itemPath })
                map.insert(alias, &section);
        }
        return map;
    }();
    return index.value(name, nullptr);
}

} // namespace baton::orcid
