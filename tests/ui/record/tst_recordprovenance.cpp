#include "tests/ui/record/recordstage.h"
#include "ui/common/theme.h"
#include "ui/record/itemmodel.h"
#include "ui/record/provenance/assertedmodel.h"
#include "ui/record/sectionmodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;

namespace {

struct Stage : test::RecordStage {
    using RecordStage::RecordStage;
    bool isReading() { return test::visible<QPushButton>(&page, u"Cancel reading"_s) != nullptr; }
    bool says(const QString &words)
    {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }
    /// Lists that were asked for, by the end of their address.
    QByteArrayList asked() const
    {
        QByteArrayList ends;
        for (const test::Received &request : record.sent("GET"))
            ends += request.target.split('/').last();
        return ends;
    }
    QTableView *asserted() { return test::visible<QTableView>(&page, u"Asserted items"_s); }
    int rows() { return asserted() ? asserted()->model()->rowCount() : 0; }
    bool open()
    {
        if (!QTest::qWaitFor([this] { return loaded(); }))
            return false;
        auto *sections = page.findChild<SectionList *>();
        const QModelIndex row = page.findChild<SectionModel *>()->indexOf(u"@provenance"_s);
        sections->scrollTo(row);
        QTest::mouseClick(sections->viewport(), Qt::LeftButton, {}, sections->visualRect(row).center());
        return QTest::qWaitFor([this] { return rows() > 0; });
    }
};

} // namespace

