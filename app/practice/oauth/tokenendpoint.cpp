#include "app/practice/oauth/tokenendpoint.h"

#include "app/orcid/scopes.h"
#include "app/practice/orderedjson.h"
#include "app/practice/oauth/pkce.h"
#include "app/practice/oauth/tokenexchange.h"

namespace baton::practice {

namespace {

HttpResponse error(int status, const char *code, const QString &description)
{
    return HttpResponse::oauthError(status, QString::fromLatin1(code), description);
}

HttpResponse onlyPost()
{
    HttpResponse response = error(405, "invalid_request", QStringLiteral("Only POST is supported here"));
    return response.with("Allow", "POST");
}

HttpResponse json(const QByteArray &body)
{
    HttpResponse response = HttpResponse::text(200, body, "application/json;charset=UTF-8");
    return response.with("Cache-Control", "no-store").with("Pragma", "no-cache");
}

/// Seconds from 1 on, however many: what no number can hold lasts as long as a number can say.
std::optional<qint64> lifeAskedFor(const QString &text)
{
    const bool digits = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const qint64 seconds = text.toLongLong(&fits);
    if (!digits || (fits && seconds == 0))
        return std::nullopt;
    return fits ? seconds : std::numeric_limits<qint64>::max();
}

std::optional<HttpResponse> refuseRecord(const Person &person)
{
    if (person.state == Person::State::Locked)
        return error(400, "unauthorized_client", QStringLiteral("The record is locked"));
    if (person.state == Person::State::Deactivated)
        return error(400, "unauthorized_client", QStringLiteral("The record is deactivated"));
    if (person.state == Person::State::Deprecated)
        return error(400, "unauthorized_client", QStringLiteral("The record is deprecated"));
    return std::nullopt;
}

} // namespace

std::optional<HttpResponse> refuseInactive(const Client &client)
{
    if (client.state == Client::State::Locked)
        return error(400, "unauthorized_client", QStringLiteral("The client is locked"));
    if (client.state == Client::State::Deactivated)
        return error(400, "unauthorized_client", QStringLiteral("Client %1 is deactivated").arg(client.id));
    return std::nullopt;
}

tl::expected<ScopeRequest, HttpResponse> readScopes(const Form &form)
{
    static const QString refused = QStringLiteral("One of the provided scopes is not allowed. Please refer to the list of allowed scopes at: "
                                                  "https://github.com/ORCID/ORCID-Source/tree/master/orcid-model/src/main/resources/record_2.0#scopes.");
    ScopeRequest request;
    request.all = orcid::splitScopes(form.value(QStringLiteral("scope")));
    for (const QString &name : std::as_const(request.all)) {
        const orcid::Scope *scope = orcid::findScope(name);
        if (!scope) {
            return tl::unexpected(error(401, "invalid_scope", refused + QStringLiteral(" Provided scopes: ")
                                                                  + request.all.join(QLatin1Char(','))));
        }
        if (scope->grant == orcid::Scope::Grant::Internal)
            return tl::unexpected(error(401, "invalid_scope", refused));
        (scope->grant == orcid::Scope::Grant::Client ? request.client : request.user).append(name);
    }
    return request;
}

TokenEndpoint::TokenEndpoint(Accounts &accounts, const IdTokens &idTokens, People people)
    : m_accounts(accounts), m_idTokens(idTokens), m_people(std::move(people))
{
}

TokenEndpoint::Credentials TokenEndpoint::credentials(const HttpRequest &request, const Form &form)
{
    const QByteArray authorization = request.header("authorization").trimmed();
    if (authorization.left(6).toLower() == "basic ") {
        const QByteArray pair = QByteArray::fromBase64(authorization.mid(6).trimmed());
        const qsizetype colon = pair.indexOf(':');
        const auto id = decodeComponent(pair.left(colon), true); // RFC 6749 section 2.3.1: form-encoded inside
        const auto secret = decodeComponent(colon < 0 ? QByteArray() : pair.mid(colon + 1), true);
        return { id.value_or(QString()), secret.value_or(QString()), true };
    }
    return { form.value(QStringLiteral("client_id")), form.value(QStringLiteral("client_secret")),
             !form.value(QStringLiteral("client_id")).isEmpty() };
}

TokenEndpoint::Authenticated TokenEndpoint::authenticate(const HttpRequest &request, const Form &form) const
{
    const Credentials presented = credentials(request, form);
    if (!presented.given)
        return tl::unexpected(error(401, "invalid_client", QStringLiteral("No client credentials presented")));
    const Client *client = m_accounts.authenticate(presented.id, presented.secret);
    if (!client)
        return tl::unexpected(error(401, "invalid_client", QStringLiteral("Bad client credentials")));
    return client;
}

tl::expected<TokenEndpoint::Call, HttpResponse> TokenEndpoint::read(const HttpRequest &request) const
{
    if (request.method != "POST")
        return tl::unexpected(onlyPost());
    const auto form = isForm(request) ? Form::fromBody(request.body) : std::nullopt;
    if (!form)
        return tl::unexpected(error(400, "invalid_request", QStringLiteral("The body must be a form with each field once")));
    const Authenticated client = authenticate(request, *form);
    if (!client)
        return tl::unexpected(client.error());
    return Call { *form, *client };
}

HttpResponse TokenEndpoint::token(const HttpRequest &request)
{
    const auto call = read(request);
    if (!call)
        return call.error();
    const auto &[form, client] = *call;
    const QString grant = form.value(QStringLiteral("grant_type"));
    if (grant.isEmpty())
        return error(400, "unsupported_grant_type", QStringLiteral("grant_type is missing"));
    if (grant == exchange::grantType)
        return exchange::run(m_accounts, m_idTokens, m_people, *client, form);
    const auto inactive = refuseInactive(*client);
    if (grant == u"authorization_code")
        return inactive ? *inactive : authorizationCode(*client, form);
    if (grant == u"refresh_token")
        return inactive ? *inactive : refresh(*client, form);
    if (grant == u"client_credentials")
        return inactive ? *inactive : clientCredentials(*client, form);
    return error(400, "unsupported_grant_type", QStringLiteral("Unsupported grant type: ") + grant);
}

HttpResponse TokenEndpoint::authorizationCode(const Client &client, const Form &form)
{
    const auto asked = readScopes(form);
    if (!asked)
        return asked.error();
    const QString text = form.value(QStringLiteral("code"));
    if (text.isEmpty())
        return error(500, "server_error", QStringLiteral("An authorization code must be supplied."));
    const AuthCode *found = m_accounts.findCode(text);
    if (!found)
        return error(400, "invalid_grant", QStringLiteral("Invalid authorization code: ") + text);
    const AuthCode code = *found;
    if (code.clientId != client.id)
        return error(500, "server_error", QStringLiteral("Client ID mismatch"));
    if (code.used) {
        m_accounts.disableFromCode(code.code);
        return error(400, "invalid_grant", QStringLiteral("Reused authorization code: ") + text);
    }
    if (code.expires <= m_accounts.nowMs())
        return error(400, "invalid_request", QStringLiteral("Authorization code has expired"));
    if (code.redirectUri != form.value(QStringLiteral("redirect_uri")))
        return error(500, "server_error", QStringLiteral("Redirect URI mismatch."));
    for (const QString &scope : asked->user) {
        if (!code.scopes.contains(scope))
            return error(400, "invalid_scope", QStringLiteral("Invalid scope: ") + scope);
    }
    m_accounts.markUsed(code.code); // before PKCE: one guess of the verifier per code
    if (!pkce::fits(code.challenge, code.challengeMethod, form.value(QStringLiteral("code_verifier"))))
        return error(400, "invalid_grant", QStringLiteral("The code_verifier does not fit the code_challenge"));
    const auto person = m_people(code.orcid);
    if (!person)
        return error(400, "unauthorized_client", QStringLiteral("The record does not exist"));
    if (const auto refused = refuseRecord(*person))
        return *refused;
    TokenRow row;
    row.clientId = client.id;
    row.orcid = code.orcid;
    row.scopes = asked->user.isEmpty() ? code.scopes : asked->user;
    row.code = code.code;
    const TokenRow &issued = m_accounts.issue(row, lifetime::grant, true);
    const QByteArray idToken = issued.holds(QStringLiteral("openid"))
        ? m_idTokens.make(client, *person, issued.value, { code.nonce, code.authTime })
        : QByteArray();
    return answer(issued, idToken);
}

HttpResponse TokenEndpoint::refresh(const Client &client, const Form &form)
{
    const auto asked = readScopes(form);
    if (!asked)
        return asked.error();
    const TokenRow *found = m_accounts.findRefresh(form.value(QStringLiteral("refresh_token")).toUtf8());
    if (!found)
        return error(400, "unauthorized_client", QStringLiteral("Unable to find refresh token"));
    const TokenRow parent = *found;
    if (parent.clientId != client.id)
        return error(400, "invalid_request", QStringLiteral("This token does not belong to the given client"));
    if (parent.expiredAt(m_accounts.nowMs()))
        return error(400, "unauthorized_client", QStringLiteral("Access token expired: ") + QString::fromLatin1(parent.value));
    if (parent.disabled)
        return error(400, "unauthorized_client", QStringLiteral("Parent token is disabled"));
    const auto person = parent.orcid.isEmpty() ? std::nullopt : m_people(parent.orcid);
    if (const auto refused = person ? refuseRecord(*person) : std::nullopt)
        return *refused;
    const QSet<QString> combined = orcid::expandScopes(parent.scopeSet());
    for (const QString &scope : asked->all) {
        if (!combined.contains(scope)) {
            return error(400, "invalid_scope",
                         QStringLiteral("The given scope '%1' is not allowed for the parent token").arg(scope));
        }
    }
    TokenRow row;
    row.clientId = client.id;
    row.orcid = parent.orcid;
    row.scopes = asked->all.isEmpty() ? parent.scopes : asked->all;
    row.expires = parent.expires;
    row.code = parent.code; // a reused code ends the whole family
    if (form.has(QStringLiteral("expires_in"))) {
        const auto seconds = lifeAskedFor(form.value(QStringLiteral("expires_in")));
        if (!seconds)
            return error(400, "invalid_request", QStringLiteral("expires_in must be a positive number of seconds"));
        if (*seconds > (parent.expires - m_accounts.nowMs()) / 1000) {
            return error(400, "invalid_request", QStringLiteral("Token expiration can't be after ")
                             + QDateTime::fromMSecsSinceEpoch(parent.expires, Qt::UTC).toString(Qt::ISODate));
        }
        row.expires = m_accounts.nowMs() + *seconds * 1000;
    }
    if (form.value(QStringLiteral("revoke_old")) != u"false")
        m_accounts.disable(parent.value, revoke::byClient);
    return answer(m_accounts.issue(row, 0, true));
}

HttpResponse TokenEndpoint::clientCredentials(const Client &client, const Form &form)
{
    const auto asked = readScopes(form);
    if (!asked)
        return asked.error();
    if (asked->client.isEmpty())
        return error(400, "invalid_scope", QStringLiteral("Invalid scope (none)"));
    for (const QString &scope : asked->client) {
        if (!client.scopes.contains(scope))
            return error(400, "invalid_scope", QStringLiteral("Invalid scope: ") + scope);
    }
    TokenRow row;
    row.clientId = client.id;
    row.scopes = asked->client;
    return answer(m_accounts.issue(row, lifetime::grant, true));
}

HttpResponse TokenEndpoint::answer(const TokenRow &row, const QByteArray &idToken) const
{
    OrderedJson body;
    body.text("access_token", QString::fromLatin1(row.value)).text("token_type", QStringLiteral("bearer"));
    body.text("refresh_token", QString::fromLatin1(row.refresh)).number("expires_in", m_accounts.secondsLeft(row));
    body.text("scope", row.scopes.join(QLatin1Char(' ')));
    if (row.orcid.isEmpty()) {
        body.null("orcid");
    } else {
        const auto person = m_people(row.orcid);
        body.text("name", person ? person->tokenName() : QString()).text("orcid", row.orcid);
    }
    if (!idToken.isEmpty())
        body.text("id_token", QString::fromLatin1(idToken));
    return json(body.compact());
}

HttpResponse TokenEndpoint::revoke(const HttpRequest &request)
{
    const auto call = read(request);
    if (!call)
        return call.error();
    const QByteArray token = call->form.value(QStringLiteral("token")).toUtf8();
    if (token.isEmpty())
        return error(400, "invalid_request", QStringLiteral("Please provide the token to be param"));
    const TokenRow *row = m_accounts.findToken(token);
    if (!row)
        row = m_accounts.findRefresh(token);
    if (row && row->clientId == call->client->id)
        m_accounts.disable(row->value, revoke::byClient);
    HttpResponse response { 200, {}, {} };
    return response.with("Cache-Control", "no-store").with("Pragma", "no-cache");
}

} // namespace baton::practice
