#pragma once

#include "app/practice/api/records.h"

#include <QtCore/QJsonArray>

namespace baton::practice {

/// Items that stand for the same thing.
struct ItemGroup {
    QList<const RecordItem *> items; ///< highest display-index first, then oldest
    QJsonArray ids;                  ///< the external ids that hold it together
    qint64 modified = 0;             ///< newest of its items
    QString sortDate, sortTitle, sortType; ///< of the newest item
};

/// Items of one review group, grouped further by identifier.
struct ReviewGroup {
    QString groupId;
    QList<ItemGroup> groups;
    qint64 modified = 0;
};

/// Groups by normalized self and version-of ids of one type, also through third items (orcid.md 7.3).
/// Linear but for the final sorting, so 10,000 works are no trouble.
QList<ItemGroup> groupItems(const orcid::Section &section, const QList<const RecordItem *> &items);
/// First by review-group-id, then by identifier (orcid.md 7.6).
QList<ReviewGroup> groupReviews(const orcid::Section &section, const QList<const RecordItem *> &items);

/// One line that names an item: work and funding titles, organization names, …
QString itemTitle(const orcid::Section &section, const QJsonObject &content);

} // namespace baton::practice
