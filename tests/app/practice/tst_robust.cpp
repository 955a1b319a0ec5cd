// The whole registry under attack: an ORCID-shaped error or a closed connection, and after each the next request is answered.
#include "tests/app/practice/controlclient.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTimer>
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

class TestRobust : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry;
    QString m_access, m_idToken;

    quint16 port() const { return quint16(QUrl(m_registry->registry.info().issuer).port()); }
    QByteArray host() const { return "Host: 127.0.0.1:" + QByteArray::number(port()) + "\r\n"; }
    bool answers() { return m_registry->get(S("/status")).status == 200; }

    /// Sends the bytes and gives what came back until the server closed, or within the time.
    QByteArray talk(const QByteArray &bytes, int withinMs = 8000)
    {
        QTcpSocket socket;
        QSignalSpy closed(&socket, &QTcpSocket::disconnected);
        QByteArray all;
        connect(&socket, &QTcpSocket::readyRead, &socket, [&] { all += socket.readAll(); });
        socket.connectToHost(QHostAddress::LocalHost, port());
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 5000))
            return {};
        socket.write(bytes);
        const bool ended = QTest::qWaitFor([&] { return closed.size() == 1; }, withinMs);
        return ended ? all + socket.readAll() : all + "(still open)";
    }

    /// The same, and goes once the answer is whole: a refused client may linger.
    QByteArray answerTo(const QByteArray &bytes)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port());
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 5000))
            return {};
        socket.write(bytes);
        QByteArray all;
        const auto isWhole = [&] {
            all += socket.readAll();
            const qsizetype end = all.indexOf("\r\n\r\n"), length = all.indexOf("Content-Length: ");
            const bool counted = end > 0 && length > 0 && length < end;
            return socket.state() != QAbstractSocket::ConnectedState || (counted && all.size() >= end + 4 + all.mid(length + 16, all.indexOf('\r', length) - length - 16).toLongLong());
        };
        return QTest::qWaitFor(isWhole, 8000) ? all : all + "(still open)";
    }

    static bool orcidShaped(const Answer &answer)
    {
        const QJsonObject json = answer.json();
        return json.contains(u"error") || (json.contains(u"response-code") && json.contains(u"developer-message") && json.contains(u"error-code"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_registry = std::make_unique<PracticeFixture>();
        QVERIFY(m_registry->start());
        const QJsonObject tokens = m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update /person/update"));
        m_access = tokens.value(u"access_token").toString();
        m_idToken = tokens.value(u"id_token").toString();
    }

    void cleanup() { QVERIFY(answers()); }

    void S46_rawAttacks_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
        row("TLS hello", QByteArray::fromHex("16030100c8010000c40303") + QByteArray(200, 'x') + "\r\n\r\n");
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        row("only line ends", QByteArray("\r\n").repeated(50));
        row("bare line feeds", "GET / HTTP/1.1\nHOST\n\r\n\r\n");
        row("zero bytes", QByteArray(4096, '\0') + "\r\n\r\n");
        row("all bytes", [] { QByteArray all; for (int i = 0; i < 256; ++i) all += char(i); return all + "\r\n\r\n"; }());
        row("endless head", QByteArray("GET /status HTTP/1.1\r\nHOST") + QByteArray("X-A: b\r\n").repeated(20000));
        row("smuggled", "POST /oauth/token HTTP/1.1\r\nHOSTContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /practice HTTP/1.1\r\n\r\n");
        row("two lengths", "POST /oauth/token HTTP/1.1\r\nHOSTContent-Length: 1\r\nContent-Length: 900\r\n\r\nx");
        row("length with a sign", "POST /oauth/token HTTP/1.1\r\nHOSTContent-Length: +5\r\n\r\nhello");
        row("huge length", "POST /oauth/token HTTP/1.1\r\nHOSTContent-Length: 9223372036854775807\r\n\r\n");
        row("path outside", "GET /../../etc/passwd HTTP/1.1\r\nHOST\r\n");
        row("path outside, escaped", "GET /practice/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHOST\r\n");
        row("wrong UTF-8 path", "GET /practice/%ff%fe HTTP/1.1\r\nHOST\r\n");
        row("over-long path", "GET /v3.0/" + QByteArray(7000, 'a') + " HTTP/1.1\r\nHOST\r\n");
        row("empty bearer", "GET /v3.0/0000-0002-9227-8514/record HTTP/1.1\r\nHOSTAuthorization: Bearer\r\n\r\n");
        row("long bearer", "GET /v3.0/0000-0002-9227-8514/record HTTP/1.1\r\nHOSTAuthorization: Bearer " + QByteArray(20000, 'x') + "\r\n\r\n");
        row("bearer of bytes", "GET /v3.0/0000-0002-9227-8514/record HTTP/1.1\r\nHOSTAuthorization: Bearer \xff\xfe\x80\r\n\r\n");
        row("strange Accept", "GET /v3.0/0000-0002-9227-8514/record HTTP/1.1\r\nHOSTAccept: ;;;q=,,/*;q=9e99\r\n\r\n");
        row("broken Basic", "POST /oauth/token HTTP/1.1\r\nHOSTAuthorization: Basic %%%\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b");
        row("chunked nonsense", "POST /oauth/token HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        row("chunks of one byte", "POST /v3.0/0000-0002-9227-8514/work HTTP/1.1\r\nHOSTTransfer-Encoding: chunked\r\n\r\n" + QByteArray("1\r\n{\r\n").repeated(20000) + "0\r\n\r\n");
        row("cookie of bytes", "GET /practice HTTP/1.1\r\nHOSTCookie: baton_practice=\xff\xff;;==;\r\n\r\n");
    }

    void S46_rawAttacks()
    {
        QFETCH(QByteArray, bytes);
        const QByteArray answer = talk(bytes.replace("HOST", host()));
        QVERIFY2(!answer.endsWith("(still open)"), answer.left(200).constData());
        QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), answer.left(200).constData());
        if (!answer.isEmpty())
            QVERIFY2(answer.mid(9, 3).toInt() != 500, answer.left(200).constData());
        QVERIFY(!answer.contains("text/plain"));
    }

    void refusalsHaveTheShapeOfWhatStandsThere_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<int>("status");
        QTest::newRow("broken header") << QByteArray("HOSTbroken\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("\r\n") << 400;
        QTest::newRow("another host") << QByteArray("Host: evil.example\r\n\r\n") << 421;
        QTest::newRow("large body") << QByteArray("HOSTContent-Length: 1048577\r\n\r\n") << 413;
        QTest::newRow("unknown coding") << QByteArray("HOSTTransfer-Encoding: gzip\r\n\r\n") << 501;
        QTest::newRow("broken chunks") << QByteArray("HOSTTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n") << 400;
        QTest::newRow("expectation") << QByteArray("HOSTExpect: magic\r\n\r\n") << 417;
        QTest::newRow("large head") << "HOSTX: " + QByteArray(40000, 'a') + "\r\n\r\n" << 431;
    }

    void refusalsHaveTheShapeOfWhatStandsThere()
    {
        QFETCH(QByteArray, rest);
        QFETCH(int, status);
        const auto asked = [&](const QByteArray &path, const QByteArray &accept) {
            QByteArray headers = rest;
            return answerTo("POST " + path + " HTTP/1.1\r\nAccept: " + accept + "\r\n" + headers.replace("HOST", host()));
        };
        const auto bodyOf = [](const QByteArray &answer) { return answer.mid(answer.indexOf("\r\n\r\n") + 4); };
        for (const QByteArray &path : QByteArrayList { "/v3.0/0000-0002-9227-8514/work", "/0000-0002-9227-8514/webhook/http%3A%2F%2F127.0.0.1%3A1" }) {
            const QByteArray json = asked(path, "application/json"), xml = asked(path, "application/vnd.orcid+xml");
            QCOMPARE(json.mid(9, 3).toInt(), status);
            const QJsonObject error = QJsonDocument::fromJson(bodyOf(json)).object();
            QCOMPARE(error.value(u"response-code").toInt(), status);
            QCOMPARE(error.value(u"error-code").toInt(), 9001);
            QVERIFY(!error.value(u"developer-message").toString().isEmpty());
            QCOMPARE(xml.mid(9, 3).toInt(), status);
            QVERIFY2(xml.contains("Content-Type: application/vnd.orcid+xml") && bodyOf(xml).startsWith("<?xml") && xml.contains("9001"), xml.left(400).constData());
        }
        for (const QByteArray &path : QByteArrayList { "/oauth/token", "/oauth/jwks", "/.well-known/openid-configuration", "/practice/control/reset" }) {
            const QByteArray answer = asked(path, "*/*");
            QCOMPARE(answer.mid(9, 3).toInt(), status);
            QVERIFY2(QJsonDocument::fromJson(bodyOf(answer)).object().contains(u"error_description"), answer.constData());
        }
        // A person is told what a person can help; otherwise there is no browser at the other end.
        const QByteArray page = asked("/practice/load", "text/html");
        if (status == 413 || status == 421)
            QVERIFY2(page.mid(9, 3).toInt() == status && page.contains("Content-Type: text/html"), page.left(300).constData());
        else
            QVERIFY2(page.isEmpty(), page.left(300).constData());
        QVERIFY(!page.contains("Set-Cookie"));
    }

    void chunkedBodiesAreServed()
    {
        const QByteArray form = "grant_type=client_credentials&scope=%2Fread-public&client_id=" + northbridge.toLatin1() + "&client_secret="
            + m_registry->secret(northbridge).toLatin1();
        const auto chunk = [](const QByteArray &part) { return QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n"; };
        const QByteArray token = talk("POST /oauth/token HTTP/1.1\r\n" + host() + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
                                      + chunk(form.left(7)) + chunk(form.mid(7)) + "0\r\n\r\n");
        QVERIFY2(token.startsWith("HTTP/1.1 200 ") && token.contains("access_token"), token.constData());
        const QByteArray work = "{\"title\":{\"title\":{\"value\":\"In chunks\"}},\"type\":\"report\",\"external-ids\":{\"external-id\":[{\"external-id-type\":\"other-id\","
                                "\"external-id-value\":\"chunks-1\",\"external-id-relationship\":\"self\"}]}}";
        const QByteArray added = talk("POST /v3.0/" + sofia.toLatin1() + "/work HTTP/1.1\r\n" + host() + "Authorization: Bearer " + m_access.toLatin1()
                                      + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(work.left(50)) + chunk(work.mid(50)) + "0\r\n\r\n");
        QVERIFY2(added.startsWith("HTTP/1.1 201 "), added.constData());
    }

    void S46_random()
    {
        QRandomGenerator random(20261123);
        const QByteArray valid = "POST /oauth/token HTTP/1.1\r\n" + host() + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 29\r\n\r\ngrant_type=client_credentials&";
        int closed = 0, answered = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray bytes = valid;
            for (int n = random.bounded(1, 6); n > 0; --n)
                bytes[qsizetype(random.bounded(quint32(bytes.size())))] = char(random.bounded(256));
            QTcpSocket socket; // sent and hung up: nobody waits for half a request to time out
            socket.connectToHost(QHostAddress::LocalHost, port());
            QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 5000));
            socket.write(bytes);
            (void)QTest::qWaitFor([&] { return socket.bytesAvailable() > 0 || socket.state() != QAbstractSocket::ConnectedState; }, 30);
            const QByteArray answer = socket.readAll();
            QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 "), answer.left(100).constData());
            (answer.isEmpty() ? closed : answered) += 1;
        }
        qInfo("300 damaged requests: %d answered, %d not", answered, closed);
        QVERIFY(answered > 100);
    }

    void badBodies_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *type, const QByteArray &body) { QTest::newRow(name) << QByteArray(type) << body; };
        row("empty", "application/json", "");
        row("not JSON", "application/json", "}{");
        row("null", "application/json", "null");
        row("deep", "application/json", QByteArray(100000, '['));
        row("deep objects", "application/json", QByteArray("{\"a\":").repeated(50000));
        row("wrong UTF-8", "application/json", "{\"title\":\"\xff\xfe\"}");
        row("lone surrogate", "application/json", "{\"title\":{\"title\":{\"value\":\"\\ud800\"}}}");
        row("huge number", "application/json", "{\"put-code\":1e999}");
        row("zero byte", "application/json", QByteArray("{\"title\":\"a\0b\"}", 14));
        row("twice the same key", "application/json", "{\"title\":1,\"title\":2}");
        row("long text", "application/json", "{\"title\":{\"title\":{\"value\":\"" + QByteArray(900000, 'x') + "\"}}}");
        row("XML that is none", "application/xml", "<work");
        row("entities", "application/xml", "<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;&b;&b;\">]><work:work xmlns:work=\"http://www.orcid.org/ns/work\">&d;</work:work>");
        row("outside entity", "application/xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>");
        row("deep XML", "application/xml", QByteArray("<a>").repeated(20000));
        row("other type", "image/png", "\x89PNG");
    }

    void badBodies()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        const Pairs headers { { S("Authorization"), S("Bearer ") + m_access }, { S("Content-Type"), QString::fromLatin1(type) }, { S("Accept"), S("application/json") } };
        for (const char *section : { "work", "works", "employment", "education", "funding", "peer-review", "research-resource", "address", "keywords", "external-identifiers", "researcher-urls", "other-names" }) {
            const Answer answer = m_registry->send("POST", S("/v3.0/") + sofia + u'/' + S(section), body, headers);
            QVERIFY2(answer.status >= 400 && answer.status < 500, qPrintable(S(section) + u' ' + QString::number(answer.status)));
            QVERIFY2(orcidShaped(answer), answer.body.left(200).constData());
            QVERIFY(!answer.body.contains("root:"));
        }
    }

    void badForms_data()
    {
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
        row("empty", "");
        row("broken escape", "grant_type=%zz");
        row("zero byte", "grant_type=a%00b");
        row("wrong UTF-8", "grant_type=%ff%fe");
        row("repeated", "grant_type=a&grant_type=b");
        row("many fields", [] { QByteArray all; for (int i = 0; i < 50000; ++i) all += "a" + QByteArray::number(i) + "=b&"; return all; }());
        row("only separators", QByteArray(100000, '&'));
        row("long value", "client_id=" + QByteArray(900000, 'x'));
    }

    void badForms()
    {
        QFETCH(QByteArray, body);
        const Pairs headers { { S("Content-Type"), S("application/x-www-form-urlencoded") } };
        for (const char *path : { "/oauth/token", "/oauth/revoke" }) {
            const Answer answer = m_registry->send("POST", S(path), body, headers);
            QVERIFY2(answer.status >= 400 && answer.status < 500 && answer.json().contains(u"error"), answer.body.left(200).constData());
        }
        for (const char *path : { "/oauth/authorize", "/practice", "/practice/faults-off", "/practice/signin", "/trusted-parties/revoke" })
            QCOMPARE(m_registry->send("POST", S(path), body, headers).status, 403);
        QCOMPARE(m_registry->registry.faultBoard().onCount(), 0);
    }

    void twoHundredAtOnce()
    {
        QElapsedTimer timer;
        timer.start();
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        QHash<QTcpSocket *, QByteArray> received;
        const QByteArray request = "GET /v3.0/" + sofia.toLatin1() + "/works HTTP/1.1\r\n" + host() + "Authorization: Bearer " + m_access.toLatin1() + "\r\nAccept: application/json\r\n\r\n";
        for (int i = 0; i < 200; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            QTcpSocket *socket = sockets.back().get();
            connect(socket, &QTcpSocket::connected, socket, [socket, &request] { socket->write(request); });
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &received] { received[socket] += socket->readAll(); });
            socket->connectToHost(QHostAddress::LocalHost, port());
        }
        const auto done = [&] { return std::all_of(sockets.begin(), sockets.end(), [](const auto &socket) { return socket->state() == QAbstractSocket::UnconnectedState; }); };
        QVERIFY(QTest::qWaitFor(done, 60000));
        int whole = 0;
        for (const QByteArray &answer : std::as_const(received))
            whole += answer.startsWith("HTTP/1.1 200") && answer.endsWith('}');
        qInfo("200 connections at once: %d whole answers in %lld ms", whole, timer.elapsed());
        QCOMPARE(whole, 200);
    }

    void halfOpenClientsDoNotStopTheOthers()
    {
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        for (int i = 0; i < 200; ++i) {
            idle.push_back(std::make_unique<QTcpSocket>());
            idle.back()->connectToHost(QHostAddress::LocalHost, port());
            QTcpSocket *socket = idle.back().get();
            const bool half = i % 2;
            connect(socket, &QTcpSocket::connected, socket, [socket, half, this] { socket->write(half ? "GET /status HTTP/1.1\r\nHo" : "POST /oauth/token HTTP/1.1\r\n" + host() + "Content-Length: 900\r\n\r\nab"); });
        }
        QVERIFY(QTest::qWaitFor([&] { return std::all_of(idle.begin(), idle.end(), [](const auto &socket) { return socket->state() == QAbstractSocket::ConnectedState; }); }, 20000));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i)
            QVERIFY(answers());
        qInfo("20 requests beside 200 half-open clients: %lld ms", timer.elapsed());
        idle.clear();
        const ControlClient control(*m_registry);
        QTRY_VERIFY_WITH_TIMEOUT(control.call("GET").json().value(u"counts").toObject().value(u"connections").toInt() <= 2, 20000);
    }

    void aClientThatNeverReadsIsLetGo()
    {
        QTcpSocket lazy;
        lazy.setReadBufferSize(1);
        lazy.connectToHost(QHostAddress::LocalHost, port());
        QVERIFY(QTest::qWaitFor([&] { return lazy.state() == QAbstractSocket::ConnectedState; }, 5000));
        lazy.write("GET /v3.0/" + sofia.toLatin1() + "/record HTTP/1.1\r\n" + host() + "Authorization: Bearer " + m_access.toLatin1() + "\r\n\r\n");
        for (int i = 0; i < 10; ++i)
            QVERIFY(answers());
    }
};

QTEST_GUILESS_MAIN(TestRobust)
#include "tst_robust.moc"
