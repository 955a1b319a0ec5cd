#pragma once

#include "app/batch/runner.h"
#include "ui/record/review/rowreviewcard.h"

namespace baton::ui {

/// What a row of a batch would write or has written, on whosever record that is.
RowReview reviewOf(const batch::Services &services, const batch::Runner &runner, int row);

} // namespace baton::ui
