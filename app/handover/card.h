#pragma once

#include "app/handover/partners.h"

namespace baton::handover {

inline constexpr qsizetype maxCardBytes = 32 * 1024;
inline constexpr qsizetype maxKeySetBytes = 256 * 1024; ///< S18

/// See Partners::fromCard. Of several keys in a set the one with the `preferred` thumbprint is taken.
Result<Partner> readCard(const QByteArray &text, const QString &environmentId, const QByteArray &preferred = {});

} // namespace baton::handover
