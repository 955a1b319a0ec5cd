#include "tests/app/batch/batchdesk.h"
#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/look.h"
#include "ui/common/dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/batch/batchpage.h"
#include "ui/record/batch/partsbar.h"
#include "ui/record/batch/peoplelist.h"
#include "ui/record/batch/rowstable.h"
#include "ui/record/review/rowreviewcard.h"

#include <QtGui/QAccessible>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::test;
using baton::batch::Batch;
using baton::ui::BatchRows;

namespace {

struct Stage {
    BatchDesk desk;
    QTemporaryDir folder;
    std::unique_ptr<ui::BatchPage> page;

    bool start(int people, const QStringList &names = {})
    {
        if (!desk.start(names.isEmpty() ? people : 0))
            return false;
        for (const QString &name : names)
            desk.addResearcher(name.section(u' ', 0, -2), name.section(u' ', -1));
        show();
        return true;
    }
    void show()
    {
        page = std::make_unique<ui::BatchPage>(desk.batches());
        page->setEnvironment(desk.batches().environment());
        page->resize(pageSize({ 968, 700 }));
        page->show();
    }
    QString file(const QByteArray &csv)
    {
        QFile file(folder.filePath(u"awards-2026.csv"_s));
        return file.open(QIODevice::WriteOnly) && file.write(csv) == csv.size() ? file.fileName() : QString();
    }
    /// Until everything is compared.
    bool openFile(const QByteArray &csv)
    {
        page->openFile(file(csv));
        if (!QTest::qWaitFor([this] { return desk.batches().current() != nullptr; }))
            return false;
        desk.quicken();
        return QTest::qWaitFor([this] { return desk.batch().state == Batch::State::Ready; }, 30'000);
    }
    QTableView *rows() { return named<QTableView>(*page, u"Rows"_s); }
    QListView *people() { return named<QListView>(*page, u"Researchers in batch"_s); }
    bool canPress(const char *name)
    {
        const QAbstractButton *one = button(*page, name);
        return one && one->isEnabled() && one->isVisibleTo(page.get());
    }
    QString banner()
    {
        QString words;
        for (ui::Banner *one : page->findChildren<ui::Banner *>()) {
            for (QLabel *label : one->findChildren<QLabel *>())
                words += one->isVisible() ? label->text() + u' ' : QString();
        }
        return words;
    }
    void grab(const QString &name)
    {
        const QString dir = qEnvironmentVariable("BATON_PICTURES");
        if (dir.isEmpty())
            return;
        for (const auto &[mode, suffix] : { std::pair(ui::Theme::Mode::Light, u""_s), std::pair(ui::Theme::Mode::Dark, u"-dark"_s) }) {
            ui::Theme::of().setMode(mode);
            QTest::qWait(150);
            page->grab().save(dir + u'/' + name + suffix + u".png"_s);
        }
        ui::Theme::of().setMode(ui::Theme::Mode::Light);
    }
};

const QStringList six { u"Lindiwe Okafor"_s, u"Amina Okonkwo"_s, u"Sofia Maria Hernandez"_s, u"Jan Terpstra"_s, u"Ruth Adeyemi-Clarke"_s, u"Tomás Ibarra"_s };

} // namespace

class TestBatchPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpLook(); }

    void saysWhichColumnsThereAre()
    {
        Stage stage;
        QVERIFY(stage.start(2));
        QVERIFY(says(*stage.page, u"one column that says for whom: orcid"_s));
        QVERIFY(says(*stage.page, u"The inbox has the delegations of 2 researchers."_s));
        for (const char *name : { "Choose CSV", "Save example CSV", "Back to record" })
            QVERIFY2(button(*stage.page, name) && button(*stage.page, name)->isVisibleTo(stage.page.get()), name);
        for (const char *name : { "Pause batch", "Stop batch", "Export result" })
            QVERIFY2(!button(*stage.page, name)->isVisibleTo(stage.page.get()), name);
        stage.grab(u"batch-empty"_s);
    }

    // What of a row was not understood is seen before anything is written.
    void aDoubtfulDateIsSaidInItsRow()
    {
        Stage stage;
        QVERIFY(stage.start(0, { six.first() }));
        const QByteArray orcid = stage.desk.orcids.at(0).toUtf8();
        QVERIFY(stage.openFile("orcid,section,title,type,publication-date,doi\r\n" + orcid + ",works,Whole,journal-article,2024-03,10.5555/whole\r\n" + orcid
            + ",works,Doubtful,journal-article,2024-13,10.5555/doubtful\r\n"));
        QTRY_VERIFY(says(*stage.page, u"2 to add, 0 to update; nothing is written yet"_s));
        const QAbstractItemModel *rows = stage.rows()->model();
        QCOMPARE(rows->rowCount(), 2);
        const auto told = [rows](int row) { return rows->index(row, BatchRows::State).data(Qt::AccessibleTextRole).toString(); };
        QVERIFY2(!told(0).contains(u"is no date"_s), qPrintable(told(0)));
        QVERIFY2(told(1).contains(u"“2024-13” is no date; the year is kept."_s), qPrintable(told(1)));
    }

    void rehearsedWrittenAndListed()
    {
        Stage stage;
        QVERIFY(stage.start(0, six));
        QByteArray csv = stage.desk.worksCsv(7);
        csv += "0000-0001-5000-0007,works,Nobody’s work,journal-article,10.5555/nobody\r\n";
        csv += stage.desk.orcids.at(0).toUtf8() + ",works,Without an identifier,journal-article,\r\n";
        QVERIFY(stage.openFile(csv));
        QTRY_VERIFY(says(*stage.page, u"42 to add, 0 to update; nothing is written yet"_s));
        QVERIFY(says(*stage.page, u"awards-2026.csv: 44 rows of works for 7 researchers."_s));
        QCOMPARE(stage.desk.writes(), 0);
        QCOMPARE(stage.people()->model()->rowCount(), 7);
        QCOMPARE(stage.rows()->model()->rowCount(), 8);
        QVERIFY(press(*stage.page, "Refused rows"));
        QCOMPARE(stage.rows()->model()->rowCount(), 1);
        QVERIFY(stage.rows()->model()->index(0, BatchRows::State).data().toString().startsWith(u"Refused"_s));
        QVERIFY(press(*stage.page, "All rows"));
        stage.grab(u"batch-ready"_s);

        stage.desk.whenWritten(20, [&stage] { QVERIFY(press(*stage.page, "Pause batch")); });
        QVERIFY(press(*stage.page, "Start batch"));
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(button(*stage.page, "Resume batch"));
        QCOMPARE(stage.desk.batch().state, Batch::State::Paused);
        QVERIFY(says(*stage.page, u"Paused"_s));
        auto *bar = named<ui::PartsBar>(*stage.page, u"Batch progress"_s);
        QAccessibleInterface *progress = QAccessible::queryAccessibleInterface(bar);
        QCOMPARE(progress->role(), QAccessible::ProgressBar);
        QTRY_COMPARE(progress->valueInterface()->currentValue().toInt(), stage.desk.batch().counts().over());
        QCOMPARE(progress->valueInterface()->maximumValue().toInt(), 44);
        QVERIFY(bar->accessibleDescription().contains(u"written"_s));
        stage.grab(u"batch-paused"_s);

        QVERIFY(press(*stage.page, "Resume batch"));
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(says(*stage.page, u"42 written"_s));
        QVERIFY(says(*stage.page, u"Finished"_s));
        QVERIFY(!button(*stage.page, "Stop batch")->isVisibleTo(stage.page.get()));
        QCOMPARE(stage.desk.differing(7).join(u"; "_s).isEmpty(), true);
        stage.grab(u"batch-finished"_s);

        QVERIFY(press(*stage.page, "All batches"));
        QTRY_VERIFY(says(*stage.page, u"42 written"_s));
        stage.grab(u"batch-list"_s);
        QTRY_VERIFY(stage.canPress("Open batch Spring round"));
        QVERIFY(press(*stage.page, "Open batch Spring round"));
        QVERIFY(!stage.canPress("Choose CSV")); // it is being read
        QTRY_VERIFY(stage.desk.batches().current());
        QVERIFY(says(*stage.page, u"Finished"_s));
        QVERIFY(press(*stage.page, "All batches"));
        QTRY_VERIFY(stage.canPress("Forget batch Spring round"));
        QVERIFY(press(*stage.page, "Forget batch Spring round"));
        auto *dialog = stage.page->findChild<ui::FormDialog *>();
        QVERIFY(dialog);
        dialog->acceptButton()->click();
        QTRY_VERIFY(stage.desk.batches().list().isEmpty());
    }

    /// Refused rows are no progress; the row without a researcher is counted as such; what was typed is shown.
    void whatWouldNotBeWrittenIsToldApart()
    {
        Stage stage;
        QVERIFY(stage.start(0, six.first(2)));
        QByteArray csv = stage.desk.worksCsv(3);
        csv += stage.desk.orcids.at(0).toUtf8() + ",nonsense,x,journal-article,10.5555/x\r\n";
        csv += "0000-0002-1825-0098,works,No name,journal-article,10.5555/none\r\n";
        QVERIFY(stage.openFile(csv));
        QTRY_VERIFY(says(*stage.page, u"2 researchers, 1 row without"_s));
        QCOMPARE(stage.page->focusWidget(), stage.people());
        const QModelIndex first = stage.people()->model()->index(0, 0);
        QCOMPARE(first.data(Qt::AccessibleDescriptionRole).toString(), u"3 to add, 1 would be refused, 4 rows"_s);
        QCOMPARE(stage.rows()->model()->index(3, BatchRows::Item).data().toString(), u"x"_s);
        const ui::Colors &c = ui::Theme::of().colors();
        const QImage line = stage.people()->viewport()->grab(stage.people()->visualRect(first)).toImage();
        const auto has = [&line](const QColor &color) {
            for (int y = 0; y < line.height(); ++y) {
                for (int x = 0; x < line.width(); ++x) {
                    if (line.pixelColor(x, y) == color)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(has(c.err));
        QVERIFY(!has(c.ok));
        stage.people()->setCurrentIndex(stage.people()->model()->index(2, 0));
        QTRY_COMPARE(stage.rows()->model()->rowCount(), 1);
        QVERIFY(stage.rows()->model()->index(0, BatchRows::State).data(Qt::AccessibleTextRole).toString().contains(u"the check digit of the iD 0000-0002-1825-0098 is wrong"_s));
        stage.grab(u"batch-told-apart"_s);
    }

    void aPauseNamesWhoAndWhatComesNext()
    {
        Stage stage;
        QVERIFY(stage.start(0, six.first(2)));
        QVERIFY(stage.openFile(stage.desk.worksCsv(3)));
        stage.desk.runner().setAtOnce(1);
        stage.desk.whenWritten(1, [&stage] { stage.desk.runner().pause(); });
        QVERIFY(press(*stage.page, "Start batch"));
        QVERIFY(stage.desk.finish());
        QCOMPARE(stage.desk.batch().state, Batch::State::Paused);
        const auto *people = stage.people()->model();
        QTRY_COMPARE(people->index(0, 0).data(ui::PeopleModel::CaptionRole).toString(), u"Paused · 1 written"_s);
        QCOMPARE(people->index(1, 0).data(ui::PeopleModel::CaptionRole).toString(), u"Waiting"_s);
        const int next = stage.desk.batch().people.at(0).rows.at(1);
        QVERIFY(says(*stage.page, u"a restart goes on at row %1 and"_s.arg(stage.desk.batch().rows.at(next).item.number)));
    }

    /// Every write can be looked at, field by field and as JSON, before it is sent; afterwards what was sent beside what is stored.
    void eachRowIsReviewedBeforeAndAfterItIsWritten()
    {
        Stage stage;
        QVERIFY(stage.start(0, six.first(2)));
        QVERIFY(stage.openFile(stage.desk.worksCsv(1)));
        QVERIFY(press(*stage.page, "Start batch"));
        QVERIFY(stage.desk.finish());
        QVERIFY(press(*stage.page, "All batches"));
        QByteArray csv = stage.desk.worksCsv(3, u" revised"_s); // one of each changes, two are new
        csv += stage.desk.orcids.at(0).toUtf8() + ",works,Without an identifier,journal-article,\r\n";
        csv += ",works,No name,journal-article,10.5555/none\r\n";
        QVERIFY(stage.openFile(csv));
        auto *review = stage.page->findChild<ui::RowReviewCard *>();
        QVERIFY(review && !review->isVisible());
        const QString record = u"/v3.0/"_s + stage.desk.orcids.at(0);
        const qint64 putCode = stage.desk.works(stage.desk.orcids.at(0)).first();

        // An update: both sides of what differs.
        QVERIFY(press(*stage.page, "Review rows"));
        QTRY_VERIFY(review->isVisible());
        QVERIFY(!stage.people()->isVisible());
        QTRY_VERIFY(says(*review, u"Before and after"_s));
        QVERIFY(says(*review, u"PUT %1/work/%2"_s.arg(record).arg(putCode)));
        auto *title = named(*review, u"Title"_s);
        QVERIFY(title);
        QCOMPARE(title->accessibleDescription(), u"Before: Work 1 of person 1. After: Work 1 of person 1 revised."_s);
        QVERIFY(!button(*review, "Show HTTP exchange")->isVisibleTo(review));
        stage.grab(u"batch-review-update"_s);
        QVERIFY(press(*review, "Changes as JSON"));
        QTRY_VERIFY(named<QPlainTextEdit>(*review, u"Changes as JSON"_s)->toPlainText().contains(u"revised"_s));
        stage.grab(u"batch-review-json"_s);
        QVERIFY(press(*review, "Changes as fields"));

        // A new item, and one that is not sent.
        QTest::keyClick(stage.rows(), Qt::Key_Down);
        QTRY_VERIFY(says(*review, u"POST %1/work"_s.arg(record)));
        QCOMPARE(named(*review, u"Title"_s)->accessibleDescription(), u"After: Work 2 of person 1 revised"_s);
        QTest::keyClick(stage.rows(), Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(says(*review, u"Without an identifier"_s));
        QVERIFY(!says(*review, u"POST"_s));
        stage.grab(u"batch-review-refused"_s);

        // The other researcher's rows go to her record; lines that name nobody go nowhere.
        QSignalSpy closed(stage.page.get(), &ui::SubPage::closed);
        QTest::keyClick(stage.rows(), Qt::Key_Escape); // leaves the review, not the page
        QTRY_VERIFY(!review->isVisible());
        QCOMPARE(closed.size(), 0);
        QTest::keyClick(stage.rows(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        const QPoint second = stage.rows()->visualRect(stage.rows()->model()->index(1, 0)).center();
        QTest::mouseClick(stage.rows()->viewport(), Qt::LeftButton, {}, second);
        QTest::mouseDClick(stage.rows()->viewport(), Qt::LeftButton, {}, second);
        QTRY_VERIFY(says(*review, BatchDesk::title(0, 1)));
        QTest::keyClick(stage.rows(), Qt::Key_Escape);
        QTRY_VERIFY(!review->isVisible());
        QVERIFY(stage.people()->isVisible());
        stage.people()->setCurrentIndex(stage.people()->model()->index(1, 0));
        stage.rows()->setFocus();
        stage.rows()->setCurrentIndex(stage.rows()->model()->index(2, 0));
        QTest::keyClick(stage.rows(), Qt::Key_Return);
        QTRY_VERIFY(review->isVisible());
        QVERIFY(says(*review, u"POST /v3.0/%1/work"_s.arg(stage.desk.orcids.at(1))));
        stage.page->resize(1390, 900); // people have room again
        QTRY_VERIFY(stage.people()->isVisible());
        stage.grab(u"batch-review-wide"_s);
        stage.people()->setCurrentIndex(stage.people()->model()->index(2, 0));
        QTRY_VERIFY(says(*review, u"no iD in the column orcid"_s));
        QVERIFY(!says(*review, u"POST"_s));
        QCOMPARE(stage.desk.writes(), 2);

        // Afterwards: what was sent beside what the registry stored, and its exchange.
        QVERIFY(press(*stage.page, "Start batch"));
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(says(*stage.page, u"Finished"_s));
        stage.people()->setCurrentIndex(stage.people()->model()->index(0, 0));
        QTRY_VERIFY(says(*review, u"Sent and stored"_s));
        stage.page->resize(968, 700);
        stage.grab(u"batch-review-written"_s);
        for (int row = 0; row < 2; ++row) {
            stage.rows()->setCurrentIndex(stage.rows()->model()->index(row, 0));
            QSignalSpy shown(stage.page.get(), &ui::Page::showExchange);
            QTRY_VERIFY(button(*review, "Show HTTP exchange")->isVisibleTo(review));
            QVERIFY(press(*review, "Show HTTP exchange"));
            QCOMPARE(shown.size(), 1);
            const http::Exchange *exchange = stage.desk.trace().find(shown.first().first().toLongLong());
            QVERIFY(exchange);
            QCOMPARE(exchange->method, row == 0 ? u"PUT"_s : u"POST"_s);
            QCOMPARE(exchange->url.path(), row == 0 ? u"%1/work/%2"_s.arg(record).arg(putCode) : u"%1/work"_s.arg(record));
            QVERIFY(exchange->requestBody.contains(row == 0 ? "Work 1 of person 1 revised" : "Work 2 of person 1 revised"));
        }

        QVERIFY(press(*stage.page, "Review rows"));
        QTRY_VERIFY(!review->isVisible());
    }

    void anUpdateWithoutWhatWasThereSaysSo()
    {
        Stage stage;
        QVERIFY(stage.start(0, six.first(1)));
        QVERIFY(stage.openFile(stage.desk.worksCsv(1)));
        QVERIFY(press(*stage.page, "Start batch"));
        QVERIFY(stage.desk.finish());
        QVERIFY(press(*stage.page, "All batches"));
        QVERIFY(stage.openFile(stage.desk.worksCsv(1, u" revised"_s)));
        QVERIFY(stage.desk.vault().removeAll(u"batch-before"_s, stage.desk.batch().id)); // as batches of an earlier Baton are
        QVERIFY(press(*stage.page, "Review rows"));
        auto *review = stage.page->findChild<ui::RowReviewCard *>();
        QTRY_VERIFY(says(*review, u"What the record holds was not kept with this batch"_s));
        QCOMPARE(named(*review, u"Title"_s)->accessibleDescription(), u"After: Work 1 of person 1 revised"_s);
    }

    /// While rows are written the one being sent is shown, until somebody chose another.
    void theReviewGoesAlongUntilSomebodyChooses()
    {
        Stage stage;
        QVERIFY(stage.start(0, six.first(1)));
        QVERIFY(stage.openFile(stage.desk.worksCsv(8)));
        QVERIFY(press(*stage.page, "Review rows"));
        auto *review = stage.page->findChild<ui::RowReviewCard *>();
        QTRY_VERIFY(says(*review, BatchDesk::title(0, 0)));
        stage.desk.whenWritten(3, [&stage] { stage.desk.runner().pause(); });
        QVERIFY(press(*stage.page, "Start batch"));
        QVERIFY(stage.desk.finish());
        QTRY_COMPARE(stage.rows()->currentIndex().row(), 2);
        QTRY_VERIFY(says(*review, BatchDesk::title(0, 2)));
        const int chosen = 7;
        stage.rows()->setCurrentIndex(stage.rows()->model()->index(chosen, 0));
        QVERIFY(press(*stage.page, "Resume batch"));
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(says(*stage.page, u"Finished"_s));
        QCOMPARE(stage.rows()->currentIndex().row(), chosen);
        QTRY_VERIFY(says(*review, BatchDesk::title(0, chosen)));
        QVERIFY(says(*review, u"Sent and stored"_s));
    }

    void delegationsThatArriveAreTold()
    {
        Stage stage;
        QVERIFY(stage.start(0, six.first(1)));
        const auto late = stage.desk.registry.registry.addResearcher(u"Ruth"_s, u"Adeyemi-Clarke"_s, u"public"_s);
        QVERIFY(late);
        QVERIFY(stage.openFile(stage.desk.worksCsv(2)));
        QVERIFY(!stage.canPress("Compare with the records")); // everybody has one
        QVERIFY(press(*stage.page, "All batches"));
        QVERIFY(stage.openFile(stage.desk.worksCsv(2) + late->orcid.toUtf8() + ",works,Late,journal-article,10.5555/late\r\n"));
        QTRY_VERIFY(stage.canPress("Compare with the records"));
        QVERIFY(!stage.banner().contains(u"arrived"_s));
        stage.desk.deliver(late->orcid, u"Ruth Adeyemi-Clarke"_s);
        QTRY_VERIFY(stage.banner().contains(u"A delegation arrived for 1 researcher of this batch."_s));
        stage.grab(u"batch-arrived"_s);
        QVERIFY(press(*stage.page, "Compare with the records"));
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(says(*stage.page, u"3 to add, 0 to update; nothing is written yet"_s));
        QVERIFY(!stage.banner().contains(u"arrived"_s));
        QVERIFY(!stage.canPress("Compare with the records"));
        QCOMPARE(stage.people()->model()->index(1, 0).data().toString(), u"Ruth Adeyemi-Clarke"_s);
    }

    void herWithdrawalIsToldAndHerRowsAreShown()
    {
        Stage stage;
        QVERIFY(stage.start(0, six));
        QVERIFY(stage.openFile(stage.desk.worksCsv(12)));
        const QString orcid = stage.desk.orcids.at(1);
        stage.desk.whenWritten(14, [&stage, orcid] {
            stage.desk.registry.registry.configure([orcid](practice::RegistryCore &core) {
                core.accounts().revokeGrant(orcid, northbridge, { u"openid"_s, u"/read-limited"_s, u"/activities/update"_s, u"/person/update"_s });
            });
            stage.desk.registry.registry.advanceClock(std::chrono::minutes(61));
        });
        QVERIFY(press(*stage.page, "Start batch"));
        QTRY_VERIFY_WITH_TIMEOUT(stage.banner().contains(u"Amina Okonkwo withdrew the permission,"_s), 30'000);
        QVERIFY(stage.banner().contains(u"everyone else’s go on"_s));
        stage.grab(u"batch-running"_s);
        QVERIFY(press(*stage.page, "Show stopped rows"));
        QCOMPARE(stage.people()->currentIndex().row(), 1);
        QVERIFY(stage.people()->currentIndex().data(Qt::AccessibleDescriptionRole).toString().startsWith(u"Stopped: permission withdrawn"_s));
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(says(*stage.page, u"Finished"_s));
        const auto *model = stage.rows()->model();
        QCOMPARE(model->rowCount(), 12);
        QCOMPARE(model->index(11, BatchRows::State).data().toString(), u"Stopped"_s);
        stage.grab(u"batch-stopped-rows"_s);
    }

    void stoppingAsksOnce()
    {
        Stage stage;
        QVERIFY(stage.start(2));
        QVERIFY(stage.openFile(stage.desk.worksCsv(3)));
        QVERIFY(press(*stage.page, "Start batch"));
        stage.desk.runner().pause();
        QVERIFY(stage.desk.finish());
        QTRY_VERIFY(stage.canPress("Stop batch"));
        QVERIFY(press(*stage.page, "Stop batch"));
        auto *dialog = stage.page->findChild<ui::FormDialog *>();
        QVERIFY(dialog);
        QVERIFY(stage.desk.batch().state == Batch::State::Paused);
        dialog->acceptButton()->click();
        QTRY_COMPARE(stage.desk.batch().state, Batch::State::Stopped);
        QVERIFY(says(*stage.page, u"Stopped"_s));
    }

    /// Before the first write to real records; numbers and environment are named, and it is asked once.
    void aRealRegistryIsAskedAboutFirst()
    {
        Stage stage;
        QVERIFY(stage.start(2));
        orcid::Environment real = stage.desk.batches().environment();
        real.kind = orcid::Environment::Kind::Sandbox;
        real.name = u"ORCID Sandbox"_s;
        stage.desk.batches().setEnvironment(real);
        stage.page->setEnvironment(real);
        QVERIFY(stage.openFile(stage.desk.worksCsv(2)));
        QVERIFY(press(*stage.page, "Start batch"));
        auto *dialog = stage.page->findChild<ui::FormDialog *>();
        QVERIFY(dialog);
        QVERIFY(says(*dialog, u"ORCID Sandbox"_s));
        QVERIFY(says(*dialog, u"4 items will be added and 0 updated."_s));
        QCOMPARE(stage.desk.writes(), 0);
        QVERIFY(!stage.desk.runner().isBusy());
        dialog->acceptButton()->click();
        QVERIFY(stage.desk.runner().isBusy());
        stage.desk.runner().pause();
        QVERIFY(stage.desk.finish());
        if (stage.desk.batch().state == Batch::State::Paused) {
            QTRY_VERIFY(stage.canPress("Resume batch"));
            QVERIFY(press(*stage.page, "Resume batch")); // not asked again
            QVERIFY(stage.desk.runner().isBusy());
            QVERIFY(stage.desk.finish());
        }
        QCOMPARE(stage.desk.differing(2).join(u"; "_s), QString());
    }
};

QTEST_MAIN(TestBatchPage)
#include "tst_batchpage.moc"
