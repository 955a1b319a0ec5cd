#include "tests/app/http/httpfixture.h"

#include <QtNetwork/QSslServer>
#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class HttpClientTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersAnyStatus();
    void sendsFormOnceEncoded();
    void S38_redirectToAnotherHostIsRefused_data();
    void S38_redirectToAnotherHostIsRefused();
    void S38_redirectOnTheSameHostKeepsMethodAndBody();
    void S38_otherRedirectsAreNotFollowed();
    void S38_redirectsEnd();
    void S38_hostOutsideTheListGetsNothing();
    void S38_noCookiesComeBack();
    void S38_nothingIsCached();
    void S39_plainHttpOnlyOnLoopback_data();
    void S39_plainHttpOnlyOnLoopback();
    void S39_tlsErrorIsFatal();
    void S39_selfSignedCertificateIsRefused();
    void S41_bearerInHeaderOnly();
    void headersCannotBeSplit();
    void answersOf401AreReadable();
    void unreachableIsNamed();
    void cancelAllEndsEverything();
    void piecesAsTheyArrive();
    void S40_piecesOfTheRightTypeAndSizeOnly();
    void piecesBeginAnewWithAnAttempt();
    void stopEndsOne();
    void destructionEndsCalls();
};

void HttpClientTest::answersAnyStatus()
{
    HttpFixture f;
    for (int status : { 200, 201, 400, 403, 404, 409, 500 }) {
        f.server.enqueue(Reply::json("{\"n\":1}", status));
        const auto result = f.send(f.get());
        QVERIFY2(result, qPrintable(result ? QString() : result.error().what));
        QCOMPARE(result->status, status);
        QCOMPARE(result->body, QByteArray("{\"n\":1}"));
        QCOMPARE(result->traceId, f.trace.last()->id);
        QCOMPARE(f.trace.last()->status, status);
        QCOMPARE(f.trace.last()->state, http::Exchange::State::Answered);
        QCOMPARE(f.trace.last()->failed(), status >= 400);
    }
    QCOMPARE(f.server.requests().first().header("accept"), QByteArray("application/json"));
    f.server.enqueue(Reply::empty(204));
    QCOMPARE(f.codeOf(f.get()), u"status 204"_s);
}

void HttpClientTest::sendsFormOnceEncoded()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}"));
    const auto result = f.send(f.post({ { u"scope"_s, u"/a b+c&d=é%41"_s }, { u"client_secret"_s, Secret::fromString(u"s+e c&r=et"_s) } }));
    QVERIFY(result);
    const Received &got = f.server.requests().first();
    QCOMPARE(got.method, QByteArray("POST"));
    QCOMPARE(got.header("content-type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(got.form().value(u"scope"_s), u"/a b+c&d=é%41"_s);
    QCOMPARE(got.form().value(u"client_secret"_s), u"s+e c&r=et"_s);
    QCOMPARE(got.header("content-length").toInt(), int(got.body.size()));
}

void HttpClientTest::S38_redirectToAnotherHostIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    for (int status : { 301, 302, 303, 307, 308 }) {
        for (const char *method : { "GET", "POST" })
            QTest::addRow("%s %d", method, status) << status << QByteArray(method);
    }
}

void HttpClientTest::S38_redirectToAnotherHostIsRefused()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    HttpFixture f;
    FakeServer thief;
    f.server.enqueue(Reply::redirect(status, thief.url(u"/steal"_s).toEncoded()));
    http::Request request = method == "POST" ? f.post({ { u"code"_s, Secret::fromString(u"abcdef"_s) } }) : f.get();
    request.bearer = Secret::fromString(u"11111111-2222-3333-4444-555555555555"_s);
    const auto result = f.send(request);
    QVERIFY(!result);
    QCOMPARE(result.error().code, u"http.redirect"_s);
    QCOMPARE(result.error().httpStatus, status);
    QVERIFY(result.error().traceId > 0);
    QCOMPARE(thief.connections(), 0);
    QCOMPARE(f.server.requests().size(), 1);
}

