#pragma once

#include "app/http/trace.h"
#include "app/record/journal.h"

namespace baton::record {

/// The exchange that carried a write of the journal, 0 if this run of Baton has none: told by method, address and time.
qint64 exchangeOf(const http::Trace &trace, const JournalEntry &entry);

} // namespace baton::record
