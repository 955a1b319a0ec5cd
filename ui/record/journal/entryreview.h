#pragma once

#include "app/record/writer.h"
#include "ui/record/review/reviewpanel.h"

namespace baton::ui {

/// "Added work “Tide gauges for schools”", "Deleted keyword “marsh”"; "Add work …" for what did not come about.
QString entryTitle(const record::JournalEntry &entry);
/// "14:21 · put-code 1734, confirmed", "16:31 · refused: …; nothing written".
QString entryState(const record::JournalEntry &entry);
/// What the act changed, before and after.
ReviewPanel::Review reviewOfEntry(const record::JournalEntry &entry);

} // namespace baton::ui
