// The control API: for whoever holds the key, and for nobody else. Log, memory over days, several registries side by side.
#include "tests/app/practice/controlclient.h"

#include "app/practice/server/requestlog.h"

#include <QtCore/QJsonArray>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::practice;
using namespace baton::test;

static QString S(const char *text)
{
    return QString::fromLatin1(text);
}

class TestControl : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir; ///< keeps the signing key, which takes a while to make
    std::unique_ptr<PracticeFixture> m_registry;
    std::unique_ptr<ControlClient> m_control;

    QJsonObject counts() const { return m_control->call("GET").json().value(u"counts").toObject(); }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>(m_dir.path());
        Options options;
        options.ratePerSecond = 0;
        QVERIFY(m_registry->start(options));
        m_control = std::make_unique<ControlClient>(*m_registry);
    }

    void S46_onlyWithTheKey_data()
    {
        QTest::addColumn<QString>("authorization");
        QTest::newRow("none") << QString();
        QTest::newRow("empty") << S("Bearer ");
        QTest::newRow("wrong") << S("Bearer wrong");
        QTest::newRow("other scheme") << S("Basic KEY");
        QTest::newRow("cut by one") << S("CUT");
        QTest::newRow("one more") << S("Bearer KEYx");
    }

    void S46_onlyWithTheKey()
    {
        QFETCH(QString, authorization);
        const QString key = m_registry->registry.info().controlKey.revealString();
        QCOMPARE(key.size(), 43);
        authorization.replace(S("KEY"), key);
        if (authorization == u"CUT")
            authorization = S("Bearer ") + key.chopped(1);
        const Pairs headers = authorization.isNull() ? Pairs() : Pairs { { S("Authorization"), authorization } };
        const QList<std::pair<QByteArray, QString>> calls { { "GET", {} }, { "PUT", S("faults/slow") }, { "DELETE", S("faults") }, { "PUT", S("clock") },
                                                           { "POST", S("reset") }, { "GET", S("save") }, { "PUT", S("load") }, { "GET", S("log") }, { "OPTIONS", {} }, { "GET", S("nowhere") } };
        for (const auto &[method, what] : calls) {
            const Answer refused = m_control->raw(method, what, "{}", headers);
            QCOMPARE(refused.status, 401);
            QCOMPARE(refused.json().value(u"error").toString(), S("unauthorized"));
            QVERIFY(refused.header("access-control-allow-origin").isNull());
            QVERIFY(!refused.body.contains(key.toLatin1()));
        }
        QCOMPARE(m_registry->registry.faultBoard().onCount(), 0);
    }

    void theKeyIsNewAndInTheLine()
    {
        const QJsonObject line = QJsonDocument::fromJson(m_registry->registry.info().jsonLine()).object();
        const QJsonObject control = line.value(u"control").toObject();
        QCOMPARE(control.value(u"url").toString(), m_registry->registry.info().issuer + S("/practice/control"));
        QCOMPARE(control.value(u"key").toString(), m_registry->registry.info().controlKey.revealString());
        const QString first = control.value(u"key").toString();
        QVERIFY(m_registry->start());
        QVERIFY(m_registry->registry.info().controlKey.revealString() != first);
        QVERIFY(!m_registry->get(S("/practice")).body.contains(m_registry->registry.info().controlKey.reveal()));
        QVERIFY(!m_registry->get(S("/practice/control-api")).body.contains(m_registry->registry.info().controlKey.reveal()));
    }

    void wrongCalls_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *method, const char *what, const char *body, int status) {
            QTest::newRow(name) << QByteArray(method) << S(what) << QByteArray(body) << status;
        };
        row("unknown fault", "PUT", "faults/storm", "{\"on\":true}", 404);
        row("unknown setting", "PUT", "faults/slow", "{\"settings\":{\"speed\":\"3s\"}}", 400);
        row("unknown value", "PUT", "faults/slow", "{\"settings\":{\"delay\":\"4s\"}}", 400);
        row("value of another kind", "PUT", "faults/slow", "{\"settings\":{\"delay\":[]}}", 400);
        row("on is a word", "PUT", "faults/slow", "{\"on\":\"yes\"}", 400);
        row("not JSON", "PUT", "faults/slow", "on", 400);
        row("a list", "PUT", "faults/slow", "[]", 400);
        row("clock without a number", "PUT", "clock", "{}", 400);
        row("clock with a fraction", "PUT", "clock", "{\"advance\":0.5}", 400);
        row("clock too far", "PUT", "clock", "{\"advance\":99999999999}", 400);
        row("seed below nothing", "PUT", "seed", "{\"seed\":-1}", 400);
        row("nowhere", "GET", "nowhere", "", 404);
        row("wrong method", "GET", "reset", "", 405);
        row("wrong method of all", "POST", "", "", 405);
        row("fault deep down", "GET", "faults/slow/er", "", 404);
    }

    void wrongCalls()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, what);
        QFETCH(QByteArray, body);
        const Answer answer = m_control->raw(method, what, body, { m_control->bearer() });
        QTEST(answer.status, "status");
        QVERIFY(!answer.json().value(u"error").toString().isEmpty() && !answer.json().value(u"error_description").toString().isEmpty());
        QCOMPARE(m_registry->registry.faultBoard().onCount(), 0);
        QCOMPARE(m_registry->registry.clockOffset().count(), 0);
    }

    void aFaultIsReadAndSwitched()
    {
        QSignalSpy changed(&m_registry->registry, &Registry::faultsChanged);
        const QJsonObject slow = m_control->call("PUT", S("faults/slow"), { { S("on"), true }, { S("settings"), QJsonObject { { S("delay"), S("500ms") } } } }).json();
        QCOMPARE(slow.value(u"on").toBool(), true);
        QCOMPARE(slow.value(u"settings").toArray().first().toObject().value(u"value").toString(), S("500ms"));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(m_registry->registry.faultBoard().find(S("slow"))->summary(), S("Slow answers (0.5 s)"));
        QCOMPARE(m_control->call("DELETE", S("faults/slow")).json().value(u"on").toBool(true), false);
        QCOMPARE(m_registry->registry.faultBoard().find(S("slow"))->setting(S("delay")), S("500ms")); // settings stay
    }

    void theClock()
    {
        QSignalSpy changed(&m_registry->registry, &Registry::infoChanged);
        QCOMPARE(m_control->call("PUT", S("clock"), { { S("advance"), 3600 } }).json().value(u"offset").toInt(), 3600);
        QCOMPARE(m_control->call("PUT", S("clock"), { { S("advance"), -7200 } }).json().value(u"offset").toInt(), -3600);
        QCOMPARE(m_registry->registry.clockOffset(), std::chrono::hours(-1));
        QCOMPARE(m_control->call("PUT", S("clock"), { { S("offset"), 60 } }).json().value(u"offset").toInt(), 60);
        QCOMPARE(m_control->call("DELETE", S("clock")).json().value(u"offset").toInt(-1), 0);
        QTRY_COMPARE(changed.size(), 4);
        m_registry->registry.advanceClock(std::chrono::hours(1));
        QCOMPARE(m_registry->registry.clockOffset(), std::chrono::hours(1));
        m_registry->registry.resetClock();
        QCOMPARE(m_registry->registry.clockOffset().count(), 0);
        QTRY_COMPARE(changed.size(), 6);
    }

    void S48_theLogTellsNoSecret()
    {
        const QJsonObject tokens = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        const QString access = tokens.value(u"access_token").toString();
        m_registry->get(S("/v3.0/") + sofia + S("/works?secret=in-the-query"), { { S("Authorization"), S("Bearer ") + access } });
        m_registry->post(S("/oauth/token"), { { S("client_id"), S("pasted-secret") }, { S("client_secret"), S("x") } });
        const QByteArray log = m_control->call("GET", S("log")).body;
        for (const QString &secret : { access, tokens.value(u"id_token").toString(), m_registry->secret(northbridge), S("in-the-query"), S("pasted-secret"),
                                       m_registry->registry.info().controlKey.revealString() })
            QVERIFY2(!secret.isEmpty() && !log.contains(secret.toUtf8()), qPrintable(secret));
        const QJsonArray lines = QJsonDocument::fromJson(log).object().value(u"requests").toArray();
        const auto find = [&lines](const QString &path) {
            for (const QJsonValue &line : lines) {
                if (line.toObject().value(u"path") == path)
                    return line.toObject();
            }
            return QJsonObject();
        };
        const QJsonObject read = find(S("/v3.0/") + sofia + S("/works"));
        QCOMPARE(read.value(u"method").toString(), S("GET"));
        QCOMPARE(read.value(u"status").toInt(), 200);
        QCOMPARE(read.value(u"client").toString(), northbridge);
        QVERIFY(read.value(u"ms").isDouble() && QDateTime::fromString(read.value(u"time").toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(find(S("/oauth/token")).value(u"client").toString(), northbridge);
        const qint64 last = lines.last().toObject().value(u"number").toInteger();
        QCOMPARE(m_control->call("GET", S("log?after=%1").arg(last)).json().value(u"requests").toArray().size(), 1); // the call before this one
    }

    void logLines()
    {
        QList<QByteArray> written;
        RequestLog json(RequestLog::Style::Json), text(RequestLog::Style::Text);
        for (RequestLog *log : { &json, &text })
            log->setSink([&written](const QByteArray &line) { written << line; });
        RequestLine line;
        line.method = "GET";
        line.path = "/a\n{\"forged\":1} \x1b[2J";
        line.status = 503;
        line.ms = 3000;
        line.clientId = openGrants;
        line.faults = QStringList { S("slow"), S("unavailable") };
        json.add(line);
        text.add(line);
        QCOMPARE(written.size(), 2);
        for (const QByteArray &each : std::as_const(written))
            QVERIFY(each.count('\n') == 1 && each.endsWith('\n') && !each.contains('\x1b'));
        const QJsonObject object = QJsonDocument::fromJson(written.first()).object();
        QCOMPARE(object.value(u"status").toInt(), 503);
        QCOMPARE(object.value(u"faults").toArray().size(), 2);
        QVERIFY(written.last().contains(" 503 3000ms APP-OG55T1ZR8K3CV7QD faults:slow,unavailable\n"));
    }

    void theLogIsBounded()
    {
        RequestLog log;
        for (int i = 0; i < 3000; ++i)
            log.add({});
        QCOMPARE(log.after(0).size(), qsizetype(RequestLog::kept));
        QCOMPARE(log.after(2999).size(), 1);
    }

    void memoryStaysBoundedOverDays()
    {
        const auto day = [this] {
            m_registry->registry.configure([](RegistryCore &core) {
                for (int i = 0; i < 5000; ++i) {
                    TokenRow delegated;
                    delegated.clientId = openGrants;
                    delegated.orcid = i % 2 ? sofia : tomas;
                    delegated.oboClientId = northbridge;
                    core.accounts().issue(delegated, lifetime::delegated, false);
                    TokenRow grant;
                    grant.clientId = northbridge;
                    grant.orcid = sofia;
                    core.accounts().issue(grant, lifetime::grant, true);
                    core.accounts().issueCode({});
                }
            });
            m_registry->registry.advanceClock(std::chrono::hours(24));
        };
        QList<qint64> tokens, codes;
        for (int i = 0; i < 7; ++i) {
            day();
            tokens << counts().value(u"tokens").toInteger();
            codes << counts().value(u"codes").toInteger();
        }
        qInfo() << "tokens after each day:" << tokens << "codes:" << codes;
        QVERIFY(tokens.last() <= 3 * Accounts::maxPerGrant);
        QVERIFY(tokens.last() == tokens.at(2));
        QVERIFY(codes.last() <= 10000);
        // The newest permission is still there.
        const QJsonObject mine = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        day();
        QCOMPARE(m_registry->get(S("/v3.0/") + sofia + S("/works"), { { S("Authorization"), S("Bearer ") + mine.value(u"access_token").toString() } }).status, 401); // 5,000 newer ones
        const QJsonObject newest = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        m_registry->registry.advanceClock(std::chrono::hours(24 * 30));
        QCOMPARE(m_registry->get(S("/v3.0/") + sofia + S("/works"), { { S("Authorization"), S("Bearer ") + newest.value(u"access_token").toString() } }).status, 200);
    }

    void signInsAreForgotten()
    {
        QString cookie;
        m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), sofia, S("authorize"), &cookie);
        QCOMPARE(counts().value(u"sessions").toInt(), 1);
        m_registry->registry.advanceClock(std::chrono::hours(24 * 8));
        QCOMPARE(counts().value(u"sessions").toInt(), 0);
    }

    void sideBySide()
    {
        PracticeFixture other;
        QVERIFY(other.start());
        const ControlClient control(other);
        QVERIFY(other.registry.info().issuer != m_registry->registry.info().issuer);
        QVERIFY(control.on(S("slow")));
        QVERIFY(!m_control->isOn(S("slow")));
        QCOMPARE(m_control->raw("GET", {}, {}, { control.bearer() }).status, 401);
    }

    void underNamesOfItsOwn()
    {
        PracticeFixture behind;
        Options options;
        options.issuer = S("https://practice.example");
        options.api = S("https://api.practice.example/v3.0");
        QVERIFY(behind.start(options));
        QCOMPARE(QJsonDocument::fromJson(behind.registry.info().jsonLine()).object().value(u"control").toObject().value(u"url").toString(),
                 S("https://practice.example/practice/control"));
    }
};

QTEST_GUILESS_MAIN(TestControl)
#include "tst_control.moc"
