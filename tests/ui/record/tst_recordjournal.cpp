#include "tests/ui/record/recordstage.h"
#include "ui/common/theme.h"
#include "ui/record/itemmodel.h"
#include "ui/record/sectionmodel.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using namespace baton::ui;
using test::button;

namespace {

QJsonObject work(const QString &title, const QString &doi)
{
    return { { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, title } } } } }, { u"type"_s, u"journal-article"_s },
        { u"external-ids"_s, QJsonObject { { u"external-id"_s, QJsonArray { QJsonObject { { u"external-id-type"_s, u"doi"_s },
              { u"external-id-value"_s, doi }, { u"external-id-relationship"_s, u"self"_s } } } } } } };
}

using Stage = test::RecordStage;

} // namespace

class TestRecordJournal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void anAdditionIsReviewedAndTakenBack()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        const auto added = test::waitFor(stage.desk.writer->add(u"works"_s, work(u"Tide gauges for schools"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        auto *sections = stage.page.findChild<SectionList *>();
        const QModelIndex row = stage.page.findChild<SectionModel *>()->indexOf(u"@journal"_s);
        sections->scrollTo(row);
        QTest::mouseClick(sections->viewport(), Qt::LeftButton, {}, sections->visualRect(row).center());
        QTRY_VERIFY(test::visible<QWidget>(&stage.page, u"Journal entries"_s));
        QPushButton *undo = button(&stage.page, u"Undo Added work “Tide gauges for schools”"_s);
        QVERIFY(undo);
        stage.grab(u"journal"_s);
        undo->click();
        QVERIFY(stage.record.sent("DELETE").isEmpty()); // reviewed first
        stage.grab(u"journal-undo"_s);
        QPushButton *send = button(&stage.page, u"Send changes"_s);
        QTRY_VERIFY(send && send->isEnabled());
        send->click();
        QTRY_VERIFY(stage.banner().contains(u"Deleted and read back"_s));
        QVERIFY(!stage.record.items.contains(added->putCode));
        stage.page.showJournal();
        QTRY_VERIFY(test::visible<QWidget>(&stage.page, u"Journal entries"_s));
        QVERIFY(!button(&stage.page, u"Undo Added work “Tide gauges for schools”"_s));
        stage.grab(u"journal-undone"_s);
        button(&stage.page, u"Back to items"_s)->click();
        QTRY_VERIFY(stage.loaded());
    }

    void undoOfTheAdditionShowsWhatIsStoredNow()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        const auto added = test::waitFor(stage.desk.writer->add(u"works"_s, work(u"\u00dcbung & care"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        QJsonObject content = added->json;
        content[u"title"_s] = work(u"Practice & care"_s, {})[u"title"_s];
        QVERIFY(test::waitFor(stage.desk.writer->change(u"works"_s, added->putCode, content, added->json)));
        stage.page.showJournal();
        const QString name = u"Added work “\u00dcbung & care”"_s;
        QTRY_VERIFY(test::visible<QAbstractButton>(&stage.page, name));
        QPushButton *undo = nullptr;
        QTRY_VERIFY((undo = button(&stage.page, u"Undo "_s + name)));
        undo->click();
        QTRY_VERIFY(test::visible<RoleWidget>(&stage.page, u"Title"_s));
        QVERIFY(test::visible<RoleWidget>(&stage.page, u"Title"_s)->accessibleDescription().contains(u"Before: Practice & care"_s));
        QPushButton *send = button(&stage.page, u"Send changes"_s);
        QTRY_VERIFY(send && send->isEnabled());
        QVERIFY(test::visible<RoleWidget>(&stage.page, u"Checked beforehand"_s));
        QStringList checks;
        for (RoleWidget *row : test::visible<RoleWidget>(&stage.page, u"Checked beforehand"_s)->findChildren<RoleWidget *>())
            checks += row->accessibleName();
        QVERIFY2(checks.filter(u"You changed it at "_s).size() == 1 && checks.filter(u"Somebody"_s).isEmpty(), qPrintable(checks.join(u'\n')));
        stage.grab(u"journal-undo-older"_s);
        send->click();
        QTRY_VERIFY(stage.banner().contains(u"Deleted and read back"_s));
        stage.page.showJournal();
        QTRY_VERIFY(test::visible<QAbstractButton>(&stage.page, name));
        QVERIFY(!button(&stage.page, u"Undo Changed work “Practice & care”"_s));
        QVERIFY(button(&stage.page, u"Back to where I began"_s));
        QVERIFY(!button(&stage.page, u"Back to where I began"_s)->isEnabled());
    }

    void backToWhereIBeganOverSeveralSessions()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        const QMap<qint64, QJsonObject> began = stage.record.items;
        QVERIFY(test::waitFor(stage.desk.writer->add(u"works"_s, work(u"First"_s, u"10.5555/a"_s))));
        stage.record.begin(); // another session
        QTRY_VERIFY(stage.items() && stage.items()->model()->rowCount() == 15);
        QVERIFY(test::waitFor(stage.desk.writer->add(u"works"_s, work(u"Second"_s, u"10.5555/b"_s))));
        stage.page.showJournal();
        QTRY_VERIFY(button(&stage.page, u"Back to where I began"_s));
        button(&stage.page, u"Back to where I began"_s)->click();
        QPushButton *yes = nullptr;
        QTRY_VERIFY((yes = button(&stage.page, u"Send changes"_s)));
        QCOMPARE(yes->text(), u"Undo 2 changes"_s);
        auto *acts = test::visible<QTableView>(&stage.page, u"Changes to undo"_s);
        QVERIFY(acts && acts->model()->rowCount() == 2);
        QCOMPARE(acts->model()->index(0, 0).data().toString(), u"Delete “Second”"_s); // newest first, and shown beside: what goes
        QTRY_VERIFY(test::visible<RoleWidget>(&stage.page, u"Title"_s));
        QVERIFY(test::visible<RoleWidget>(&stage.page, u"Title"_s)->accessibleDescription().contains(u"Before: Second"_s));
        stage.grab(u"review-undo-many"_s);
        QVERIFY(stage.record.sent("DELETE").isEmpty());
        yes->click();
        QTRY_VERIFY(stage.banner().contains(u"All 2 changes are taken back"_s));
        QCOMPARE(stage.record.items, began);
        stage.grab(u"review-undone-many"_s);
        QCOMPARE(acts->model()->index(0, 1).data().toString(), u"Undone"_s);
        QCOMPARE(acts->model()->index(1, 1).data().toString(), u"Undone"_s);
        QSignalSpy exchanges(&stage.page, &Page::showExchange);
        button(&stage.page, u"Show HTTP exchange"_s)->click();
        QCOMPARE(exchanges.size(), 1);
        stage.page.triggerPrimary();
        stage.page.showJournal();
        QTRY_VERIFY(button(&stage.page, u"Back to where I began"_s));
        QVERIFY(!button(&stage.page, u"Back to where I began"_s)->isEnabled());
    }

    void changedMeanwhileShowsTheirsBesideMine()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->setText(u"A twelve-year field record"_s);
        QJsonObject &theirs = stage.record.items[1733];
        theirs[u"journal-title"_s] = QJsonObject { { u"value"_s, u"Estuaries Review, volume 12"_s } };
        theirs[u"last-modified-date"_s] = QJsonObject { { u"value"_s, QDateTime::currentMSecsSinceEpoch() } };
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(test::visible<QWidget>(&stage.page, u"Conflict"_s));
        QVERIFY(stage.record.sent("PUT").isEmpty());
        QCOMPARE(stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}).size(), 1); // mine is not lost
        auto *journalTheirs = test::visible<QRadioButton>(&stage.page, u"Journal: theirs"_s);
        QVERIFY(journalTheirs && journalTheirs->isChecked());
        stage.grab(u"journal-conflict"_s);
        button(&stage.page, u"Review and send"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Go on editing"_s));
        button(&stage.page, u"Go on editing"_s)->click();
        QVERIFY(stage.page.isEditing());
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->text(), u"A twelve-year field record"_s);
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Journal"_s)->text(), u"Estuaries Review, volume 12"_s);
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s)->isEnabled());
        stage.page.triggerPrimary();
        QTRY_VERIFY(!stage.page.isEditing());
        const QJsonObject stored = stage.record.items[1733];
        QCOMPARE(stored[u"journal-title"_s][u"value"_s].toString(), u"Estuaries Review, volume 12"_s);
        QCOMPARE(stored[u"title"_s][u"subtitle"_s][u"value"_s].toString(), u"A twelve-year field record"_s);
        QVERIFY(stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}).isEmpty());
    }

    void aGonePutCodeIsSaidAndAddedAgainOnRequest()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->setText(u"Kept"_s);
        stage.record.items.remove(1733);
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.page.findChild<QMessageBox *>());
        QVERIFY(stage.page.findChild<QMessageBox *>()->text().contains(u"no longer on the record"_s));
        QVERIFY(stage.answer(QMessageBox::AcceptRole));
        QTRY_VERIFY(stage.page.isEditing());
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->text(), u"Kept"_s);
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s)->isEnabled());
        stage.page.triggerPrimary();
        QTRY_VERIFY(!stage.page.isEditing());
        QCOMPARE(stage.record.sent("POST").size(), 1);
        QCOMPARE(stage.record.items.last()[u"title"_s][u"subtitle"_s][u"value"_s].toString(), u"Kept"_s);
    }

    void ctrlZReviewsTheLastChange()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.items()->setFocus();
        QTest::keyClick(stage.items(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(stage.banner().contains(u"nothing to take back"_s));
        button(&stage.page, u"Back to items"_s)->click();
        QVERIFY(test::waitFor(stage.desk.writer->add(u"works"_s, work(u"First"_s, u"10.5555/a"_s))));
        stage.items()->setFocus();
        QTest::keyClick(stage.items(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        QVERIFY(stage.record.sent("DELETE").isEmpty());
    }
};

QTEST_MAIN(TestRecordJournal)
#include "tst_recordjournal.moc"
