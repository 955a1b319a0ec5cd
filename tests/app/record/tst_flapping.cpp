#include "tests/app/record/connection.h"
#include "tests/app/record/practicerecord.h"

#include <QtTest/QTest>

#include <random>

using namespace baton;
using namespace baton::record;
using namespace baton::test;
using namespace Qt::StringLiterals;
using State = JournalEntry::State;

namespace {

struct Bench : Connection {
    PracticeFixture fixture;
    PracticeRecord record { fixture };
    QTemporaryDir folder;
    vault::Vault vault { folder.path() };
    Journal journal { vault };
    Writer writer { client, session, journal };

    bool start(const practice::Options &options, std::chrono::milliseconds firstWait)
    {
        if (!fixture.start(options) || !vault.openForThisSession())
            return false;
        const QString token = record.exchangeToken();
        const practice::Info &info = fixture.registry.info();
        PracticeRecord::begin(session, clock, info.issuer, QUrl(info.api), token);
        client.setFirstWait(firstWait);
        return !token.isEmpty();
    }
};

template <typename T>
T awaited(const QFuture<T> &future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000))
        qFatal("no answer within a minute");
    return future.result();
}

/// "missing: Edit 7 (1733)", "there: …" for what only one of both has.
QStringList differing(const QMultiMap<QString, qint64> &there, const QMultiMap<QString, qint64> &expected)
{
    const auto lines = [](const QMultiMap<QString, qint64> &items) {
        QStringList out;
        for (auto item = items.cbegin(); item != items.cend(); ++item)
            out << u"%1 (%2)"_s.arg(item.key()).arg(item.value());
        return out;
    };
    QStringList out, left = lines(there);
    for (const QString &line : lines(expected)) {
        if (!left.removeOne(line))
            out << u"missing: "_s + line;
    }
    for (const QString &line : std::as_const(left))
        out << u"there: "_s + line;
    return out;
}

/// What somebody edits at random, and what must be on the record afterwards.
struct Editing {
    struct Known {
        QString section;
        qint64 putCode;
        QString title;
        QJsonObject json;
    };
    Bench &bench;
    std::mt19937 chance { 20'261'125 };
    QList<Known> known {};
    int number = 0, adds = 0, changes = 0, deletes = 0, readBackLater = 0;

    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(chance); }

    static QJsonObject titled(const Known &item, const QString &title)
    {
        QJsonObject json = item.json;
        if (item.section == u"works")
            json[u"title"_s] = PracticeRecord::work(title, {})[u"title"_s];
        else
            json[u"content"_s] = title;
        return json;
    }

    /// A write whose outcome stayed open is read back until it is known; false when it was refused and has to be done again.
    bool settled()
    {
        const Place place = bench.writer.place();
        for (int i = 0; i < 50; ++i) {
            const JournalEntry last = bench.journal.entries(place.environmentId, place.orcid).first();
            if (!last.isOpen())
                return last.state == State::Confirmed;
            ++readBackLater;
            awaited(bench.writer.recover());
        }
        return false;
    }

    bool edit()
    {
        const int kind = known.size() < 5 ? 0 : below(10);
        ++number;
        const QString title = u"Edit %1"_s.arg(number);
        if (kind < 4) {
            const QString section = below(4) == 0 ? u"keywords"_s : u"works"_s;
            const QJsonObject content = section == u"works" ? PracticeRecord::work(title, u"10.5555/flap.%1"_s.arg(number)) : PracticeRecord::keyword(title);
            (void)awaited(bench.writer.add(section, content));
            if (!settled())
                return false;
            const Place place = bench.writer.place();
            const JournalEntry entry = bench.journal.entries(place.environmentId, place.orcid).first();
            known << Known { section, entry.putCode, title, entry.stored };
            ++adds;
            return true;
        }
        const int which = below(int(known.size()));
        const Place place = bench.writer.place();
        if (kind < 8) {
            Known &item = known[which];
            (void)awaited(bench.writer.change(item.section, item.putCode, titled(item, title), item.json));
            if (!settled())
                return false;
            item.title = title;
            item.json = bench.journal.entries(place.environmentId, place.orcid).first().stored;
            ++changes;
            return true;
        }
        Item item;
        item.section = known[which].section;
        item.putCode = known[which].putCode;
        item.json = known[which].json;
        item.full = true;
        (void)awaited(bench.writer.remove(item));
        if (!settled())
            return false;
        known.removeAt(which);
        ++deletes;
        return true;
    }
};

} // namespace

