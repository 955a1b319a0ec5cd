#include "app/base/text.h"
#include "app/cli/openverb.h"
#include "app/cli/practiceverb.h"
#include "app/cli/sealverb.h"
#include "app/cli/usage.h"
#include "app/cli/verifyverb.h"
#include "app/http/logfilter.h"
#include "ui/common/settings.h"
#include "ui/shell/demorun.h"
#include "ui/shell/workbench.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Main)
};

using namespace baton;

constexpr int noDisplay = 1, wrongCall = 2;

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

// The language chosen in Preferences, or that of the system where there is one, else English, whose file carries the plural forms.
void loadTranslation(QCoreApplication &app, const QString &chosen = {})
{
    auto *translator = new QTranslator(&app);
    if ((!chosen.isEmpty() && translator->load(QStringLiteral(":/i18n/baton_%1.qm").arg(chosen)))
        || translator->load(QLocale(), QStringLiteral("baton"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator->load(QStringLiteral(":/i18n/baton_en.qm")))
        QCoreApplication::installTranslator(translator);
}

struct Call {
    QString verb;          ///< "", "practice", "demo", "verify", "seal", "open"
    QString profile;
    QStringList arguments; ///< program name first, without the verb and --profile; "help VERB" became VERB --help
};

Call readCall(int argc, char **argv)
{
    static const QStringList verbs { QStringLiteral("practice"), QStringLiteral("demo"), QStringLiteral("verify"),
        QStringLiteral("seal"), QStringLiteral("open") };
    Call call;
    bool help = false;
    for (int i = 0; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        if (argument == QLatin1String("--profile") && i + 1 < argc)
            call.profile = QString::fromLocal8Bit(argv[++i]);
        else if (argument.startsWith(QLatin1String("--profile=")))
            call.profile = argument.mid(10);
        else if (i > 0 && call.verb.isEmpty() && call.arguments.size() == 1 && verbs.contains(argument))
            call.verb = argument;
        else if (i > 0 && call.verb.isEmpty() && call.arguments.size() == 1 && argument == QLatin1String("help"))
            help = true;
        else
            call.arguments << argument;
    }
    if (help)
        call.arguments << QStringLiteral("--help");
    return call;
}

// For the verbs that look at it themselves.
QStringList withProfile(const Call &call)
{
    return call.profile.isEmpty() ? call.arguments : call.arguments + QStringList { QStringLiteral("--profile"), call.profile };
}

bool parse(QCommandLineParser &parser, const Call &call, int *exitCode)
{
    parser.addHelpOption();
    parser.addVersionOption();
    if (!parser.parse(call.arguments)) {
        std::fprintf(stderr, "baton: %s\n", qPrintable(parser.errorText()));
        *exitCode = wrongCall;
        return false;
    }
    const bool help = cli::asksForHelp(parser);
    if (help || parser.isSet(QStringLiteral("version"))) {
        const QString text = help ? cli::helpText(parser, call.verb) : QStringLiteral("Baton " BATON_VERSION "\n");
        std::fputs(qPrintable(text), stdout);
        *exitCode = 0;
        return false;
    }
    return true;
}

// What a call asks for, read before there is a display to open.
struct Plan {
    ui::Workbench::Options bench;
    QString out;       ///< folder of the demonstration
    QString package;   ///< file to open, or ""
    int exitCode = -1; ///< ≥ 0: stop here
};

Plan refuse(const QString &words)
{
    std::fprintf(stderr, "baton: %s\n", qPrintable(plain(words)));
    Plan plan;
    plan.exitCode = wrongCall;
    return plan;
}

std::optional<int> readPort(const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return isNumber && number >= 0 && number <= 65535 ? std::optional(number) : std::nullopt;
}

Plan planDemo(const Call &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Plays the whole delegation on the practice registry and verifies every step."));
    const QCommandLineOption out(QStringLiteral("out"), Words::tr("Folder for pictures and transcript.json."), QStringLiteral("DIR"), QStringLiteral("baton-demo"));
    const QCommandLineOption port(QStringLiteral("practice-port"), Words::tr("Port of the practice registry; 0 for any free one."), QStringLiteral("N"), QStringLiteral("0"));
    parser.addOptions({ out, port });
    Plan plan;
    if (!parse(parser, call, &plan.exitCode))
        return plan;
    if (!parser.positionalArguments().isEmpty())
        return refuse(Words::tr("“%1” is not understood here. See baton demo --help.").arg(parser.positionalArguments().first()));
    const auto number = readPort(parser.value(port));
    if (!number)
        return refuse(Words::tr("“%1” is not a port.").arg(parser.value(port)));
    plan.bench.profileDir = call.profile;
    plan.bench.practicePort = *number;
    plan.out = parser.value(out);
    return plan;
}

Plan planWindow(const Call &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Hands an ORCID permission from one member organisation to another.\n"
                                        "Verbs without a window: baton practice, demo, verify, seal, open; each has --help."));
    const QCommandLineOption port(QStringLiteral("practice-port"), Words::tr("Start on the practice registry at this port."), QStringLiteral("N"));
    const QCommandLineOption profile(QStringLiteral("profile"), Words::tr("Keep this run’s data in DIR."), QStringLiteral("DIR"));
    parser.addOptions({ port, profile });
    parser.addPositionalArgument(QStringLiteral("FILE.baton"), Words::tr("A package to open in the inbox."), QStringLiteral("[FILE.baton]"));
    Plan plan;
    if (!parse(parser, call, &plan.exitCode))
        return plan;
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return refuse(Words::tr("One package can be opened at a time; “%1” is too much.").arg(files.at(1)));
    // A package that is gone is told in the window; a word that never was a file is a mistyped verb.
    if (!files.isEmpty() && !files.first().endsWith(QLatin1String(".baton"), Qt::CaseInsensitive) && !QFileInfo::exists(files.first()))
        return refuse(Words::tr("“%1” is neither a file nor something Baton does. See baton --help.").arg(files.first()));
    const auto number = parser.isSet(port) ? readPort(parser.value(port)) : std::optional(-1);
    if (!number)
        return refuse(Words::tr("“%1” is not a port.").arg(parser.value(port)));
    plan.bench.profileDir = call.profile.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : call.profile;
    plan.bench.practicePort = *number;
    plan.package = files.value(0);
    return plan;
}

