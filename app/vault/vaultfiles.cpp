#include "app/vault/vaultfiles.h"

#include "app/base/random.h"
#include "app/vault/protection.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QTemporaryDir>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

namespace baton::vault {

namespace {

using namespace Qt::StringLiterals;

constexpr qint64 largestBackup = 512 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

Failure diskFailure(const QString &path, const QString &why)
{
    return fail(u"vault.store"_s, tr("%1 cannot be written: %2.").arg(path, why), tr("Check the free space and the permissions of the folder."));
}

// A connection to one file for as long as the object lives.
class File {
public:
    explicit File(const QString &path, bool readOnly = true) : m_name(u"baton-file-"_s + randomUuid())
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        m_database.setDatabaseName(path);
        m_database.setConnectOptions(readOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
        m_open = m_database.open();
    }
    ~File()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(File)
    bool isOpen() const { return m_open; }
    QSqlQuery query() const { return QSqlQuery(m_database); }

private:
    QString m_name;
    QSqlDatabase m_database;
    bool m_open = false;
};

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<void> writePrivately(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return diskFailure(path, file.errorString());
    return {};
}

// The copy is made in a private folder: SQLite would give it the mode of the umask.
Result<QByteArray> copyWithDescription(const QString &storePath, const QByteArray &description)
{
    QTemporaryDir folder(QFileInfo(storePath).absolutePath() + u"/backup-XXXXXX"_s);
    if (!folder.isValid())
        return diskFailure(storePath, folder.errorString());
    const QString copy = folder.filePath(u"copy.sqlite"_s);
    {
        const File source(storePath, false);
        QSqlQuery query = source.query();
        query.prepare(u"VACUUM INTO ?"_s);
        query.addBindValue(copy);
        if (!query.exec())
            return diskFailure(copy, query.lastError().databaseText());
    }
    {
        const File target(copy, false);
        QSqlQuery query = target.query();
        // A vault that was itself restored still has the table.
        if (!query.exec(u"DROP TABLE IF EXISTS protection"_s) || !query.exec(u"CREATE TABLE protection (json BLOB NOT NULL)"_s))
            return diskFailure(copy, query.lastError().databaseText());
        query.prepare(u"INSERT INTO protection (json) VALUES (?)"_s);
        query.addBindValue(description);
        if (!query.exec())
            return diskFailure(copy, query.lastError().databaseText());
    }
    return readAll(copy);
}

Failure notDeleted(const QString &path)
{
    return fail(u"vault.store"_s, tr("%1 cannot be deleted.").arg(path), tr("Check the permissions of the folder, or delete it by hand."));
}

Result<void> removeFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (QFileInfo::exists(path) && !QFile::remove(path))
            return notDeleted(path);
    }
    return {};
}

Failure notABackup(const QString &file)
{
    return fail(u"vault.backup"_s, tr("%1 is not a backup of a Baton vault, or it is damaged.").arg(file), tr("Nothing was changed. Choose another file."));
}

} // namespace

Result<void> makePrivateFolder(const QString &path)
{
    const QFileInfo info(QDir::cleanPath(path));
    if (info.isDir())
        return {};
    const QDir parent = info.dir();
    if (QDir().mkpath(parent.absolutePath()) && parent.mkdir(info.fileName(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return {};
    return fail(u"vault.store"_s, tr("The folder %1 cannot be made.").arg(path), tr("Check the permissions, or start with another profile."));
}

QHash<QString, int> countDocuments(const QString &storePath)
{
    QHash<QString, int> out;
    if (!QFileInfo::exists(storePath))
        return out;
    const File file(storePath, false);
    QSqlQuery query = file.query();
    query.exec(u"SELECT kind, count(*) FROM documents GROUP BY kind"_s);
    while (query.next())
        out.insert(query.value(0).toString(), query.value(1).toInt());
    return out;
}

Result<void> writeBackup(const QString &storePath, const QByteArray &description, const QString &target)
{
    if (description.isEmpty() || !QFileInfo::exists(storePath))
        return fail(u"vault.nothing"_s, tr("There is no vault on disk to back up."), tr("A vault for this session only is not kept."));
    const auto copy = copyWithDescription(storePath, description);
    if (!copy)
        return fail(copy.error());
    return writePrivately(target, *copy);
}

Result<BackupContents> readBackup(const QString &file)
{
    const QFileInfo info(file);
    if (!info.isFile() || info.size() > largestBackup)
        return notABackup(file);
    BackupContents contents;
    {
        const File backup(file);
        QSqlQuery query = backup.query();
        if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next() || query.value(0).toString() != u"ok")
            return notABackup(file);
        query.finish();
        if (!query.exec(u"SELECT count(*) FROM documents"_s) || !query.exec(u"SELECT json FROM protection"_s) || !query.next())
            return notABackup(file);
        contents.protection = query.value(0).toByteArray();
    }
    QTemporaryDir folder;
    const QString path = folder.filePath(u"vault.json"_s);
    const auto written = writePrivately(path, contents.protection);
    const auto description = written ? ProtectionFile::load(path) : Result<std::optional<ProtectionFile>>(fail(written.error()));
    contents.store = readAll(file);
    if (!description || !*description || contents.store.isEmpty())
        return notABackup(file);
    return contents;
}

Result<void> replaceVault(const QString &storePath, const QString &protectionPath, const BackupContents &contents)
{
    const QString ending = u".replaced-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    for (const QString &path : { protectionPath, storePath, QString(storePath + u"-wal"_s), QString(storePath + u"-shm"_s) }) {
        if (QFileInfo::exists(path) && !QFile::rename(path, path + ending))
            return diskFailure(path + ending, tr("it cannot be renamed"));
    }
    if (auto written = writePrivately(storePath, contents.store); !written)
        return written;
    return writePrivately(protectionPath, contents.protection);
}

Result<void> removeVault(const QString &storePath, const QString &protectionPath)
{
    return removeFiles({ protectionPath, storePath, storePath + u"-wal"_s, storePath + u"-shm"_s });
}

Result<void> removeKeptCopies(const QString &storePath, const QString &protectionPath)
{
    const QDir folder = QFileInfo(storePath).dir();
    QStringList found;
    for (const QString &path : { protectionPath, storePath }) {
        const QString name = QFileInfo(path).fileName();
        for (const QString &copy : folder.entryList({ name + u"*.replaced-*"_s, name + u"*.damaged-*"_s }, QDir::Files | QDir::Hidden | QDir::System))
            found << folder.filePath(copy);
    }
    // A backup that was cut short; its folder goes when nothing else is in it.
    for (const QString &left : folder.entryList({ u"backup-??????"_s }, QDir::Dirs | QDir::NoDotAndDotDot))
        found << folder.filePath(left + u"/copy.sqlite"_s);
    const auto removed = removeFiles(found);
    for (const QString &left : folder.entryList({ u"backup-??????"_s }, QDir::Dirs | QDir::NoDotAndDotDot))
        folder.rmdir(left);
    return removed;
}

} // namespace baton::vault
