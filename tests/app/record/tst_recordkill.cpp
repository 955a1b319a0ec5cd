#include "tests/app/record/connection.h"
#include "tests/app/record/filekeychain.h"
#include "tests/app/record/practicerecord.h"

#include <QtCore/QDirIterator>
#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <random>

using namespace baton;
using namespace baton::record;
using namespace baton::test;
using namespace Qt::StringLiterals;
using Act = JournalEntry::Act;
using State = JournalEntry::State;

namespace {

/// A Baton that starts on the profile the killed one left.
struct Survivor : Connection {
    vault::Vault vault;
    Journal journal { vault };
    Drafts drafts { vault };
    Writer writer { client, session, journal };

    explicit Survivor(const QString &folder) : vault(folder + u"/profile"_s, std::make_unique<FileKeychain>(folder + u"/key"_s)) { vault.open(); }
};

struct Told {
    QStringList confirmed;            ///< "add 1733 Title"
    QHash<QString, QString> drafts;   ///< id to title, as last told
};

QString lineOf(const JournalEntry &entry)
{
    const QString title = entry.act == Act::Delete ? u"-"_s : entry.stored[u"title"_s][u"title"_s][u"value"_s].toString();
    return u"%1 %2 %3"_s.arg(JournalEntry::name(entry.act)).arg(entry.putCode).arg(title);
}

int numberIn(const QString &title)
{
    return title.section(u'-', -1).toInt();
}

} // namespace

