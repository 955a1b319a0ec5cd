#pragma once

#include "app/handover/package.h"

/// The claims of the inner JWS, written and read (docs/package.md).
namespace baton::handover {

inline const QString packageType = QStringLiteral("baton+jwt");         ///< typ of the outer JWE
inline const QString handoverType = QStringLiteral("baton-handover+jwt"); ///< typ of the inner JWS

/// Errors: package.no_token, package.too_large.
Result<Secret> writePayload(const Contents &contents, const jose::Jwk &senderKey, const QString &id, qint64 now);
/// Strict: known members only, each of its type and within bounds, depth ≤ 16, unique names. Errors: package.payload.
Result<Opened> readPayload(QByteArrayView json);

} // namespace baton::handover
