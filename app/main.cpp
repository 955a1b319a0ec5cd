#include "app/cli/practiceverb.h"
#include "app/cli/verifyverb.h"
#include "app/http/logfilter.h"
#include "ui/shell/demorun.h"
#include "ui/shell/workbench.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>

#include <cstdio>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Main)
};

using namespace baton;

// No core file and no other process of this user reading our memory (S48).
void hardenProcess()
{
#ifdef Q_OS_LINUX
    const rlimit none { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG
    prctl(PR_SET_DUMPABLE, 0);
#endif
#endif
}

// The language of the system where there is one, else English, whose file carries the plural forms.
void loadTranslation(QCoreApplication &app)
{
    auto *translator = new QTranslator(&app);
    if (translator->load(QLocale(), QStringLiteral("baton"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator->load(QStringLiteral(":/i18n/baton_en.qm")))
        QCoreApplication::installTranslator(translator);
}

struct Call {
    QString verb;          ///< "", "practice", "demo", "verify"
    QString profile;
    QStringList arguments; ///< program name first, without the verb and --profile
};

Call readCall(int argc, char **argv)
{
    static const QStringList verbs { QStringLiteral("practice"), QStringLiteral("demo"), QStringLiteral("verify") };
    Call call;
    for (int i = 0; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        if (argument == QLatin1String("--profile") && i + 1 < argc)
            call.profile = QString::fromLocal8Bit(argv[++i]);
        else if (argument.startsWith(QLatin1String("--profile=")))
            call.profile = argument.mid(10);
        else if (i > 0 && call.verb.isEmpty() && call.arguments.size() == 1 && verbs.contains(argument))
            call.verb = argument;
        else
            call.arguments << argument;
    }
    return call;
}

bool parse(QCommandLineParser &parser, const QStringList &arguments, int *exitCode)
{
    parser.addHelpOption();
    parser.addVersionOption();
    if (!parser.parse(arguments)) {
        std::fprintf(stderr, "baton: %s\n", qPrintable(parser.errorText()));
        *exitCode = 2;
        return false;
    }
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        const QString text = parser.isSet(QStringLiteral("help")) ? parser.helpText() : QStringLiteral("Baton " BATON_VERSION "\n");
        std::fputs(qPrintable(text), stdout);
        *exitCode = 0;
        return false;
    }
    return true;
}

int runDemo(QApplication &app, const Call &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Plays the whole delegation on the practice registry and verifies every step."));
    const QCommandLineOption out(QStringLiteral("out"), Words::tr("Folder for pictures and transcript.json."), QStringLiteral("DIR"), QStringLiteral("baton-demo"));
    const QCommandLineOption port(QStringLiteral("practice-port"), Words::tr("Port of the practice registry; 0 for any free one."), QStringLiteral("N"), QStringLiteral("0"));
    parser.addOptions({ out, port });
    int exitCode = 0;
    if (!parse(parser, call.arguments, &exitCode))
        return exitCode;
    QTemporaryDir throwAway;
    ui::Workbench::Options options;
    options.profileDir = call.profile.isEmpty() ? throwAway.path() : call.profile;
    options.practicePort = parser.value(port).toInt();
    ui::Workbench bench(options);
    ui::DemoRun run(bench, parser.value(out));
    QObject::connect(&run, &ui::DemoRun::finished, &app, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &ui::DemoRun::start, Qt::QueuedConnection);
    return app.exec();
}

int runWindow(QApplication &app, const Call &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Hands an ORCID permission from one member organisation to another.\n"
                                        "Verbs without a window: baton practice, baton demo, baton verify; each has --help."));
    const QCommandLineOption port(QStringLiteral("practice-port"), Words::tr("Start on the practice registry at this port."), QStringLiteral("N"));
    const QCommandLineOption profile(QStringLiteral("profile"), Words::tr("Keep this run’s data in DIR."), QStringLiteral("DIR"));
    parser.addOptions({ port, profile });
    parser.addPositionalArgument(QStringLiteral("FILE.baton"), Words::tr("A package to open in the inbox."), QStringLiteral("[FILE.baton]"));
    int exitCode = 0;
    if (!parse(parser, call.arguments, &exitCode))
        return exitCode;
    bool isNumber = true;
    const int number = parser.isSet(port) ? parser.value(port).toInt(&isNumber) : -1;
    if (!isNumber || number > 65535 || number < -1) {
        std::fprintf(stderr, "baton: %s\n", qPrintable(Words::tr("“%1” is not a port.").arg(parser.value(port))));
        return 2;
    }
    ui::Workbench::Options options;
    options.profileDir = call.profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : call.profile;
    options.practicePort = number;
    ui::Workbench bench(options);
    bench.start(ui::Workbench::VaultWay::Ask);
    const QStringList files = parser.positionalArguments();
    bench.showWindow(number >= 0 || !files.isEmpty());
    if (!files.isEmpty())
        bench.openPackage(files.first());
    return app.exec();
}

} // namespace

int main(int argc, char **argv)
{
    hardenProcess();
    http::installLogFilter();
    QCoreApplication::setApplicationName(QStringLiteral("Baton"));
    QCoreApplication::setApplicationVersion(QStringLiteral(BATON_VERSION));
    const Call call = readCall(argc, argv);
    if (call.verb == QLatin1String("practice") || call.verb == QLatin1String("verify")) {
        QCoreApplication app(argc, argv);
        loadTranslation(app);
        return call.verb == QLatin1String("practice") ? cli::runPractice(app, call.arguments + (call.profile.isEmpty() ? QStringList() : QStringList { QStringLiteral("--profile"), call.profile })) : cli::runVerify(app, call.arguments);
    }
    if (call.verb == QLatin1String("demo") && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    loadTranslation(app);
    QApplication::setApplicationDisplayName(QStringLiteral("Baton"));
    QApplication::setDesktopFileName(QStringLiteral("org.baton.Baton"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/baton/icons/baton-app.svg")));
    return call.verb == QLatin1String("demo") ? runDemo(app, call) : runWindow(app, call);
}
