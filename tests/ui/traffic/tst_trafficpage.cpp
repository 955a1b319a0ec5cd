#include "tests/ui/gallery/find.h"
#include "ui/traffic/prettyjson.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficpage.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_TrafficPage : public QObject {
    Q_OBJECT

private:
    const QString m_secret = u"c0ffee00-1111-4222-8333-444455559277"_s;
    std::unique_ptr<http::Trace> m_trace;
    std::unique_ptr<relay::Story> m_story;
    std::unique_ptr<ui::TrafficPage> m_page;

    qint64 add(const QString &path, int status, http::Side side, const QString &client)
    {
        http::Exchange exchange;
        exchange.state = http::Exchange::State::Answered;
        exchange.method = u"POST"_s;
        exchange.url = QUrl(u"http://127.0.0.1:9760"_s + path);
        exchange.side = side;
        exchange.clientName = client;
        exchange.hint = u"token-exchange"_s;
        exchange.status = status;
        exchange.reason = status == 200 ? u"OK"_s : u"Unauthorized"_s;
        exchange.startedAt = QDateTime::currentDateTimeUtc();
        exchange.responseType = u"application/json"_s;
        exchange.responseBody = u"{\"access_token\":\"‹hidden access_token, ends 9277›\",\"zeta\":1,\"alpha\":[]}"_s;
        exchange.requestForm = { { u"client_id"_s, u"APP-OG55T1ZR8K3CV7QD"_s } };
        exchange.hidden = { { u"‹hidden access_token, ends 9277›"_s, Secret::fromString(m_secret) } };
        exchange.totalMs = 84;
        exchange.responseBytes = 312;
        return m_trace->add(exchange);
    }
    QTableView *table() const { return named<QTableView>(*m_page, u"Requests"_s); }
    QString body() const { return named<QPlainTextEdit>(*m_page, u"Response body"_s)->toPlainText(); }

