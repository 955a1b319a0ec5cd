#include "app/ledger/chain.h"
#include "tests/app/handover/fixture.h"
#include "tests/support/cputimer.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ledger;
using Kind = Event::Kind;
using Direction = HandOver::Direction;

namespace {

const QString practice = u"practice"_s, sofia = u"0000-0002-9227-8514"_s, tomas = u"0000-0001-7303-4286"_s;
const QDateTime start(QDate(2026, 11, 3), QTime(14, 18), Qt::UTC);

Event entry(Kind kind, const QString &package, const QString &orcid, const QJsonObject &facts = {}, int minutes = 0)
{
    Event event;
    event.at = start.addSecs(60 * minutes);
    event.kind = kind;
    event.environmentId = practice;
    event.packageId = package;
    event.orcid = orcid;
    event.facts = facts;
    return event;
}

const QJsonObject made { { "researcher"_L1, u"Sofia Maria Hernandez Garcia"_s }, { "partner"_L1, u"Open Grants Platform"_s },
    { "partnerClientId"_L1, u"APP-OG55T1ZR8K3CV7QD"_s }, { "clientId"_L1, u"APP-NB7K2QX4M0T9W6RA"_s }, { "protection"_L1, u"Key 4F2A…2F61"_s },
    { "purpose"_L1, u"Grant \"GR-2291\"\t\\ \u0001 \u00e5 \U0001F511"_s }, { "scopes"_L1, QJsonArray { u"/activities/update"_s } },
    { "useBy"_L1, u"2026-11-10T14:18:00.000Z"_s }, { "tokenId"_L1, QString(64, u'a') } };

} // namespace

class tst_Ledger : public QObject {
    Q_OBJECT

    std::unique_ptr<handover::test::OpenVault> m_open;

    vault::Vault &vault() { return m_open->vault; }

    void fill(int count)
    {
        Ledger ledger(vault());
        for (int i = 0; i < count; ++i)
            QVERIFY(ledger.append(entry(i == 0 ? Kind::Made : Kind::Exchanged, u"p"_s, sofia, i == 0 ? made : QJsonObject(), i)));
        QVERIFY(ledger.check().unbroken);
    }

    void rewrite(int number, const QJsonObject &content) { QVERIFY(vault().put(u"ledger"_s, idOf(number), content)); }
    QJsonObject stored(int number) { return (*vault().get(u"ledger"_s, idOf(number)))->content; }

private Q_SLOTS:
    void init()
    {
        m_open = std::make_unique<handover::test::OpenVault>();
        QVERIFY(m_open->open());
    }

    void entriesFollowEachOther()
    {
        Ledger ledger(vault());
        QSignalSpy changed(&ledger, &Ledger::changed);
        QCOMPARE(*ledger.append(entry(Kind::Made, u"p"_s, sofia, made)), 1);
        QCOMPARE(*ledger.append(entry(Kind::Exchanged, u"p"_s, sofia)), 2);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(ledger.events().first().previous, QByteArray(32, '\0'));
        QCOMPARE(ledger.events().last().previous, ledger.events().first().hash);
        QCOMPARE(ledger.chain().length, 2);
        QCOMPARE(ledger.chain().head, ledger.events().last().hash);
        const Ledger again(vault());
        QCOMPARE(again.events().size(), 2);
        QCOMPARE(again.events().first().facts, ledger.events().first().facts);
        QCOMPARE(again.events().first().at, start);
        QVERIFY(again.chain().unbroken && again.check().unbroken);
        QCOMPARE(again.check().head, ledger.chain().head);
    }

    void kindsHaveNames()
    {
        for (int i = 0; i <= int(Kind::Wiped); ++i) {
            QVERIFY(!Event::name(Kind(i)).isEmpty());
            QVERIFY(Event::kindOf(Event::name(Kind(i))) == Kind(i));
        }
        QVERIFY(!Event::kindOf(u"other"_s));
    }

