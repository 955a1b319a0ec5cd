#include "app/claims/checks.h"

#include "app/base/base64url.h"
#include "app/base/text.h"
#include "app/jose/aead.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace baton::claims {

namespace {

constexpr qint64 year2000 = 946'684'800, year2100 = 4'102'444'800;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Claims)
};

Check passed(const QString &id, const QString &name, const QString &words, const QString &found = {})
{
    return { id, name, Check::State::Passed, words, {}, found };
}

Check failed(const QString &id, const QString &name, const QString &words, const QString &expected = {}, const QString &found = {})
{
    return { id, name, Check::State::Failed, words, expected, plain(found.left(300)) };
}

// What a claim looks like to a reader who must see that it is of the wrong kind.
QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Undefined: return Words::tr("nothing");
    case QJsonValue::Null: return u"null"_s;
    case QJsonValue::Bool: return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double: return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::String: return value.toString().isEmpty() ? Words::tr("an empty text") : value.toString();
    case QJsonValue::Array: return Words::tr("a list of %1").arg(value.toArray().size());
    case QJsonValue::Object: return Words::tr("an object");
    }
    return {};
}

bool fitsRs256(const jose::Jwk &key)
{
    return key.type() == jose::Jwk::Type::Rsa && key.use() != "enc"_L1 && (key.alg().isEmpty() || key.alg() == "RS256"_L1) && key.allows(u"verify"_s);
}

// By kid; without one only if there is no doubt which key is meant (S18).
std::optional<jose::Jwk> keyFor(const QString &kid, const jose::JwkSet &keys)
{
    if (!kid.isEmpty())
        return keys.byKid(kid);
    std::optional<jose::Jwk> only;
    for (const jose::Jwk &key : keys.keys) {
        if (!fitsRs256(key))
            continue;
        if (only)
            return {};
        only = key;
    }
    return only;
}

} // namespace

std::optional<qint64> timeClaim(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number != std::floor(number) || number < double(year2000) || number > double(year2100))
        return {};
    return qint64(number);
}

Check checkSignature(const jose::JwsParts &parts, const jose::JwkSet &keys)
{
    const QString id = u"signature"_s, name = Words::tr("Signature");
    const auto no = [&](const QString &words, const QString &expected = {}, const QString &found = {}) { return failed(id, name, words, expected, found); };
    if (parts.alg() != "RS256"_L1)
        return no(Words::tr("Signed with another algorithm than the registry uses"), u"RS256"_s, parts.alg());
    if (!parts.typ().isEmpty() && parts.typ().compare("JWT"_L1, Qt::CaseInsensitive) != 0)
        return no(Words::tr("The header says this is something else than an id_token"), u"JWT"_s, parts.typ());
    if (parts.header.contains("cty"_L1))
        return no(Words::tr("The header says there is something else inside"), Words::tr("no cty"), parts.header.value("cty"_L1).toString());
    const auto key = keyFor(parts.kid(), keys);
    if (!key && parts.kid().isEmpty())
        return no(Words::tr("The token names no key, and the registry has not exactly one"), Words::tr("a kid in the header"), Words::tr("nothing"));
    if (!key)
        return no(Words::tr("The registry has no key of that name"), Words::tr("a key of the registry"), parts.kid());
    if (auto verified = jose::verifyJws(parts, *key, u"RS256"_s); !verified)
        return no(verified.error().code == "jws.key"_L1 ? Words::tr("The registry does not use that key for signing") : Words::tr("It was not signed by the registry, or changed since"),
            Words::tr("a signature by key %1").arg(plain(key->kid())), verified.error().what);
    if (parts.kid().isEmpty())
        return passed(id, name, Words::tr("RS256, the only key of the registry"));
    return passed(id, name, Words::tr("RS256, key %1 from the registry").arg(plain(parts.kid())), plain(parts.kid()));
}

