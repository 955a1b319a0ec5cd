#pragma once

#include "app/record/item.h"

namespace baton::record {

/// What a record has once, and clients only read: names and biography (orcid.md 6.3, 7.8). Shown like a section, yet none of
/// orcid::allSections(): nothing in it has a put-code.
QString personalDetails(); ///< its key: "personal-details"

/// Of the answer to GET /{iD}/personal-details: the name, then the biography; what the token may not see is missing. The items'
/// put-codes only tell the two apart.
SectionContent personalDetailsFromJson(const QJsonObject &json, const QString &orcid);
/// "name" or "biography".
QString partOfPersonalDetails(const Item &item);

} // namespace baton::record
