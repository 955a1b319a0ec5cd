#pragma once

#include "app/base/error.h"
#include "app/http/httpclient.h"
#include "app/record/difference.h"

#include <optional>

namespace baton::record {

/// What an answer other than success means. `orcid.<n>` with details = ORCID's error body (orcid.md 9.1), and
/// details["put-code"] when the message names one; record.token, record.forbidden for the OAuth shape that comes
/// before the API; record.busy for 429 and 503; record.answer for anything else.
Error refusal(const http::Response &response);

/// True if the registry gave no answer, or is too busy for one: what was read before is the best there is.
bool isOffline(const Error &error);

/// ORCID's error code in an answer, 0 if it has none.
int orcidCode(const http::Response &response);

/// The field that a refusal (orcid.<n>) is about, by its code or the key its message names; none when it names none.
std::optional<FieldProblem> refusedField(const QString &section, const QJsonObject &content, const Error &error);

/// True if a request may have been carried out although no answer came (S44).
bool mayHaveArrived(const Error &error);
bool mayHaveArrived(const http::Response &response);

} // namespace baton::record
