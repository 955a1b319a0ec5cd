#pragma once

#include "app/batch/batch.h"

namespace baton::batch {

/// The batch so far as CSV, safe against formula injection (S53): row, orcid, section, item title, row state, put-code, words,
/// then the file's other columns as they were. Read again it updates what was written instead of adding it.
QByteArray resultCsv(const Batch &batch);
/// "Written", "Already there", "Would be added", …: of one row.
QString stateWords(const Row &row, Batch::State batch);
/// "put-code 2209", "9023: an external identifier is required", …
QString detailWords(const Row &row, Batch::State batch);

} // namespace baton::batch
