// What stands in front of the handlers: loopback, Host, sizes, time (S46).
#include "tests/app/practice/fixture.h"

#include "app/practice/server/headgate.h"
#include "app/practice/server/server.h"

#include <QtNetwork/QNetworkInterface>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::practice;
using namespace baton::test;

class TestServer : public QObject {
    Q_OBJECT

    std::unique_ptr<Server> m_server;
    quint16 m_port = 0;
    QList<HttpRequest> m_seen;
    QList<GateRefusal> m_refused;
    bool m_silent = false;
    int m_delayMs = 0;
    Trouble::Line m_line = Trouble::Line::Whole;

    void serve(GateRules rules = {})
    {
        m_seen.clear();
        m_refused.clear();
        m_server = std::make_unique<Server>();
        const auto port = m_server->listen(0);
        QVERIFY(port.has_value());
        m_port = *port;
        rules.hosts = { "127.0.0.1:" + QByteArray::number(m_port), "practice.example" };
        m_server->onRefusal([this](const GateRefusal &refusal) {
            m_refused.append(refusal);
            return m_silent ? std::nullopt : std::optional(HttpResponse::text(refusal.status, refusal.reason, "text/plain"));
        });
        m_server->serve(rules, [this](const HttpRequest &request) {
            m_seen.append(request);
            HttpResponse response = HttpResponse::text(200, "hello", "text/plain");
            return Reply { response.with("X-Try", "a\r\nInjected: yes"), m_delayMs, m_line };
        });
    }
    QByteArray host() const { return "Host: 127.0.0.1:" + QByteArray::number(m_port) + "\r\n"; }

    /// Sends the pieces and gives everything that came until the server closed.
    QByteArray talk(const QByteArrayList &pieces)
    {
        QTcpSocket socket;
        QSignalSpy closed(&socket, &QTcpSocket::disconnected);
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        QByteArray all;
        connect(&socket, &QTcpSocket::readyRead, &socket, [&] { all += socket.readAll(); });
        [&] { QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState); }();
        for (const QByteArray &piece : pieces) {
            socket.write(piece);
            socket.flush();
            QCoreApplication::processEvents();
        }
        [&] { QTRY_VERIFY_WITH_TIMEOUT(closed.size() == 1, 8000); }();
        return all;
    }
    static int statusOf(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }

