#pragma once

#include "ui/common/page.h"

namespace baton::ui {

/// The error as the page's banner, with a button to the page where something can be done about it, where there is one.
void showWithWayOut(Page &page, const Error &error);

} // namespace baton::ui
