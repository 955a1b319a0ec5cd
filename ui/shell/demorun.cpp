#include "ui/shell/demorun.h"

#include "ui/common/files.h"
#include "ui/common/theme.h"
#include "ui/overview/overviewpage.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryFile>

#include <cstdio>

namespace baton::ui {

namespace {

constexpr int quietMs = 150;
constexpr int limitMs = 180'000;

struct Stop {
    PageId page;
    const char *name;
};

constexpr Stop stops[] = { { PageId::Overview, "overview" }, { PageId::SignIn, "sign-in" }, { PageId::IdentityToken, "identity-token" },
    { PageId::HandOver, "hand-over" }, { PageId::Inbox, "inbox" }, { PageId::Record, "record" }, { PageId::Traffic, "traffic" },
    { PageId::Ledger, "ledger" }, { PageId::Registry, "registry" }, { PageId::People, "clients-and-partners" }, { PageId::Preferences, "preferences" } };

// Which page shows best what the step before it did.
PageId pageOf(int step)
{
    if (step <= 2)
        return PageId::SignIn;
    if (step <= 5)
        return PageId::IdentityToken;
    if (step == 6)
        return PageId::HandOver;
    return step <= 8 ? PageId::Inbox : PageId::Record;
}

// Before anything is played: what cannot be kept need not be shown.
Result<void> makeFolder(const QDir &folder)
{
    const auto cannot = [](const QString &what) {
        return fail(QStringLiteral("demo.out"), what, DemoRun::tr("Nothing was played. Name a folder you may write to with --out."));
    };
    const QString path = folder.absolutePath();
    if (QDir().mkpath(path)) {
        QTemporaryFile trial(folder.filePath(QStringLiteral("XXXXXX")));
        return trial.open() ? Result<void>() : cannot(DemoRun::tr("Nothing can be written into the folder %1.").arg(path));
    }
    QFileInfo there(path);
    while (!there.exists() && !there.isRoot())
        there = QFileInfo(there.path());
    return cannot(there.isDir() ? DemoRun::tr("The folder %1 cannot be made: nothing can be written into %2.").arg(path, there.filePath())
                                : DemoRun::tr("The folder %1 cannot be made: %2 is a file.").arg(path, there.filePath()));
}

} // namespace

DemoRun::DemoRun(Workbench &bench, const QString &outDir, QObject *parent)
    : QObject(parent)
    , m_bench(bench)
    , m_out(outDir)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, &DemoRun::lookQuiet);
    http::Trace &trace = bench.desk().trace;
    connect(&trace, &http::Trace::added, this, [this] { m_next ? m_quiet.start() : void(); });
    connect(&trace, &http::Trace::changed, this, [this] { m_next ? m_quiet.start() : void(); });
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] {
        demonstrationEnded(fail(QStringLiteral("demo.time"), tr("The demonstration did not end within %1 seconds.").arg(limitMs / 1000)));
    });
}

void DemoRun::start()
{
    m_started.start();
    if (const auto ready = makeFolder(m_out); !ready) {
        std::fprintf(stderr, "baton demo: %s\n", qPrintable(ready.error().text()));
        return end(1);
    }
    m_limit.start(limitMs);
    desk::Desk &desk = m_bench.desk();
    connect(&desk, &desk::Desk::practiceReady, this, &DemoRun::practiceIsReady);
    connect(&desk, &desk::Desk::practiceFailed, this, [this](const Error &error) { demonstrationEnded(fail(error)); });
    m_bench.start(Workbench::VaultWay::Session);
    m_bench.window().resize(1180, 730);
    m_bench.window().showFirstRun();
    m_bench.window().show();
}

void DemoRun::practiceIsReady()
{
    whenQuiet([this] {
        take(PageId::Overview, QStringLiteral("welcome"));
        m_bench.window().showWork();
        DemoPlayer &player = m_bench.player();
        connect(&player, &DemoPlayer::finished, this, &DemoRun::demonstrationEnded);
        player.next();
        demo::Demonstration *demonstration = player.demonstration();
        if (!demonstration)
            return;
        connect(demonstration, &demo::Demonstration::ready, this, &DemoRun::stepReady);
        connect(demonstration, &demo::Demonstration::finished, this,
            [this, demonstration] { m_steps = demonstration->transcriptJson(); });
    });
}

