#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QString>

namespace baton {

/// Text from outside made fit for showing (S51): control characters and bidi overrides removed, line breaks
/// kept only with keepLines. The result is still plain text: show it with Qt::PlainText.
QString plain(const QString &text, bool keepLines = false);

/// The same for a name at the beginning of a sentence: its direction stays its own (isolates, Unicode UAX #9), so that an Arabic
/// name does not turn the sentence around.
QString nameInSentence(const QString &name);

/// A thumbprint (base64url or bytes in hex) in upper-case groups of four hex digits: "4F2A 91C7 …".
QString groupedHex(const QByteArray &bytes);
/// First and last group: "4F2A…2F61".
QString shortHex(const QByteArray &bytes);

/// "23 Nov 2026 14:02" in local time, C locale month names as the interface writes them.
QString shortTime(const QDateTime &when);
/// "52:14" or "1:02:03" from seconds; never negative.
QString duration(qint64 seconds);

} // namespace baton
