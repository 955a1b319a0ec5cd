#include "app/practice/board/flaws.h"

#include "app/base/base64url.h"
#include "app/jose/jws.h"

#include <QtCore/QJsonDocument>

namespace baton::practice {

namespace {

void spoil(QJsonObject &claims, const QString &flaw)
{
    const auto shiftTo = [&claims](qint64 iat) {
        const qint64 life = claims.value(u"exp").toInteger() - claims.value(u"iat").toInteger();
        claims.insert(QStringLiteral("iat"), iat);
        claims.insert(QStringLiteral("exp"), iat + life);
    };
    const qint64 now = claims.value(u"iat").toInteger();
    if (flaw == u"iss")
        claims.insert(flaw, QStringLiteral("https://registry.invalid"));
    else if (flaw == u"aud")
        claims.insert(flaw, QStringLiteral("APP-0000000000000000"));
    else if (flaw == u"nonce")
        claims.insert(flaw, QStringLiteral("not-the-nonce-that-was-sent"));
    else if (flaw == u"at_hash")
        claims.insert(flaw, QString::fromLatin1(toBase64Url(QByteArray(16, 'x'))));
    else if (flaw == u"expired")
        shiftTo(now - 2 * 24 * 3600);
    else if (flaw == u"future")
        shiftTo(now + 3600);
}

/// Another signature of the same length, still base64url.
QByteArray withOtherSignature(QByteArray compact)
{
    const qsizetype first = compact.lastIndexOf('.') + 1;
    if (first > 0 && first < compact.size())
        compact[first] = compact.at(first) == 'A' ? 'B' : 'A';
    return compact;
}

} // namespace

QByteArray flawedIdToken(QJsonObject claims, const jose::Jwk &key, const QString &flaw)
{
    spoil(claims, flaw);
    const QByteArray payload = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    if (flaw == u"alg-none")
        return toBase64Url("{\"alg\":\"none\"}") + '.' + toBase64Url(payload) + '.';
    const QString kid = flaw == u"kid" ? QStringLiteral("practice-unknown") : key.kid();
    const QByteArray compact = jose::signJws(payload, key, { { QStringLiteral("kid"), kid } }).value_or(QByteArray());
    return flaw == u"signature" ? withOtherSignature(compact) : compact;
}

} // namespace baton::practice
