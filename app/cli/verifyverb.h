#pragma once

#include <QtCore/QStringList>

class QCoreApplication;

namespace baton::cli {

/// `baton verify [--jwks FILE] [--issuer I] [--audience A] [--nonce N] [--at TIME] TOKEN|-`
/// Every check of an id_token as one JSON object on standard output; words on standard error.
/// Without --jwks the keys come from the issuer's discovery document. TIME is ISO 8601 or seconds since 1970.
/// Exit: 0 all passed, 1 some failed, 2 unreadable (the token, the keys or the call).
int runVerify(QCoreApplication &app, const QStringList &arguments);

} // namespace baton::cli
