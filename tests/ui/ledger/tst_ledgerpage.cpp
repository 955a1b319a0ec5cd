#include "tests/ui/gallery/find.h"
#include "tests/ui/ledger/entries.h"
#include "ui/common/theme.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/ledger/ledgertable.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using ledger::HandOver;

class tst_LedgerPage : public QObject {
    Q_OBJECT

private:
    ManualClock m_clock;
    std::unique_ptr<Entries> m_entries;
    std::unique_ptr<ui::LedgerPage> m_page;
    QString m_cannotProbe;

    QTableView *table() const { return named<QTableView>(*m_page, u"Hand-overs"_s); }
    QLineEdit *search() const { return named<QLineEdit>(*m_page, u"Search ledger"_s); }
    QWidget *details() const { return named<QWidget>(*m_page, u"Hand-over details"_s); }
    QWidget *chain() const { return named<QWidget>(*m_page, u"Ledger chain"_s); }
    QString spoken(int row, int column) const { return table()->model()->index(row, column).data(Qt::AccessibleTextRole).toString(); }
    void selectRow(int row) const { table()->setCurrentIndex(table()->model()->index(row, 1)); }
    QStringList timeline() const
    {
        QStringList out;
        for (const ui::RoleWidget *item : named<QWidget>(*m_page, u"What happened"_s)->findChildren<ui::RoleWidget *>())
            out << item->accessibleName();
        return out;
    }

    void fill()
    {
        const QList<HandOver> all = m_entries->design();
        m_page->setEntries(all, m_entries->chain());
    }

private Q_SLOTS:
    void initTestCase() { (void)ui::Theme::of(); } // makes the roles known

    void init()
    {
        m_cannotProbe.clear();
        m_entries = std::make_unique<Entries>(m_clock.now());
        m_page = std::make_unique<ui::LedgerPage>(m_clock);
        ui::LedgerPage::Knows knows;
        knows.clientName = [](const QString &) { return u"Northbridge University"_s; };
        knows.secondName = [](const HandOver &) { return u"Northbridge University"_s; };
        knows.cannotProbe = [this](const HandOver &) { return m_cannotProbe; };
        knows.cannotRecall = [](const HandOver &one) { return one.direction == HandOver::Direction::Made ? QString() : u"Only what was made here can be recalled here."_s; };
        m_page->setKnows(knows);
        m_page->resize(968, 700);
        m_page->show();
    }

    void namesOfTheDesign()
    {
        fill();
        QVERIFY(search() && table() && details() && chain());
        for (const char *name : { "All hand-overs", "Made", "Received", "Still usable" }) {
            QVERIFY2(button(*m_page, name), name);
            QCOMPARE(QAccessible::queryAccessibleInterface(button(*m_page, name))->role(), QAccessible::RadioButton);
        }
        for (const char *name : { "Import receipt", "Export ledger", "Probe now", "Recall hand-over", "Show in record" })
            QVERIFY2(button(*m_page, name), name);
        QCOMPARE(QAccessible::queryAccessibleInterface(details())->role(), QAccessible::Grouping);
        QCOMPARE(QAccessible::queryAccessibleInterface(chain())->role(), QAccessible::StaticText);
        QVERIFY(chain()->accessibleDescription().startsWith(u"Chain unbroken"_s));
    }

    void emptyHasOneSentenceAndOneButton()
    {
        m_page->setEntries({}, {});
        QVERIFY(says(*m_page, u"Nothing has been handed over or received on this computer yet."_s));
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Go to Hand over"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::HandOver);
        QVERIFY(!button(*m_page, "Export ledger")->isEnabled());
        QVERIFY(button(*m_page, "Import receipt")->isEnabled());
    }

