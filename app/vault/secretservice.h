#pragma once

namespace baton::vault {

/// Whether this desktop session has a Secret Service or KWallet, running or to be started on demand. QtKeychain 0.13 reports
/// its absence as "other error" with GLib's translated words, so the bus has to be asked. Always true where there is no D-Bus.
bool hasSecretService();

} // namespace baton::vault
