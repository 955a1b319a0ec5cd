#include "app/record/bulkaddition.h"
#include "tests/app/imports/rows.h"
#include "tests/app/record/fakerecord.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::record;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

/// The record of FakeRecord, with a bulk POST in front: scripted answers, then each work stored.
struct BulkRegistry {
    FakeRecord record;
    QList<Reply> script;     ///< answers to the next bulk POSTs; a status of 0 stores and drops the connection
    qsizetype most = 1000;   ///< works that the proxy lets through
    QList<qsizetype> sizes;  ///< of the bulks that came
    qint64 next = 9000;

    BulkRegistry()
    {
        const auto inner = record.server.handler;
        record.server.handler = [this, inner](const Received &request) {
            return request.method == "POST" && request.path().endsWith("/works") ? bulk(request) : inner(request);
        };
        record.begin();
    }

    Reply bulk(const Received &request)
    {
        const QJsonArray sent = QJsonDocument::fromJson(request.body)[u"bulk"_s].toArray();
        sizes << sent.size();
        if (sent.size() > most)
            return Reply::text("<html>413</html>", "text/html", 413);
        const Reply scripted = script.isEmpty() ? Reply() : script.takeFirst();
        if (scripted.status != 200 && scripted.status != 0)
            return scripted;
        QJsonArray answers;
        for (const QJsonValue &element : sent)
            answers << stored(element[u"work"_s].toObject());
        return scripted.status == 0 ? Reply::dropped() : Reply::json(QJsonDocument(QJsonObject { { u"bulk"_s, answers } }).toJson());
    }

    QJsonObject stored(QJsonObject work)
    {
        if (work.contains(u"refuse"_s))
            return { { u"error"_s, QJsonObject { { u"response-code"_s, 400 }, { u"error-code"_s, 9037 }, { u"developer-message"_s, u"no"_s } } } };
        const QJsonObject path { { u"path"_s, u"APP-OG55T1ZR8K3CV7QD"_s } }, origin { { u"path"_s, u"APP-NB7K2QX4M0T9W6RA"_s } };
        work[u"source"_s] = QJsonObject { { u"source-client-id"_s, path }, { u"assertion-origin-client-id"_s, origin } };
        work[u"put-code"_s] = ++next;
        record.items[next] = work;
        return { { u"work"_s, work } };
    }

    BulkResults add(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop = {}) { return waitFor(record.client.addWorks(works, stop)); }
};

QList<QJsonObject> some(int count)
{
    QList<QJsonObject> works;
    for (const formats::Row &one : workRows(count))
        works << one.content;
    return works;
}

int succeeded(const BulkResults &results)
{
    return int(std::count_if(results.begin(), results.end(), [](const Result<Item> &one) { return one.has_value(); }));
}

} // namespace

