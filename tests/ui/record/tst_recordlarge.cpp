#include "tests/ui/record/manyworks.h"
#include "tests/ui/record/recordstage.h"
#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/record/itemtable.h"
#include "ui/record/recordtools.h"
#include "ui/record/sectionmodel.h"

#include <QtTest/QtTest>

#include <QtGui/QAccessible>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using record::Item;
using test::FakeRecord;
using test::codesOf;
using test::listOf;
using test::ours;

namespace {

/// Answers a list of works by halves.
class Halves : public QTcpServer {
public:
    explicit Halves(const QByteArray &json) : m_json(json)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
        });
    }
    QString host() const { return u"127.0.0.1:%1"_s.arg(serverPort()); }
    void sendRest()
    {
        if (m_waiting)
            m_waiting->write(m_json.sliced(m_json.size() / 2));
    }
    bool isWaiting() const { return m_waiting; }

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray request = socket->readAll();
        const bool works = request.startsWith("GET") && request.left(request.indexOf("\r\n")).contains("/works ");
        const QByteArray body = works ? m_json : "{}";
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
            + body.first(works ? body.size() / 2 : body.size()));
        if (works)
            m_waiting = socket;
    }

    QByteArray m_json;
    QPointer<QTcpSocket> m_waiting;
};

struct Stage : test::RecordStage {
    Stage() : RecordStage(false, Cache::Sealed) { }
    void beginAt(const QString &host)
    {
        record.begin();
        exchange::Delegation delegation = record.session.delegation();
        const exchange::DelegatedToken token = record.session.token();
        delegation.environment = orcid::Environment::practice(u"http://"_s + host, QUrl(u"http://"_s + host + u"/v3.0"_s));
        record.session.begin(delegation, token);
    }
    ItemTable *table() { return page.findChild<ItemTable *>(); }
    ItemFilter *filter() { return page.findChild<ItemFilter *>(); }
    QString age()
    {
        for (QLabel *label : page.findChildren<QLabel *>()) {
            if (label->objectName() == u"Age of what is shown" && label->isVisible())
                return label->text();
        }
        return {};
    }
    bool isFresh() { return age().startsWith(u"Read "_s) && !age().contains(u"refreshing"_s); }
    bool says(const QString &words)
    {
        for (QLabel *label : page.findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(words))
                return true;
        }
        return false;
    }
    void choose(qint64 putCode) { table()->setCurrentIndex(filter()->indexOf(putCode)); }
    QString titleOf(qint64 putCode) { return filter()->indexOf(putCode).data().toString(); }
    /// What is in the form or in the review, and back to the list.
    bool send()
    {
        QPushButton *send = nullptr;
        if (!QTest::qWaitFor([&] { return (send = test::visible<QPushButton>(&page, u"Send changes"_s)) && send->isEnabled(); }))
            return false;
        send->click();
        QPushButton *back = nullptr;
        if (!QTest::qWaitFor([&] { return (back = test::visible<QPushButton>(&page, u"Back to items"_s)) && says(u"read back"_s); }))
            return false;
        back->click();
        return QTest::qWaitFor([this] { return table()->isVisible(); });
    }
    bool edit(qint64 putCode, const QString &title)
    {
        choose(putCode);
        page.editItem();
        QLineEdit *field = nullptr;
        if (!QTest::qWaitFor([&] { return (field = test::visible<QLineEdit>(&page, u"Title"_s)) && !field->text().isEmpty(); }))
            return false;
        field->setText(title);
        return send();
    }
    qint64 chosen() { return table()->currentIndex().data(ItemModel::PutCodeRole).toLongLong(); }
    qsizetype asked(const QByteArray &end)
    {
        qsizetype count = 0;
        for (const test::Received &request : record.sent("GET"))
            count += request.target.endsWith(end);
        return count;
    }
};

} // namespace

