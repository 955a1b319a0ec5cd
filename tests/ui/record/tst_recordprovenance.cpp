#include "tests/app/record/writerdesk.h"
#include "tests/ui/gallery/look.h"
#include "tests/ui/gallery/visible.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/record/itemmodel.h"
#include "ui/record/provenance/assertedmodel.h"
#include "ui/record/recordpage.h"
#include "ui/record/sectionmodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using test::FakeRecord;

namespace {

struct Stage {
    FakeRecord record;
    test::WriterDesk desk { record };
    RecordPage page { { record.client, record.session, *desk.writer, *desk.drafts } };

    Stage()
    {
        page.resize(968, 700);
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("the page's window doesn't become active");
        record.begin();
    }
    QTableView *items() { return test::visible<QTableView>(&page, u"Items"_s); }
    QTableView *asserted() { return test::visible<QTableView>(&page, u"Asserted items"_s); }
    int rows() { return asserted() ? asserted()->model()->rowCount() : 0; }
    bool open()
    {
        if (!QTest::qWaitFor([this] { return items() && items()->model()->rowCount() == 14; }))
            return false;
        auto *sections = page.findChild<SectionList *>();
        const QModelIndex row = page.findChild<SectionModel *>()->indexOf(u"@provenance"_s);
        sections->scrollTo(row);
        QTest::mouseClick(sections->viewport(), Qt::LeftButton, {}, sections->visualRect(row).center());
        return QTest::qWaitFor([this] { return rows() > 0; });
    }
    void grab(const QString &name) { test::picture(page, name); }
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
