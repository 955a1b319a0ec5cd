#pragma once

#include <QtCore/QByteArrayView>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace baton::fuzz {

inline QByteArrayView view(const uint8_t *data, size_t size)
{
    return { reinterpret_cast<const char *>(data), qsizetype(size) };
}

/// For targets that take a word before what they parse.
inline std::pair<QByteArrayView, QByteArrayView> lineAndRest(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    return end < 0 ? std::pair(bytes, QByteArrayView()) : std::pair(bytes.first(end), bytes.sliced(end + 1));
}

} // namespace baton::fuzz
