#pragma once

#include "app/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QHash>

namespace baton::vault {

/// What a backup holds: the SQLite file (with one more table that carries the description) and the text of vault.json.
struct BackupContents {
    QByteArray store;
    QByteArray protection;
};

/// Makes the folder when it is missing, for this account alone (0700). Errors: vault.store.
Result<void> makePrivateFolder(const QString &path);
/// Documents per kind; empty when there is no readable vault. Needs no key.
QHash<QString, int> countDocuments(const QString &storePath);
/// A consistent copy while the vault may be open; `description` is the text of vault.json that goes with it.
/// Errors: vault.nothing, vault.store.
Result<void> writeBackup(const QString &storePath, const QByteArray &description, const QString &target);
/// Reads and checks. Errors: vault.backup.
Result<BackupContents> readBackup(const QString &file);
/// Renames what is there to *.replaced-<time> and writes the contents, the description last. Errors: vault.store.
Result<void> replaceVault(const QString &storePath, const QString &protectionPath, const BackupContents &contents);
/// Errors: vault.store.
Result<void> removeVault(const QString &storePath, const QString &protectionPath);
/// What was set aside beside them: *.replaced-<time> and *.damaged-<time>, and a backup cut short. Errors: vault.store.
Result<void> removeKeptCopies(const QString &storePath, const QString &protectionPath);

} // namespace baton::vault
