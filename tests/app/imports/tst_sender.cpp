#include "tests/app/imports/importdesk.h"

#include <QtTest/QSignalSpy>

using namespace baton;
using namespace baton::imports;
using namespace baton::record;
using namespace baton::test;
using namespace Qt::StringLiterals;
using State = Outcome::State;
using Entry = JournalEntry::State;

/// Many rows sent to the practice registry, each exactly once, proven by reading the record over HTTP.
class TestSender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoHundredAndFiftyRowsInThreeRequests()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(250);
        const QList<Sending> sendings = desk.rehearse(rows);
        QCOMPARE(Sender::requestsFor(sendings).bulks, 3);
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.count(State::Added), 250);
        QVERIFY(sent.stopped.code.isEmpty());
        QCOMPARE(desk.onRecord(), ImportDesk::expected(rows));
        const QList<JournalEntry> entries = desk.entries();
        QCOMPARE(entries.size(), 250);
        QSet<qint64> putCodes;
        for (const JournalEntry &entry : entries) {
            QCOMPARE(entry.state, Entry::Confirmed);
            QCOMPARE(entry.session, desk.run->writer.currentSession());
            QVERIFY(!entry.stored.isEmpty());
            putCodes.insert(entry.putCode);
        }
        QCOMPARE(putCodes.size(), 250);
        int posts = 0;
        for (const http::Exchange &exchange : desk.run->trace.exchanges())
            posts += exchange.method == u"POST";
        QCOMPARE(posts, 3);
    }

    void theSameFileAgainChangesNothing()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(30);
        QCOMPARE(desk.send(desk.rehearse(rows)).count(State::Added), 30);
        const QList<Sending> again = desk.rehearse(rows);
        QCOMPARE(ImportDesk::sends(again), 0);
        for (const Sending &sending : again)
            QCOMPARE(sending.verdict.kind, Verdict::Kind::Same);
        QCOMPARE(desk.send(again).outcomes.size(), 0);
        desk.kept.clear(); // and without what was kept: the identifiers tell
        QCOMPARE(ImportDesk::sends(desk.rehearse(rows)), 0);
    }

    void aChangedFileUpdates()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        QList<formats::Row> rows = workRows(12);
        QCOMPARE(desk.send(desk.rehearse(rows)).count(State::Added), 12);
        const Codes before = desk.kept;
        // Two titles, one identifier, and one that is new.
        rows[2].content = PracticeRecord::work(u"Import 3, revised"_s, u"10.5555/import.3"_s);
        rows[5].content = PracticeRecord::work(u"Import 6, revised"_s, u"10.5555/import.6"_s);
        rows[7].content = PracticeRecord::work(u"Import 8"_s, u"10.5555/import.8.final"_s);
        rows << workRow(13, u"Import 13"_s, u"10.5555/import.13"_s);
        const QList<Sending> sendings = desk.rehearse(rows);
        QCOMPARE(Sender::requestsFor([&] { QList<Sending> out; for (const Sending &s : sendings) if (s.verdict.sends()) out << s; return out; }()).puts, 3);
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.count(State::Updated), 3);
        QCOMPARE(sent.count(State::Added), 1);
        QCOMPARE(desk.onRecord(), ImportDesk::expected(rows));
        for (auto code = before.begin(); code != before.end(); ++code)
            QCOMPARE(desk.kept.value(code.key()), code.value());
        const QJsonObject moved = desk.record.read(u"work/%1"_s.arg(desk.kept.value(u"key8"_s)));
        QCOMPARE(moved[u"external-ids"_s][u"external-id"_s][0][u"external-id-value"_s].toString(), u"10.5555/import.8.final"_s);
        QCOMPARE(ImportDesk::sends(desk.rehearse(rows)), 0);
    }

    /// The record changed between rehearsal and sending: one is refused beside those that are stored, and everything can be undone.
    void mixedResultsAndUndo()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QMultiMap<QString, qint64> worksBefore = desk.record.works();
        QList<formats::Row> rows = workRows(5);
        const QList<Sending> sendings = desk.rehearse(rows);
        const auto meanwhile = awaited(desk.run->writer.add(u"works"_s, PracticeRecord::work(u"Meanwhile"_s, u"10.5555/import.3"_s)));
        QVERIFY(meanwhile);
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.count(State::Added), 4);
        QCOMPARE(sent.outcomes.value(3).state, State::Refused);
        QCOMPARE(sent.outcomes.value(3).error.code, u"orcid.9021"_s);
        QCOMPARE(sent.outcomes.value(3).headline(), u"Refused: 9021"_s);
        QCOMPARE(sent.outcomes.value(3).putCode, meanwhile->putCode);
        int refused = 0;
        QStringList standing;
        for (const JournalEntry &entry : desk.entries()) {
            refused += entry.state == Entry::Refused;
            if (entry.state == Entry::Confirmed)
                standing << entry.id;
        }
        QCOMPARE(refused, 1);
        // An update among them, then all of it back.
        rows[0].content = PracticeRecord::work(u"Import 1, revised"_s, u"10.5555/import.1"_s);
        QCOMPARE(desk.send(desk.rehearse({ rows[0] })).count(State::Updated), 1);
        for (const JournalEntry &entry : desk.run->undo.standing())
            standing << entry.id;
        standing.removeDuplicates();
        const auto undone = awaited(desk.run->undo.takeBackAll(standing));
        QCOMPARE(undone.failures.size(), 0);
        QCOMPARE(desk.record.works(), worksBefore);
    }

    /// A work that ORCID cannot even read spoils the whole bulk; the others go all the same.
    void aSpoiltOneDoesNotHoldBackTheRest()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(9);
        QList<Sending> sendings = desk.rehearse(rows);
        sendings[4].row.content[u"no-such-key"_s] = 1;
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.count(State::Added), 8);
        QCOMPARE(sent.outcomes.value(5).error.code, u"orcid.9047"_s);
        QCOMPARE(desk.onRecord().size(), 8);
    }

    void S44_lostAnswers_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<practice::FaultValues>("values");
        QTest::newRow("503 after storing") << u"unavailable"_s << practice::FaultValues { { u"share"_s, u"100"_s }, { u"when"_s, u"after"_s } };
        QTest::newRow("503 before storing") << u"unavailable"_s << practice::FaultValues { { u"share"_s, u"100"_s }, { u"when"_s, u"before"_s } };
        QTest::newRow("dropped before the answer") << u"dropped"_s << practice::FaultValues { { u"share"_s, u"100"_s }, { u"when"_s, u"before"_s } };
        QTest::newRow("dropped halfway") << u"dropped"_s << practice::FaultValues { { u"share"_s, u"100"_s }, { u"when"_s, u"halfway"_s } };
        QTest::newRow("dropped unread") << u"dropped"_s << practice::FaultValues { { u"share"_s, u"100"_s }, { u"when"_s, u"unread"_s } };
        QTest::newRow("cut short") << u"spoilt"_s << practice::FaultValues { { u"kind"_s, u"cut"_s } };
        QTest::newRow("a proxy's page") << u"spoilt"_s << practice::FaultValues { { u"kind"_s, u"html"_s } };
    }
    void S44_lostAnswers()
    {
        QFETCH(QString, fault);
        QFETCH(practice::FaultValues, values);
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(40);
        const QList<Sending> sendings = desk.rehearse(rows);
        desk.faultForOnePost(fault, values);
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.count(State::Added), 40);
        QCOMPARE(desk.onRecord(), ImportDesk::expected(rows));
        for (const JournalEntry &entry : desk.entries())
            QCOMPARE(entry.state, Entry::Confirmed);
    }

    void G6_everyRowOnceWhileTheRegistryFlaps()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        QList<formats::Row> rows = workRows(250);
        for (int i = 0; i < 30; ++i)
            rows << row(251 + i, u"word%1"_s.arg(i), PracticeRecord::keyword(u"Import word %1"_s.arg(i)), u"keywords"_s);
        QList<Sending> sendings = desk.rehearse(rows);
        QVERIFY(desk.fixture.registry.setFault(u"unavailable"_s, true, { { u"share"_s, u"30"_s }, { u"when"_s, u"either"_s } }));
        QVERIFY(desk.fixture.registry.setFault(u"dropped"_s, true, { { u"share"_s, u"5"_s } }));
        // Whoever is told "not sent" or "nobody knows" sends again, as a person would.
        int runs = 0;
        for (; runs < 20 && ImportDesk::sends(sendings) > 0; ++runs) {
            (void)desk.send(sendings);
            desk.fixture.registry.allFaultsOff();
            awaited(desk.run->writer.recover());
            sendings = desk.rehearse(rows);
            QVERIFY(desk.fixture.registry.setFault(u"unavailable"_s, true, { { u"share"_s, u"30"_s }, { u"when"_s, u"either"_s } }));
            QVERIFY(desk.fixture.registry.setFault(u"dropped"_s, true, { { u"share"_s, u"5"_s } }));
        }
        desk.fixture.registry.allFaultsOff();
        QCOMPARE(ImportDesk::sends(sendings), 0);
        QCOMPARE(desk.onRecord(), ImportDesk::expected(rows.first(250)));
        const QMultiMap<QString, qint64> keywords = desk.record.keywords();
        for (int i = 0; i < 30; ++i)
            QCOMPARE(keywords.count(u"Import word %1"_s.arg(i)), 1);
        QVERIFY(desk.run->journal.open(desk.run->writer.place().environmentId, desk.run->writer.place().orcid).isEmpty());
        qInfo("%d runs, %lld requests", runs, desk.fixture.registry.requestCount());
    }

    void S44_retryAfterIsWaitedFor()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<Sending> sendings = desk.rehearse(workRows(3));
        desk.faultForOnePost(u"unavailable"_s, { { u"share"_s, u"100"_s }, { u"when"_s, u"before"_s }, { u"retry"_s, u"seconds"_s } });
        QSignalSpy waiting(&desk.run->client, &RecordClient::waiting);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(desk.send(sendings).count(State::Added), 3);
        QVERIFY2(timer.elapsed() >= 1900, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(waiting.size(), 1);
        QVERIFY(waiting.first().first().value<std::chrono::milliseconds>() >= std::chrono::seconds(2));
    }

    /// ORCID's own limit, 24 a second with a burst of 40: sending slows down, nothing is refused.
    void updatesWaitForTheRateLimit()
    {
        ImportDesk desk;
        practice::Options limited;
        desk.firstWait = std::chrono::milliseconds(500);
        QVERIFY(desk.start(limited));
        QList<formats::Row> rows = workRows(25);
        QCOMPARE(desk.send(desk.rehearse(rows)).count(State::Added), 25);
        for (formats::Row &one : rows)
            one.content = PracticeRecord::work(u"Import %1, revised"_s.arg(one.number), u"10.5555/import.%1"_s.arg(one.number));
        QCOMPARE(desk.send(desk.rehearse(rows)).count(State::Updated), 25);
        QTRY_COMPARE_WITH_TIMEOUT(desk.onRecord(), ImportDesk::expected(rows), 10'000); // reading it here is limited too
    }

    void cancelMidwayAndGoOn()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(250);
        const auto sent = desk.send(desk.rehearse(rows), [](Sender &sender) {
            if (sender.done() == 50)
                sender.cancel();
        });
        QCOMPARE(sent.stopped.code, u"record.cancelled"_s);
        QCOMPARE(sent.count(State::Added), 100); // the bulk that was under way is waited for
        QCOMPARE(sent.count(State::NotSent), 150);
        QCOMPARE(desk.onRecord().size(), 100);
        QCOMPARE(desk.entries().size(), 100);
        const QList<Sending> rest = desk.rehearse(rows);
        QCOMPARE(ImportDesk::sends(rest), 150);
        QCOMPARE(desk.send(rest).count(State::Added), 150);
        QCOMPARE(desk.onRecord(), ImportDesk::expected(rows));
    }

    /// Baton ends while a bulk is under way; whether it was stored is found out at the next start.
    void S45_aCrashInTheMiddleIsRecovered_data()
    {
        QTest::addColumn<bool>("stored");
        QTest::newRow("stored") << true;
        QTest::newRow("never arrived") << false;
    }
    void S45_aCrashInTheMiddleIsRecovered()
    {
        QFETCH(bool, stored);
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(60);
        const QList<Sending> sendings = desk.rehearse(rows);
        QVERIFY(desk.fixture.registry.setFault(u"dropped"_s, true, { { u"share"_s, u"100"_s }, { u"when"_s, stored ? u"before"_s : u"unread"_s } }));
        auto *sender = new Sender(desk.run->writer, &desk.run->writer);
        sender->start(sendings);
        const qint64 requests = desk.fixture.registry.requestCount();
        QTRY_VERIFY(desk.fixture.registry.requestCount() > requests);
        QVERIFY(desk.restart());
        desk.fixture.registry.allFaultsOff();
        QCOMPARE(desk.onRecord().size(), stored ? 60 : 0);
        const Place place = desk.run->writer.place();
        QCOMPARE(desk.run->journal.open(place.environmentId, place.orcid).size(), 60);
        QCOMPARE(awaited(desk.run->writer.recover()), 60);
        for (const JournalEntry &entry : desk.entries()) {
            QCOMPARE(entry.state, stored ? Entry::Confirmed : Entry::Refused);
            QVERIFY(!stored || entry.putCode > 0);
        }
        const QList<Sending> rest = desk.rehearse(rows);
        QCOMPARE(ImportDesk::sends(rest), stored ? 0 : 60);
        (void)desk.send(rest);
        QCOMPARE(desk.onRecord(), ImportDesk::expected(rows));
    }

    void anEndedTokenStopsTheRun()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<formats::Row> rows = workRows(120);
        QList<Sending> sendings = desk.rehearse(rows);
        const practice::Info &info = desk.fixture.registry.info();
        PracticeRecord::begin(desk.run->session, desk.run->clock, info.issuer, QUrl(info.api), u"not-a-token"_s);
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.stopped.code, u"record.token"_s);
        QCOMPARE(sent.outcomes.size(), 120);
        QCOMPARE(sent.count(State::Added), 0);
        QVERIFY(desk.onRecord().isEmpty());
    }

    void S45_whatCannotBeNotedIsNotSent()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        const QList<Sending> sendings = desk.rehearse(workRows(3));
        desk.run->vault.lock();
        const auto sent = desk.send(sendings);
        QCOMPARE(sent.stopped.code, u"vault.locked"_s);
        QCOMPARE(sent.count(State::NotSent), 3);
        QVERIFY(desk.onRecord().isEmpty());
    }

    /// Sections without a bulk, and works that a bulk would take for duplicates, go one by one.
    void otherSectionsGoOneByOne()
    {
        ImportDesk desk;
        QVERIFY(desk.start());
        QJsonObject preprint = PracticeRecord::work(u"Import preprint"_s, u"10.5555/pre"_s);
        QJsonArray ids = preprint[u"external-ids"_s][u"external-id"_s].toArray();
        ids << QJsonObject { { u"external-id-type"_s, u"doi"_s }, { u"external-id-value"_s, u"10.5555/final"_s }, { u"external-id-relationship"_s, u"version-of"_s } };
        preprint[u"external-ids"_s] = QJsonObject { { u"external-id"_s, ids } };
        const QJsonObject job = QJsonDocument::fromJson(R"({"role-title":"Import lecturer","start-date":{"year":{"value":"2020"}},"organization":{"name":"Northbridge University","address":{"city":"Northbridge","country":"GB"},"disambiguated-organization":{"disambiguated-organization-identifier":"grid.1234.5","disambiguation-source":"GRID"}}})").object();
        const QList<formats::Row> rows { row(1, u"a"_s, preprint), workRow(2, u"Import final"_s, u"10.5555/final"_s),
            row(3, u"c"_s, PracticeRecord::keyword(u"Import tides"_s), u"keywords"_s), row(4, u"d"_s, job, u"qualifications"_s) };
        const QList<Sending> sendings = desk.rehearse(rows);
        const Sender::Requests requests = Sender::requestsFor(sendings);
        QCOMPARE(requests.bulks, 1);
        QCOMPARE(requests.posts, 3);
        const auto sent = desk.send(sendings);
        for (const Outcome &outcome : sent.outcomes)
            QVERIFY2(outcome.state == State::Added, qPrintable(outcome.error.text()));
        QCOMPARE(desk.onRecord().size(), 2);
        QCOMPARE(desk.record.keywords().count(u"Import tides"_s), 1);
        QCOMPARE(ImportDesk::sends(desk.rehearse(rows)), 0);
    }
};

QTEST_GUILESS_MAIN(TestSender)
#include "tst_sender.moc"