    void aRowPerPackageInWholeSentences()
    {
        fill();
        QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table()->model()->rowCount(), 8);
        QCOMPARE(spoken(0, 1), u"Sofia Maria Hernandez Garcia, handed over to Open Grants Platform"_s);
        QVERIFY(spoken(0, 2).startsWith(u"Exchanged ×3, sealed to a key, opens until "_s));
        QCOMPARE(spoken(0, 3), u"Still good"_s);
        QCOMPARE(spoken(2, 1), u"Ruth Adeyemi-Clarke, received from Lakeside Repository"_s);
        QCOMPARE(spoken(3, 1), u"3 researchers, received from Lakeside Repository"_s);
        QCOMPARE(spoken(3, 3), u"2 of 3 good"_s);
        QVERIFY(spoken(4, 1).endsWith(u"whoever has the passphrase"_s));
        QVERIFY(spoken(4, 2).startsWith(u"No receipt yet, sealed with a passphrase"_s));
        QCOMPARE(spoken(5, 3), u"Recalled, proven"_s);
        QCOMPARE(spoken(7, 2).section(u',', 0, 0), u"Refused: use-by over"_s);
        QCOMPARE(spoken(7, 3), u"Never opened"_s);
    }

    void everyStateOfAProbeHasItsWords()
    {
        using State = exchange::Probe::State;
        QSet<QString> words;
        for (int i = int(State::StillGood); i <= int(State::Refused); ++i)
            words << ui::probeLook(State(i)).words;
        QCOMPARE(words.size(), int(State::Refused) + 1);
    }

    void segmentsFilterAndCount()
    {
        fill();
        QCOMPARE(button(*m_page, "All hand-overs")->text(), u"All 8"_s);
        QCOMPARE(button(*m_page, "Made")->text(), u"Made 5"_s);
        QCOMPARE(button(*m_page, "Received")->text(), u"Received 3"_s);
        button(*m_page, "Received")->toggle();
        QCOMPARE(table()->model()->rowCount(), 3);
        QVERIFY(spoken(0, 1).contains(u"received from"_s));
        button(*m_page, "Still usable")->toggle();
        QCOMPARE(table()->model()->rowCount(), button(*m_page, "Still usable")->text().section(u' ', -1).toInt());
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            QVERIFY(spoken(row, 3) != u"Recalled, proven"_s);
    }

    void searchesAsOneTypes()
    {
        fill();
        QTest::keyClicks(search(), u"layla"_s);
        QCOMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(spoken(0, 1), u"3 researchers, received from Lakeside Repository"_s);
        QCOMPARE(button(*m_page, "All hand-overs")->text(), u"All 1"_s);
        search()->setText(u"GRANTS exchanged"_s);
        QCOMPARE(table()->model()->rowCount(), 3);
        search()->setText(u"nobody"_s);
        QVERIFY(says(*m_page, u"No hand-over matches “nobody”."_s));
        QTest::keyClick(search(), Qt::Key_Escape);
        QCOMPARE(table()->model()->rowCount(), 8);
    }

    void timelineTellsWhatHappened()
    {
        fill();
        const QStringList said = timeline();
        QCOMPARE(said.size(), 5);
        QVERIFY(said.at(0).startsWith(u"Sealed to key 4F2A…2F61. "_s));
        QVERIFY(said.at(0).contains(u"Grant GR-2291"_s));
        QVERIFY(said.at(1).startsWith(u"Opened. "_s) && said.at(1).endsWith(u"signed receipt"_s));
        QVERIFY(said.at(2).startsWith(u"Exchanged ×3"_s) && said.at(2).endsWith(u"/activities/update"_s));
        QVERIFY(said.at(3).startsWith(u"Written under it: 2 works"_s) && said.at(3).contains(u"put-codes 1733, 1734"_s));
        QVERIFY(said.at(4).startsWith(u"Still good"_s));
        // Called by the entry it began with, as a recall of it is.
        QVERIFY(says(*details(), u"Entry 1. Its latest is entry 6, which follows "_s));
        QSignalSpy shown(m_page.get(), &ui::LedgerPage::showInRecord);
        QTRY_VERIFY(press(*m_page, "Show in record"));
        QCOMPARE(shown.first().first().value<HandOver>().putCodes, (QList<qint64> { 1733, 1734 }));
        selectRow(5);
        QVERIFY(timeline().last().startsWith(u"Proven: an exchange was refused"_s));
        QVERIFY(timeline().last().contains(u"401 invalid_scope"_s));
    }

    void onePutCodeIsOne()
    {
        QList<HandOver> all = m_entries->design();
        all.first().putCodes = { 1733 };
        all.first().written = 1;
        m_page->setEntries(all, m_entries->chain());
        QVERIFY2(timeline().at(3).contains(u"put-code 1733"_s), qPrintable(timeline().at(3)));
    }

    // Where both sides are on this computer, what was given is not told as if it had been received from the taker.
    void whatWasGivenIsOpenedByTheOtherSide()
    {
        HandOver one = m_entries->made(u"Sofia Maria Hernandez Garcia"_s, u"Open Grants Platform"_s, 10);
        m_entries->add(one, ledger::Event::Kind::Received);
        m_page->setEntries({ one }, m_entries->chain());
        QCOMPARE(timeline().size(), 2);
        QVERIFY2(timeline().at(1).startsWith(u"Opened by Open Grants Platform, on this computer. "_s), qPrintable(timeline().at(1)));
        QVERIFY(!timeline().at(1).contains(u"Opens until"_s) && !timeline().at(1).contains(u"Received from"_s));
        HandOver other = m_entries->received(u"Sofia Maria Hernandez Garcia"_s, u"Northbridge University"_s, 10);
        m_entries->add(other, ledger::Event::Kind::Received);
        m_page->setEntries({ other }, m_entries->chain());
        QVERIFY2(timeline().last().startsWith(u"Received from Northbridge University"_s), qPrintable(timeline().last()));
    }

    // A practice registry that began anew ended what it allowed before.
    void whatARegistryForgotIsNotCounted()
    {
        HandOver one = m_entries->made(u"Sofia Maria Hernandez Garcia"_s, u"Open Grants Platform"_s, 10);
        m_entries->probed(one, exchange::Probe::State::DeleteOnly, u"401"_s);
        m_page->setEntries({ one }, m_entries->chain());
        QVERIFY(button(*m_page, "Still usable")->accessibleDescription().startsWith(u"1 "_s));
        one.registryForgot = true;
        m_page->setEntries({ one }, m_entries->chain());
        QVERIFY2(button(*m_page, "Still usable")->accessibleDescription().startsWith(u"0 "_s), qPrintable(button(*m_page, "Still usable")->accessibleDescription()));
        QCOMPARE(spoken(0, 3), u"Registry began anew"_s);
    }

    void severalResearchersAreChosenFromAList()
    {
        fill();
        selectRow(3);
        auto *who = details()->findChild<QComboBox *>();
        QVERIFY(who->isVisible());
        QCOMPARE(who->count(), 3);
        who->setCurrentIndex(1);
        QSignalSpy asked(m_page.get(), &ui::LedgerPage::probeRequested);
        QVERIFY(press(*m_page, "Probe now"));
        QCOMPARE(asked.first().first().value<HandOver>().researcher, u"Amina Okonkwo"_s);
        selectRow(0);
        QVERIFY(!who->isVisible());
    }

    void probing()
    {
        const QList<HandOver> all = m_entries->design();
        m_page->setEntries(all, m_entries->chain());
        QSignalSpy asked(m_page.get(), &ui::LedgerPage::probeRequested);
        m_page->probe();
        QCOMPARE(asked.size(), 1);
        m_page->setProbing(all.first().tokenId);
        QCOMPARE(spoken(0, 3), u"Probing…"_s);
        QVERIFY(!press(*m_page, "Probe now"));
        m_page->probe();
        QCOMPARE(asked.size(), 1);
        m_page->setProbing({}, 31);
        QVERIFY(button(*m_page, "Probe now")->isEnabled());
        QSignalSpy exchange(m_page.get(), &ui::Page::showExchange);
        QVERIFY(press(*m_page, "Show HTTP exchange"));
        QCOMPARE(exchange.first().first().toLongLong(), 31);
    }

    void whatCannotBeDoneSaysWhy()
    {
        fill();
        m_cannotProbe = u"Its id_token is not on this computer."_s;
        selectRow(2);
        QVERIFY(!button(*m_page, "Probe now")->isEnabled());
        QCOMPARE(button(*m_page, "Probe now")->accessibleDescription(), m_cannotProbe);
        QVERIFY(!button(*m_page, "Recall hand-over")->isEnabled());
        QVERIFY(says(*m_page, u"Only what was made here"_s));
        m_cannotProbe.clear();
        selectRow(0);
        QSignalSpy asked(m_page.get(), &ui::LedgerPage::recallRequested);
        QVERIFY(press(*m_page, "Recall hand-over"));
        QCOMPARE(asked.first().first().value<HandOver>().researcher, u"Sofia Maria Hernandez Garcia"_s);
    }

    void aBrokenChainIsRedAndShowsTheFirstWrongEntry()
    {
        const QList<HandOver> all = m_entries->design();
        auto chainState = m_entries->chain();
        const ledger::Event wrong = all.at(1).events.at(1);
        chainState.unbroken = false;
        chainState.firstWrong = wrong.number;
        chainState.words = u"Its hash is not that of its content."_s;
        m_page->setEntries(all, chainState, wrong);
        QVERIFY(chain()->accessibleDescription().startsWith(u"Chain broken at entry %1"_s.arg(wrong.number)));
        QVERIFY(says(*m_page, u"Entry %1 does not follow the one before."_s.arg(wrong.number)));
        search()->setText(u"sofia"_s);
        QVERIFY(press(*m_page, u"Show entry %1"_s.arg(wrong.number).toUtf8().constData()));
        QVERIFY(search()->text().isEmpty());
        QCOMPARE(table()->currentIndex().row(), 1);
        QVERIFY(timeline().at(1).startsWith(u"Entry %1 does not follow the one before: Opened"_s.arg(wrong.number)));
        m_page->setEntries(all, m_entries->chain());
        QVERIFY(!says(*m_page, u"does not follow"_s));
    }

    void theSelectionStaysWhenTheLedgerGrows()
    {
        QList<HandOver> all = m_entries->design();
        m_page->setEntries(all, m_entries->chain());
        selectRow(4);
        all.prepend(m_entries->made(u"Lindiwe Okafor"_s, u"Open Grants Platform"_s, 1));
        m_page->setEntries(all, m_entries->chain());
        QCOMPARE(table()->currentIndex().row(), 5);
        QVERIFY(says(*details(), u"Amina Okonkwo"_s));
    }

    void exportsWhatIsShownOrTheChain()
    {
        fill();
        search()->setText(u"lakeside"_s);
        auto *menu = button(*m_page, "Export ledger")->findChild<QMenu *>();
        QCOMPARE(menu->actions().size(), 2);
        QSignalSpy csv(m_page.get(), &ui::LedgerPage::exportCsv), json(m_page.get(), &ui::LedgerPage::exportChain);
        QTemporaryDir folder;
        for (int i = 0; i < 2; ++i) {
            menu->actions().at(i)->trigger();
            QFileDialog *dialog = nullptr;
            QTRY_VERIFY((dialog = m_page->findChild<QFileDialog *>()));
            Q_EMIT dialog->fileSelected(folder.filePath(i ? u"l.json"_s : u"l.csv"_s));
            dialog->reject();
            QTRY_VERIFY(!m_page->findChild<QFileDialog *>());
        }
        QCOMPARE(csv.size(), 1);
        QCOMPARE(csv.first().at(1).value<QList<HandOver>>().size(), 4);
        QVERIFY(json.first().first().toString().endsWith(u"l.json"_s));
    }

    void importsAReceiptFile()
    {
        QTemporaryDir folder;
        const auto import = [&](const QByteArray &bytes) {
            QFile file(folder.filePath(u"r.baton-receipt"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write(bytes);
            file.close();
            QVERIFY(press(*m_page, "Import receipt"));
            QFileDialog *dialog = nullptr;
            QTRY_VERIFY((dialog = m_page->findChild<QFileDialog *>()));
            Q_EMIT dialog->fileSelected(file.fileName());
            dialog->reject();
            QTRY_VERIFY(!m_page->findChild<QFileDialog *>());
        };
        QSignalSpy chosen(m_page.get(), &ui::LedgerPage::receiptChosen);
        import("eyJ.a.b");
        QCOMPARE(chosen.first().first().toByteArray(), QByteArray("eyJ.a.b"));
        import(QByteArray(70 * 1024, 'x'));
        QCOMPARE(chosen.size(), 1);
        QVERIFY(says(*m_page, u"is larger than 64 kB"_s));
    }

    void whatWasSaidOfAFileGoesWithThePage()
    {
        m_page->show();
        m_page->showError({ u"receipt.unreadable"_s, u"The receipt cannot be read."_s, {}, 0, 0, {} });
        QVERIFY(says(*m_page, u"The receipt cannot be read."_s));
        m_page->hide();
        m_page->show();
        QVERIFY(!says(*m_page, u"The receipt cannot be read."_s));
    }

    void worksByKeyboard()
    {
        fill();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Down);
        QVERIFY(says(*details(), u"Tomás Ibarra Quintana"_s));
        QTest::keyClick(table(), Qt::Key_Tab);
        QVERIFY(!table()->hasFocus());
        QVERIFY(details()->isAncestorOf(m_page->focusWidget()));
    }

    void S51_wordsOfOthersStayWords()
    {
        HandOver hostile = m_entries->received(u"<b>x</b>\u202E"_s, u"<img src=x>\u202E"_s, 3);
        hostile.purpose = u"<script>\u202E"_s;
        m_page->setEntries({ hostile }, m_entries->chain());
        const auto labels = m_page->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202E)));
        }
        QVERIFY(!spoken(0, 1).contains(QChar(0x202E)));
    }

    void tenThousandRows()
    {
        QList<HandOver> all;
        for (int i = 0; i < 10'000; ++i)
            all << m_entries->made(u"Researcher R%1"_s.arg(i), u"Open Grants Platform"_s, i);
        QElapsedTimer timer;
        timer.start();
        m_page->setEntries(all, m_entries->chain());
        const qint64 shown = timer.restart();
        search()->setText(u"researcher r9999"_s);
        const qint64 found = timer.elapsed();
        qInfo("10,000 hand-overs shown in %lld ms, searched in %lld ms", shown, found);
        QCOMPARE(table()->model()->rowCount(), 1);
    }

    void rendersInBothThemes()
    {
        fill();
        QList<QColor> grounds;
        for (const auto mode : { ui::Theme::Mode::Light, ui::Theme::Mode::Dark }) {
            ui::Theme::of().setMode(mode);
            const QImage picture = table()->grab().toImage();
            grounds << picture.pixelColor(picture.width() / 2, picture.height() - 3);
            QVERIFY(picture.width() > 400);
        }
        ui::Theme::of().setMode(ui::Theme::Mode::System);
        QVERIFY(grounds.first().lightness() > 200);
        QVERIFY(grounds.last().lightness() < 80);
    }
};

QTEST_MAIN(tst_LedgerPage)
#include "tst_ledgerpage.moc"
