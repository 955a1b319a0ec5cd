#pragma once

#include "app/base/secret.h"

#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::clients {

/// One of our clients at one environment. The secret was typed in by its owner and lives in the vault (S14).
struct ClientProfile {
    enum class Delegation { NotTried, Enabled, NotEnabled };
    enum class RedirectState { NotTried, CameBack, Refused };

    QString environmentId; ///< orcid::Environment::id
    QString name;          ///< "Northbridge University"
    QString clientId;      ///< "APP-NB7K2QX4M0T9W6RA"
    Secret secret;         ///< null for a public client
    QStringList redirectUris; ///< as registered; the first is used unless another is picked
    Delegation delegation = Delegation::NotTried;
    RedirectState redirect = RedirectState::NotTried;
    /// In practice: what the registry says of it ("Original client", "Second client", "member, never had the grant").
    QString note;
    bool gives = true;     ///< offered in Sign in
    bool receives = true;  ///< offered in Exchange as

    bool isNull() const { return clientId.isEmpty(); }
};

} // namespace baton::clients

Q_DECLARE_METATYPE(baton::clients::ClientProfile)
