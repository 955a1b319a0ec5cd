#pragma once

#include "app/desk/desk.h"

namespace baton::ui {

class InboxPage;
class MainWindow;

/// Which of the delegated tokens that run is used on the Record page, and that both sides know of a renewed one.
void connectDelegations(desk::Desk &desk, InboxPage &inbox, MainWindow &window);

} // namespace baton::ui
