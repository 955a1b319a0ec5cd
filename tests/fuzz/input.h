#pragma once

#include <QtCore/QByteArrayView>

#include <cstdint>
#include <cstdlib>

namespace baton::fuzz {

inline QByteArrayView view(const uint8_t *data, size_t size)
{
    return { reinterpret_cast<const char *>(data), qsizetype(size) };
}

} // namespace baton::fuzz
