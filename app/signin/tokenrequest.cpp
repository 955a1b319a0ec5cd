#include "app/signin/tokenrequest.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/orcid/scopes.h"
#include "app/signin/words.h"


namespace baton::signin {

namespace {

QString signInAgain()
{
    return Words::tr("The code is used up. Start a new sign-in.");
}

// RFC 6749 2.3.1: both parts are form-encoded before they are joined.
QByteArray basicCredentials(const clients::ClientProfile &client)
{
    QByteArray secret = client.secret.reveal();
    QByteArray pair = QUrl::toPercentEncoding(client.clientId) + ':' + secret.toPercentEncoding();
    const QByteArray header = "Basic " + pair.toBase64();
    wipe(secret);
    wipe(pair);
    return header;
}

struct Explanation {
    int status;                ///< 0 = any
    const char *error;         ///< empty = any
    const char *part;          ///< of error_description, lower case; empty = any
    const char *what;
    const char *next;
};

// orcid.md 2.10, most special first.
constexpr Explanation explanations[] = {
    { 0, "", "client is locked", QT_TRANSLATE_NOOP("SignIn", "The registry has locked the client %1."),
        QT_TRANSLATE_NOOP("SignIn", "Ask the registry's support why; until then nobody can sign in for this client.") },
    { 0, "", "is deactivated", QT_TRANSLATE_NOOP("SignIn", "The client %1, or the researcher's record, is deactivated."),
        QT_TRANSLATE_NOOP("SignIn", "Check both at the registry.") },
    { 0, "invalid_grant", "reused", QT_TRANSLATE_NOOP("SignIn", "The code was used before, so the registry disabled the tokens made from it."),
        QT_TRANSLATE_NOOP("SignIn", "Somebody else may have sent this code. Start a new sign-in, in a private window if it happens again.") },
    { 0, "invalid_grant", "", QT_TRANSLATE_NOOP("SignIn", "The registry does not accept the code."),
        QT_TRANSLATE_NOOP("SignIn", "The code is used up. Start a new sign-in.") },
    { 0, "", "expired", QT_TRANSLATE_NOOP("SignIn", "The code has expired."), QT_TRANSLATE_NOOP("SignIn", "Start a new sign-in.") },
    { 0, "invalid_client", "", QT_TRANSLATE_NOOP("SignIn", "The registry does not accept the id and secret of the client %1."),
        QT_TRANSLATE_NOOP("SignIn", "Enter the client secret again under Clients and partners, then start a new sign-in.") },
    { 401, "invalid_request", "", QT_TRANSLATE_NOOP("SignIn", "The registry missed something in the request for tokens."),
        QT_TRANSLATE_NOOP("SignIn", "Check that the client %1 has a secret under Clients and partners, then start a new sign-in.") },
    { 401, "", "", QT_TRANSLATE_NOOP("SignIn", "The registry does not accept the client %1."),
        QT_TRANSLATE_NOOP("SignIn", "Enter the client secret again under Clients and partners, then start a new sign-in.") },
    { 0, "invalid_scope", "", QT_TRANSLATE_NOOP("SignIn", "The registry does not grant these scopes to the client %1."),
        QT_TRANSLATE_NOOP("SignIn", "Choose fewer scopes and start a new sign-in.") },
    { 0, "unauthorized_client", "", QT_TRANSLATE_NOOP("SignIn", "The registry refuses: the client %1 or the researcher's record is locked, deactivated or deprecated."),
        QT_TRANSLATE_NOOP("SignIn", "Check both at the registry.") },
    { 0, "server_error", "", QT_TRANSLATE_NOOP("SignIn", "The registry failed over the code. ORCID answers so when the redirect URI differs from the one used before, "
                                                         "or the code belongs to another client."),
        QT_TRANSLATE_NOOP("SignIn", "Compare the redirect URI with the registered one, then start a new sign-in.") },
    { 429, "", "", QT_TRANSLATE_NOOP("SignIn", "The registry says there were too many requests."),
        QT_TRANSLATE_NOOP("SignIn", "Wait a minute, then start a new sign-in.") },
};

Explanation explanationFor(int status, const QString &error, const QString &description)
{
    for (const Explanation &row : explanations) {
        if ((row.status == 0 || row.status == status) && (*row.error == '\0' || error == QLatin1String(row.error))
            && description.contains(QLatin1String(row.part), Qt::CaseInsensitive))
            return row;
    }
    if (status >= 500)
        return { 0, "", "", QT_TRANSLATE_NOOP("SignIn", "The registry failed while it made the tokens."),
            QT_TRANSLATE_NOOP("SignIn", "The code may be used up. Wait a little, then start a new sign-in.") };
    return { 0, "", "", QT_TRANSLATE_NOOP("SignIn", "The registry refused to make tokens from the code."),
        QT_TRANSLATE_NOOP("SignIn", "Look at the answer in Traffic, then start a new sign-in.") };
}

QString filled(const char *text, const QString &clientName)
{
    return Words::tr(text).replace(QLatin1String("%1"), clientName);
}

Error refusal(const http::Response &response, const QString &clientName)
{
    const QJsonObject body = parseJsonObject(response.body, { 64 * 1024, 16, true }).value_or(QJsonObject());
    const QString error = body.value(QStringLiteral("error")).toString();
    const QString description = body.value(QStringLiteral("error_description")).toString();
    const Explanation why = explanationFor(response.status, error, description);
    QString what = filled(why.what, clientName);
    if (!error.isEmpty())
        what += u' ' + Words::tr("It answered %1: %2 %3").arg(QString::number(response.status), plain(error.left(80)), plain(description.left(300))).trimmed();
    else
        what += u' ' + Words::tr("It answered %1 without a reason.").arg(QString::number(response.status));
    return { QStringLiteral("signin.token_refused"), what, filled(why.next, clientName), response.traceId, response.status, body };
}

Failure incomplete(const http::Response &response, const QString &what)
{
    return fail(Error { QStringLiteral("signin.token_incomplete"), what, signInAgain(), response.traceId, response.status, {} });
}

Secret secretOf(const QJsonObject &body, const QString &name)
{
    const QString text = body.value(name).toString();
    return text.isEmpty() ? Secret() : Secret::fromString(text);
}

} // namespace

http::Request codeRequest(const CodeGrant &grant)
{
    http::Request request;
    request.method = "POST";
    request.url = grant.provider.tokenEndpoint;
    request.allowedHosts = grant.provider.tokenHosts;
    request.retry = false;
    request.side = http::Side::Giving;
    request.clientId = grant.client.clientId;
    request.clientName = grant.client.name;
    request.hint = QStringLiteral("authorization_code");
    const bool basic = grant.provider.clientAuth == Provider::ClientAuth::Basic && !grant.client.secret.isEmpty();
    if (basic)
        request.headers.append({ "Authorization", basicCredentials(grant.client) });
    else
        request.form << http::FormField(QStringLiteral("client_id"), grant.client.clientId);
    if (!basic && !grant.client.secret.isEmpty())
        request.form << http::FormField(QStringLiteral("client_secret"), grant.client.secret);
    request.form << http::FormField(QStringLiteral("grant_type"), QStringLiteral("authorization_code"))
                 << http::FormField(QStringLiteral("code"), grant.code)
                 << http::FormField(QStringLiteral("redirect_uri"), grant.redirectUri)
                 << http::FormField(QStringLiteral("code_verifier"), grant.verifier);
    return request;
}

Result<Tokens> readTokens(const http::Response &response, const QString &clientName)
{
    if (response.status != 200)
        return fail(refusal(response, clientName));
    const auto body = parseJsonObject(response.body, { 256 * 1024, 16, true });
    if (!body)
        return incomplete(response, Words::tr("The registry's answer to the code cannot be read: %1").arg(body.error().what));
    Tokens tokens;
    tokens.accessToken = secretOf(*body, QStringLiteral("access_token"));
    tokens.refreshToken = secretOf(*body, QStringLiteral("refresh_token"));
    tokens.idToken = secretOf(*body, QStringLiteral("id_token"));
    if (tokens.accessToken.isEmpty()
        || body->value(QStringLiteral("token_type")).toString().compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0)
        return incomplete(response, Words::tr("The registry's answer to the code holds no access token of type bearer."));
    if (tokens.idToken.isEmpty())
        return incomplete(response, Words::tr("The registry's answer to the code holds no id_token, so there is nothing to hand over."));
    tokens.grantedScopes = orcid::splitScopes(body->value(QStringLiteral("scope")).toString());
    tokens.name = plain(body->value(QStringLiteral("name")).toString());
    tokens.orcid = body->value(QStringLiteral("orcid")).toString();
    tokens.tokenTraceId = response.traceId;
    return tokens;
}

Error withoutTokens(const Error &httpError)
{
    Error error = httpError;
    const bool answered = httpError.code == QLatin1String("http.not_json");
    error.code = !answered              ? QStringLiteral("signin.token_unreachable")
        : httpError.httpStatus >= 400 ? QStringLiteral("signin.token_refused")
                                      : QStringLiteral("signin.token_incomplete");
    error.what = answered ? Words::tr("The registry's answer to the code is no JSON. %1").arg(httpError.what)
                          : Words::tr("The code was sent, but no usable answer came. %1").arg(httpError.what);
    error.next = answered ? signInAgain()
                          : Words::tr("Start a new sign-in. The code is not sent again: ORCID withdraws the tokens of a code that is used twice.");
    error.details.insert(QStringLiteral("cause"), httpError.code);
    return error;
}

} // namespace baton::signin
