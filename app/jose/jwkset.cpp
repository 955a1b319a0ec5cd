#include "app/jose/jwk.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace baton::jose {

Result<JwkSet> JwkSet::fromJson(QByteArrayView bytes)
{
    constexpr qsizetype maxBytes = 256 * 1024, maxKeys = 64;
    const auto tooLarge = [] { return fail(u"jwks.too_large"_s, QCoreApplication::translate("Jose", "The key set has more than 64 keys or 256 KiB.")); };
    if (bytes.size() > maxBytes)
        return tooLarge();
    const auto json = parseJsonObject(bytes, { maxBytes, 8, true });
    if (!json)
        return fail(u"jwks.invalid"_s, QCoreApplication::translate("Jose", "The key set cannot be read. ") + json.error().what);
    if (!json->value("keys"_L1).isArray())
        return fail(u"jwks.invalid"_s, QCoreApplication::translate("Jose", "The key set has no list of keys."));
    const QJsonArray array = json->value("keys"_L1).toArray();
    if (array.size() > maxKeys)
        return tooLarge();
    JwkSet set;
    QSet<QString> kids;
    for (const QJsonValue value : array) {
        if (!value.isObject())
            return fail(u"jwks.invalid"_s, QCoreApplication::translate("Jose", "The key set has an entry that is not a key."));
        const QString kid = value["kid"_L1].toString();
        if (!kid.isEmpty() && kids.contains(kid))
            return fail(u"jwks.duplicate_kid"_s, QCoreApplication::translate("Jose", "The key set has two keys named “%1”.").arg(plain(kid.left(60))));
        kids.insert(kid);
        auto key = Jwk::fromJson(value.toObject());
        if (key)
            set.keys.append(*key);
        else if (key.error().code == "jwk.symmetric"_L1)
            return fail(u"jwks.symmetric"_s, QCoreApplication::translate("Jose", "The key set publishes a shared secret."));
        else if (key.error().code != "jwk.unsupported"_L1)
            return fail(u"jwks.invalid"_s, key.error().what);
    }
    return set;
}

std::optional<Jwk> JwkSet::byKid(const QString &kid) const
{
    for (const Jwk &key : keys) {
        if (!kid.isEmpty() && key.kid() == kid)
            return key;
    }
    return {};
}

QJsonObject JwkSet::toJson() const
{
    QJsonArray array;
    for (const Jwk &key : keys)
        array.append(key.toPublicJson());
    return { { "keys"_L1, array } };
}

} // namespace baton::jose
