#include "app/vault/store.h"

#include "app/base/random.h"
#include "app/base/strictjson.h"
#include "app/jose/aead.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

namespace baton::vault {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

Failure storeFailure(const QString &path, const QSqlError &error)
{
    const QString why = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return fail(u"vault.store"_s, tr("The vault file %1 cannot be used: %2.").arg(path.isEmpty() ? tr("in memory") : path, why),
        tr("Check the free space and the permissions of the folder, then try again."));
}

// SQLITE_CORRUPT and SQLITE_NOTADB, with their extended forms in the upper bits.
bool isCorruption(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xFF;
    return code == 11 || code == 26;
}

QByteArray associated(const QString &kind, const QString &id, qint64 version)
{
    return kind.toUtf8() + '|' + id.toUtf8() + '|' + QByteArray::number(version);
}

const QString rowColumns = u"version, changed_at, sealed, id"_s; ///< for Row, then where it stands

/// A row as it lies there.
struct Row {
    explicit Row(const QSqlQuery &query)
        : version(query.value(0).toLongLong()), changedAt(query.value(1).toLongLong()), sealed(query.value(2).toByteArray())
    {
    }
    qint64 version, changedAt;
    QByteArray sealed;
    QString id; ///< where it was asked for
};

Result<Document> decrypt(const Secret &key, const QString &kind, const QString &id, const Row &row)
{
    const auto plain = jose::openBytes(key, row.sealed, associated(kind, id, row.version));
    const auto content = plain ? parseJsonObject(plain->view()) : Result<QJsonObject>(fail(plain.error()));
    if (!content)
        return fail(u"vault.damaged"_s, tr("The stored %1 “%2” cannot be decrypted; the other entries are not affected.").arg(kind, id),
            tr("Restore it from a backup, or remove it and enter it again."));
    return Document { kind, id, *content, QDateTime::fromMSecsSinceEpoch(row.changedAt, Qt::UTC) };
}

Result<QByteArray> seal(const Secret &key, const QString &kind, const QString &id, qint64 version, const QJsonObject &content)
{
    QByteArray json = QJsonDocument(content).toJson(QJsonDocument::Compact);
    return jose::sealBytes(key, Secret::take(json), associated(kind, id, version));
}

/// Not null, which SQLite would compare with nothing.
QString beginOf(const QString &idPrefix)
{
    return idPrefix.isEmpty() ? u""_s : idPrefix;
}

/// Behind every id that begins with it: SQLite compares ids byte by byte.
QString endOf(const QString &idPrefix)
{
    return idPrefix + QString::fromUcs4(U"\U0010FFFF");
}

Failure setAside(const QString &path)
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    QString kept = path + u".damaged-"_s + stamp;
    for (int n = 2; QFileInfo::exists(kept); ++n)
        kept = path + u".damaged-"_s + stamp + u'-' + QString::number(n);
    for (const QString &ending : { QString(), u"-wal"_s, u"-shm"_s }) {
        if (QFileInfo::exists(path + ending) && !QFile::rename(path + ending, kept + ending))
            return fail(u"vault.store"_s, tr("The vault file %1 is damaged and cannot be moved aside.").arg(path),
                tr("Check the permissions of the folder, or move the file away by hand."));
    }
    Error error { u"vault.damaged"_s, tr("The vault file was damaged. It is kept as %1.").arg(kept),
        tr("Restore it from a backup. Opening again starts with an empty vault."), 0, 0, { { u"kept"_s, kept } } };
    return fail(std::move(error));
}

} // namespace

Store::Store(const QString &path, const Secret &key)
    : m_path(path), m_connection(u"baton-vault-"_s + randomUuid()), m_key(key)
{
}

Store::~Store()
{
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Store>> Store::open(const QString &path, const Secret &key)
{
    QFile file(path);
    // Made by us first, because SQLite would follow the umask; its -wal and -shm take over the mode of the file.
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return fail(u"vault.store"_s, tr("The vault file %1 cannot be made: %2.").arg(path, file.errorString()),
            tr("Check the free space and the permissions of the folder."));
    file.close();
    if (!QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        return fail(u"vault.store"_s, tr("The vault file %1 cannot be kept private.").arg(path), tr("Check who owns the file."));
    {
        std::unique_ptr<Store> store(new Store(path, key));
        auto ready = store->connect();
        if (ready)
            return store;
        if (ready.error().code != u"vault.damaged")
            return fail(ready.error());
    }
    return setAside(path);
}

Result<std::unique_ptr<Store>> Store::inMemory(const Secret &key)
{
    std::unique_ptr<Store> store(new Store({}, key));
    if (auto ready = store->connect(); !ready)
        return fail(ready.error());
    return store;
}

Result<void> Store::connect()
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(m_path.isEmpty() ? u":memory:"_s : m_path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!database.open())
        return storeFailure(m_path, database.lastError());
    return checkAndPrepare();
}

Result<void> Store::checkAndPrepare()
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    const auto failure = [&]() -> Failure {
        if (isCorruption(query.lastError()))
            return fail(u"vault.damaged"_s, query.lastError().databaseText());
        return storeFailure(m_path, query.lastError());
    };
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next())
        return failure();
    if (query.value(0).toString() != u"ok")
        return fail(u"vault.damaged"_s, query.value(0).toString());
    query.finish();
    const QStringList statements { u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"PRAGMA secure_delete=ON"_s,
        u"PRAGMA temp_store=MEMORY"_s,
        u"CREATE TABLE IF NOT EXISTS documents (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, "
        "version INTEGER NOT NULL, changed_at INTEGER NOT NULL, sealed BLOB NOT NULL, UNIQUE (kind, id))"_s };
    for (const QString &statement : statements) {
        if (!query.exec(statement))
            return failure();
        query.finish();
    }
    return {};
}

