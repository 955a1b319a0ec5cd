#include "app/record/itemreader.h"
#include "tests/ui/record/recordstage.h"
#include "ui/common/theme.h"
#include "ui/record/itemmodel.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using test::button;
using test::FakeRecord;

namespace {

/// The lines of a list, each with its description.
QStringList linesOf(QWidget *under, const QString &list)
{
    QStringList lines;
    auto *box = test::visible<RoleWidget>(under, list);
    for (RoleWidget *row : box ? box->findChildren<RoleWidget *>() : QList<RoleWidget *>())
        lines += row->accessibleName() + u" | "_s + row->accessibleDescription();
    return lines;
}

bool anyHas(const QStringList &lines, const QString &words)
{
    return std::any_of(lines.begin(), lines.end(), [&words](const QString &line) { return line.contains(words); });
}

struct Stage : test::RecordStage {
    /// The editor of the first work with a subtitle typed.
    bool edit(const QString &words)
    {
        button(&page, u"Edit item"_s)->click();
        if (!QTest::qWaitFor([this] { return test::visible<QLineEdit>(&page, u"Subtitle"_s) != nullptr; }))
            return false;
        test::visible<QLineEdit>(&page, u"Subtitle"_s)->setText(words);
        return QTest::qWaitFor([this] { return button(&page, u"Review changes"_s)->isEnabled(); });
    }
    /// The editor of a new work that may be sent.
    bool compose()
    {
        button(&page, u"Add item"_s)->click();
        if (!QTest::qWaitFor([this] { return test::visible<QLineEdit>(&page, u"Identifier 1 value"_s) != nullptr; }))
            return false;
        test::visible<QLineEdit>(&page, u"Title"_s)->setText(u"Tide gauges for schools"_s);
        QComboBox *type = test::visibleCombo(&page, u"Type"_s);
        type->setCurrentIndex(type->findData(u"data-set"_s));
        test::visible<QLineEdit>(&page, u"Identifier 1 value"_s)->setText(u"10.5555/tg.7"_s);
        return QTest::qWaitFor([this] { return button(&page, u"Review changes"_s)->isEnabled(); });
    }
    bool review(const QString &words)
    {
        if (!edit(words))
            return false;
        button(&page, u"Review changes"_s)->click();
        return QTest::qWaitFor([this] { return button(&page, u"Send changes"_s) && button(&page, u"Send changes"_s)->isEnabled(); });
    }
};

} // namespace

