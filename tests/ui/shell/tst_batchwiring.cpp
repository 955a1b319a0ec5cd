#include "tests/app/practice/fixture.h"
#include "tests/ui/gallery/find.h"
#include "ui/common/navbutton.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/batch/batchpage.h"
#include "ui/record/recordpage.h"
#include "ui/shell/batchwiring.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using Mark = ui::NavButton::Mark;

/// The batch page in the window, without anybody's record being open.
class TestBatchWiring : public QObject {
    Q_OBJECT

    struct Setting {
        PracticeFixture registry;
        QTemporaryDir profile;
        std::unique_ptr<desk::Desk> desk = std::make_unique<desk::Desk>(profile.path());
        ui::Environments environments { profile.path() };
        std::unique_ptr<ui::MainWindow> window = std::make_unique<ui::MainWindow>(*desk, environments);
        ui::RecordPage *record = new ui::RecordPage({ desk->records, desk->session, desk->writer, desk->undo, desk->drafts });
        std::unique_ptr<ui::BatchWiring> wiring;
        QStringList orcids;
    };
    std::unique_ptr<Setting> m;

    void deliver(const QString &given, const QString &family)
    {
        const auto researcher = m->registry.registry.addResearcher(given, family, u"public"_s);
        QVERIFY(researcher);
        m->orcids << researcher->orcid;
        handover::Delivery delivery;
        delivery.idToken = Secret::fromString(m->registry.signIn(northbridge, researcher->orcid, u"openid /read-limited /activities/update"_s)[u"id_token"_s].toString());
        delivery.id = handover::Inbox::idOf(delivery.idToken);
        delivery.environmentId = u"practice"_s;
        delivery.packageId = u"spring-round"_s;
        delivery.orcid = researcher->orcid;
        delivery.researcher = given + u' ' + family;
        delivery.originalClientId = northbridge;
        delivery.audienceClientId = openGrants;
        delivery.senderName = u"Northbridge University"_s;
        delivery.purpose = u"Spring round, award GR-2291"_s;
        QVERIFY(m->desk->inbox.save(delivery));
        QVERIFY(m->desk->bookkeeper.received({ delivery }));
    }
    QString csv(int each)
    {
        QByteArray text = "orcid,section,title,type,doi\r\n";
        for (int i = 0; i < each; ++i) {
            for (int person = 0; person < m->orcids.size(); ++person)
                text += u"%1,works,Tide gauges part %3.%2,journal-article,10.5555/wiring.%2.%3\r\n"_s.arg(m->orcids.at(person)).arg(person).arg(i).toUtf8();
        }
        QFile file(m->profile.filePath(u"awards-2026.csv"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }
    Mark mark() const { return m->window->rail()->item(ui::PageId::Record)->mark(); }
    batch::Runner *runner() const { return m->desk->batches.current(); }
    void rehearse(int each)
    {
        m->wiring->page()->openFile(csv(each));
        QTRY_VERIFY(runner());
        QTRY_COMPARE_WITH_TIMEOUT(runner()->batch().state, batch::Batch::State::Ready, 30'000);
    }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<Setting>();
        QVERIFY(m->registry.start());
        QVERIFY(m->desk->vault.openForThisSession());
        clients::ClientProfile own;
        own.environmentId = u"practice"_s;
        own.clientId = openGrants;
        own.name = u"Open Grants Platform"_s;
        own.secret = Secret::fromString(m->registry.secret(openGrants));
        m->desk->clients.setPracticeClients({ own });
        m->environments.setPractice(orcid::Environment::practice(m->registry.registry.info().issuer, QUrl(m->registry.registry.info().api)));
        m->environments.choose(u"practice"_s);
        m->window->addPage(ui::PageId::Record, m->record);
        m->wiring = std::make_unique<ui::BatchWiring>(*m->desk, m->environments, *m->record, *m->window);
        m->window->resize(1180, 730);
        m->window->showWork();
        m->window->show();
        m->window->showPage(ui::PageId::Record);
        deliver(u"Lindiwe"_s, u"Okafor"_s);
        deliver(u"Amina"_s, u"Okonkwo"_s);
        deliver(u"Jan"_s, u"Terpstra"_s);
    }
    void cleanup()
    {
        m->wiring.reset();
        m->window.reset();
        m.reset();
    }

    void reachedWithoutARecordAndSeenInTheRail()
    {
        QVERIFY(press(*m->record, "Batch"));
        QCOMPARE(m->window->shownPage(ui::PageId::Record), m->wiring->page());
        QCOMPARE(m->window->focusWidget(), button(*m->wiring->page(), "Choose CSV"));
        rehearse(8);
        QTRY_COMPARE(mark(), Mark::None);
        QVERIFY(press(*m->wiring->page(), "Start batch"));
        QCOMPARE(mark(), Mark::Busy);
        QTRY_VERIFY(runner()->batch().counts().written >= 8);
        if (const QString dir = qEnvironmentVariable("BATON_PICTURES"); !dir.isEmpty()) {
            QTest::qWait(150);
            m->window->grab().save(dir + u"/batch-window.png"_s);
        }
        QTRY_COMPARE_WITH_TIMEOUT(runner()->batch().state, batch::Batch::State::Finished, 60'000);
        QTRY_COMPARE(mark(), Mark::None);
        QVERIFY(!m->desk->session.isActive());
        for (const QString &orcid : std::as_const(m->orcids)) {
            const auto handOver = m->desk->ledger.find(u"spring-round"_s, orcid);
            QVERIFY(handOver);
            QCOMPARE(handOver->written, 8);
            QVERIFY(handOver->exchanges >= 2); // to compare, and to write
        }
        Q_EMIT m->wiring->page()->closed();
        QCOMPARE(m->window->shownPage(ui::PageId::Record), m->record);
    }

    void closedMidwayItIsOfferedAgain()
    {
        rehearse(8);
        QTRY_VERIFY(!runner()->isBusy());
        runner()->start();
        QTRY_VERIFY(runner()->batch().counts().written >= 3);
        m->desk->batches.close(); // as the end of Baton does
        m->desk->batches.leave();
        QVERIFY(says(*m->record, u"“Spring round, award GR-2291” paused when Baton was closed."_s));
        auto *offer = m->record->findChild<ui::Banner *>();
        for (ui::Banner *banner : m->record->findChildren<ui::Banner *>()) {
            if (says(*banner, u"paused when Baton was closed"_s))
                offer = banner;
        }
        offer->actionButton()->click();
        QCOMPARE(m->window->shownPage(ui::PageId::Record), m->wiring->page());
        QTRY_VERIFY(runner());
        QTRY_VERIFY(!says(*m->record, u"paused when Baton was closed"_s));
        QTRY_VERIFY(button(*m->wiring->page(), "Resume batch"));
        QVERIFY(press(*m->wiring->page(), "Resume batch"));
        QTRY_COMPARE_WITH_TIMEOUT(runner()->batch().state, batch::Batch::State::Finished, 60'000);
        QCOMPARE(runner()->batch().counts().written, 24);
    }
};

QTEST_MAIN(TestBatchWiring)
#include "tst_batchwiring.moc"
