#include "app/http/logfilter.h"
#include "app/http/redaction.h"
#include "tests/app/http/httpfixture.h"
#include "tests/support/cputimer.h"

#include <QtTest/QtTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

const QString uuid = u"9b2d7c1e-40f3-4c55-8e21-5a6b7c8d9277"_s;
const QString jwt = u"eyJhbGciOiJSUzI1NiJ9."_s + QString(400, u'a') + u".c2lnbmF0dXJl"_s;

// Everything a Traffic page, a copy or a file could show of an exchange.
QString everythingShown(const http::Exchange &e)
{
    QStringList out { e.url.toString(), e.urlText(), e.hint, e.clientName, e.requestBody, e.responseBody, e.reason, e.failure, http::Trace::toCurl(e) };
    for (const auto &list : { e.requestHeaders, e.responseHeaders }) {
        for (const auto &header : list)
            out << header.name << header.value;
    }
    for (const auto &[name, value] : e.requestForm)
        out << name << value;
    for (const auto &hidden : e.hidden)
        out << hidden.placeholder;
    return out.join(u'\n');
}

QStringList &logged()
{
    static QStringList lines;
    return lines;
}

void collect(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged() << text;
}

} // namespace

class RedactionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placeholders();
    void S49_secretsAreHidden_data();
    void S49_secretsAreHidden();
    void S49_innocentTextStays_data();
    void S49_innocentTextStays();
    void S49_echoedSecretsAreHidden();
    void S49_urls();
    void S49_canariesNeverReachTheTrace();
    void S49_canaryAcrossTheCut();
    void S49_revealIsExact();
    void S49_logFilter();
    void manySecretsTakeNoTime();
    void longBodiesAreCut();
    void timings();
};

void RedactionTest::placeholders()
{
    QList<http::Hidden> hidden;
    http::Redactor redactor(hidden);
    QCOMPARE(redactor.hide(Secret::fromString(uuid), u"access_token"_s), u"‹hidden, ends 9277›"_s);
    QCOMPARE(redactor.hide(Secret::fromString(uuid), u"token"_s), u"‹hidden, ends 9277›"_s);
    QCOMPARE(redactor.hide(Secret::fromString(jwt), u"subject_token"_s), u"‹hidden id_token, %1 characters›"_s.arg(jwt.size()));
    QCOMPARE(redactor.hide(Secret::fromString(u"2f4c71e5-a2bd-43f2-9277"_s), u"client_secret"_s), u"‹hidden›"_s);
    QCOMPARE(redactor.hide(Secret::fromString(u"another-secret-of-a-client"_s), u"client_secret"_s), u"‹hidden (2)›"_s);
    QCOMPARE(redactor.hide(Secret(), u"code"_s), QString());
    QCOMPARE(hidden.size(), 4);
}

void RedactionTest::S49_secretsAreHidden_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("access_token") << u"{\"access_token\":\"CANARY-value-1\"}"_s;
    QTest::newRow("spaced") << u"{ \"refresh_token\" :\n \"CANARY-value-1\" }"_s;
    QTest::newRow("nested") << u"{\"a\":[{\"client_secret\":\"CANARY-value-1\"}]}"_s;
    QTest::newRow("escaped name") << u"{\"access\\u005ftoken\":\"CANARY-value-1\"}"_s;
    QTest::newRow("escaped value") << u"{\"id_token\":\"CAN\\\"ARY-value-1\"}"_s;
    QTest::newRow("unterminated") << u"{\"access_token\":\"CANARY-value-1"_s;
    QTest::newRow("in html") << u"<script>var x={\"access_token\":\"CANARY-value-1\"}</script>"_s;
    QTest::newRow("form") << u"grant_type=x&code=CANARY-value-1&a=b"_s;
    QTest::newRow("encoded form") << u"client_secret=CANARY%2Dvalue%2D1"_s;
    QTest::newRow("jwt in prose") << u"the token eyJhbGciOiJub25lIn0.CANARY-value-1.x was refused"_s;
    QTest::newRow("jwe") << u"eyJhbGciOiJub25lIn0.CANARY.CANARY.CANARY.CANARY"_s;
    QTest::newRow("bearer") << u"Authorization: Bearer CANARY-value-1"_s;
    QTest::newRow("url") << u"https://orcid.org/cb?state=CANARY1234&code=CANARY"_s;
}

