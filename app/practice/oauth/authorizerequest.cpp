#include "app/practice/oauth/authorizerequest.h"

#include "app/base/orcidid.h"
#include "app/orcid/scopes.h"
#include "app/practice/oauth/pkce.h"
#include "app/practice/oauth/redirecturi.h"

namespace baton::practice {

namespace {

QString S(const char *text)
{
    return QString::fromLatin1(text);
}

AuthorizeProblem page(const char *error, const QString &description)
{
    return { AuthorizeProblem::Tell::Page, S(error), description, {}, {}, false };
}

AuthorizeProblem back(const AuthorizeRequest &request, const QString &error, const QString &description)
{
    return { AuthorizeProblem::Tell::Redirect, error, description, request.redirectUri, request.state, request.hasState };
}

/// Client and redirect URI: without both nobody may be sent anywhere.
std::optional<AuthorizeProblem> readParties(const Accounts &accounts, const Form &form, AuthorizeRequest &request)
{
    request.clientId = form.value(S("client_id"));
    if (request.clientId.isEmpty())
        return page("invalid_request", S("Please specify a client id"));
    const Client *client = accounts.findClient(request.clientId);
    if (!client)
        return page("invalid_client", S("No client has the id ") + request.clientId);
    request.redirectUri = form.value(S("redirect_uri"));
    if (request.redirectUri.isEmpty())
        return page("invalid_request", S("Please specify a redirect URL"));
    if (!redirectMatchesAny(request.redirectUri, client->redirectUris))
        return page("invalid_grant", S("Redirect URI doesn't match your registered redirect URIs."));
    request.state = form.value(S("state"));
    request.hasState = form.has(S("state"));
    if (client->state == Client::State::Locked)
        return back(request, S("client_locked"), S("The client is locked"));
    if (client->state == Client::State::Deactivated)
        return back(request, S("client_deactivated"), S("Client %1 is deactivated").arg(client->id));
    return std::nullopt;
}

std::optional<AuthorizeProblem> readResponseType(const Form &form, AuthorizeRequest &request)
{
    const QStringList words = orcid::splitScopes(form.value(S("response_type")));
    const QSet<QString> types(words.begin(), words.end());
    const bool known = types == QSet<QString> { S("code") } || types == QSet<QString> { S("token") }
        || types == QSet<QString> { S("id_token") } || types == QSet<QString> { S("id_token"), S("token") };
    if (!known)
        return page("unsupported_response_type", S("Unsupported response type."));
    request.implicit = !types.contains(S("code"));
    request.nonce = form.value(S("nonce"));
    if (types.contains(S("id_token")) && request.nonce.isEmpty())
        return page("invalid_request", S("Implicit id_token requests must have nonce"));
    return std::nullopt;
}

std::optional<AuthorizeProblem> readScopes(const Accounts &accounts, const Form &form, AuthorizeRequest &request)
{
    static const QStringList dropped { S("profile"), S("email"), S("address"), S("phone"), S("offline_access") };
    const Client *client = accounts.findClient(request.clientId);
    for (const QString &name : orcid::splitScopes(form.value(S("scope")))) {
        if (dropped.contains(name) || request.scopes.contains(name))
            continue;
        const orcid::Scope *scope = orcid::findScope(name);
        if (!scope || scope->grant != orcid::Scope::Grant::User || !client->scopes.contains(name)) {
            AuthorizeProblem problem = back(request, S("invalid_scope"), S("Invalid scope: ") + name);
            problem.tell = AuthorizeProblem::Tell::RedirectWhenSignedIn;
            return problem;
        }
        request.scopes.append(name);
    }
    if (request.scopes.isEmpty())
        return page("invalid_scope", S("Please specify the desired scopes"));
    request.wantsIdToken = request.implicit && request.scopes.contains(S("openid"));
    return std::nullopt;
}

/// prompt and max_age, which ORCID honours with openid only.
std::optional<AuthorizeProblem> readOpenId(const Form &form, AuthorizeRequest &request)
{
    if (!request.scopes.contains(S("openid")))
        return std::nullopt;
    const QStringList prompts = form.value(S("prompt")).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    request.promptNone = prompts.contains(S("none"));
    request.promptLogin = prompts.contains(S("login"));
    request.promptConfirm = prompts.contains(S("confirm"));
    if (!form.has(S("max_age")))
        return std::nullopt;
    bool isNumber = false;
    request.maxAge = form.value(S("max_age")).toLongLong(&isNumber);
    if (!isNumber || *request.maxAge < 0)
        return page("invalid_request", S("Invalid max_age param"));
    return std::nullopt;
}

std::optional<AuthorizeProblem> readChallenge(const Form &form, AuthorizeRequest &request)
{
    request.challenge = form.value(S("code_challenge"));
    if (request.challenge.isEmpty())
        return std::nullopt;
    request.challengeMethod = form.has(S("code_challenge_method")) ? form.value(S("code_challenge_method")) : S("plain");
    if (!pkce::isChallenge(request.challenge))
        return back(request, S("invalid_request"), S("code_challenge must have 43 to 128 unreserved characters"));
    if (request.challengeMethod != u"S256" && request.challengeMethod != u"plain")
        return back(request, S("invalid_request"), S("code_challenge_method must be S256 or plain"));
    return std::nullopt;
}

} // namespace

tl::expected<AuthorizeRequest, AuthorizeProblem> readAuthorizeRequest(const Accounts &accounts, const Form &form)
{
    AuthorizeRequest request;
    auto problem = readParties(accounts, form, request);
    if (!problem)
        problem = readResponseType(form, request);
    if (!problem)
        problem = readScopes(accounts, form, request);
    if (!problem)
        problem = readOpenId(form, request);
    if (!problem)
        problem = readChallenge(form, request);
    if (problem)
        return tl::unexpected(*problem);
    const auto hint = OrcidId::parse(form.value(S("orcid")).right(19));
    request.hint = hint ? hint->toString() : QString();
    request.email = form.value(S("email")).trimmed();
    return request;
}

} // namespace baton::practice
