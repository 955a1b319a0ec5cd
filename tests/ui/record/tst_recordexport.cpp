#include "app/formats/reader.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "tests/app/record/writerdesk.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/exporting.h"
#include "ui/record/recordpage.h"
#include "ui/record/sectionmodel.h"

#include <QtTest/QtTest>

#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QProgressDialog>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTextEdit>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using formats::Format;
using Items = QList<record::Item>;

namespace {

template <typename Widget>
Widget *named(QWidget *under, const QString &name)
{
    for (Widget *widget : under->findChildren<Widget *>()) {
        if (widget->isVisible() && widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

record::Item work(qint64 putCode, bool full)
{
    QJsonObject json { { u"put-code"_s, putCode }, { u"type"_s, u"book"_s },
        { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, u"Work %1"_s.arg(putCode) } } } } } };
    if (full)
        json[u"short-description"] = u"Only in full"_s;
    return record::itemFromJson(u"works"_s, json, full);
}

record::Item keyword(qint64 putCode)
{
    return record::itemFromJson(u"keywords"_s, { { u"put-code"_s, putCode }, { u"content"_s, u"marsh"_s } }, false);
}

/// A page that shows what it is told, and answers reading when it is told.
struct Stage {
    QTemporaryDir dir;
    QWidget window;
    Items seen { work(1, false), work(2, true), work(3, false), keyword(9) };
    QList<Items> asked;
    std::vector<std::shared_ptr<QPromise<Result<Items>>>> promises;
    Exporting exporting { { [this] { return ExportSource::Seen { seen, u"Ada Example"_s, u"All"_s, u"works"_s }; },
                              [this](const Items &summaries) {
                                  asked += summaries;
                                  promises.push_back(std::make_shared<QPromise<Result<Items>>>());
                                  promises.back()->start();
                                  return promises.back()->future();
                              } },
        &window };
    QSignalSpy done { &exporting, &Exporting::done }, failed { &exporting, &Exporting::failed };

    Stage()
    {
        window.resize(400, 300);
        window.show();
    }
    QString path(const QString &name) const { return dir.filePath(name); }
    void answer(const Result<Items> &result)
    {
        promises.back()->addResult(result);
        promises.back()->finish();
    }
    QList<formats::Row> rows(const QString &name)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const auto read = formats::read(file.readAll(), name, {});
        return read ? read->rows : QList<formats::Row>();
    }
};

} // namespace

class TestRecordExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::of().setMode(Theme::Mode::Light); }
    void summariesAreReadInFull();
    void goneItemsAreLeftOutAndSaid();
    void failureIsTold();
    void stopEndsIt();
    void menuOffersWhatCanHoldTheItems();
    void unwritableFileIsTold();
    void pageToPrint();
    void recordPageExportsWhatIsSeen();
};

void TestRecordExport::summariesAreReadInFull()
{
    Stage stage;
    QCOMPARE(stage.exporting.button()->accessibleName(), u"Export items"_s);
    stage.exporting.exportTo(Format::OrcidJson, stage.path(u"a.json"_s));
    QVERIFY(stage.exporting.isBusy() && !stage.exporting.button()->isEnabled());
    QCOMPARE(stage.asked.size(), 1);
    QCOMPARE(stage.asked.front().size(), 2); // neither the full work nor the keyword, whose list has all of it
    stage.answer(Items { work(3, true), work(1, true) });
    QTRY_COMPARE(stage.done.size(), 1);
    QVERIFY(!stage.exporting.isBusy() && stage.exporting.button()->isEnabled());
    const QList<formats::Row> rows = stage.rows(u"a.json"_s);
    QCOMPARE(rows.size(), 4);
    for (int i = 0; i < 3; ++i) { // in the order seen
        QCOMPARE(rows.at(i).putCode, i + 1);
        QCOMPARE(rows.at(i).content.value(u"short-description"_s).toString(), u"Only in full"_s);
    }
    QCOMPARE(rows.at(3).section, u"keywords"_s);
    QVERIFY2(stage.done.front().front().toString().contains(u"a.json"_s), qPrintable(stage.done.front().front().toString()));
}

void TestRecordExport::goneItemsAreLeftOutAndSaid()
{
    Stage stage;
    stage.exporting.exportTo(Format::Csv, stage.path(u"a.csv"_s));
    stage.answer(Items { work(1, true) });
    QTRY_COMPARE(stage.done.size(), 1);
    QCOMPARE(stage.rows(u"a.csv"_s).size(), 3);
    QVERIFY(stage.done.front().front().toString().contains(u"left out"_s));
}

void TestRecordExport::failureIsTold()
{
    Stage stage;
    stage.exporting.exportTo(Format::Csv, stage.path(u"a.csv"_s));
    stage.answer(fail(u"http.offline"_s, u"The registry doesn’t answer."_s));
    QTRY_COMPARE(stage.failed.size(), 1);
    QCOMPARE(stage.failed.front().front().value<Error>().code, u"http.offline"_s);
    QVERIFY(!QFile::exists(stage.path(u"a.csv"_s)));
    QVERIFY(stage.exporting.button()->isEnabled());
}

