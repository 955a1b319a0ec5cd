#include "app/http/retry.h"
#include "tests/app/http/httpfixture.h"

#include <QtTest/QtTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class HttpLimitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void S40_idleTimeLimit();
    void S40_totalTimeLimitAgainstDripping();
    void S40_tooLarge();
    void S40_gzipBombIsStopped();
    void gzipIsReadable();
    void damagedGzipIsNamed();
    void S40_otherContentTypeIsRefused_data();
    void S40_otherContentTypeIsRefused();
    void cutShort_data();
    void cutShort();
    void S44_getPutDeleteAreRetried_data();
    void S44_getPutDeleteAreRetried();
    void S44_postIsNeverSentTwice_data();
    void S44_postIsNeverSentTwice();
    void S44_attemptsEnd();
    void S44_otherStatusesAreNotRetried();
    void S44_timeoutIsRetried();
    void S44_retryAfterIsHonoured();
    void S44_longRetryAfterIsPassedOn();
    void S44_retryAfterForms();
    void S44_backoffGrowsWithJitter();
};

void HttpLimitsTest::S40_idleTimeLimit()
{
    HttpFixture f;
    http::Limits limits = f.client.limits();
    limits.idleMs = 80;
    f.client.setLimits(limits);
    f.server.enqueue(Reply::never());
    const auto result = f.send(f.post({ { u"a"_s, u"b"_s } }));
    QVERIFY(!result);
    QCOMPARE(result.error().code, u"http.timeout"_s);
    QCOMPARE(f.trace.last()->state, http::Exchange::State::Failed);
    QVERIFY(!f.trace.last()->failure.isEmpty());
}

