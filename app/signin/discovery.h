#pragma once

#include "app/http/httpclient.h"
#include "app/orcid/environment.h"

namespace baton::signin {

/// What a sign-in needs of the provider's metadata (OIDC Discovery 3, RFC 8414 2; orcid.md 3.1).
struct Provider {
    enum class ClientAuth { Post, Basic };

    QString issuer;
    QUrl authorizationEndpoint, tokenEndpoint;
    QStringList tokenHosts;      ///< for http::Request::allowedHosts
    bool issuerInAnswer = false; ///< authorization_response_iss_parameter_supported (RFC 9207)
    ClientAuth clientAuth = ClientAuth::Post;
};

/// Judges a discovery document. The issuer is byte-equal to the environment's; endpoints are https, or http on loopback
/// when the issuer is there too; outside Custom they stay on the environment's hosts. Error: signin.discovery.
Result<Provider> readProvider(const orcid::Environment &environment, QByteArrayView document);

/// Fetches and judges it. Errors: signin.discovery; details.cause = code of the http error behind it, if any.
QFuture<Result<Provider>> discover(http::HttpClient &http, const orcid::Environment &environment, QObject *context);

} // namespace baton::signin
