#pragma once

#include "app/base/clock.h"
#include "app/base/whendone.h"
#include "app/handover/package.h"

namespace baton::ui {

/// Seals off the GUI thread: to the recipient's key, or with the passphrase when there is no recipient. The clock must live on.
QFuture<Result<handover::Sealed>> sealAside(const handover::Contents &contents, const jose::Jwk &own, const jose::Jwk &recipient,
    const Secret &passphrase, const Clock &clock);

} // namespace baton::ui
