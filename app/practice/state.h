#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/jose/jwk.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>

namespace baton::practice {

/// What the registry makes once at its first start: its signing key and the clients' secrets.
struct KeptState {
    jose::Jwk key;                  ///< private RSA 2048 with a kid like practice-2026-1
    QHash<QString, Secret> secrets; ///< by client id
};

/// Reads practice-registry.json of the directory, or makes the state and writes it there, readable by its owner only (0600).
/// An empty directory name keeps it in memory. Secrets of clients that are new are added. Without `keepSecrets` the file
/// holds none: those of an earlier start are taken out of it, and new ones are made.
/// Errors: practice.state_unreadable, practice.state_unwritable.
Result<KeptState> loadOrMakeState(const QString &directory, const QStringList &clientIds, int year, bool keepSecrets = true);

} // namespace baton::practice
