#include "tests/app/imports/importdesk.h"
#include "tests/ui/gallery/look.h"
#include "tests/ui/gallery/visible.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/imports/importsheet.h"
#include "ui/record/imports/verdictmodel.h"
#include "ui/record/recordpage.h"

#include <QtTest/QtTest>

#include <QtGui/QAccessible>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using test::ImportDesk;

namespace {

const QByteArray head = "title,type,doi,journal,year,notes\n";

QByteArray line(const QByteArray &title, const QByteArray &doi, const QByteArray &rest = "Estuaries Review,2026,")
{
    return title + ",journal-article," + doi + ',' + rest + '\n';
}

struct Stage {
    ImportDesk desk;
    std::unique_ptr<record::Drafts> drafts;
    std::unique_ptr<RecordPage> page;
    QTemporaryDir files;

    Stage()
    {
        if (!desk.start())
            qFatal("no practice registry");
        makePage();
    }
    ~Stage()
    {
        page.reset();
        drafts.reset();
    }
    void makePage()
    {
        drafts = std::make_unique<record::Drafts>(desk.run->vault);
        page = std::make_unique<RecordPage>(RecordPage::Parts { desk.run->client, desk.run->session, desk.run->writer, desk.run->undo, *drafts });
        page->resize(968, 700);
        page->show();
        page->showImport();
    }
    ImportSheet *sheet() { return page->findChild<ImportSheet *>(); }
    VerdictModel *model() { return sheet()->findChild<VerdictModel *>(); }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(files.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(file.fileName()));
        return file.fileName();
    }
    bool rehearsed(int rows)
    {
        return QTest::qWaitFor([this, rows] { return model()->counts().all == rows; }, 30'000);
    }
    bool importFile(const QByteArray &bytes, int rows, const QString &name = u"northbridge-2026.csv"_s)
    {
        sheet()->openFile(write(name, bytes));
        return rehearsed(rows);
    }
    QStringList verdicts()
    {
        QStringList out;
        for (int row = 0; row < model()->rowCount(); ++row)
            out << model()->index(row, VerdictModel::VerdictColumn).data().toString();
        return out;
    }
    QString words()
    {
        QString all;
        for (QLabel *label : page->findChildren<QLabel *>()) {
            if (label->isVisible())
                all += label->text() + u'\n';
        }
        return all;
    }
    void press(const QString &name)
    {
        auto *button = test::visible<QPushButton>(page.get(), name);
        if (!button || !button->isEnabled())
            qFatal("no button %s to press", qPrintable(name));
        button->click();
    }
    QString heading() { return page->accessibleName(); }
    void choose(int row)
    {
        auto *table = test::visible<QTableView>(page.get(), u"Rehearsal"_s);
        table->setCurrentIndex(table->model()->index(row, VerdictModel::TitleColumn));
    }
    /// "Field: what is said of it" for each entry of a list that is in sight.
    QStringList listed(const QString &list)
    {
        QStringList out;
        for (RoleWidget *one : page->findChildren<RoleWidget *>()) {
            if (one->isVisible() && one->accessibleName() == list) {
                for (RoleWidget *entry : one->findChildren<RoleWidget *>())
                    out << entry->accessibleName() + u": "_s + entry->accessibleDescription();
            }
        }
        return out;
    }
    QStringList changes() { return listed(u"Changes to review"_s); }
    /// Through the review, as everybody must.
    void send()
    {
        press(u"Send works"_s);
        press(u"Send changes"_s);
    }
    void grab(const QString &name) { test::picture(*page, name); }
};

} // namespace

