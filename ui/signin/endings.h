#pragma once

#include "app/base/error.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// How a sign-in that did not bring tokens is told: where it stopped, in a few words and with what to do.
struct Ending {
    QString heading;
    QString words;
    QString icon;
    Tone tone = Tone::Err;
    int step = 0; ///< 1..4 of the progress list, 0 = before it began
    QString stepWords; ///< below that step's title, instead of what it would have been; empty = as it was
};

Ending endingOf(const Error &error);

} // namespace baton::ui