class TestBulk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atMostAHundredGoTogether()
    {
        BulkRegistry registry;
        QSignalSpy added(&registry.record.client, &RecordClient::added);
        QCOMPARE(succeeded(registry.add(some(250))), 250);
        QCOMPARE(registry.sizes, (QList<qsizetype> { 100, 100, 50 }));
        QCOMPARE(added.size(), 250);
    }

    void bytesAreLimitedToo()
    {
        QList<QJsonObject> works = some(30);
        for (QJsonObject &work : works)
            work[u"citation"_s] = QJsonObject { { u"citation-type"_s, u"bibtex"_s }, { u"citation-value"_s, QString(100'000, u'x') } };
        BulkRegistry registry;
        QCOMPARE(succeeded(registry.add(works)), 30);
        for (const Received &request : registry.record.sent("POST"))
            QVERIFY(request.body.size() < 1'000'000);
    }

    void aProxysLimitHalvesTheBulk()
    {
        BulkRegistry registry;
        registry.most = 30;
        QCOMPARE(succeeded(registry.add(some(100))), 100);
        registry.most = 0;
        const BulkResults none = registry.add({ PracticeRecord::work(u"Large"_s, u"10.5555/large"_s) });
        QVERIFY(!none.first());
        QCOMPARE(none.first().error().httpStatus, 413);
    }

    void oneRefusedStandsBesideOthers()
    {
        BulkRegistry registry;
        QList<QJsonObject> works = some(3);
        works[1][u"refuse"_s] = true;
        const BulkResults results = registry.add(works);
        QVERIFY(results[0] && results[2]);
        QCOMPARE(results[0]->title, u"Import 1"_s);
        QCOMPARE(results[1].error().code, u"orcid.9037"_s);
        QCOMPARE(results[1].error().httpStatus, 400);
        QVERIFY(results[1].error().traceId > 0);
    }

    void S44_aLostBulkIsReadBackNotRepeated()
    {
        BulkRegistry registry;
        Reply lost;
        lost.status = 0;
        registry.script = { lost };
        QCOMPARE(succeeded(registry.add(some(40))), 40);
        QCOMPARE(registry.sizes, QList<qsizetype> { 40 });
    }

    void S44_whatDidNotArriveIsSentAgain()
    {
        BulkRegistry registry;
        registry.script = { Reply::dropped(), Reply::text("busy", "text/plain", 503) };
        registry.script[0].status = 503;
        QSignalSpy waiting(&registry.record.client, &RecordClient::waiting);
        QCOMPARE(succeeded(registry.add(some(5))), 5);
        QCOMPARE(registry.sizes, (QList<qsizetype> { 5, 5, 5 }));
        QCOMPARE(waiting.size(), 2);
    }

    void S44_oneThatWasThereBeforeIsNotTakenForOurs()
    {
        BulkRegistry registry;
        QCOMPARE(succeeded(registry.add({ PracticeRecord::work(u"Older"_s, u"10.5555/import.2"_s) })), 1);
        Reply lost = Reply::text("busy", "text/plain", 503);
        registry.script = { lost };
        const BulkResults results = registry.add(some(3));
        QVERIFY(results[0] && results[2]);
        QCOMPARE(results[1].error().code, u"record.already_there"_s);
        QCOMPARE(results[1].error().details[u"put-code"_s].toInteger(), 9001);
    }

    /// 200 without an answer for every work says nothing.
    void S44_anUnreadableAnswerIsReadBack()
    {
        BulkRegistry registry;
        registry.script = { Reply::json(R"({"bulk":[]})", 201) };
        QCOMPARE(succeeded(registry.add(some(4))), 4);
        QCOMPARE(registry.sizes, (QList<qsizetype> { 4, 4 }));
    }

    void S44_nobodyKnowsWhenReadingFailsToo()
    {
        BulkRegistry registry;
        http::Limits limits = registry.record.http.limits();
        limits.backoffMs = 2;
        registry.record.http.setLimits(limits);
        Reply lost;
        lost.status = 0;
        registry.script = { lost };
        registry.record.listAnswer = Reply::text("busy", "text/plain", 503);
        const BulkResults results = registry.add(some(2));
        for (const Result<Item> &one : results)
            QCOMPARE(one.error().code, u"record.unknown"_s);
    }

    void aBusyRegistryIsTriedSixTimes()
    {
        BulkRegistry registry;
        for (int i = 0; i < 10; ++i)
            registry.script << Reply::text("busy", "text/plain", 503);
        const BulkResults results = registry.add(some(2));
        QCOMPARE(results.first().error().code, u"record.busy"_s);
        QCOMPARE(registry.sizes.size(), 6);
        QVERIFY(registry.record.items.size() < 9000);
    }

    void nothingIsSentOnceStopped()
    {
        BulkRegistry registry;
        const BulkResults results = registry.add(some(2), std::make_shared<const bool>(true));
        QCOMPARE(results.first().error().code, u"record.cancelled"_s);
        QVERIFY(registry.sizes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
