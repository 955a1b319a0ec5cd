#pragma once

#include "app/record/journal.h"

namespace baton::record {

/// What the journal knows to be on the record under this delegation: added or changed from here, and neither deleted nor taken
/// back since. For a token that reads nothing and still deletes. As stored last, newest first; `entries` newest first.
QList<Item> knownItems(const QList<JournalEntry> &entries, const Place &place);

} // namespace baton::record
