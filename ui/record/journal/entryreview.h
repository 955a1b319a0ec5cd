#pragma once

#include "app/record/writer.h"
#include "ui/record/reviewpanel.h"

namespace baton::ui {

/// "Added work “Tide gauges for schools”", "Deleted keyword “marsh”"; "Add work …" for what did not come about.
QString entryTitle(const record::JournalEntry &entry);
/// "14:21 · put-code 1734, confirmed", "16:31 · refused: …; nothing written".
QString entryState(const record::JournalEntry &entry);
/// What the act changed, before and after.
ReviewPanel::Review reviewOfEntry(const record::JournalEntry &entry);
/// What taking it back would send. `apiPath`: "/v3.0/0000-0002-9227-8514".
ReviewPanel::Review reviewOfUndo(const record::JournalEntry &entry, const record::Writer::UndoPlan &plan, const QString &apiPath);

} // namespace baton::ui
