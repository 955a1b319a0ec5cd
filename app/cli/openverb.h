#pragma once

#include <QtCore/QStringList>

class QCoreApplication;

namespace baton::cli {

/// `baton open (--key FILE | --passphrase-file FILE|-) [--sender CARD] [--audience ID] [--environment E] [--issuer URL] [--jwks FILE]
/// [--at TIME] [--out FILE [--force]] [--print-id-token] PACKAGE|-` opens a package and judges it.
/// One JSON object on standard output: what the package says and every check. The id_tokens go into --out (0600, one per
/// line), and on standard output only with --print-id-token; neither when a check failed. Words on standard error.
/// Exit: 0 opened and nothing failed, 1 opened but refused, or not for this key, 2 the call or an input is not understood.
int runOpen(QCoreApplication &app, const QStringList &arguments);

} // namespace baton::cli
