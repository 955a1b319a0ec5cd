#pragma once

#include "app/orcid/sections.h"

#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <functional>

namespace baton::orcid {

/// What a section rule asks for (orcid.md 8.4–8.10).
enum class Rule {
    Title, TranslatedTitle, TitleLanguage, Language, WorkType, Identifiers, IdentifierType, KnownIdentifierType, IdentifierValue,
    Relationship, FundedBy, SelfIdentifier, RealDate, StartDate, EndAfterStart, Citation, CitationType, ContributorId,
    ContributorName, ContributorRole, Amount, Currency, KnownCurrency, Decimal, Organization, OrganizationId,
    OrganizationIdForm, CityAndCountry, CountryOfCity, AnyId, KnownGroup, GroupIssn, PersonIdField, PersonIdSelf, Country, Link, Text
};

/// A rule that the content breaks.
struct RuleBreach {
    Rule rule;
    QString path;  ///< of JSON keys: "external-ids/external-id[1]/external-id-value"
    int code = 0;  ///< ORCID's: 9022, …
    QString words; ///< ORCID's "Full validation error", may be empty
    QStringList parameters; ///< of the developer message, errors.h
};

/// What the rules need to know of the registry.
struct RuleContext {
    /// Contributors' iDs may live there besides orcid.org; empty = not known, then a practice registry's are taken too.
    QString issuer;
    std::function<bool(const QString &groupId)> hasGroup; ///< none: taken to exist
};

/// Everything the section's rules refuse in canonical content (shape.h), in the order ORCID looks; it answers with the
/// first. Content with shape problems may be given too: what is missing counts as missing.
QList<RuleBreach> ruleBreaches(const Section &section, const QJsonObject &content, const RuleContext &context = {});

} // namespace baton::orcid
