#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

namespace baton::record {

/// What tells whether a section is still as it was read. ORCID has no ETag; a section's date is that of its latest item, so it
/// does not move when another item is deleted: the number does.
struct SectionState {
    qint64 changedMs = 0; ///< epoch; 0 = not said
    int count = 0;
    friend bool operator==(const SectionState &, const SectionState &) = default;
};

/// All sections at a glance, from GET /activities and GET /person.
struct Overview {
    QHash<QString, SectionState> sections;
    QHash<QString, int> counts() const;
};

Overview overviewFromJson(const QJsonObject &activities, const QJsonObject &person);
/// The record's own date in GET /{iD}/summary; moves with every change of the record. Invalid when it is not said.
QDateTime lastModifiedFromJson(const QJsonObject &summary);

} // namespace baton::record
