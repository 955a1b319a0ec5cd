// Faults of the network, seen as a client sees them: answers that come late, broken or not at all.
#include "tests/app/practice/faultbench.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::practice;
using namespace baton::test;

static QString S(const char *text)
{
    return QString::fromLatin1(text);
}

/// Answers that come late, broken or not at all.
class TestNetworkFaults : public FaultBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void keysUnreachable()
    {
        QVERIFY(m_control->on(S("jwks-unreachable")));
        QCOMPARE(m_registry->get(S("/oauth/jwks")).status, 0);
        QCOMPARE(m_registry->get(S("/status")).status, 200);
        QVERIFY(m_control->off(S("jwks-unreachable")));
        QCOMPARE(m_registry->get(S("/oauth/jwks")).status, 200);
    }

    void slowAnswersHoldNobodyElseUp()
    {
        QVERIFY(m_control->on(S("slow"), { { S("delay"), S("3s") } }));
        QNetworkAccessManager network;
        QElapsedTimer timer;
        timer.start();
        QNetworkReply *late = network.get(QNetworkRequest(QUrl(m_registry->registry.info().issuer + S("/status"))));
        QSignalSpy finished(late, &QNetworkReply::finished);
        QCOMPARE(m_registry->get(S("/practice")).status, 200); // the board itself is never slow
        QVERIFY(finished.isEmpty());
        QVERIFY(finished.wait(30'000));
        QVERIFY(timer.elapsed() >= 2700); // timers may be 5 % early
        QCOMPARE(late->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
        delete late;
    }

    void aClientThatLeavesASlowAnswerHarmsNothing()
    {
        QVERIFY(m_control->on(S("slow"), { { S("delay"), S("500ms") } }));
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(m_registry->registry.info().issuer + S("/v3.0/") + sofia + S("/work")));
        for (const auto &[name, value] : bearer())
            request.setRawHeader(name.toLatin1(), value.toLatin1());
        QNetworkReply *gone = network.post(request, work(4));
        const qint64 before = m_registry->registry.requestCount();
        QTRY_VERIFY(m_registry->registry.requestCount() > before);
        gone->abort();
        delete gone;
        QVERIFY(m_control->off(S("slow")));
        QCOMPARE(addWork(4).status, 409); // it was done all the same
    }

    void unavailable_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("retry");
        QTest::addColumn<bool>("stored");
        QTest::newRow("503 before") << S("503") << S("before") << S("none") << false;
        QTest::newRow("503 after") << S("503") << S("after") << S("seconds") << true;
        QTest::newRow("429 before") << S("429") << S("before") << S("date") << false;
        QTest::newRow("429 after") << S("429") << S("after") << S("none") << true;
    }

    void unavailable()
    {
        QFETCH(QString, status);
        QFETCH(QString, when);
        QFETCH(QString, retry);
        QFETCH(bool, stored);
        QVERIFY(m_control->on(S("unavailable"), { { S("share"), 100 }, { S("status"), status }, { S("when"), when }, { S("retry"), retry } }));
        const Answer refused = addWork(5);
        QCOMPARE(refused.status, status.toInt());
        const QByteArray after = refused.header("retry-after");
        if (retry == u"none")
            QVERIFY(after.isNull());
        else if (retry == u"seconds")
            QCOMPARE(after, QByteArray("2"));
        else
            QVERIFY2(QRegularExpression(S("^[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$")).match(QString::fromLatin1(after)).hasMatch(), after.constData());
        QVERIFY(m_control->off(S("unavailable")));
        QCOMPARE(addWork(5).status, stored ? 409 : 201);
    }

    void thirtyPercentAndHalfOfThemStored()
    {
        QVERIFY(m_control->on(S("unavailable"), { { S("share"), 30 }, { S("when"), S("either") } }));
        QList<int> refused;
        int plain = 0;
        for (int i = 100; i < 200; ++i) {
            const int status = addWork(i).status;
            if (status == 503)
                refused.append(i);
            plain += status == 201;
        }
        QVERIFY(m_control->off(S("unavailable")));
        int stored = 0;
        for (const int i : std::as_const(refused))
            stored += addWork(i).status == 409; // changed although it said 503
        qInfo("of 100 additions %d answered 503, of which %d were stored", int(refused.size()), stored);
        QVERIFY(refused.size() >= 18 && refused.size() <= 42);
        QVERIFY(stored >= refused.size() / 4 && stored <= refused.size() * 3 / 4);
        QCOMPARE(plain + int(refused.size()), 100);
    }

    void theSeedRepeatsARun()
    {
        const auto run = [this] {
            QByteArray pattern;
            for (int i = 0; i < 40; ++i)
                pattern += m_registry->get(S("/status")).status == 200 ? '.' : 'x';
            return pattern;
        };
        QVERIFY(m_control->on(S("unavailable"), { { S("share"), 50 } }));
        QCOMPARE(m_control->call("PUT", S("seed"), { { S("seed"), 42 } }).status, 200);
        const QByteArray first = run();
        m_control->call("PUT", S("seed"), { { S("seed"), 42 } });
        QCOMPARE(run(), first);
        m_control->call("PUT", S("seed"), { { S("seed"), 43 } });
        QVERIFY(run() != first);
        QVERIFY(first.contains('.') && first.contains('x'));
    }

    void dropped_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<bool>("stored");
        QTest::newRow("before storing") << S("unread") << false;
        QTest::newRow("before the answer") << S("before") << true;
        QTest::newRow("halfway") << S("halfway") << true;
    }

    void dropped()
    {
        QFETCH(QString, when);
        QFETCH(bool, stored);
        QVERIFY(m_control->on(S("dropped"), { { S("share"), 100 }, { S("when"), when } }));
        addWork(6); // what the client makes of it is its own affair: Qt's sends it a second time
        const Answer part = works();
        if (when == u"halfway") {
            const qint64 promised = part.header("content-length").toLongLong();
            QCOMPARE(part.status, 200);
            QVERIFY(part.body.size() < promised && part.body.size() >= promised / 3);
        } else {
            QCOMPARE(part.status, 0);
            QVERIFY(part.body.isEmpty());
        }
        QVERIFY(m_control->off(S("dropped")));
        QCOMPARE(addWork(6).status, stored ? 409 : 201);
    }

    void spoilt_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("json");
        QTest::newRow("cut short") << S("cut") << 200 << QByteArray("application/json") << false;
        QTest::newRow("wrong type") << S("type") << 200 << QByteArray("text/plain") << true;
        QTest::newRow("html") << S("html") << 200 << QByteArray("text/html") << false;
        QTest::newRow("proxy") << S("proxy") << 502 << QByteArray("text/html") << false;
    }

    void spoilt()
    {
        QFETCH(QString, kind);
        QFETCH(QByteArray, type);
        QFETCH(bool, json);
        QVERIFY(m_control->on(S("spoilt"), { { S("kind"), kind } }));
        const Answer answer = works();
        QTEST(answer.status, "status");
        QVERIFY2(answer.header("content-type").startsWith(type), answer.header("content-type").constData());
        QCOMPARE(!answer.json().isEmpty(), json);
        QVERIFY(!answer.body.isEmpty());
        QCOMPARE(answer.header("content-length").toLongLong(), answer.body.size()); // whole as far as HTTP goes
        QVERIFY(m_control->off(S("spoilt")));
        QVERIFY(!works().json().isEmpty());
    }

    void thePagesAndTheControlsAreNeverHit()
    {
        for (const char *fault : { "unavailable", "dropped" })
            QVERIFY(m_control->on(S(fault), { { S("share"), 100 } }));
        QVERIFY(m_control->on(S("spoilt"), { { S("kind"), S("proxy") } }));
        for (const QString &path : { S("/practice"), S("/practice/signin"), u'/' + sofia, S("/practice/style.css"), PracticeFixture::authorizePath(northbridge, S("openid")) })
            QCOMPARE(m_registry->get(path).status, 200);
        QCOMPARE(m_control->call("GET").status, 200);
        QVERIFY(m_registry->get(S("/status")).status != 200);
    }

    void anAnswerWithoutABodyIsCutInItsHead_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QJsonObject>("settings");
        QTest::newRow("dropped halfway") << S("dropped") << QJsonObject { { S("share"), 100 }, { S("when"), S("halfway") } };
        QTest::newRow("spoilt, cut short") << S("spoilt") << QJsonObject { { S("kind"), S("cut") } };
    }

    void anAnswerWithoutABodyIsCutInItsHead()
    {
        QFETCH(QString, fault);
        QFETCH(QJsonObject, settings);
        QVERIFY(m_control->on(fault, settings));
        const auto send = [this](const QByteArray &method, const QByteArray &path, const QByteArray &body) {
            QTcpSocket socket;
            const QUrl issuer(m_registry->registry.info().issuer);
            socket.connectToHost(issuer.host(), quint16(issuer.port()));
            [&] { QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState); }();
            socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: " + issuer.authority().toLatin1() + "\r\nAccept: application/json\r\nAuthorization: "
                         + bearer().first().second.toLatin1() + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            [&] { QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState); }();
            return socket.readAll();
        };
        const QByteArray added = send("POST", "/v3.0/" + sofia.toLatin1() + "/work", work(8));
        QVERIFY2(added.isEmpty() || QByteArray("HTTP/1.1 201 Created").startsWith(added), added.constData()); // not even the status
        QVERIFY(m_control->off(fault));
        const Answer again = addWork(8);
        QCOMPARE(again.status, 409); // it was stored
        const QString words = again.json().value(u"developer-message").toString();
        const QByteArray putCode = QRegularExpression(S("put-code (\\d+)")).match(words).captured(1).toLatin1();
        QVERIFY(m_control->on(fault, settings));
        const QByteArray removed = send("DELETE", "/v3.0/" + sofia.toLatin1() + "/work/" + putCode, {});
        QVERIFY2(QByteArray("HTTP/1.1 204 No Content").startsWith(removed), removed.constData());
        QVERIFY(m_control->off(fault));
        QCOMPARE(m_registry->get(S("/v3.0/") + sofia + S("/work/") + QString::fromLatin1(putCode), { bearer().first() }).status, 404);
    }
};

QTEST_GUILESS_MAIN(TestNetworkFaults)
#include "tst_networkfaults.moc"