Result<void> Store::put(const QString &kind, const QString &id, const QJsonObject &content)
{
    return putAll(kind, { { id, content } });
}

Result<void> Store::putAll(const QString &kind, const QList<std::pair<QString, QJsonObject>> &documents)
{
    QSqlDatabase database = QSqlDatabase::database(m_connection);
    QSqlQuery query(database);
    // Immediate, so that two processes cannot give one version twice.
    if (!m_together && !query.exec(u"BEGIN IMMEDIATE"_s))
        return storeFailure(m_path, query.lastError());
    Result<void> written;
    for (auto document = documents.begin(); written && document != documents.end(); ++document)
        written = write(kind, document->first, document->second);
    if (written && !m_together && !query.exec(u"COMMIT"_s))
        written = storeFailure(m_path, query.lastError());
    if (!written && !m_together)
        QSqlQuery(database).exec(u"ROLLBACK"_s);
    return written;
}

Result<void> Store::write(const QString &kind, const QString &id, const QJsonObject &content)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(u"SELECT version FROM documents WHERE kind = ? AND id = ?"_s);
    query.addBindValue(kind);
    query.addBindValue(id);
    if (!query.exec())
        return storeFailure(m_path, query.lastError());
    const qint64 version = query.next() ? query.value(0).toLongLong() + 1 : 1;
    query.finish();
    const auto sealed = seal(m_key, kind, id, version, content);
    if (!sealed)
        return fail(sealed.error());
    query.prepare(u"INSERT INTO documents (kind, id, version, changed_at, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, id) "
        "DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at, sealed = excluded.sealed"_s);
    query.addBindValue(kind);
    query.addBindValue(id);
    query.addBindValue(version);
    query.addBindValue(QDateTime::currentMSecsSinceEpoch());
    query.addBindValue(*sealed);
    if (!query.exec())
        return storeFailure(m_path, query.lastError());
    return {};
}

Result<void> Store::together(const std::function<Result<void>()> &work)
{
    if (m_together)
        return work();
    QSqlDatabase database = QSqlDatabase::database(m_connection);
    if (QSqlQuery begin(database); !begin.exec(u"BEGIN IMMEDIATE"_s))
        return storeFailure(m_path, begin.lastError());
    m_together = true;
    Result<void> done = work();
    m_together = false;
    if (QSqlQuery commit(database); done && !commit.exec(u"COMMIT"_s))
        done = storeFailure(m_path, commit.lastError());
    if (!done)
        QSqlQuery(database).exec(u"ROLLBACK"_s);
    return done;
}

Result<std::optional<Document>> Store::get(const QString &kind, const QString &id) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(u"SELECT version, changed_at, sealed FROM documents WHERE kind = ? AND id = ?"_s);
    query.addBindValue(kind);
    query.addBindValue(id);
    if (!query.exec())
        return storeFailure(m_path, query.lastError());
    if (!query.next())
        return std::nullopt;
    auto document = decrypt(m_key, kind, id, Row(query));
    if (!document)
        return fail(document.error());
    return *document;
}

Result<QList<Document>> Store::list(const QString &kind, const QString &idPrefix) const
{
    QList<Document> out;
    auto walked = each(kind, idPrefix, [&](const QString &, const Result<Document> &document) {
        if (document)
            out << *document;
    });
    return walked ? Result<QList<Document>>(out) : fail(walked.error());
}

Result<QStringList> Store::ids(const QString &kind, const QString &idPrefix) const
{
    QStringList out;
    const auto walked = walk(u"id"_s, kind, idPrefix, [&](const QSqlQuery &query) { out << query.value(0).toString(); });
    return walked ? Result<QStringList>(out) : fail(walked.error());
}

Result<std::function<Vault::Listing()>> Store::listLater(const QString &kind, const QString &idPrefix) const
{
    QList<Row> rows;
    const auto walked = walk(rowColumns, kind, idPrefix, [&](const QSqlQuery &query) {
        rows << Row(query);
        rows.last().id = query.value(3).toString();
    });
    if (!walked)
        return fail(walked.error());
    return [rows, kind, key = m_key] {
        Vault::Listing listing;
        for (const Row &row : rows) {
            if (const auto document = decrypt(key, kind, row.id, row))
                listing.documents << *document;
            else
                listing.damaged << row.id;
        }
        return listing;
    };
}