void HttpClientTest::S38_redirectOnTheSameHostKeepsMethodAndBody()
{
    HttpFixture f;
    f.server.enqueue(Reply::redirect(307, "/oauth/token2"));
    f.server.enqueue(Reply::json("{\"ok\":true}"));
    const auto result = f.send(f.post({ { u"grant_type"_s, u"x"_s } }));
    QVERIFY(result);
    QCOMPARE(f.server.requests().size(), 2);
    QCOMPARE(f.server.requests().at(1).method, QByteArray("POST"));
    QCOMPARE(f.server.requests().at(1).path(), QByteArray("/oauth/token2"));
    QCOMPARE(f.server.requests().at(1).body, QByteArray("grant_type=x"));
    QCOMPARE(f.trace.exchanges().size(), 2);
}

void HttpClientTest::S38_otherRedirectsAreNotFollowed()
{
    HttpFixture f;
    f.server.enqueue(Reply::redirect(302, "/elsewhere?code=SECRETCODE12"));
    const auto result = f.send(f.get());
    QVERIFY(!result);
    QCOMPARE(result.error().code, u"http.redirect"_s);
    QVERIFY(!result.error().what.contains(u"SECRETCODE12"_s));
    QCOMPARE(f.server.requests().size(), 1);
}

void HttpClientTest::S38_redirectsEnd()
{
    HttpFixture f;
    f.server.handler = [](const Received &) { return Reply::redirect(308, "/again"); };
    QCOMPARE(f.codeOf(f.get()), u"http.redirect"_s);
    QVERIFY(f.server.requests().size() <= 4);
}

void HttpClientTest::S38_hostOutsideTheListGetsNothing()
{
    HttpFixture f;
    http::Request request = f.get();
    for (const QStringList &list : { QStringList {}, QStringList { u"127.0.0.1"_s }, QStringList { u"127.0.0.1:1"_s }, QStringList { u"orcid.org"_s } }) {
        request.allowedHosts = list;
        QCOMPARE(f.codeOf(request), u"http.host_refused"_s);
    }
    request = f.get();
    request.url.setUserInfo(u"name:word"_s);
    QCOMPARE(f.codeOf(request), u"http.host_refused"_s);
    QCOMPARE(f.server.connections(), 0);
    QCOMPARE(f.trace.last()->state, http::Exchange::State::Failed);
    QVERIFY(!f.trace.last()->url.toString().contains(u"word"_s));
}

void HttpClientTest::S38_noCookiesComeBack()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}").with("Set-Cookie", "session=abc; Path=/"));
    f.server.enqueue(Reply::json("{}"));
    QVERIFY(f.send(f.get()));
    QVERIFY(f.send(f.get()));
    QVERIFY(f.server.requests().at(1).header("cookie").isEmpty());
}

void HttpClientTest::S38_nothingIsCached()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{\"n\":1}").with("Cache-Control", "max-age=3600"));
    f.server.enqueue(Reply::json("{\"n\":2}"));
    QVERIFY(f.send(f.get()));
    QCOMPARE(f.send(f.get())->body, QByteArray("{\"n\":2}"));
}

void HttpClientTest::S39_plainHttpOnlyOnLoopback_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("other host") << u"http://orcid.org/oauth/token"_s;
    QTest::newRow("name localhost") << u"http://localhost:9760/"_s;
    QTest::newRow("loopback-like name") << u"http://127.0.0.1.example.org/"_s;
    QTest::newRow("other loopback address") << u"http://127.0.0.2/"_s;
    QTest::newRow("ftp") << u"ftp://127.0.0.1/"_s;
    QTest::newRow("file") << u"file://127.0.0.1/etc/passwd"_s;
}

void HttpClientTest::S39_plainHttpOnlyOnLoopback()
{
    QFETCH(QString, address);
    HttpFixture f;
    http::Request request;
    request.url = QUrl(address);
    request.allowedHosts = { u"orcid.org"_s, u"localhost:9760"_s, u"127.0.0.1.example.org"_s, u"127.0.0.2"_s, u"127.0.0.1"_s };
    QCOMPARE(f.codeOf(request), u"http.insecure"_s);
}

