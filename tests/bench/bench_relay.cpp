// bench_relay: the whole relay without a window, from the sign-in link to the work read back; prints milliseconds and the
// number of HTTP calls Baton made. The caller compares it with curl making the same walk.
#include "app/demo/demonstration.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace baton;
    QCoreApplication app(argc, argv);
    QTemporaryDir profile;
    desk::Desk desk(profile.path());
    if (!desk.vault.openForThisSession())
        return 1;
    QElapsedTimer timer;
    int exitCode = 1;
    QObject::connect(&desk, &desk::Desk::practiceReady, &app, [&] {
        auto *demonstration = new demo::Demonstration(desk, {}, &app);
        QObject::connect(demonstration, &demo::Demonstration::finished, &app, [&](const Result<void> &result) {
            if (result)
                std::printf("relay %lld ms %lld calls\n", static_cast<long long>(timer.elapsed()), static_cast<long long>(desk.trace.exchanges().size()));
            else
                std::fprintf(stderr, "bench_relay: %s\n", qPrintable(result.error().text()));
            exitCode = result ? 0 : 1;
            QCoreApplication::quit();
        });
        timer.start();
        demonstration->start();
    });
    QObject::connect(&desk, &desk::Desk::practiceFailed, &app, [](const Error &error) {
        std::fprintf(stderr, "bench_relay: %s\n", qPrintable(error.text()));
        QCoreApplication::exit(1);
    });
    practice::Options options;
    options.port = 0;
    options.ratePerSecond = 0; // Baton is measured, not ORCID's limit
    desk.startPractice(options);
    app.exec();
    return exitCode;
}
