#pragma once

#include <QtCore/QString>

namespace baton::formats {

/// Which place a column of a CSV is for, by its heading: id or label of a target, JSON key, or a common other name.
/// "orcid", "section" and "put-code" for those three; empty when it is not known.
QString placeOfHeading(const QString &heading, const QString &section);
/// "year", "month" or "day" when the heading is that of a part of a date, with what stands before it.
struct DatePartHeading {
    QString part;
    QString of; ///< id of the date's place; empty = the section's own
};
DatePartHeading datePartOfHeading(const QString &heading);

} // namespace baton::formats