class TestRecordKill : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    PracticeFixture m_fixture;
    PracticeRecord m_record { m_fixture };
    QString m_token;
    Told m_told;
    int m_opened = 0, m_recovered = 0, m_recoveredArrived = 0;

    void runAndKill(int round, int afterMs)
    {
        const practice::Info &info = m_fixture.registry.info();
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"BATON_TEST_TOKEN"_s, m_token);
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QByteArray output;
        connect(&child, &QProcess::readyReadStandardOutput, &child, [&] { output += child.readAllStandardOutput(); });
        child.start(QStringLiteral(BATON_RECORD_WRITER), { m_folder.path(), info.issuer, info.api, QString::number(round) });
        QTRY_VERIFY_WITH_TIMEOUT(output.startsWith("ready\n"), 30'000);
        QTest::qWait(afterMs);
        child.kill();
        QTRY_COMPARE_WITH_TIMEOUT(child.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(child.exitStatus(), QProcess::CrashExit); // it was killed, it did not give up
        output += child.readAllStandardOutput();
        const qsizetype whole = output.lastIndexOf('\n');
        for (const QString &line : QString::fromUtf8(output.left(whole)).split(u'\n').mid(1)) {
            if (line.startsWith(u"draft "))
                m_told.drafts[line.section(u' ', 1, 1)] = line.section(u' ', 2);
            else
                m_told.confirmed << line;
        }
    }

    void checkWhatIsLeft(int round)
    {
        (void)m_record.works(); // whatever the killed one had on the wire has been dealt with
        Survivor baton(m_folder.path());
        QTRY_VERIFY2_WITH_TIMEOUT(baton.vault.isOpen(), qPrintable(baton.vault.error().text()), 20'000);
        ++m_opened;
        QCOMPARE(*baton.vault.damaged(u"journal"_s), QStringList());
        QCOMPARE(*baton.vault.damaged(u"draft"_s), QStringList());
        const practice::Info &info = m_fixture.registry.info();
        PracticeRecord::begin(baton.session, baton.clock, info.issuer, QUrl(info.api), m_token);
        const Place place = baton.writer.place();
        const QList<JournalEntry> open = baton.journal.open(place.environmentId, place.orcid);
        const auto recovery = baton.writer.recover();
        QTRY_VERIFY_WITH_TIMEOUT(recovery.isFinished(), 20'000);
        m_recovered += recovery.result();
        for (const JournalEntry &entry : open)
            m_recoveredArrived += baton.journal.find(entry.id)->state == State::Confirmed;
        QVERIFY(baton.journal.open(place.environmentId, place.orcid).isEmpty());

        QMultiMap<QString, qint64> expected;
        QMap<qint64, QString> byCode;
        QStringList journalled;
        const auto entries = baton.journal.entries(place.environmentId, place.orcid);
        for (auto entry = entries.crbegin(); entry != entries.crend(); ++entry) {
            if (entry->state != State::Confirmed)
                continue;
            journalled << lineOf(*entry);
            if (entry->act == Act::Delete)
                byCode.remove(entry->putCode);
            else
                byCode[entry->putCode] = journalled.last().section(u' ', 2);
        }
        // Everything that was told as confirmed is in the journal …
        const QSet<QString> known(journalled.cbegin(), journalled.cend());
        for (const QString &line : std::as_const(m_told.confirmed))
            QVERIFY2(known.contains(line), qPrintable(u"round %1: %2"_s.arg(round).arg(line)));
        // … and the record, read by itself, is what the journal says: nothing missing, nothing twice.
        for (auto item = byCode.cbegin(); item != byCode.cend(); ++item)
            expected.insert(item.value(), item.key());
        QMultiMap<QString, qint64> there;
        const auto works = m_record.works();
        for (auto work = works.cbegin(); work != works.cend(); ++work) {
            if (work.key().startsWith(u"Marsh-"))
                there.insert(work.key(), work.value());
        }
        QCOMPARE(there, expected);

        for (auto told = m_told.drafts.cbegin(); told != m_told.drafts.cend(); ++told) {
            const auto draft = baton.drafts.find(told.key());
            QVERIFY2(draft, qPrintable(told.key()));
            // The one being saved when it was killed may be there already, though it was not told.
            const bool same = draft->title.section(u'-', 0, 1) == told.value().section(u'-', 0, 1);
            QVERIFY2(!same || numberIn(draft->title) >= numberIn(told.value()), qPrintable(told.value()));
            QVERIFY2(same || draft->title.section(u'-', 1, 1).toInt() > told.value().section(u'-', 1, 1).toInt(), qPrintable(told.value()));
        }
    }

    void nothingIsReadableOnDisk()
    {
        int files = 0;
        for (QDirIterator it(m_folder.path() + u"/profile"_s, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++files;
            const QString marker = u"Marsh-"_s;
            QVERIFY2(!bytes.contains(marker.toUtf8()), qPrintable(file.fileName()));
            QVERIFY2(!bytes.contains(QByteArray(reinterpret_cast<const char *>(marker.utf16()), marker.size() * 2)), qPrintable(file.fileName()));
            QVERIFY2(!bytes.contains(m_token.toUtf8()), qPrintable(file.fileName()));
        }
        QVERIFY(files > 0);
    }

private Q_SLOTS:
    void G5_nothingConfirmedAndNoDraftIsLostWhenKilled()
    {
        const int kills = qEnvironmentVariableIntValue("BATON_KILLS") > 0 ? qEnvironmentVariableIntValue("BATON_KILLS") : 30;
        QVERIFY(m_fixture.start());
        m_token = m_record.exchangeToken();
        QVERIFY(!m_token.isEmpty());
        std::mt19937 chance(std::random_device {}());
        for (int round = 1; round <= kills; ++round) {
            runAndKill(round, std::uniform_int_distribution<int>(0, 400)(chance));
            if (!QTest::currentTestFailed())
                checkWhatIsLeft(round);
            if (!QTest::currentTestFailed())
                nothingIsReadableOnDisk();
            if (QTest::currentTestFailed())
                return;
        }
        QCOMPARE(m_opened, kills);
        QVERIFY(m_told.confirmed.size() > kills / 2); // it was in the middle of editing
        qInfo("%d kills: %lld edits confirmed before them, %d found out afterwards (%d of them had arrived), the store opened %d times", kills,
            qlonglong(m_told.confirmed.size()), m_recovered, m_recoveredArrived, m_opened);
    }
};

QTEST_GUILESS_MAIN(TestRecordKill)
#include "tst_recordkill.moc"
