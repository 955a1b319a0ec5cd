#pragma once

#include "app/practice/api/apierror.h"
#include "app/practice/api/records.h"

#include <optional>

namespace baton::practice {

using Refusal = std::optional<ApiError>;

/// The section's rules (app/orcid/rules.h) on canonical content. May create an ISSN review group in `records`.
Refusal checkContent(const orcid::Section &section, const QJsonObject &content, Records &records, const QString &issuer);

} // namespace baton::practice
