#pragma once

#include "app/base/result.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QJsonObject>

#include <array>
#include <initializer_list>

namespace baton::jose {

/// One part of a compact serialization after splitting at the dots.
template <size_t N>
std::optional<std::array<QByteArrayView, N>> splitCompact(QByteArrayView compact)
{
    std::array<QByteArrayView, N> parts;
    for (size_t i = 0; i + 1 < N; ++i) {
        const qsizetype dot = compact.indexOf('.');
        if (dot < 0)
            return {};
        parts[i] = compact.first(dot);
        compact = compact.sliced(dot + 1);
    }
    if (compact.contains('.'))
        return {};
    parts[N - 1] = compact;
    return parts;
}

/// The header gate shared by JWS and JWE (S22): strict base64url, ≤ 4 KiB UTF-8 JSON object with unique names, only
/// `allowed` members, alg present, and alg, enc, kid, typ, cty non-empty strings. `prefix` is "jws" or "jwe".
/// Errors: <prefix>.base64, <prefix>.header, <prefix>.header_member.
Result<QJsonObject> readHeader(QByteArrayView encoded, std::initializer_list<QLatin1String> allowed, const QString &prefix);

} // namespace baton::jose