void RedactionTest::S49_secretsAreHidden()
{
    QFETCH(QString, text);
    QList<http::Hidden> hidden;
    const QString out = http::Redactor(hidden).text(text);
    QVERIFY2(!out.contains(u"ARY"_s), qPrintable(out));
    QVERIFY(out.contains(u"‹hidden"_s));
    QVERIFY(!http::scrubbed(text).contains(u"ARY"_s));
    QVERIFY(!hidden.isEmpty());
}

void RedactionTest::S49_innocentTextStays_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("record") << u"{\"orcid\":\"0000-0002-1825-0097\",\"put-code\":12,\"title\":{\"value\":\"a = b\"}}"_s;
    QTest::newRow("metadata") << u"{\"token_endpoint\":\"https://orcid.org/oauth/token\",\"code_challenge_methods_supported\":[\"S256\"]}"_s;
    QTest::newRow("types") << u"{\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\",\"token_type\":\"bearer\"}"_s;
    QTest::newRow("prose") << u"Bearer authentication is required, a basic misunderstanding"_s;
    QTest::newRow("uuid") << u"{\"id\":\"9b2d7c1e-40f3-4c55-8e21-5a6b7c8d9277\"}"_s;
    QTest::newRow("postcode") << u"postcode=1234&zip-code=12"_s;
    QTest::newRow("not a jwt") << u"eyJust two.parts"_s;
}

void RedactionTest::S49_innocentTextStays()
{
    QFETCH(QString, text);
    QCOMPARE(http::scrubbed(text), text);
}

void RedactionTest::S49_echoedSecretsAreHidden()
{
    HttpFixture f;
    const QByteArray json = "{\"error_description\":\"Invalid refresh token: " + uuid.toUtf8() + "\"}";
    f.server.enqueue(Reply::json(json, 400).with("X-Echo", uuid.toUtf8()));
    QVERIFY(f.send(f.post({ { u"refresh_token"_s, Secret::fromString(uuid) } })));
    QVERIFY(!everythingShown(*f.trace.last()).contains(uuid));
    QCOMPARE(f.trace.last()->responseBody, u"{\"error_description\":\"Invalid refresh token: ‹hidden, ends 9277›\"}"_s);
}

void RedactionTest::S49_urls()
{
    QList<http::Hidden> hidden;
    http::Redactor redactor(hidden);
    http::Exchange e;
    e.url = redactor.url(QUrl(u"https://orcid.org/cb?a=b%20c&code=CAN%41RY#id_token=CANARY&x=1"_s));
    e.hidden = hidden;
    QVERIFY(!e.url.toString().contains(u"ARY"_s));
    QVERIFY2(e.urlText().startsWith(u"https://orcid.org/cb?a=b%20c&code=‹hidden›#id_token=‹hidden"_s), qPrintable(e.urlText()));
}

void RedactionTest::S49_canariesNeverReachTheTrace()
{
    HttpFixture f;
    auto canary = [n = 0]() mutable { return u"CANARY-%1-f00d+/=&é"_s.arg(++n); };
    QList<http::FormField> form;
    for (const QString &name : { u"client_secret"_s, u"code"_s, u"code_verifier"_s, u"refresh_token"_s, u"subject_token"_s, u"token"_s, u"assertion"_s })
        form << http::FormField(name, canary());
    form << http::FormField(u"odd_name"_s, Secret::fromString(canary()));
    QJsonObject answer;
    for (const QString &name : { u"access_token"_s, u"refresh_token"_s, u"id_token"_s, u"client_secret"_s })
        answer[name] = canary();
    answer[u"echo"_s] = form.first().text;
    f.server.enqueue(Reply::json(QJsonDocument(answer).toJson()).with("Set-Cookie", "x=CANARY-c").with("Location", "/cb?code=CANARY-d"));
    http::Request request = f.post(form, u"/oauth/token?code=CANARY-q"_s);
    request.bearer = Secret::fromString(u"CANARY-bearer"_s);
    request.headers = { { "Cookie", "CANARY-h" } };
    QVERIFY(f.send(request));
    QVERIFY(f.server.requests().first().body.contains("CANARY"));
    const QString shown = everythingShown(*f.trace.last()) + QString::fromUtf8(f.trace.toHar());
    QVERIFY2(!shown.contains(u"CANARY"_s), qPrintable(shown));
    QVERIFY(!shown.contains(u"f00d"_s));
    QVERIFY(QString::fromUtf8(f.trace.toHar(true)).contains(u"CANARY-bearer"_s));
}

