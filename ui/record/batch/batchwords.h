#pragma once

#include "app/batch/batch.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace baton::ui {

/// "1,200"
inline QString number(int count)
{
    return QLocale(QLocale::English).toString(count);
}

/// A row's number in the file; empty for none.
inline QString numberOf(const batch::Batch &batch, int row)
{
    return row >= 0 ? number(batch.rows.at(row).item.number) : QString();
}

/// "14:03", local time.
inline QString clock(const QDateTime &when)
{
    return when.toLocalTime().toString(QStringLiteral("HH:mm"));
}

} // namespace baton::ui