    void tampering_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<qint64>("firstWrong");
        QTest::addColumn<bool>("goesOn"); // whether new entries may still follow
        QTest::newRow("a fact changed") << u"fact"_s << qint64(3) << true;
        QTest::newRow("a member added") << u"member"_s << qint64(3) << true;
        QTest::newRow("the time changed") << u"time"_s << qint64(3) << true;
        QTest::newRow("changed with its hash made anew") << u"rehashed"_s << qint64(4) << true;
        QTest::newRow("removed") << u"removed"_s << qint64(3) << true;
        QTest::newRow("two swapped") << u"swapped"_s << qint64(3) << true;
        QTest::newRow("one put in twice") << u"twice"_s << qint64(4) << true;
        QTest::newRow("inserted under an id of its own") << u"inserted"_s << qint64(1) << true;
        QTest::newRow("the first removed") << u"first"_s << qint64(1) << true;
        QTest::newRow("tail cut off") << u"tail"_s << qint64(5) << false;
        QTest::newRow("last one removed") << u"last"_s << qint64(6) << false;
        QTest::newRow("all removed") << u"all"_s << qint64(1) << false;
        QTest::newRow("tail and kept end cut off") << u"tail and head"_s << qint64(5) << false;
        QTest::newRow("the last changed with its hash") << u"last rehashed"_s << qint64(6) << false;
        QTest::newRow("entries added behind it") << u"added"_s << qint64(7) << false;
        QTest::newRow("no entry at all") << u"empty"_s << qint64(3) << true;
    }

    void tampering()
    {
        QFETCH(QString, what);
        QFETCH(qint64, firstWrong);
        QFETCH(bool, goesOn);
        fill(6);
        const auto rehashed = [](QJsonObject entry) {
            entry.remove("hash"_L1);
            const QByteArray hash = QCryptographicHash::hash(QJsonDocument(entry).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
            entry.insert("hash"_L1, QString::fromLatin1(hash.toHex()));
            return entry;
        };
        const auto changed = [this](int number) {
            QJsonObject entry = stored(number);
            entry.insert("facts"_L1, QJsonObject { { "count"_L1, 99 } });
            return entry;
        };
        const auto remove = [this](int number) { QVERIFY(vault().remove(u"ledger"_s, idOf(number))); };
        if (what == u"fact"_s) {
            rewrite(3, changed(3));
        } else if (what == u"member"_s) {
            QJsonObject entry = stored(3);
            entry.insert("note"_L1, u"harmless"_s);
            rewrite(3, entry);
        } else if (what == u"time"_s) {
            QJsonObject entry = stored(3);
            entry.insert("at"_L1, u"2026-11-03T14:21:00.000Z"_s);
            rewrite(3, entry);
        } else if (what == u"rehashed"_s) {
            rewrite(3, rehashed(changed(3)));
        } else if (what == u"removed"_s) {
            remove(3);
        } else if (what == u"swapped"_s) {
            const QJsonObject third = stored(3), fourth = stored(4);
            rewrite(3, fourth);
            rewrite(4, third);
        } else if (what == u"twice"_s) {
            rewrite(4, stored(3));
        } else if (what == u"inserted"_s) {
            QVERIFY(vault().put(u"ledger"_s, u"0000000000"_s, stored(1)));
        } else if (what == u"first"_s) {
            remove(1);
        } else if (what == u"tail"_s || what == u"tail and head"_s) {
            remove(5);
            remove(6);
            if (what == u"tail and head"_s)
                QVERIFY(vault().remove(u"ledger-head"_s, u"head"_s));
        } else if (what == u"last"_s) {
            remove(6);
        } else if (what == u"all"_s) {
            for (int i = 1; i <= 6; ++i)
                remove(i);
        } else if (what == u"last rehashed"_s) {
            rewrite(6, rehashed(changed(6)));
        } else if (what == u"added"_s) {
            QJsonObject entry = stored(6);
            for (int number = 7; number <= 8; ++number) {
                entry.insert("previous"_L1, entry.value("hash"_L1));
                entry.insert("number"_L1, number);
                entry = rehashed(entry);
                rewrite(number, entry);
            }
        } else {
            rewrite(3, {});
        }
        Ledger ledger(vault());
        for (const Ledger::Chain &chain : { ledger.chain(), ledger.check() }) {
            QVERIFY(!chain.unbroken);
            QCOMPARE(chain.firstWrong, firstWrong);
            QVERIFY(!chain.words.isEmpty());
        }
        const auto added = ledger.append(entry(Kind::Exchanged, u"p"_s, sofia));
        QCOMPARE(added ? u"added"_s : added.error().code, goesOn ? u"added"_s : u"ledger.broken"_s);
        QCOMPARE(Ledger(vault()).chain().firstWrong, firstWrong);
    }

    void entryThatDoesNotDecrypt()
    {
        fill(4);
        QList<Found> found;
        for (int number = 1; number <= 4; ++number)
            found.append({ idOf(number), stored(number) });
        const Head head { 4, QByteArray::fromHex(stored(4).value("hash"_L1).toString().toLatin1()) };
        bool followsHead = false;
        QVERIFY(verify(found, head, &followsHead).unbroken && followsHead);
        found[1] = Found(idOf(2), std::nullopt);
        QCOMPARE(verify(found, head, &followsHead).firstWrong, 2);
        QVERIFY(verify(found, head, &followsHead).words.contains(u"does not decrypt"_s) && followsHead);
        found[3] = Found(idOf(4), std::nullopt);
        QCOMPARE(verify(found, head, &followsHead).firstWrong, 2);
        QVERIFY(!followsHead);
    }

    void endedBetweenTheTwoWritings()
    {
        fill(5);
        const auto head = *vault().get(u"ledger-head"_s, u"head"_s);
        {
            Ledger ledger(vault());
            QVERIFY(ledger.append(entry(Kind::Exchanged, u"p"_s, sofia)));
        }
        QVERIFY(vault().put(u"ledger-head"_s, u"head"_s, head->content));
        Ledger ledger(vault());
        QVERIFY2(ledger.chain().unbroken, qPrintable(ledger.chain().words));
        QVERIFY(ledger.append(entry(Kind::Exchanged, u"p"_s, sofia)));
        QVERIFY(ledger.check().unbroken);
    }

    void lockedVaultHoldsNothingInSight()
    {
        Ledger ledger(vault());
        QVERIFY(ledger.append(entry(Kind::Made, u"p"_s, sofia, made)));
        vault().lock();
        QVERIFY(ledger.events().isEmpty() && ledger.handOvers(practice).isEmpty());
        QCOMPARE(ledger.append(entry(Kind::Made, u"q"_s, sofia, made)).error().code, u"vault.locked"_s);
    }

    void rowsAreFolded()
    {
        Ledger ledger(vault());
        const auto add = [&ledger](Kind kind, const QString &orcid, const QJsonObject &facts, int minutes) {
            QVERIFY(ledger.append(entry(kind, u"p"_s, orcid, facts, minutes)));
        };
        add(Kind::Made, sofia, made, 0);
        add(Kind::Made, tomas, made, 0);
        add(Kind::Opened, {}, { { "at"_L1, u"2026-11-03T15:00:00.000Z"_s }, { "receipt"_L1, u"aa"_s } }, 90);
        add(Kind::Exchanged, sofia, { { "at"_L1, u"2026-11-03T15:01:00.000Z"_s }, { "count"_L1, 3 } }, 90);
        add(Kind::Refused, tomas, { { "reason"_L1, u"not enabled"_s } }, 91);
        add(Kind::Written, sofia, { { "section"_L1, u"works"_s }, { "putCode"_L1, 1733 }, { "what"_L1, u"added"_s } }, 92);
        add(Kind::Written, sofia, { { "section"_L1, u"works"_s }, { "putCode"_L1, 1734 }, { "what"_L1, u"added"_s } }, 92);
        add(Kind::Written, sofia, { { "section"_L1, u"works"_s }, { "putCode"_L1, 1733 }, { "what"_L1, u"changed"_s } }, 92);
        add(Kind::Written, sofia, { { "section"_L1, u"works"_s }, { "putCode"_L1, 1734 }, { "what"_L1, u"deleted"_s } }, 93);
        add(Kind::Probed, sofia, { { "state"_L1, u"delete_only"_s }, { "status"_L1, 401 }, { "words"_L1, u"401, exchanged, but only deletes"_s } }, 94);
        QCOMPARE(ledger.handOvers(practice).size(), 2);
        QVERIFY(ledger.handOvers(u"production"_s).isEmpty());
        const HandOver one = *ledger.find(u"p"_s, sofia), other = *ledger.find(u"p"_s, tomas);
        QCOMPARE(one.researcher, u"Sofia Maria Hernandez Garcia"_s);
        QCOMPARE(one.openedAt, QDateTime(QDate(2026, 11, 3), QTime(15, 0), Qt::UTC));
        QCOMPARE(one.exchanges, 3);
        QCOMPARE(one.written, 1);
        QCOMPARE(one.putCodes, QList<qint64> { 1733 });
        QVERIFY(one.lastProbe->state == exchange::Probe::State::DeleteOnly);
        QVERIFY(one.stillUsable());
        QCOMPARE(one.events.size(), 8);
        QCOMPARE(other.refusal, u"not enabled"_s);
        QCOMPARE(other.openedAt, one.openedAt);
        QCOMPARE(other.events.size(), 3);
        // A refused exchange tells what a probe would, and one that is given again takes it back.
        add(Kind::Refused, tomas, { { "reason"_L1, u"withdrawn"_s }, { "state"_L1, u"revoked"_s }, { "status"_L1, 400 } }, 94);
        QVERIFY(ledger.find(u"p"_s, tomas)->lastProbe->state == exchange::Probe::State::Revoked);
        QVERIFY(!ledger.find(u"p"_s, tomas)->stillUsable());
        add(Kind::Exchanged, tomas, {}, 95);
        QVERIFY(!ledger.find(u"p"_s, tomas)->lastProbe && ledger.find(u"p"_s, tomas)->stillUsable());
        add(Kind::Recall, sofia, { { "step"_L1, u"revoke_tokens"_s } }, 95);
        QVERIFY(ledger.find(u"p"_s, sofia)->recalled && ledger.find(u"p"_s, sofia)->stillUsable());
        add(Kind::Proven, sofia, {}, 96);
        QVERIFY(!ledger.find(u"p"_s, sofia)->stillUsable());
        add(Kind::NotProven, sofia, {}, 97);
        QVERIFY(ledger.find(u"p"_s, sofia)->stillUsable());
        QCOMPARE(Ledger(vault()).find(u"p"_s, sofia)->events.size(), 11);
    }

    // One id_token in two packages: what the registry says of it holds for both.
    void whatIsSaidOfAnIdTokenHoldsForEveryPackage()
    {
        Ledger ledger(vault());
        const auto row = [&ledger](const QString &package) { return *ledger.find(package, sofia); };
        const auto probed = [](const QString &state) { return QJsonObject { { "state"_L1, state }, { "status"_L1, 401 }, { "words"_L1, u"401 invalid_scope"_s } }; };
        QJsonObject another = made;
        another.insert(u"tokenId"_s, QString(64, u'b'));
        QVERIFY(ledger.append(entry(Kind::Made, u"p"_s, sofia, made)));
        QVERIFY(ledger.append(entry(Kind::Made, u"q"_s, sofia, made, 1)));
        QVERIFY(ledger.append(entry(Kind::Made, u"r"_s, sofia, another, 2)));
        QVERIFY(ledger.append(entry(Kind::Probed, u"p"_s, sofia, probed(u"revoked"_s), 3)));
        QVERIFY(!row(u"p"_s).stillUsable() && !row(u"q"_s).stillUsable() && row(u"r"_s).stillUsable());
        QCOMPARE(row(u"q"_s).probedAt, start.addSecs(180));
        QVERIFY(row(u"q"_s).events.last().kind == Kind::Probed);
        // In a package sealed later too, and again after a restart.
        QVERIFY(ledger.append(entry(Kind::Made, u"s"_s, sofia, made, 4)));
        QVERIFY(!row(u"s"_s).stillUsable());
        QVERIFY(!Ledger(vault()).find(u"q"_s, sofia)->stillUsable());
        // Given again in one of them.
        QVERIFY(ledger.append(entry(Kind::Exchanged, u"q"_s, sofia, {}, 5)));
        for (const QString &package : { u"p"_s, u"q"_s, u"s"_s })
            QVERIFY2(row(package).stillUsable() && !row(package).lastProbe, qPrintable(package));
        QCOMPARE(row(u"p"_s).exchanges, 0);
        // A recall proven by a receipt, and the researcher who signs in again.
        QVERIFY(ledger.append(entry(Kind::Recall, u"p"_s, sofia, { { "step"_L1, u"revoke_tokens"_s } }, 6)));
        QVERIFY(ledger.append(entry(Kind::Proven, u"p"_s, sofia, { { "words"_L1, u"401"_s } }, 7)));
        QVERIFY(!row(u"p"_s).stillUsable() && !row(u"q"_s).stillUsable() && !row(u"q"_s).recalled && !row(u"q"_s).proven);
        QVERIFY(ledger.append(entry(Kind::NotProven, u"p"_s, sofia, {}, 8)));
        QVERIFY(row(u"p"_s).stillUsable() && row(u"q"_s).stillUsable());
    }

    void bothSidesOnOneDesk()
    {
        Ledger ledger(vault());
        QVERIFY(ledger.append(entry(Kind::Made, u"p"_s, sofia, made)));
        QVERIFY(ledger.append(entry(Kind::Received, u"p"_s, sofia, made, 5)));
        QVERIFY(ledger.append(entry(Kind::Exchanged, u"p"_s, sofia, {}, 6)));
        QCOMPARE(ledger.handOvers(practice).size(), 2);
        const HandOver given = *ledger.find(u"p"_s, sofia, Direction::Made), taken = *ledger.find(u"p"_s, sofia, Direction::Received);
        QVERIFY(ledger.find(u"p"_s, sofia)->direction == Direction::Made);
        QCOMPARE(given.openedAt, start.addSecs(300));
        QCOMPARE(given.exchanges, 1);
        QCOMPARE(taken.exchanges, 1);
        // What the partner's receipt tells again is not counted twice.
        QVERIFY(ledger.append(entry(Kind::Exchanged, u"p"_s, sofia, { { "count"_L1, 1 } }, 7)));
        QCOMPARE(ledger.find(u"p"_s, sofia)->exchanges, 1);
        QVERIFY(ledger.append(entry(Kind::Notice, u"p"_s, {}, {}, 8)));
        QVERIFY(ledger.append(entry(Kind::Wiped, u"p"_s, sofia, {}, 8)));
        QVERIFY(!ledger.find(u"p"_s, sofia, Direction::Received)->stillUsable());
        QVERIFY(ledger.find(u"p"_s, sofia, Direction::Received)->recalled);
        QVERIFY(!ledger.find(u"p"_s, sofia, Direction::Made)->recalled);
    }

    void S53_noCellIsAFormula_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : { u"=HYPERLINK(\"http://x\")"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"\t=1"_s, u"\r=1"_s, u"\n=1"_s, u"  =1"_s, u"＝1"_s })
            QTest::newRow(qPrintable(text)) << text;
    }

    void S53_noCellIsAFormula()
    {
        QFETCH(QString, text);
        HandOver row;
        row.researcher = text;
        row.purpose = u"a, \"b\""_s;
        const QString csv = QString::fromUtf8(Ledger::toCsv({ row }));
        QVERIFY(csv.contains(u",\"'"_s + QString(text).replace(u'"', u"\"\""_s) + u"\","_s));
        QVERIFY(csv.contains(u",\"a, \"\"b\"\"\","_s));
        QVERIFY(csv.endsWith(u"\r\n"_s));
    }

    void exportsAsCsv()
    {
        fill(3);
        const QString csv = QString::fromUtf8(Ledger::toCsv(Ledger(vault()).handOvers(practice)));
        QVERIFY(csv.contains(u"\"2026-11-03T14:18:00Z\",\"made\",\"Sofia Maria Hernandez Garcia\",\"0000-0002-9227-8514\""_s));
        const QStringList lines = csv.split(u"\r\n"_s);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines.at(1).count(u"\",\""_s), lines.at(0).count(u','));
    }

    // The checker printed in docs/ledger.md, on the ledger as exported, and on one that was changed.
    void exportIsCheckedByAThirdParty()
    {
#ifdef BATON_PYTHON
        QFile page(QStringLiteral(BATON_SOURCE_DIR "/docs/ledger.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(page.readAll());
        const QString program = QRegularExpression(u"```python\\n(.*?)```"_s, QRegularExpression::DotMatchesEverythingOption).match(text).captured(1);
        QVERIFY(!program.isEmpty());
        fill(4);
        const QByteArray json = Ledger(vault()).toJson();
        const auto run = [this, program](const QByteArray &bytes) {
            QFile file(m_open->folder.filePath(u"ledger.json"_s));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                return std::pair(-1, QByteArray());
            file.close();
            QProcess python;
            python.start(QStringLiteral(BATON_PYTHON), { u"-c"_s, program, file.fileName() });
            python.waitForFinished();
            return std::pair(python.exitCode(), python.readAllStandardOutput() + python.readAllStandardError());
        };
        const auto good = run(json);
        QVERIFY2(good.first == 0, good.second.constData());
        QVERIFY(good.second.startsWith("unbroken, 4 entries"));
        const auto changed = run(QByteArray(json).replace("GR-2291", "GR-2292"));
        QVERIFY(changed.first == 1 && changed.second.contains("entry 1 was changed"));
        QJsonObject cut = QJsonDocument::fromJson(json).object();
        QJsonArray entries = cut.value("entries"_L1).toArray();
        entries.removeLast();
        cut.insert("entries"_L1, entries);
        const auto shorter = run(QJsonDocument(cut).toJson());
        QVERIFY(shorter.first == 1 && shorter.second.contains("end of the chain"));
#else
        QSKIP("python3 was not found");
#endif
    }

    // Doubling the events about doubles the time: nothing is walked again for each.
    void tenThousandEvents()
    {
        const auto timed = [this](int count) {
            test::CpuTimer timer;
            const Ledger ledger(vault());
            const auto rows = ledger.handOvers(practice);
            const qint64 ms = timer.elapsed();
            return ledger.events().size() == count && rows.size() == count / 4 ? ms : qint64(-1);
        };
        const auto grow = [this](int from, int to) {
            Ledger ledger(vault());
            for (int i = from; i < to; i += 4) {
                const QString package = QString::number(i);
                QVERIFY(ledger.append(entry(Kind::Made, package, sofia, made, i)));
                for (int k = 0; k < 3; ++k)
                    QVERIFY(ledger.append(entry(Kind::Exchanged, package, sofia, {}, i)));
            }
        };
        test::CpuTimer timer;
        grow(0, 2500);
        const qint64 firstGrow = timer.restart();
        grow(2500, 5000);
        const qint64 secondGrow = timer.elapsed();
        const qint64 half = timed(5000);
        grow(5000, 10'000);
        const qint64 whole = timed(10'000);
        qInfo("appending 2,500: %lld ms, the next 2,500: %lld ms; loading and folding 5,000: %lld ms, 10,000: %lld ms", firstGrow, secondGrow, half, whole);
        QVERIFY(half > 0 && whole > 0);
        QVERIFY(whole < 3 * half + 200);
        QVERIFY(secondGrow < 3 * firstGrow + 500);
    }
};

QTEST_GUILESS_MAIN(tst_Ledger)
#include "tst_ledger.moc"
