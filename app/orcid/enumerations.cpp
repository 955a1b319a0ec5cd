#include "app/orcid/enumerations.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

#include <algorithm>

namespace baton::orcid {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Vocabulary", text);
}

/// "conference-paper" -> "Conference paper".
QString spoken(const QString &value)
{
    QString words = value;
    words.replace(u'-', u' ').replace(u'_', u' ');
    if (!words.isEmpty())
        words[0] = words.at(0).toUpper();
    return words;
}

QList<Term> terms(const char *list, const QHash<QString, QString> &labels = {})
{
    QList<Term> all;
    for (const QString &value : QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts))
        all << Term { value, labels.value(value, spoken(value)) };
    return all;
}

QHash<QString, QString> workTypeLabels()
{
    return {
        { QStringLiteral("data-set"), tr("Dataset") },
        { QStringLiteral("dissertation-thesis"), tr("Dissertation or thesis") },
        { QStringLiteral("lecture-speech"), tr("Lecture or speech") },
        { QStringLiteral("spin-off-company"), tr("Spin-off company") },
        { QStringLiteral("standards-and-policy"), tr("Standard or policy") },
        { QStringLiteral("undefined"), tr("Not defined") },
        { QStringLiteral("journal-article"), tr("Journal article") },
        { QStringLiteral("book-chapter"), tr("Book chapter") },
        { QStringLiteral("conference-paper"), tr("Conference paper") },
    };
}

constexpr auto kWorkTypes
    = "annotation artistic-performance blog-post book-chapter book-review book cartographic-material clinical-study "
      "conference-abstract conference-output conference-paper conference-poster conference-presentation "
      "conference-proceedings data-management-plan data-set design dictionary-entry disclosure dissertation-thesis "
      "edited-book encyclopedia-entry image invention journal-article journal-issue learning-object lecture-speech "
      "license magazine-article manual moving-image musical-composition newsletter-article newspaper-article "
      "online-resource other patent physical-object preprint public-speech registered-copyright report "
      "research-technique research-tool review software sound spin-off-company standards-and-policy "
      "supervised-student-publication technical-standard test trademark transcription translation website "
      "working-paper undefined";

QList<Term> creditRoles()
{
    QList<Term> roles;
    for (const Term &role : terms("conceptualization data-curation formal-analysis funding-acquisition investigation "
                                  "methodology project-administration resources software supervision validation "
                                  "visualization writing-original-draft writing-review-editing",
             { { QStringLiteral("writing-original-draft"), tr("Writing, original draft") },
                 { QStringLiteral("writing-review-editing"), tr("Writing, review and editing") } }))
        roles << Term { u"http://credit.niso.org/contributor-roles/"_s + role.value + u'/', role.label };
    return roles;
}

} // namespace

const QList<Term> &workTypes()
{
    static const QList<Term> all = terms(kWorkTypes, workTypeLabels());
    return all;
}

const QList<Term> &fundingTypes()
{
    static const QList<Term> all = terms("grant contract award salary-award");
    return all;
}

const QList<Term> &relationships()
{
    static const QList<Term> all { { QStringLiteral("self"), tr("self") }, { QStringLiteral("part-of"), tr("part of") },
        { QStringLiteral("version-of"), tr("version of") }, { QStringLiteral("funded-by"), tr("funded by") } };
    return all;
}

const QList<Term> &visibilities()
{
    static const QList<Term> all { { QStringLiteral("public"), tr("Everyone") },
        { QStringLiteral("limited"), tr("Trusted parties") }, { QStringLiteral("private"), tr("Only the researcher") } };
    return all;
}

const QList<Term> &workRoles()
{
    static const QList<Term> all = terms("author assignee editor chair-or-translator co-investigator co-inventor "
                                         "graduate-student other-inventor principal-investigator "
                                         "postdoctoral-researcher support-staff")
        + creditRoles();
    return all;
}

const QList<Term> &fundingRoles()
{
    static const QList<Term> all = terms("lead co-lead supported-by other-contribution") + creditRoles();
    return all;
}

const QList<Term> &contributorSequences()
{
    static const QList<Term> all = terms("first additional");
    return all;
}

const QList<Term> &citationTypes()
{
    static const QList<Term> all = terms("formatted-unspecified bibtex formatted-apa formatted-harvard formatted-ieee "
                                         "formatted-mla formatted-vancouver formatted-chicago ris",
        { { QStringLiteral("bibtex"), QStringLiteral("BibTeX") }, { QStringLiteral("ris"), QStringLiteral("RIS") },
            { QStringLiteral("formatted-unspecified"), tr("Formatted text") },
            { QStringLiteral("formatted-apa"), QStringLiteral("APA") },
            { QStringLiteral("formatted-harvard"), QStringLiteral("Harvard") },
            { QStringLiteral("formatted-ieee"), QStringLiteral("IEEE") },
            { QStringLiteral("formatted-mla"), QStringLiteral("MLA") },
            { QStringLiteral("formatted-vancouver"), QStringLiteral("Vancouver") },
            { QStringLiteral("formatted-chicago"), QStringLiteral("Chicago") } });
    return all;
}

