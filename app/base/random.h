#pragma once

#include <QtCore/QByteArray>

namespace baton {

/// From the operating system's generator (S4).
QByteArray randomBytes(qsizetype count);
/// randomBytes in base64url: 32 bytes give 43 characters.
QByteArray randomToken(qsizetype byteCount);
/// Lower-case UUID version 4 with hyphens, as ORCID's tokens look (orcid.md 2.4).
QString randomUuid();

} // namespace baton
