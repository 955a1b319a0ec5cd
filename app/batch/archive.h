#pragma once

#include "app/batch/batch.h"
#include "app/vault/vault.h"

#include <functional>

namespace baton::batch {

/// Batches in the vault: kind "batch" holds one document per batch; "batch-items" its rows as they came, and "batch-states" what
/// became of them, a few rows to a document, so that one row's change costs the same in a batch of any size; "batch-before" what
/// the records held of those to be updated when they were compared, for showing.
class Archive {
public:
    explicit Archive(vault::Vault &vault) : m_vault(vault) { }

    QList<Head> heads(const QString &environmentId) const; ///< newest first
    /// Documents of one, encrypted.
    using Parts = QList<vault::Vault::Sealed>;
    using Sealing = std::function<Result<Parts>()>;
    /// Everything of it, or what became of all its rows, for put(): what is given back does the work, on whatever thread it is called.
    Result<Sealing> sealLater(const Batch &batch) const;
    Result<Sealing> sealStatesLater(const Batch &batch) const;
    /// In one commit. Errors: vault.*.
    Result<void> put(const Parts &parts) { return m_vault.putSealed(parts); }
    /// Everything of it, here and now. Errors: vault.*.
    Result<void> save(const Batch &batch);
    Result<void> saveHead(const Batch &batch);             ///< all but its rows
    Result<void> saveRow(const Batch &batch, int row);     ///< what became of one row
    Result<void> saveStates(const Batch &batch, const QList<int> &rows);
    Result<void> saveStates(const Batch &batch);           ///< of all rows
    /// What the record holds of rows to be updated, by row, for put(): what is given back does the work, on whatever thread it is called.
    using BeforeSealing = std::function<Result<Parts>(const QHash<int, QJsonObject> &before)>;
    Result<BeforeSealing> sealBeforeLater(const Batch &batch) const;
    /// Empty if nothing was kept of this row. Errors: vault.*.
    Result<QJsonObject> before(const Batch &batch, int row) const;
    /// Reads what is there of it; what is given back makes a batch of that, on whatever thread it is called. One that was running
    /// when Baton ended is paused. Errors: vault.*, batch.unknown; then batch.damaged.
    Result<std::function<Result<Batch>()>> loadLater(const QString &id) const;
    Result<void> remove(const QString &id);
    static QString newId();

private:
    Result<void> saveChunk(const Batch &batch, int chunk);

    vault::Vault &m_vault;
};

} // namespace baton::batch
