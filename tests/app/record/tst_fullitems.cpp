#include "app/record/fullitems.h"
#include "tests/app/record/fakerecord.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using test::FakeRecord;
using test::waitFor;

namespace {

/// A record of so many made-up works from put-code 1 on.
struct Many {
    FakeRecord record;
    FullItems full { record.client, record.session };

    explicit Many(int works)
    {
        const QJsonObject pattern = record.items[1733];
        record.items.clear();
        for (int i = 1; i <= works; ++i) {
            QJsonObject work = pattern;
            work[u"put-code"_s] = i;
            record.items[i] = work;
        }
        record.begin();
    }
    static QList<qint64> codes(int from, int to)
    {
        QList<qint64> out;
        for (int i = from; i <= to; ++i)
            out += i;
        return out;
    }
    qsizetype asked(const QByteArray &what) const
    {
        qsizetype count = 0;
        for (const test::Received &request : record.sent("GET"))
            count += request.target.contains(what);
        return count;
    }
};

} // namespace

/// Full items: few requests for many works, in parallel within the rate, kept while they are true.
class TestFullItems : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyWorksByFewRequests()
    {
        Many many(250);
        QList<qint64> codes = Many::codes(1, 250);
        std::reverse(codes.begin(), codes.end());
        const auto items = waitFor(many.full.read(u"works"_s, codes + codes));
        QVERIFY(items);
        QCOMPARE(items->size(), 250);
        QCOMPARE(items->first().putCode, 250);
        QCOMPARE(items->last().putCode, 1);
        QVERIFY(items->first().full);
        QVERIFY(items->first().json.contains(u"contributors"_s));
        QVERIFY(items->first().traceId > 0);
        QCOMPARE(many.asked("/works/"), 3);
        QCOMPARE(many.asked("/work/"), 0);
    }

    void unknownOnesAreLeftOut()
    {
        Many many(3);
        const auto items = waitFor(many.full.read(u"works"_s, { 2, 77, 1 }));
        QVERIFY(items);
        QCOMPARE(items->size(), 2);
        QCOMPARE(items->at(0).putCode, 2);
        const auto one = waitFor(many.full.read(u"works"_s, { 77 }));
        QVERIFY(one);
        QVERIFY(one->isEmpty());
        QVERIFY(waitFor(many.full.read(u"works"_s, QList<qint64>()))->isEmpty());
    }

    void anErrorEndsTheWhole()
    {
        Many many(250);
        many.record.tokenGood = false;
        many.record.exchangeGood = false;
        const auto items = waitFor(many.full.read(u"works"_s, Many::codes(1, 250)));
        QVERIFY(!items);
        QVERIFY(!items.error().next.isEmpty());
    }

    void keptWhileUnchanged()
    {
        Many many(4);
        const auto list = waitFor(many.record.client.readSection(u"works"_s));
        QVERIFY(list);
        QVERIFY(!many.full.kept(list->items.first()));
        QCOMPARE(waitFor(many.full.read(list->items))->size(), 4);
        QCOMPARE(many.asked("/works/"), 1);
        QVERIFY(many.full.kept(list->items.first())->full);
        QCOMPARE(waitFor(many.full.read(list->items))->size(), 4);
        QCOMPARE(many.asked("/works/"), 1);
        // Changed in the registry: the list says so, and the old one counts no more.
        Item changed = list->items.first();
        changed.changedAt = changed.changedAt.addSecs(1);
        QVERIFY(!many.full.kept(changed));
        many.record.session.end();
        QVERIFY(!many.full.kept(list->items.first()));
    }

    void ourOwnWritesAreKeptRight()
    {
        Many many(2);
        QVERIFY(waitFor(many.full.read(u"works"_s, { 1, 2 })));
        const auto before = waitFor(many.record.client.readItem(u"works"_s, 1));
        QJsonObject content = before->json;
        content[u"short-description"_s] = u"A new line"_s;
        const auto after = waitFor(many.record.client.update(u"works"_s, 1, content));
        QVERIFY(after);
        QCOMPARE(many.full.kept(*after)->json[u"short-description"_s], u"A new line"_s);
        QVERIFY(!many.full.kept(*before));
        QVERIFY(waitFor(many.record.client.remove(u"works"_s, 1)));
        QVERIFY(!many.full.kept(*after));
    }

    void progressAndCancel()
    {
        Many many(500);
        many.full.setPace({ 20, 1, 1 });
        auto future = many.full.read(u"works"_s, Many::codes(1, 500));
        QFutureWatcher<Result<QList<Item>>> watcher;
        QSignalSpy progress(&watcher, &QFutureWatcherBase::progressValueChanged);
        watcher.setFuture(future);
        QTRY_VERIFY(watcher.progressValue() >= 100);
        QCOMPARE(watcher.progressMaximum(), 500);
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 0);
        const qsizetype asked = many.asked("/works/");
        QVERIFY(asked < 5);
        // The next one is not held up by what was dropped.
        QCOMPARE(waitFor(many.full.read(u"works"_s, { 3 }))->size(), 1);
        QVERIFY(many.asked("/works/") <= asked + 1);
    }

    void withinTheRate()
    {
        Many many(60);
        many.full.setPace({ 40, 5, 4 });
        QElapsedTimer timer;
        timer.start();
        QList<QFuture<Result<QList<Item>>>> all;
        for (int i = 1; i <= 25; ++i)
            all += many.full.read(u"works"_s, { i });
        for (const auto &one : all)
            QCOMPARE(waitFor(one)->size(), 1);
        // 25 requests, 5 of them at once, the others at 40 a second.
        QVERIFY2(timer.elapsed() >= (25 - 5 - 1) * 1000 / 40, qPrintable(QString::number(timer.elapsed())));
    }

    // Somebody looks at an item while thousands are exported.
    void inTurn()
    {
        Many many(1000);
        many.full.setPace({ 0, 0, 1 });
        const auto large = many.full.read(u"works"_s, Many::codes(1, 1000));
        const auto small = many.full.read(u"works"_s, { 7 });
        QVERIFY(waitFor(small));
        QVERIFY(!large.isFinished());
        QCOMPARE(waitFor(large)->size(), 1000);
    }

    void otherSections()
    {
        FakeRecord record;
        FullItems full(record.client, record.session);
        record.begin();
        const auto none = waitFor(full.read(u"fundings"_s, { 5, 6 }));
        QVERIFY(none);
        QVERIFY(none->isEmpty());
        QCOMPARE(record.sent("GET").size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestFullItems)
#include "tst_fullitems.moc"
