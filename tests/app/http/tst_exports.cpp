#include "tests/app/http/httpfixture.h"

#include <QtTest/QtTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

// What curl would get as arguments, found out by letting a shell run the command with curl replaced.
QList<QByteArray> argumentsFrom(const QString &command, const QStringList &environment = {}, QByteArray *errors = nullptr)
{
    QProcess shell;
    QStringList full = QProcess::systemEnvironment() + environment;
    shell.setEnvironment(full);
    QTemporaryDir empty;
    shell.setWorkingDirectory(empty.path());
    shell.start(u"/bin/sh"_s, { u"-c"_s, u"curl() { for a in \"$@\"; do printf '%s\\0' \"$a\"; done; }\n"_s + command });
    if (!shell.waitForFinished())
        return {};
    if (errors)
        *errors = shell.readAllStandardError();
    if (!QDir(empty.path()).isEmpty())
        return {};
    QList<QByteArray> out = shell.readAllStandardOutput().split('\0');
    out.removeLast();
    return out;
}

const QList<QByteArray> hostile { "plain", "it's", "''", "'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "$HOME", "a\nb", "\\", "\"", "!!", "*",
    "@/etc/passwd", "-o pwned", "a\tb", "é‹›", "%00", " leading", "~", "&|;<>()" };

} // namespace

class ExportsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void S53_formSurvivesTheShell();
    void S53_bodySurvivesTheShell();
    void S53_secretsAreVariables();
    void S53_realCurlSendsTheSame();
    void harIsWellFormed();
};

void ExportsTest::S53_formSurvivesTheShell()
{
    for (const QByteArray &value : hostile) {
        http::Exchange e;
        e.method = u"POST"_s;
        e.url = QUrl(u"http://127.0.0.1:9760/oauth/token?x='y'"_s);
        e.requestHeaders = { { u"X-Test"_s, QString::fromUtf8(value) } };
        e.requestForm = { { u"field"_s, QString::fromUtf8(value) } };
        e.requestBody = u"x"_s;
        QByteArray errors;
        const auto got = argumentsFrom(http::Trace::toCurl(e), {}, &errors);
        const QList<QByteArray> expected { "--globoff", "--request", "POST", "--url", "http://127.0.0.1:9760/oauth/token?x='y'", "--header", "X-Test: " + value,
            "--data-urlencode", "field=" + value };
        QCOMPARE(got, expected);
        QCOMPARE(errors, QByteArray());
    }
}

void ExportsTest::S53_bodySurvivesTheShell()
{
    for (const QByteArray &value : hostile) {
        http::Exchange e;
        e.method = QString::fromUtf8(value);
        e.url = QUrl(u"http://[::1]:9760/v3.0/{x}"_s);
        e.requestBody = QString::fromUtf8(value);
        e.requestCut = true;
        const auto got = argumentsFrom(http::Trace::toCurl(e));
        QCOMPARE(got.value(2), value);
        QCOMPARE(got.value(5), QByteArray("--data-raw"));
        QCOMPARE(got.value(6), value);
    }
}

void ExportsTest::S53_secretsAreVariables()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{}"));
    http::Request request = f.post({ { u"client_id"_s, u"APP-1"_s }, { u"client_secret"_s, Secret::fromString(u"s'ecret$(x)"_s) } });
    request.bearer = Secret::fromString(u"9b2d7c1e-40f3-4c55-8e21-5a6b7c8d9277"_s);
    QVERIFY(f.send(request));
    const QString command = http::Trace::toCurl(*f.trace.last());
    QVERIFY(!command.contains(u"ecret$"_s));
    QVERIFY(!command.contains(u"9b2d7c1e"_s));
    QVERIFY(command.startsWith(u"# "_s));
    QVERIFY(command.contains(u"read -r CLIENT_SECRET"_s));
    const auto got = argumentsFrom(command, { u"CLIENT_SECRET=s'ecret$(x)"_s, u"ACCESS_TOKEN=to ken"_s });
    QVERIFY(got.contains("client_secret=s'ecret$(x)"));
    QVERIFY(got.contains("Authorization: Bearer to ken"));
    QVERIFY(got.contains("client_id=APP-1"));
    const auto revealed = argumentsFrom(http::Trace::toCurl(*f.trace.last(), true));
    QVERIFY(revealed.contains("client_secret=s'ecret$(x)"));
    QVERIFY(revealed.contains("Authorization: Bearer 9b2d7c1e-40f3-4c55-8e21-5a6b7c8d9277"));
}

