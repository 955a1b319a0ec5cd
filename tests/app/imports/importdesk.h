#pragma once

#include "app/imports/gathering.h"
#include "app/imports/sender.h"
#include "app/record/undo.h"
#include "tests/app/imports/rows.h"
#include "tests/app/record/connection.h"
#include "tests/support/scriptedkeychain.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtTest/QTest>

namespace baton::test {

/// In an event loop that wakes up at once, unlike qWaitFor(), whose naps would be measured too.
template <typename T>
T awaited(const QFuture<T> &future)
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    QTimer::singleShot(120'000, &loop, &QEventLoop::quit);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished())
        qFatal("no answer within two minutes");
    return future.result();
}

/// A desk that imports into a record at the practice registry. Its vault is on disk, so that it can be left in the middle and
/// started again.
struct ImportDesk {
    struct Run : Connection {
        vault::Vault vault;
        record::Journal journal { vault };
        record::Writer writer { client, session, journal };
        record::Undo undo { client, session, writer };

        Run(const QString &folder, const std::shared_ptr<ScriptedKeychain::Drawer> &drawer)
            : vault(folder, std::make_unique<ScriptedKeychain>(drawer))
        {
        }
    };

    PracticeFixture fixture;
    PracticeRecord record { fixture };
    QTemporaryDir folder;
    std::shared_ptr<ScriptedKeychain::Drawer> drawer = std::make_shared<ScriptedKeychain::Drawer>();
    QString token;
    std::unique_ptr<Run> run;
    imports::Codes kept;
    std::chrono::milliseconds firstWait { 2 };

    bool start(practice::Options options = PracticeFixture::unlimited())
    {
        options.faultSeed = 7;
        if (!fixture.start(options))
            return false;
        token = record.exchangeToken();
        return !token.isEmpty() && restart();
    }

    /// As after a crash: whatever was under way is forgotten, only the disk remembers.
    bool restart()
    {
        run.reset();
        run = std::make_unique<Run>(folder.filePath(QStringLiteral("profile")), drawer);
        run->vault.open();
        if (!QTest::qWaitFor([this] { return run->vault.isOpen(); }))
            return false;
        const practice::Info &info = fixture.registry.info();
        PracticeRecord::begin(run->session, run->clock, info.issuer, QUrl(info.api), token);
        run->client.setFirstWait(firstWait);
        http::Limits limits = run->http.limits();
        limits.backoffMs = 2;
        run->http.setLimits(limits);
        return true;
    }

    QList<imports::Sending> rehearse(const QList<formats::Row> &rows)
    {
        auto *gathering = new imports::Gathering(run->client, run->session);
        const Result<imports::Items> items = awaited(gathering->start(rows, kept));
        if (!items)
            qFatal("%s", qPrintable(items.error().text()));
        const QList<imports::Verdict> verdicts = imports::rehearse(rows, *items, run->client, kept);
        QList<imports::Sending> sendings;
        for (qsizetype i = 0; i < rows.size(); ++i)
            sendings << imports::Sending { rows.at(i), verdicts.at(i) };
        return sendings;
    }

    static int sends(const QList<imports::Sending> &sendings)
    {
        return int(std::count_if(sendings.begin(), sendings.end(), [](const imports::Sending &one) { return one.verdict.sends(); }));
    }

    struct Sent {
        QHash<int, imports::Outcome> outcomes; ///< by row
        Error stopped;
        int count(imports::Outcome::State state) const
        {
            return int(std::count_if(outcomes.begin(), outcomes.end(), [state](const imports::Outcome &one) { return one.state == state; }));
        }
    };
    /// `watch` sees the sender after each row.
    Sent send(const QList<imports::Sending> &sendings, const std::function<void(imports::Sender &)> &watch = {})
    {
        imports::Sender sender(run->writer);
        Sent sent;
        bool finished = false;
        QEventLoop loop;
        QObject::connect(&sender, &imports::Sender::outcome, &sender, [&](const imports::Outcome &outcome) {
            sent.outcomes.insert(outcome.row, outcome);
            for (const imports::Sending &one : sendings) {
                if (one.row.number == outcome.row && (outcome.state == imports::Outcome::State::Added || outcome.state == imports::Outcome::State::Updated))
                    kept.insert(one.row.key, outcome.putCode);
            }
            if (watch)
                watch(sender);
        });
        QObject::connect(&sender, &imports::Sender::finished, &sender, [&](const Error &stopped) {
            sent.stopped = stopped;
            finished = true;
            loop.quit();
        });
        QTimer::singleShot(240'000, &loop, &QEventLoop::quit);
        sender.start(sendings);
        if (!finished)
            loop.exec();
        if (!finished)
            qFatal("sending did not end within four minutes");
        return sent;
    }

    QList<record::JournalEntry> entries() const
    {
        return run->journal.entries(run->writer.place().environmentId, run->writer.place().orcid);
    }

    /// Puts a fault away as soon as the first POST was answered, or was not.
    void faultForOnePost(const QString &name, const practice::FaultValues &values)
    {
        if (!fixture.registry.setFault(name, true, values))
            qFatal("no such fault");
        auto *watch = new QObject(&run->trace);
        QObject::connect(&run->trace, &http::Trace::changed, watch, [this, name, watch](qint64 id) {
            const http::Exchange *exchange = run->trace.find(id);
            if (exchange->method != QStringLiteral("POST") || exchange->state == http::Exchange::State::Running)
                return;
            (void)fixture.registry.setFault(name, false);
            watch->deleteLater();
        });
    }

    /// Titles beginning so, each with how often it is on the record, as anybody reads them over HTTP.
    QMap<QString, int> onRecord(const QString &beginning = QStringLiteral("Import "))
    {
        QMap<QString, int> found;
        const QMultiMap<QString, qint64> works = record.works();
        for (auto work = works.begin(); work != works.end(); ++work) {
            if (work.key().startsWith(beginning))
                ++found[work.key()];
        }
        return found;
    }
    static QMap<QString, int> expected(const QList<formats::Row> &rows)
    {
        QMap<QString, int> titles;
        for (const formats::Row &one : rows)
            titles.insert(one.content[QStringLiteral("title")][QStringLiteral("title")][QStringLiteral("value")].toString(), 1);
        return titles;
    }
};

} // namespace baton::test
