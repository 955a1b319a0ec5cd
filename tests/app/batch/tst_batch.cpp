#include "app/batch/source.h"
#include "tests/app/batch/batchdesk.h"

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using batch::Batch;
using batch::Person;
using batch::Row;

namespace {

void withdraw(BatchDesk &desk, int person)
{
    const QString orcid = desk.orcids.at(person);
    desk.registry.registry.configure([orcid](practice::RegistryCore &core) {
        core.accounts().revokeGrant(orcid, northbridge, { u"openid"_s, u"/read-limited"_s, u"/activities/update"_s, u"/person/update"_s });
    });
}

} // namespace

class TestBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRowLandsOnceUnderItsResearchersToken()
    {
        BatchDesk desk;
        QVERIFY(desk.start(3));
        QByteArray csv = desk.worksCsv(4);
        csv += desk.orcids.at(0).toUtf8() + ",keywords,,,\r\n"; // nothing in it
        csv += "0000-0001-5000-0007,works,Nobody’s work,journal-article,10.5555/nobody\r\n"; // no delegation
        csv += "0000-0002-1825-0098,works,A wrong digit,journal-article,10.5555/wrong\r\n";
        csv += ",works,No name,journal-article,10.5555/none\r\n";
        desk.rehearse(csv);
        QCOMPARE(desk.batch().state, Batch::State::Ready);
        QCOMPARE(desk.batch().name, u"Spring round"_s);
        QCOMPARE(desk.batch().people.size(), 4);
        QCOMPARE(desk.batch().people.at(3).state, Person::State::NoDelegation);
        QCOMPARE(desk.batch().counts().toDo, 12);
        QCOMPARE(desk.batch().counts().refused, 4);
        QCOMPARE(desk.writes(), 0);

        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().state, Batch::State::Finished);
        QCOMPARE(desk.batch().counts().written, 12);
        QCOMPARE(desk.differing(4).join(u"; "_s), QString());
        QCOMPARE(desk.writes(), 12);
        for (const QString &orcid : std::as_const(desk.orcids)) {
            const qint64 putCode = desk.works(orcid).first();
            const QJsonObject source = desk.read(orcid, u"work/%1"_s.arg(putCode))[u"source"_s].toObject();
            QCOMPARE(source[u"source-client-id"_s][u"path"_s].toString(), openGrants);
            QCOMPARE(source[u"assertion-origin-client-id"_s][u"path"_s].toString(), northbridge);
        }
        for (const Person &person : desk.batch().people)
            QCOMPARE(desk.runner().secondsLeft(int(&person - desk.batch().people.data())), -1); // every token is gone
    }

    void theResultFedBackChangesNothing()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        QByteArray csv = "orcid,Section,Article title,type,DOI,Remark,organization,organization city,organization country,ROR\r\n";
        csv += desk.orcids.at(0).toUtf8() + ",works,=1+1 and more,journal-article,10.5555/formula,@me,,,,\r\n";
        csv += desk.orcids.at(1).toUtf8() + ",works,\"Of salt, and marsh\",book,10.5555/salt,\"two\nlines\",,,,\r\n";
        csv += desk.orcids.at(1).toUtf8() + ",employments,,,,,Northbridge University,Northbridge,GB,https://ror.org/05ect4e57\r\n";
        desk.rehearse(csv);
        for (const Row &row : desk.batch().rows)
            QVERIFY2(row.state == Row::State::ToDo, qPrintable(row.item.title + u": "_s + row.words));
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().counts().written, 3);
        const QByteArray result = batch::resultCsv(desk.batch());
        QVERIFY(result.contains("'=1+1 and more")); // S53
        QVERIFY(result.contains("'@me"));
        const int writes = desk.writes();

        desk.rehearse(result);
        for (const Row &row : desk.batch().rows)
            QVERIFY2(row.state == Row::State::There, qPrintable(u"%1: %2 %3"_s.arg(row.item.title, Row::nameOf(row.state), row.words)));
        QVERIFY(!desk.runner().mayStart());
        QCOMPARE(batch::resultCsv(desk.batch()).count('\n'), result.count('\n'));

        // The same put-codes with another title: changed in place, although the identifier changed too.
        QByteArray changed = result;
        changed.replace("Of salt, and marsh", "Of salt, mud and marsh").replace("10.5555/salt", "10.5555/salt2");
        const auto before = desk.works(desk.orcids.at(1));
        desk.rehearse(changed);
        QCOMPARE(desk.batch().counts().updates, 1);
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().counts().written, 1);
        QCOMPARE(desk.writes(), writes + 1);
        const auto after = desk.works(desk.orcids.at(1));
        QCOMPARE(after.size(), 1);
        QCOMPARE(after.firstKey(), u"Of salt, mud and marsh"_s);
        QCOMPARE(after.first(), before.first());
    }

    /// Nothing becomes a new item because its refused cell got lost on the way.
    void whatWasRefusedIsRefusedAgainWhenTheResultIsRead()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        const QByteArray hers = desk.orcids.at(0).toUtf8();
        QByteArray csv = "ORCID iD,Item section,put code,title,type,doi\r\n";
        csv += hers + ",works,,Good,journal-article,10.5555/good\r\n";
        csv += hers + ",nonsense,,x,journal-article,10.5555/x\r\n";
        csv += hers + ",works,abc,A put-code that is none,journal-article,10.5555/code\r\n";
        csv += hers + ",works,987654321,A put-code of nothing,journal-article,10.5555/nothing\r\n";
        csv += hers + ",works,,A type that is none,nonsense,10.5555/type\r\n";
        csv += hers + ",employments,,,,\r\n";
        csv += "0000-0002-1825-0098,works,,A wrong digit,journal-article,10.5555/digit\r\n";
        csv += "https://orcid.org/somebody,works,,No iD,journal-article,10.5555/somebody\r\n";
        csv += ",works,,Nobody,journal-article,10.5555/nobody\r\n";
        csv += "0000-0001-5000-0007,works,,No delegation,journal-article,10.5555/none\r\n";
        csv += hers + ",works,,\"Open quotation,journal-article,10.5555/open\r\n";
        desk.rehearse(csv);
        const QList<Row> first = desk.batch().rows;
        QCOMPARE(first.size(), 11);
        QCOMPARE(first.at(0).state, Row::State::ToDo);
        for (const Row &row : first.sliced(1))
            QVERIFY2(row.state == Row::State::Refused, qPrintable(row.item.title + u": "_s + Row::nameOf(row.state)));
        QCOMPARE(first.at(1).item.title, u"x"_s);
        QCOMPARE(first.at(6).words, u"the check digit of the iD 0000-0002-1825-0098 is wrong"_s);
        QCOMPARE(first.at(7).words, u"“https://orcid.org/somebody” in the column orcid is no iD"_s);
        QCOMPARE(first.at(8).words, u"no iD in the column orcid"_s);

        for (int round = 0; round < 2; ++round) {
            desk.rehearse(batch::resultCsv(desk.batch()));
            QCOMPARE(desk.batch().rows.size(), first.size());
            for (int row = 0; row < first.size(); ++row) {
                const Row &now = desk.batch().rows.at(row);
                QCOMPARE(now.state, first.at(row).state);
                QCOMPARE(now.item.title, first.at(row).item.title);
                if (row + 1 < first.size()) // the last one named a line
                    QCOMPARE(now.words, first.at(row).words);
            }
        }
        QVERIFY(desk.batch().rows.last().words.contains(u"quotation mark opens and never closes"_s));
    }

    void S42_tokensAreRenewedAsTheHourPasses()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        desk.rehearse(desk.worksCsv(12));
        const int before = desk.exchanges();
        desk.whenOver(8, [&desk] { desk.registry.registry.advanceClock(std::chrono::minutes(61)); });
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().state, Batch::State::Finished);
        QCOMPARE(desk.batch().counts().written, 24);
        QCOMPARE(desk.differing(12).join(u"; "_s), QString());
        QCOMPARE(desk.exchanges() - before, 4); // one each at the beginning, one each for the next hour
    }

    void oneRevocationStopsOnlyHerRows_data()
    {
        QTest::addColumn<bool>("byResearcher");
        QTest::newRow("the researcher withdrew it") << true;
        QTest::newRow("the original client revoked it") << false;
    }
    void oneRevocationStopsOnlyHerRows()
    {
        QFETCH(bool, byResearcher);
        BatchDesk desk;
        QVERIFY(desk.start(3));
        desk.rehearse(desk.worksCsv(10));
        QSignalSpy withdrew(&desk.runner(), &batch::Runner::withdrew);
        // A delegated token lives on for its hour; the next renewal shows it (orcid.md 4.6).
        desk.whenOver(9, [&desk, byResearcher] {
            if (byResearcher) {
                withdraw(desk, 1);
            } else {
                const QString orcid = desk.orcids.at(1);
                desk.registry.registry.configure([orcid](practice::RegistryCore &core) {
                    for (const practice::TokenRow *token : core.accounts().tokensOf(northbridge, orcid))
                        core.accounts().disable(token->value, practice::revoke::byClient);
                });
            }
            desk.registry.registry.advanceClock(std::chrono::minutes(61));
        });
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().state, Batch::State::Finished);
        const Person &her = desk.batch().people.at(1);
        QCOMPARE(her.state, Person::State::Stopped);
        QVERIFY(her.withdrawn);
        QVERIFY(her.since.isValid() && !her.how.isEmpty());
        QCOMPARE(withdrew.size(), 1);
        QCOMPARE(withdrew.first().first().toString(), her.deliveryId);
        QCOMPARE(desk.runner().failedPerson(), 1);
        const batch::Counts hers = desk.batch().counts(her);
        QVERIFY(hers.written >= 1 && hers.stopped >= 1);
        QCOMPARE(hers.written + hers.stopped, 10);
        QCOMPARE(desk.works(desk.orcids.at(1)).size(), hers.written); // what was written stays, nothing else came
        for (const int other : { 0, 2 }) {
            QCOMPARE(desk.batch().people.at(other).state, Person::State::Finished);
            QCOMPARE(desk.works(desk.orcids.at(other)).size(), 10);
        }
    }

    void revokedBeforehandIsSaidInTheRehearsal()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        withdraw(desk, 0);
        desk.rehearse(desk.worksCsv(2));
        QCOMPARE(desk.batch().state, Batch::State::Ready);
        QCOMPARE(desk.batch().people.at(0).state, Person::State::Stopped);
        QCOMPARE(desk.batch().counts().stopped, 2);
        QCOMPARE(desk.batch().counts().toDo, 2);
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.works(desk.orcids.at(0)).size(), 0);
        QCOMPARE(desk.works(desk.orcids.at(1)).size(), 2);
    }

    /// Whose package comes after the file was read: comparing again finds it.
    void delegationsThatCameSinceAreTaken()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        const auto late = desk.registry.registry.addResearcher(u"Late"_s, u"Comer"_s, u"public"_s);
        QVERIFY(late);
        QByteArray csv = desk.worksCsv(1);
        csv += late->orcid.toUtf8() + ",works,Her first,journal-article,10.5555/late.1\r\n";
        csv += late->orcid.toUtf8() + ",works,Her second,journal-article,\r\n"; // without an identifier
        csv += "0000-0001-5000-0007,works,Nobody’s work,journal-article,10.5555/nobody\r\n";
        desk.rehearse(csv);
        QCOMPARE(desk.batch().people.at(1).state, Person::State::NoDelegation);
        QCOMPARE(desk.batch().counts().refused, 3);
        QVERIFY(desk.runner().arrived().isEmpty());

        QSignalSpy arrived(&desk.runner(), &batch::Runner::arrivedChanged);
        desk.deliver(late->orcid, u"Late Comer"_s);
        QCOMPARE(arrived.size(), 1);
        QCOMPARE(desk.runner().arrived(), QList<int> { 1 });
        const QString id = desk.batch().id;
        desk.restart(); // it is noticed by whoever opens the batch later, too
        desk.open(id);
        QCOMPARE(desk.runner().arrived(), QList<int> { 1 });
        QCOMPARE(desk.batch().state, Batch::State::Ready);
        desk.runner().rehearse();
        QVERIFY(desk.finish());
        QVERIFY(desk.runner().arrived().isEmpty());
        QCOMPARE(desk.batch().state, Batch::State::Ready);
        QCOMPARE(desk.batch().people.at(1).name, u"Late Comer"_s);
        QCOMPARE(desk.batch().people.at(1).state, Person::State::Waiting);
        QCOMPARE(desk.batch().people.at(2).state, Person::State::NoDelegation);
        QCOMPARE(desk.batch().rows.at(1).state, Row::State::ToDo);
        QCOMPARE(desk.batch().rows.at(2).state, Row::State::Refused);
        QVERIFY(desk.batch().rows.at(2).code > 0); // what ORCID would say, not that she is missing
        QCOMPARE(desk.batch().rows.at(3).words, u"no delegation for this iD in the inbox"_s);
        QCOMPARE(desk.batch().counts().toDo, 2);
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.works(late->orcid).keys(), QStringList { u"Her first"_s });
    }

    /// An id_token that went from the inbox is replaced by another of hers; without one her rows say so.
    // A changed key of whoever handed them over stops everything until it is dealt with.
    void S30_aStoppedSendersDelegationsAreLeftOut()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        handover::Partner sender;
        sender.environmentId = desk.inbox().find(desk.inbox().deliveries(u"practice"_s).first().id)->environmentId;
        sender.clientId = northbridge;
        sender.name = u"Northbridge University"_s;
        sender.key = jose::Jwk::generateEcP256().publicPart();
        sender.trust = handover::Partner::Trust::KeyChanged;
        QVERIFY(desk.partners().save(sender));
        desk.rehearse(desk.worksCsv(1));
        QCOMPARE(desk.exchanges(), 0);
        QCOMPARE(desk.batch().people.first().state, Person::State::NoDelegation);
        QVERIFY2(desk.batch().people.first().words.contains(u"Look at both keys"_s), qPrintable(desk.batch().people.first().words));
        QVERIFY(desk.partners().keepOldKey(sender.environmentId, sender.clientId));
        desk.runner().rehearse();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().people.first().state, Person::State::Waiting);
        QCOMPARE(desk.exchanges(), 1);
    }

    void aDelegationThatIsGoneIsReplaced()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        desk.rehearse(desk.worksCsv(1));
        const QStringList before { desk.batch().people.at(0).deliveryId, desk.batch().people.at(1).deliveryId };
        for (const QString &delivery : before)
            QVERIFY(desk.inbox().remove(delivery));
        withdraw(desk, 0); // a token given twice would be the same
        desk.registry.registry.advanceClock(std::chrono::minutes(1));
        desk.deliver(desk.orcids.at(0), u"Person Number 1"_s);
        QCOMPARE(desk.runner().arrived(), QList<int> { 0 });
        desk.runner().rehearse();
        QVERIFY(desk.finish());
        QVERIFY(desk.batch().people.at(0).deliveryId != before.at(0));
        QCOMPARE(desk.batch().rows.at(0).state, Row::State::ToDo);
        QCOMPARE(desk.batch().people.at(1).state, Person::State::NoDelegation);
        QCOMPARE(desk.batch().rows.at(1).state, Row::State::Refused);
    }

    void notEnabledPausesEverybody()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        desk.rehearse(desk.worksCsv(2));
        QVERIFY(desk.registry.registry.setFault(u"not-enabled"_s, true));
        QSignalSpy failed(&desk.runner(), &batch::Runner::failed);
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().state, Batch::State::Paused);
        QVERIFY(!desk.batch().reason.isEmpty());
        QVERIFY(failed.size() >= 1);
        QCOMPARE(failed.first().first().value<Error>().code, u"exchange.not_enabled"_s);
        QCOMPARE(desk.batch().counts().toDo, 4);
        desk.registry.registry.allFaultsOff();
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.differing(2).join(u"; "_s), QString());
    }

    void pausedAndResumed()
    {
        BatchDesk desk;
        QVERIFY(desk.start(3));
        desk.rehearse(desk.worksCsv(6));
        desk.whenOver(5, [&desk] { desk.runner().pause(); });
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().state, Batch::State::Paused);
        QVERIFY(desk.batch().reason.isEmpty());
        const batch::Counts counts = desk.batch().counts();
        QVERIFY(counts.written >= 5 && counts.toDo >= 1);
        QVERIFY(std::none_of(desk.batch().rows.begin(), desk.batch().rows.end(), [](const Row &row) { return row.state == Row::State::Sending; }));
        QVERIFY(desk.runner().mayStart());
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().counts().written, 18);
        QCOMPARE(desk.writes(), 18);
        QCOMPARE(desk.differing(6).join(u"; "_s), QString());
    }

    void stoppedForGood()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        desk.rehearse(desk.worksCsv(6));
        desk.whenOver(4, [&desk] { desk.runner().stop(); });
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().state, Batch::State::Stopped);
        const batch::Counts counts = desk.batch().counts();
        QCOMPARE(counts.written + counts.stopped, 12);
        QVERIFY(counts.stopped >= 1 && counts.toDo == 0);
        QVERIFY(!desk.runner().mayStart());
        QCOMPARE(desk.works(desk.orcids.at(0)).size() + desk.works(desk.orcids.at(1)).size(), counts.written);
        // The result read again goes on where it was stopped.
        desk.rehearse(batch::resultCsv(desk.batch()));
        QCOMPARE(desk.batch().counts().there, counts.written);
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.differing(6).join(u"; "_s), QString());
    }

    /// ORCID's rate, 24 a second with a burst of 40: nobody is refused for going too fast.
    void staysWithinTheRate()
    {
        BatchDesk desk;
        practice::Options options;
        QVERIFY(desk.start(1, options));
        QTest::qWait(2000); // signing in counted too
        desk.keepRate(true);
        desk.rehearse(desk.worksCsv(40));
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.batch().counts().written, 40);
        int busy = 0;
        for (const http::Exchange &exchange : desk.trace().exchanges())
            busy += exchange.status == 429 || exchange.status == 503;
        QCOMPARE(busy, 0);
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "tst_batch.moc"