/// Long lists on the page: while they arrive, sorted, read in full where one looks, there again at once.
class TestRecordLarge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    void firstRowsWhileTheRestArrives()
    {
        Stage stage;
        Halves halves(listOf(2000));
        stage.beginAt(halves.host());
        QTRY_VERIFY(stage.filter()->rowCount() > 300);
        QVERIFY(stage.filter()->rowCount() < 2000);
        QVERIFY(stage.table()->isVisible());
        QVERIFY(stage.chosen() > 0);
        QTRY_VERIFY(test::visible<QPushButton>(&stage.page, u"Cancel reading"_s));
        QVERIFY(stage.says(u"so far"_s) || stage.says(u" of "_s));
        stage.grab(u"large-arriving"_s);
        const qint64 chosen = stage.chosen();
        halves.sendRest();
        QTRY_COMPARE(stage.filter()->rowCount(), 2000);
        QTRY_VERIFY(!test::visible<QPushButton>(&stage.page, u"Cancel reading"_s));
        QCOMPARE(stage.chosen(), chosen);
        QTRY_VERIFY(stage.age().startsWith(u"Read "_s));
    }

    void readingIsCancelled()
    {
        Stage stage;
        Halves halves(listOf(2000));
        stage.beginAt(halves.host());
        QPushButton *cancel = nullptr;
        QTRY_VERIFY((cancel = test::visible<QPushButton>(&stage.page, u"Cancel reading"_s)));
        QTRY_VERIFY(stage.filter()->rowCount() > 300);
        cancel->click();
        QTRY_COMPARE(stage.age(), u"Only partly read"_s);
        QVERIFY(stage.says(u"Reading was cancelled"_s));
        QVERIFY(stage.filter()->rowCount() > 300);
        QVERIFY(!stage.cache->has(u"works"_s));
        // Refreshing begins the list anew, and cancelling a refresh leaves what was there.
        stage.page.refresh();
        QTRY_VERIFY(stage.filter()->rowCount() > 300);
        halves.sendRest();
        QTRY_COMPARE(stage.filter()->rowCount(), 2000);
        QTRY_VERIFY(stage.age().startsWith(u"Read "_s));
        const QString before = stage.age();
        stage.page.refresh();
        QTRY_VERIFY(stage.age().contains(u"refreshing"_s));
        QTRY_VERIFY((cancel = test::visible<QPushButton>(&stage.page, u"Cancel reading"_s)));
        cancel->click();
        QTRY_COMPARE(stage.age(), before);
        QCOMPARE(stage.filter()->rowCount(), 2000);
    }

    void tenThousand()
    {
        Stage stage;
        stage.record.listAnswer = test::Reply::json(listOf(10'000));
        stage.page.resize(1180, 760);
        stage.record.begin();
        QTRY_COMPARE_WITH_TIMEOUT(stage.filter()->rowCount(), 10'000, 30'000);
        QTRY_VERIFY(stage.age().startsWith(u"Read "_s));
        stage.grab(u"large-1180"_s);
        auto *search = test::visible<QLineEdit>(&stage.page, u"Search items"_s);
        search->setText(u"work 42"_s);
        QVERIFY(stage.filter()->rowCount() > 50 && stage.filter()->rowCount() < 1000);
        stage.grab(u"large-search"_s);
        search->clear();
        stage.page.resize(1600, 1000);
        stage.grab(u"large-1600"_s);
    }

    void headingsAndMenuSort()
    {
        Stage stage;
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        const auto heading = [&](int column) { return stage.filter()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); };
        QCOMPARE(heading(0), u"Title, newest first"_s);
        const QHeaderView *header = stage.table()->horizontalHeader();
        const auto click = [&](int column) {
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, { header->sectionViewportPosition(column) + 12, header->height() / 2 });
        };
        for (const QString &order : { u"Title, A to Z"_s, u"Title, Z to A"_s, u"Title, oldest first"_s, u"Title, newest first"_s }) {
            click(0);
            QCOMPARE(heading(0), order);
        }
        click(1);
        QCOMPARE(heading(1), u"Source, A to Z"_s);
        QCOMPARE(heading(0), u"Title"_s);
        auto *sort = test::visible<QToolButton>(&stage.page, u"Sort items"_s);
        QVERIFY(sort && sort->focusPolicy() != Qt::NoFocus);
        QCOMPARE(sort->menu()->actions().value(4)->isChecked(), true);
        sort->menu()->actions().value(2)->trigger();
        QCOMPARE(heading(0), u"Title, A to Z"_s);
        // Each section keeps its own.
        auto *sections = stage.page.findChild<SectionList *>();
        sections->choose(u"employments"_s);
        QTRY_COMPARE(stage.filter()->rowCount(), 3);
        QCOMPARE(heading(0), u"Title, newest first"_s);
        sections->choose(u"works"_s);
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QCOMPARE(heading(0), u"Title, A to Z"_s);
    }

    void theOrderOfASectionOutlivesTheProgram()
    {
        QTemporaryDir profile;
        auto settings = std::make_unique<Settings>(profile.path());
        FakeRecord record;
        test::WriterDesk desk { record };
        record.begin();
        auto page = std::make_unique<RecordPage>(RecordPage::Parts { record.client, record.session, *desk.writer, *desk.undo, *desk.drafts, nullptr, nullptr, settings.get() });
        auto *filter = page->findChild<ItemFilter *>();
        QTRY_COMPARE(filter->rowCount(), 14);
        filter->setOrder({ ItemFilter::By::Title, true });
        const QList<qint64> titles = codesOf(*filter);
        page->findChild<SectionList *>()->choose(u"employments"_s);
        QTRY_COMPARE(filter->rowCount(), 3);
        filter->setOrder({ ItemFilter::By::Day, false });
        page.reset();
        settings.reset();

        // As after a restart: another page, and settings read from the file anew.
        Settings again(profile.path());
        RecordPage other { { record.client, record.session, *desk.writer, *desk.undo, *desk.drafts, nullptr, nullptr, &again } };
        filter = other.findChild<ItemFilter *>();
        QTRY_COMPARE(filter->rowCount(), 14);
        QCOMPARE(filter->order(), (ItemFilter::Order { ItemFilter::By::Title, true }));
        QCOMPARE(codesOf(*filter), titles);
        QVERIFY(other.findChild<RecordTools *>()->sort->menu()->actions().value(3)->isChecked());
        other.findChild<SectionList *>()->choose(u"employments"_s);
        QTRY_COMPARE(filter->rowCount(), 3);
        QCOMPARE(filter->order(), (ItemFilter::Order { ItemFilter::By::Day, false }));
        other.findChild<SectionList *>()->choose(u"keywords"_s);
        QCOMPARE(filter->order(), ItemFilter::Order());
    }

    void detailsInFull()
    {
        Stage stage;
        for (auto it = stage.record.items.begin(); it != stage.record.items.end(); ++it)
            it.value()[u"short-description"_s] = u"Described %1"_s.arg(it.key());
        const QJsonObject works = test::recordJson(u"works.json"_s);
        stage.record.listAnswer = test::Reply::json(QJsonDocument(works).toJson());
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QTRY_VERIFY(stage.says(u"Described %1"_s.arg(stage.chosen())));
        const qsizetype single = stage.asked("/work/1733"), all = stage.record.sent("GET").size();
        // The neighbours came along: no further request, no wait.
        stage.table()->setCurrentIndex(stage.filter()->index(3, 0));
        QVERIFY(stage.says(u"Described %1"_s.arg(stage.chosen())));
        stage.table()->setCurrentIndex(stage.filter()->index(5, 0));
        QVERIFY(stage.says(u"Described %1"_s.arg(stage.chosen())));
        QTest::qWait(300);
        QCOMPARE(stage.asked("/work/1733"), single);
        QVERIFY(stage.record.sent("GET").size() <= all + 1);
    }

    void instantAndHonestWhenOpenedAgain()
    {
        Stage stage;
        stage.record.modified = 5'000;
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QTRY_VERIFY(stage.isFresh());
        QTRY_VERIFY(stage.cache->about() && stage.cache->about()->lastModified.isValid());
        stage.record.session.end();
        QCOMPARE(stage.filter()->rowCount(), 0);

        // Unchanged: the record's date is asked for, nothing else of it.
        stage.record.server.clear();
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QTRY_COMPARE(stage.asked("/summary"), 1);
        QTRY_VERIFY(stage.isFresh());
        QCOMPARE(stage.asked("/works"), 0);
        QCOMPARE(stage.asked("/activities"), 0);

        // Changed: what was kept is there, then what is.
        stage.record.session.end();
        stage.record.items.remove(stage.record.items.firstKey());
        stage.record.modified = 6'000;
        stage.record.server.clear();
        stage.record.begin();
        QTRY_VERIFY(stage.filter()->rowCount() == 14);
        QTRY_COMPARE(stage.filter()->rowCount(), 13);
        QCOMPARE(stage.asked("/works"), 1);
        QTRY_VERIFY(stage.isFresh());
        stage.grab(u"large-age"_s);
    }

    void offlineSaysSo()
    {
        Stage stage;
        stage.record.modified = 5'000;
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QTRY_VERIFY(stage.cache->has(u"works"_s) && stage.cache->about());
        stage.record.session.end();
        http::Limits limits = stage.record.http.limits();
        limits.maxAttempts = 1;
        stage.record.http.setLimits(limits);
        stage.record.server.handler = [](const test::Received &) { return test::Reply::dropped(); };
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QTRY_VERIFY(stage.age().startsWith(u"Offline: as of "_s));
        stage.grab(u"large-offline"_s);
    }

    // Above 500 rows what we wrote ourselves is put into the list; the list is not read again for it.
    void ourWritesInALongList()
    {
        Stage stage;
        QJsonArray groups;
        for (int i = 1; i <= 600; ++i) {
            stage.record.items[i] = ours(i);
            groups += QJsonObject { { u"work-summary"_s, QJsonArray { ours(i) } } };
        }
        stage.record.listAnswer = test::Reply::json(QJsonDocument(QJsonObject { { u"group"_s, groups } }).toJson());
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 600);
        QTRY_VERIFY(stage.isFresh());
        const qsizetype lists = stage.asked("/works");
        const auto count = [&] { return stage.page.findChild<SectionModel *>()->indexOf(u"works"_s).data(SectionModel::CountRole).toInt(); };

        // Changed: in its place, and still the chosen one.
        QVERIFY(stage.edit(300, u"Work written by us"_s));
        QTRY_COMPARE(stage.titleOf(300), u"Work written by us"_s);
        QCOMPARE(stage.chosen(), 300);
        QCOMPARE(stage.filter()->rowCount(), 600);

        // Added: there, and chosen.
        stage.page.addItem();
        QVERIFY(stage.typeWork(u"Another one"_s, u"journal-article"_s, u"10.5555/long.601"_s));
        QVERIFY(stage.send());
        QTRY_COMPARE(stage.filter()->rowCount(), 601);
        QTRY_COMPARE(stage.table()->currentIndex().data().toString(), u"Another one"_s);
        QCOMPARE(count(), 601);

        // Deleted: gone.
        stage.choose(200);
        stage.page.deleteItem();
        QVERIFY(stage.send());
        QTRY_COMPARE(stage.filter()->rowCount(), 600);
        QVERIFY(!stage.filter()->indexOf(200).isValid());
        QCOMPARE(count(), 600);
        QCOMPARE(stage.asked("/works"), lists);

        // What can't be read to be put there makes the list be read again.
        int readings = 0;
        stage.record.server.handler = [&, answer = stage.record.server.handler](const test::Received &request) {
            const bool single = request.method == "GET" && request.target.endsWith("/work/100");
            // Read for the form, before writing, and back; then for the list.
            return single && ++readings > 3 ? test::Reply::json(R"({"response-code":404,"error-code":9016})", 404) : answer(request);
        };
        QVERIFY(stage.edit(100, u"Another title"_s));
        QTRY_COMPARE(stage.asked("/works"), lists + 1);
        QCOMPARE(readings, 4);
    }

    void ourWriteIsRightAfterwards()
    {
        Stage stage;
        stage.record.modified = 5'000;
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 14);
        QTRY_VERIFY(stage.cache->has(u"works"_s) && stage.cache->about());
        const qint64 gone = stage.chosen();
        const auto item = test::waitFor(stage.record.client.readItem(u"works"_s, gone));
        QVERIFY(test::waitFor(stage.desk.writer->remove(*item)));
        stage.record.session.end();
        stage.record.begin();
        QTRY_COMPARE(stage.filter()->rowCount(), 13);
        QVERIFY(!stage.filter()->indexOf(gone).isValid());
        QTRY_VERIFY(stage.isFresh());
        QCOMPARE(stage.filter()->rowCount(), 13);
    }
};

QTEST_MAIN(TestRecordLarge)
#include "tst_recordlarge.moc"