// A server that answers the TLS hello with plain text is enough: whatever goes wrong in the handshake ends the request.
void HttpClientTest::S39_tlsErrorIsFatal()
{
    HttpFixture f;
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress(QHostAddress::LocalHost), 0));
    connect(&plain, &QTcpServer::newConnection, &plain, [&] {
        QTcpSocket *socket = plain.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"); });
    });
    http::Request request;
    request.url = QUrl(u"https://127.0.0.1:%1/"_s.arg(plain.serverPort()));
    request.allowedHosts = { u"127.0.0.1:%1"_s.arg(plain.serverPort()) };
    QCOMPARE(f.codeOf(request), u"http.tls"_s);
}

void HttpClientTest::S39_selfSignedCertificateIsRefused()
{
    const QString openssl = QStandardPaths::findExecutable(u"openssl"_s);
    if (openssl.isEmpty())
        QSKIP("the openssl command is not installed");
    QTemporaryDir dir;
    QProcess maker;
    maker.start(openssl, { u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, dir.filePath(u"key"_s), u"-out"_s, dir.filePath(u"cert"_s),
        u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=127.0.0.1"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s });
    QVERIFY(maker.waitForFinished());
    QCOMPARE(maker.exitCode(), 0);
    QFile key(dir.filePath(u"key"_s)), certificate(dir.filePath(u"cert"_s));
    QVERIFY(key.open(QIODevice::ReadOnly) && certificate.open(QIODevice::ReadOnly));
    QSslServer server;
    QSslConfiguration configuration;
    configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    configuration.setLocalCertificate(QSslCertificate(&certificate));
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress(QHostAddress::LocalHost), 0));
    QByteArray arrived;
    connect(&server, &QTcpServer::pendingConnectionAvailable, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&arrived, socket] { arrived += socket->readAll(); });
    });
    HttpFixture f;
    http::Request request;
    request.url = QUrl(u"https://127.0.0.1:%1/oauth/token"_s.arg(server.serverPort()));
    request.allowedHosts = { u"127.0.0.1:%1"_s.arg(server.serverPort()) };
    request.method = "POST";
    request.form = { { u"code"_s, Secret::fromString(u"CANARY"_s) } };
    const auto result = f.send(request);
    QVERIFY(!result);
    QCOMPARE(result.error().code, u"http.tls"_s);
    QVERIFY(!result.error().next.isEmpty());
    QCOMPARE(arrived, QByteArray());
}

void HttpClientTest::S41_bearerInHeaderOnly()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}"));
    http::Request request = f.get();
    request.bearer = Secret::fromString(u"0a1b2c3d-token"_s);
    QVERIFY(f.send(request));
    const Received &got = f.server.requests().first();
    QCOMPARE(got.header("authorization"), QByteArray("Bearer 0a1b2c3d-token"));
    QVERIFY(!got.target.contains("0a1b2c3d"));
}

void HttpClientTest::headersCannotBeSplit()
{
    HttpFixture f;
    http::Request request = f.get();
    request.headers = { { "X-Name", "a\r\nX-Evil: b" } };
    QCOMPARE(f.codeOf(request), u"http.bad_request"_s);
    request = f.get();
    request.bearer = Secret::fromString(u"a\nb"_s);
    QCOMPARE(f.codeOf(request), u"http.bad_request"_s);
    QCOMPARE(f.server.connections(), 0);
}

void HttpClientTest::answersOf401AreReadable()
{
    HttpFixture f;
    for (const char *challenge : { "Bearer realm=\"orcid\", error=\"invalid_token\"", "Basic realm=\"x\"" }) {
        f.server.clear();
        f.server.enqueue(Reply::json("{\"error\":\"invalid_client\"}", 401).with("WWW-Authenticate", challenge));
        const auto result = f.send(f.post({ { u"grant_type"_s, u"x"_s } }));
        QVERIFY(result);
        QCOMPARE(result->status, 401);
        QCOMPARE(result->body, QByteArray("{\"error\":\"invalid_client\"}"));
        QCOMPARE(result->header("www-authenticate"), QByteArray(challenge));
        QCOMPARE(f.server.requests().size(), 1);
    }
}

void HttpClientTest::unreachableIsNamed()
{
    quint16 port = 0;
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress(QHostAddress::LocalHost), 0));
        port = gone.serverPort();
    }
    HttpFixture f;
    http::Request request;
    request.url = QUrl(u"http://127.0.0.1:%1/"_s.arg(port));
    request.allowedHosts = { u"127.0.0.1:%1"_s.arg(port) };
    const auto result = f.send(request);
    QVERIFY(!result);
    QCOMPARE(result.error().code, u"http.unreachable"_s);
    QVERIFY(result.error().what.contains(u"127.0.0.1"_s));
    QVERIFY(!result.error().next.isEmpty());
}

