#include "app/record/provenance.h"
#include "app/record/wholereading.h"
#include "tests/app/record/connection.h"
#include "tests/app/record/fakerecord.h"
#include "tests/app/record/practicerecord.h"
#include "tests/support/scriptedkeychain.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using test::FakeRecord;
using test::waitFor;

namespace {

/// A record at the practice registry, whose lists are kept.
struct Kept : test::Connection {
    QTemporaryDir folder;
    test::PracticeFixture fixture;
    test::PracticeRecord record { fixture };
    vault::Vault vault { folder.filePath(u"profile"_s), std::make_unique<test::ScriptedKeychain>(std::make_shared<test::ScriptedKeychain::Drawer>()) };
    std::unique_ptr<RecordCache> cache;

    // What the last reading came to.
    QList<SectionContent> contents;
    QStringList failures;
    QDateTime oldest;
    bool changed = false, offline = false;
    qsizetype keptAt = -1, keptWorks = -1; ///< requests before what was kept could be shown; works among it

    bool start()
    {
        vault.open();
        if (!fixture.start() || !QTest::qWaitFor([this] { return vault.isOpen(); }))
            return false;
        cache = std::make_unique<RecordCache>(vault, client, session);
        const QString token = record.exchangeToken();
        const practice::Info &info = fixture.registry.info();
        test::PracticeRecord::begin(session, clock, info.issuer, QUrl(info.api), token);
        return !token.isEmpty();
    }
    static int total() { return int(orcid::allSections().size()); }
    /// Ends of the addresses that were asked for.
    QStringList asked() const
    {
        QStringList ends;
        for (const http::Exchange &one : trace.exchanges())
            ends += one.url.path().section(u'/', -1);
        return ends;
    }
    /// The lists among them, sorted.
    QStringList lists() const
    {
        QStringList ends = asked();
        ends.removeIf([](const QString &end) { return end == u"summary" || end == u"activities" || end == u"person"; });
        ends.sort();
        return ends;
    }
    bool read(WholeReading::Age age = WholeReading::Age::Any)
    {
        trace.clear();
        WholeReading reading(client, cache.get());
        keptAt = keptWorks = -1;
        QObject::connect(&reading, &WholeReading::keptRead, &reading, [&] {
            keptAt = trace.exchanges().size();
            keptWorks = worksOf(reading.contents());
        });
        QSignalSpy done(&reading, &WholeReading::finished);
        reading.start(age);
        if (!QTest::qWaitFor([&done] { return done.size() == 1; }, 30'000))
            return false;
        contents = reading.contents();
        changed = reading.hasChanged();
        offline = reading.offline().has_value();
        oldest = reading.readAt();
        failures.clear();
        for (const auto &[section, error] : reading.failures())
            failures += section;
        return true;
    }
    static qsizetype worksOf(const QList<SectionContent> &contents)
    {
        const auto found = std::find_if(contents.begin(), contents.end(), [](const SectionContent &one) { return one.section == u"works"; });
        return found == contents.end() ? 0 : found->items.size();
    }
    qsizetype works() const { return worksOf(contents); }
};

} // namespace

/// Reading a whole record: several lists at a time, from what is kept as far as it still holds.
class TestWholeReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWholeRecordIsReadSeveralSectionsAtATime()
    {
        FakeRecord record;
        record.begin();
        WholeReading reading(record.client);
        QSignalSpy done(&reading, &WholeReading::finished), progress(&reading, &WholeReading::progressed);
        reading.start();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(progress.size(), int(orcid::allSections().size()));
        QCOMPARE(reading.done(), reading.total());
        QVERIFY(reading.failures().isEmpty());
        const Judgement judgement { [&](const Item &one) { return record.client.mayChange(one); }, [&](const Item &one) { return record.client.mayDelete(one); } };
        const Provenance all(reading.contents(), record.client.ourSource(), u"Sofia"_s, judgement);
        QCOMPARE(all.asserters().first().kind, Asserter::Kind::Us);
        int works = 0;
        for (const AssertedItem &one : all.items())
            works += one.item.section == u"works" ? 1 : 0;
        QCOMPARE(works, 14);
    }

