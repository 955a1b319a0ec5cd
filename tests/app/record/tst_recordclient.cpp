#include "app/record/addition.h"
#include "tests/app/record/fakerecord.h"

#include <QtCore/QThread>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using test::FakeRecord;
using test::waitFor;

namespace {

QJsonObject newWork(const QString &title = u"Tide gauges for schools"_s, const QString &doi = u"10.5555/TG.7"_s)
{
    return { { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, title } } } } }, { u"type"_s, u"data-set"_s },
        { u"external-ids"_s,
            QJsonObject { { u"external-id"_s,
                QJsonArray { QJsonObject { { u"external-id-type"_s, u"doi"_s }, { u"external-id-value"_s, doi }, { u"external-id-relationship"_s, u"self"_s } } } } } } };
}

Item itemFrom(const QByteArray &source, const QString &section = u"works"_s)
{
    Item item;
    item.section = section;
    item.putCode = 1;
    item.source = Source::fromJson(QJsonDocument::fromJson(source).object());
    return item;
}

/// A POST whose answer gets lost, and nothing tells whether it arrived.
void nobodyKnowsWhatBecameOfIt(FakeRecord &record)
{
    record.faults = { FakeRecord::Fault::LoseAfterSaving };
    const auto item = waitFor(record.client.add(u"works"_s, newWork()));
    QVERIFY(!item.has_value());
    QCOMPARE(item.error().code, u"record.unknown"_s);
    QCOMPARE(record.sent("POST").size(), 1);
}

} // namespace

