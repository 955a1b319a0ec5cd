#pragma once

#include "app/practice/accounts.h"
#include "app/practice/server/form.h"
#include "app/practice/oauth/idtokens.h"
#include "app/practice/people.h"

namespace baton::practice {

/// POST /oauth/token and /oauth/revoke (orcid.md 2.4 to 2.8, 2.10): statuses and texts as the registry's own code had them.
class TokenEndpoint {
public:
    TokenEndpoint(Accounts &accounts, const IdTokens &idTokens, People people);

    HttpResponse token(const HttpRequest &request);
    HttpResponse revoke(const HttpRequest &request);

private:
    struct Credentials {
        QString id, secret;
        bool given = false;
    };
    using Authenticated = tl::expected<const Client *, HttpResponse>;
    struct Call {
        Form form;
        const Client *client;
    };

    static Credentials credentials(const HttpRequest &request, const Form &form);
    Authenticated authenticate(const HttpRequest &request, const Form &form) const;
    /// A form by POST from a client that says who it is.
    tl::expected<Call, HttpResponse> read(const HttpRequest &request) const;

    HttpResponse authorizationCode(const Client &client, const Form &form);
    HttpResponse refresh(const Client &client, const Form &form);
    HttpResponse clientCredentials(const Client &client, const Form &form);
    HttpResponse answer(const TokenRow &row, const QByteArray &idToken = {}) const;

    Accounts &m_accounts;
    const IdTokens &m_idTokens;
    People m_people;
};

/// Shared by the grants: what the "scope" field asks for, after the filter every grant starts with (orcid.md 4.5 row 3).
struct ScopeRequest {
    QStringList all;   ///< as sent
    QStringList user;  ///< those a researcher grants
    QStringList client; ///< those a client gets for itself
};
tl::expected<ScopeRequest, HttpResponse> readScopes(const Form &form);

/// "The client is locked" / "Client APP-… is deactivated" as an answer; nothing for an active client.
std::optional<HttpResponse> refuseInactive(const Client &client);

} // namespace baton::practice