private Q_SLOTS:
    void init()
    {
        m_trace = std::make_unique<http::Trace>();
        m_story = std::make_unique<relay::Story>();
        m_page = std::make_unique<ui::TrafficPage>(*m_trace, m_story.get());
        m_page->resize(968, 700);
        m_page->show();
    }

    void cleanup() { m_page.reset(); }

    // What gives way in a narrow window is back in a wide one.
    void columnsFollowTheWindow()
    {
        const int at = ui::TrafficModel::At;
        add(u"/oauth/token"_s, 200, http::Side::Giving, u"Northbridge University"_s);
        QTRY_VERIFY(!table()->isColumnHidden(at));
        m_page->resize(560, 700);
        QTRY_VERIFY(table()->isColumnHidden(at));
        m_page->resize(1200, 700);
        QTRY_VERIFY(!table()->isColumnHidden(at));
    }

    void listsAndFilters()
    {
        QAbstractItemModelTester tester(table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!button(*m_page, "Clear traffic")->isEnabled());
        add(u"/oauth/token"_s, 200, http::Side::Giving, u"Northbridge University"_s);
        add(u"/oauth/token"_s, 401, http::Side::Receiving, u"Open Grants Platform"_s);
        add(u"/v3.0/0000-0002-9227-8514/works"_s, 200, http::Side::Receiving, u"Open Grants Platform"_s);
        QCOMPARE(table()->model()->rowCount(), 3);
        QVERIFY(press(*m_page, "Receiving"));
        QCOMPARE(table()->model()->rowCount(), 2);
        QVERIFY(press(*m_page, "Failed"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(button(*m_page, "Failed")->text().contains(u'1'));
        QVERIFY(press(*m_page, "All requests"));
        named<QLineEdit>(*m_page, u"Filter requests"_s)->setText(u"works"_s);
        QCOMPARE(table()->model()->rowCount(), 1);
        named<QLineEdit>(*m_page, u"Filter requests"_s)->setText(u"northbridge"_s);
        QCOMPARE(table()->model()->rowCount(), 1);
        named<QLineEdit>(*m_page, u"Filter requests"_s)->clear();
        QVERIFY(press(*m_page, "Clear traffic"));
        QCOMPARE(table()->model()->rowCount(), 0);
    }

    void theKeyboardGoesToTheListAndClearedIsSaid()
    {
        const auto says = [this](const QString &words) {
            const auto labels = m_page->findChildren<QLabel *>();
            return std::any_of(labels.cbegin(), labels.cend(), [&](QLabel *label) { return label->isVisible() && label->text().contains(words); });
        };
        QTRY_VERIFY(says(u"has not asked anybody anything yet"_s));
        const qint64 id = add(u"/oauth/token"_s, 200, http::Side::Giving, u"Northbridge University"_s);
        button(*m_page, "Clear traffic")->setFocus();
        m_page->select(id);
        QCOMPARE(m_page->focusWidget(), table());
        QVERIFY(press(*m_page, "Clear traffic"));
        QTRY_VERIFY(says(u"Cleared at "_s));
        QVERIFY(!says(u"has not asked anybody"_s));
        m_page->select(id);
        QCOMPARE(m_page->focusWidget(), named<QLineEdit>(*m_page, u"Filter requests"_s));
    }

    void S49_secretsAreNotInTheTextUntilShown()
    {
        m_page->select(add(u"/oauth/token"_s, 200, http::Side::Receiving, u"Open Grants Platform"_s));
        QVERIFY(body().contains(u"ends 9277"_s));
        QVERIFY(!body().contains(m_secret));
        QVERIFY(press(*m_page, "Copy as curl"));
        QVERIFY(!QGuiApplication::clipboard()->text().contains(m_secret));
        named<QCheckBox>(*m_page, u"Hide secrets"_s)->click();
        QVERIFY(body().contains(m_secret));
        named<QCheckBox>(*m_page, u"Hide secrets"_s)->click();
        QVERIFY(!body().contains(m_secret));
    }

    // What is copied by hand from shown secrets leaves like what a button copies; else like any text.
    void S50_shownSecretsAreCopiedAsSecrets()
    {
        m_page->select(add(u"/oauth/token"_s, 200, http::Side::Receiving, u"Open Grants Platform"_s));
        QClipboard *clipboard = QGuiApplication::clipboard();
        const QList<QPlainTextEdit *> views = m_page->findChildren<QPlainTextEdit *>();
        const auto copies = [clipboard](QPlainTextEdit *view) {
            clipboard->clear();
            view->selectAll();
            QTest::keySequence(view, QKeySequence::Copy);
            return clipboard->text();
        };
        int holding = 0;
        for (QPlainTextEdit *view : views) {
            QVERIFY(!copies(view).contains(m_secret));
            QVERIFY(!clipboard->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        }
        named<QCheckBox>(*m_page, u"Hide secrets"_s)->click();
        for (QPlainTextEdit *view : views) {
            const bool holds = copies(view).contains(m_secret);
            holding += holds;
            QVERIFY2(!holds || clipboard->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s), qPrintable(view->accessibleName()));
        }
        QCOMPARE(holding, 2); // Response, Response body
        clipboard->clear();
    }

    void S49_harHidesSecrets()
    {
        add(u"/oauth/token"_s, 200, http::Side::Receiving, u"Open Grants Platform"_s);
        QTemporaryDir folder;
        m_page->exportHarTo(folder.filePath(u"all.har"_s));
        QFile file(folder.filePath(u"all.har"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray har = file.readAll();
        QVERIFY(har.contains("\"log\""));
        QVERIFY(!har.contains(m_secret.toLatin1()));
        m_page->exportHarTo(folder.filePath(u"nowhere/all.har"_s));
        const auto labels = m_page->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel *label) { return label->text().contains(u"could not be written"_s); }));
    }

    void selectShowsWhateverTheFilterSays()
    {
        add(u"/oauth/token"_s, 401, http::Side::Receiving, u"Open Grants Platform"_s);
        const qint64 good = add(u"/oauth/token"_s, 200, http::Side::Receiving, u"Open Grants Platform"_s);
        QVERIFY(press(*m_page, "Failed"));
        m_page->select(good);
        QCOMPARE(m_page->selected(), good);
        QCOMPARE(table()->model()->rowCount(), 2);
    }

    void leadsToItsStep()
    {
        const qint64 id = add(u"/oauth/token"_s, 200, http::Side::Receiving, u"Open Grants Platform"_s);
        m_page->select(id);
        QVERIFY(!button(*m_page, "Show step in Overview")->isVisibleTo(m_page.get()));
        m_story->done(7, u"200 OK"_s, id);
        QSignalSpy shown(m_page.get(), &ui::TrafficPage::showStep);
        QVERIFY(press(*m_page, "Show step in Overview"));
        QCOMPARE(shown.first().first().toInt(), 7);
    }

    void tabsHaveNames()
    {
        auto *tabs = m_page->findChild<QTabBar *>();
        QCOMPARE(tabs->accessibleTabName(0), u"Request overview"_s);
        QCOMPARE(tabs->accessibleTabName(3), u"Timing"_s);
    }

    void jsonKeepsItsOrder()
    {
        QCOMPARE(ui::prettyJson(u"{\"zeta\":1.50,\"alpha\":[],\"s\":\"a,b:{\"}"_s), u"{\n  \"zeta\": 1.50,\n  \"alpha\": [],\n  \"s\": \"a,b:{\"\n}"_s);
        QCOMPARE(ui::prettyJson(u"{\"cut\":\"of"_s), u"{\n  \"cut\": \"of"_s);
    }
};

QTEST_MAIN(tst_TrafficPage)
#include "tst_trafficpage.moc"
