#pragma once

#include "app/handover/partners.h"

namespace baton::handover {

inline constexpr qsizetype maxCardBytes = 32 * 1024;

/// See Partners::fromCard.
Result<Partner> readCard(const QByteArray &text, const QString &environmentId);

} // namespace baton::handover