// In a scope of its own: a call that only wants words needs no display.
Plan readPlan(int argc, char **argv, const Call &call)
{
    QCoreApplication app(argc, argv);
    loadTranslation(app);
    return call.verb == QLatin1String("demo") ? planDemo(call) : planWindow(call);
}

QString whyNoWindow()
{
    const QString display = qEnvironmentVariable(qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ? "DISPLAY" : "WAYLAND_DISPLAY");
    const QString platform = qEnvironmentVariable("QT_QPA_PLATFORM");
    if (!platform.isEmpty())
        return Words::tr("QT_QPA_PLATFORM asks for “%1”, which cannot be used here.").arg(platform);
    return display.isEmpty() ? Words::tr("There is no display to open a window on.") : Words::tr("The display “%1” cannot be used.").arg(display);
}

// Where there is no display Qt would abort the program with words about reinstalling it.
class DisplayWatch {
public:
    DisplayWatch() : m_before(qInstallMessageHandler(hear)) { }
    ~DisplayWatch()
    {
        qInstallMessageHandler(m_before);
        for (const auto &[category, text] : std::exchange(heard(), {}))
            QMessageLogger(nullptr, 0, nullptr, category.constData()).warning("%s", qPrintable(text));
    }

private:
    // What the platform plugins say on the way is of use only where the way went on.
    static QList<std::pair<QByteArray, QString>> &heard()
    {
        static QList<std::pair<QByteArray, QString>> messages;
        return messages;
    }
    static void hear(QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        if (type != QtFatalMsg) {
            heard().append({ QByteArray(context.category), text });
            return;
        }
        std::fprintf(stderr, "baton: %s %s\n", qPrintable(plain(whyNoWindow())),
            qPrintable(Words::tr("Start Baton in a desktop session. These need none: baton practice, demo, verify, seal, open.")));
        std::_Exit(noDisplay);
    }

    QtMessageHandler m_before;
};

int runDemo(QApplication &app, Plan plan)
{
    QTemporaryDir throwAway;
    if (plan.bench.profileDir.isEmpty())
        plan.bench.profileDir = throwAway.path();
    ui::Workbench bench(plan.bench);
    ui::DemoRun run(bench, plan.out);
    QObject::connect(&run, &ui::DemoRun::finished, &app, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &ui::DemoRun::start, Qt::QueuedConnection);
    return app.exec();
}

int runWindow(QApplication &app, const Plan &plan)
{
    ui::Workbench bench(plan.bench);
    bench.start(ui::Workbench::VaultWay::Ask);
    bench.showWindow(plan.bench.practicePort >= 0 || !plan.package.isEmpty());
    if (!plan.package.isEmpty())
        bench.openPackage(plan.package);
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
    if (call.verb == QLatin1String("seal") || call.verb == QLatin1String("open")) {
        QCoreApplication app(argc, argv);
        loadTranslation(app);
        return call.verb == QLatin1String("seal") ? cli::runSeal(app, withProfile(call)) : cli::runOpen(app, withProfile(call));
    }
    if (call.verb == QLatin1String("practice") || call.verb == QLatin1String("verify")) {
        QCoreApplication app(argc, argv);
        loadTranslation(app);
        return call.verb == QLatin1String("practice") ? cli::runPractice(app, withProfile(call)) : cli::runVerify(app, call.arguments);
    }
    if (call.verb == QLatin1String("demo") && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const Plan plan = readPlan(argc, argv, call);
    if (plan.exitCode >= 0)
        return plan.exitCode;
    std::optional<DisplayWatch> watch(std::in_place);
    QApplication app(argc, argv);
    watch.reset();
    loadTranslation(app, call.verb == QLatin1String("demo") ? QString() : ui::Settings(plan.bench.profileDir).language());
    QApplication::setApplicationDisplayName(QStringLiteral("Baton"));
    QApplication::setDesktopFileName(QStringLiteral("org.baton.Baton"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/baton/icons/baton-app.svg")));
    return call.verb == QLatin1String("demo") ? runDemo(app, plan) : runWindow(app, plan);
}