Check checkIssuer(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"issuer"_s, name = Words::tr("Issuer");
    const QJsonValue iss = payload.value("iss"_L1);
    if (!iss.isString() || iss.toString() != expected.issuer || expected.issuer.isEmpty())
        return failed(id, name, Words::tr("Is not the registry Baton asked"), expected.issuer, shown(iss));
    return passed(id, name, Words::tr("Is the registry Baton asked"), expected.issuer);
}

Check checkAudience(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"audience"_s, name = Words::tr("Audience");
    const QJsonValue aud = payload.value("aud"_L1), azp = payload.value("azp"_L1);
    QStringList found;
    bool wellFormed = aud.isString() || (aud.isArray() && !aud.toArray().isEmpty());
    const QJsonArray entries = aud.isString() ? QJsonArray { aud } : aud.toArray();
    for (const QJsonValue entry : entries) {
        wellFormed = wellFormed && entry.isString();
        found.append(shown(entry));
    }
    const QString words = found.isEmpty() ? shown(aud) : found.join(u", "_s);
    if (!wellFormed || expected.audience.isEmpty() || !found.contains(expected.audience))
        return failed(id, name, Words::tr("Made for another client"), expected.audience, words);
    if (found.count(expected.audience) != found.size())
        return failed(id, name, Words::tr("Made for a client nobody expected, too"), expected.audience, words);
    if (!azp.isUndefined() && azp != QJsonValue(expected.audience))
        return failed(id, name, Words::tr("Handed to another client (azp)"), expected.audience, shown(azp));
    return passed(id, name, Words::tr("Made for client %1").arg(plain(expected.audience)), expected.audience);
}

Check checkSubject(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"subject"_s, name = Words::tr("Subject checksum");
    const QJsonValue sub = payload.value("sub"_L1);
    if (!sub.isString() || !OrcidId::parse(sub.toString()))
        return failed(id, name, Words::tr("Is not an ORCID iD with a right last digit"), Words::tr("a bare ORCID iD"), shown(sub));
    if (expected.orcid && sub.toString() != *expected.orcid)
        return failed(id, name, Words::tr("Is another iD than the one beside the token"), *expected.orcid, sub.toString());
    return passed(id, name, Words::tr("The iD’s last digit, %1, is right").arg(sub.toString().back()), sub.toString());
}

Check checkNonce(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"nonce"_s, name = Words::tr("Nonce");
    const QJsonValue nonce = payload.value("nonce"_L1);
    if (!nonce.isUndefined() && !nonce.isString())
        return failed(id, name, Words::tr("Is not a text"), Words::tr("a text"), shown(nonce));
    if (!expected.nonce)
        return { id, name, Check::State::NotDone, Words::tr("Only the client that signed in can check it"), {}, {} };
    if (nonce.isUndefined())
        return failed(id, name, Words::tr("Is missing, so it may belong to an older sign-in"), Words::tr("the nonce of this sign-in"), Words::tr("nothing"));
    if (expected.nonce->isEmpty() || !constantTimeEqual(nonce.toString().toUtf8(), *expected.nonce))
        return failed(id, name, Words::tr("Belongs to another sign-in"), Words::tr("the nonce of this sign-in"), Words::tr("another one"));
    return passed(id, name, Words::tr("Answers this sign-in, not an older one"));
}

Check checkAtHash(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"at_hash"_s, name = Words::tr("at_hash");
    const QJsonValue hash = payload.value("at_hash"_L1);
    if (!hash.isUndefined() && !hash.isString())
        return failed(id, name, Words::tr("Is not a text"), Words::tr("a text"), shown(hash));
    if (!expected.accessToken)
        return { id, name, Check::State::NotDone, Words::tr("There is no access token beside it"), {}, {} };
    if (hash.isUndefined())
        return { id, name, Check::State::Information, Words::tr("The registry left it out"), {}, Words::tr("nothing") };
    // OpenID Connect Core 3.1.3.6: the left half of the hash the signature uses.
    const QByteArray wanted = toBase64Url(jose::sha256(expected.accessToken->view()).first(16));
    if (!constantTimeEqual(hash.toString().toUtf8(), wanted))
        return failed(id, name, Words::tr("Belongs to another access token"), QString::fromLatin1(wanted), hash.toString());
    return passed(id, name, Words::tr("Belongs to the access token beside it"));
}

