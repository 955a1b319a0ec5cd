#pragma once

#include "app/desk/desk.h"

namespace baton::ui {

class InboxPage;
class MainWindow;
class RecordPage;

/// Which of the delegated tokens that run is used on the Record page, and that both sides know of a renewed one and of a permission
/// that has ended.
void connectDelegations(desk::Desk &desk, InboxPage &inbox, RecordPage &record, MainWindow &window);

} // namespace baton::ui
