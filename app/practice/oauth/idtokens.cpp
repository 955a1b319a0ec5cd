#include "app/practice/oauth/idtokens.h"

#include "app/base/base64url.h"
#include "app/base/random.h"
#include "app/base/strictjson.h"
#include "app/jose/jws.h"
#include "app/practice/board/flaws.h"
#include "app/practice/orderedjson.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>

namespace baton::practice {

namespace {

QString atHash(const QByteArray &accessToken)
{
    const QByteArray digest = QCryptographicHash::hash(accessToken, QCryptographicHash::Sha256);
    return QString::fromLatin1(toBase64Url(digest.left(16)));
}

std::optional<QJsonObject> decodeObject(const QByteArray &part)
{
    const auto bytes = fromBase64Url(part);
    if (!bytes)
        return std::nullopt;
    const auto object = parseJsonObject(*bytes, { .maxBytes = 64 * 1024, .maxDepth = 16 });
    return object ? std::optional(*object) : std::nullopt;
}

QString firstAudience(const QJsonValue &aud)
{
    return aud.isArray() ? aud.toArray().first().toString() : aud.toString();
}

} // namespace

IdTokens::IdTokens(QString issuer, jose::Jwk key, const Clock &clock)
    : m_issuer(std::move(issuer)), m_key(std::move(key)), m_clock(clock)
{
}

QByteArray IdTokens::make(const Client &client, const Person &person, const QByteArray &accessToken, const Login &login) const
{
    const qint64 now = m_clock.secs();
    QJsonObject claims {
        { QStringLiteral("iss"), m_issuer },
        { QStringLiteral("aud"), client.id },
        { QStringLiteral("sub"), person.orcid },
        { QStringLiteral("iat"), now },
        { QStringLiteral("exp"), now + lifetime::idToken },
        { QStringLiteral("jti"), randomUuid() },
        { QStringLiteral("at_hash"), atHash(accessToken) },
    };
    if (login.authTime > 0)
        claims.insert(QStringLiteral("auth_time"), login.authTime);
    if (!login.nonce.isEmpty())
        claims.insert(QStringLiteral("nonce"), login.nonce);
    if (client.member)
        claims.insert(QStringLiteral("amr"), QStringLiteral("pwd")); // nobody here has a second factor
    if (!person.credit.isEmpty())
        claims.insert(QStringLiteral("name"), person.credit);
    if (!person.family.isEmpty())
        claims.insert(QStringLiteral("family_name"), person.family);
    if (!person.given.isEmpty())
        claims.insert(QStringLiteral("given_name"), person.given);
    const QString flaw = m_flaw ? m_flaw() : QString();
    if (!flaw.isEmpty())
        return flawedIdToken(std::move(claims), m_key, flaw);
    const QByteArray payload = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    return jose::signJws(payload, m_key, { { QStringLiteral("kid"), m_key.kid() } }).value_or(QByteArray());
}

tl::expected<IdTokens::Subject, IdTokens::Fault> IdTokens::read(const QByteArray &compact) const
{
    const QList<QByteArray> parts = compact.split('.');
    const auto header = parts.size() == 3 ? decodeObject(parts.at(0)) : std::nullopt;
    const QString alg = header ? header->value(u"alg").toString() : QString();
    if (alg.isEmpty() || alg == u"none" || !fromBase64Url(parts.at(1)) || !fromBase64Url(parts.at(2)))
        return tl::unexpected(Fault::NotSigned);
    if (!alg.startsWith(u"RS") && !alg.startsWith(u"PS"))
        return tl::unexpected(Fault::OtherAlgorithm);
    const auto jws = jose::parseJws(compact);
    if (!jws || !jose::verifyJws(*jws, m_key.publicPart(), QStringLiteral("RS256")))
        return tl::unexpected(Fault::BadSignature);
    const auto claims = decodeObject(parts.at(1));
    if (!claims)
        return tl::unexpected(Fault::NotSigned);
    Subject subject { firstAudience(claims->value(u"aud")), claims->value(u"sub").toString() };
    if (subject.audience.isEmpty())
        return tl::unexpected(Fault::NoAudience);
    return subject;
}

QByteArray IdTokens::jwks() const
{
    const QJsonObject key = m_key.toPublicJson();
    OrderedJson json;
    json.text("kty", QStringLiteral("RSA")).text("e", key.value(u"e").toString()).text("use", QStringLiteral("sig"));
    json.text("kid", m_key.kid()).text("alg", QStringLiteral("RS256")).text("n", key.value(u"n").toString());
    return "{\"keys\":[" + json.compact() + "]}";
}

} // namespace baton::practice
