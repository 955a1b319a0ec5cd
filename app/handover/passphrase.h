#pragma once

#include "app/base/secret.h"

#include <QtCore/QString>

namespace baton::handover {

/// Seven words of the 7,776-word list joined by "-", about 90 bits (S27).
Secret suggestPassphrase();

struct PassphraseStrength {
    int level = 0;      ///< 0..5, bars of the meter
    bool acceptable = false;
    bool warns = false; ///< acceptable, but not as good as a suggested one; `words` say why (S27)
    QString words;      ///< "Strong: 7 words, about 90 bits", "Too short: 15 characters or more"
};
/// 15 characters or more are acceptable; only seven different words of the list, or more, come without a warning.
PassphraseStrength judgePassphrase(const QString &typed);

} // namespace baton::handover
