#pragma once

#include "app/formats/draft.h"
#include "app/formats/row.h"

namespace baton::formats {

/// Makes a row whole: title, identifier, key.
void finishRow(Row &row, const Draft &draft);
void finishRow(Row &row, const QJsonObject &content);
/// An entry nothing can be made of.
Row unusableRow(const QString &section, const QString &key, const QString &title, const QString &why);
/// A line for lists out of any text.
QString oneLine(const QString &text, qsizetype limit = 200);

} // namespace baton::formats
