#include "app/base/text.h"
#include "tests/ui/gallery/find.h"
#include "tests/ui/handover/powersubjects.h"
#include "ui/common/dialogs.h"
#include "ui/common/listrow.h"
#include "ui/common/printing.h"
#include "ui/common/theme.h"
#include "ui/handover/powerpage.h"

#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QTextEdit>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_PowerPage : public QObject {
    Q_OBJECT

private:
    ManualClock m_clock;
    std::unique_ptr<ui::PowerPage> m_page;
    QString m_march;

    ui::ListBox *list(const char *name) const { return named<ui::ListBox>(*m_page, QString::fromLatin1(name)); }
    QStringList items(const char *name) const
    {
        QStringList out;
        for (const ui::ListRow *row : list(name)->rows())
            out << row->accessibleName();
        return out;
    }
    QComboBox *researchers() const { return m_page->findChild<QComboBox *>(); }

private Q_SLOTS:
    void initTestCase()
    {
        (void)ui::Theme::of(); // makes the roles known
        m_march = shortTime(QDateTime({ 2026, 3, 4 }, { 10, 20 }, Qt::UTC));
    }

    void init()
    {
        m_page = std::make_unique<ui::PowerPage>(m_clock);
        m_page->setSubjects(lensSubjects());
        m_page->resize(968, 700);
        m_page->show();
    }

    void namesOfTheDesign()
    {
        for (const char *name : { "Will be able to", "Will not be able to", "Permissions counted", "How it ends" }) {
            QVERIFY2(list(name), name);
            QCOMPARE(QAccessible::queryAccessibleInterface(list(name))->role(), QAccessible::List);
        }
        QCOMPARE(QAccessible::queryAccessibleInterface(list("How it ends")->rows().first())->role(), QAccessible::ListItem);
        for (const char *name : { "Print page", "Save package", "Back to Hand over" })
            QVERIFY2(button(*m_page, name), name);
        QVERIFY(named<QAbstractButton>(*m_page, u"Revoke permission of "_s + m_march));
        bool named = false;
        for (const auto &[related, relation] : QAccessible::queryAccessibleInterface(researchers())->relations())
            named = named || (relation == QAccessible::Label && related->text(QAccessible::Name) == u"Researcher in package"_s);
        QVERIFY(named);
        QVERIFY(says(*m_page, u"What Open Grants Platform will be able to do"_s));
        QVERIFY(says(*m_page, u"1 of 3 in this package"_s));
    }

    void itemsAreWholeSentences()
    {
        const QStringList able = items("Will be able to");
        QCOMPARE(able.size(), 4);
        QCOMPARE(able.at(0), u"Read what is shown to everyone and to trusted parties Activities, names, keywords, other iDs, e-mails. /read-limited This sign-in"_s);
        QVERIFY(able.at(2).contains(u"Given on 4 Mar 2026"_s));
        QVERIFY(items("Will not be able to").join(u'\n').contains(u"10 of 14 works today."_s));
        QCOMPARE(items("Permissions counted").size(), 3);
        QVERIFY(items("Permissions counted").last().contains(u"Withdrawn"_s));
    }

    void onePagePerResearcher()
    {
        researchers()->setCurrentIndex(1);
        QCOMPARE(items("Will be able to").size(), 2);
        QVERIFY(says(*m_page, u"2 of 3 in this package"_s));
        researchers()->setCurrentIndex(2);
        QCOMPARE(researchers()->currentText(), u"0000-0001-8302-5176"_s);
        QVERIFY(items("Will be able to").first().contains(u"has not seen"_s));
        QVERIFY(items("Permissions counted").first().contains(u"seen none"_s));
    }

    void theResearcherChosenStays()
    {
        researchers()->setCurrentIndex(1);
        auto fewer = lensSubjects();
        fewer.removeFirst();
        m_page->setSubjects(fewer);
        QCOMPARE(researchers()->currentText(), u"Tomás Ibarra Quintana"_s);
        QVERIFY(says(*m_page, u"1 of 2 in this package"_s));
    }

    void revokingAsksOnce()
    {
        QSignalSpy asked(m_page.get(), &ui::PowerPage::revokeRequested);
        const QString name = u"Revoke permission of "_s + m_march;
        named<QAbstractButton>(*m_page, name)->click();
        auto *question = m_page->findChild<ui::FormDialog *>();
        QVERIFY(question);
        QCOMPARE(asked.size(), 0);
        question->cancelButton()->click();
        QTRY_VERIFY(!m_page->findChild<ui::FormDialog *>());
        QCOMPARE(asked.size(), 0);
        named<QAbstractButton>(*m_page, name)->click();
        m_page->findChild<ui::FormDialog *>()->acceptButton()->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().first().value<clients::Grant>().id, u"march"_s);
        QVERIFY(!named<QAbstractButton>(*m_page, name)->isEnabled());
    }

    void theOutcomeIsShown()
    {
        const clients::Grant grant = lensSubjects().first().grants.at(1);
        auto after = lensSubjects();
        after.first().grants[1].state = clients::Grant::State::Revoked;
        m_page->setSubjects(after);
        m_page->showRevoked(grant, Result<qint64>(7));
        QVERIFY(says(*m_page, u"Revoked."_s));
        QCOMPARE(items("Will be able to").size(), 3);
        QVERIFY(!named<QAbstractButton>(*m_page, u"Revoke permission of "_s + m_march));
        QSignalSpy shown(m_page.get(), &ui::Page::showExchange);
        QVERIFY(press(*m_page, "Show HTTP exchange"));
        QCOMPARE(shown.first().first().toLongLong(), 7);
        m_page->showRevoked(grant, fail(u"http.offline"_s, u"There was no answer."_s, u"Try again."_s));
        QVERIFY(says(*m_page, u"There was no answer."_s));
    }

    void withoutATokenOnlyTheResearcherEndsIt()
    {
        auto subjects = lensSubjects();
        subjects.first().grants[1].accessToken = {};
        m_page->setSubjects(subjects);
        QVERIFY(!named<QAbstractButton>(*m_page, u"Revoke permission of "_s + m_march));
        QTRY_VERIFY(says(*m_page, u"only the researcher can remove it"_s));
    }

    void savingAndItsReasons()
    {
        QSignalSpy saving(m_page.get(), &ui::PowerPage::saveRequested);
        m_page->setProblem(u"Choose a partner."_s);
        QVERIFY(!press(*m_page, "Save package"));
        m_page->triggerPrimary();
        QCOMPARE(saving.size(), 0);
        QCOMPARE(button(*m_page, "Save package")->accessibleDescription(), u"Choose a partner."_s);
        m_page->setProblem({});
        m_page->triggerPrimary();
        QCOMPARE(saving.size(), 1);
    }

    void escapeGoesBack()
    {
        QSignalSpy closed(m_page.get(), &ui::SubPage::closed);
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        button(*m_page, "Print page")->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(press(*m_page, "Back to Hand over"));
        QCOMPARE(closed.size(), 2);
    }

    void printsWithoutTokens()
    {
        QVERIFY(press(*m_page, "Print page"));
        auto *paper = named<QTextEdit>(*m_page, u"Page to print"_s);
        QVERIFY(paper);
        QVERIFY(paper->toPlainText().contains(u"What Open Grants Platform will be able to do"_s));
        QVERIFY(!paper->toPlainText().contains(u"canary"_s));
        QVERIFY(press(*m_page, "Save as PDF"));
        QFileDialog *chooser = nullptr;
        QTRY_VERIFY((chooser = m_page->findChild<QFileDialog *>()));
        QTemporaryDir folder;
        const QString path = folder.filePath(u"lens.pdf"_s);
        Q_EMIT chooser->fileSelected(path);
        chooser->reject();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.size() > 4000);
        QVERIFY(!(file.permissions() & (QFileDevice::ReadOther | QFileDevice::ReadGroup)));
        QTRY_VERIFY(!m_page->findChild<ui::FormDialog *>());
    }

    void aPdfThatCannotBeWrittenIsTold()
    {
        QCOMPARE(ui::savePagePdf(u"<p>x</p>"_s, u"x"_s, u"/nonexistent/folder/x.pdf"_s).error().code, u"file.write"_s);
    }
};

QTEST_MAIN(tst_PowerPage)
#include "tst_powerpage.moc"
