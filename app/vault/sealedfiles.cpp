#include "app/vault/sealedfiles.h"

#include "app/jose/aead.h"
#include "app/vault/vaultfiles.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QRegularExpression>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace baton::vault {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

Failure diskFailure(const QString &path, const QString &why)
{
    return fail(u"vault.store"_s, tr("%1 cannot be written: %2.").arg(path, why), tr("Check the free space and the permissions of the folder."));
}

QByteArray associated(const QString &name)
{
    return "file|" + name.toUtf8();
}

} // namespace

Result<QString> SealedFiles::pathOf(const QString &name) const
{
    static const QRegularExpression fit(u"\\A[a-z0-9_-]+(/[a-z0-9_-]+)?\\z"_s);
    if (!fit.match(name).hasMatch())
        return fail(u"vault.store"_s, tr("“%1” is no name for a file of the vault.").arg(name));
    return m_folder + u'/' + name + u".sealed"_s;
}

Result<void> SealedFiles::write(const QString &name, const QByteArray &bytes) const
{
    const Result<QString> path = pathOf(name);
    if (!path)
        return fail(path.error());
    for (const QString &folder : { m_folder, QFileInfo(*path).absolutePath() }) {
        if (auto made = makePrivateFolder(folder); !made)
            return made;
    }
    const auto sealed = jose::sealBytes(m_key, Secret(bytes), associated(name));
    if (!sealed)
        return fail(sealed.error());
    QSaveFile file(*path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) || file.write(*sealed) != sealed->size()
        || !file.commit())
        return diskFailure(*path, file.errorString());
    return {};
}

Result<QByteArray> SealedFiles::read(const QString &name) const
{
    const Result<QString> path = pathOf(name);
    if (!path)
        return fail(path.error());
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"vault.nothing"_s, tr("There is no file “%1”.").arg(name));
    const auto plain = jose::openBytes(m_key, file.readAll(), associated(name));
    if (!plain)
        return fail(u"vault.damaged"_s, tr("The file “%1” cannot be decrypted.").arg(name));
    return plain->view().toByteArray();
}

bool SealedFiles::has(const QString &name) const
{
    const Result<QString> path = pathOf(name);
    return path && QFile::exists(*path);
}

Result<void> SealedFiles::remove(const QString &name) const
{
    const Result<QString> path = pathOf(name);
    if (!path)
        return fail(path.error());
    if (QFile::exists(*path) && !QFile::remove(*path))
        return fail(u"vault.store"_s, tr("%1 cannot be deleted.").arg(*path), tr("Check the permissions of the folder, or delete it by hand."));
    return {};
}

Result<void> SealedFiles::removeFolder(const QString &name) const
{
    const Result<QString> path = pathOf(name);
    return path ? removeSealedFiles(m_folder + u'/' + name) : Result<void>(fail(path.error()));
}

void SealedFiles::removeOlderThan(int days) const
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addDays(-days);
    const QFileInfoList folders = QDir(m_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo &folder : folders) {
        if (folder.lastModified() < limit)
            (void)removeSealedFiles(folder.absoluteFilePath());
    }
}

Result<void> removeSealedFiles(const QString &folder)
{
    if (QDir dir(folder); dir.exists() && !dir.removeRecursively())
        return fail(u"vault.store"_s, tr("%1 cannot be deleted.").arg(folder), tr("Check the permissions of the folder, or delete it by hand."));
    return {};
}

} // namespace baton::vault
