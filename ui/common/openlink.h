#pragma once

#include "app/base/result.h"
#include "app/signin/browser.h"

namespace baton::ui {

class Settings;

/// The browser chosen in Preferences, as the sign-in flow wants it.
signin::BrowserChoice browserChoice(const Settings &settings);

/// Opens a link in that browser: the command of Preferences, else $BROWSER, else the desktop's own (README, command line).
/// Only http and https without user-info (S52). Errors: link.refused, browser.command, browser.start.
Result<void> openLink(const QUrl &link, const signin::BrowserChoice &choice);

} // namespace baton::ui
