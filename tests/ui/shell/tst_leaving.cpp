#include "tests/ui/gallery/find.h"
#include "ui/common/dialogs.h"
#include "ui/handover/handoverpage.h"
#include "ui/shell/environmentcombo.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"
#include "ui/shell/workbench.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QFrame>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

/// What ends, and is asked about or named: another environment, a locked vault.
class tst_Leaving : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_profile;
    std::unique_ptr<ui::Workbench> m_bench;

    ui::MainWindow &window() { return m_bench->window(); }
    ui::HandOverPage *handOver() { return qobject_cast<ui::HandOverPage *>(window().page(ui::PageId::HandOver)); }
    QString current() { return m_bench->environments().current().id; }
    void choose(const QString &id)
    {
        ui::EnvironmentCombo *combo = window().rail()->environments();
        combo->setCurrentIndex(combo->findData(id));
    }
    ui::FormDialog *question()
    {
        for (ui::FormDialog *one : window().findChildren<ui::FormDialog *>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    void signIn(const QString &orcid)
    {
        signin::Tokens tokens;
        tokens.environment = m_bench->environments().current();
        tokens.client.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        tokens.idToken = Secret::fromString(u"a.b."_s + orcid);
        claims::Claims claims;
        claims.sub = *OrcidId::parse(orcid);
        claims.name = u"Sofia"_s;
        handOver()->setSubject(tokens, claims);
    }

private Q_SLOTS:
    void init()
    {
        ui::Workbench::Options options;
        options.profileDir = m_profile.path();
        options.practicePort = 0;
        m_bench = std::make_unique<ui::Workbench>(options);
        m_bench->start(ui::Workbench::VaultWay::Session);
        m_bench->environments().choose(u"practice"_s);
        window().showWork();
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        QTRY_VERIFY(m_bench->desk().vault.isOpen());
    }

    void cleanup() { m_bench.reset(); }

    void nothingToLoseIsNotAsked()
    {
        choose(u"sandbox"_s);
        QVERIFY(!question());
        QCOMPARE(current(), u"sandbox"_s);
    }

    void whatEndsIsAskedFirst()
    {
        signIn(u"0000-0002-1825-0097"_s);
        QCOMPARE(handOver()->signedIn(), 1);
        choose(u"sandbox"_s);
        QPointer<ui::FormDialog> asked = question();
        QVERIFY(asked);
        QVERIFY(says(*asked, u"The researcher who signed in here has to sign in again."_s));
        QCOMPARE(current(), u"practice"_s);
        QCOMPARE(window().rail()->environments()->currentData().toString(), u"practice"_s);
        asked->cancelButton()->click();
        QTRY_VERIFY(!asked);
        QCOMPARE(current(), u"practice"_s);
        QCOMPARE(handOver()->signedIn(), 1);
        choose(u"sandbox"_s);
        asked = question();
        QVERIFY(asked);
        asked->acceptButton()->click();
        QCOMPARE(current(), u"sandbox"_s);
        QCOMPARE(window().rail()->environments()->currentData().toString(), u"sandbox"_s);
        QCOMPARE(handOver()->signedIn(), 0);
    }

    void aLockedVaultIsNamedOnEveryPage()
    {
        auto *strip = window().findChild<QFrame *>(u"lockedStrip"_s);
        QVERIFY(strip && !strip->isVisible());
        m_bench->desk().vault.lock();
        QTRY_VERIFY(strip->isVisible());
        QSignalSpy wanted(&window(), &ui::MainWindow::unlockRequested);
        window().showPage(ui::PageId::Inbox);
        QVERIFY(strip->isVisible());
        QVERIFY(press(*strip, "Unlock"));
        QCOMPARE(wanted.size(), 1);
    }
};

QTEST_MAIN(tst_Leaving)
#include "tst_leaving.moc"
