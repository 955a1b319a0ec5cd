#pragma once

#include "app/vault/vault.h"

#include <functional>

class QSqlQuery;

namespace baton::vault {

/// The encrypted documents in one SQLite file (WAL, every commit on disk) or in memory. Each content is AES-256-GCM under
/// the vault key, bound to its kind, id and version, so that rows cannot be swapped.
class Store {
public:
    /// Makes the file (0600) when missing. Errors: vault.store (disk, permissions, full), vault.damaged (not a database or
    /// corrupt: the file with its -wal and -shm has been renamed, the new name is in details.kept; a further try makes a
    /// fresh file).
    static Result<std::unique_ptr<Store>> open(const QString &path, const Secret &key);
    static Result<std::unique_ptr<Store>> inMemory(const Secret &key);
    ~Store();

    Result<void> put(const QString &kind, const QString &id, const QJsonObject &content);
    Result<void> putAll(const QString &kind, const QList<std::pair<QString, QJsonObject>> &documents);
    Result<std::optional<Document>> get(const QString &kind, const QString &id) const;
    Result<QList<Document>> list(const QString &kind, const QString &idPrefix) const;
    Result<QStringList> ids(const QString &kind, const QString &idPrefix) const;
    Result<std::function<Vault::Listing()>> listLater(const QString &kind, const QString &idPrefix) const;
    Result<Vault::Sealer> sealer(const QString &kind, const QString &idPrefix) const;
    Result<void> putSealed(const QList<Vault::Sealed> &documents);
    Result<QStringList> damaged(const QString &kind) const;
    Result<void> remove(const QString &kind, const QString &id);
    Result<void> removeAll(const QString &kind, const QString &idPrefix);
    /// What `work` puts and removes comes on disk in one commit, or not at all when it fails.
    Result<void> together(const std::function<Result<void>()> &work);
    /// Writes everything here into a store under the same key.
    Result<void> copyTo(Store &other) const;
    const Secret &key() const { return m_key; }

private:
    Store(const QString &path, const Secret &key);
    Result<void> write(const QString &kind, const QString &id, const QJsonObject &content);
    /// Oldest first; `columns` as in SQL.
    Result<void> walk(const QString &columns, const QString &kind, const QString &idPrefix, const std::function<void(const QSqlQuery &)> &visit) const;
    Result<void> each(const QString &kind, const QString &idPrefix, const std::function<void(const QString &, const Result<Document> &)> &visit) const;
    Result<void> connect();
    Result<void> checkAndPrepare();

    QString m_path; ///< empty: in memory
    QString m_connection;
    bool m_together = false; ///< a commit over several documents is under way
    Secret m_key;
};

} // namespace baton::vault
