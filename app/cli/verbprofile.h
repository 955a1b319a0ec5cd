#pragma once

#include "app/base/result.h"

#include <memory>

namespace baton::desk {
class Desk;
}

namespace baton::cli {

/// The profile that a verb is to note its doings in. Its vault opens by the keychain or not at all: a verb asks nobody, and a
/// passphrase is for the window. Errors: verb.profile.
Result<std::unique_ptr<desk::Desk>> openProfile(const QString &folder);

} // namespace baton::cli