/// Reads and writes over a real socket, with answers that get lost.
class TestRecordClient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPersonCountsSectionsItems()
    {
        FakeRecord record;
        record.begin();
        const auto person = waitFor(record.client.readPerson());
        QVERIFY(person.has_value());
        QCOMPARE(person->name, u"Sofia Maria Hernandez Garcia"_s);
        QVERIFY(person->biography.startsWith(u"Estuary ecologist"_s));
        const auto counts = waitFor(record.client.readOverview());
        QVERIFY(counts.has_value());
        QCOMPARE(counts->counts().value(u"works"_s), 14);
        const auto works = waitFor(record.client.readSection(u"works"_s));
        QVERIFY(works.has_value());
        QCOMPARE(works->items.size(), 14);
        QVERIFY(works->traceId > 0);
        QCOMPARE(works->items.first().traceId, works->traceId);
        const auto item = waitFor(record.client.readItem(u"works"_s, 1733));
        QVERIFY(item.has_value());
        QVERIFY(item->full);
        QCOMPARE(record.server.requests().last().target, QByteArray("/v3.0/0000-0002-9227-8514/work/1733"));
        QCOMPARE(record.server.requests().last().header("authorization"), QByteArray("Bearer token-one"));
    }

    void tenThousandWorksDoNotBlock()
    {
        FakeRecord record;
        QByteArray list = "{\"group\":[";
        for (int i = 1; i <= 10'000; ++i) {
            list += (i > 1 ? "," : "");
            list += "{\"work-summary\":[{\"put-code\":" + QByteArray::number(i) + ",\"title\":{\"title\":{\"value\":\"Work " + QByteArray::number(i)
                + "\"}},\"type\":\"report\",\"publication-date\":{\"year\":{\"value\":\"" + QByteArray::number(1950 + i % 70) + "\"}}}]}";
        }
        record.listAnswer = test::Reply::json(list + "]}");
        record.begin();
        qint64 worst = 0;
        QElapsedTimer since;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this, [&] { worst = qMax(worst, since.restart()); });
        const auto future = record.client.readSection(u"works"_s);
        beat.start(1);
        since.start();
        const auto works = waitFor(future);
        QVERIFY(works.has_value());
        QCOMPARE(works->items.size(), 10'000);
        qInfo() << "longest pause of the event loop" << worst << "ms";
    }

    void malformedAnswerIsAnError()
    {
        FakeRecord record;
        record.listAnswer = test::Reply::json("{\"group\":[");
        record.begin();
        const auto works = waitFor(record.client.readSection(u"works"_s));
        QVERIFY(!works.has_value());
        QVERIFY(works.error().code.startsWith(u"json."_s));
        QVERIFY(works.error().traceId > 0);
    }

    void addsAndReadsBack()
    {
        FakeRecord record;
        record.begin();
        QSignalSpy added(&record.client, &RecordClient::added);
        const auto item = waitFor(record.client.add(u"works"_s, newWork()));
        QVERIFY2(item.has_value(), item ? "" : qPrintable(item.error().text()));
        QCOMPARE(item->putCode, 1734);
        QVERIFY(item->full);
        QVERIFY(item->source.sameTuple(record.client.ourSource()));
        QCOMPARE(added.count(), 1);
        QVERIFY(added.first().at(1).toLongLong() > 0);
        const auto posts = record.sent("POST");
        QCOMPARE(posts.size(), 1);
        QCOMPARE(posts.first().target, QByteArray("/v3.0/0000-0002-9227-8514/work"));
        QCOMPARE(posts.first().header("content-type"), QByteArray("application/json"));
        QVERIFY(!posts.first().body.contains("put-code"));
        QVERIFY(!posts.first().body.contains("source"));
    }

    void S44_lostAnswerIsLookedUpBeforeAnything_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("posts");
        QTest::newRow("dropped after saving") << int(FakeRecord::Fault::LoseAfterSaving) << 1;
        QTest::newRow("dropped before saving") << int(FakeRecord::Fault::LoseBeforeSaving) << 2;
        QTest::newRow("503 after saving") << int(FakeRecord::Fault::BusyAfterSaving) << 1;
        QTest::newRow("503 page before saving") << int(FakeRecord::Fault::BusyBeforeSaving) << 2;
    }
    void S44_lostAnswerIsLookedUpBeforeAnything()
    {
        QFETCH(int, fault);
        QFETCH(int, posts);
        FakeRecord record;
        record.begin();
        record.faults = { FakeRecord::Fault(fault) };
        const qsizetype before = record.items.size();
        QSignalSpy added(&record.client, &RecordClient::added);
        const auto item = waitFor(record.client.add(u"works"_s, newWork()));
        QVERIFY2(item.has_value(), item ? "" : qPrintable(item.error().text()));
        QCOMPARE(item->title, u"Tide gauges for schools"_s);
        QCOMPARE(record.items.size(), before + 1);
        QCOMPARE(record.sent("POST").size(), posts);
        QCOMPARE(added.count(), 1);
    }

    void S44_manyFaultsStillOneItem()
    {
        FakeRecord record;
        record.begin();
        using F = FakeRecord::Fault;
        record.faults = { F::BusyBeforeSaving, F::LoseBeforeSaving, F::BusyBeforeSaving, F::LoseAfterSaving };
        const qsizetype before = record.items.size();
        const auto item = waitFor(record.client.add(u"works"_s, newWork()));
        QVERIFY2(item.has_value(), item ? "" : qPrintable(item.error().text()));
        QCOMPARE(record.items.size(), before + 1);
        QCOMPARE(record.sent("POST").size(), 4);
    }

    void S44_givesUpAfterFiveTries()
    {
        FakeRecord record;
        record.begin();
        record.faults.fill(FakeRecord::Fault::BusyBeforeSaving, 9);
        const auto item = waitFor(record.client.add(u"works"_s, newWork()));
        QVERIFY(!item.has_value());
        QCOMPARE(record.sent("POST").size(), 5);
    }

    void S44_lostAndUnreadableIsSaidSo()
    {
        FakeRecord record;
        record.begin();
        record.listAnswer = test::Reply::json(R"({"error-code":9008})", 500);
        nobodyKnowsWhatBecameOfIt(record);
    }

    // On the list, and not to be read in full: it may be ours, so nobody may call it refused.
    void S44_lostAndFoundButUnreadableIsNotRefused()
    {
        FakeRecord record;
        record.begin();
        record.client.setFirstWait(std::chrono::milliseconds(1));
        http::Limits limits = record.http.limits();
        limits.maxAttempts = 1;
        record.http.setLimits(limits);
        record.server.handler = [answer = record.server.handler](const test::Received &request) {
            return request.method == "GET" && request.target.endsWith("/work/1734") ? test::Reply::json("{}", 503) : answer(request);
        };
        nobodyKnowsWhatBecameOfIt(record);
    }

    // Nothing is looked for on another record, and what is on the former one is not known.
    void S44_anotherRecordOpenedAfterALostPost()
    {
        FakeRecord record;
        record.begin();
        record.faults = { FakeRecord::Fault::LoseAfterSaving };
        record.server.handler = [&record, answer = record.server.handler](const test::Received &request) {
            const test::Reply reply = answer(request);
            if (request.method == "POST") {
                exchange::Delegation other = record.session.delegation();
                other.orcid = u"0000-0003-1456-0802"_s;
                record.session.begin(other, record.session.token());
            }
            return reply;
        };
        const auto item = waitFor(record.client.add(u"works"_s, newWork()));
        QVERIFY(!item.has_value());
        QCOMPARE(item.error().code, u"record.unknown"_s);
        for (const test::Received &request : record.server.requests())
            QVERIFY2(!request.target.contains("0000-0003-1456-0802"), request.target);
    }

    // The same identifier was there before, with other words: that isn't our lost item.
    void S44_anOlderItemIsNotTakenForTheLostOne()
    {
        FakeRecord record;
        record.begin();
        record.faults = { FakeRecord::Fault::LoseBeforeSaving };
        const auto item = waitFor(record.client.add(u"works"_s, newWork(u"Something else"_s, u"10.5555/er.2026.0914"_s)));
        QVERIFY(!item.has_value());
        QCOMPARE(item.error().code, u"record.already_there"_s);
        QCOMPARE(item.error().details.value(u"put-code"_s).toInt(), 1733);
        QCOMPARE(record.sent("POST").size(), 1);
    }

    void duplicateIsNamed()
    {
        FakeRecord record;
        record.begin();
        const auto item = waitFor(record.client.add(u"works"_s, newWork(u"Again"_s, u"10.5555/er.2026.0914"_s)));
        QVERIFY(!item.has_value());
        QCOMPARE(item.error().code, u"orcid.9021"_s);
        QCOMPARE(item.error().details.value(u"put-code"_s).toInt(), 1733);
        QCOMPARE(record.sent("POST").size(), 1);
    }

    void updatesKeepWhatTheFormDoesNotShow()
    {
        FakeRecord record;
        record.begin();
        QSignalSpy updated(&record.client, &RecordClient::updated);
        QJsonObject edited = record.item(1733);
        edited[u"journal-title"_s] = QJsonObject { { u"value"_s, u"Estuaries Letters"_s } };
        edited.remove(u"short-description"_s);
        const auto item = waitFor(record.client.update(u"works"_s, 1733, edited));
        QVERIFY2(item.has_value(), item ? "" : qPrintable(item.error().text()));
        QCOMPARE(updated.count(), 1);
        const QJsonObject put = QJsonDocument::fromJson(record.sent("PUT").first().body).object();
        QCOMPARE(put.value(u"put-code"_s).toInt(), 1733);
        QVERIFY(put.contains(u"short-description"_s));
        QVERIFY(!put.contains(u"source"_s));
        QCOMPARE(item->putCode, 1733);
    }

    void changedMeanwhileIsHeldBack()
    {
        FakeRecord record;
        record.begin();
        QJsonObject edited = record.item(1733);
        edited[u"last-modified-date"_s] = QJsonObject { { u"value"_s, 5 } };
        const auto item = waitFor(record.client.update(u"works"_s, 1733, edited));
        QVERIFY(!item.has_value());
        QCOMPARE(item.error().code, u"record.changed"_s);
        QVERIFY(record.sent("PUT").isEmpty());
    }

    void removes()
    {
        FakeRecord record;
        record.begin();
        QSignalSpy removed(&record.client, &RecordClient::removed);
        QVERIFY(waitFor(record.client.remove(u"works"_s, 1733)).has_value());
        QVERIFY(!record.items.contains(1733));
        QVERIFY(waitFor(record.client.remove(u"works"_s, 1733)).has_value()); // gone is what was asked for
        QCOMPARE(removed.count(), 2);
    }

    void refusalsKeepTheBody()
    {
        FakeRecord record;
        record.begin();
        record.refusal = test::Reply::json(R"({"response-code":403,"developer-message":"403 Forbidden: You are not the source","error-code":9010})", 403);
        const auto removed = waitFor(record.client.remove(u"works"_s, 1604));
        QVERIFY(!removed.has_value());
        QCOMPARE(removed.error().code, u"orcid.9010"_s);
        QVERIFY(removed.error().details.contains(u"developer-message"_s));
    }

    void S42_tokenIsRenewedOnceAndTheRequestRepeated()
    {
        FakeRecord record;
        record.begin();
        record.tokenGood = false;
        const auto works = waitFor(record.client.readSection(u"works"_s));
        QVERIFY2(works.has_value(), works ? "" : qPrintable(works.error().text()));
        QCOMPARE(record.server.requests().last().header("authorization"), QByteArray("Bearer token-two"));
    }

    void mayChange_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<bool>("allowed");
        const QByteArray a = R"("source-client-id":{"path":"APP-NB7K2QX4M0T9W6RA"},"source-name":{"value":"Northbridge University"})";
        const QByteArray b = R"("source-client-id":{"path":"APP-OG55T1ZR8K3CV7QD"},"source-name":{"value":"Open Grants Platform"})";
        QTest::newRow("A direct") << QByteArray('{' + a + '}') << false;
        QTest::newRow("B direct") << QByteArray('{' + b + '}') << false;
        QTest::newRow("B for A") << QByteArray('{' + b + R"(,"assertion-origin-client-id":{"path":"APP-NB7K2QX4M0T9W6RA"}})") << true;
        QTest::newRow("B for C") << QByteArray('{' + b + R"(,"assertion-origin-client-id":{"path":"APP-CCCCCCCCCCCCCCCC"}})") << false;
        QTest::newRow("B for A, user origin") << QByteArray('{' + b + R"(,"assertion-origin-client-id":{"path":"APP-NB7K2QX4M0T9W6RA"},"assertion-origin-orcid":{"path":"0000-0002-1825-0097"}})") << false;
        QTest::newRow("researcher") << QByteArray(R"({"source-orcid":{"path":"0000-0002-9227-8514"},"source-name":{"value":"Sofia"}})") << false;
        QTest::newRow("other client") << QByteArray(R"({"source-client-id":{"path":"APP-X"},"source-name":{"value":"X"}})") << false;
    }
    void mayChange()
    {
        QFETCH(QByteArray, source);
        QFETCH(bool, allowed);
        FakeRecord record;
        record.begin();
        const Permission permission = record.client.mayChange(itemFrom(source));
        QCOMPARE(permission.allowed, allowed);
        QVERIFY(!permission.reason.isEmpty());
    }

    void scopesDecide()
    {
        const QByteArray ours = R"({"source-client-id":{"path":"APP-OG55T1ZR8K3CV7QD"},"assertion-origin-client-id":{"path":"APP-NB7K2QX4M0T9W6RA"}})";
        FakeRecord reader({ u"/read-limited"_s });
        QVERIFY(!reader.client.mayAdd(u"works"_s).allowed); // no record open
        reader.begin();
        QVERIFY(!reader.client.mayAdd(u"works"_s).allowed);
        QVERIFY(reader.client.mayAdd(u"works"_s).reason.contains(u"/orcid-works/"_s));
        QVERIFY(!reader.client.mayChange(itemFrom(ours)).allowed);
        FakeRecord activities({ u"/activities/update"_s });
        activities.begin();
        QVERIFY(activities.client.mayAdd(u"works"_s).allowed);
        QVERIFY(activities.client.mayAdd(u"employments"_s).allowed);
        QVERIFY(!activities.client.mayAdd(u"keywords"_s).allowed);
        QVERIFY(!activities.client.mayAdd(u"emails"_s).allowed);
        FakeRecord creator({ u"/orcid-works/create"_s });
        creator.begin();
        QVERIFY(creator.client.mayAdd(u"works"_s).allowed);
        QVERIFY(!creator.client.mayChange(itemFrom(ours)).allowed); // update is another scope
    }

    void deletingHasAScopeOfItsOwn()
    {
        const QByteArray ours = R"({"source-client-id":{"path":"APP-OG55T1ZR8K3CV7QD"},"assertion-origin-client-id":{"path":"APP-NB7K2QX4M0T9W6RA"}})";
        FakeRecord record({ u"/orcid-bio/external-identifiers/create"_s });
        record.begin();
        Item item = itemFrom(ours);
        item.section = u"external-identifiers"_s;
        QVERIFY(record.client.mayAdd(item.section).allowed);
        QVERIFY(record.client.mayChange(item).allowed);
        QVERIFY(!record.client.mayDelete(item).allowed);
        QVERIFY(record.client.mayDelete(item).reason.contains(u"/orcid-bio/update"_s));
    }

    /// After the researcher withdrew the permission: said beforehand, and so it is when tried.
    void aTokenThatOnlyDeletes()
    {
        FakeRecord record({ u"/activities/update"_s });
        record.begin();
        const auto work = waitFor(record.client.readItem(u"works"_s, 1733));
        QVERIFY(work.has_value());
        QVERIFY(record.client.mayChange(*work).allowed);
        record.deleteOnly = true;
        QSignalSpy changed(&record.client, &RecordClient::permissionsChanged);
        QVERIFY(!waitFor(record.client.readSection(u"works"_s)).has_value());
        QVERIFY(record.client.deletesOnly());
        QVERIFY(!changed.isEmpty());
        QVERIFY(!record.client.mayAdd(u"works"_s).allowed);
        QVERIFY(!record.client.mayChange(*work).allowed);
        QVERIFY(record.client.mayChange(*work).reason.contains(u"withdrew"_s));
        QVERIFY(record.client.mayDelete(*work).allowed);
        const auto refused = waitFor(record.client.add(u"works"_s, work->json));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, u"record.token"_s);
        QVERIFY(waitFor(record.client.remove(u"works"_s, 1733)).has_value());
        // Allowed again: a new token, and nothing is held against it.
        record.deleteOnly = false;
        QVERIFY(waitFor(record.session.renew()).has_value());
        QVERIFY(record.client.mayAdd(u"works"_s).allowed);
    }

    void aLockedRecord()
    {
        FakeRecord record;
        record.begin();
        record.listAnswer = test::Reply::json(R"({"response-code":409,"error-code":9018,"developer-message":"409 Conflict"})", 409);
        QVERIFY(!waitFor(record.client.readSection(u"works"_s)).has_value());
        QVERIFY(!record.client.mayAdd(u"works"_s).allowed);
        QVERIFY(record.client.mayAdd(u"works"_s).reason.contains(u"locked"_s));
        record.listAnswer.reset();
        QVERIFY(waitFor(record.client.readSection(u"works"_s)).has_value());
        QVERIFY(record.client.mayAdd(u"works"_s).allowed);
    }

    // Whatever the moment at which another record is opened: nothing more goes to either, and nothing passes for done.
    void anotherRecordOpenedMeanwhile_data()
    {
        QTest::addColumn<bool>("deletes");
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("at"); // the request during whose answer it happens; empty = the wait before the next try
        using Fault = FakeRecord::Fault;
        for (const bool deletes : { false, true }) {
            const QByteArray act = deletes ? "DELETE" : "PUT";
            QTest::newRow(act + ", before the next try") << deletes << int(Fault::BusyBeforeSaving) << QByteArray();
            QTest::newRow(act + ", while its answer comes") << deletes << int(Fault::BusyAfterSaving) << act;
            QTest::newRow(act + ", while it is read back") << deletes << int(Fault::BusyBeforeSaving) << QByteArray("GET");
        }
    }

    void anotherRecordOpenedMeanwhile()
    {
        QFETCH(bool, deletes);
        QFETCH(int, fault);
        QFETCH(QByteArray, at);
        FakeRecord record;
        record.begin();
        http::Limits limits = record.http.limits();
        limits.maxAttempts = 1;
        record.http.setLimits(limits);
        QJsonObject content = record.item(1733);
        content[u"title"_s] = newWork()[u"title"_s];
        const auto openAnother = [&record] {
            exchange::Delegation other = record.session.delegation();
            other.orcid = u"0000-0003-1456-0802"_s;
            record.session.begin(other, record.session.token());
        };
        bool written = false;
        record.server.handler = [&, answer = record.server.handler](const test::Received &request) {
            const test::Reply reply = answer(request);
            written = written || request.method == "PUT" || request.method == "DELETE";
            // Only after what is sent, and not at its own reading before.
            if (written && request.method == at && record.session.delegation().orcid == u"0000-0002-9227-8514")
                openAnother();
            return reply;
        };
        if (at.isEmpty())
            connect(&record.client, &RecordClient::waiting, &record.session, openAnother);
        record.faults = { FakeRecord::Fault(fault) };
        QSignalSpy updated(&record.client, &RecordClient::updated), removed(&record.client, &RecordClient::removed);
        std::optional<Error> error;
        if (deletes) {
            const auto done = waitFor(record.client.remove(u"works"_s, 1733));
            error = done ? std::optional<Error>() : done.error();
        } else {
            const auto done = waitFor(record.client.update(u"works"_s, 1733, content));
            error = done ? std::optional<Error>() : done.error();
        }
        QVERIFY(error);
        // Sent and not read back: nobody knows. Read back as not there: it is sent no more.
        QCOMPARE(error->code, at.isEmpty() ? u"session.replaced"_s : u"record.unknown"_s);
        QCOMPARE(record.sent(deletes ? "DELETE" : "PUT").size(), 1);
        for (const test::Received &request : record.server.requests())
            QVERIFY2(!request.target.contains("0000-0003-1456-0802"), request.target);
        QVERIFY(updated.isEmpty() && removed.isEmpty());
    }

    void S44_retryAfterInSecondsAndAsDate()
    {
        http::Response response;
        QCOMPARE(retryAfter(response).count(), 0);
        response.headers = { { "retry-after", "3" } };
        QCOMPARE(retryAfter(response).count(), 3000);
        response.headers = { { "retry-after", "999999" } };
        QCOMPARE(retryAfter(response).count(), 60'000);
        const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(20);
        response.headers = { { "retry-after", QLocale::c().toString(soon, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1() } };
        QVERIFY(retryAfter(response).count() > 15'000 && retryAfter(response).count() <= 20'000);
    }
};

QTEST_GUILESS_MAIN(TestRecordClient)
#include "tst_recordclient.moc"
