#pragma once

#include "app/practice/accounts.h"
#include "app/practice/server/form.h"
#include "app/practice/oauth/idtokens.h"
#include "app/practice/people.h"

/// Token delegation, both directions (orcid.md 4; the shape is RFC 8693's, the rules are ORCID's).
namespace baton::practice::exchange {

inline const QString grantType = QStringLiteral("urn:ietf:params:oauth:grant-type:token-exchange");
inline const QString idTokenType = QStringLiteral("urn:ietf:params:oauth:token-type:id_token");
inline const QString accessTokenType = QStringLiteral("urn:ietf:params:oauth:token-type:access_token");

/// What the original client's grants on a record are worth to a second client (orcid.md 4.4 steps 1 to 5).
struct Power {
    QStringList scopes;        ///< empty: nothing to exchange
    bool deleteOnly = false;   ///< the researcher took the permission back: DELETE only (orcid.md 4.6)
    QString reason;            ///< copied to a delete-only token
    bool revokedHard = false;  ///< some row ended for one of the four hard reasons
};
Power powerOf(const QList<const TokenRow *> &rows, qint64 nowMs);

/// One exchange for an authenticated caller; checks in the order of orcid.md 4.5 from row 3 on.
HttpResponse run(Accounts &accounts, const IdTokens &idTokens, const People &people, const Client &caller, const Form &form);

} // namespace baton::practice::exchange
