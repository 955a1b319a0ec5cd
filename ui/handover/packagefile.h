#pragma once

#include "app/base/result.h"

namespace baton::ui {

/// Writes a package with mode 0600, whole or not at all (S36). `overwrite` only after somebody agreed to it.
/// Errors: package.exists, package.write.
Result<void> writePackageFile(const QString &path, const QByteArray &package, bool overwrite);

} // namespace baton::ui