const QList<Term> &reviewTypes()
{
    static const QList<Term> all = terms("review evaluation");
    return all;
}

const QList<Term> &reviewerRoles()
{
    static const QList<Term> all = terms("reviewer editor member chair organizer");
    return all;
}

const QList<Term> &subjectTypes()
{
    static const QList<Term> all = workTypes() + terms("grant contract award salary-award research-resource-proposal");
    return all;
}

const QList<Term> &resourceTypes()
{
    static const QList<Term> all = terms("infrastructures collections equipment services");
    return all;
}

const QList<Term> &organizationSources()
{
    static const QList<Term> all { { QStringLiteral("ROR"), QStringLiteral("ROR") },
        { QStringLiteral("GRID"), QStringLiteral("GRID") }, { QStringLiteral("RINGGOLD"), QStringLiteral("Ringgold") },
        { QStringLiteral("FUNDREF"), QStringLiteral("Funder Registry") }, { QStringLiteral("LEI"), QStringLiteral("LEI") } };
    return all;
}

const QList<ExternalIdType> &externalIdTypes()
{
    static const QList<ExternalIdType> all = [] {
        const QHash<QString, QString> labels {
            { QStringLiteral("arxiv"), QStringLiteral("arXiv") }, { QStringLiteral("grant_number"), tr("Grant number") },
            { QStringLiteral("handle"), tr("Handle") }, { QStringLiteral("other-id"), tr("Other identifier") },
            { QStringLiteral("pat"), tr("Patent number") }, { QStringLiteral("proposal-id"), tr("Proposal id") },
            { QStringLiteral("source-work-id"), tr("The source’s own id") }, { QStringLiteral("raid"), QStringLiteral("RAiD") },
            { QStringLiteral("lensid"), QStringLiteral("Lens ID") }, { QStringLiteral("cienciaiul"), QStringLiteral("Ciência-IUL") },
            { QStringLiteral("authenticusid"), QStringLiteral("Authenticus ID") }, { QStringLiteral("bibcode"), tr("Bibcode") },
            { QStringLiteral("ethos"), QStringLiteral("EThOS") },
        };
        const QHash<QString, QString> prefixes {
            { QStringLiteral("doi"), QStringLiteral("https://doi.org/") },
            { QStringLiteral("arxiv"), QStringLiteral("https://arxiv.org/abs/") },
            { QStringLiteral("pmid"), QStringLiteral("https://pubmed.ncbi.nlm.nih.gov/") },
            { QStringLiteral("pmc"), QStringLiteral("https://europepmc.org/article/pmc/") },
            { QStringLiteral("hal"), QStringLiteral("https://hal.archives-ouvertes.fr/view/resolver/") },
        };
        const QStringList exact = QStringLiteral("ark bibcode cgn emdb empiar ethos k10plus ol rrid uri").split(u' ');
        QList<ExternalIdType> types;
        for (const QString &value :
            QStringLiteral("agr ark arxiv asin asin-tld authenticusid bibcode cba cgn cienciaiul cit cstr ctx dnb doi eid "
                           "emdb empiar ethos grant_number hal handle hir isbn ismn issn jfm jstor k10plus kuid lccn "
                           "lensid mr oclc ol osti other-id pat pdb pmc pmid ppr proposal-id raid rfc rrid "
                           "source-work-id ssrn uri urn wosuid zbl")
                .split(u' ')) {
            types << ExternalIdType { value, labels.value(value, value.toUpper()), prefixes.value(value), exact.contains(value),
                value == u"grant_number" || value == u"proposal-id" };
        }
        return types;
    }();
    return all;
}

const ExternalIdType *findExternalIdType(const QString &value)
{
    static const QHash<QString, const ExternalIdType *> index = [] {
        QHash<QString, const ExternalIdType *> map;
        for (const ExternalIdType &type : externalIdTypes())
            map.insert(type.value, &type);
        return map;
    }();
    return index.value(value, nullptr);
}

QStringList values(const QList<Term> &list)
{
    QStringList all;
    all.reserve(list.size());
    for (const Term &term : list)
        all << term.value;
    return all;
}

bool hasValue(const QList<Term> &list, const QString &value)
{
    return std::any_of(list.cbegin(), list.cend(), [&value](const Term &term) { return term.value == value; });
}

QString labelOf(const QList<Term> &list, const QString &value)
{
    const auto found = std::find_if(list.cbegin(), list.cend(), [&value](const Term &term) { return term.value == value; });
    return found == list.cend() ? value : found->label;
}

bool isRole(const QList<Term> &roles, const QString &value)
{
    return std::any_of(roles.cbegin(), roles.cend(), [&value](const Term &role) {
        return role.value.startsWith(u"http:") ? role.value.compare(value, Qt::CaseInsensitive) == 0 : role.value == value;
    });
}

} // namespace baton::orcid
