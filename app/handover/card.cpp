#include "app/handover/card.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/jose/jws.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

const QString cardType = u"baton-card+jwt"_s;
constexpr qsizetype maxNameLength = 200;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Card)
};

Failure unreadable(const QString &reason)
{
    return fail(u"card.unreadable"_s, Words::tr("The card cannot be read. %1").arg(reason), Words::tr("Ask the partner for the card again."));
}

// RFC 7517 section 9.3: a private key must not travel; whoever pasted one has to know.
bool hasPrivateMember(const QJsonObject &jwk)
{
    for (const QLatin1String name : { "d"_L1, "p"_L1, "q"_L1, "dp"_L1, "dq"_L1, "qi"_L1, "oth"_L1, "k"_L1 }) {
        if (jwk.contains(name))
            return true;
    }
    return false;
}

// One key out of a JWK or a JWK Set: the preferred one if it is there, else P-256 before RSA, because it can check signatures
// of hand-overs too.
Result<jose::Jwk> keyIn(const QJsonObject &json, const QByteArray &preferred = {})
{
    const QJsonArray all = json.contains("keys"_L1) ? json.value("keys"_L1).toArray() : QJsonArray { json };
    for (const QJsonValue value : all) {
        if (hasPrivateMember(value.toObject()))
            return fail(u"card.private"_s, Words::tr("The text contains a private key. Whoever has it can open packages meant for its owner."),
                Words::tr("Nothing was kept. Tell the owner to make a new key and to send the public part only."));
    }
    const auto set = jose::JwkSet::fromJson(QJsonDocument(QJsonObject { { "keys"_L1, all } }).toJson(QJsonDocument::Compact));
    if (!set)
        return unreadable(set.error().what);
    for (const jose::Jwk &key : set->keys) {
        if (key.use() != "sig"_L1 && key.thumbprint() == preferred)
            return key;
    }
    std::optional<jose::Jwk> rsa;
    for (const jose::Jwk &key : set->keys) {
        if (key.use() == "sig"_L1)
            continue;
        if (key.type() == jose::Jwk::Type::EcP256)
            return key;
        if (!rsa)
            rsa = key;
    }
    if (!rsa)
        return unreadable(Words::tr("It has no P-256 or RSA key that packages can be sealed to."));
    return *rsa;
}

Result<Partner> readSigned(const QByteArray &text, const QString &environmentId)
{
    const auto parts = jose::parseJws(text, maxCardBytes);
    if (!parts)
        return unreadable(parts.error().what);
    if (parts->typ() != cardType)
        return unreadable(Words::tr("It is something else than a card."));
    const auto json = parseJsonObject(parts->payload, { maxCardBytes, 8, true });
    if (!json)
        return unreadable(json.error().what);
    for (auto it = json->begin(); it != json->end(); ++it) {
        if (!QStringList { u"name"_s, u"client_id"_s, u"environment"_s, u"jwks"_s, u"iat"_s }.contains(it.key()))
            return unreadable(Words::tr("It has the unknown member “%1”.").arg(plain(it.key().left(60))));
    }
    const auto key = keyIn(json->value("jwks"_L1).toObject());
    if (!key)
        return fail(key.error());
    if (parts->kid() != key->thumbprintText() || !jose::verifyJws(*parts, *key, u"ES256"_s))
        return fail(u"card.signature"_s, Words::tr("The card was changed, or it was not signed by the key in it."), Words::tr("Ask the partner for the card again."));
    const QString environment = json->value("environment"_L1).toString();
    if (environment != environmentId)
        return fail(u"card.environment"_s, Words::tr("The card is for the environment “%1”, not for this one.").arg(plain(environment.left(60))),
            Words::tr("Change to that environment and import the card there."));
    Partner partner;
    partner.environmentId = environmentId;
    partner.clientId = plain(json->value("client_id"_L1).toString());
    partner.name = plain(json->value("name"_L1).toString()).simplified();
    partner.key = *key;
    if (partner.clientId.isEmpty() || partner.name.isEmpty() || partner.name.size() > maxNameLength || partner.clientId.size() > maxNameLength)
        return unreadable(Words::tr("It has no name or client ID."));
    return partner;
}

} // namespace

Result<Partner> readCard(const QByteArray &text, const QString &environmentId, const QByteArray &preferred)
{
    const QByteArray trimmed = text.trimmed();
    if (!trimmed.startsWith('{')) {
        if (trimmed.size() > maxCardBytes)
            return unreadable(Words::tr("It is larger than 32 KiB."));
        return readSigned(trimmed, environmentId);
    }
    if (trimmed.size() > maxKeySetBytes)
        return unreadable(Words::tr("It is larger than 256 KiB."));
    const auto json = parseJsonObject(trimmed, { maxKeySetBytes, 8, true });
    if (!json)
        return unreadable(json.error().what);
    const auto key = keyIn(*json, preferred);
    if (!key)
        return fail(key.error());
    Partner partner;
    partner.environmentId = environmentId;
    partner.key = *key;
    return partner;
}

Result<QByteArray> makeCard(const QString &name, const QString &clientId, const QString &environmentId, const jose::Jwk &privateKey)
{
    const jose::Jwk key = privateKey.publicPart();
    const QJsonObject card { { "name"_L1, name }, { "client_id"_L1, clientId }, { "environment"_L1, environmentId },
        { "jwks"_L1, jose::JwkSet { { key.withKid(key.thumbprintText()) } }.toJson() } };
    return jose::signJws(QJsonDocument(card).toJson(QJsonDocument::Compact), privateKey, { { "typ"_L1, cardType }, { "kid"_L1, key.thumbprintText() } });
}

} // namespace baton::handover
