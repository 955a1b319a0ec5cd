#pragma once

#include "app/base/secret.h"

#include <QtCore/QStringList>
#include <QtCore/QUrl>

namespace baton::signin {

/// The random values of one attempt: 32 bytes each (path segment 16), base64url, memory only (S4).
struct Attempt {
    QByteArray state, nonce, pathSegment;
    Secret verifier; ///< PKCE, RFC 7636 4.1
    static Attempt fresh();
};

/// S256 (RFC 7636 4.2); there is no other method here (S5).
QByteArray codeChallenge(const Secret &verifier);

struct AuthorizationRequest {
    QUrl endpoint;
    QString clientId;
    QString redirectUri;
    QStringList scopes;
    QString prompt; ///< empty = not sent
    Attempt attempt;
};

/// The link to open in the browser (orcid.md 2.1), every value percent-encoded exactly once. Built by QtNetworkAuth's
/// QOAuth2AuthorizationCodeFlow; state, PKCE and nonce are ours, for it has none that would do (S3).
QUrl authorizationLink(const AuthorizationRequest &request);

} // namespace baton::signin
