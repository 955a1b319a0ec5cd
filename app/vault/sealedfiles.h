#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

namespace baton::vault {

/// Files beside the vault's one store, for what is large and can be had again: each AES-256-GCM under the vault key, bound to its
/// name, so that files cannot be swapped; 0600. A value that other threads may use; Vault::files() gives it while it is open.
class SealedFiles {
public:
    SealedFiles(QString folder, Secret key) : m_folder(std::move(folder)), m_key(std::move(key)) { }

    // Names are one or two parts of a-z, 0-9, - and _, with / between them. Errors: vault.store, vault.damaged (it does not open
    // under this key), vault.nothing (no such file).
    Result<void> write(const QString &name, const QByteArray &bytes) const;
    Result<QByteArray> read(const QString &name) const;
    bool has(const QString &name) const;
    Result<void> remove(const QString &name) const;
    /// All below a first part.
    Result<void> removeFolder(const QString &name) const;
    /// Folders in which nothing was written for so long.
    void removeOlderThan(int days) const;

private:
    Result<QString> pathOf(const QString &name) const;

    QString m_folder;
    Secret m_key;
};

/// Errors: vault.store.
Result<void> removeSealedFiles(const QString &folder);

} // namespace baton::vault
