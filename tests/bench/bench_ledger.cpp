// bench_ledger: opens ledgers of growing length, as unlocking the vault does. Prints one line each:
//   ENTRIES parse_ms whole_ms held_ms
// parse_ms: QJsonDocument::fromJson of the exported chain; held_ms: the longest time the calling thread answered nothing.
#include "app/ledger/ledger.h"
#include "tests/app/handover/fixture.h"
#include "tests/bench/pulse.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <cstdio>

namespace {

using namespace baton;
using ledger::Event;
using ledger::Ledger;

bool grow(vault::Vault &vault, int entries)
{
    Ledger ledger(vault);
    const QJsonObject made { { QStringLiteral("researcher"), QStringLiteral("Sofia Maria Hernandez Garcia") }, { QStringLiteral("partner"), QStringLiteral("Open Grants Platform") },
        { QStringLiteral("clientId"), QStringLiteral("APP-NB7K2QX4M0T9W6RA") }, { QStringLiteral("scopes"), QJsonArray { QStringLiteral("/activities/update") } },
        { QStringLiteral("useBy"), QStringLiteral("2026-11-10T14:18:00.000Z") }, { QStringLiteral("tokenId"), QString(64, u'a') } };
    for (qsizetype i = ledger.events().size(); i < entries; ++i) {
        Event event;
        event.at = QDateTime(QDate(2026, 11, 3), QTime(14, 18), Qt::UTC).addSecs(i);
        event.kind = i % 4 ? Event::Kind::Exchanged : Event::Kind::Made;
        event.environmentId = QStringLiteral("practice");
        event.packageId = QString::number(i / 4);
        event.orcid = QStringLiteral("0000-0002-9227-8514");
        event.facts = i % 4 ? QJsonObject() : made;
        if (!ledger.append(event))
            return false;
    }
    return true;
}

bool measure(vault::Vault &vault, int entries)
{
    if (!grow(vault, entries))
        return false;
    QElapsedTimer timer;
    timer.start();
    const QByteArray exported = Ledger(vault).toJson();
    timer.restart();
    if (QJsonDocument::fromJson(exported).isNull())
        return false;
    const double parse = double(timer.nsecsElapsed()) / 1e6;
    bench::Pulse pulse;
    QEventLoop loop;
    std::unique_ptr<Ledger> opened;
    QTimer::singleShot(0, &loop, [&] {
        pulse.start();
        timer.restart();
        opened = std::make_unique<Ledger>(vault);
        QObject::connect(opened.get(), &Ledger::changed, &loop, &QEventLoop::quit);
    });
    loop.exec();
    const double whole = double(timer.nsecsElapsed()) / 1e6;
    std::printf("%d %.1f %.1f %.1f\n", entries, parse, whole, pulse.stop());
    return opened->chain().unbroken && opened->events().size() == entries;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    handover::test::OpenVault open;
    return open.open() && measure(open.vault, 1000) && measure(open.vault, 10'000) ? 0 : 1;
}