/// The import page as somebody at a desk uses it, found by accessible name; the record is read over HTTP.
class TestRecordImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void model()
    {
        VerdictModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<imports::Verdict> verdicts(4);
        verdicts[1].kind = imports::Verdict::Kind::Update;
        verdicts[2].kind = imports::Verdict::Kind::Same;
        verdicts[3].kind = imports::Verdict::Kind::Refused;
        verdicts[3].code = 9023;
        QList<formats::Row> rows = test::workRows(4);
        for (formats::Row &row : rows)
            row.title = u"Import %1"_s.arg(row.number);
        model.set(rows, verdicts);
        QCOMPARE(model.counts().toAdd, 1);
        QCOMPARE(model.counts().toUpdate, 1);
        QCOMPARE(model.counts().staying, 1);
        QCOMPARE(model.counts().leftOut, 1);
        QCOMPARE(model.shownState(), Qt::Checked);
        model.tick(0, false);
        model.tick(3, true); // can't be
        QCOMPARE(model.chosen().size(), 1);
        QCOMPARE(model.shownState(), Qt::PartiallyChecked);
        model.set(rows, verdicts);
        QCOMPARE(model.isTicked(0), false); // kept by key
        model.setFilter(VerdictModel::Same);
        QCOMPARE(model.rowCount(), 2);
        model.setFilter(VerdictModel::All);
        model.setWords(u"IMPORT 1"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.number(0), 1);
        model.setWords(u"9023"_s);
        QCOMPARE(model.rowCount(), 1);
        imports::Outcome outcome;
        outcome.row = 4;
        outcome.state = imports::Outcome::State::Added;
        outcome.putCode = 1740;
        model.setOutcome(outcome);
        QCOMPARE(model.index(0, VerdictModel::VerdictColumn).data().toString(), u"Added, put-code 1740"_s);
        QCOMPARE(model.exportRows().size(), 4);
        QCOMPARE(model.exportRows().last().value(7), u"1740"_s);
    }

    void aFileIsRehearsedAndSent()
    {
        Stage stage;
        QVERIFY(test::visible<QPushButton>(stage.page.get(), u"Choose file"_s));
        stage.grab(u"import-empty"_s);
        QVERIFY(stage.importFile(head + line("Import tides", "10.5555/im.1") + line("Import burrows", "10.5555/im.2") + line("Import twice", "10.5555/IM.2")
                + line("Import nothing", "") + line("Import salt", "10.5555/im.5"), 5));
        QCOMPARE(stage.verdicts(), (QStringList { u"New"_s, u"New"_s, u"Would be refused: 9021"_s, u"Would be refused: 9023"_s, u"New"_s }));
        QVERIFY2(stage.words().contains(u"3 new."_s), qPrintable(stage.words()));
        QVERIFY(stage.words().contains(u"1 bulk POST. 2 are left out."_s));
        QVERIFY(stage.words().contains(u"A rehearsal. Nothing has been sent yet."_s));
        QVERIFY(stage.words().contains(u"CSV, 5 entries"_s));
        QVERIFY(test::visible<QAbstractButton>(stage.page.get(), u"All rows"_s)->isChecked());
        auto *refused = test::visible<QCheckBox>(stage.page.get(), u"Send row 3"_s);
        QVERIFY(refused && !refused->isEnabled() && !refused->isChecked());
        QVERIFY(refused->accessibleDescription().contains(u"same doi as row 2"_s));
        test::visible<QCheckBox>(stage.page.get(), u"Send row 5"_s)->click();
        QVERIFY(stage.words().contains(u"2 new."_s));
        QCOMPARE(test::visible<QPushButton>(stage.page.get(), u"Send works"_s)->text(), u"Send 2 works…"_s);
        auto *table = test::visible<QTableView>(stage.page.get(), u"Rehearsal"_s);
        QVERIFY(table);
        auto *same = test::visible<QAbstractButton>(stage.page.get(), u"Refused rows"_s);
        same->click();
        QCOMPARE(table->model()->rowCount(), 2);
        test::visible<QAbstractButton>(stage.page.get(), u"All rows"_s)->click();
        test::visible<QLineEdit>(stage.page.get(), u"Search rows"_s)->setText(u"burrows"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        test::visible<QLineEdit>(stage.page.get(), u"Search rows"_s)->clear();
        stage.grab(u"import-rehearsal"_s);
        QVERIFY(stage.desk.onRecord().isEmpty()); // nothing was sent yet
        stage.send();
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Show in journal"_s), 20'000);
        QCOMPARE(stage.desk.onRecord(), (QMap<QString, int> { { u"Import tides"_s, 1 }, { u"Import burrows"_s, 1 } }));
        QVERIFY(stage.verdicts().first().startsWith(u"Added, put-code"));
        QCOMPARE(stage.verdicts().last(), u"Left out"_s);
        QVERIFY(stage.words().contains(u"2 added."_s));
        stage.grab(u"import-sent"_s);
        stage.press(u"Show in journal"_s);
        QTRY_VERIFY(test::visible<QPushButton>(stage.page.get(), u"Undo this session"_s));
        QCOMPARE(stage.desk.entries().size(), 2);
    }

    void theSameFileLaterUpdatesAndKeepsTicks()
    {
        Stage stage;
        QVERIFY(stage.importFile(head + line("Import tides", "10.5555/im.1") + line("Import burrows", "10.5555/im.2"), 2));
        stage.send();
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Show in journal"_s), 20'000);
        stage.press(u"Back to items"_s);
        stage.page->showImport();
        // Corrected: another title, a new row.
        QVERIFY(stage.importFile(head + line("Import tides revised", "10.5555/im.1") + line("Import burrows", "10.5555/im.2") + line("Import salt", "10.5555/im.3"), 3));
        QVERIFY2(stage.model()->counts().toUpdate == 1, qPrintable(stage.model()->index(0, VerdictModel::VerdictColumn).data(Qt::AccessibleTextRole).toString()));
        QCOMPARE(stage.model()->counts().toAdd, 1);
        QVERIFY2(stage.words().contains(u"1 new, 1 update."_s), qPrintable(stage.words()));
        QVERIFY(stage.words().contains(u"1 bulk POST and 1 PUT. 1 stays as it is."_s));
        test::visible<QCheckBox>(stage.page.get(), u"Send row 3"_s)->click();
        auto *again = test::visible<QToolButton>(stage.page.get(), u"Read file again"_s);
        QSignalSpy read(stage.model(), &QAbstractItemModel::modelReset);
        again->click();
        QTRY_VERIFY_WITH_TIMEOUT(read.size() >= 2 && stage.model()->counts().all == 3, 20'000);
        QCOMPARE(stage.model()->counts().toAdd, 0); // the tick stays off
        stage.send();
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Show in journal"_s), 20'000);
        QCOMPARE(stage.desk.onRecord(), (QMap<QString, int> { { u"Import tides revised"_s, 1 }, { u"Import burrows"_s, 1 } }));
    }

    /// The file, the record and the verdicts of the design's picture.
    void bibtexAsInThePicture()
    {
        Stage stage;
        const auto onRecord = [&stage](const QString &title, const QString &doi) {
            return test::awaited(stage.desk.run->writer.add(u"works"_s, test::PracticeRecord::work(title, doi)));
        };
        QVERIFY(onRecord(u"Peat, salt and carbon"_s, u"10.5555/im.9"_s));
        QVERIFY(onRecord(u"Tidal marsh"_s, u"10.5555/im.1"_s));
        const QByteArray bib = R"(
@article{marsh26, title = {Tidal marsh recovery after managed realignment}, journal = {Estuaries Review}, year = 2026, month = sep, doi = {10.5555/im.1},
  author = {Hernandez Garcia, Sofia and Example, Ada}, abstract = {Two lines.}, keywords = {tides}, file = {marsh.pdf}}
@article{crab, title = {Crab burrows and marsh drainage}, journal = {Estuaries Review}, year = 2026, doi = {10.5555/im.2}}
@misc{futures, title = {Marsh futures: a working paper}, year = 2025}
@article{gauges, title = {Tide gauges for schools}, year = 2024, doi = {10.5555/tg.7}}
@article{gauges2, title = {Tide gauges for schools (preprint)}, year = 2024, doi = {10.5555/TG.7}}
@article{peat, title = {Peat, salt and carbon}, doi = {10.5555/im.9}}
)";
        QVERIFY(stage.importFile(bib, 6, u"northbridge-2026.bib"_s));
        const QStringList verdicts = stage.verdicts();
        QVERIFY2(verdicts.first().startsWith(u"Same as put-code"), qPrintable(verdicts.first()));
        QCOMPARE(verdicts.mid(1, 4), (QStringList { u"New"_s, u"Would be refused: 9023"_s, u"New"_s, u"Would be refused: 9021"_s }));
        QVERIFY(stage.words().contains(u"BibTeX, 6 entries"_s));
        QVERIFY2(stage.words().contains(u"2 new, 1 update."_s), qPrintable(stage.words()));
        QVERIFY(test::visibleCombo(stage.page.get(), u"doi becomes"_s));
        QComboBox *kind = test::visibleCombo(stage.page.get(), u"@article becomes"_s);
        QVERIFY(kind);
        QCOMPARE(kind->currentText(), u"Journal article"_s);
        stage.grab(u"import-bibtex"_s);
        stage.press(u"Send works"_s);
        // The first row differs in fields: each is there before and after, in words and as the body that would leave.
        QCOMPARE(stage.heading(), u"Review 3 works"_s);
        QTRY_VERIFY(!stage.changes().isEmpty());
        const QStringList changes = stage.changes();
        QVERIFY2(changes.contains(u"Title: Before: Tidal marsh. After: Tidal marsh recovery after managed realignment."_s), qPrintable(changes.join(u'\n')));
        QVERIFY2(stage.words().contains(u"PUT /v3.0/"_s), qPrintable(stage.words()));
        stage.grab(u"import-review"_s);
        test::visible<QAbstractButton>(stage.page.get(), u"Changes as JSON"_s)->click();
        QVERIFY(test::visible<QPlainTextEdit>(stage.page.get(), u"Changes as JSON"_s)->toPlainText().contains(u"\"value\": \"Tidal marsh\""_s));
        stage.grab(u"import-review-json"_s);
        stage.choose(1); // new: what it holds
        QVERIFY2(stage.words().contains(u"/works"_s), qPrintable(stage.words()));
        stage.choose(2); // refused: what it holds, and why it stays here
        QVERIFY(stage.words().contains(u"Would be refused: 9023: Marsh futures"_s));
        QVERIFY(!stage.words().contains(u"POST /v3.0/"_s));
        stage.press(u"Back to rehearsal"_s);
        QVERIFY(test::visibleCombo(stage.page.get(), u"doi becomes"_s));
        stage.choose(0);
        stage.send();
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Show in journal"_s), 20'000);
        QVERIFY2(stage.words().contains(u"2 added, 1 updated."_s), qPrintable(stage.words()));
        // Beside the results: what was sent and what the registry stored, and the exchange that carried it.
        QVERIFY(stage.words().contains(u"Sent and stored"_s));
        QTRY_VERIFY(!stage.listed(u"Sent and stored"_s).isEmpty());
        QVERIFY2(stage.listed(u"Sent and stored"_s).filter(u"Title"_s).value(0).contains(u"Tidal marsh recovery"_s), qPrintable(stage.listed(u"Sent and stored"_s).join(u'\n')));
        QSignalSpy exchanges(stage.page.get(), &Page::showExchange);
        stage.grab(u"import-bibtex-sent"_s);
        stage.press(u"Show HTTP exchange"_s);
        QCOMPARE(exchanges.size(), 1);
        const http::Exchange *carried = stage.desk.run->session.trace().find(exchanges.first().first().toLongLong());
        QVERIFY(carried && carried->method == u"PUT"_s);
        stage.choose(1);
        stage.press(u"Show HTTP exchange"_s);
        carried = stage.desk.run->session.trace().find(exchanges.last().first().toLongLong());
        QVERIFY(carried && carried->method == u"POST"_s && carried->url.path().endsWith(u"/works"_s));
        QVERIFY(stage.importFile(bib, 6, u"northbridge-2026.bib"_s));
        QTRY_COMPARE(stage.model()->counts().staying, 4); // nothing to send any more
        QVERIFY(!test::visible<QPushButton>(stage.page.get(), u"Send works"_s)->isEnabled());
    }

    void theMappingIsRemembered()
    {
        Stage stage;
        QVERIFY(stage.importFile(head + line("Import tides", "10.5555/im.1", "Estuaries Review,2026,Two lines about tides"), 1));
        QComboBox *notes = test::visibleCombo(stage.page.get(), u"notes becomes"_s);
        QVERIFY(notes);
        QVERIFY(test::visibleCombo(stage.page.get(), u"title becomes"_s));
        const int description = notes->findData(u"short-description"_s);
        QVERIFY(description > 0);
        QSignalSpy read(stage.model(), &QAbstractItemModel::modelReset);
        notes->setCurrentIndex(description);
        Q_EMIT notes->activated(description);
        QTRY_VERIFY_WITH_TIMEOUT(read.size() >= 2 && stage.model()->counts().all == 1, 20'000);
        QCOMPARE(stage.model()->chosen().first().row.content[u"short-description"_s].toString(), u"Two lines about tides"_s);
        // Another file of the kind, another day.
        stage.page.reset();
        stage.drafts.reset();
        QVERIFY(stage.desk.restart());
        stage.makePage();
        QVERIFY(stage.importFile(head + line("Import salt", "10.5555/im.9", "Estuaries Review,2026,Salt"), 1, u"next-year.csv"_s));
        QCOMPARE(stage.model()->chosen().first().row.content[u"short-description"_s].toString(), u"Salt"_s);
        QCOMPARE(test::visibleCombo(stage.page.get(), u"notes becomes"_s)->currentData().toString(), u"short-description"_s);
    }

    void whatCannotBeReadIsTold()
    {
        Stage stage;
        stage.sheet()->openFile(stage.write(u"empty.csv"_s, {}));
        QTRY_VERIFY2(stage.words().contains(u"empty"_s), qPrintable(stage.words()));
        QVERIFY(test::visible<QPushButton>(stage.page.get(), u"Choose file"_s));
        stage.sheet()->openFile(stage.write(u"picture.csv"_s, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)));
        QTRY_VERIFY2(stage.words().contains(u"BibTeX"_s), qPrintable(stage.words()));
        QSignalSpy failed(stage.sheet(), &ImportSheet::failed);
        stage.sheet()->openFile(stage.files.filePath(u"not-there.csv"_s));
        QTRY_VERIFY(failed.size() > 0);
        // A file that was fine stays when the next one is not.
        QVERIFY(stage.importFile(head + line("Import tides", "10.5555/im.1"), 1));
        stage.sheet()->openFile(stage.write(u"empty.csv"_s, {}));
        QTRY_VERIFY(failed.size() > 1);
        QCOMPARE(stage.model()->counts().all, 1);
    }

    void nothingToSend()
    {
        Stage stage;
        QVERIFY(stage.importFile(head + line("Import nothing", ""), 1));
        auto *send = test::visible<QPushButton>(stage.page.get(), u"Send works"_s);
        QVERIFY(send && !send->isEnabled());
        QCOMPARE(send->accessibleDescription(), u"Nothing to send."_s);
        QVERIFY(stage.words().contains(u"Nothing to send."_s));
    }

    void anEndedTokenKeepsEverything()
    {
        Stage stage;
        QVERIFY(stage.importFile(head + line("Import tides", "10.5555/im.1"), 1));
        QVERIFY(test::visible<QPushButton>(stage.page.get(), u"Send works"_s)->isEnabled());
        stage.desk.fixture.registry.advanceClock(std::chrono::hours(2));
        stage.send();
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Rehearse again"_s), 20'000);
        QVERIFY2(stage.words().contains(u"1 not sent."_s) || stage.words().contains(u"1 refused."_s), qPrintable(stage.words()));
        QVERIFY(stage.desk.run->session.hasEnded());
        QCOMPARE(stage.model()->counts().all, 1);
        stage.grab(u"import-token-ended"_s);
    }

    void sendingCanBeCancelled()
    {
        Stage stage;
        QByteArray bytes = head;
        for (int i = 1; i <= 250; ++i)
            bytes += line("Import " + QByteArray::number(i), "10.5555/im." + QByteArray::number(i));
        QVERIFY(stage.importFile(bytes, 250));
        stage.grab(u"import-many"_s);
        stage.send();
        QTRY_VERIFY(test::visible<QPushButton>(stage.page.get(), u"Cancel sending"_s));
        stage.press(u"Cancel sending"_s);
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Rehearse again"_s), 20'000);
        QCOMPARE(stage.desk.onRecord().size(), 100); // the bulk under way is waited for
        QVERIFY2(stage.words().contains(u"100 added, 150 not sent."_s), qPrintable(stage.words()));
        stage.press(u"Rehearse again"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.model()->counts().toAdd, 150, 20'000);
        QCOMPARE(stage.model()->counts().staying, 100);
        stage.send();
        QTRY_VERIFY_WITH_TIMEOUT(test::visible<QPushButton>(stage.page.get(), u"Show in journal"_s), 30'000);
        const QMap<QString, int> there = stage.desk.onRecord();
        QCOMPARE(there.size(), 250);
        for (const int times : there)
            QCOMPARE(times, 1);
    }

    void aDroppedFileIsImported()
    {
        Stage stage;
        stage.page->addItem(); // not while something is being edited
        QMimeData data;
        data.setUrls({ QUrl::fromLocalFile(stage.write(u"dropped.csv"_s, head + line("Import tides", "10.5555/im.1"))) });
        QDragEnterEvent enter({ 50, 50 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(stage.page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({ 50, 50 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(stage.page.get(), &drop);
        QVERIFY(stage.rehearsed(1));
        QMimeData package;
        package.setUrls({ QUrl::fromLocalFile(stage.write(u"p.baton"_s, "x")) });
        QDragEnterEvent other({ 50, 50 }, Qt::CopyAction, &package, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(stage.page.get(), &other);
        QVERIFY(!other.isAccepted()); // packages are the window's
    }

    void realRecordsAskFirst()
    {
        Stage stage;
        QVERIFY(stage.importFile(head + line("Import tides", "10.5555/im.1"), 1));
        orcid::Environment production = orcid::Environment::production();
        stage.page->setEnvironment(production);
        stage.send();
        auto *box = stage.page->findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY2(box->text().contains(u"1 new and 0 to be changed"_s), qPrintable(box->text()));
        QVERIFY(stage.desk.onRecord().isEmpty());
        box->reject();
        QVERIFY(!stage.sheet()->isSending());
    }

    /// Ten thousand rows: boxes for those in sight only, and no pause that anybody would notice.
    void tenThousandRowsStayFluent()
    {
        Stage stage;
        QByteArray bytes = head;
        for (int i = 1; i <= 10'000; ++i)
            bytes += line("Import " + QByteArray::number(i), "10.5555/im." + QByteArray::number(i));
        qint64 longest = 0;
        QElapsedTimer since;
        QTimer beat;
        beat.setInterval(5);
        QObject::connect(&beat, &QTimer::timeout, &beat, [&] { longest = std::max(longest, since.restart()); });
        const QString path = stage.write(u"many.csv"_s, bytes);
        since.start();
        beat.start();
        stage.sheet()->openFile(path);
        QVERIFY(QTest::qWaitFor([&] { return stage.model()->counts().all == 10'000; }, 120'000));
        QTest::qWait(50);
        auto *table = test::visible<QTableView>(stage.page.get(), u"Rehearsal"_s);
        QVERIFY(table->findChildren<QCheckBox *>().size() < 60);
        table->scrollToBottom();
        QTRY_VERIFY(test::visible<QCheckBox>(stage.page.get(), u"Send row 10000"_s));
        QTest::qWait(50);
        QVERIFY(table->findChildren<QCheckBox *>().size() < 120);
        QElapsedTimer timer;
        timer.start();
        test::visible<QLineEdit>(stage.page.get(), u"Search rows"_s)->setText(u"9999"_s);
        const qint64 search = timer.elapsed();
        QCOMPARE(table->model()->rowCount(), 1);
        qInfo("longest pause of the event loop %lld ms, a keystroke in the search %lld ms", longest, search);
    }
};

QTEST_MAIN(TestRecordImport)
#include "tst_recordimport.moc"