void HttpClientTest::cancelAllEndsEverything()
{
    HttpFixture f;
    f.server.handler = [](const Received &) { return Reply::never(); };
    const auto one = f.client.send(f.get());
    const auto two = f.client.send(f.post({ { u"a"_s, u"b"_s } }));
    QTRY_COMPARE(f.server.requests().size(), 2);
    f.client.cancelAll();
    QCOMPARE(f.wait(one).error().code, u"http.cancelled"_s);
    QCOMPARE(f.wait(two).error().code, u"http.cancelled"_s);
    QCOMPARE(f.trace.last()->state, http::Exchange::State::Cancelled);
}

void HttpClientTest::piecesAsTheyArrive()
{
    HttpFixture f;
    Reply slow = Reply::json(R"({"a":"0123456789"})");
    slow.dripMs = 5;
    f.server.enqueue(slow);
    http::Request request = f.get();
    QByteArray pieces;
    int calls = 0;
    request.arriving = [&](QByteArrayView piece, qint64 from) {
        QCOMPARE(from, pieces.size());
        pieces += piece;
        ++calls;
    };
    const auto result = f.send(request);
    QVERIFY(result);
    QCOMPARE(pieces, result->body);
    QVERIFY(calls > 1);
}

void HttpClientTest::S40_piecesOfTheRightTypeAndSizeOnly()
{
    HttpFixture f;
    http::Request request = f.get();
    request.maxBytes = 20;
    request.retry = false;
    int bytes = 0;
    request.arriving = [&](QByteArrayView piece, qint64) { bytes += int(piece.size()); };
    f.server.enqueue(Reply::text("<html>", "text/html"));
    QCOMPARE(f.codeOf(request), u"http.not_json"_s);
    f.server.enqueue(Reply::json("{}", 404));
    QCOMPARE(f.codeOf(request), u"status 404"_s);
    QCOMPARE(bytes, 0);
    f.server.enqueue(Reply::json(QByteArray(100'000, ' ')));
    QCOMPARE(f.codeOf(request), u"http.too_large"_s);
    QVERIFY(bytes <= 20);
}

void HttpClientTest::piecesBeginAnewWithAnAttempt()
{
    HttpFixture f;
    f.server.enqueue(Reply::json(R"({"a":"first, cut short"})").cut(10));
    f.server.enqueue(Reply::json(R"({"a":"second"})"));
    http::Request request = f.get();
    QByteArray pieces;
    request.arriving = [&](QByteArrayView piece, qint64 from) {
        if (from == 0)
            pieces.clear();
        pieces += piece;
    };
    const auto result = f.send(request);
    QVERIFY(result);
    QCOMPARE(pieces, QByteArray(R"({"a":"second"})"));
}

void HttpClientTest::stopEndsOne()
{
    HttpFixture f;
    f.server.handler = [](const Received &) { return Reply::never(); };
    http::Request request = f.get();
    request.stop = std::make_shared<http::Stop>();
    const auto one = f.client.send(request);
    const auto other = f.client.send(f.get());
    QTRY_COMPARE(f.server.requests().size(), 2);
    request.stop->now();
    QCOMPARE(f.wait(one).error().code, u"http.cancelled"_s);
    QVERIFY(!other.isFinished());
    QCOMPARE(f.wait(f.client.send(request)).error().code, u"http.cancelled"_s);
    QCOMPARE(f.server.requests().size(), 2);
}

void HttpClientTest::destructionEndsCalls()
{
    FakeServer server;
    server.handler = [](const Received &) { return Reply::never(); };
    http::Trace trace;
    QFuture<Result<http::Response>> future;
    {
        http::HttpClient client(trace);
        http::Request request;
        request.url = server.url();
        request.allowedHosts = { server.host() };
        future = client.send(request);
        QTRY_COMPARE(server.requests().size(), 1);
    }
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().code, u"http.cancelled"_s);
}

QTEST_GUILESS_MAIN(HttpClientTest)
#include "tst_httpclient.moc"
