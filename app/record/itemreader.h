#pragma once

#include "app/record/item.h"

#include <QtCore/QHash>

namespace baton::record {

/// One item from what the registry sent. Missing keys leave their part empty (orcid.md 7.1).
Item itemFromJson(const QString &section, const QJsonObject &json, bool full);

/// Every item of a section's list, whatever its nesting (orcid.md 7.3–7.8), newest first. What has no put-code or the
/// wrong type is left out and named in SectionContent::leftOut (S40). Needs no GUI thread.
SectionContent sectionFromJson(const QString &section, const QJsonObject &list);

/// Items per section from GET /activities and GET /person.
QHash<QString, int> countsFromJson(const QJsonObject &activities, const QJsonObject &person);

/// Type and value of each identifier of an item, relationship in words.
struct ExternalId {
    QString type, value, url, relationship;
};
QList<ExternalId> externalIdsOf(const QString &section, const QJsonObject &json);

/// The key that holds a section's identifiers: "external-ids", or "review-identifiers" in a full peer review.
QString externalIdsKey(const QString &section, const QJsonObject &json);

} // namespace baton::record
