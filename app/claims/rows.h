#pragma once

#include "app/claims/claims.h"

namespace baton::claims {

/// The claims as a table: known ones in a fixed order with their meaning, the others after them by name.
QList<Row> rowsOf(const QJsonObject &payload);

} // namespace baton::claims
