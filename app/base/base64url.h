#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace baton {

/// RFC 4648 section 5 without padding (RFC 7515 section 2).
QByteArray toBase64Url(QByteArrayView bytes);
/// Strict (S23): alphabet only, no padding, no length ≡ 1 mod 4, unused bits zero. QByteArray::fromBase64 is lax.
std::optional<QByteArray> fromBase64Url(QByteArrayView text);

} // namespace baton
