#include "app/base/base64url.h"

namespace baton {

QByteArray toBase64Url(QByteArrayView bytes)
{
    return bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    if (text.size() % 4 == 1)
        return {};
    const auto value = [](char c) {
        if (c >= 'A' && c <= 'Z')
            return c - 'A';
        if (c >= 'a' && c <= 'z')
            return c - 'a' + 26;
        if (c >= '0' && c <= '9')
            return c - '0' + 52;
        return c == '-' ? 62 : c == '_' ? 63 : -1;
    };
    QByteArray out;
    out.reserve(text.size() * 3 / 4);
    quint32 bits = 0;
    int count = 0;
    for (const char c : text) {
        const int v = value(c);
        if (v < 0)
            return {};
        bits = (bits << 6 | quint32(v)) & 0xFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += char(bits >> count & 0xFF);
        }
    }
    if (bits & ((1u << count) - 1))
        return {};
    return out;
}

} // namespace baton
