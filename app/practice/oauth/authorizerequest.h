#pragma once

#include "app/practice/accounts.h"
#include "app/practice/server/form.h"

namespace baton::practice {

/// A checked authorization request (orcid.md 2.1).
struct AuthorizeRequest {
    QString clientId, redirectUri, state, nonce, challenge, challengeMethod;
    bool hasState = false;
    bool implicit = false;       ///< response type token / id_token, else code
    bool wantsIdToken = false;   ///< id_token in the implicit answer
    QStringList scopes;          ///< in the order asked for
    bool promptNone = false, promptLogin = false, promptConfirm = false; ///< only honoured with openid
    std::optional<qint64> maxAge; ///< seconds; only with openid
    QString hint;                ///< bare iD to preselect, may be empty
    QString email;               ///< address to preselect by, may be empty; the iD counts more

    QSet<QString> scopeSet() const { return { scopes.begin(), scopes.end() }; }
};

/// Why a request cannot go on, and how to tell (orcid.md 2.2).
struct AuthorizeProblem {
    enum class Tell { Page, Redirect, RedirectWhenSignedIn };
    Tell tell = Tell::Page;
    QString error, description;
    QString redirectUri, state; ///< filled unless tell is Page
    bool hasState = false;
};

tl::expected<AuthorizeRequest, AuthorizeProblem> readAuthorizeRequest(const Accounts &accounts, const Form &form);

} // namespace baton::practice
