// bench_batch [ROWS]: a batch of so many rows for 20 researchers at the practice registry (no limit on its rate) against the
// same POSTs and nothing else, in the same run; then what keeping the state of a batch costs as it grows. One line a figure.
#include "app/base/orcidid.h"
#include "tests/app/batch/batchdesk.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtNetwork/QNetworkReply>

#include <cstdio>
#include <cstdlib>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int people = 20, atOnce = 4;

[[noreturn]] void giveUp(const char *what)
{
    std::fprintf(stderr, "bench_batch: %s\n", what);
    std::exit(1);
}

double msOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The calls a batch cannot do without, as fast as anybody could make them: one POST per row, four at a time.
double bareCalls(BatchDesk &desk, int rows)
{
    QStringList tokens;
    for (const QString &orcid : std::as_const(desk.orcids)) {
        const QJsonObject signedIn = desk.registry.signIn(northbridge, orcid, u"openid /read-limited /activities/update"_s);
        tokens << desk.registry.exchange(openGrants, signedIn[u"id_token"_s].toString()).json()[u"access_token"_s].toString();
    }
    QNetworkAccessManager network;
    QEventLoop loop;
    int next = 0, done = 0;
    std::function<void()> send = [&] {
        if (next == rows)
            return;
        const int row = next++, person = row % people;
        QNetworkRequest request(QUrl(u"%1/v3.0/%2/work"_s.arg(desk.registry.registry.info().issuer, desk.orcids.at(person))));
        request.setRawHeader("Authorization", "Bearer " + tokens.at(person).toLatin1());
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
        const QByteArray body = uR"({"title":{"title":{"value":"Bare %1"}},"type":"journal-article","external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/bare.%1","external-id-relationship":"self"}]}})"_s
                                    .arg(row).toUtf8();
        QNetworkReply *reply = network.post(request, body);
        QObject::connect(reply, &QNetworkReply::finished, &loop, [&, reply] {
            if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 201)
                giveUp("a bare call was refused");
            reply->deleteLater();
            ++done == rows ? loop.quit() : send();
        });
    };
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < atOnce; ++i)
        send();
    loop.exec();
    return msOf(timer);
}

void againstBareCalls(int rows)
{
    BatchDesk desk;
    if (!desk.start(people))
        giveUp("the registry did not start");
    const double bare = bareCalls(desk, rows);
    QElapsedTimer timer;
    timer.start();
    desk.rehearse(desk.worksCsv(rows / people));
    const double rehearsal = msOf(timer);
    if (desk.batch().counts().toDo != rows)
        giveUp("not all rows could be written");
    const qsizetype before = desk.trace().exchanges().size();
    timer.restart();
    desk.runner().start();
    if (!desk.finish(600'000) || desk.batch().counts().written != rows)
        giveUp("the batch did not finish");
    const double writing = msOf(timer);
    std::printf("batch of %d rows for %d researchers: rehearsed in %.0f ms, written in %.0f ms by %lld requests; %d bare POSTs %.0f ms, ratio %.2f (%.2f per request)\n",
        rows, people, rehearsal, writing, static_cast<long long>(desk.trace().exchanges().size() - before), rows, bare, writing / bare,
        writing / double(desk.trace().exchanges().size() - before) / (bare / rows));
}

batch::Batch made(int rows)
{
    batch::Batch batch;
    batch.id = batch::Archive::newId();
    batch.name = u"Bench"_s;
    batch.environmentId = u"practice"_s;
    batch.headings = { u"orcid"_s, u"title"_s, u"doi"_s };
    for (int person = 0; person < people; ++person) {
        batch::Person one;
        one.orcid = u"0000-0000-0000-%1"_s.arg(person, 4, 10, QLatin1Char('0'));
        batch.people << one;
    }
    for (int i = 0; i < rows; ++i) {
        batch::Row row;
        row.person = i % people;
        row.item.number = i + 1;
        row.item.section = u"works"_s;
        row.item.title = u"Work %1"_s.arg(i);
        row.item.content = { { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, row.item.title } } } } }, { u"type"_s, u"journal-article"_s } };
        row.cells = { batch.people.at(row.person).orcid, row.item.title, u"10.5555/%1"_s.arg(i) };
        row.state = batch::Row::State::ToDo;
        batch.people[row.person].rows << i;
        batch.rows << row;
    }
    return batch;
}

void growth()
{
    double perRow = 0;
    for (const int rows : { 100, 1000, 10'000 }) {
        QTemporaryDir folder;
        vault::Vault vault(folder.path(), std::make_unique<ScriptedKeychain>(std::make_shared<ScriptedKeychain::Drawer>()));
        vault.open();
        if (!QTest::qWaitFor([&] { return vault.isOpen(); }))
            giveUp("the vault did not open");
        batch::Archive archive(vault);
        batch::Batch batch = made(rows);
        QElapsedTimer timer;
        timer.start();
        const auto sealing = archive.sealLater(batch);
        double held = msOf(timer); // what the window waits for; the rest is done on another thread
        const auto parts = sealing ? (*sealing)() : Result<batch::Archive::Parts>(fail(sealing.error()));
        const double before = msOf(timer);
        if (!parts || !archive.put(*parts))
            giveUp("the batch could not be kept");
        const double saved = msOf(timer);
        held += saved - before;
        constexpr int changes = 100;
        timer.restart();
        for (int i = 0; i < changes; ++i) {
            const int row = int(qint64(i) * rows / changes);
            batch.rows[row].state = batch::Row::State::Written;
            if (!archive.saveRow(batch, row))
                giveUp("a row could not be kept");
        }
        const double change = msOf(timer) / changes;
        timer.restart();
        const auto states = archive.sealStatesLater(batch);
        double heldByStates = msOf(timer);
        const auto stateParts = states ? (*states)() : Result<batch::Archive::Parts>(fail(states.error()));
        const double beforeStates = msOf(timer);
        if (!stateParts || !archive.put(*stateParts))
            giveUp("the verdicts could not be kept");
        const double allStates = msOf(timer);
        heldByStates += allStates - beforeStates;
        timer.restart();
        const auto loading = archive.loadLater(batch.id);
        const double heldByLoad = msOf(timer);
        const auto loaded = loading ? (*loading)() : Result<batch::Batch>(fail(loading.error()));
        const double load = msOf(timer);
        if (!loaded || loaded->rows.size() != rows)
            giveUp("the batch could not be read");
        timer.restart();
        int counted = 0;
        for (const batch::Person &person : loaded->people)
            counted += loaded->counts(person).all;
        const double count = msOf(timer);
        if (counted != rows)
            giveUp("rows are missing");
        if (perRow == 0)
            perRow = change;
        std::printf("state of %d rows: kept in %.1f ms (%.3f each), one row's change %.2f ms (%.2f of that of 100 rows), read in %.1f ms (%.3f each), counted in %.2f ms\n",
            rows, saved, saved / rows, change, change / perRow, load, load / rows, count);
        std::printf("the window of %d rows waits: keeping %.1f ms (%.2f of all of it), verdicts %.1f ms of %.1f ms (%.2f), opening %.1f ms (%.2f)\n", rows, held,
            held / saved, heldByStates, allStates, heldByStates / allStates, heldByLoad, heldByLoad / load);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const int rows = argc > 1 ? std::atoi(argv[1]) : 1000;
    if (rows < people || rows > 10'000 || rows % people != 0)
        giveUp("the number of rows must be a multiple of 20 up to 10,000");
    againstBareCalls(rows);
    growth();
    return 0;
}
