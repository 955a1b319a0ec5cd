#include "tests/ui/inbox/inboxstage.h"
#include "ui/inbox/deliverymodel.h"

#include <QtCore/QAbstractEventDispatcher>
#include <QtGui/QAccessible>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QLabel>
#include <QtWidgets/QRadioButton>

#include <ctime>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

/// The longest turn of this thread's event loop, in CPU time.
class Turns : public QObject {
public:
    Turns()
    {
        QAbstractEventDispatcher *loop = QAbstractEventDispatcher::instance();
        connect(loop, &QAbstractEventDispatcher::awake, this, [this] { mark(); });
        connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, [this] { mark(); });
        m_last = now();
    }
    double longest() const { return m_longest; }

private:
    static double now()
    {
        timespec spent {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return double(spent.tv_sec) * 1000 + double(spent.tv_nsec) / 1e6;
    }
    void mark()
    {
        const double at = now();
        m_longest = qMax(m_longest, at - m_last);
        m_last = at;
    }
    double m_last = 0, m_longest = 0;
};

} // namespace

/// Several researchers in one package: each stands or falls alone.
class tst_InboxMany : public InboxStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void manyInOnePackage()
    {
        QVERIFY(openSix());
        QCOMPARE(list()->rowCount(), 1);
        QCOMPARE(list()->index(0, 0).data().toString(), u"6 researchers"_s);
        QVERIFY(says(u"6 researchers from Northbridge University"_s));
        QCOMPARE(m_page->waiting(), 6);
        QCOMPARE(table()->model()->rowCount(), 6);
        QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(box("Choose Lindiwe Okafor") && box("Choose all"));
        auto *go = button(*m_page, "Exchange chosen");
        QVERIFY(!go->isEnabled());
        box("Choose Lindiwe Okafor")->click();
        QVERIFY(go->isEnabled());
        QCOMPARE(go->text(), u"Exchange 1 chosen"_s);
        QCOMPARE(box("Choose all")->checkState(), Qt::PartiallyChecked);
        box("Choose all")->click();
        QCOMPARE(go->text(), u"Exchange 6 chosen"_s);
        QCOMPARE(box("Choose all")->checkState(), Qt::Checked);
        box("Choose all")->click();
        QCOMPARE(go->text(), u"Exchange chosen"_s);
        // A screen reader toggles instead of clicking.
        QAccessible::queryAccessibleInterface(box("Choose all"))->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QCOMPARE(go->text(), u"Exchange 6 chosen"_s);
        QCOMPARE(box("Choose all")->checkState(), Qt::Checked);
    }

    void oneFailureStopsNobody()
    {
        QVERIFY(openSix());
        m_world->exchangeBy.insert(orcidOf(4), withdrawn());
        m_world->exchangeBy.insert(orcidOf(5), Reply::json("{}", 503));
        box("Choose all")->click();
        QSignalSpy idle(&m_world->delegations, &desk::Delegations::idle), going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Exchange chosen"));
        QTRY_VERIFY_WITH_TIMEOUT(idle.size() > 0 && !m_world->delegations.isBusy(), 20'000);
        QVERIFY(going.isEmpty());
        QVERIFY(cell("Jan Terpstra", 3).contains(u"left"_s));
        QVERIFY(cell("Sofia Maria Hernandez Garcia", 3).contains(u"left"_s));
        QCOMPARE(cell("Lars Petter Nygård", 2), u"Revoked, nothing left: 401 invalid_scope"_s);
        QCOMPARE(cell("Lars Petter Nygård", 3), u"None"_s);
        QVERIFY(cell("Ruth Adeyemi-Clarke", 2).startsWith(u"Unreachable"_s));
        QVERIFY(!box("Choose Lars Petter Nygård")->isEnabled());
        QCOMPARE(list()->index(0, 0).data(ui::DeliveryModel::StateRole).toString(), u"4 exchanged, 1 ready, 1 revoked"_s);
        const QString before = cell("Jan Terpstra", 3);
        m_world->clock.advance(std::chrono::seconds(100));
        QTRY_VERIFY_WITH_TIMEOUT(cell("Jan Terpstra", 3) != before, 3000);
    }

    void probesAllAndFilters()
    {
        QVERIFY(openSix());
        m_world->exchangeBy.insert(orcidOf(4), withdrawn());
        m_world->exchangeBy.insert(orcidOf(5), Reply::json("{}", 503));
        deleteOnly(3);
        QVERIFY(press(*m_page, "Probe all"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->delegations.isBusy() && cell("Amina Okonkwo", 2).startsWith(u"Revoked: delete only"_s), 20'000);
        QVERIFY(cell("Jan Terpstra", 2).startsWith(u"Still good: 200"_s));
        QVERIFY(cell("Ruth Adeyemi-Clarke", 2).contains(u"next try"_s));
        QVERIFY(m_world->delegations.held(m_world->inbox.deliveries(m_world->environment.id).first().id) == std::nullopt);
        QCOMPARE(filter("Still good")->text(), u"Still good 3"_s);
        QCOMPARE(filter("Revoked")->text(), u"Revoked 2"_s);
        QCOMPARE(filter("Not enabled")->text(), u"Not enabled 0"_s);
        QCOMPARE(filter("Unreachable")->text(), u"Unreachable 1"_s);
        filter("Revoked")->click();
        QCOMPARE(table()->model()->rowCount(), 2);
        filter("All researchers")->click();
        QCOMPARE(table()->model()->rowCount(), 6);
        // One alone.
        m_world->exchangeBy.remove(orcidOf(4));
        table()->setCurrentIndex(table()->model()->index(rowOf("Lars Petter Nygård"), 1));
        QVERIFY(press(*m_page, "Probe Lars Petter Nygård"));
        QTRY_VERIFY_WITH_TIMEOUT(cell("Lars Petter Nygård", 2).startsWith(u"Still good"_s), 5000);
    }

    // An id_token the registry does not accept any more waits for nothing, is counted, and says what to do.
    void whatTheRegistryDoesNotAcceptHasEnded()
    {
        QVERIFY(openSix());
        QCOMPARE(m_page->waiting(), 6);
        m_world->exchangeAnswer = Reply::json(R"({"error":"invalid_request","error_description":"Invalid id token signature"})", 400);
        QVERIFY(press(*m_page, "Probe all"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->delegations.isBusy() && filter("Revoked")->text() == u"Revoked 6"_s, 20'000);
        QVERIFY(cell("Jan Terpstra", 2).startsWith(u"id_token not accepted"_s));
        QCOMPARE(m_page->waiting(), 0);
        const QString state = list()->index(0, 0).data(ui::DeliveryModel::StateRole).toString();
        QVERIFY2(state.contains(u"ended"_s) && !state.contains(u"ready"_s), qPrintable(state));
        table()->setCurrentIndex(table()->model()->index(rowOf("Jan Terpstra"), 1));
        QVERIFY(says(u"signs with another key now"_s));
        // Accepted again, they wait again.
        m_world->exchangeAnswer.reset();
        QVERIFY(press(*m_page, "Probe all"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->delegations.isBusy() && filter("Still good")->text() == u"Still good 6"_s, 20'000);
        QCOMPARE(m_page->waiting(), 6);
    }

    void deleteOnlyIsAskedForDeliberately()
    {
        QVERIFY(openSix());
        deleteOnly(3);
        table()->setCurrentIndex(table()->model()->index(rowOf("Amina Okonkwo"), 1));
        QVERIFY(press(*m_page, "Probe Amina Okonkwo"));
        QTRY_VERIFY_WITH_TIMEOUT(says(u"Amina withdrew the permission."_s), 5000);
        QVERIFY(!box("Choose Amina Okonkwo")->isEnabled());
        QVERIFY(press(*m_page, "Exchange to delete only"));
        auto *go = button(*m_page, "Exchange for delete-only token");
        QVERIFY(go);
        QSignalSpy done(&m_world->delegations, &desk::Delegations::exchanged);
        go->click();
        QTRY_COMPARE(done.size(), 1);
        QVERIFY(cell("Amina Okonkwo", 3).contains(u"left, updates activities"_s));
        QVERIFY(cell("Amina Okonkwo", 2).startsWith(u"Revoked: delete only"_s));
    }

    void notEnabledIsSaidOnceForThePackage()
    {
        QVERIFY(openSix());
        m_world->exchangeAnswer = Reply::json(
            R"({"error":"invalid_request","error_description":"Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled"})", 400);
        box("Choose all")->click();
        QVERIFY(press(*m_page, "Exchange chosen"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->delegations.isBusy() && filter("Not enabled")->text() == u"Not enabled 6"_s, 10'000);
        int told = 0;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            told += label->isVisible() && label->text().contains(u"is not enabled for token delegation"_s);
        QCOMPARE(told, 1);
        QVERIFY(says(u"urn:ietf:params:oauth:grant-type:token-exchange"_s));
        QCOMPARE(list()->index(0, 0).data(ui::DeliveryModel::StateRole).toString(), u"Not enabled for our client"_s);
        QCOMPARE(m_world->clients.find(m_world->environment.id, QString::fromLatin1(World::second)).delegation, clients::ClientProfile::Delegation::NotEnabled);
    }

    void theAdministratorChoosesWhoseRecord()
    {
        QVERIFY(openSix());
        box("Choose Jan Terpstra")->click();
        box("Choose Lindiwe Okafor")->click();
        QVERIFY(press(*m_page, "Exchange chosen"));
        QTRY_VERIFY_WITH_TIMEOUT(cell("Jan Terpstra", 3).contains(u"left"_s) && cell("Lindiwe Okafor", 3).contains(u"left"_s), 5000);
        QSignalSpy record(m_page.get(), &ui::InboxPage::recordRequested);
        table()->setCurrentIndex(table()->model()->index(rowOf("Jan Terpstra"), 1));
        QVERIFY(press(*m_page, "Open record of Jan Terpstra"));
        QCOMPARE(record.size(), 1);
        QCOMPARE(record.first().first().value<exchange::Delegation>().orcid, orcidOf(2));
        // After its hour, or a restart, the id_token is still here: one click asks again and goes there.
        m_world->clock.advance(std::chrono::hours(2));
        const qsizetype asked = m_world->server.requests().size();
        table()->setCurrentIndex(table()->model()->index(rowOf("Lindiwe Okafor"), 1));
        QVERIFY(press(*m_page, "Open record of Lindiwe Okafor"));
        QTRY_COMPARE(record.size(), 2);
        QCOMPARE(record.at(1).first().value<exchange::Delegation>().orcid, orcidOf(1));
        QVERIFY(m_world->server.requests().size() > asked);
    }

    void S30_manyStopWithTheirSender()
    {
        QVERIFY(openSix());
        box("Choose all")->click();
        QVERIFY(button(*m_page, "Exchange chosen")->isEnabled());
        const qsizetype asked = m_world->server.requests().size();
        learn(handover::Partner::Trust::Unconfirmed);
        QVERIFY(!button(*m_page, "Exchange chosen")->isEnabled());
        QVERIFY(!button(*m_page, "Probe all")->isEnabled());
        QVERIFY(says(u"The key of Northbridge University changed. Look at both keys under Clients and partners first."_s));
        QVERIFY(!box("Choose Jan Terpstra")->isEnabled());
        m_page->exchangeSelected();
        m_page->probe();
        QVERIFY(!m_world->delegations.isBusy());
        QCOMPARE(m_world->server.requests().size(), asked);
        QVERIFY(m_world->partners.keepOldKey(m_world->environment.id, QString::fromLatin1(World::original)));
        QVERIFY(button(*m_page, "Probe all")->isEnabled());
    }

    void S35_nobodyIsAskedAboutBeforeTheSenderIsKnown()
    {
        auto sender = *m_world->partners.find(m_world->environment.id, QString::fromLatin1(World::original));
        QVERIFY(m_world->partners.remove(sender.environmentId, sender.clientId));
        QVERIFY(openSix());
        QVERIFY(says(u"the name is their own claim"_s));
        box("Choose all")->click();
        QVERIFY(!button(*m_page, "Exchange chosen")->isEnabled());
        QVERIFY(!button(*m_page, "Probe all")->isEnabled());
        box("I know that this package comes from Northbridge University")->click();
        QVERIFY(button(*m_page, "Exchange chosen")->isEnabled());
        QVERIFY(button(*m_page, "Probe all")->isEnabled());
    }

    void S34_someOfThePackageCameBefore()
    {
        const auto six = World::six();
        handover::Contents contents = m_world->contentsOf(six);
        handover::Contents first = contents;
        first.idTokens = { contents.idTokens.first() };
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(m_world->sealToSecond(first).compact);
        QTRY_COMPARE(opened.size(), 1);
        m_page->openText(m_world->sealToSecond(contents).compact);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 6, 10'000);
        QVERIFY(says(u"Already imported: Sofia Maria Hernandez Garcia."_s));
        QCOMPARE(list()->rowCount(), 2);
    }

    // No turn of the event loop may take longer; CPU time, so that a busy machine does not count.
    void G9_openingAndProbingManyNeverBlocksTheWindow()
    {
        QList<World::Somebody> people;
        for (int i = 0; i < 24; ++i)
            people << World::Somebody { u"Person"_s, QString::number(i), QString::fromLatin1(World::researcher) };
        const QByteArray package = m_world->sealToSecond(m_world->contentsOf(people)).compact;
        Turns turns;
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(package);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 24, 20'000);
        qInfo("opening 24 researchers: longest turn %.1f ms CPU", turns.longest());
        QVERIFY2(turns.longest() < 100, qPrintable(QString::number(turns.longest())));
        QVERIFY(press(*m_page, "Probe all"));
        QTRY_VERIFY_WITH_TIMEOUT(!m_world->delegations.isBusy() && filter("Still good")->text() == u"Still good 24"_s, 30'000);
        qInfo("probing 24 researchers: longest turn %.1f ms CPU", turns.longest());
        QVERIFY2(turns.longest() < 100, qPrintable(QString::number(turns.longest())));
    }
};

QTEST_MAIN(tst_InboxMany)
#include "tst_inboxmany.moc"
