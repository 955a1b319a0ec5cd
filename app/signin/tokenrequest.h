#pragma once

#include "app/signin/discovery.h"
#include "app/signin/tokens.h"

namespace baton::signin {

/// What the code is exchanged with (orcid.md 2.4).
struct CodeGrant {
    Provider provider;
    clients::ClientProfile client;
    Secret code, verifier;
    QString redirectUri; ///< exactly the one of the authorization request
};

/// The one POST that carries the code: never repeated (S12).
http::Request codeRequest(const CodeGrant &grant);

/// The tokens of an answer; environment, client, nonce, askedScopes and receivedAt are the caller's to fill in.
/// Errors: signin.token_refused (4xx, 5xx; details = OAuth body), signin.token_incomplete (no id_token, wrong types, no JSON).
Result<Tokens> readTokens(const http::Response &response, const QString &clientName);

/// When there was no usable answer at all: signin.token_unreachable, or the two above when an answer came that is no JSON.
/// details.cause = code of the http error.
Error withoutTokens(const Error &httpError);

} // namespace baton::signin
