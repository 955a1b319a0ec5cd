#include "app/claims/claims.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/claims/checks.h"
#include "app/claims/rows.h"
#include "app/jose/jws.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::claims {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Claims)
};

Failure unreadable(const QString &reason)
{
    return fail(u"claims.unreadable"_s, Words::tr("The id_token cannot be read. %1").arg(reason), Words::tr("Sign in again, or copy the whole token."));
}

QDateTime timeOf(const QJsonObject &payload, QLatin1String claim)
{
    const auto seconds = timeClaim(payload.value(claim));
    return seconds ? QDateTime::fromSecsSinceEpoch(*seconds, Qt::UTC) : QDateTime();
}

QString nameOf(const QJsonObject &payload)
{
    const QString given = payload.value("given_name"_L1).toString(), family = payload.value("family_name"_L1).toString();
    const QString full = plain(u"%1 %2"_s.arg(given, family)).simplified();
    return full.isEmpty() ? plain(payload.value("name"_L1).toString()).simplified() : full;
}

QString audienceOf(const QJsonValue &aud)
{
    return plain(aud.isArray() ? aud.toArray().first().toString() : aud.toString());
}

} // namespace

bool Claims::allPassed() const
{
    // Without an access token or a sign-in of ours there is nothing to compare these two with.
    static const QStringList mayBeLeftOut { u"nonce"_s, u"at_hash"_s };
    return !checks.isEmpty() && std::all_of(checks.begin(), checks.end(), [](const Check &check) {
        return check.state != Check::State::Failed && (check.state != Check::State::NotDone || mayBeLeftOut.contains(check.id));
    });
}

int Claims::passedCount() const
{
    return int(std::count_if(checks.begin(), checks.end(), [](const Check &check) { return check.state == Check::State::Passed; }));
}

int Claims::failedCount() const
{
    return int(std::count_if(checks.begin(), checks.end(), [](const Check &check) { return check.state == Check::State::Failed; }));
}

const Check *Claims::check(const QString &id) const
{
    const auto it = std::find_if(checks.begin(), checks.end(), [&id](const Check &check) { return check.id == id; });
    return it == checks.end() ? nullptr : &*it;
}

Result<Claims> verifyIdToken(const Secret &token, const jose::JwkSet &keys, const Expectations &expectations)
{
    const auto parts = jose::parseJws(token.view());
    if (!parts)
        return unreadable(parts.error().what);
    constexpr qsizetype maxPayload = 32 * 1024;
    const auto payload = parseJsonObject(parts->payload, { maxPayload, 16, true });
    if (!payload)
        return unreadable(payload.error().what);
    Claims claims;
    claims.token = token;
    claims.header = parts->header;
    claims.payload = *payload;
    claims.checks = { checkSignature(*parts, keys), checkIssuer(*payload, expectations), checkAudience(*payload, expectations),
        checkSubject(*payload, expectations), checkNonce(*payload, expectations), checkAtHash(*payload, expectations),
        checkTimes(*payload, expectations), checkExpiry(*payload, expectations) };
    claims.rows = rowsOf(*payload);
    if (claims.check(u"subject"_s)->state == Check::State::Passed)
        claims.sub = *OrcidId::parse(payload->value("sub"_L1).toString());
    claims.audience = audienceOf(payload->value("aud"_L1));
    claims.issuer = plain(payload->value("iss"_L1).toString());
    claims.name = nameOf(*payload);
    claims.kid = plain(parts->kid());
    claims.issuedAt = timeOf(*payload, "iat"_L1);
    claims.expiresAt = timeOf(*payload, "exp"_L1);
    claims.checkedAt = expectations.now;
    claims.expired = claims.expiresAt.isValid() && claims.expiresAt.secsTo(expectations.now) >= expiryLeeway;
    return claims;
}

} // namespace baton::claims
