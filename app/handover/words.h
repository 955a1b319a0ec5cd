#pragma once

#include <QtCore/QStringList>

namespace baton::handover {

/// The 7,776 words (S27), sorted.
const QStringList &wordList();
bool isWord(const QString &word);

/// The first 64 bits of a thumbprint as five words to be read aloud, most significant first (S30); empty for fewer than
/// eight bytes. 7776^5 is just above 2^64, so different bits give different words.
QStringList thumbprintWords(const QByteArray &thumbprint);

} // namespace baton::handover