void DemoRun::stepReady()
{
    whenQuiet([this] {
        demo::Demonstration *demonstration = m_bench.player().demonstration();
        if (!demonstration)
            return;
        const auto &transcript = demonstration->transcript();
        if (!transcript.isEmpty()) {
            const int step = transcript.last().step;
            take(pageOf(step), QStringLiteral("step-%1").arg(step, 2, 10, QLatin1Char('0')));
            m_bench.conductor().overview()->selectStep(step);
            take(PageId::Overview, QStringLiteral("step-%1-overview").arg(step, 2, 10, QLatin1Char('0')));
        }
        demonstration->next();
    });
}

void DemoRun::whenQuiet(std::function<void()> next)
{
    m_next = std::move(next);
    m_quiet.start();
}

void DemoRun::lookQuiet()
{
    for (const http::Exchange &one : m_bench.desk().trace.exchanges()) {
        if (one.state == http::Exchange::State::Running)
            return; // its change starts the clock anew
    }
    if (const auto next = std::exchange(m_next, nullptr))
        next();
}

void DemoRun::take(PageId page, const QString &name)
{
    MainWindow &window = m_bench.window();
    if (!window.isFirstRun())
        window.showPage(page);
    const QString file = QStringLiteral("%1-%2.png").arg(++m_picture, 2, 10, QLatin1Char('0')).arg(name);
    if (window.grab().save(m_out.filePath(file)))
        m_pictures << file;
    else
        ++m_failedPictures;
}

// Every page once more, each after it has settled.
void DemoRun::tour(bool dark, std::function<void()> next)
{
    m_bench.settings().setTheme(dark ? Settings::Theme::Dark : Settings::Theme::Light);
    auto index = std::make_shared<size_t>(0);
    auto step = std::make_shared<std::function<void()>>();
    *step = [this, dark, index, step, next] {
        const Stop &stop = stops[*index];
        take(stop.page, QString::fromLatin1(stop.name) + (dark ? QStringLiteral("-dark") : QString()));
        if (++*index == std::size(stops)) {
            next();
            *step = nullptr;
            return;
        }
        m_bench.window().showPage(stops[*index].page);
        whenQuiet([step] { (*step)(); });
    };
    m_bench.window().showPage(stops[0].page);
    whenQuiet([step] { (*step)(); });
}

void DemoRun::demonstrationEnded(const Result<void> &result)
{
    m_result = result;
    if (!result)
        std::fprintf(stderr, "baton demo: %s\n", qPrintable(result.error().text()));
    if (!m_bench.desk().registry.isRunning()) {
        writeTranscript(result);
        return end(1);
    }
    m_limit.stop();
    tour(false, [this] {
        tour(true, [this] {
            if (m_failedPictures > 0)
                std::fprintf(stderr, "baton demo: %s\n", qPrintable(tr("Pictures that could not be written into %1: %2.").arg(m_out.absolutePath()).arg(m_failedPictures)));
            writeTranscript(m_result);
            end(m_result && m_failedPictures == 0 ? 0 : 1);
        });
    });
}

void DemoRun::writeTranscript(const Result<void> &result)
{
    QJsonObject transcript { { QStringLiteral("program"), QStringLiteral("Baton " BATON_VERSION) },
        { QStringLiteral("environment"), m_bench.desk().practiceEnvironment().issuer },
        { QStringLiteral("finished"), m_bench.desk().clock.now().toString(Qt::ISODate) },
        { QStringLiteral("seconds"), double(m_started.elapsed()) / 1000 }, { QStringLiteral("verified"), result.has_value() },
        { QStringLiteral("steps"), m_steps }, { QStringLiteral("pictures"), QJsonArray::fromStringList(m_pictures) } };
    if (!result)
        transcript.insert(QStringLiteral("problem"), result.error().text());
    const QByteArray json = QJsonDocument(transcript).toJson();
    if (const auto written = writeFile(m_out.filePath(QStringLiteral("transcript.json")), json); !written) {
        std::fprintf(stderr, "baton demo: %s\n", qPrintable(written.error().text()));
        ++m_failedPictures;
    }
    std::fwrite(json.constData(), 1, size_t(json.size()), stdout);
}

void DemoRun::end(int exitCode)
{
    if (!std::exchange(m_ended, true))
        Q_EMIT finished(exitCode);
}

} // namespace baton::ui
