#include "tests/ui/gallery/find.h"
#include "tests/ui/ledger/entries.h"
#include "ui/common/theme.h"
#include "ui/ledger/recallpage.h"
#include "ui/ledger/recallstep.h"

#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using desk::Recall;
using Outcome = Recall::Outcome;

class tst_RecallPage : public QObject {
    Q_OBJECT

private:
    ManualClock m_clock;
    std::unique_ptr<ui::RecallPage> m_page;
    ledger::HandOver m_lars;

    void show(Outcome outcome) { m_page->show(recallView(m_lars, outcome, m_clock.now())); }
    QWidget *step(int number) const { return m_page->findChildren<ui::RecallStep *>().at(number - 1); }

private Q_SLOTS:
    void initTestCase() { (void)ui::Theme::of(); } // makes the roles known

    void init()
    {
        Entries entries(m_clock.now());
        m_lars = entries.made(u"Lars Petter Nygård"_s, u"Open Grants Platform"_s, 16000);
        entries.exchanged(m_lars, 2);
        m_page = std::make_unique<ui::RecallPage>(m_clock);
        m_page->resize(968, 700);
        m_page->QWidget::show();
    }

    void namesOfTheDesign()
    {
        show(Outcome::Open);
        auto *list = named<QWidget>(*m_page, u"Recall steps"_s);
        QVERIFY(list);
        QCOMPARE(QAccessible::queryAccessibleInterface(list)->role(), QAccessible::List);
        const QStringList names { u"Recall step 1: Revoke our own tokens"_s, u"Recall step 2: Ask the researcher"_s, u"Recall step 3: Tell the partner"_s,
            u"Recall step 4: Prove it by trying"_s };
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(step(i + 1)->accessibleName(), names.at(i));
            QCOMPARE(QAccessible::queryAccessibleInterface(step(i + 1))->role(), QAccessible::ListItem);
        }
        for (const char *name : { "Copy text for the researcher", "Try exchange again", "Print proof", "Finish recall", "Revoke our tokens",
                 "Save notice for the partner", "Back to Ledger" })
            QVERIFY2(button(*m_page, name), name);
        QVERIFY(says(*m_page, u"Entry 33, Lars Petter Nygård"_s));
        QVERIFY(says(*m_page, u"Given to Open Grants Platform on "_s));
        QVERIFY(says(*m_page, u"Exchanged 2 times."_s));
    }

    void nothingIsDoneYet()
    {
        show(Outcome::Open);
        QVERIFY(!button(*m_page, "Print proof")->isEnabled());
        QVERIFY(!says(*m_page, u"Recalled, and tried"_s));
        QVERIFY(step(1)->accessibleDescription().startsWith(u"To do"_s));
    }

    void everyStepHasItsSignalAndCanBeRepeated()
    {
        QSignalSpy revoke(m_page.get(), &ui::RecallPage::revokeTokens), copy(m_page.get(), &ui::RecallPage::copyText), save(m_page.get(), &ui::RecallPage::saveNotice),
            prove(m_page.get(), &ui::RecallPage::prove), print(m_page.get(), &ui::RecallPage::printProof), done(m_page.get(), &ui::SubPage::closed);
        for (const Outcome outcome : { Outcome::Open, Outcome::Proven }) {
            show(outcome);
            for (const char *name : { "Revoke our tokens", "Copy text for the researcher", "Save notice for the partner", "Try exchange again" })
                QVERIFY2(press(*m_page, name), name);
        }
        QVERIFY(press(*m_page, "Print proof"));
        QVERIFY(press(*m_page, "Finish recall"));
        QCOMPARE(revoke.size() + copy.size() + save.size() + prove.size(), 8);
        QCOMPARE(revoke.size(), 2);
        QCOMPARE(prove.size(), 2);
        QCOMPARE(print.size(), 1);
        QCOMPARE(done.size(), 1);
    }

    void aRunningStepHoldsTheOthers()
    {
        ui::RecallView view = recallView(m_lars, Outcome::Open, m_clock.now());
        button(*m_page, "Revoke our tokens")->setFocus();
        view.steps[0].state = Recall::Step::State::Running;
        m_page->show(view);
        QVERIFY(!press(*m_page, "Try exchange again"));
        QVERIFY(says(*m_page, u"Running…"_s));
        view.steps[0].state = Recall::Step::State::Failed;
        m_page->show(view);
        QVERIFY(press(*m_page, "Revoke our tokens"));
        QVERIFY(step(1)->accessibleDescription().startsWith(u"Failed"_s));
    }

    void provenIsShownWithItsExchange()
    {
        show(Outcome::Proven);
        QVERIFY(says(*m_page, u"Recalled, and tried: this id_token gives nothing any more."_s));
        QTRY_VERIFY(says(*m_page, u"401 invalid_scope"_s));
        QVERIFY(named<QWidget>(*m_page, u"Refused, as it should be"_s));
        QVERIFY(named<QWidget>(*m_page, u"200 revoked"_s));
        QSignalSpy exchange(m_page.get(), &ui::Page::showExchange);
        QVERIFY(press(*m_page, "Show HTTP exchange"));
        QCOMPARE(exchange.first().first().toLongLong(), 12);
    }

    void notRecalledIsRedAndSaysWhatRemains()
    {
        show(Outcome::NotRecalled);
        QVERIFY(says(*m_page, u"Not recalled."_s));
        QVERIFY(says(*m_page, u"a permission is left"_s));
        QVERIFY(named<QWidget>(*m_page, u"Not refused"_s));
        QVERIFY(!named<QWidget>(*m_page, u"Refused, as it should be"_s));
    }

    void askedIsNotProof()
    {
        show(Outcome::AskedNotProven);
        QVERIFY(says(*m_page, u"Asked, not yet proven."_s));
        QVERIFY(!button(*m_page, "Show HTTP exchange") || !button(*m_page, "Show HTTP exchange")->isVisible());
        QVERIFY(step(4)->accessibleDescription().startsWith(u"Asked, not yet proven"_s));
    }

    void saysWhatCannotBeUndone()
    {
        show(Outcome::Open);
        QVERIFY(named<QWidget>(*m_page, u"What a recall can’t undo"_s));
        for (const char *words : { "15:05 at the latest", "stays known to it", "stays on the record", "the old id_token works again" })
            QTRY_VERIFY2(says(*m_page, QString::fromLatin1(words)), words);
    }

    void theKeyboardStaysWhereItWas()
    {
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        show(Outcome::Open);
        button(*m_page, "Copy text for the researcher")->setFocus();
        show(Outcome::Proven);
        QCOMPARE(m_page->focusWidget()->accessibleName(), u"Copy text for the researcher"_s);
        QSignalSpy done(m_page.get(), &ui::SubPage::closed), print(m_page.get(), &ui::RecallPage::printProof);
        QTest::keyClick(m_page->focusWidget(), Qt::Key_P, Qt::ControlModifier);
        QCOMPARE(print.size(), 1);
        QTest::keyClick(m_page->focusWidget(), Qt::Key_Escape);
        QCOMPARE(done.size(), 1);
    }

    void rendersInBothThemes()
    {
        show(Outcome::Proven);
        for (const auto mode : { ui::Theme::Mode::Light, ui::Theme::Mode::Dark }) {
            ui::Theme::of().setMode(mode);
            const QImage picture = step(1)->grab().toImage();
            QSet<QRgb> colours;
            for (int x = 0; x < picture.width(); x += 3) {
                for (int y = 0; y < picture.height(); y += 3)
                    colours << picture.pixel(x, y);
            }
            QVERIFY2(colours.size() > 10, "nothing to be seen");
        }
        ui::Theme::of().setMode(ui::Theme::Mode::System);
    }
};

QTEST_MAIN(tst_RecallPage)
#include "tst_recallpage.moc"
