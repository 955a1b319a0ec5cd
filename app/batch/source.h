#pragma once

#include "app/base/result.h"
#include "app/batch/batch.h"
#include "app/batch/services.h"
#include "app/formats/reader.h"

namespace baton::batch {

/// A batch from a CSV with a column for the iD; not kept yet. Its lines keep all their cells. Pure and thread-safe.
/// Errors: those of formats::read(), batch.not_csv, batch.no_orcid (no line names an iD).
Result<Batch> batchFrom(const QByteArray &bytes, const QString &fileName, const std::optional<formats::Mapping> &mapping = {});
/// What the inbox has for a batch.
struct Delegations {
    QList<handover::Delivery> deliveries; ///< of the environment, newest first
    QStringList ownClients;               ///< of ours that receive
};
Delegations delegationsIn(const Services &services, const QString &environmentId);
/// Gives everybody who has no usable id_token the newest there is, and the client it is meant for, else the batch's. Whoever gets
/// none is marked, and her rows are refused; so are rows without a researcher.
void assignDelegations(Batch &batch, const Delegations &delegations);
/// The people to whom assignDelegations() would give another id_token than they have.
QList<int> delegationsFor(const Batch &batch, const Delegations &delegations);
/// The purpose of everybody's package, when it is one.
QString commonPurpose(const Batch &batch, const Delegations &delegations);
/// A CSV that shows which columns there can be.
QByteArray exampleCsv();

} // namespace baton::batch