class TestFlapping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Three in ten requests are answered 503, half of them after the change was stored; one in twenty loses its connection.
    void G6_everyEditLandsExactlyOnce()
    {
        Bench bench;
        practice::Options options = PracticeFixture::unlimited();
        options.faultSeed = 6;
        QVERIFY(bench.start(options, std::chrono::milliseconds(2)));
        http::Limits limits = bench.http.limits();
        limits.backoffMs = 2;
        bench.http.setLimits(limits);
        const QMultiMap<QString, qint64> worksBefore = bench.record.works(), keywordsBefore = bench.record.keywords();
        QVERIFY(bench.fixture.registry.setFault(u"unavailable"_s, true, { { u"share"_s, u"30"_s }, { u"when"_s, u"either"_s }, { u"status"_s, u"503"_s } }));
        QVERIFY(bench.fixture.registry.setFault(u"dropped"_s, true, { { u"share"_s, u"5"_s } }));
        const qint64 requestsBefore = bench.fixture.registry.requestCount();

        Editing editing { bench };
        int done = 0, again = 0;
        QElapsedTimer timer;
        timer.start();
        const int edits = qEnvironmentVariableIntValue("BATON_EDITS") > 0 ? qEnvironmentVariableIntValue("BATON_EDITS") : 500;
        while (done < edits && again < edits)
            editing.edit() ? ++done : ++again;
        const qint64 requests = bench.fixture.registry.requestCount() - requestsBefore;

        bench.fixture.registry.allFaultsOff();
        QMultiMap<QString, qint64> works = worksBefore, keywords = keywordsBefore;
        for (const Editing::Known &item : std::as_const(editing.known))
            (item.section == u"works" ? works : keywords).insert(item.title, item.putCode);
        QCOMPARE(done, edits);
        QCOMPARE(differing(bench.record.works(), works).join(u"; "_s), QString());
        QCOMPARE(differing(bench.record.keywords(), keywords).join(u"; "_s), QString());
        const Place place = bench.writer.place();
        QVERIFY(bench.journal.open(place.environmentId, place.orcid).isEmpty());
        qInfo("%d edits: %d added, %d changed, %d deleted; %d refused for good and done anew, %d read back later; %lld requests, %lld ms",
            edits, editing.adds, editing.changes, editing.deletes, again, editing.readBackLater, requests, timer.elapsed());
    }

    /// ORCID's own limit, 24 a second with a burst of 40: writing slows down, nothing is refused.
    void editsWaitForTheRateLimit()
    {
        Bench bench;
        practice::Options options;
        QVERIFY(bench.start(options, std::chrono::milliseconds(500)));
        Editing editing { bench };
        for (int i = 0; i < 40; ++i)
            QVERIFY(editing.edit());
        QMultiMap<QString, qint64> mine;
        for (const Editing::Known &item : std::as_const(editing.known))
            mine.insert(item.title, item.putCode);
        QMultiMap<QString, qint64> works, keywords;
        QTRY_VERIFY(!(works = bench.record.works()).isEmpty()); // reading it here is limited too
        QTRY_VERIFY(!(keywords = bench.record.keywords()).isEmpty());
        const QMultiMap<QString, qint64> all = works + keywords;
        for (auto item = mine.cbegin(); item != mine.cend(); ++item)
            QCOMPARE(all.count(item.key()), 1);
    }
};

QTEST_GUILESS_MAIN(TestFlapping)
#include "tst_flapping.moc"