Result<Vault::Sealer> Store::sealer(const QString &kind, const QString &idPrefix) const
{
    QHash<QString, qint64> versions;
    const auto walked = walk(u"id, version"_s, kind, idPrefix, [&](const QSqlQuery &query) { versions.insert(query.value(0).toString(), query.value(1).toLongLong()); });
    if (!walked)
        return fail(walked.error());
    return [kind, versions, key = m_key, store = m_connection](const QString &id, const QJsonObject &content) -> Result<Vault::Sealed> {
        const qint64 version = versions.value(id) + 1;
        const auto sealed = seal(key, kind, id, version, content);
        if (!sealed)
            return fail(sealed.error());
        return Vault::Sealed { kind, id, version, *sealed, store };
    };
}

Result<void> Store::putSealed(const QList<Vault::Sealed> &documents)
{
    QSqlQuery insert(QSqlDatabase::database(m_connection)), update(QSqlDatabase::database(m_connection));
    insert.prepare(u"INSERT OR IGNORE INTO documents (sealed, changed_at, kind, id, version) VALUES (?, ?, ?, ?, ? + 1)"_s);
    update.prepare(u"UPDATE documents SET sealed = ?, changed_at = ?, version = version + 1 WHERE kind = ? AND id = ? AND version = ?"_s);
    return together([&]() -> Result<void> {
        for (const Vault::Sealed &document : documents) {
            QSqlQuery &query = document.version == 1 ? insert : update;
            query.addBindValue(document.bytes);
            query.addBindValue(QDateTime::currentMSecsSinceEpoch());
            query.addBindValue(document.kind);
            query.addBindValue(document.id);
            query.addBindValue(document.version - 1);
            if (document.store == m_connection && !query.exec())
                return storeFailure(m_path, query.lastError());
            if (document.store != m_connection || query.numRowsAffected() != 1)
                return fail(u"vault.changed"_s, tr("What was to be kept was changed elsewhere meanwhile, or another vault is open."), tr("Try again."));
        }
        return {};
    });
}

Result<QStringList> Store::damaged(const QString &kind) const
{
    QStringList out;
    auto walked = each(kind, {}, [&](const QString &id, const Result<Document> &document) {
        if (!document)
            out << id;
    });
    return walked ? Result<QStringList>(out) : fail(walked.error());
}

Result<void> Store::each(const QString &kind, const QString &idPrefix, const std::function<void(const QString &, const Result<Document> &)> &visit) const
{
    return walk(rowColumns, kind, idPrefix, [&](const QSqlQuery &query) {
        const QString id = query.value(3).toString();
        visit(id, decrypt(m_key, kind, id, Row(query)));
    });
}

Result<void> Store::walk(const QString &columns, const QString &kind, const QString &idPrefix, const std::function<void(const QSqlQuery &)> &visit) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.setForwardOnly(true);
    query.prepare(u"SELECT %1 FROM documents WHERE kind = ? AND id >= ? AND id < ? ORDER BY seq"_s.arg(columns));
    query.addBindValue(kind);
    query.addBindValue(beginOf(idPrefix));
    query.addBindValue(endOf(idPrefix));
    if (!query.exec())
        return storeFailure(m_path, query.lastError());
    while (query.next())
        visit(query);
    if (query.lastError().isValid())
        return storeFailure(m_path, query.lastError());
    return {};
}

Result<void> Store::remove(const QString &kind, const QString &id)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(u"DELETE FROM documents WHERE kind = ? AND id = ?"_s);
    query.addBindValue(kind);
    query.addBindValue(id);
    if (!query.exec())
        return storeFailure(m_path, query.lastError());
    return {};
}

Result<void> Store::removeAll(const QString &kind, const QString &idPrefix)
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    query.prepare(u"DELETE FROM documents WHERE kind = ? AND id >= ? AND id < ?"_s);
    query.addBindValue(kind);
    query.addBindValue(beginOf(idPrefix));
    query.addBindValue(endOf(idPrefix));
    if (!query.exec())
        return storeFailure(m_path, query.lastError());
    return {};
}

Result<void> Store::copyTo(Store &other) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection));
    if (!query.exec(u"SELECT kind, id FROM documents ORDER BY seq"_s))
        return storeFailure(m_path, query.lastError());
    while (query.next()) {
        const QString kind = query.value(0).toString();
        const QString id = query.value(1).toString();
        const auto document = get(kind, id);
        if (!document)
            return fail(document.error());
        if (auto written = *document ? other.put(kind, id, (*document)->content) : Result<void>(); !written)
            return written;
    }
    return {};
}

} // namespace baton::vault
