#pragma once

#include "app/base/result.h"

#include <QtCore/QLockFile>

namespace baton::vault {

/// The folder of a profile: where each thing of the vault lies in it, and which running Baton has it open.
class ProfileFolder {
public:
    explicit ProfileFolder(const QString &directory);

    const QString &path() const { return m_path; }
    QString storePath() const { return m_path + QStringLiteral("/vault.sqlite"); }
    QString filesPath() const { return m_path + QStringLiteral("/files"); }
    QString protectionPath() const { return m_path + QStringLiteral("/vault.json"); }
    /// Its entry in the OS keychain, by a hash of the path.
    QString keychainAccount() const;
    bool hasStore() const;

    /// Makes the folder when it is missing, and takes it until letGo(). Errors: vault.in_use (another Baton has it), vault.store.
    Result<void> take();
    void letGo() { m_lock.unlock(); }

private:
    QString m_path; ///< absolute
    QLockFile m_lock;
};

} // namespace baton::vault
