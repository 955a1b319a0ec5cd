#include "tests/ui/record/recordstage.h"
#include "ui/common/theme.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"
#include "ui/record/review/jsondiff.h"
#include "ui/record/sectionmodel.h"

#include <QtTest/QtTest>

#include <QtGui/QAccessible>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using test::button;
using test::FakeRecord;

namespace {

struct Stage : test::RecordStage {
    using RecordStage::RecordStage;
    /// All of it, with the exchange that brought it.
    bool loaded() { return RecordStage::loaded() && button(&page, u"Show HTTP exchange"_s); }
    void choose(qint64 putCode)
    {
        QAbstractItemModel *model = items()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data(ItemModel::PutCodeRole).toLongLong() == putCode)
                items()->setCurrentIndex(model->index(row, 0));
        }
    }
};

} // namespace

/// The record page and its editor as a researcher administrator uses them, found by accessible name.
class TestRecordPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void models()
    {
        SectionModel sections;
        QAbstractItemModelTester sectionTester(&sections, QAbstractItemModelTester::FailureReportingMode::QtTest);
        sections.setCounts({ { u"works"_s, 14 } });
        QCOMPARE(sections.indexOf(u"works"_s).data(SectionModel::CountRole).toInt(), 14);
        QCOMPARE(sections.indexOf(u"works"_s).data(Qt::AccessibleDescriptionRole).toString(), u"14 items"_s);
        QVERIFY(!(sections.index(0).flags() & Qt::ItemIsSelectable)); // a heading

        ItemModel items;
        ItemFilter filter(&items);
        QAbstractItemModelTester itemTester(&items, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        FakeRecord record;
        record.begin();
        const auto works = test::waitFor(record.client.readSection(u"works"_s));
        items.set(*works, record.client.ourSource());
        QCOMPARE(filter.rowCount(), 14);
        QCOMPARE(items.index(0, ItemModel::SourceColumn).data(Qt::AccessibleTextRole).toString(), u"Northbridge University via Open Grants Platform, ours"_s);
        filter.setOursOnly(true);
        QCOMPARE(filter.rowCount(), 4);
        filter.setWords(u"SPARTINA atlas"_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setOursOnly(false);
        filter.setWords(u"10.5555/ml"_s);
        QCOMPARE(filter.rowCount(), 2);
        filter.setWords(u"no such thing"_s);
        QCOMPARE(filter.rowCount(), 0);
    }

    void jsonDifferences()
    {
        const QList<DiffLine> lines = jsonDifference({ { u"a"_s, 1 }, { u"b"_s, 2 } }, { { u"a"_s, 1 }, { u"b"_s, 3 } });
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[2].mark, u'-');
        QCOMPARE(lines[3].mark, u'+');
        QVERIFY(jsonDifference({}, {}).isEmpty());
    }

    void emptyPageLeadsToTheInbox()
    {
        Stage stage(false);
        QSignalSpy navigate(&stage.page, &Page::navigate);
        QPushButton *inbox = button(&stage.page, u"Go to Inbox"_s);
        QVERIFY(inbox);
        stage.grab(u"record-empty"_s);
        inbox->click();
        QCOMPARE(navigate.count(), 1);
        QCOMPARE(navigate.first().first().value<PageId>(), PageId::Inbox);
    }

    void showsTheRecord()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QTRY_VERIFY(test::visible<QLabel>(&stage.page, u"ORCID iD"_s));
        for (const QString &name : { u"Add item"_s, u"Edit item"_s, u"Delete item"_s, u"Show HTTP exchange"_s, u"Ours only"_s })
            QVERIFY2(button(&stage.page, name), qPrintable(name));
        QVERIFY(test::visible<QToolButton>(&stage.page, u"Refresh record"_s));
        QVERIFY(test::visible<QListView>(&stage.page, u"Sections"_s));
        QVERIFY(!stage.page.findChild<SectionList *>()->selectionModel()->selectedIndexes().isEmpty());
        QVERIFY(test::visible<QWidget>(&stage.page, u"Item details"_s));
        QVERIFY(test::visible<QLineEdit>(&stage.page, u"Search items"_s));
        QCOMPARE(test::visible<Capsule>(&stage.page, u"Acting as"_s)->accessibleDescription(), u"Northbridge University via Open Grants Platform"_s);
        QCOMPARE(test::visible<Capsule>(&stage.page, u"Source"_s)->accessibleDescription(), u"Northbridge University via Open Grants Platform"_s);
        QVERIFY(button(&stage.page, u"Edit item"_s)->isEnabled());
        QSignalSpy exchange(&stage.page, &Page::showExchange);
        button(&stage.page, u"Show HTTP exchange"_s)->click();
        QCOMPARE(exchange.count(), 1);
        QVERIFY(exchange.first().first().toLongLong() > 0);
        QSignalSpy links(&stage.page, &RecordPage::openLink);
        button(&stage.page, u"Open link"_s)->click();
        QCOMPARE(links.first().first().toUrl(), QUrl(u"https://estuaries.example/2026/0914"_s));
        stage.items()->setFocus();
        const auto *sections = stage.page.findChild<SectionModel *>();
        QTRY_COMPARE(sections->indexOf(u"keywords"_s).data(SectionModel::CountRole).toInt(), 3);
        stage.grab(u"record"_s);
    }

    // A window of 980 leaves 768 to the page; its tools give up words there, not their names.
    void fitsASmallWindow()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY2(stage.page.minimumSizeHint().width() <= 768, qPrintable(QString::number(stage.page.minimumSizeHint().width())));
        const QStringList names { u"Ours only"_s, u"Export items"_s, u"Delete item"_s, u"Edit item"_s };
        stage.page.resize(stage.page.minimumSizeHint().width(), 560);
        QTRY_COMPARE(stage.page.width(), stage.page.minimumSizeHint().width());
        for (const QString &name : names) {
            QTRY_VERIFY2(button(&stage.page, name), qPrintable(name));
            QPushButton *one = button(&stage.page, name);
            QTRY_VERIFY2(one->width() >= one->sizeHint().width(), qPrintable(name));
            QTRY_VERIFY2(stage.page.rect().contains(QRect(one->mapTo(&stage.page, QPoint()), one->size())), qPrintable(name));
            QVERIFY2(!one->text().isEmpty() || !one->toolTip().isEmpty(), qPrintable(name));
        }
        QTRY_VERIFY(button(&stage.page, u"Export items"_s)->text().isEmpty()); // the first to give way
        QVERIFY(!button(&stage.page, u"Add item"_s)->text().isEmpty());
        stage.page.resize(1388, 900);
        for (const QString &name : names)
            QTRY_VERIFY2(!button(&stage.page, name)->text().isEmpty(), qPrintable(name));
    }

    void sectionNamesAreWhole()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        auto *list = test::visible<QListView>(&stage.page, u"Sections"_s);
        QVERIFY(list);
        const QFontMetrics strong(Theme::of().font("strong")), caption(Theme::of().font("caption"));
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (!(index.flags() & Qt::ItemIsEnabled))
                continue;
            const int count = index.data(SectionModel::CountRole).toInt();
            const int beside = 16 + Theme::of().iconSize(16) + 8 + (count >= 0 ? caption.horizontalAdvance(QString::number(count)) + 6 : 0);
            const QString name = index.data().toString();
            QVERIFY2(strong.horizontalAdvance(name) + beside <= list->viewport()->width(), qPrintable(name));
        }
    }

    // Beside the form there is no room for what would be sent: the review has it.
    void aNarrowEditorShowsTheFormAlone()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.resize(stage.page.minimumSizeHint().width(), 560);
        QTRY_VERIFY(button(&stage.page, u"Edit item"_s)->isEnabled());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        QTRY_VERIFY(!button(&stage.page, u"Send changes"_s));
        for (const QScrollArea *area : stage.page.findChildren<QScrollArea *>()) {
            if (area->isVisible() && area->isAncestorOf(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)))
                QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
        }
        test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->setText(u"A narrow view"_s);
        QTRY_VERIFY(button(&stage.page, u"Review changes"_s)->isEnabled());
        stage.grab(u"record-edit-narrow"_s);
        stage.page.resize(968, 700);
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
    }

    void aForeignItemIsLockedAndSaysWhy()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.choose(1604);
        QVERIFY(!button(&stage.page, u"Edit item"_s)->isEnabled());
        QVERIFY(!button(&stage.page, u"Delete item"_s)->isEnabled());
        QCOMPARE(button(&stage.page, u"Edit item"_s)->accessibleDescription(), u"Only its source can change this item"_s);
        QVERIFY(button(&stage.page, u"Add item"_s)->isEnabled());
        stage.grab(u"record-foreign"_s);
        stage.page.resize(768, 560);
        stage.grab(u"record-small"_s);
    }

    void readingAnItemToChangeItIsCancelled()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        const auto usual = stage.record.server.handler;
        bool silent = true;
        stage.record.server.handler = [&](const test::Received &request) { return silent && request.path().endsWith("/work/1733") ? test::Reply::never() : usual(request); };
        for (const QString &name : { u"Edit item"_s, u"Delete item"_s }) {
            silent = true;
            stage.choose(1733);
            button(&stage.page, name)->click();
            QPushButton *cancel = nullptr;
            QTRY_VERIFY((cancel = button(&stage.page, u"Cancel reading"_s)));
            cancel->click();
            QTRY_VERIFY(!button(&stage.page, u"Cancel reading"_s));
            QVERIFY(!stage.page.isEditing());
            QCOMPARE(stage.banner().trimmed(), QString());
            silent = false;
            button(&stage.page, name)->click();
            QTRY_VERIFY(stage.page.isEditing() || button(&stage.page, u"Send changes"_s));
            QVERIFY(QMetaObject::invokeMethod(button(&stage.page, u"Back to items"_s), "click"));
            QTRY_VERIFY(stage.loaded());
        }
    }

    void nameAndBiographyAreReadOnly()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.findChild<SectionList *>()->choose(u"personal-details"_s);
        QTRY_COMPARE(stage.items() ? stage.items()->model()->rowCount() : 0, 2);
        QStringList seen;
        const auto look = [&stage, &seen] {
            seen.clear();
            for (const QLabel *label : test::visible<QWidget>(&stage.page, u"Item details"_s)->findChildren<QLabel *>())
                seen += label->isVisible() ? label->text().remove(QChar(0x200B)) : QString(); // where a line may break
        };
        look();
        QVERIFY2(seen.contains(u"Given names"_s) && seen.contains(u"Family name"_s) && seen.contains(u"Everyone"_s), qPrintable(seen.join(u'|')));
        QVERIFY(!seen.contains(u"put-code"_s)); // there is none
        QVERIFY(!button(&stage.page, u"Add item"_s));
        QVERIFY(!button(&stage.page, u"Edit item"_s)->isEnabled() && !button(&stage.page, u"Delete item"_s)->isEnabled());
        QCOMPARE(button(&stage.page, u"Edit item"_s)->accessibleDescription(), u"Only the researcher can change this section, in the registry."_s);
        stage.items()->setCurrentIndex(stage.items()->model()->index(1, 0));
        look();
        QVERIFY2(seen.contains(u"Estuary ecologist. Works on how tidal marshes come back after sea walls are opened."_s), qPrintable(seen.join(u'|')));
        QVERIFY(button(&stage.page, u"Show HTTP exchange"_s));
        stage.grab(u"name-and-biography"_s);
    }

    void otherSections()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        auto *sections = stage.page.findChild<SectionList *>();
        sections->choose(u"employments"_s);
        QTRY_COMPARE(stage.items() ? stage.items()->model()->rowCount() : 0, 3);
        stage.grab(u"record-employments"_s);
        button(&stage.page, u"Edit item"_s); // ours: the fake has no single employment, so it is refused in words
        sections->choose(u"peer-reviews"_s);
        QTRY_COMPARE(stage.items() ? stage.items()->model()->rowCount() : 0, 3);
        QVERIFY(button(&stage.page, u"Add item"_s));
    }

    void editsAWork()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QTest::keyClick(stage.items(), Qt::Key_F2);
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        QPushButton *send = button(&stage.page, u"Send changes"_s);
        QVERIFY(send && !send->isEnabled());
        test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->setText(u"A twelve-year field record"_s);
        test::visibleCombo(&stage.page, u"Day"_s)->setCurrentIndex(21);
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Identifier 2 value"_s));
        auto *issn = test::visible<QLineEdit>(&stage.page, u"Identifier 2 value"_s);
        issn->setFocus();
        issn->setText(u"2765-0019"_s);
        QTRY_VERIFY(!send->isEnabled());
        QCOMPARE(send->accessibleDescription(), u"Fix the issn first."_s);
        test::visible<QLineEdit>(&stage.page, u"Title"_s)->setFocus(); // validated on leaving
        QTRY_VERIFY(button(&stage.page, u"Use suggested value"_s));
        QVERIFY(test::visible<QWidget>(&stage.page, u"Field problems"_s));
        QVERIFY(button(&stage.page, u"Use suggested value"_s));
        stage.grab(u"record-edit"_s);
        button(&stage.page, u"Use suggested value"_s)->click();
        QCOMPARE(issn->text(), u"2765-0014"_s);
        QVERIFY(send->isEnabled());
        test::visible<QAbstractButton>(&stage.page, u"Changes as JSON"_s)->click();
        QPlainTextEdit *json = nullptr;
        QTRY_VERIFY((json = test::visible<QPlainTextEdit>(&stage.page, u"Changes as JSON"_s)));
        QVERIFY(json->toPlainText().contains(u"+ "_s));
        stage.grab(u"record-edit-json"_s);
        stage.page.resize(768, 560);
        stage.grab(u"record-edit-small"_s);
        stage.page.resize(1388, 900);
        stage.grab(u"record-edit-large"_s);
        send->click();
        QTRY_VERIFY(!stage.page.isEditing());
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
        QVERIFY(test::visible<QWidget>(&stage.page, u"Sent and stored"_s));
        stage.grab(u"record-saved"_s);
        button(&stage.page, u"Back to items"_s)->click();
        const QJsonObject put = QJsonDocument::fromJson(stage.record.sent("PUT").first().body).object();
        QCOMPARE(put.value(u"put-code"_s).toInt(), 1733);
        QVERIFY(put.contains(u"short-description"_s));
        QCOMPARE(put.value(u"contributors"_s).toObject().value(u"contributor"_s).toArray().size(), 3);
        QTRY_VERIFY(stage.loaded());
    }

    void whatABatchWroteMeanwhileIsReadWhenThePageIsShownAgain()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.hide();
        record::Writer batch(stage.record.client, stage.record.session, *stage.desk.journal);
        QVERIFY(batch.currentSession() != stage.desk.writer->currentSession());
        const QJsonObject work = QJsonDocument::fromJson(R"({"title":{"title":{"value":"Of a batch"}},"type":"journal-article","external-ids":{"external-id":[
            {"external-id-type":"doi","external-id-value":"10.5555/batch","external-id-relationship":"self"}]}})").object();
        QVERIFY(test::waitFor(batch.add(u"works"_s, work)));
        stage.page.show();
        QTRY_COMPARE(stage.items() ? stage.items()->model()->rowCount() : 0, 15);
        // Once is enough.
        const auto refreshes = [&] {
            auto *age = stage.page.findChild<QLabel *>(u"Age of what is shown"_s);
            return !age || age->text().contains(u"refreshing"_s);
        };
        QTRY_VERIFY(!refreshes());
        stage.page.hide();
        stage.page.show();
        QVERIFY(!refreshes());
    }

    void refusalKeepsWhatWasTyped()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        auto *subtitle = test::visible<QLineEdit>(&stage.page, u"Subtitle"_s);
        subtitle->setText(u"Kept"_s);
        stage.record.refusal = test::Reply::json(R"({"response-code":400,"error-code":9047,"developer-message":"400 Bad request"})", 400);
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(!stage.banner().isEmpty());
        QVERIFY(stage.page.isEditing());
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->text(), u"Kept"_s);
        QVERIFY(subtitle->isEnabled());
        stage.grab(u"record-refused"_s);
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(!stage.page.isEditing());
    }

    void cancelAsksWhenSomethingWasTyped()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        QTest::keyClick(test::visible<QLineEdit>(&stage.page, u"Title"_s), Qt::Key_Escape);
        QTRY_VERIFY(!stage.page.isEditing());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        test::visible<QLineEdit>(&stage.page, u"Title"_s)->setText(u"Changed"_s);
        button(&stage.page, u"Cancel editing"_s)->click();
        QVERIFY(stage.page.isEditing());
        QVERIFY(stage.answer(QMessageBox::AcceptRole));
        QTRY_VERIFY(!stage.page.isEditing());
        QVERIFY(stage.record.sent("PUT").isEmpty());
    }

    void addsAWork()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.triggerPrimary();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        QPushButton *send = button(&stage.page, u"Send changes"_s);
        QVERIFY(!send->isEnabled());
        QVERIFY(stage.typeWork(u"Tide gauges for schools"_s, u"data-set"_s, u"10.5555/tg.7"_s));
        QTRY_VERIFY(send->isEnabled());
        stage.grab(u"record-add"_s);
        stage.page.triggerPrimary();
        QTRY_VERIFY(!stage.page.isEditing());
        QTRY_VERIFY(stage.banner().contains(u"Put-code 1734"_s));
        stage.page.triggerPrimary(); // back to the items
        QTRY_COMPARE(stage.items() ? stage.items()->currentIndex().data(ItemModel::PutCodeRole).toLongLong() : 0, 1734);
    }

    void addsAnEmployment()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.findChild<SectionList *>()->choose(u"employments"_s);
        QTRY_COMPARE(stage.items() ? stage.items()->model()->rowCount() : 0, 3);
        button(&stage.page, u"Add item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Organization"_s));
        test::visible<QLineEdit>(&stage.page, u"Organization"_s)->setText(u"Northbridge University"_s);
        test::visible<QLineEdit>(&stage.page, u"City"_s)->setText(u"Leeds"_s);
        QComboBox *country = test::visibleCombo(&stage.page, u"Country"_s);
        country->setCurrentIndex(country->findData(u"GB"_s));
        auto *id = test::visible<QLineEdit>(&stage.page, u"Organization identifier"_s);
        id->setFocus();
        id->setText(u"024mrxd33"_s);
        QVERIFY(test::visibleCombo(&stage.page, u"Start year"_s));
        QPushButton *send = button(&stage.page, u"Send changes"_s);
        QVERIFY(!send->isEnabled());
        id->setText(u"https://ror.org/024mrxd33"_s);
        QTRY_VERIFY(send->isEnabled());
        stage.grab(u"record-add-employment"_s);
    }

    void deletesAfterReview()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.items()->setFocus();
        QTest::keyClick(stage.items(), Qt::Key_Delete);
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        QCOMPARE(button(&stage.page, u"Send changes"_s)->text(), u"Delete work"_s);
        QVERIFY(test::visible<QWidget>(&stage.page, u"Checked beforehand"_s));
        QVERIFY(stage.record.sent("DELETE").isEmpty());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_COMPARE(stage.record.sent("DELETE").size(), 1);
        QTRY_VERIFY(stage.banner().contains(u"Deleted and read back."_s));
        button(&stage.page, u"Back to items"_s)->click();
        QTRY_COMPARE(stage.items() ? stage.items()->model()->rowCount() : 0, 13);
    }

    void S42_tokenEndsWhileTyping()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.triggerPrimary();
        QVERIFY(stage.typeWork(u"Typed for an hour"_s, u"data-set"_s, u"10.5555/hour.1"_s));
        const auto stored = [&stage] {
            return std::count_if(stage.record.items.begin(), stage.record.items.end(), [](const QJsonObject &work) {
                return work[u"title"_s][u"title"_s][u"value"_s].toString() == u"Typed for an hour";
            });
        };
        // Withdrawn meanwhile: nothing new to be had, the reason is told, what was typed stays.
        stage.record.tokenGood = stage.record.exchangeGood = false;
        stage.page.triggerPrimary();
        QTRY_VERIFY(stage.banner().contains(u"withdr"_s));
        QVERIFY(stage.page.isEditing());
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Title"_s)->text(), u"Typed for an hour"_s);
        QCOMPARE(stored(), 0);
        // Allowed again: the same click renews by itself and saves once.
        stage.record.exchangeGood = true;
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s)->isEnabled());
        stage.page.triggerPrimary();
        QTRY_VERIFY(!stage.page.isEditing());
        QCOMPARE(stored(), 1);
        QVERIFY(!stage.record.session.hasEnded());
    }

    // She withdrew the permission; the new token is given all the same, and is good for deleting alone.
    void aRenewedTokenThatOnlyDeletesIsToldAtOnce()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QTRY_VERIFY(button(&stage.page, u"Edit item"_s)->isEnabled());
        stage.record.deleteOnly = true;
        QVERIFY(test::waitFor(stage.record.session.renew()));
        stage.page.tryToken();
        QTRY_VERIFY(stage.banner().contains(u"The researcher withdrew the permission."_s));
        QTRY_VERIFY(!button(&stage.page, u"Edit item"_s)->isEnabled());
        const qsizetype sent = stage.record.sent("GET").size() + stage.record.sent("POST").size();
        QVERIFY(!test::waitFor(stage.record.client.readLastModified())); // and it stays so, without asking on and on
        QVERIFY(!button(&stage.page, u"Edit item"_s)->isEnabled());
        QVERIFY(stage.record.client.deletesOnly());
        QVERIFY2(stage.record.sent("GET").size() + stage.record.sent("POST").size() - sent < 10, "it asks on and on");
        QVERIFY2(!stage.banner().contains(u"go on after it is renewed"_s), qPrintable(stage.banner()));
        const auto *age = stage.page.findChild<QLabel *>(u"Age of what is shown"_s);
        QVERIFY(age && !age->text().contains(u"Offline"_s));
    }

    void renewingByHandKeepsTheEdit()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Edit item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->setText(u"Kept"_s);
        QVERIFY(test::waitFor(stage.record.session.renew()));
        QVERIFY(stage.page.isEditing());
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->text(), u"Kept"_s);
        stage.page.triggerPrimary();
        QTRY_VERIFY(!stage.page.isEditing());
        QCOMPARE(stage.record.sent("PUT").last().header("authorization"), QByteArray("Bearer token-two"));
    }

    void endedTokenOffersRenewal()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.record.session.setAutomaticRenewal(false);
        stage.record.tokenGood = false;
        stage.page.refresh();
        QTRY_VERIFY(stage.banner().contains(u"delegated token has ended"_s));
        QVERIFY(!stage.banner().contains(u"no longer accepts"_s)); // said once
        stage.grab(u"record-ended"_s);
        QVERIFY(stage.record.session.hasEnded());
        QTRY_VERIFY(button(&stage.page, u"Renew"_s));
        button(&stage.page, u"Renew"_s)->click();
        QTRY_VERIFY(!stage.record.session.hasEnded());
        QTRY_VERIFY(!button(&stage.page, u"Renew"_s));
        stage.record.session.end();
        QTRY_VERIFY(button(&stage.page, u"Go to Inbox"_s));
    }

    void typedWordsSurviveTheEndOfTheDelegation()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.addItem();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        test::visible<QLineEdit>(&stage.page, u"Title"_s)->setText(u"Not sent yet"_s);
        stage.record.session.end(); // as when the environment is changed
        QVERIFY(!stage.page.isEditing());
        stage.record.begin();
        QTRY_VERIFY(stage.page.isEditing());
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Title"_s)->text(), u"Not sent yet"_s);
        QVERIFY(stage.banner().contains(u"is back"_s));
        QVERIFY(stage.record.sent("POST").isEmpty());
    }

    void typedWordsAreADraftWithinASecondAndSurviveARestart()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        stage.page.addItem();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        test::visible<QLineEdit>(&stage.page, u"Title"_s)->setText(u"Not sent yet"_s);
        const auto kept = [&stage] { return stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}); };
        QTRY_COMPARE_WITH_TIMEOUT(kept().size(), 1, 1500);
        QVERIFY(kept().first().inEditor); // so a crash from here on would be told as one
        const record::Draft crashed = kept().first();
        stage.owned.reset(); // an ordinary end
        QVERIFY(!kept().first().inEditor);
        stage.desk.start();

        stage.owned = stage.makePage();
        stage.owned->show();
        QTRY_VERIFY(button(stage.owned.get(), u"Open drafts"_s));
        QVERIFY(!test::visible<Banner>(stage.owned.get(), u"1 draft was kept."_s)->accessibleDescription().isEmpty());
        QVERIFY(stage.desk.drafts->save(crashed));
        const QString time = kept().first().at.toLocalTime().toString(u"HH:mm"_s);
        QVERIFY(test::visible<Banner>(stage.owned.get(), u"Baton ended unexpectedly at %1. 1 draft was kept."_s.arg(time)));
        button(stage.owned.get(), u"Open drafts"_s)->click();
        QTRY_VERIFY(stage.owned->isEditing());
        QCOMPARE(test::visible<QLineEdit>(stage.owned.get(), u"Title"_s)->text(), u"Not sent yet"_s);
        QVERIFY(!button(stage.owned.get(), u"Open drafts"_s));
    }

    void draftsAreToldOfBeforeTheirRecordOpens()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QSignalSpy waiting(&stage.page, &RecordPage::draftsWaiting);
        stage.page.addItem();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        test::visible<QLineEdit>(&stage.page, u"Title"_s)->setText(u"Not sent yet"_s);
        QTRY_COMPARE_WITH_TIMEOUT(stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}).size(), 1, 5000);
        QCOMPARE(waiting.isEmpty() ? 0 : waiting.last().first().toInt(), 0); // what is in the editor doesn't wait
        const QString environment = stage.desk.writer->place().environmentId;
        stage.record.session.end();
        const auto *told = test::visible<Banner>(&stage.page, u"1 draft was kept."_s);
        QVERIFY(told);
        QCOMPARE(told->accessibleDescription(),
            u"“Not sent yet”, 1 field, of Sofia Maria Hernandez Garcia. Nothing of it was sent. It opens with its record: exchange the researcher’s id_token in the Inbox."_s);
        QVERIFY(!button(&stage.page, u"Open drafts"_s)); // there is no token to send it with
        QCOMPARE(waiting.last().first().toInt(), 1);

        // The next start, with no record open; elsewhere it is no matter.
        const orcid::Environment there = stage.page.environment();
        QCOMPARE(there.id, environment);
        stage.owned.reset();
        stage.desk.start();
        stage.owned = stage.makePage();
        QSignalSpy again(stage.owned.get(), &RecordPage::draftsWaiting);
        stage.owned->show();
        QVERIFY(!test::visible<Banner>(stage.owned.get(), u"1 draft was kept."_s));
        stage.owned->setEnvironment(there);
        QVERIFY(test::visible<Banner>(stage.owned.get(), u"1 draft was kept."_s));
        QCOMPARE(again.last().first().toInt(), 1);
        stage.owned->setEnvironment(orcid::Environment::production());
        QVERIFY(!test::visible<Banner>(stage.owned.get(), u"1 draft was kept."_s));
        QCOMPARE(again.last().first().toInt(), 0);
        stage.owned->setEnvironment(there);
        stage.record.begin();
        QTRY_VERIFY(button(stage.owned.get(), u"Open drafts"_s));
    }

    void aDraftGoesWhenItIsSentOrDiscarded()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        const auto kept = [&stage] { return stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}).size(); };
        for (const QString &way : { u"send"_s, u"keep"_s }) {
            button(&stage.page, u"Edit item"_s)->click();
            QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
            test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->setText(u"To "_s + way);
            QTRY_COMPARE_WITH_TIMEOUT(kept(), 1, 1500);
            if (way == u"send"_s) {
                stage.page.triggerPrimary();
                QTRY_VERIFY(!stage.page.isEditing());
                QCOMPARE(kept(), 0);
                button(&stage.page, u"Back to items"_s)->click();
                QTRY_VERIFY(stage.loaded());
                continue;
            }
            button(&stage.page, u"Cancel editing"_s)->click();
            QVERIFY(stage.answer(QMessageBox::ActionRole));
            QTRY_VERIFY(!stage.page.isEditing());
            QCOMPARE(kept(), 1);
        }
        QCOMPARE(stage.desk.entries().size(), 1); // what was sent is in the journal
    }
};

QTEST_MAIN(TestRecordPage)
#include "tst_recordpage.moc"
