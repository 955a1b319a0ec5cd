#include "app/vault/profilefolder.h"

#include "app/jose/aead.h"
#include "app/vault/vaultfiles.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>

namespace baton::vault {

using namespace Qt::StringLiterals;

namespace {

QString text(const char *words)
{
    return QCoreApplication::translate("Vault", words);
}

} // namespace

ProfileFolder::ProfileFolder(const QString &directory)
    : m_path(QDir::cleanPath(QDir(directory).absolutePath())), m_lock(m_path + u"/vault.lock"_s)
{
    // Stale only when its process is gone, however long ago it was made.
    m_lock.setStaleLockTime(0);
}

QString ProfileFolder::keychainAccount() const
{
    return u"vault-"_s + QString::fromLatin1(jose::sha256(m_path.toUtf8()).toHex().left(16));
}

bool ProfileFolder::hasStore() const
{
    return QFileInfo::exists(storePath());
}

Result<void> ProfileFolder::take()
{
    if (auto folder = makePrivateFolder(m_path); !folder)
        return folder;
    if (m_lock.isLocked() || m_lock.tryLock(0))
        return {};
    if (m_lock.error() == QLockFile::LockFailedError)
        return fail(u"vault.in_use"_s, text("Another Baton has this profile open."), text("Go on in its window, or close it and ask again."));
    return fail(u"vault.store"_s, text("The folder %1 cannot be written.").arg(m_path), text("Check the permissions, or start with another profile."));
}

} // namespace baton::vault
