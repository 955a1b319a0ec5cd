#include "app/cli/practiceverb.h"

#include "app/cli/signalwatch.h"
#include "app/practice/registry.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>

#include <cstdio>

namespace baton::cli {

namespace {

enum Exit { Ended = 0, NotStarted = 1, WrongCall = 2 };

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeVerb", text);
}

void say(const QString &text)
{
    std::fprintf(stderr, "baton practice: %s\n", qPrintable(text));
}

struct Call {
    practice::Options options;
    int exitCode = -1; ///< ≥ 0: stop here
};

bool readNumber(const QString &text, int max, int *number)
{
    bool ok = false;
    *number = text.toInt(&ok);
    return ok && *number >= 0 && *number <= max;
}

Call readCall(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Runs the practice registry on this computer until it is interrupted."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption port(QStringLiteral("port"), tr("Port on 127.0.0.1; 0 for any free one."), QStringLiteral("N"), QStringLiteral("9760"));
    const QCommandLineOption issuer(QStringLiteral("issuer"), tr("Public address when it stands behind a TLS proxy."), QStringLiteral("URL"));
    const QCommandLineOption api(QStringLiteral("api"), tr("Public address of its Member API."), QStringLiteral("URL"));
    const QCommandLineOption records(QStringLiteral("records"), tr("Adds a researcher with this many works."), QStringLiteral("N"), QStringLiteral("0"));
    const QCommandLineOption profile(QStringLiteral("profile"), tr("Keeps signing key and client secrets in DIR."), QStringLiteral("DIR"));
    parser.addOptions({ port, issuer, api, records, profile });
    Call call;
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        say(parser.positionalArguments().isEmpty() ? parser.errorText() : tr("“%1” is not understood here.").arg(parser.positionalArguments().first()));
        call.exitCode = WrongCall;
        return call;
    }
    if (parser.isSet(help)) {
        std::fputs(qPrintable(parser.helpText()), stdout);
        call.exitCode = Ended;
        return call;
    }
    int number = 0;
    if (!readNumber(parser.value(port), 65535, &number)) {
        say(tr("“%1” is not a port.").arg(parser.value(port)));
        call.exitCode = WrongCall;
        return call;
    }
    call.options.port = quint16(number);
    if (!readNumber(parser.value(records), 10000, &call.options.records)) { // ORCID's own limit (orcid.md 6.4)
        say(tr("“%1” is not a number of works from 0 to 10000.").arg(parser.value(records)));
        call.exitCode = WrongCall;
    }
    call.options.issuer = parser.value(issuer);
    call.options.api = parser.value(api);
    call.options.stateDir = parser.value(profile);
    return call;
}

} // namespace

int runPractice(QCoreApplication &app, const QStringList &arguments)
{
    const Call call = readCall(arguments);
    if (call.exitCode >= 0)
        return call.exitCode;
    SignalWatch signalWatch;
    practice::Registry registry;
    QObject::connect(&signalWatch, &SignalWatch::interrupted, &app, [] { QCoreApplication::exit(Ended); }, Qt::QueuedConnection);
    QObject::connect(&registry, &practice::Registry::started, &app, [&registry] {
        std::fprintf(stdout, "%s\n", registry.info().jsonLine().constData());
        std::fflush(stdout);
        say(tr("%1 is ready. It is not ORCID, and nothing leaves this computer. End it with Ctrl+C.").arg(registry.info().issuer));
    });
    QObject::connect(&registry, &practice::Registry::failed, &app, [](const Error &error) {
        say(error.text());
        QCoreApplication::exit(NotStarted);
    }, Qt::QueuedConnection);
    registry.start(call.options);
    return app.exec();
}

} // namespace baton::cli