    void readingStopsAndKeepsWhatItHas()
    {
        FakeRecord record;
        record.begin();
        WholeReading reading(record.client);
        QSignalSpy done(&reading, &WholeReading::finished);
        connect(&reading, &WholeReading::progressed, &reading, [&] {
            if (reading.done() == 3)
                reading.cancel();
        });
        reading.start();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(reading.done(), 3);
        QCOMPARE(reading.contents().size(), 3);
        QTest::qWait(50);
        QCOMPARE(done.size(), 1);
        QCOMPARE(reading.contents().size(), 3);
    }

    void aSectionThatCannotBeReadIsTold()
    {
        FakeRecord record;
        record.begin();
        record.listAnswer = test::Reply::json(R"({"response-code":403,"error-code":9038})", 403);
        WholeReading reading(record.client);
        QSignalSpy done(&reading, &WholeReading::finished);
        reading.start();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(reading.failures().size(), 1);
        QCOMPARE(reading.failures().first().first, u"works"_s);
        QCOMPARE(reading.contents().size(), reading.total() - 1);
    }

    void whatIsKeptIsThereAtOnceAndReadAgainOnlyWhereItChanged()
    {
        Kept k;
        QVERIFY(k.start());
        QVERIFY(k.read());
        QCOMPARE(k.lists().size(), k.total()); // nothing was kept yet
        QCOMPARE(k.keptAt, -1);
        const auto first = k.contents;
        const qsizetype works = k.works();
        QVERIFY(works > 0);
        QVERIFY(waitFor(k.cache->check())); // as browsing does: the record's date is known from now on

        // Unchanged: the record's date is all that is asked for.
        QVERIFY(k.read());
        QCOMPARE(k.asked(), QStringList { u"summary"_s });
        QCOMPARE(k.keptAt, 0); // to be shown before any request
        QVERIFY(!k.changed);
        QCOMPARE(k.contents.size(), first.size());
        for (qsizetype i = 0; i < first.size(); ++i) {
            QCOMPARE(k.contents.at(i).section, first.at(i).section);
            QCOMPARE(k.contents.at(i).items.size(), first.at(i).items.size());
            QVERIFY(k.contents.at(i).readAt > first.at(i).readAt); // it was asked about since
        }

        // A work more: its list is read again, no other.
        const auto added = waitFor(k.client.add(u"works"_s, test::PracticeRecord::work(u"Read again"_s, u"10.5555/read.again"_s)));
        QVERIFY(added);
        QVERIFY(k.read());
        QCOMPARE(k.lists(), QStringList { u"works"_s });
        QVERIFY(k.changed);
        QCOMPARE(k.works(), works + 1);
        QVERIFY(k.read());
        QCOMPARE(k.asked(), QStringList { u"summary"_s });

        // Refreshing by hand reads all of it.
        QVERIFY(k.read(WholeReading::Age::Fresh));
        QCOMPARE(k.lists().size(), k.total());
    }

    void offlineItIsAsOldAsItWasRead()
    {
        Kept k;
        QVERIFY(k.start());
        QVERIFY(k.read());
        QVERIFY(waitFor(k.cache->check()));
        const qsizetype works = k.works();
        const QDateTime at = k.oldest;
        http::Limits limits = k.http.limits();
        limits.maxAttempts = 1;
        k.http.setLimits(limits);
        k.cache->forget(u"keywords"_s);
        k.fixture.registry.stop();
        QVERIFY(k.read());
        QVERIFY(k.offline);
        QCOMPARE(k.oldest, at);
        QCOMPARE(k.works(), works);
        QCOMPARE(k.keptWorks, works);
        QCOMPARE(k.failures, QStringList { u"keywords"_s }); // what was not kept is missing, and said to be
    }
};

QTEST_GUILESS_MAIN(TestWholeReading)
#include "tst_wholereading.moc"
