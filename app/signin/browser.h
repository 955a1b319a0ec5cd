#pragma once

#include "app/base/result.h"

#include <QtCore/QString>
#include <QtCore/QUrl>

namespace baton::signin {

/// Which browser opens a link, in this order: the user's command, $BROWSER, the desktop's own (README, command line).
struct BrowserChoice {
    enum class Kind { Default, Command };
    Kind kind = Kind::Default; ///< Default = $BROWSER if set, else the desktop's
    QString command;           ///< "firefox --private-window %u"; not run through a shell, %u is the address (appended if absent)
};

/// How to start it: program and arguments; program empty means QDesktopServices (done by the ui).
struct BrowserCommand {
    QString program;
    QStringList arguments;
};

/// Errors: browser.command (empty, unbalanced quotes, program not found).
Result<BrowserCommand> browserCommand(const BrowserChoice &choice, const QUrl &link, const QString &browserVariable);
/// Starts it detached. Errors: browser.start.
Result<void> startBrowser(const BrowserCommand &command);

} // namespace baton::signin
