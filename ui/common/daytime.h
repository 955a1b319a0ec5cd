#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QString>

namespace baton::ui {

/// "Today, 14:03", "19 Nov, 09:42", "19 Nov 2025, 09:42": local time as lists show it, seen from now.
QString dayAndTime(const QDateTime &when, const QDateTime &now);
/// "14:03", or with the day when that is not today: when something was read, local time.
QString readAtWords(const QDateTime &when);
/// "6 days left", "3 hours left", "12 minutes left".
QString timeLeft(const QDateTime &until, const QDateTime &now);

} // namespace baton::ui
