#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::orcid {

/// A value of a controlled vocabulary with the words shown for it (orcid.md 10).
struct Term {
    QString value; ///< as in JSON: "journal-article"
    QString label; ///< "Journal article"
};

/// A kind of external identifier (orcid.md 10.2).
struct ExternalIdType {
    QString value;         ///< "doi"
    QString label;         ///< "DOI"
    QString resolvePrefix; ///< "https://doi.org/", empty when ORCID knows none
    bool caseSensitive = false;
    bool funding = false;  ///< offered for fundings (grant_number, proposal-id)
};

const QList<Term> &workTypes();
const QList<Term> &fundingTypes();
const QList<Term> &relationships();
const QList<Term> &visibilities();      ///< public, limited, private
const QList<Term> &workRoles();         ///< the old roles, then CRediT by its URIs
const QList<Term> &fundingRoles();      ///< the same for fundings
const QList<Term> &contributorSequences();
const QList<Term> &citationTypes();
const QList<Term> &reviewTypes();
const QList<Term> &reviewerRoles();
const QList<Term> &subjectTypes();
const QList<Term> &resourceTypes();
const QList<Term> &organizationSources(); ///< ROR, GRID, RINGGOLD, FUNDREF, LEI
const QList<Term> &countries();         ///< ISO 3166-1 alpha-2 and XK, sorted by name
const QList<Term> &languages();         ///< ORCID's list, old Java codes included
const QList<Term> &currencies();        ///< ISO 4217 in use; a withdrawn one is refused (orcid.md 10.7)

const QList<ExternalIdType> &externalIdTypes();
const ExternalIdType *findExternalIdType(const QString &value);

QStringList values(const QList<Term> &terms);
bool hasValue(const QList<Term> &terms, const QString &value);
/// Label of the value; the value itself when it is not in the list.
QString labelOf(const QList<Term> &terms, const QString &value);
/// CRediT roles compare without case; everything else exactly (orcid.md 10.6).
bool isRole(const QList<Term> &roles, const QString &value);

} // namespace baton::orcid