void RedactionTest::S49_canaryAcrossTheCut()
{
    HttpFixture f;
    for (int shift : { 5, 40, 200 }) {
        const QByteArray body = "{\"pad\":\"" + QByteArray(http::Trace::keptBytes - shift, 'x') + "\",\"access_token\":\"" + QByteArray(300, 'C') + "9277\",\"more\":\""
            + QByteArray(200'000, 'y') + "\"}";
        f.server.enqueue(Reply::json(body));
        QVERIFY(f.send(f.get()));
        QVERIFY(f.trace.last()->responseCut);
        QVERIFY(!f.trace.last()->responseBody.contains(u"CCCC"_s));
    }
}

void RedactionTest::S49_revealIsExact()
{
    HttpFixture f;
    const QByteArray json = "{\n  \"access_token\" : \"" + uuid.toUtf8() + "\",\n  \"id_token\":\"" + jwt.toUtf8() + "\"\n}";
    f.server.enqueue(Reply::json(json));
    QVERIFY(f.send(f.get()));
    const http::Exchange &e = *f.trace.last();
    QVERIFY(e.responseBody.contains(u"‹hidden, ends 9277›"_s));
    QCOMPARE(e.reveal(e.responseBody), QString::fromUtf8(json));
}

void RedactionTest::S49_logFilter()
{
    const QtMessageHandler before = qInstallMessageHandler(collect);
    http::installLogFilter();
    http::installLogFilter();
    qWarning("url https://orcid.org/x?code=CANARY1&scope=openid");
    qDebug() << QByteArray("client_secret=CANARY2");
    qDebug() << QMultiMap<QString, QVariant> { { u"client_secret"_s, u"CANARY3"_s }, { u"scope"_s, u"openid"_s } };
    qInfo("Authorization: Bearer CANARY4-1234");
    qWarning() << Secret::fromString(u"CANARY5"_s) << jwt;
    qInstallMessageHandler(before);
    const QString all = logged().join(u'\n');
    QCOMPARE(logged().size(), 5);
    QVERIFY2(!all.contains(u"CANARY"_s) && !all.contains(u"aaaa"_s), qPrintable(all));
    QVERIFY(all.contains(u"scope=openid"_s));
}

void RedactionTest::manySecretsTakeNoTime()
{
    QString text = u"["_s;
    for (int n = 0; n < 10'000; ++n)
        text += u"{\"access_token\":\"CANARY-%1\"},"_s.arg(n);
    QList<http::Hidden> hidden;
    test::CpuTimer timer;
    const QString out = http::Redactor(hidden).text(text);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!out.contains(u"CANARY"_s));
    QVERIFY(hidden.size() <= 200);
}

void RedactionTest::longBodiesAreCut()
{
    HttpFixture f;
    const QByteArray body = "[\"" + QByteArray(600'000, 'z') + "\"]";
    f.server.enqueue(Reply::json(body));
    const auto result = f.send(f.get());
    QVERIFY(result);
    QCOMPARE(result->body, body);
    const http::Exchange &e = *f.trace.last();
    QCOMPARE(e.responseBytes, body.size());
    QVERIFY(e.responseCut);
    QVERIFY(e.responseBody.size() < http::Trace::keptBytes + 100);
    QVERIFY(e.responseBody.contains(u"600004"_s));
}

void RedactionTest::timings()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}").after(60));
    QVERIFY(f.send(f.get()));
    const http::Exchange &e = *f.trace.last();
    QVERIFY2(e.waitMs >= 40, qPrintable(QString::number(e.waitMs)));
    QVERIFY(e.totalMs >= e.waitMs);
    QVERIFY(e.sentMs >= 0);
    QVERIFY(e.receiveMs >= 0);
    QCOMPARE(e.responseType, u"application/json"_s);
    QCOMPARE(e.reason, u"OK"_s);
}

QTEST_GUILESS_MAIN(RedactionTest)
#include "tst_redaction.moc"
