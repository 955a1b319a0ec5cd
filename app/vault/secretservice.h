#pragma once

#include <functional>

class QObject;

namespace baton::vault {

/// Whether this desktop session has a Secret Service or KWallet, running or to be started on demand. QtKeychain 0.13 reports
/// its absence as "other error" with GLib's translated words, so the bus has to be asked. Always true where there is no D-Bus.
bool hasSecretService();

/// libsecret keeps the session it opened with a Secret Service, even when that one was killed and another runs in its place
/// ("The session does not exist", until the program ends). This makes it begin anew.
void forgetSecretSession();

/// Calls `ended` when the Secret Service goes off the bus. Until it is deleted: by the caller, or with its parent. libsecret does
/// not answer at all when that happens while its owner is being asked.
QObject *watchSecretService(QObject *parent, std::function<void()> ended);

/// Whether the Secret Service's default collection is locked, told later in the caller's thread unless the context died.
/// libsecret answers "no such entry" when its owner dismissed the question, so a lost key and a locked one look alike there.
/// False where there is no such service.
void askWhetherLocked(QObject *context, std::function<void(bool locked)> reply);

} // namespace baton::vault
