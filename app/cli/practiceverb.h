#pragma once

#include <QtCore/QStringList>

class QCoreApplication;

namespace baton::cli {

/// `baton practice [--port N] [--issuer URL] [--api URL] [--records N] [--profile DIR] [--state FILE] [--fault NAME[=SETTINGS]]…
/// [--fault-seed N] [--rate off|N] [--log json|text]`: only the practice registry, until
/// SIGINT or SIGTERM. One JSON line on standard output when ready (practice::Info::jsonLine), words on standard error,
/// and there with --log one line per request.
/// With --profile the signing key and the client secrets are kept in DIR, else they are new each time.
/// Exit: 0 ended by a signal, 1 could not start, 2 the call is wrong.
int runPractice(QCoreApplication &app, const QStringList &arguments);

} // namespace baton::cli
