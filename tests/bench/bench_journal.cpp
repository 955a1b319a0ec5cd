// bench_journal: opens the journal of one record, 500 writes of works, while it holds ever more of other records. Prints one line
// each, against QJsonDocument::fromJson of that record's entries as JSON, and what forgetting old entries costs when none is old.
#include "app/base/whendone.h"
#include "app/record/journal.h"
#include "tests/app/handover/fixture.h"
#include "tests/bench/pulse.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <cstdio>

namespace {

using namespace baton;
using record::Journal;
using record::JournalEntry;

constexpr int each = 500;
const QString environment = QStringLiteral("practice");

QString orcidOf(int record)
{
    return QStringLiteral("0000-0002-0000-%1").arg(record + 1000);
}

bool write(vault::Vault &vault, int record, const QJsonObject &work)
{
    Journal journal(vault);
    QList<JournalEntry> entries(each);
    for (JournalEntry &entry : entries) {
        entry.place = { environment, orcidOf(record), QStringLiteral("APP-NB7K2QX4M0T9W6RA"), QStringLiteral("APP-GR4NT8SP1ATF0RM2") };
        entry.section = QStringLiteral("works");
        entry.sent = work;
    }
    const auto ids = journal.beginAll(entries);
    for (qsizetype i = 0; ids && i < entries.size(); ++i) {
        entries[i].id = ids->at(i);
        entries[i].state = JournalEntry::State::Confirmed;
        entries[i].putCode = i + 1;
        entries[i].stored = work;
    }
    return ids && journal.settleAll(entries);
}

double parseMs(const QJsonObject &work)
{
    QJsonArray all;
    for (int i = 0; i < each; ++i)
        all << QJsonObject { { QStringLiteral("sent"), work }, { QStringLiteral("stored"), work } };
    const QByteArray bytes = QJsonDocument(all).toJson(QJsonDocument::Compact);
    QElapsedTimer timer;
    timer.start();
    const bool read = !QJsonDocument::fromJson(bytes).isNull();
    return read ? double(timer.nsecsElapsed()) / 1e6 : 0;
}

bool measure(vault::Vault &vault, int records, const QJsonObject &work)
{
    const double parse = parseMs(work);
    Journal journal(vault);
    QElapsedTimer timer;
    timer.start();
    const qsizetype found = journal.entries(environment, orcidOf(0)).size();
    const double opened = double(timer.nsecsElapsed()) / 1e6;
    bench::Pulse pulse;
    QEventLoop loop;
    int forgotten = -1;
    QTimer::singleShot(0, &loop, [&] {
        pulse.start();
        whenDone(journal.prune(QDateTime::currentDateTimeUtc().addDays(-90)), &loop, [&](const Result<int> &count) {
            forgotten = count.value_or(-1);
            loop.quit();
        });
    });
    loop.exec();
    std::printf("journal of %d writes: one record's %lld opened in %.0f ms, %.1f of parsing them as JSON (%.0f ms); looking for old ones holds the window %.1f ms\n",
        records * each, static_cast<long long>(found), opened, opened / parse, parse, pulse.stop());
    return found == each && forgotten == 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    handover::test::OpenVault open;
    QFile file(QStringLiteral(BATON_TEST_DATA "/record/work-1733.json"));
    if (!open.open() || !file.open(QIODevice::ReadOnly))
        return 1;
    const QJsonObject work = QJsonDocument::fromJson(file.readAll()).object();
    int records = 0;
    for (const int wanted : { 1, 20, 60 }) {
        for (; records < wanted; ++records) {
            if (!write(open.vault, records, work))
                return 1;
        }
        if (!measure(open.vault, records, work))
            return 1;
    }
    return 0;
}
