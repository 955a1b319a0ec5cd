#pragma once

#include "app/jose/jwe.h"
#include "app/orcid/environment.h"

#include <QtCore/QList>
#include <QtCore/QMetaType>

namespace baton::handover {

/// What the recipes are filled in with: public facts only, no token, no secret.
struct RecipeFacts {
    orcid::Environment environment;   ///< issuer and token endpoint
    QString fileName;                 ///< of the package
    jose::KeyAlg alg = jose::KeyAlg::EcdhEsA256Kw;
    QString recipientThumbprint;      ///< base64url; not used with a passphrase
    QString originalClientId;         ///< iss of the package
    QString secondClientId;           ///< aud; empty with a passphrase
    QString partnerName;              ///< for the words on screen only
    jose::Jwk senderKey;              ///< public: checks the inner signature
};

/// One file that opens or exchanges this very package without Baton.
struct Recipe {
    QString id;       ///< "jose", "node", "python", "java", "dotnet", "exchange"
    QString title;    ///< "José command line", "Node.js", …
    QString fileName; ///< "open-python.py"; Java wants exactly this one
    QString words;    ///< what it needs, what it does not do
    QString text;     ///< ASCII and the José of a comment; values are quoted for their language
};

/// In the order of the page: five ways to open, then the exchange. Everything foreign goes in as a quoted literal (S53).
QList<Recipe> recipesFor(const RecipeFacts &facts);

} // namespace baton::handover

Q_DECLARE_METATYPE(baton::handover::RecipeFacts)
