#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <optional>

namespace baton::formats {

/// A date as far as it is known; what the calendar says to it is not looked at (30 February stays what it is).
struct PartialDate {
    int year = 0, month = 0, day = 0;

    /// {"year":{"value":"2024"},…} (orcid.md 7.1)
    QJsonObject toJson() const;
    /// "2024-03-09", as far as it goes.
    QString toText() const;
    static PartialDate fromJson(const QJsonValue &date);
};

/// "2024", "2024-03-09", "2024/3", "9 March 2024", "March 2024", "09.03.2024", "2024-03-09T00:00:00Z". `doubt` is set when day
/// and month can't be told apart ("3/9/2024"); the year alone comes back then. Nothing when it is no date.
std::optional<PartialDate> dateFrom(const QString &text, bool *doubt = nullptr);
/// 1 to 12 from "3", "03", "mar", "March"; 0 when it is none.
int monthFrom(const QString &text);

} // namespace baton::formats