void HttpLimitsTest::S40_totalTimeLimitAgainstDripping()
{
    HttpFixture f;
    http::Limits limits = f.client.limits();
    limits.idleMs = 5'000;
    limits.totalMs = 300;
    limits.maxAttempts = 1;
    f.client.setLimits(limits);
    Reply drip = Reply::json(QByteArray(10'000, ' '));
    drip.dripMs = 10;
    f.server.enqueue(drip);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(f.codeOf(f.get()), u"http.timeout"_s);
    QVERIFY(timer.elapsed() < 50'000); // the whole drip would take 100 s
}

void HttpLimitsTest::S40_tooLarge()
{
    HttpFixture f;
    http::Limits limits = f.client.limits();
    limits.maxBytes = 100'000;
    f.client.setLimits(limits);
    f.server.enqueue(Reply::json(QByteArray(100'000, ' ')));
    QCOMPARE(f.codeOf(f.get()), u"status 200"_s);
    f.server.enqueue(Reply::json(QByteArray(100'001, ' ')));
    QCOMPARE(f.codeOf(f.get()), u"http.too_large"_s);
    f.server.enqueue(Reply::json(QByteArray(150'000, ' ')));
    http::Request larger = f.get();
    larger.maxBytes = 150'000; // a list that may be longer says so itself
    QCOMPARE(f.codeOf(larger), u"status 200"_s);
    Reply endless = Reply::json(QByteArray(5'000'000, ' '));
    endless.contentLength = false;
    f.server.enqueue(endless);
    QCOMPARE(f.codeOf(f.get()), u"http.too_large"_s);
}

namespace {

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int i = 0; i < 8; ++i)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

// qCompress gives 4 bytes of length, a zlib header of 2, deflate, an Adler sum of 4.
QByteArray gzip(const QByteArray &plain, bool checked = true)
{
    const QByteArray packed = qCompress(plain, 9);
    QByteArray out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", 10);
    out += packed.mid(6, packed.size() - 10);
    for (quint32 word : { checked ? crc32(plain) : 0, quint32(plain.size()) }) {
        for (int i = 0; i < 4; ++i)
            out += char(word >> (8 * i));
    }
    return out;
}

} // namespace

void HttpLimitsTest::S40_gzipBombIsStopped()
{
    HttpFixture f;
    const QByteArray bomb = gzip(QByteArray(128 * 1024 * 1024, ' '), false);
    QVERIFY(bomb.size() < 200'000);
    f.server.enqueue(Reply::json(bomb).with("Content-Encoding", "gzip"));
    const QString code = f.codeOf(f.get());
    QVERIFY2(code == u"http.too_large", qPrintable(code + f.trace.exchanges().first().failure));
    QVERIFY(f.trace.last()->responseBytes <= f.client.limits().maxBytes + 64 * 1024);
}

void HttpLimitsTest::gzipIsReadable()
{
    HttpFixture f;
    const QByteArray json = "{\"text\":\"" + QByteArray(200'000, 'x') + "\"}";
    f.server.enqueue(Reply::json(gzip(json)).with("Content-Encoding", "gzip"));
    const auto result = f.send(f.get());
    QVERIFY(result);
    QCOMPARE(result->body, json);
}

void HttpLimitsTest::damagedGzipIsNamed()
{
    HttpFixture f;
    QByteArray bytes = gzip("{\"text\":\"" + QByteArray(5'000, 'x') + "\"}");
    bytes[12] = char(bytes[12] ^ 0x55);
    f.server.enqueue(Reply::json(bytes).with("Content-Encoding", "gzip"));
    const auto result = f.send(f.get());
    QVERIFY(!result);
    QCOMPARE(result.error().code, u"http.too_large"_s);
    QVERIFY(result.error().what.contains(u"damaged"_s));
    QCOMPARE(f.server.requests().size(), 1);
}

void HttpLimitsTest::S40_otherContentTypeIsRefused_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("expected");
    QTest::newRow("html") << QByteArray("text/html") << u"http.not_json"_s;
    QTest::newRow("none") << QByteArray() << u"http.not_json"_s;
    QTest::newRow("prefix") << QByteArray("application/jsonx") << u"http.not_json"_s;
    QTest::newRow("xml") << QByteArray("application/orcid+xml") << u"http.not_json"_s;
    QTest::newRow("text/json") << QByteArray("text/json") << u"http.not_json"_s;
    QTest::newRow("json") << QByteArray("Application/JSON; charset=utf-8") << u"status 200"_s;
    QTest::newRow("no parameters") << QByteArray("application/json") << u"status 200"_s;
    QTest::newRow("suffix") << QByteArray("application/vnd.orcid+json;qs=4") << u"status 200"_s;
}

void HttpLimitsTest::S40_otherContentTypeIsRefused()
{
    QFETCH(QByteArray, type);
    QFETCH(QString, expected);
    HttpFixture f;
    Reply reply = Reply::empty(200);
    reply.body = "{}";
    f.server.enqueue(type.isEmpty() ? reply : reply.with("Content-Type", type));
    QCOMPARE(f.codeOf(f.get()), expected);
    f.server.enqueue(Reply::text("<html>", "text/html", 502));
    http::Request any = f.get();
    any.retry = false;
    any.expectJson = false;
    QCOMPARE(f.codeOf(any), u"status 502"_s);
}

void HttpLimitsTest::cutShort_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"a\":");
    QTest::newRow("in an error's body") << QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"a\":");
    QTest::newRow("in the chunks") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n");
    QTest::newRow("in the head") << QByteArray("HTTP/1.1 200 OK\r\nContent-Ty");
    QTest::newRow("before the head") << QByteArray();
    QTest::newRow("not HTTP") << QByteArray("220 smtp ready\r\n");
}

void HttpLimitsTest::cutShort()
{
    QFETCH(QByteArray, raw);
    HttpFixture f;
    for (int i = 0; i < 6; ++i)
        f.server.enqueue(raw);
    QCOMPARE(f.codeOf(f.post({ { u"a"_s, u"b"_s } })), u"http.cut_short"_s);
    QCOMPARE(f.server.requests().size(), 1);
}

void HttpLimitsTest::S44_getPutDeleteAreRetried_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    for (const char *method : { "GET", "PUT", "DELETE" }) {
        for (int status : { 429, 502, 503, 504, 0 })
            QTest::addRow("%s %d", method, status) << QByteArray(method) << status;
    }
}

void HttpLimitsTest::S44_getPutDeleteAreRetried()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    HttpFixture f;
    for (int i = 0; i < 2; ++i)
        f.server.enqueue(status ? Reply::text("busy", "text/html", status) : Reply::json("{}").cut(1));
    f.server.enqueue(Reply::json("{\"done\":1}"));
    http::Request request = f.get();
    request.method = method;
    if (method == "PUT") {
        request.body = "{\"title\":\"x\"}";
        request.contentType = "application/json";
    }
    const auto result = f.send(request);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().code));
    QCOMPARE(result->status, 200);
    QCOMPARE(f.server.requests().size(), 3);
    for (const Received &got : f.server.requests()) {
        QCOMPARE(got.method, method);
        QCOMPARE(got.body, request.body);
    }
    QCOMPARE(f.trace.exchanges().size(), 3);
    QCOMPARE(f.trace.last()->attempt, 3);
}

void HttpLimitsTest::S44_postIsNeverSentTwice_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("expected");
    QTest::newRow("503") << 503 << u"status 503"_s;
    QTest::newRow("429") << 429 << u"status 429"_s;
    QTest::newRow("dropped") << 0 << u"http.cut_short"_s;
    QTest::newRow("dropped on a kept connection") << 1 << u"http.cut_short"_s;
    QTest::newRow("cut") << 2 << u"http.cut_short"_s;
    QTest::newRow("closed politely") << 3 << u"http.cut_short"_s;
    QTest::newRow("dropped, no body") << 5 << u"http.cut_short"_s;
    QTest::newRow("silent") << 4 << u"http.timeout"_s;
}

// Qt by itself sends again what got no answer before the connection broke.
void HttpLimitsTest::S44_postIsNeverSentTwice()
{
    QFETCH(int, kind);
    QFETCH(QString, expected);
    HttpFixture f;
    http::Limits limits = f.client.limits();
    limits.idleMs = 300;
    f.client.setLimits(limits);
    qsizetype before = 0;
    if (kind == 1) {
        f.server.enqueue(Reply::json("{}"));
        QVERIFY(f.send(f.get()));
        before = 1;
    }
    f.server.handler = [kind](const Received &) {
        return kind > 400 ? Reply::json("{}", kind) : kind == 2 ? Reply::json("{\"a\":1}").cut(3) : kind == 4 ? Reply::never() : Reply::dropped();
    };
    if (kind == 3)
        f.server.enqueue(QByteArray());
    QCOMPARE(f.codeOf(f.post(kind == 5 ? QList<http::FormField>() : QList<http::FormField> { { u"code"_s, Secret::fromString(u"abcdef"_s) } })), expected);
    QTest::qWait(50); // a second sending would come late
    QCOMPARE(f.server.requests().size(), before + 1);
}

void HttpLimitsTest::S44_attemptsEnd()
{
    HttpFixture f;
    f.server.handler = [](const Received &) { return Reply::json("{}", 503); };
    QCOMPARE(f.codeOf(f.get()), u"status 503"_s);
    QCOMPARE(f.server.requests().size(), f.client.limits().maxAttempts);
    http::Request once = f.get();
    once.retry = false;
    f.server.clear();
    QCOMPARE(f.codeOf(once), u"status 503"_s);
    QCOMPARE(f.server.requests().size(), 1);
}

void HttpLimitsTest::S44_otherStatusesAreNotRetried()
{
    HttpFixture f;
    for (int status : { 400, 401, 403, 404, 409, 500, 501 }) {
        f.server.clear();
        f.server.enqueue(Reply::json("{}", status));
        QCOMPARE(f.codeOf(f.get()), u"status %1"_s.arg(status));
        QCOMPARE(f.server.requests().size(), 1);
    }
}

void HttpLimitsTest::S44_timeoutIsRetried()
{
    HttpFixture f;
    http::Limits limits = f.client.limits();
    limits.idleMs = 80;
    f.client.setLimits(limits);
    f.server.enqueue(Reply::never());
    f.server.enqueue(Reply::json("{}"));
    QCOMPARE(f.codeOf(f.get()), u"status 200"_s);
    QCOMPARE(f.server.requests().size(), 2);
}

void HttpLimitsTest::S44_retryAfterIsHonoured()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}", 503).with("Retry-After", "1"));
    f.server.enqueue(Reply::json("{}"));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(f.codeOf(f.get()), u"status 200"_s);
    QVERIFY(timer.elapsed() >= 1000);
}

void HttpLimitsTest::S44_longRetryAfterIsPassedOn()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}", 503).with("Retry-After", "3600"));
    const auto result = f.send(f.get());
    QVERIFY(result);
    QCOMPARE(result->status, 503);
    QCOMPARE(result->header("retry-after"), QByteArray("3600"));
    QCOMPARE(f.server.requests().size(), 1);
}

void HttpLimitsTest::S44_retryAfterForms()
{
    const QDateTime now(QDate(2026, 11, 23), QTime(14, 2, 0), Qt::UTC);
    const auto ms = [&](const char *text) { return http::retryAfterMs(text, now).value_or(-1); };
    QCOMPARE(ms("120"), 120'000);
    QCOMPARE(ms(" 0 "), 0);
    QCOMPARE(ms("Mon, 23 Nov 2026 14:02:30 GMT"), 30'000);
    QCOMPARE(ms("Monday, 23-Nov-26 14:02:30 GMT"), 30'000);
    QCOMPARE(ms("Mon Nov 23 14:02:30 2026"), 30'000);
    QCOMPARE(ms("Tue Dec  1 14:02:00 2026"), qint64(8) * 24 * 3600 * 1000);
    QCOMPARE(ms("Sun, 22 Nov 2026 14:02:30 GMT"), 0);
    for (const char *bad : { "", "-1", "1.5", "soon", "99999999999999999999", "1e3", "+5", "12 seconds" })
        QVERIFY2(ms(bad) == -1, bad);
}

void HttpLimitsTest::S44_backoffGrowsWithJitter()
{
    http::Limits limits;
    QSet<int> first;
    for (int i = 0; i < 200; ++i) {
        const int one = http::backoffMs(1, limits);
        QVERIFY(one >= 250 && one <= 750);
        first << one;
        const int three = http::backoffMs(3, limits);
        QVERIFY(three >= 1000 && three <= 3000);
        QVERIFY(http::backoffMs(40, limits) <= 30'000);
    }
    QVERIFY(first.size() > 20);
}

QTEST_GUILESS_MAIN(HttpLimitsTest)
#include "tst_httplimits.moc"
