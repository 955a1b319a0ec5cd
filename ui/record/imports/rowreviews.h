#pragma once

#include "app/imports/sender.h"
#include "app/record/writer.h"
#include "ui/record/review/rowreviewcard.h"

namespace baton::ui {

class VerdictModel;

/// What a row of an import would do, or did. `row`: as the model shows them.
RowReview reviewOf(const VerdictModel &model, int row, const record::RecordClient &client, const exchange::DelegatedSession &session, const record::Journal &journal);

} // namespace baton::ui
