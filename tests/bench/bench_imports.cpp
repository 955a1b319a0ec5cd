// bench_imports: 1,000 rows imported (judged, noted, sent, read back) against the bare HTTP calls of the same bytes, and how judging
// grows from 100 to 10,000 rows on a record of as many works. One line a figure.
#include "tests/app/imports/importdesk.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace baton;
using namespace baton::test;

namespace {

constexpr int rowCount = 1000, rounds = 3;

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

double elapsed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

struct Times {
    QList<double> posts, readBack, rehearsal, sending;
};

/// The bulks as they will be sent, made beforehand, one after the other; then the put-codes of each answer in one request.
void bare(ImportDesk &desk, Times &times)
{
    const QList<formats::Row> rows = workRows(rowCount, QStringLiteral("bare"));
    QByteArrayList bodies;
    for (int first = 0; first < rowCount; first += 100) {
        QJsonArray bulk;
        for (int i = first; i < first + 100; ++i)
            bulk << QJsonObject { { QStringLiteral("work"), rows.at(i).content } };
        bodies << QJsonDocument(QJsonObject { { QStringLiteral("bulk"), bulk } }).toJson(QJsonDocument::Compact);
    }
    const QString works = QStringLiteral("/v3.0/") + sofia + QStringLiteral("/works");
    const Pairs headers { { QStringLiteral("Authorization"), QStringLiteral("Bearer ") + desk.token }, { QStringLiteral("Accept"), QStringLiteral("application/json") },
        { QStringLiteral("Content-Type"), QStringLiteral("application/json") } };
    QList<test::Answer> answers;
    times.posts << elapsed([&] {
        for (const QByteArray &body : bodies)
            answers << desk.fixture.send("POST", works, body, headers);
    });
    QStringList lists;
    for (const test::Answer &answer : answers) {
        QStringList putCodes;
        for (const QJsonValue &one : answer.json()[QStringLiteral("bulk")].toArray())
            putCodes << QString::number(one[QStringLiteral("work")][QStringLiteral("put-code")].toInteger());
        lists << putCodes.join(QLatin1Char(','));
    }
    times.readBack << elapsed([&] {
        for (const QString &list : lists)
            desk.fixture.send("GET", works + QLatin1Char('/') + list, {}, headers);
    });
}

void imported(ImportDesk &desk, Times &times)
{
    const QList<formats::Row> rows = workRows(rowCount);
    QList<imports::Sending> sendings;
    times.rehearsal << elapsed([&] { sendings = desk.rehearse(rows); });
    int added = 0;
    times.sending << elapsed([&] { added = desk.send(sendings).count(imports::Outcome::State::Added); });
    if (added != rowCount)
        qFatal("only %d rows were added", added);
}

/// Rows on a record that holds half of them already.
double judging(int count)
{
    imports::Terms terms;
    terms.ours.clientId = openGrants;
    terms.ours.originClientId = northbridge;
    terms.mayAdd[QStringLiteral("works")] = terms.mayChange[QStringLiteral("works")] = { true, {} };
    const QList<formats::Row> rows = workRows(count);
    QList<record::Item> items;
    for (int i = 0; i < count; ++i) {
        record::Item item;
        item.section = QStringLiteral("works");
        item.putCode = i + 1;
        item.source = terms.ours;
        item.full = true;
        item.json = i % 2 ? rows.at(i).content : PracticeRecord::work(QStringLiteral("Older"), QStringLiteral("10.5555/older.%1").arg(i));
        items << item;
    }
    const imports::Items onRecord { { QStringLiteral("works"), items } };
    QList<double> times;
    for (int round = 0; round < rounds; ++round)
        times << elapsed([&] { (void)imports::rehearse(rows, onRecord, terms, {}); });
    return median(times);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Times times;
    for (int round = 0; round < rounds; ++round) { // in turns, so that noise meets both, each on a record of its own
        ImportDesk first, second;
        if (!first.start() || !second.start())
            qFatal("no practice registry");
        bare(first, times);
        imported(second, times);
    }
    const double posts = median(times.posts), both = posts + median(times.readBack), sending = median(times.sending), rehearsal = median(times.rehearsal);
    std::printf("import of %d works: bare bulk POST %.0f ms, bare POST and read back %.0f ms; noted, sent, read back %.0f ms, ratio %.2f to both; "
                "reading the record and judging beforehand %.0f ms\n", rowCount, posts, both, sending, sending / both, rehearsal);
    const double small = judging(100), middle = judging(1000), large = judging(10'000);
    std::printf("judging: 100 rows %.1f ms, 1,000 rows %.1f ms (x%.1f), 10,000 rows %.1f ms (x%.1f)\n", small, middle, middle / small, large, large / middle);
    return 0;
}
