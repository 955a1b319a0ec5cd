#include "app/handover/kinds.h"

#include "app/base/strictjson.h"
#include "app/handover/card.h"
#include "app/jose/jws.h"

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

Kind kindOfJws(QByteArrayView compact)
{
    const auto parts = jose::parseJws(compact);
    if (!parts)
        return Kind::Unknown;
    const QString typ = parts->typ();
    if (typ == "baton-card+jwt"_L1)
        return Kind::Card;
    if (typ == "baton-receipt+jwt"_L1 || typ == "baton-notice+jwt"_L1)
        return Kind::Receipt;
    return typ.isEmpty() || typ.compare("JWT"_L1, Qt::CaseInsensitive) == 0 ? Kind::IdToken : Kind::Unknown;
}

} // namespace

Kind kindOf(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    if (trimmed.startsWith('{')) {
        const auto json = parseJsonObject(trimmed, { maxKeySetBytes, 8, true });
        if (!json)
            return Kind::Unknown;
        return json->contains("keys"_L1) || json->contains("kty"_L1) ? Kind::Key : Kind::Json;
    }
    return trimmed.size() <= 64 * 1024 && trimmed.count('.') == 2 ? kindOfJws(trimmed) : Kind::Unknown;
}

bool looksLikeReceipt(QByteArrayView text)
{
    return kindOf(text) == Kind::Receipt;
}

} // namespace baton::handover