class TestRecordProvenance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void theRecordByWhoAssertedIt()
    {
        Stage stage;
        QVERIFY(stage.open());
        QAbstractItemModelTester tester(stage.asserted()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(stage.page.accessibleName(), u"Who asserted what"_s);
        const int all = stage.rows();
        QVERIFY(all > 14);
        stage.grab(u"record-provenance"_s);
        QVERIFY(test::visible<QPushButton>(&stage.page, u"Export items"_s));
        QTRY_VERIFY(test::visible<QCheckBox>(&stage.page, u"Show Northbridge University via Open Grants Platform"_s));
        auto *ours = test::visible<QCheckBox>(&stage.page, u"Show Northbridge University via Open Grants Platform"_s);
        QVERIFY(ours && ours->isChecked());
        auto *bars = test::visible<QWidget>(&stage.page, u"Sections by asserter"_s);
        QVERIFY(bars);
        const QString before = bars->accessibleDescription();
        QVERIFY2(before.contains(u"Works: 4 Northbridge University via Open Grants Platform"_s), qPrintable(before));
        const int mine = ours->accessibleDescription().section(u' ', 0, 0).toInt();
        ours->setChecked(false);
        QCOMPARE(stage.rows(), all - mine);
        QVERIFY(bars->accessibleDescription() != before); // the boxes filter bars and items alike
        ours->setChecked(true);
        test::visible<QCheckBox>(&stage.page, u"Only what I may change"_s)->setChecked(true);
        QCOMPARE(stage.rows(), mine);
        QCOMPARE(stage.asserted()->model()->index(0, AssertedModel::MayColumn).data(Qt::AccessibleTextRole).toString(), u"You may change it."_s);
        test::visible<QCheckBox>(&stage.page, u"Only what I may change"_s)->setChecked(false);
        auto *search = test::visible<QLineEdit>(&stage.page, u"Search all sections"_s);
        QVERIFY(search);
        search->setText(u"salt tolerance"_s);
        QCOMPARE(stage.rows(), 1);
        stage.page.resize(1388, 900);
        search->clear();
        stage.grab(u"record-provenance-large"_s);
        stage.page.resize(768, 560);
        stage.grab(u"record-provenance-small"_s);
    }

    // What is kept is shown before the registry answers, with its age; boxes and the chosen row stay as they are.
    void openedAgainFromWhatIsKept()
    {
        Stage stage(true, Stage::Cache::Sealed);
        stage.record.modified = 5'000;
        QTRY_VERIFY(stage.cache->about() && stage.cache->about()->lastModified.isValid());
        QVERIFY(stage.open());
        QTRY_VERIFY(!stage.isReading());
        // The fake's overview speaks of items that some of its lists do not have: those are read once more.
        test::visible<QToolButton>(&stage.page, u"Refresh record"_s)->click();
        QTRY_VERIFY(stage.isReading());
        QTRY_VERIFY(!stage.isReading());
        const int all = stage.rows();
        const QString box = u"Show Northbridge University via Open Grants Platform"_s;
        QTRY_VERIFY(test::visible<QCheckBox>(&stage.page, box));
        test::visible<QCheckBox>(&stage.page, box)->setChecked(false);
        const int others = stage.rows();
        QVERIFY(others < all);
        stage.asserted()->setCurrentIndex(stage.asserted()->model()->index(2, 0));
        const QString chosen = stage.asserted()->currentIndex().data().toString();

        // Nothing changed: one small question, and all of it is there before its answer.
        QTest::keyClick(stage.asserted(), Qt::Key_Escape);
        QTRY_VERIFY(stage.loaded());
        stage.record.server.clear();
        bool early = false;
        stage.record.server.handler = [&, answer = stage.record.server.handler](const test::Received &request) {
            early = early || (stage.rows() == others && stage.says(u"refreshing"_s));
            return answer(request);
        };
        QVERIFY(stage.open());
        QTRY_VERIFY(early);
        QTRY_VERIFY(!stage.isReading() && !stage.says(u"refreshing"_s));
        QVERIFY2(stage.asked() == QByteArrayList { "summary" }, stage.asked().join(" "));
        QCOMPARE(stage.rows(), others);
        QVERIFY(!test::visible<QCheckBox>(&stage.page, box)->isChecked());
        QCOMPARE(stage.asserted()->currentIndex().data().toString(), chosen);

        // Somebody else's change is there afterwards.
        QTest::keyClick(stage.asserted(), Qt::Key_Escape);
        QTRY_VERIFY(stage.loaded());
        QJsonObject foreign = stage.record.items.take(1604);
        QVERIFY(!foreign.isEmpty());
        stage.record.modified = 6'000;
        stage.record.server.clear();
        QVERIFY(stage.open());
        QTRY_COMPARE(stage.rows(), others - 1);
        QTRY_VERIFY(!stage.isReading() && !stage.says(u"refreshing"_s));
        QCOMPARE(stage.asked().count("works"), 1);

        // By hand, all of it.
        stage.record.server.clear();
        test::visible<QToolButton>(&stage.page, u"Refresh record"_s)->click();
        QTRY_VERIFY(stage.isReading());
        QTRY_VERIFY(!stage.isReading());
        QVERIFY(stage.asked().contains("employments") && stage.asked().contains("fundings"));
    }

    void offlineSaysSo()
    {
        Stage stage(true, Stage::Cache::Sealed);
        stage.record.modified = 5'000;
        QVERIFY(stage.open());
        QTRY_VERIFY(!stage.isReading());
        const int all = stage.rows();
        QTest::keyClick(stage.asserted(), Qt::Key_Escape);
        QTRY_VERIFY(stage.loaded());
        http::Limits limits = stage.record.http.limits();
        limits.maxAttempts = 1;
        stage.record.http.setLimits(limits);
        stage.record.server.handler = [](const test::Received &) { return test::Reply::dropped(); };
        QVERIFY(stage.open());
        QTRY_VERIFY(stage.says(u"%1 items, offline: as of "_s.arg(all)));
        QCOMPARE(stage.rows(), all);
        stage.grab(u"record-provenance-offline"_s);
    }

    void anItemIsOpenedInTheRecord()
    {
        Stage stage;
        QVERIFY(stage.open());
        test::visible<QLineEdit>(&stage.page, u"Search all sections"_s)->setText(u"salt tolerance"_s);
        QCOMPARE(stage.rows(), 1);
        stage.asserted()->setFocus();
        stage.asserted()->setCurrentIndex(stage.asserted()->model()->index(0, 0));
        QTest::keyClick(stage.asserted(), Qt::Key_Return);
        QTRY_VERIFY(stage.items() && stage.items()->currentIndex().isValid());
        QTRY_VERIFY(stage.items()->currentIndex().data().toString().contains(u"Salt tolerance"_s));
        QVERIFY(!stage.asserted());
    }

    void aForeignItemSaysWhyItIsLocked()
    {
        Stage stage;
        QVERIFY(stage.open());
        QTRY_VERIFY(test::visible<QCheckBox>(&stage.page, u"Show Northbridge University via Open Grants Platform"_s));
        test::visible<QCheckBox>(&stage.page, u"Show Northbridge University via Open Grants Platform"_s)->setChecked(false);
        const QString why = stage.asserted()->model()->index(0, AssertedModel::MayColumn).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(why.contains(u"Added by"_s) || why.contains(u"Only the researcher"_s), qPrintable(why));
    }
};

QTEST_MAIN(TestRecordProvenance)
#include "tst_recordprovenance.moc"
