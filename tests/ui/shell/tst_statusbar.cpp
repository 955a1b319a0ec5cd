#include "app/exchange/delegatedsession.h"
#include "ui/shell/statusbar.h"

#include <QtTest/QtTest>
#include <QtWidgets/QLabel>

using namespace baton;
using namespace Qt::StringLiterals;

/// The last request, in the words of the bar.
class TestStatusBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lastRequest_data()
    {
        using State = http::Exchange::State;
        QTest::addColumn<http::Exchange::State>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        QTest::newRow("running") << State::Running << 0 << u"sending…"_s;
        QTest::newRow("answered") << State::Answered << 200 << u"200 · 61 ms"_s;
        QTest::newRow("refused") << State::Answered << 404 << u"404 · 61 ms"_s;
        QTest::newRow("no answer") << State::Failed << 0 << u"no answer"_s;
        QTest::newRow("broke off") << State::Failed << 200 << u"200, but not whole · 61 ms"_s;
        QTest::newRow("cancelled") << State::Cancelled << 200 << u"cancelled"_s;
    }

    void lastRequest()
    {
        QFETCH(http::Exchange::State, state);
        QFETCH(int, status);
        QFETCH(QString, words);
        http::Trace trace;
        http::HttpClient http(trace);
        ManualClock clock;
        exchange::Exchanger exchanger(http, clock);
        exchange::DelegatedSession session(exchanger, http, clock);
        ui::StatusBar bar(session, trace);
        http::Exchange exchange;
        exchange.state = state;
        exchange.status = status;
        exchange.totalMs = 61;
        exchange.method = u"GET"_s;
        exchange.url = QUrl(u"http://127.0.0.1:9760/v3.0/0000-0002-9227-8514/works"_s);
        exchange.failure = state == http::Exchange::State::Failed ? u"The connection broke."_s : QString();
        trace.add(exchange);
        const auto labels = bar.findChildren<QLabel *>();
        const auto said = std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->text() == words && label->toolTip() == exchange.failure;
        });
        QVERIFY(said);
    }
};

QTEST_MAIN(TestStatusBar)
#include "tst_statusbar.moc"
