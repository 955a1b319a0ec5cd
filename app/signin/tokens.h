#pragma once

#include "app/base/orcidid.h"
#include "app/base/secret.h"
#include "app/clients/clientprofile.h"
#include "app/orcid/environment.h"

#include <QtCore/QDateTime>

namespace baton::signin {

/// What a sign-in brings home: the plain struct that the shell passes on to claims, hand-over and relay.
struct Tokens {
    orcid::Environment environment;
    clients::ClientProfile client; ///< the original client
    Secret idToken;
    Secret accessToken;   ///< may be null when only the id_token was made from a token the user pasted
    Secret refreshToken;
    QStringList askedScopes;
    QStringList grantedScopes; ///< as answered; compare as sets
    QString name;         ///< "name" of the token response; may be empty
    QString orcid;        ///< "orcid" of the token response, unchecked
    QByteArray nonce;     ///< sent; empty when none was (id_token from an access token)
    QDateTime receivedAt; ///< UTC
    qint64 tokenTraceId = 0;
};

} // namespace baton::signin

Q_DECLARE_METATYPE(baton::signin::Tokens)
