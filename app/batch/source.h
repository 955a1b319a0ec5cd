#pragma once

#include "app/base/result.h"
#include "app/batch/batch.h"
#include "app/formats/reader.h"
#include "app/handover/inbox.h"

namespace baton::batch {

/// A batch from a CSV with a column for the iD; not kept yet. Its lines keep all their cells. Pure and thread-safe.
/// Errors: those of formats::read(), batch.not_csv, batch.no_orcid (no line names an iD).
Result<Batch> batchFrom(const QByteArray &bytes, const QString &fileName, const std::optional<formats::Mapping> &mapping = {});
/// Gives everybody the newest usable id_token of the environment, and the client it is meant for, else `clientId`. Whoever has
/// none is marked, and her rows are refused; so are rows without a researcher.
void assignDelegations(Batch &batch, const QList<handover::Delivery> &deliveries, const QStringList &ownClients, const QString &clientId);
/// A CSV that shows which columns there can be.
QByteArray exampleCsv();

} // namespace baton::batch
