#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace baton {

/// Percent-decoding, once and strictly: a "%" without two hex digits behind it is refused. `plusIsBlank` as in a form
/// (RFC 6749 Appendix B): "+" is a space, "%2B" a plus. What the bytes mean, UTF-8 or not, is the caller's to judge.
std::optional<QByteArray> percentDecoded(QByteArrayView text, bool plusIsBlank);

} // namespace baton
