#pragma once

#include <QtCore/QStringList>

class QCoreApplication;

namespace baton::cli {

/// `baton seal --key FILE (--to CARD | --passphrase-file FILE|-) [options] [ID_TOKEN_FILE|-]…` seals id_tokens, one per line of
/// the files or of standard input, into one package. `baton seal --new-key FILE [--card FILE …]` makes a sender's key and card.
/// One JSON object on standard output, without secrets; words on standard error. No token, key or passphrase is taken from argv.
/// Exit: 0 sealed, 1 it cannot be sealed or written, 2 the call or an input is not understood.
int runSeal(QCoreApplication &app, const QStringList &arguments);

} // namespace baton::cli
