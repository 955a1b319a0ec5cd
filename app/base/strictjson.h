#pragma once

#include "app/base/result.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace baton {

struct JsonLimits {
    qsizetype maxBytes = 8 * 1024 * 1024;
    int maxDepth = 64;
    bool uniqueKeys = true;
};

/// Parses JSON the way a security decision needs it: UTF-8 without BOM, limits on size and depth, no duplicate
/// member names (QJsonDocument silently keeps the last), no number outside double (it reads 1e400 as 0).
/// Errors: json.too_large, json.too_deep, json.duplicate_key, json.number_range, json.syntax.
Result<QJsonDocument> parseJson(QByteArrayView bytes, const JsonLimits &limits = {});
/// The same, and the top must be an object (json.not_object).
Result<QJsonObject> parseJsonObject(QByteArrayView bytes, const JsonLimits &limits = {});

} // namespace baton
