#include "app/orcid/enumerations.h"

#include "app/orcid/termtables.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

#include <algorithm>

namespace baton::orcid {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Vocabulary)
};

template <size_t N>
QList<Term> terms(const tables::Entry (&entries)[N])
{
    QList<Term> all;
    all.reserve(N);
    for (const tables::Entry &entry : entries)
        all << Term { QString::fromLatin1(entry.value), QCoreApplication::translate("Vocabulary", entry.label) };
    return all;
}

QList<Term> creditRoles()
{
    QList<Term> roles = terms(tables::kCreditRoles);
    for (Term &role : roles)
        role.value = u"http://credit.niso.org/contributor-roles/"_s + role.value + u'/';
    return roles;
}

} // namespace

const QList<Term> &workTypes()
{
    static const QList<Term> all = terms(tables::kWorkTypes);
    return all;
}

const QList<Term> &fundingTypes()
{
    static const QList<Term> all = terms(tables::kFundingTypes);
    return all;
}

const QList<Term> &relationships()
{
    static const QList<Term> all { { QStringLiteral("self"), Words::tr("self") },
        { QStringLiteral("part-of"), Words::tr("part of") }, { QStringLiteral("version-of"), Words::tr("version of") },
        { QStringLiteral("funded-by"), Words::tr("funded by") } };
    return all;
}

const QList<Term> &visibilities()
{
    static const QList<Term> all { { QStringLiteral("public"), Words::tr("Everyone") },
        { QStringLiteral("limited"), Words::tr("Trusted parties") },
        { QStringLiteral("private"), Words::tr("Only the researcher") } };
    return all;
}

const QList<Term> &workRoles()
{
    static const QList<Term> all = terms(tables::kWorkRoles) + creditRoles();
    return all;
}

const QList<Term> &fundingRoles()
{
    static const QList<Term> all = terms(tables::kFundingRoles) + creditRoles();
    return all;
}

const QList<Term> &contributorSequences()
{
    static const QList<Term> all = terms(tables::kSequences);
    return all;
}

const QList<Term> &citationTypes()
{
    static const QList<Term> all { { QStringLiteral("formatted-unspecified"), Words::tr("Formatted text") },
        { QStringLiteral("bibtex"), QStringLiteral("BibTeX") }, { QStringLiteral("formatted-apa"), QStringLiteral("APA") },
        { QStringLiteral("formatted-harvard"), QStringLiteral("Harvard") },
        { QStringLiteral("formatted-ieee"), QStringLiteral("IEEE") },
        { QStringLiteral("formatted-mla"), QStringLiteral("MLA") },
        { QStringLiteral("formatted-vancouver"), QStringLiteral("Vancouver") },
        { QStringLiteral("formatted-chicago"), QStringLiteral("Chicago") }, { QStringLiteral("ris"), QStringLiteral("RIS") } };
    return all;
}

const QList<Term> &reviewTypes()
{
    static const QList<Term> all = terms(tables::kReviewTypes);
    return all;
}

const QList<Term> &reviewerRoles()
{
    static const QList<Term> all = terms(tables::kReviewerRoles);
    return all;
}

const QList<Term> &subjectTypes()
{
    static const QList<Term> all = workTypes() + terms(tables::kOtherSubjects);
    return all;
}

const QList<Term> &resourceTypes()
{
    static const QList<Term> all = terms(tables::kResourceTypes);
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
            { QStringLiteral("arxiv"), QStringLiteral("arXiv") },
            { QStringLiteral("grant_number"), Words::tr("Grant number") },
            { QStringLiteral("handle"), Words::tr("Handle") },
            { QStringLiteral("other-id"), Words::tr("Other identifier") },
            { QStringLiteral("pat"), Words::tr("Patent number") },
            { QStringLiteral("proposal-id"), Words::tr("Proposal id") },
            { QStringLiteral("source-work-id"), Words::tr("The source’s own id") },
            { QStringLiteral("raid"), QStringLiteral("RAiD") },
            { QStringLiteral("lensid"), QStringLiteral("Lens ID") },
            { QStringLiteral("cienciaiul"), QStringLiteral("Ciência-IUL") },
            { QStringLiteral("authenticusid"), QStringLiteral("Authenticus ID") },
            { QStringLiteral("bibcode"), Words::tr("Bibcode") },
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
