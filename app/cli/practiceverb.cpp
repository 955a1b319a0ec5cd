#include "app/cli/practiceverb.h"

#include "app/cli/signalwatch.h"
#include "app/cli/usage.h"
#include "app/cli/verbfiles.h"
#include "app/practice/registry.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cstdio>

namespace baton::cli {

namespace {

enum Exit { Ended = 0, NotStarted = 1, WrongCall = 2 };

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeVerb", text);
}

/// Whether the lines on standard error are JSON objects: asked before the call is understood, for what is wrong with it is one.
bool wantsJson(const QStringList &arguments)
{
    const qsizetype at = arguments.indexOf(QStringLiteral("--log"));
    return arguments.contains(QStringLiteral("--log=json")) || (at >= 0 && arguments.value(at + 1) == u"json");
}

class Sayer {
public:
    explicit Sayer(bool json) : m_json(json) { }
    /// event: "ready", "failed", "wrong-call".
    void say(const char *event, const QString &text, QJsonObject more = {}) const
    {
        more.insert(QStringLiteral("event"), QString::fromLatin1(event));
        more.insert(QStringLiteral("message"), text);
        more.insert(QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
        if (m_json)
            std::fprintf(stderr, "%s\n", jsonText(more, QJsonDocument::Compact).constData());
        else
            cli::say("practice", text);
    }

private:
    bool m_json;
};

struct Call {
    practice::Options options;
    int exitCode = -1; ///< ≥ 0: stop here
};

bool readNumber(const QString &text, qint64 max, qint64 *number)
{
    bool ok = false;
    *number = text.toLongLong(&ok);
    return ok && *number >= 0 && *number <= max;
}

struct Names {
    QCommandLineOption port { QStringLiteral("port"), tr("Port on 127.0.0.1; 0 for any free one."), QStringLiteral("N"), QStringLiteral("9760") };
    QCommandLineOption issuer { QStringLiteral("issuer"), tr("Public address when it stands behind a TLS proxy."), QStringLiteral("URL") };
    QCommandLineOption api { QStringLiteral("api"), tr("Public address of its Member API; ends in /v3.0."), QStringLiteral("URL") };
    QCommandLineOption records { QStringLiteral("records"), tr("Adds a researcher with this many works."), QStringLiteral("N"), QStringLiteral("0") };
    QCommandLineOption profile { QStringLiteral("profile"), tr("Keeps signing key and client secrets in DIR."), QStringLiteral("DIR") };
    QCommandLineOption state { QStringLiteral("state"), tr("Begins with the researchers and clients of a state file."), QStringLiteral("FILE") };
    QCommandLineOption fault { QStringLiteral("fault"), tr("Switches a fault on, as in slow=3s or unavailable=share:30,when:after; may be repeated."),
                               QStringLiteral("NAME[=SETTINGS]") };
    QCommandLineOption seed { QStringLiteral("fault-seed"), tr("Makes the choice of requests that a fault hits repeatable."), QStringLiteral("N") };
    QCommandLineOption rate { QStringLiteral("rate"), tr("Requests per second and client, or off."), QStringLiteral("off|N"), QStringLiteral("24") };
    QCommandLineOption log { QStringLiteral("log"), tr("One line per request on standard error."), QStringLiteral("json|text") };

    QList<QCommandLineOption> all() const { return { port, issuer, api, records, profile, state, fault, seed, rate, log }; }
};

/// What cannot be understood, in words; empty = all is well.
QString readNumbers(const QCommandLineParser &parser, const Names &names, practice::Options &options)
{
    qint64 number = 0;
    if (!readNumber(parser.value(names.port), 65535, &number))
        return tr("“%1” is not a port.").arg(parser.value(names.port));
    options.port = quint16(number);
    if (!readNumber(parser.value(names.records), 10000, &number)) // ORCID's own limit (orcid.md 6.4)
        return tr("“%1” is not a number of works from 0 to 10000.").arg(parser.value(names.records));
    options.records = int(number);
    const QString rate = parser.value(names.rate);
    if (rate != u"off" && (!readNumber(rate, 100000, &number) || number == 0))
        return tr("“%1” is neither a number of requests per second nor off.").arg(rate);
    options.ratePerSecond = rate == u"off" ? 0 : int(number);
    if (parser.isSet(names.seed)) {
        if (!readNumber(parser.value(names.seed), 0xffffffffLL, &number))
            return tr("“%1” is not a number from 0 to 4294967295.").arg(parser.value(names.seed));
        options.faultSeed = quint32(number);
    }
    return {};
}

QString readFaultsAndLog(const QCommandLineParser &parser, const Names &names, practice::Options &options)
{
    for (const QString &text : parser.values(names.fault)) {
        const auto fault = practice::FaultRequest::parse(text);
        if (!fault)
            return fault.error().text();
        options.faults << *fault;
    }
    const QString log = parser.value(names.log);
    options.jsonLog = log == u"json";
    options.textLog = log == u"text";
    return log.isEmpty() || options.jsonLog || options.textLog ? QString() : tr("“%1” is not a kind of log; json and text are.").arg(log);
}

/// The registry refuses what is inside when it does not fit; here it only has to be there.
QString readState(const QString &path, practice::Options &options)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tr("The state file %1 cannot be read: %2.").arg(path, file.errorString());
    options.state = file.readAll();
    return options.state.isEmpty() ? tr("The state file %1 is empty.").arg(path) : QString();
}

Call wrong(const QString &words, bool json)
{
    Sayer(json).say("wrong-call", words);
    Call call;
    call.exitCode = WrongCall;
    return call;
}

Call readCall(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Runs the practice registry on this computer until it is interrupted."));
    parser.addHelpOption();
    const Names names;
    parser.addOptions(names.all());
    if (!parser.parse(arguments))
        return wrong(parser.errorText(), wantsJson(arguments));
    if (!parser.positionalArguments().isEmpty())
        return wrong(tr("“%1” is not understood here.").arg(parser.positionalArguments().first()), wantsJson(arguments));
    Call call;
    if (asksForHelp(parser)) {
        printHelp(parser, QStringLiteral("practice"));
        call.exitCode = Ended;
        return call;
    }
    for (const QString &problem : { readNumbers(parser, names, call.options), readFaultsAndLog(parser, names, call.options),
                                    readState(parser.value(names.state), call.options) }) {
        if (!problem.isEmpty())
            return wrong(problem, wantsJson(arguments));
    }
    call.options.issuer = parser.value(names.issuer);
    call.options.api = parser.value(names.api);
    call.options.stateDir = parser.value(names.profile);
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
    const Sayer sayer(call.options.jsonLog);
    QObject::connect(&registry, &practice::Registry::started, &app, [&registry, sayer] {
        std::fprintf(stdout, "%s\n", registry.info().jsonLine().constData());
        std::fflush(stdout);
        const QString issuer = registry.info().issuer;
        sayer.say("ready", tr("%1 is ready. It is not ORCID, and nothing leaves this computer. End it with Ctrl+C.").arg(issuer),
                  { { QStringLiteral("issuer"), issuer } });
    });
    QObject::connect(&registry, &practice::Registry::failed, &app, [sayer](const Error &error) {
        sayer.say("failed", error.text(), { { QStringLiteral("code"), error.code } });
        QCoreApplication::exit(NotStarted);
    }, Qt::QueuedConnection);
    registry.start(call.options);
    return app.exec();
}

} // namespace baton::cli
