#include "tests/ui/gallery/find.h"
#include "ui/common/navbutton.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/ledger/recallpage.h"
#include "ui/shell/environments.h"
#include "ui/shell/ledgerdesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"
#include "ui/shell/recalldesk.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

/// The ledger page in the window, over a real ledger in a vault of this session.
class tst_LedgerDesk : public QObject {
    Q_OBJECT

private:
    struct Setting {
        QTemporaryDir profile;
        desk::Desk desk { profile.path() };
        ui::Environments environments { profile.path() };
        ui::MainWindow window { desk, environments };
        ui::LedgerDesk ledger { desk, environments, window };
        ui::RecallDesk recall { desk, environments, ledger.page() };
    };
    std::unique_ptr<Setting> m;

    Result<void> seal(const QString &packageId, const QString &researcher)
    {
        handover::HandOverEntry entry;
        entry.id = entry.packageId = packageId;
        entry.environmentId = m->environments.current().id;
        entry.when = m->desk.clock.now();
        entry.useBy = entry.when.addDays(7);
        entry.researcher = researcher;
        entry.orcid = u"0000-0002-9227-8514"_s;
        entry.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        entry.partnerName = u"Open Grants Platform"_s;
        entry.partnerClientId = u"APP-OG55T1ZR8K3CV7QD"_s;
        entry.protection = u"Key 4F2A…2F61"_s;
        entry.tokenId = QString(64, u'a');
        return m->desk.bookkeeper.packageSealed({ entry });
    }
    int rows() const { return named<QTableView>(*m->ledger.page(), u"Hand-overs"_s)->model()->rowCount(); }
    ui::Page *shown() const { return m->window.shownPage(ui::PageId::Ledger); }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<Setting>();
        QVERIFY(m->desk.vault.openForThisSession());
        m->window.show();
        m->window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m->window));
    }

    void cleanup() { m.reset(); }

    void theRailHasItInItsPlace()
    {
        const QList<ui::PageId> order = m->window.rail()->order();
        QCOMPARE(order.indexOf(ui::PageId::Ledger), 7);
        QCOMPARE(order.at(6), ui::PageId::Traffic);
        QCOMPARE(order.at(8), ui::PageId::Registry);
        QVERIFY(button(m->window, "Ledger"));
        QTest::keyClick(&m->window, Qt::Key_8, Qt::ControlModifier);
        QCOMPARE(m->window.currentPage(), ui::PageId::Ledger);
    }

    void whatIsHandedOverAppears()
    {
        QVERIFY(says(*m->ledger.page(), u"Nothing has been handed over"_s));
        QVERIFY(seal(u"one"_s, u"Sofia Maria Hernandez Garcia"_s));
        QTRY_COMPARE(rows(), 1);
        QVERIFY(seal(u"two"_s, u"Amina Okonkwo"_s));
        QTRY_COMPARE(rows(), 2);
        QVERIFY(!button(*m->ledger.page(), "Probe now")->isEnabled());
        QVERIFY(button(*m->ledger.page(), "Probe now")->accessibleDescription().contains(u"not on this computer"_s));
    }

    void aRecallOpensInPlaceOfTheLedgerAndGoesBack()
    {
        QVERIFY(seal(u"one"_s, u"Sofia Maria Hernandez Garcia"_s));
        QTRY_COMPARE(rows(), 1);
        m->window.showPage(ui::PageId::Ledger);
        QVERIFY(press(*m->ledger.page(), "Recall hand-over"));
        QCOMPARE(shown(), m->recall.page());
        QVERIFY(m->recall.page()->isVisible());
        QVERIFY(says(*shown(), u"Sofia Maria Hernandez Garcia"_s));
        // Another page and back: the recall is still there.
        m->window.showPage(ui::PageId::Ledger);
        QCOMPARE(shown(), m->recall.page());
        QVERIFY(press(*shown(), "Copy text for the researcher"));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"trusted"_s, Qt::CaseInsensitive));
        QTRY_VERIFY(m->desk.ledger.find(u"one"_s, u"0000-0002-9227-8514"_s)->recalled);
        // Without the second client here nobody can try.
        QVERIFY(press(*shown(), "Try exchange again"));
        QTRY_VERIFY(says(*shown(), u"Asked, not yet proven."_s));
        QVERIFY(press(*shown(), "Finish recall"));
        QCOMPARE(shown(), static_cast<ui::Page *>(m->ledger.page()));
        QVERIFY(m->ledger.page()->isVisible());
    }

    void aButtonThatEndsLeavesTheKeyboardOnThePage()
    {
        QVERIFY(seal(u"one"_s, u"Sofia Maria Hernandez Garcia"_s));
        QTRY_COMPARE(rows(), 1);
        m->window.showPage(ui::PageId::Ledger);
        QAbstractButton *recall = button(*m->ledger.page(), "Recall hand-over");
        QTRY_VERIFY(recall->isVisible());
        recall->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(recall));
        recall->setEnabled(false);
        QTRY_VERIFY(QApplication::focusWidget() && m->ledger.page()->isAncestorOf(QApplication::focusWidget()));
        // Busy for a moment only: it has the keyboard again.
        recall->setEnabled(true);
        recall->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(recall));
        recall->setEnabled(false);
        recall->setEnabled(true);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(recall));
        // With nothing else to go to, the rail's item of this page.
        m->ledger.page()->setEnabled(false);
        QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget *>(m->window.rail()->item(ui::PageId::Ledger)));
    }

    void anotherEnvironmentClosesTheRecall()
    {
        QVERIFY(seal(u"one"_s, u"Sofia Maria Hernandez Garcia"_s));
        QTRY_COMPARE(rows(), 1);
        m->window.showPage(ui::PageId::Ledger);
        QVERIFY(press(*m->ledger.page(), "Recall hand-over"));
        m->environments.choose(orcid::Environment::sandbox().id);
        QCOMPARE(shown(), static_cast<ui::Page *>(m->ledger.page()));
        QTRY_COMPARE(rows(), 0);
    }

    void aReceiptThatIsNoneIsTold()
    {
        const auto refused = [this] {
            const auto banners = m->ledger.page()->findChildren<ui::Banner *>();
            return std::any_of(banners.cbegin(), banners.cend(),
                [](const ui::Banner *banner) { return banner->isVisibleTo(banner->window()) && banner->property("tone").toString() == u"err"_s; });
        };
        m->window.showPage(ui::PageId::Ledger);
        QVERIFY(!refused());
        Q_EMIT m->ledger.page()->receiptChosen("not a receipt");
        QTRY_VERIFY(refused());
    }

    void exportsTheChain()
    {
        QVERIFY(seal(u"one"_s, u"=HYPERLINK(1)"_s));
        QTRY_COMPARE(rows(), 1);
        const QString csv = m->profile.filePath(u"l.csv"_s), json = m->profile.filePath(u"l.json"_s);
        Q_EMIT m->ledger.page()->exportCsv(csv, m->desk.ledger.handOvers(m->environments.current().id));
        Q_EMIT m->ledger.page()->exportChain(json);
        QFile table(csv), chain(json);
        QVERIFY(table.open(QIODevice::ReadOnly) && chain.open(QIODevice::ReadOnly));
        QVERIFY(table.readAll().contains("'=HYPERLINK(1)"));
        QVERIFY(chain.readAll().contains("baton-ledger-1"));
    }
};

QTEST_MAIN(tst_LedgerDesk)
#include "tst_ledgerdesk.moc"
