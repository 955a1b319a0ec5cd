#include "app/jose/gate.h"

#include "app/base/base64url.h"
#include "app/base/strictjson.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::jose {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Jose)
};

constexpr qsizetype maxHeaderBytes = 4 * 1024;

} // namespace

Result<QJsonObject> readHeader(QByteArrayView encoded, std::initializer_list<QLatin1String> allowed, const QString &prefix)
{
    const auto bytes = fromBase64Url(encoded);
    if (!bytes)
        return fail(prefix + u".base64"_s, Words::tr("The header is not strict base64url."));
    const auto header = parseJsonObject(*bytes, { maxHeaderBytes, 4, true });
    if (!header)
        return fail(prefix + u".header"_s, Words::tr("The header cannot be read. ") + header.error().what);
    for (auto it = header->begin(); it != header->end(); ++it) {
        if (std::find(allowed.begin(), allowed.end(), it.key()) == allowed.end())
            return fail(prefix + u".header_member"_s, Words::tr("The header has the member “%1”, which is not accepted here.").arg(plain(it.key().left(60))));
    }
    for (const QLatin1String name : { "alg"_L1, "enc"_L1, "kid"_L1, "typ"_L1, "cty"_L1 }) {
        const QJsonValue value = header->value(name);
        if (!value.isUndefined() && value.toString().isEmpty())
            return fail(prefix + u".header"_s, Words::tr("The header member “%1” is not a text.").arg(name));
    }
    if (!header->contains("alg"_L1))
        return fail(prefix + u".header"_s, Words::tr("The header names no algorithm."));
    return *header;
}

} // namespace baton::jose
