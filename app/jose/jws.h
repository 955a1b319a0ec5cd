#pragma once

#include "app/jose/jwk.h"

namespace baton::jose {

/// A compact JWS, taken apart but not yet believed (RFC 7515 section 7.1).
struct JwsParts {
    QJsonObject header;      ///< passed the header gate (S22)
    QByteArray payload;      ///< decoded
    QByteArray signingInput; ///< the received "header.payload" text
    QByteArray signature;    ///< decoded
    QString alg() const;
    QString kid() const;
    QString typ() const;
};

/// Strict base64url, exactly three parts, header gate: only alg, kid, typ, cty; ≤ 4 KiB; no crit, b64, jku, jwk, x5u, x5c, zip.
/// Errors: jws.parts, jws.base64, jws.header, jws.header_member, jws.too_large.
Result<JwsParts> parseJws(QByteArrayView compact, qsizetype maxBytes = 64 * 1024);

/// Signature over the received bytes, with the algorithm the caller expects ("RS256" or "ES256"), never the token's choice.
/// Errors: jws.alg (found another one), jws.key (key not fit), jws.signature.
Result<void> verifyJws(const JwsParts &parts, const Jwk &key, const QString &expectedAlg);

/// Compact JWS with the given extra header members (typ, kid…); alg RS256 for RSA keys, ES256 for P-256. Errors: jws.key.
Result<QByteArray> signJws(const QByteArray &payload, const Jwk &key, const QJsonObject &header = {});

} // namespace baton::jose
