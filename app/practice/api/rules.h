#pragma once

#include "app/practice/api/apierror.h"
#include "app/practice/api/records.h"

#include <optional>

namespace baton::practice {

using Refusal = std::optional<ApiError>;

/// The section's rules (orcid.md 8.4–8.10) on canonical content. May create an ISSN review group in `records`.
Refusal checkContent(const orcid::Section &section, const QJsonObject &content, Records &records, const QString &issuer);

namespace rules {

enum class SelfRule { NotNeeded, Needed, BesideVersionOf };

QString wrappedValue(const QJsonObject &holder, const QString &key);
Refusal title(const QJsonObject &title);
/// Each complete and known; at least one unless optional.
Refusal externalIds(const QJsonArray &ids, bool optional, SelfRule selfRule);
Refusal externalId(const QJsonObject &id);
/// Two-digit parts and a real calendar date.
Refusal date(const QJsonObject &content, const QString &key);
/// "2024-03-00" of a date that passed date(); empty when absent.
QString dateText(const QJsonObject &content, const QString &key);
/// The block's id has the form of its source: stands for ORCID's table of organizations.
Refusal disambiguated(const QJsonObject &organization, bool required);
Refusal contributors(const QJsonObject &content, const QList<orcid::Term> &roles, const QString &issuer);

Refusal work(const QJsonObject &content, const QString &issuer);
Refusal funding(const QJsonObject &content, const QString &issuer);
Refusal affiliation(const QString &section, const QJsonObject &content);
Refusal peerReview(const QJsonObject &content, Records &records);
Refusal researchResource(const QJsonObject &content);
Refusal personItem(const QString &section, const QJsonObject &content);

} // namespace rules

} // namespace baton::practice
