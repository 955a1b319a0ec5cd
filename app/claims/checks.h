#pragma once

#include "app/claims/claims.h"
#include "app/jose/jws.h"

/// The single checks of an id_token; each gives one Check and knows nothing of the others.
namespace baton::claims {

/// A NumericDate within 2000-01-01..2100-01-01, as an integer; nothing for anything else (S19).
std::optional<qint64> timeClaim(const QJsonValue &value);

Check checkSignature(const jose::JwsParts &parts, const jose::JwkSet &keys);
Check checkIssuer(const QJsonObject &payload, const Expectations &expected);
Check checkAudience(const QJsonObject &payload, const Expectations &expected);
Check checkSubject(const QJsonObject &payload, const Expectations &expected);
Check checkNonce(const QJsonObject &payload, const Expectations &expected);
Check checkAtHash(const QJsonObject &payload, const Expectations &expected);
Check checkTimes(const QJsonObject &payload, const Expectations &expected);
Check checkExpiry(const QJsonObject &payload, const Expectations &expected);

inline constexpr qint64 issuedTolerance = 600; ///< seconds either way (S15)
inline constexpr qint64 expiryLeeway = 300;

} // namespace baton::claims
