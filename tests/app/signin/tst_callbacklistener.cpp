#include "app/signin/callbacklistener.h"
#include "tests/app/signin/rawclient.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkInterface>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;
using test::RawClient;

namespace {

const QByteArray state = "s-tate_0123456789";
const QByteArray good = "/callback/seg?code=Ab12Cd&state=" + state;

/// A listener on a free port that expects /callback/seg.
struct Listening {
    explicit Listening(const CallbackLimits &limits = {}, const char *host = "127.0.0.1") : listener(limits)
    {
        QUrl uri(QStringLiteral("http://%1:0/callback/seg").arg(QString::fromLatin1(host)));
        bound = listener.listen(uri).has_value();
        port = listener.port();
        uri.setPort(port);
        listener.expect(uri, { state, QStringLiteral("https://orcid.org"), false });
    }
    QByteArray fetch(const QByteArray &target) const { return RawClient::fetch(port, target); }

    CallbackListener listener;
    bool bound = false;
    quint16 port = 0;
    QSignalSpy answered { &listener, &CallbackListener::answered };
    QSignalSpy stray { &listener, &CallbackListener::stray };
};

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : 0;
}

} // namespace

class tst_CallbackListener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOneGoodCallback()
    {
        Listening one;
        QVERIFY(one.bound);
        const QByteArray answer = one.fetch(good);
        QCOMPARE(RawClient::status(answer), 200);
        QCOMPARE(one.answered.size(), 1);
        QCOMPARE(one.answered.first().first().value<CallbackAnswer>().code, "Ab12Cd");
        QCOMPARE(one.stray.size(), 0);
    }

    void S2_bindsLoopbackOnly()
    {
        Listening one;
        QVERIFY(RawClient(one.port).isConnected());
        for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
            if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
                continue;
            QTcpSocket socket;
            socket.connectToHost(address, one.port);
            QVERIFY2(!socket.waitForConnected(500), qPrintable(address.toString()));
        }
        QVERIFY(!RawClient(one.port, QStringLiteral("127.0.0.2")).isConnected());
    }

    void S2_ipv6()
    {
        Listening six({}, "[::1]");
        if (!six.bound)
            QSKIP("this machine has no IPv6 loopback");
        RawClient client(six.port, QStringLiteral("::1"));
        client.send("GET " + good + " HTTP/1.1\r\nHost: [::1]:" + QByteArray::number(six.port) + "\r\n\r\n");
        QCOMPARE(RawClient::status(client.answer()), 200);
    }

    void S2_onlyLoopbackAddressesByHttp()
    {
        for (const char *uri : { "http://localhost:9761/cb", "https://127.0.0.1:9761/cb", "http://0.0.0.0:9761/cb", "http://127.0.0.2:9761/cb",
                 "http://192.168.0.1/cb", "http://127.0.0.1.evil.example/cb", "http://[::]:1/cb" }) {
            QVERIFY2(!CallbackListener::isLoopback(QUrl(QString::fromLatin1(uri))), uri);
            CallbackListener listener;
            QVERIFY2(!listener.listen(QUrl(QString::fromLatin1(uri))), uri);
        }
        QVERIFY(CallbackListener::isLoopback(QUrl(QStringLiteral("http://127.0.0.1:9761/cb"))));
        QVERIFY(CallbackListener::isLoopback(QUrl(QStringLiteral("http://[::1]:9761/cb"))));
    }

    void S2_busyPortIsNamed()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost), 0));
        CallbackListener listener;
        const auto bound = listener.listen(QUrl(QStringLiteral("http://127.0.0.1:%1/callback").arg(other.serverPort())));
        QVERIFY(!bound);
        QCOMPARE(bound.error().code, QStringLiteral("signin.port_busy"));
        QVERIFY(bound.error().what.contains(QString::number(other.serverPort())));
        QVERIFY(bound.error().next.contains(QStringLiteral("another Baton")));
    }

    void S6_refusals_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const QByteArray host = "\r\nHost: 127.0.0.1:PORT\r\n\r\n";
        QTest::newRow("POST") << QByteArray("POST " + good + " HTTP/1.1" + host) << 405;
        QTest::newRow("HEAD") << QByteArray("HEAD " + good + " HTTP/1.1" + host) << 405;
        QTest::newRow("OPTIONS") << QByteArray("OPTIONS * HTTP/1.1" + host) << 405;
        QTest::newRow("lower-case get") << QByteArray("get " + good + " HTTP/1.1" + host) << 405;
        QTest::newRow("other path") << QByteArray("GET /callback?code=a&state=" + state + " HTTP/1.1" + host) << 404;
        QTest::newRow("longer path") << QByteArray("GET /callback/seg/x?code=a&state=" + state + " HTTP/1.1" + host) << 404;
        QTest::newRow("escaped path") << QByteArray("GET /callback/s%65g?code=a&state=" + state + " HTTP/1.1" + host) << 404;
        QTest::newRow("dot segments") << QByteArray("GET /x/../callback/seg?code=a&state=" + state + " HTTP/1.1" + host) << 404;
        QTest::newRow("absolute form") << QByteArray("GET http://127.0.0.1:PORT" + good + " HTTP/1.1" + host) << 404;
        QTest::newRow("host localhost") << QByteArray("GET " + good + " HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n") << 400;
        QTest::newRow("host without port") << QByteArray("GET " + good + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") << 400;
        QTest::newRow("foreign host") << QByteArray("GET " + good + " HTTP/1.1\r\nHost: evil.example\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("GET " + good + " HTTP/1.0\r\n\r\n") << 400;
        QTest::newRow("wrong state") << QByteArray("GET /callback/seg?code=a&state=other HTTP/1.1" + host) << 400;
        QTest::newRow("error, wrong state") << QByteArray("GET /callback/seg?error=access_denied&state=other HTTP/1.1" + host) << 400;
        QTest::newRow("error, no state") << QByteArray("GET /callback/seg?error=access_denied HTTP/1.1" + host) << 400;
        QTest::newRow("code twice") << QByteArray("GET " + good + "&code=b HTTP/1.1" + host) << 400;
        QTest::newRow("too long") << QByteArray("GET " + good + "&x=" + QByteArray(5000, 'a') + " HTTP/1.1" + host) << 414;
        QTest::newRow("too many lines") << QByteArray("GET " + good + " HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(70) + "\r\n") << 431;
        QTest::newRow("too big") << QByteArray("GET " + good + " HTTP/1.1\r\nA: " + QByteArray(9000, 'a') + host) << 431;
        QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\r\n\r\n", 10) << 400;
    }

    void S6_refusals()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        Listening one;
        request.replace("PORT", QByteArray::number(one.port));
        RawClient client(one.port);
        client.send(request);
        const QByteArray answer = client.answer();
        QCOMPARE(RawClient::status(answer), status);
        QVERIFY(RawClient::body(answer).isEmpty()); // S9: echoes nothing
        QVERIFY(!answer.contains(state) && !answer.contains("evil"));
        QTRY_COMPARE(one.stray.size(), 1);
        QCOMPARE(one.answered.size(), 0);
        QCOMPARE(RawClient::status(one.fetch(good)), 200); // and the true one still counts
        QCOMPARE(one.answered.size(), 1);
    }

    void S6_headInManySegments()
    {
        Listening one;
        RawClient client(one.port);
        for (const char c : RawClient::get(good, one.port)) {
            client.send(QByteArray(1, c));
            QCoreApplication::processEvents();
        }
        QCOMPARE(RawClient::status(client.answer()), 200);
    }

    void S9_slowHeadEndsAfterTheLimit()
    {
        CallbackLimits limits;
        limits.headMs = 300;
        Listening one(limits);
        RawClient client(one.port);
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&client] { if (client.isOpen()) client.send("G"); });
        drip.start(40); // the limit is absolute: dripping does not extend it
        const QByteArray answer = client.answer(); // comes although the dripping never ends
        QVERIFY(answer.isEmpty() || RawClient::status(answer) == 408);
        QVERIFY(RawClient::body(answer).isEmpty());
        QTRY_COMPARE(one.stray.size(), 1);
    }

    void S9_whatBrowsersDoByThemselvesIsNoStray()
    {
        CallbackLimits limits;
        limits.headMs = 200;
        Listening one(limits);
        RawClient unused(one.port); // a socket opened in advance
        QVERIFY(unused.answer().isEmpty());
        QCOMPARE(RawClient::status(one.fetch("/favicon.ico")), 404);
        QCOMPARE(RawClient::status(one.fetch(good)), 200);
        QCOMPARE(RawClient::status(one.fetch("/favicon.ico")), 410);
        QCOMPARE(one.stray.size(), 0);
    }

    void S9_goneAfterTheAnswerThenClosed()
    {
        Listening one;
        QCOMPARE(RawClient::status(one.fetch(good)), 200);
        QCOMPARE(RawClient::status(one.fetch(good)), 410);
        QCOMPARE(RawClient::status(one.fetch("/callback/seg?error=access_denied&state=" + state)), 410);
        QCOMPARE(one.answered.size(), 1);
        one.listener.close();
        QVERIFY(!RawClient(one.port).isConnected());
    }

    void S9_nothingIsAcceptedBeforeItIsExpected()
    {
        CallbackListener listener;
        QSignalSpy answered(&listener, &CallbackListener::answered);
        QVERIFY(listener.listen(QUrl(QStringLiteral("http://127.0.0.1:0/callback/seg"))));
        QCOMPARE(RawClient::status(RawClient::fetch(listener.port(), "/?state=&code=a")), 404);
        QCOMPARE(answered.size(), 0);
    }

    void S10_pagesAreStaticAndSayWhatIsTrue_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("code") << QByteArray("code=CANARY") << QByteArray("The answer reached Baton");
        QTest::newRow("denied") << QByteArray("error=access_denied&error_description=CANARY") << QByteArray("Permission was not given");
        QTest::newRow("refused") << QByteArray("error=CANARY") << QByteArray("The sign-in did not work");
        QTest::newRow("wrong issuer") << QByteArray("code=CANARY&iss=https%3A%2F%2Fevil.example") << QByteArray("The sign-in did not work");
        QTest::newRow("both") << QByteArray("code=CANARY&error=x") << QByteArray("The sign-in did not work");
    }

    void S10_pagesAreStaticAndSayWhatIsTrue()
    {
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, says);
        Listening one;
        const QByteArray answer = one.fetch("/callback/seg?" + query + "&state=" + state);
        QCOMPARE(RawClient::status(answer), 200);
        const QByteArray head = answer.left(answer.indexOf("\r\n\r\n"));
        QVERIFY(head.contains("\r\nCache-Control: no-store"));
        QVERIFY(head.contains("\r\nReferrer-Policy: no-referrer"));
        QVERIFY(head.contains("\r\nX-Content-Type-Options: nosniff"));
        QVERIFY(head.contains("\r\nContent-Security-Policy: default-src 'none'"));
        const QByteArray page = RawClient::body(answer);
        QVERIFY2(page.contains(says), page);
        for (const char *word : { "CANARY", "<script", "http:", "https:", "@import", "url(", "src=", " href=", "done", "success", "secure" })
            QVERIFY2(!page.contains(word), word);
        const qsizetype style = page.indexOf("<style>") + 7;
        const QByteArray hash = QCryptographicHash::hash(page.mid(style, page.indexOf("</style>") - style), QCryptographicHash::Sha256).toBase64();
        QVERIFY(head.contains("style-src 'sha256-" + hash + '\'')); // else the browser would drop the page's own style
        QVERIFY(page.contains("prefers-color-scheme:dark"));
    }

    void G1_malformedCallbacksThenTheTrueOne()
    {
        bool given = false;
        const int wish = qEnvironmentVariableIntValue("BATON_MALFORMED", &given);
        const int count = given ? wish : 2000;
        Listening one;
        QRandomGenerator random(20261125);
        for (int i = 0; i < count; ++i) {
            RawClient client(one.port);
            QVERIFY(client.isConnected());
            client.send(malformed(random, one.port));
            const QByteArray answer = client.answer();
            QVERIFY2(RawClient::status(answer) >= 400, answer);
        }
        QCOMPARE(one.answered.size(), 0);
        QCOMPARE(one.stray.size(), count);
        QCOMPARE(RawClient::status(one.fetch(good)), 200);
        QCOMPARE(one.answered.size(), 1);
    }

    void G2_drippingSocketsDoNotKeepTheTrueOneOut()
    {
        Listening one;
        const qint64 before = residentBytes();
        std::vector<std::unique_ptr<QTcpSocket>> dripping;
        for (int i = 0; i < 200; ++i) {
            auto socket = std::make_unique<QTcpSocket>();
            socket->connectToHost(QHostAddress(QHostAddress::LocalHost), one.port);
            dripping.push_back(std::move(socket));
        }
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&dripping] {
            for (const auto &socket : dripping) {
                if (socket->state() == QAbstractSocket::ConnectedState)
                    socket->write("G");
            }
        });
        drip.start(20);
        const auto count = [&dripping](QAbstractSocket::SocketState state) {
            return std::count_if(dripping.begin(), dripping.end(), [state](const auto &socket) { return socket->state() == state; });
        };
        QTRY_VERIFY2(count(QAbstractSocket::ConnectedState) <= 8 && count(QAbstractSocket::UnconnectedState) >= 192, qPrintable(QString::number(count(QAbstractSocket::ConnectedState))));
        QElapsedTimer watch;
        watch.start();
        QCOMPARE(RawClient::status(one.fetch(good)), 200);
        qInfo("true callback among 200 dripping sockets: %lld ms, memory %+.1f MiB", watch.elapsed(), double(residentBytes() - before) / 1048576);
        QVERIFY(residentBytes() - before < 8 * 1048576);
    }

