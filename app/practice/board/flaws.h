#pragma once

#include "app/jose/jwk.h"

namespace baton::practice {

/// An id_token with exactly one flaw: "iss", "aud", "nonce", "at_hash", "signature", "alg-none", "kid", "expired", "future".
QByteArray flawedIdToken(QJsonObject claims, const jose::Jwk &key, const QString &flaw);

} // namespace baton::practice