void TestRecordExport::stopEndsIt()
{
    Stage stage;
    stage.exporting.exportTo(Format::Csv, stage.path(u"a.csv"_s));
    auto *progress = stage.window.findChild<QProgressDialog *>();
    QVERIFY(progress);
    stage.promises.back()->setProgressRange(0, 2);
    stage.promises.back()->setProgressValue(1);
    QTRY_COMPARE(progress->value(), 1);
    progress->findChild<QPushButton *>()->click();
    QTRY_VERIFY(stage.promises.back()->isCanceled());
    stage.answer(Items { work(1, true), work(3, true) });
    QTRY_VERIFY(!stage.exporting.isBusy());
    QVERIFY(!QFile::exists(stage.path(u"a.csv"_s)));
    QVERIFY(stage.done.isEmpty() && stage.failed.isEmpty());
    // And it can be done again.
    stage.exporting.exportTo(Format::Csv, stage.path(u"a.csv"_s));
    stage.answer(Items { work(1, true), work(3, true) });
    QTRY_COMPARE(stage.done.size(), 1);
}

void TestRecordExport::menuOffersWhatCanHoldTheItems()
{
    Stage stage;
    QMenu *menu = stage.exporting.button()->menu();
    const auto offered = [menu] {
        Q_EMIT menu->aboutToShow();
        QStringList all;
        for (QAction *action : menu->actions()) {
            if (action->isEnabled() && !action->isSeparator())
                all += action->text();
        }
        return all;
    };
    QCOMPARE(offered(), (QStringList { u"CSV…"_s, u"ORCID JSON…"_s, u"Print page…"_s }));
    stage.seen.removeLast();
    QCOMPARE(offered(), (QStringList { u"CSV…"_s, u"BibTeX…"_s, u"CSL-JSON…"_s, u"ORCID JSON…"_s, u"Print page…"_s }));
    stage.seen = Items(1001, work(1, true));
    QVERIFY(!offered().contains(u"Print page…"_s) && offered().contains(u"BibTeX…"_s));
    stage.seen.clear();
    QCOMPARE(offered(), QStringList());
}

void TestRecordExport::unwritableFileIsTold()
{
    Stage stage;
    stage.seen = { keyword(1) };
    stage.exporting.exportTo(Format::Csv, stage.path(u"no/such/folder/a.csv"_s));
    QTRY_COMPARE(stage.failed.size(), 1);
    QCOMPARE(stage.failed.front().front().value<Error>().code, u"file.write"_s);
}

void TestRecordExport::pageToPrint()
{
    Stage stage;
    stage.exporting.print();
    stage.answer(Items { work(1, true), work(3, true) });
    QTRY_VERIFY(named<QTextEdit>(&stage.window, u"Page to print"_s));
    const QString text = named<QTextEdit>(&stage.window, u"Page to print"_s)->toPlainText();
    QVERIFY2(text.contains(u"Ada Example"_s) && text.contains(u"Works (3)"_s) && text.contains(u"Work 2"_s) && text.contains(u"marsh"_s), qPrintable(text));
}

void TestRecordExport::recordPageExportsWhatIsSeen()
{
    test::FakeRecord record;
    test::WriterDesk desk { record };
    RecordPage page({ record.client, record.session, *desk.writer, *desk.undo, *desk.drafts });
    page.resize(968, 700);
    page.show();
    record.begin();
    auto *table = [&page] { return named<QTableView>(&page, u"Items"_s); }();
    QTRY_VERIFY((table = named<QTableView>(&page, u"Items"_s)) && table->model()->rowCount() == 14);
    QVERIFY(named<QPushButton>(&page, u"Export items"_s));
    auto *exporting = page.findChild<Exporting *>();
    QVERIFY(exporting);
    named<QLineEdit>(&page, u"Search items"_s)->setText(u"tidal"_s);
    QTRY_VERIFY(table->model()->rowCount() < 14);
    const int rows = table->model()->rowCount();
    QVERIFY(rows > 0);
    QTemporaryDir dir;
    QSignalSpy done(exporting, &Exporting::done), failed(exporting, &Exporting::failed);
    exporting->exportTo(Format::BibTeX, dir.filePath(u"seen.bib"_s));
    QTRY_VERIFY2(done.size() + failed.size() == 1, "nothing ends");
    QVERIFY2(failed.isEmpty(), qPrintable(failed.isEmpty() ? QString() : failed.front().front().value<Error>().text()));
    QFile file(dir.filePath(u"seen.bib"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto read = formats::read(file.readAll(), u"seen.bib"_s, u"works"_s);
    QVERIFY(read);
    QVERIFY(read->rows.size() <= rows && !read->rows.isEmpty());
    for (const formats::Row &row : read->rows)
        QVERIFY(row.unusable.isEmpty());
}

QTEST_MAIN(TestRecordExport)
#include "tst_recordexport.moc"
