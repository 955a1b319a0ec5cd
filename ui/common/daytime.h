#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QString>

namespace baton::ui {

/// "Today, 14:03", "19 Nov, 09:42", "19 Nov 2025, 09:42": local time as lists show it, seen from now.
QString dayAndTime(const QDateTime &when, const QDateTime &now);
/// "6 days left", "3 hours left", "12 minutes left".
QString timeLeft(const QDateTime &until, const QDateTime &now);

} // namespace baton::ui