/// The page of its own that every write passes, found by accessible name.
class TestRecordReview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void everythingIsCheckedBeforeAndComparedAfter()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.review(u"A twelve-year field record"_s));
        QCOMPARE(stage.page.accessibleName(), u"Review 1 change"_s);
        QVERIFY(stage.page.isEditing()); // nothing is sent yet
        QVERIFY(stage.record.sent("PUT").isEmpty());
        const QStringList changes = linesOf(&stage.page, u"Changes to review"_s);
        QVERIFY2(anyHas(changes, u"Subtitle | Before: (empty). After: A twelve-year field record."_s), qPrintable(changes.join(u'\n')));
        QTRY_VERIFY(anyHas(linesOf(&stage.page, u"Checked beforehand"_s), u"No duplicate | passed"_s));
        const QStringList checks = linesOf(&stage.page, u"Checked beforehand"_s);
        QVERIFY(anyHas(checks, u"You may change it | passed: Both halves of the source are yours"_s));
        QVERIFY(anyHas(checks, u"The token allows it | passed: /activities/update"_s));
        QVERIFY(anyHas(checks, u"Nobody changed it meanwhile | passed: Read again at "_s));
        QVERIFY(anyHas(checks, u"Not sent | to know"_s));
        stage.grab(u"review"_s);
        button(&stage.page, u"Show all unchanged fields"_s)->click();
        QVERIFY(anyHas(linesOf(&stage.page, u"Changes to review"_s), u"| Unchanged: "_s));
        test::visible<QAbstractButton>(&stage.page, u"Changes as JSON"_s)->click();
        auto *json = test::visible<QPlainTextEdit>(&stage.page, u"Changes as JSON"_s);
        QVERIFY(json && json->toPlainText().contains(u"+ "_s) && json->toPlainText().contains(u"more lines, unchanged"_s));
        stage.grab(u"review-json"_s);
        button(&stage.page, u"Copy JSON"_s)->click();
        const QJsonObject copied = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(copied[u"put-code"_s].toInt(), 1733);
        button(&stage.page, u"Copy as curl"_s)->click();
        const QString curl = QGuiApplication::clipboard()->text();
        QVERIFY2(curl.contains(u"PUT"_s) && curl.contains(u"/work/1733"_s), qPrintable(curl));
        QVERIFY2(!curl.contains(u"token-one"_s), qPrintable(curl));

        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
        QCOMPARE(stage.page.accessibleName(), u"1 change saved"_s);
        const QStringList stored = linesOf(&stage.page, u"Sent and stored"_s);
        QVERIFY2(anyHas(stored, u"Subtitle | Sent: A twelve-year field record. Stored: A twelve-year field record. Same"_s), qPrintable(stored.join(u'\n')));
        QVERIFY(anyHas(stored, u"Source | Sent: not sent. Stored: Northbridge University via Open Grants Platform. Ours"_s));
        const QStringList happened = linesOf(&stage.page, u"What happened"_s);
        QVERIFY(anyHas(happened, u"Written to the journal | done"_s));
        QVERIFY(anyHas(happened, u"PUT /work/1733 | done"_s));
        stage.grab(u"review-sent"_s);
        QSignalSpy exchange(&stage.page, &Page::showExchange);
        button(&stage.page, u"Show HTTP exchange"_s)->click();
        QCOMPARE(exchange.size(), 1);
        QCOMPARE(stage.record.trace.find(exchange.first().first().toLongLong())->method, u"PUT"_s);
        stage.page.resize(1388, 900);
        stage.grab(u"review-sent-large"_s);
        stage.page.resize(768, 560);
        stage.grab(u"review-sent-small"_s);

        button(&stage.page, u"Undo these changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        QCOMPARE(stage.page.accessibleName(), u"Undo 1 change?"_s);
        stage.page.resize(968, 700);
        stage.grab(u"review-undo"_s);
        QCOMPARE(stage.record.sent("PUT").size(), 1);
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
        QCOMPARE(stage.record.sent("PUT").size(), 2);
        button(&stage.page, u"Back to items"_s)->click();
        QTRY_VERIFY(stage.loaded());
    }

    void theKeyboardGoesToTheFieldAndBackToTheRow()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.edit(u"A subtitle"_s));
        QWidget *focus = QApplication::focusWidget();
        QVERIFY2(qobject_cast<QLineEdit *>(focus), qPrintable(focus ? QString::fromLatin1(focus->metaObject()->className()) + u" “"_s + focus->accessibleName() + u"”"_s : u"nothing"_s)); // not what stands around it
        QCOMPARE(focus->accessibleName(), u"Title"_s);
        button(&stage.page, u"Review changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
        button(&stage.page, u"Back to items"_s)->click();
        QTRY_VERIFY(stage.loaded());
        QCOMPARE(QApplication::focusWidget(), stage.items());
        QCOMPARE(stage.items()->currentIndex().data(ItemModel::PutCodeRole).toLongLong(), 1733);
    }

    void anAddedItemHasItsPutCodeAndNoFormerContent()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Add item"_s)->click();
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Title"_s));
        test::visible<QLineEdit>(&stage.page, u"Title"_s)->setText(u"Tide gauges for schools"_s);
        const auto says = [&](const QString &words) {
            const QList<QLabel *> labels = stage.page.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->isVisible() && label->text().contains(words); });
        };
        QTRY_VERIFY(says(u"Type is required."_s));
        QVERIFY(!says(u"Type: Type"_s));
        QComboBox *type = test::visibleCombo(&stage.page, u"Type"_s);
        QVERIFY(type && type->isEditable());
        QCOMPARE(type->lineEdit()->accessibleName(), u"Type"_s);
        type->setCurrentIndex(type->findData(u"data-set"_s));
        QTRY_VERIFY(test::visible<QLineEdit>(&stage.page, u"Identifier 1 value"_s));
        test::visible<QLineEdit>(&stage.page, u"Identifier 1 value"_s)->setText(u"10.5555/tg.7"_s);
        QTRY_VERIFY(button(&stage.page, u"Review changes"_s)->isEnabled());
        button(&stage.page, u"Review changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Back to the editor"_s));
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Put-code 1734"_s));
        QTRY_VERIFY(says(u"put-code 1734"_s));
        QVERIFY(!says(u"Review"_s) && !says(u"former content"_s));
        QVERIFY(says(u"It is kept there for"_s));
    }

    void goingOnEditingAndKeepingADraft()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.review(u"Kept"_s));
        button(&stage.page, u"Go on editing"_s)->click();
        QVERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->text(), u"Kept"_s);
        button(&stage.page, u"Review changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->hasFocus());
        QTest::keyClick(button(&stage.page, u"Keep as draft"_s), Qt::Key_Escape);
        QVERIFY(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s));
        button(&stage.page, u"Review changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Keep as draft"_s));
        button(&stage.page, u"Keep as draft"_s)->click();
        QTRY_VERIFY(stage.loaded());
        QCOMPARE(stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}).size(), 1);
        QVERIFY(stage.record.sent("PUT").isEmpty());
    }

    void aDeletionShowsWhatGoes()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        button(&stage.page, u"Delete item"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        QCOMPARE(stage.page.accessibleName(), u"Delete this work?"_s);
        QVERIFY(anyHas(linesOf(&stage.page, u"Changes to review"_s), u"Title | Before: Tidal marsh recovery"_s));
        stage.grab(u"review-delete"_s);
        QTest::keyClick(button(&stage.page, u"Send changes"_s), Qt::Key_Escape);
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.record.sent("DELETE").isEmpty());
        button(&stage.page, u"Delete item"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"no longer has put-code 1733"_s));
        stage.grab(u"review-deleted"_s);
        QVERIFY(anyHas(linesOf(&stage.page, u"What happened"_s), u"gone, as asked"_s));
        button(&stage.page, u"Undo these changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Put-code 1734"_s));
        QVERIFY(anyHas(linesOf(&stage.page, u"Sent and stored"_s), u"Title | Sent: Tidal marsh recovery after managed realignment. Stored: Tidal marsh recovery after managed realignment. Same"_s));
    }

    void S44_aLostAnswerIsSaidAndReadBack()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.review(u"Kept"_s));
        stage.record.faults = { FakeRecord::Fault::BusyAfterSaving };
        QStringList seen;
        button(&stage.page, u"Send changes"_s)->click();
        QVERIFY(QTest::qWaitFor([&] {
            for (QLabel *label : stage.page.findChildren<QLabel *>()) {
                if (label->isVisible() && label->text().contains(u"eading back…"_s) && !seen.contains(label->text()))
                    seen += label->text();
            }
            return stage.banner().contains(u"Saved and read back."_s);
        }));
        QVERIFY(anyHas(linesOf(&stage.page, u"What happened"_s), u"PUT /work/1733 | failed"_s));
        QCOMPARE(stage.record.items[1733][u"title"_s][u"subtitle"_s][u"value"_s].toString(), u"Kept"_s);
    }

    void S44_anUnknownAdditionIsLookedForFirst_data()
    {
        QTest::addColumn<bool>("arrived");
        QTest::addColumn<bool>("direct");
        QTest::newRow("arrived, from the form") << true << true;
        QTest::newRow("arrived, from the review") << true << false;
        QTest::newRow("lost, from the form") << false << true;
        QTest::newRow("lost, from the review") << false << false;
    }

    void S44_anUnknownAdditionIsLookedForFirst()
    {
        QFETCH(bool, arrived);
        QFETCH(bool, direct);
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.compose());
        if (!direct) {
            button(&stage.page, u"Review changes"_s)->click();
            QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        }
        stage.record.faults = { arrived ? FakeRecord::Fault::LoseAfterSaving : FakeRecord::Fault::LoseBeforeSaving };
        stage.record.listAnswer = test::Reply::json(R"({"response-code":403,"developer-message":"Forbidden"})", 403);
        stage.page.triggerPrimary();
        QTRY_VERIFY2(stage.banner().contains(u"doesn’t know whether the item was added"_s), qPrintable(stage.banner()));
        QTRY_VERIFY(button(&stage.page, u"Look on the record"_s));
        stage.grab(direct ? u"unknown-form"_s : u"unknown-review"_s);
        // Neither sent again by the button nor by the keys.
        QVERIFY(!button(&stage.page, u"Send changes"_s) || !button(&stage.page, u"Send changes"_s)->isEnabled());
        stage.page.triggerPrimary();
        QCOMPARE(stage.record.sent("POST").size(), 1);
        // Still no answer: still held.
        button(&stage.page, u"Look on the record"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Look on the record"_s) && button(&stage.page, u"Look on the record"_s)->isEnabled());
        QVERIFY(stage.page.isEditing());
        stage.record.listAnswer.reset();
        button(&stage.page, u"Look on the record"_s)->click();
        if (arrived) {
            QTRY_VERIFY2(stage.banner().contains(u"It is on the record, with put-code 1734"_s), qPrintable(stage.banner()));
            QVERIFY(!stage.page.isEditing());
            QTRY_COMPARE(stage.items()->currentIndex().data(ItemModel::PutCodeRole).toLongLong(), 1734);
            QCOMPARE(stage.record.sent("POST").size(), 1);
            return;
        }
        QTRY_VERIFY2(stage.banner().contains(u"It is not on the record"_s), qPrintable(stage.banner()));
        QVERIFY(stage.page.isEditing());
        stage.page.triggerPrimary();
        QTRY_COMPARE(stage.record.sent("POST").size(), 2);
    }

    void aRefusalStaysWithItsReasonAndGoesToTheField()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.review(u"Refused once"_s));
        stage.record.refusal = test::Reply::json(R"({"response-code":400,"developer-message":"400 Bad Request: Invalid activity, a title is required.","error-code":9022})", 400);
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"The title is missing."_s));
        QVERIFY2(stage.banner().contains(u"code 9022: 400 Bad Request: Invalid activity, a title is required."_s), qPrintable(stage.banner()));
        QCOMPARE(stage.page.accessibleName(), u"Nothing saved"_s);
        stage.grab(u"review-refused"_s);
        QVERIFY(stage.page.isEditing());
        QVERIFY(anyHas(linesOf(&stage.page, u"What happened"_s), u"PUT /work/1733 | failed"_s));
        button(&stage.page, u"Go on editing"_s)->click();
        QCOMPARE(test::visible<QLineEdit>(&stage.page, u"Subtitle"_s)->text(), u"Refused once"_s);
        auto *title = test::visible<QLineEdit>(&stage.page, u"Title"_s);
        QTRY_VERIFY2(title->accessibleDescription().contains(u"9022"_s), qPrintable(title->accessibleDescription()));
        stage.grab(u"review-refused-field"_s);
        button(&stage.page, u"Review changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
    }

    void changedMeanwhileIsSeenBeforeSending()
    {
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        QVERIFY(stage.edit(u"Mine"_s));
        stage.record.items[1733][u"last-modified-date"_s] = QJsonObject { { u"value"_s, QDateTime::currentMSecsSinceEpoch() } };
        stage.record.items[1733][u"journal-title"_s] = QJsonObject { { u"value"_s, u"Theirs"_s } };
        button(&stage.page, u"Review changes"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Compare theirs with mine"_s));
        stage.grab(u"review-meanwhile"_s);
        button(&stage.page, u"Compare theirs with mine"_s)->click();
        QTRY_VERIFY(test::visible<QWidget>(&stage.page, u"Conflict"_s));
        QVERIFY(stage.record.sent("PUT").isEmpty());
        button(&stage.page, u"Review and send"_s)->click();
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
        QCOMPARE(stage.record.items[1733][u"journal-title"_s][u"value"_s].toString(), u"Theirs"_s);
        QCOMPARE(stage.record.items[1733][u"title"_s][u"subtitle"_s][u"value"_s].toString(), u"Mine"_s);
    }

    void aTokenThatOnlyDeletesStillFindsWhatIsKnown()
    {
        FakeRecord record({ u"/activities/update"_s });
        test::WriterDesk desk { record };
        RecordPage page { { record.client, record.session, *desk.writer, *desk.undo, *desk.drafts } };
        page.resize(968, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        record.begin();
        QTRY_VERIFY(test::visible<QTableView>(&page, u"Items"_s));
        record::Item added;
        {
            const auto stored = test::waitFor(desk.writer->change(u"works"_s, 1733, record.item(1733), record.item(1733)));
            QVERIFY(stored);
            added = *stored;
        }
        record.deleteOnly = true; // and the delegation begins anew: nothing was read under it
        record.session.end();
        record.begin();
        QTRY_VERIFY(test::visible<QWidget>(&page, u"Items known here"_s));
        QVERIFY(!test::visible<QTableView>(&page, u"Items"_s));
        const QString dir = qEnvironmentVariable("BATON_PICTURES");
        if (!dir.isEmpty())
            page.grab().save(dir + u"/delete-only.png"_s);
        button(&page, u"Delete "_s + added.title)->click();
        QTRY_VERIFY(button(&page, u"Send changes"_s) && button(&page, u"Send changes"_s)->isEnabled());
        QVERIFY(anyHas(linesOf(&page, u"Checked beforehand"_s), u"Not read again"_s));
        QVERIFY(record.sent("DELETE").isEmpty());
        button(&page, u"Send changes"_s)->click();
        QTRY_COMPARE(record.sent("DELETE").size(), 1);
        QTRY_VERIFY(button(&page, u"Undo these changes"_s));
        QVERIFY(!record.items.contains(1733));
        page.triggerPrimary(); // back
        QTRY_VERIFY(test::visible<QWidget>(&page, u"Items known here"_s));
        QVERIFY(!button(&page, u"Delete "_s + added.title));
        // Anything else by its put-code.
        auto *code = test::visible<QLineEdit>(&page, u"Put-code"_s);
        QVERIFY(code && !button(&page, u"Delete by put-code"_s)->isEnabled());
        const qint64 other = record.items.firstKey();
        code->setText(QString::number(other));
        for (QComboBox *box : page.findChildren<QComboBox *>()) {
            if (box->isVisible() && comboLabel(box) && comboLabel(box)->accessibleName() == u"Section of the item")
                box->setCurrentIndex(box->findData(u"works"_s));
        }
        button(&page, u"Delete by put-code"_s)->click();
        QTRY_VERIFY(button(&page, u"Send changes"_s) && button(&page, u"Send changes"_s)->isEnabled());
        button(&page, u"Send changes"_s)->click();
        QTRY_VERIFY(!record.items.contains(other));
    }

    void updateTheExistingOne_data()
    {
        QTest::addColumn<bool>("forced");
        QTest::newRow("seen beforehand") << false;
        QTest::newRow("refused with 409") << true;
    }
    void updateTheExistingOne()
    {
        QFETCH(bool, forced);
        Stage stage;
        QTRY_VERIFY(stage.loaded());
        const QList<record::ExternalId> ids = record::externalIdsOf(u"works"_s, stage.record.item(1733));
        const auto doi = std::find_if(ids.begin(), ids.end(), [](const record::ExternalId &id) { return id.type == u"doi"; });
        QVERIFY(doi != ids.end());
        stage.page.addItem();
        QVERIFY(stage.typeWork(u"Tidal marsh recovery, revisited"_s, u"journal-article"_s, doi->value));
        QTRY_VERIFY(button(&stage.page, u"Review changes"_s)->isEnabled());
        if (forced) {
            button(&stage.page, u"Send changes"_s)->click();
            QMessageBox *box = nullptr;
            QTRY_VERIFY((box = stage.page.findChild<QMessageBox *>()));
            QVERIFY2(box->text().contains(u"1733"_s), qPrintable(box->text()));
            QCOMPARE(stage.record.sent("POST").size(), 1);
            QVERIFY(stage.answer(QMessageBox::AcceptRole));
        } else {
            button(&stage.page, u"Review changes"_s)->click();
            QTRY_VERIFY(button(&stage.page, u"Update the existing one"_s));
            stage.grab(u"review-duplicate"_s);
            button(&stage.page, u"Update the existing one"_s)->click();
            QVERIFY(stage.record.sent("POST").isEmpty());
        }
        QTRY_VERIFY(anyHas(linesOf(&stage.page, u"Changes to review"_s), u"Title | Before: Tidal marsh recovery"_s));
        QTRY_VERIFY(button(&stage.page, u"Send changes"_s) && button(&stage.page, u"Send changes"_s)->isEnabled());
        button(&stage.page, u"Send changes"_s)->click();
        QTRY_VERIFY(stage.banner().contains(u"Saved and read back."_s));
        QCOMPARE(stage.record.items.size(), 14); // none was added
        QCOMPARE(stage.record.items[1733][u"title"_s][u"title"_s][u"value"_s].toString(), u"Tidal marsh recovery, revisited"_s);
        QVERIFY(stage.record.items[1733].contains(u"contributors"_s)); // what the form for a new item did not have is kept
        QVERIFY(stage.desk.drafts->drafts(stage.desk.writer->place().environmentId, {}).isEmpty());
    }
};

QTEST_MAIN(TestRecordReview)
#include "tst_recordreview.moc"