private:
    static QByteArray malformed(QRandomGenerator &random, quint16 port)
    {
        const QByteArray whole = RawClient::get(good, port);
        QByteArray noise(1 + random.bounded(200), '\0');
        for (char &c : noise)
            c = char(random.bounded(256));
        QByteArray otherState = state;
        otherState[random.bounded(int(state.size()))] = '~';
        switch (random.bounded(8)) {
        case 0: return RawClient::get("/callback/seg?code=Ab12Cd&state=" + otherState, port);
        case 1: return RawClient::get("/callback/seg?error=access_denied&state=" + otherState, port);
        case 2: return RawClient::get(good + "&state=" + state, port);
        case 3: return RawClient::get(good.left(good.size() - 1 - random.bounded(int(state.size()))), port);
        case 4: return noise + "\r\n\r\n";
        case 5: return RawClient::get("/" + QByteArray::number(random.generate()) + good.mid(1), port);
        case 6: return QByteArray(whole).replace(" HTTP/1.1", " " + noise.toHex() + " HTTP/1.1");
        default: return QByteArray(whole).replace("Host: 127.0.0.1", "Host: " + noise.toBase64());
        }
    }
};

QTEST_GUILESS_MAIN(tst_CallbackListener)
#include "tst_callbacklistener.moc"
