#include "app/practice/oauth/tokenexchange.h"

#include "app/orcid/scopes.h"
#include "app/practice/orderedjson.h"
#include "app/practice/oauth/tokenendpoint.h"

namespace baton::practice::exchange {

namespace {

const QString activitiesUpdate = QStringLiteral("/activities/update");

HttpResponse error(int status, const char *code, const QString &description)
{
    return HttpResponse::oauthError(status, QString::fromLatin1(code), description);
}

HttpResponse bad(const QString &description)
{
    return error(400, "invalid_request", description);
}

HttpResponse json(const OrderedJson &body)
{
    HttpResponse response = HttpResponse::text(200, body.compact(), "application/json;charset=UTF-8");
    return response.with("Cache-Control", "no-store").with("Pragma", "no-cache");
}

struct Fields {
    QString token, type, requested;
};

/// An absent field arrives as the text "null" (orcid.md 4.5 row 4).
Fields readFields(const Form &form)
{
    const auto text = [&form](const QString &name) { return form.has(name) ? form.value(name) : QStringLiteral("null"); };
    return { text(QStringLiteral("subject_token")), text(QStringLiteral("subject_token_type")),
             text(QStringLiteral("requested_token_type")) };
}

HttpResponse refuse(IdTokens::Fault fault)
{
    switch (fault) {
    case IdTokens::Fault::NotSigned:
        return bad(QStringLiteral("Unexpected id token value, cannot parse the id_token"));
    case IdTokens::Fault::BadSignature:
        return bad(QStringLiteral("Invalid id token signature"));
    case IdTokens::Fault::OtherAlgorithm:
        return error(500, "server_error", QStringLiteral("Unsupported JWS algorithm, must be one of the RSA family"));
    case IdTokens::Fault::NoAudience:
        break;
    }
    return error(500, "server_error", QStringLiteral("The id_token has no audience"));
}

/// Rows 10 to 13: may the caller act for the original client, and is there one?
std::optional<HttpResponse> refusePair(const Accounts &accounts, const Client &caller, const QString &originalId)
{
    const Client *original = accounts.findClient(originalId);
    if (original && !original->letsActForIt(caller.id))
        return bad(QStringLiteral("Client %1 cannot act on behalf of client %2").arg(caller.id, originalId));
    if (caller.id == originalId)
        return bad(QStringLiteral("Attempt to exchange own id_token, use refresh token instead"));
    if (!original)
        return error(500, "server_error", QStringLiteral("Client not found: ") + originalId);
    return refuseInactive(*original);
}

HttpResponse toAccessToken(Accounts &accounts, const IdTokens &idTokens, const People &people, const Client &caller,
                           const QString &idToken, const QStringList &asked)
{
    const auto subject = idTokens.read(idToken.toUtf8());
    if (!subject)
        return refuse(subject.error());
    if (const auto refused = refusePair(accounts, caller, subject->audience))
        return *refused;
    const Power power = powerOf(accounts.tokensOf(subject->audience, subject->orcid), accounts.nowMs());
    if (power.scopes.isEmpty()) {
        return error(401, "invalid_scope",
                     power.revokedHard ? QStringLiteral("There are no active tokens with valid scopes for this account")
                                       : QStringLiteral("The id_token is not associated with a valid scope"));
    }
    QStringList scopes = power.scopes;
    if (!asked.isEmpty()) {
        const QSet<QString> available = orcid::expandScopes({ scopes.begin(), scopes.end() });
        scopes.clear();
        for (const QString &scope : asked) {
            if (available.contains(scope) && !scopes.contains(scope))
                scopes.append(scope);
        }
        if (scopes.isEmpty())
            return error(401, "invalid_scope", QStringLiteral("The requested scope(s) are not available from this id_token"));
    }
    TokenRow row;
    row.clientId = caller.id;
    row.orcid = subject->orcid;
    row.scopes = scopes;
    row.oboClientId = subject->audience;
    row.disabled = power.deleteOnly;
    row.revokeReason = power.deleteOnly ? power.reason : QString();
    const TokenRow &issued = accounts.issue(row, lifetime::delegated, false);
    const auto person = people(issued.orcid);
    OrderedJson body;
    body.text("access_token", QString::fromLatin1(issued.value)).text("token_type", QStringLiteral("bearer"));
    body.number("expires_in", accounts.secondsLeft(issued)).text("scope", issued.scopes.join(QLatin1Char(' ')));
    body.text("issued_token_type", accessTokenType).text("name", person ? person->tokenName() : QString());
    body.text("orcid", issued.orcid).text("is_obo_token", QStringLiteral("true"));
    return json(body);
}

HttpResponse toIdToken(Accounts &accounts, const IdTokens &idTokens, const People &people, const Client &caller, const QString &accessToken)
{
    const TokenRow *row = accounts.findToken(accessToken.toUtf8());
    if (!row || row->disabled)
        return bad(QStringLiteral("access_token does not exist or is disabled"));
    if (row->clientId != caller.id)
        return bad(QStringLiteral("Clients can only exchange their own access_tokens for id_tokens"));
    if (row->expiredAt(accounts.nowMs()))
        return bad(QStringLiteral("access_token has expired"));
    const auto person = people(row->orcid);
    if (!person)
        return error(500, "server_error", QStringLiteral("The access_token belongs to no record"));
    OrderedJson body;
    body.text("access_token", QString::fromLatin1(idTokens.make(caller, *person, row->value, { {}, accounts.lastLogin(row->orcid) })));
    body.text("token_type", QStringLiteral("N_A")).number("expires_in", lifetime::idToken - 1);
    body.text("issued_token_type", idTokenType);
    return json(body);
}

} // namespace

Power powerOf(const QList<const TokenRow *> &rows, qint64 nowMs)
{
    Power power;
    bool inactiveUpdate = false;
    for (const TokenRow *row : rows) {
        if (row->expiredAt(nowMs))
            continue;
        if (!row->disabled) {
            for (const QString &scope : row->scopes) {
                if (!power.scopes.contains(scope))
                    power.scopes.append(scope);
            }
        } else if (revoke::isHard(row->revokeReason)) {
            power.revokedHard = true;
        } else if (row->holds(activitiesUpdate)) {
            inactiveUpdate = true;
            power.reason = row->revokeReason;
        }
    }
    if (inactiveUpdate && !power.scopes.contains(activitiesUpdate)) {
        power.scopes = QStringList { activitiesUpdate }; // every other live scope is lost here, as at ORCID
        power.deleteOnly = true;
    }
    return power;
}

HttpResponse run(Accounts &accounts, const IdTokens &idTokens, const People &people, const Client &caller, const Form &form)
{
    const auto asked = readScopes(form);
    if (!asked)
        return asked.error();
    const Fields fields = readFields(form);
    if (fields.token.isEmpty() || fields.type.isEmpty() || fields.requested.isEmpty()) {
        return bad(QStringLiteral("Missing IETF Token exchange request parameter(s).  Required: "
                                  "subject_token subject_token_type requested_token_type"));
    }
    const bool fromId = fields.type == idTokenType && fields.requested == accessTokenType;
    const bool fromAccess = fields.type == accessTokenType && fields.requested == idTokenType;
    if (!fromId && !fromAccess) {
        return bad(QStringLiteral("Invalid IETF token exchange token type(s) supported tokens types are ") + idTokenType
                   + QLatin1Char(' ') + accessTokenType);
    }
    if (const auto refused = refuseInactive(caller))
        return *refused;
    if (!caller.mayExchange())
        return bad(QStringLiteral("Client does not have %1 enabled").arg(grantType));
    // Client-credential scopes are dropped silently; nothing left counts as "no scope sent" (orcid.md 4.4).
    return fromId ? toAccessToken(accounts, idTokens, people, caller, fields.token, asked->user)
                  : toIdToken(accounts, idTokens, people, caller, fields.token);
}

} // namespace baton::practice::exchange