Check checkTimes(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"times"_s, name = Words::tr("Issued and signed-in times");
    const QString range = Words::tr("a whole number of seconds between 2000 and 2100");
    for (const QLatin1String claim : { "iat"_L1, "auth_time"_L1, "nbf"_L1 }) {
        const QJsonValue value = payload.value(claim);
        if ((claim == "iat"_L1 || !value.isUndefined()) && !timeClaim(value))
            return failed(id, name, Words::tr("%1 is not a time").arg(claim), range, shown(value));
    }
    const qint64 now = expected.now.toSecsSinceEpoch(), iat = *timeClaim(payload.value("iat"_L1));
    const qint64 age = now - iat;
    const auto when = [](qint64 seconds) { return shortTime(QDateTime::fromSecsSinceEpoch(seconds)); };
    if (age < -issuedTolerance)
        return failed(id, name, Words::tr("Was issued in the future; compare your clock with the registry’s"), when(now), when(iat));
    if (age > issuedTolerance && !expected.expiryIsInformation)
        return failed(id, name, Words::tr("Was issued more than 10 minutes ago"), when(now), when(iat));
    if (const auto signedIn = timeClaim(payload.value("auth_time"_L1)); signedIn && *signedIn > iat + expiryLeeway)
        return failed(id, name, Words::tr("The researcher signed in after it was issued"), Words::tr("not after %1").arg(when(iat)), when(*signedIn));
    if (const auto notBefore = timeClaim(payload.value("nbf"_L1)); notBefore && *notBefore > now + expiryLeeway)
        return failed(id, name, Words::tr("May not be used yet"), when(now), when(*notBefore));
    // Only a token from the future tells of the clocks: one from the past may just be that old.
    if (age < 0)
        return passed(id, name, Words::tr("Clock differs by %1 s; up to 10 min is fine").arg(-age));
    if (expected.expiryIsInformation)
        return passed(id, name, Words::tr("Issued %1").arg(when(iat)));
    return passed(id, name, Words::tr("Issued %1 s ago; up to 10 min is fine").arg(age));
}

Check checkExpiry(const QJsonObject &payload, const Expectations &expected)
{
    const QString id = u"expiry"_s, name = Words::tr("Not expired");
    const auto exp = timeClaim(payload.value("exp"_L1)), iat = timeClaim(payload.value("iat"_L1));
    if (!exp)
        return failed(id, name, Words::tr("exp is not a time"), Words::tr("a whole number of seconds between 2000 and 2100"), shown(payload.value("exp"_L1)));
    if (iat && *exp <= *iat)
        return failed(id, name, Words::tr("Ends before it begins"), Words::tr("exp after iat"), shortTime(QDateTime::fromSecsSinceEpoch(*exp)));
    const qint64 left = *exp - expected.now.toSecsSinceEpoch();
    if (left > -expiryLeeway) {
        const qint64 minutes = qMax<qint64>(left, 0) / 60;
        const QString span = u"%1:%2"_s.arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
        return passed(id, name, Words::tr("Fresh for %1 h. Expiry won’t end delegation").arg(span));
    }
    const QString ended = shortTime(QDateTime::fromSecsSinceEpoch(*exp));
    if (expected.expiryIsInformation)
        return { id, name, Check::State::Information, Words::tr("Expired, still exchangeable"), {}, ended };
    return failed(id, name, Words::tr("Has expired; at sign-in it must be fresh. ORCID may still exchange it"), Words::tr("an end after now"), ended);
}

} // namespace baton::claims