private Q_SLOTS:
    void S46_loopbackOnly()
    {
        serve();
        QCOMPARE(m_server->servers().first()->serverAddress(), QHostAddress(QHostAddress::LocalHost));
    }

    void portInUseIsNamed()
    {
        serve();
        Server second;
        const auto port = second.listen(m_port);
        QVERIFY(!port.has_value());
        QCOMPARE(port.error().code, QStringLiteral("practice.port_busy"));
        QVERIFY2(port.error().what.endsWith(QStringLiteral("is in use.")), qPrintable(port.error().what));
        QVERIFY(port.error().what.contains(QString::number(m_port)));
        QVERIFY(!port.error().next.isEmpty());
    }

    void answersAndCloses()
    {
        serve();
        const QByteArray answer = talk({ "GET /a%20b?x=1+2 HTTP/1.1\r\n" + host() + "X-One: two\r\n\r\n" });
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.endsWith("\r\n\r\nhello"));
        QVERIFY(answer.contains("Connection: close\r\n") && answer.contains("Content-Length: 5\r\n") && answer.contains("X-Content-Type-Options: nosniff\r\n"));
        QVERIFY(!answer.contains("\r\nInjected"));
        QVERIFY(!answer.contains("Access-Control"));
        QCOMPARE(m_seen.first().path, QByteArray("/a b"));
        QCOMPARE(m_seen.first().parameter(QStringLiteral("x")), QStringLiteral("1 2"));
        QCOMPARE(m_seen.first().header("x-one"), QByteArray("two"));
    }

    void headHasNoBody()
    {
        serve();
        const QByteArray answer = talk({ "HEAD / HTTP/1.1\r\n" + host() + "\r\n" });
        QVERIFY(answer.contains("Content-Length: 5\r\n") && answer.endsWith("\r\n\r\n"));
        QCOMPARE(m_seen.first().method, QByteArray("GET"));
    }

    void arrivingInPieces()
    {
        serve();
        QByteArrayList pieces;
        for (const char c : "POST /p HTTP/1.1\r\n" + host() + "Content-Length: 6\r\n\r\nabcdef")
            pieces << QByteArray(1, c);
        QCOMPARE(statusOf(talk(pieces)), 200);
        QCOMPARE(m_seen.size(), 1);
        QCOMPARE(m_seen.first().body, QByteArray("abcdef"));
    }

    void onlyOneRequestPerConnection()
    {
        serve();
        const QByteArray one = "GET / HTTP/1.1\r\n" + host() + "\r\n";
        QCOMPARE(talk({ one + one }).count("HTTP/1.1 200"), 1);
        QCOMPARE(m_seen.size(), 1);
    }

    void S46_refused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const QByteArray ok = "HOST";
        const auto row = [](const char *name, const QByteArray &request, int status) { QTest::newRow(name) << request << status; };
        row("other host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421);
        row("other port", "GET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n", 421);
        row("localhost", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 421);
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two hosts", "GET / HTTP/1.1\r\n" + ok + "Host: evil.example\r\n\r\n", 400);
        row("large body", "POST / HTTP/1.1\r\n" + ok + "Content-Length: 1048577\r\n\r\n", 413);
        row("huge body", "POST / HTTP/1.1\r\n" + ok + "Content-Length: 99999999999999999999\r\n\r\n", 413);
        row("length not a number", "POST / HTTP/1.1\r\n" + ok + "Content-Length: -1\r\n\r\n", 400);
        row("length twice", "POST / HTTP/1.1\r\n" + ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400);
        const QByteArray chunked = "POST / HTTP/1.1\r\n" + ok + "Transfer-Encoding: chunked\r\n";
        row("chunked and a length", chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n", 400);
        row("chunked twice", chunked + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501);
        row("chunked after gzip", "POST / HTTP/1.1\r\n" + ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501);
        row("other coding", "POST / HTTP/1.1\r\n" + ok + "Transfer-Encoding: identity\r\n\r\n", 501);
        row("chunked in HTTP/1.0", "POST / HTTP/1.0\r\n" + ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("chunk extension", chunked + "\r\n3;a=b\r\nabc\r\n0\r\n\r\n", 400);
        row("chunk trailer", chunked + "\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n", 400);
        row("chunk size with a sign", chunked + "\r\n+3\r\nabc\r\n0\r\n\r\n", 400);
        row("chunk size with 0x", chunked + "\r\n0x3\r\nabc\r\n0\r\n\r\n", 400);
        row("chunk size with a blank", chunked + "\r\n3 \r\nabc\r\n0\r\n\r\n", 400);
        row("no chunk size", chunked + "\r\n\r\nabc\r\n0\r\n\r\n", 400);
        row("long chunk size", chunked + "\r\n000000003\r\nabc\r\n0\r\n\r\n", 400);
        row("chunk longer than said", chunked + "\r\n3\r\nabcd\r\n0\r\n\r\n", 400);
        row("bare line feed in chunks", chunked + "\r\n3\nabc\r\n0\r\n\r\n", 400);
        row("large chunk", chunked + "\r\n100001\r\n", 413);
        row("chunks too large together", chunked + "\r\n80000\r\n" + QByteArray(0x80000, 'x') + "\r\n80001\r\n", 413);
        row("method", "BREW / HTTP/1.1\r\n" + ok + "\r\n", 405);
        row("method of another host", "BREW / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421);
        row("not HTTP", "hello\r\n\r\n", 400);
        row("HTTP 2", "GET / HTTP/2.0\r\n" + ok + "\r\n", 400);
        row("absolute address", "GET http://evil.example/ HTTP/1.1\r\n" + ok + "\r\n", 400);
        row("two slashes", "GET //evil.example/ HTTP/1.1\r\n" + ok + "\r\n", 400);
        row("broken escape", "GET /%zz HTTP/1.1\r\n" + ok + "\r\n", 400);
        row("zero byte", "GET /%00 HTTP/1.1\r\n" + ok + "\r\n", 400);
        row("long address", "GET /" + QByteArray(9000, 'a') + " HTTP/1.1\r\n" + ok + "\r\n", 414);
        row("long head", "GET / HTTP/1.1\r\n" + ok + "X: " + QByteArray(40000, 'a') + "\r\n\r\n", 431);
        row("head without end", "GET / HTTP/1.1\r\n" + ok + "X: " + QByteArray(40000, 'a'), 431);
        row("many headers", "GET / HTTP/1.1\r\n" + ok + QByteArray("X: y\r\n").repeated(200) + "\r\n", 431);
        row("folded header", "GET / HTTP/1.1\r\n" + ok + "X: y\r\n folded\r\n\r\n", 400);
        row("blank before colon", "GET / HTTP/1.1\r\n" + ok + "X : y\r\n\r\n", 400);
        row("web socket", "GET / HTTP/1.1\r\n" + ok + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 400);
        row("expectation", "POST / HTTP/1.1\r\n" + ok + "Expect: magic\r\n\r\n", 417);
    }

    void S46_refused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        GateRules rules;
        rules.lingerMs = 50;
        serve(rules);
        const QByteArray answer = talk({ request.replace("HOST", host()) });
        QCOMPARE(statusOf(answer), status);
        QVERIFY(m_seen.isEmpty());
        QCOMPARE(m_refused.size(), 1);
    }

    void S46_whatIsNotAnsweredIsClosed()
    {
        m_silent = true;
        serve();
        QVERIFY(talk({ "GET / HTTP/1.1\r\n\r\n" }).isEmpty());
        QVERIFY(talk({ "POST / HTTP/1.1\r\n" + host() + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "x" }).isEmpty());
        m_silent = false;
        QCOMPARE(m_refused.size(), 2);
        QVERIFY(m_seen.isEmpty());
    }

    void aRefusalKnowsWhatWasAsked_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("accept");
        const auto row = [](const char *name, const QByteArray &head, const char *method, const char *path, const char *accept) {
            QTest::newRow(name) << head << QByteArray(method) << QByteArray(path) << QByteArray(accept);
        };
        row("whole", "PATCH /v3.0/a%20b?c=d HTTP/1.1\r\nHost: x\r\nACCEPT:  text/xml \r\nX: y", "PATCH", "/v3.0/a b", "text/xml");
        row("broken header before", "GET /a HTTP/1.1\r\nbroken\r\nAccept: b/c", "GET", "/a", "b/c");
        row("cut", "GET /a HTTP/1.1\r\nAcc", "GET", "/a", "");
        row("no request line", "hello", "", "", "");
        row("broken escape", "GET /%zz HTTP/1.1\r\nAccept: b/c", "", "", "");
        row("zero byte", QByteArray("GET /a HTTP/1.1\r\nX: \0", 21), "", "", "");
    }

    void aRefusalKnowsWhatWasAsked()
    {
        QFETCH(QByteArray, head);
        const GateRefusal refusal = refusalOf(400, "No.", head);
        QTEST(refusal.method, "method");
        QTEST(refusal.path, "path");
        QTEST(refusal.accept, "accept");
    }

    void chunkedBodies_data()
    {
        QTest::addColumn<QByteArray>("chunks");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("none") << QByteArray("0\r\n\r\n") << QByteArray();
        QTest::newRow("one") << QByteArray("5\r\nhello\r\n0\r\n\r\n") << QByteArray("hello");
        QTest::newRow("several") << QByteArray("1\r\na\r\n2\r\n\r\n\r\n00000009\r\n0\r\n\r\n0\r\n\r\r\n0\r\n\r\n") << QByteArray("a\r\n0\r\n\r\n0\r\n\r");
        QTest::newRow("the largest") << "80000\r\n" + QByteArray(0x80000, 'x') + "\r\n80000\r\n" + QByteArray(0x80000, 'y') + "\r\n0\r\n\r\n"
                                     << QByteArray(0x80000, 'x') + QByteArray(0x80000, 'y');
    }

    void chunkedBodies()
    {
        QFETCH(QByteArray, chunks);
        QFETCH(QByteArray, body);
        serve();
        const QByteArray head = "POST /p HTTP/1.1\r\n" + host() + "Transfer-Encoding: Chunked\r\n\r\n";
        QCOMPARE(statusOf(talk({ head + chunks })), 200);
        QByteArrayList pieces;
        for (const char c : chunks.size() > 1000 ? QByteArray() : head + chunks)
            pieces << QByteArray(1, c);
        if (pieces.isEmpty())
            pieces = { head, chunks.left(7), chunks.mid(7, 300000), chunks.mid(300007) };
        QCOMPARE(statusOf(talk(pieces)), 200);
        QCOMPARE(statusOf(talk({ head + chunks + "GET / HTTP/1.1\r\n\r\n" })), 200); // what follows is nobody's
        QCOMPARE(m_seen.size(), 3);
        for (const HttpRequest &request : std::as_const(m_seen))
            QVERIFY(request.method == "POST" && request.body == body);
    }

    void chunksAfterA100()
    {
        serve();
        const QByteArray answer = talk({ "POST /p HTTP/1.1\r\n" + host() + "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n", "2\r\nab\r\n", "0\r\n\r\n" });
        QVERIFY2(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), answer.constData());
        QCOMPARE(m_seen.first().body, QByteArray("ab"));
    }

    void S46_largeBodyIsAnsweredWhileItIsSent()
    {
        GateRules rules;
        rules.lingerMs = 300;
        serve(rules);
        const QByteArray answer = talk({ "POST / HTTP/1.1\r\n" + host() + "Content-Length: 3000000\r\n\r\n", QByteArray(1500000, 'x') });
        QCOMPARE(statusOf(answer), 413);
        QVERIFY(m_seen.isEmpty());
    }

    void largestBodyPasses()
    {
        serve();
        const QByteArray answer = talk({ "POST / HTTP/1.1\r\n" + host() + "Expect: 100-continue\r\nContent-Length: 1048576\r\n\r\n", QByteArray(1048576, 'x') });
        QVERIFY(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"));
        QCOMPARE(m_seen.first().body.size(), 1048576);
    }

    void S46_slowClientsAreDropped_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("silent") << QByteArray();
        QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHo");
        QTest::newRow("half a chunk") << QByteArray("POST / HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n5\r\nab");
        QTest::newRow("half a body") << QByteArray("POST / HTTP/1.1\r\nHOSTContent-Length: 10\r\n\r\nabc");
    }

    void S46_slowClientsAreDropped()
    {
        QFETCH(QByteArray, start);
        GateRules rules;
        rules.requestMs = 150;
        serve(rules);
        QVERIFY(talk({ start.replace("HOST", host()) }).isEmpty());
        QVERIFY(m_seen.isEmpty());
    }

    void S46_tooManyConnections()
    {
        GateRules rules;
        rules.maxConnections = 2;
        serve(rules);
        QTcpSocket first, second, third;
        for (QTcpSocket *socket : { &first, &second, &third })
            socket->connectToHost(QHostAddress::LocalHost, m_port);
        QTRY_COMPARE(third.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(first.state(), QAbstractSocket::ConnectedState);
        first.abort();
        second.abort();
        QTRY_COMPARE(m_server->openConnections(), 0);
        QCOMPARE(statusOf(talk({ "GET / HTTP/1.1\r\n" + host() + "\r\n" })), 200);
    }

    void registryBehindAProxy()
    {
        PracticeFixture practice;
        Options options;
        options.issuer = QStringLiteral("https://practice.example/");
        options.api = QStringLiteral("https://api.practice.example:8443/v3.0");
        QVERIFY(practice.start(options));
        QCOMPARE(practice.registry.info().issuer, QStringLiteral("https://practice.example"));
        QCOMPARE(practice.registry.info().api, options.api);
    }

    void impossibleAddressIsRefused()
    {
        Registry registry;
        QSignalSpy failed(&registry, &Registry::failed);
        Options options;
        options.port = 0;
        options.issuer = QStringLiteral("ftp://practice.example");
        registry.start(options);
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().value<Error>().code, QStringLiteral("practice.address"));
        QVERIFY(!registry.isRunning());
    }

    void aMemberApiWithoutItsVersionIsRefused_data()
    {
        QTest::addColumn<QString>("api");
        for (const char *api : { "https://api.practice.example", "https://api.practice.example/", "https://api.practice.example/v2.0", "https://api.practice.example/v3.0x" })
            QTest::newRow(api) << QString::fromLatin1(api);
    }

    void aMemberApiWithoutItsVersionIsRefused()
    {
        QFETCH(QString, api);
        Registry registry;
        QSignalSpy failed(&registry, &Registry::failed);
        Options options;
        options.port = 0;
        options.api = api;
        registry.start(options);
        QVERIFY(failed.wait());
        const Error error = failed.first().first().value<Error>();
        QCOMPARE(error.code, QStringLiteral("practice.address"));
        QVERIFY2(error.next.contains(QStringLiteral("/v3.0")), qPrintable(error.text()));
    }

    void methodsOfKnownPaths()
    {
        PracticeFixture practice;
        QVERIFY(practice.start());
        const Answer options = practice.send("OPTIONS", QStringLiteral("/oauth/token"));
        QCOMPARE(options.status, 204);
        QCOMPARE(options.header("allow"), QByteArray("POST, OPTIONS"));
        QVERIFY(options.header("access-control-allow-origin").isEmpty());
        QCOMPARE(practice.send("PUT", QStringLiteral("/oauth/authorize"), "x").status, 405);
        QCOMPARE(practice.get(QStringLiteral("/status")).json().value(u"overallOk"), QJsonValue(true));
        QVERIFY(practice.registry.requestCount() >= 3);
        QSignalSpy stopped(&practice.registry, &Registry::stopped);
        practice.registry.stop();
        QCOMPARE(stopped.size(), 1);
        QVERIFY(!practice.registry.isRunning());
        QVERIFY(practice.start()); // and again
    }
};

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