void ExportsTest::S53_realCurlSendsTheSame()
{
    if (QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        QSKIP("curl is not installed");
    HttpFixture f;
    f.server.handler = [](const Received &) { return Reply::json("{}"); };
    http::Request request = f.post({ { u"scope"_s, u"/a b+c&d=é'@"_s }, { u"code"_s, Secret::fromString(u"a'b\"c$d"_s) } });
    QVERIFY(f.send(request));
    QProcess shell;
    shell.setEnvironment(QProcess::systemEnvironment() + QStringList { u"CODE=a'b\"c$d"_s });
    shell.start(u"/bin/sh"_s, { u"-c"_s, u"unset http_proxy HTTP_PROXY all_proxy ALL_PROXY; "_s + http::Trace::toCurl(*f.trace.last()) });
    QTRY_COMPARE_WITH_TIMEOUT(f.server.requests().size(), 2, 10'000);
    QTRY_COMPARE(shell.state(), QProcess::NotRunning);
    QCOMPARE(f.server.requests().at(1).form(), f.server.requests().at(0).form());
    QCOMPARE(f.server.requests().at(1).header("accept"), f.server.requests().at(0).header("accept"));
    QCOMPARE(f.server.requests().at(1).header("content-type"), f.server.requests().at(0).header("content-type"));
}

void ExportsTest::harIsWellFormed()
{
    HttpFixture f;
    f.server.enqueue(Reply::json("{\"access_token\":\"9b2d7c1e-40f3-4c55-8e21-5a6b7c8d9277\"}"));
    QVERIFY(f.send(f.post({ { u"a"_s, u"b c"_s } }, u"/oauth/token?q=1&r=a%20b"_s)));
    QVERIFY(f.send(f.get()));
    f.server.enqueue(Reply::dropped());
    http::Request put = f.get();
    put.method = "PUT";
    put.body = "{}";
    put.contentType = "application/json";
    put.retry = false;
    QVERIFY(!f.send(put));
    const QJsonObject log = QJsonDocument::fromJson(f.trace.toHar()).object()[u"log"_s].toObject();
    QCOMPARE(log[u"version"_s].toString(), u"1.2"_s);
    QVERIFY(!log[u"creator"_s].toObject()[u"version"_s].toString().isEmpty());
    const QJsonArray entries = log[u"entries"_s].toArray();
    QCOMPARE(entries.size(), 3);
    for (const QJsonValue &entry : entries) {
        const QJsonObject o = entry.toObject();
        QVERIFY(QDateTime::fromString(o[u"startedDateTime"_s].toString(), Qt::ISODateWithMs).isValid());
        for (const QString &name : { u"method"_s, u"url"_s, u"httpVersion"_s, u"cookies"_s, u"headers"_s, u"queryString"_s, u"headersSize"_s, u"bodySize"_s })
            QVERIFY2(o[u"request"_s].toObject().contains(name), qPrintable(name));
        for (const QString &name : { u"status"_s, u"statusText"_s, u"httpVersion"_s, u"cookies"_s, u"headers"_s, u"content"_s, u"redirectURL"_s, u"headersSize"_s, u"bodySize"_s })
            QVERIFY2(o[u"response"_s].toObject().contains(name), qPrintable(name));
        for (const QString &name : { u"send"_s, u"wait"_s, u"receive"_s })
            QVERIFY(o[u"timings"_s].toObject()[name].toDouble(-1) >= 0);
        QVERIFY(o[u"cache"_s].isObject());
    }
    const QJsonObject first = entries.first().toObject();
    QCOMPARE(first[u"request"_s].toObject()[u"queryString"_s].toArray().at(1).toObject()[u"value"_s].toString(), u"a b"_s);
    QCOMPARE(first[u"request"_s].toObject()[u"postData"_s].toObject()[u"params"_s].toArray().first().toObject()[u"value"_s].toString(), u"b c"_s);
}

QTEST_GUILESS_MAIN(ExportsTest)
#include "tst_exports.moc"
