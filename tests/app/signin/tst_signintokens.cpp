#include "tests/app/signin/registry.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;
using test::Received;
using test::Registry;
using test::Reply;

/// From the code to the tokens, and every way this fails.
class tst_SignInTokens : public QObject {
    Q_OBJECT

    static std::optional<Result<Tokens>> signIn(Registry &registry, const QByteArray &code = "Ab12Cd")
    {
        if (!registry.start())
            return std::nullopt;
        registry.comeBack("code=" + code);
        return registry.result(10'000);
    }

private Q_SLOTS:
    void tokensAreRead()
    {
        Registry registry;
        const auto result = signIn(registry);
        QVERIFY(result && *result);
        const Tokens &tokens = **result;
        QCOMPARE(tokens.accessToken, Secret("7d1b0c52-5b3e-4f0e-9a55-0d2f6c1e8f10"));
        QCOMPARE(tokens.refreshToken, Secret("c6c7a9e1-3f44-4a61-8d3b-7c2f0e5b9a01"));
        QCOMPARE(tokens.idToken, Secret("eyJh.eyJi.c2ln"));
        QCOMPARE(tokens.name, QStringLiteral("Ada Example"));
        QCOMPARE(tokens.orcid, QStringLiteral("0000-0002-1825-0097"));
        QVERIFY(tokens.tokenTraceId > 0);
    }

    void S5_S8_requestCarriesVerifierAndIsEncodedOnce()
    {
        Registry registry;
        QVERIFY(*signIn(registry, "a%2Bb%20c%26d%3D%25"));
        QCOMPARE(registry.tokenRequests().size(), 1);
        const Received post = registry.tokenRequests().first();
        QCOMPARE(post.method, "POST");
        QCOMPARE(post.header("content-type"), "application/x-www-form-urlencoded");
        const auto form = post.form();
        QCOMPARE(form.value(QStringLiteral("grant_type")), QStringLiteral("authorization_code"));
        QCOMPARE(form.value(QStringLiteral("code")), QStringLiteral("a+b c&d=%"));
        QCOMPARE(form.value(QStringLiteral("client_id")), registry.client.clientId);
        QCOMPARE(form.value(QStringLiteral("client_secret")), registry.client.secret.revealString());
        QCOMPARE(form.value(QStringLiteral("redirect_uri")), registry.redirectUri().toString());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(form.value(QStringLiteral("code_verifier")).toLatin1());
        QCOMPARE(QString::fromLatin1(hash.result().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)),
            registry.parameter(QStringLiteral("code_challenge")));
    }

    void S14_secretIsNowhereButInTheTokenRequest()
    {
        Registry registry;
        QVERIFY(*signIn(registry));
        const QByteArray secret = registry.client.secret.reveal();
        QVERIFY(!registry.flow().link().toEncoded().contains(secret.toPercentEncoding()));
        const QByteArray traced = registry.trace.toHar();
        for (const QByteArray &word : { secret, secret.toPercentEncoding(), QByteArray("7d1b0c52-5b3e-4f0e-9a55-0d2f6c1e8f10"), QByteArray("eyJh.eyJi.c2ln") })
            QVERIFY2(!traced.contains(word), word); // S49
    }

    void secretByBasicWhereTheProviderWantsIt()
    {
        Registry registry;
        registry.environment = orcid::Environment::custom(registry.issuer());
        registry.discovery.insert(QStringLiteral("token_endpoint_auth_methods_supported"), QJsonArray { QStringLiteral("client_secret_basic") });
        QVERIFY(*signIn(registry));
        const Received post = registry.tokenRequests().first();
        QVERIFY(!post.form().contains(QStringLiteral("client_secret")));
        const QByteArray pair = QByteArray::fromBase64(post.header("authorization").mid(6));
        QCOMPARE(pair, registry.client.clientId.toLatin1() + ':' + registry.client.secret.reveal().toPercentEncoding());
        QVERIFY(!registry.trace.toHar().contains(pair.toBase64()));
    }

    void publicClientSendsNoSecret()
    {
        Registry registry;
        registry.client.secret = {};
        QVERIFY(*signIn(registry));
        QVERIFY(!registry.tokenRequests().first().form().contains(QStringLiteral("client_secret")));
    }

    void S12_codeIsSentOnce_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("connection closed without an answer") << 0 << "signin.token_unreachable";
        QTest::newRow("answer cut short") << 1 << "signin.token_unreachable";
        QTest::newRow("503") << 2 << "signin.token_refused";
        QTest::newRow("429") << 3 << "signin.token_refused";
        QTest::newRow("no answer in time") << 4 << "signin.token_unreachable";
    }

    void S12_codeIsSentOnce()
    {
        QFETCH(int, kind);
        QFETCH(QString, code);
        Registry registry;
        http::Limits limits;
        limits.idleMs = 400;
        registry.http.setLimits(limits);
        const QList<Reply> replies { Reply::dropped(), Reply::json(Registry::tokens()).cut(40),
            Reply::json("{\"error\":\"x\"}", 503).with("Retry-After", "0"), Reply::json("{\"error\":\"x\"}", 429).with("Retry-After", "0"), Reply::never() };
        registry.tokenReply = replies.at(kind);
        const auto result = signIn(registry);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, code);
        QVERIFY(result->error().traceId > 0);
        QTest::qWait(300);
        QCOMPARE(registry.tokenRequests().size(), 1);
        QCOMPARE(registry.endings(), 1);
    }

    void S12_notSentElsewhereEither()
    {
        Registry registry;
        test::FakeServer other;
        registry.tokenReply = Reply::redirect(307, other.url(QStringLiteral("/oauth/token")).toEncoded());
        const auto result = signIn(registry);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, QStringLiteral("signin.token_unreachable"));
        QTest::qWait(100);
        QCOMPARE(other.requests().size(), 0);
    }

    void S12_noAnswerIsExplained()
    {
        Registry registry;
        registry.tokenReply = Reply::dropped();
        const Error end = signIn(registry)->error();
        QVERIFY(end.next.contains(QStringLiteral("not sent again")));
        QCOMPARE(end.details.value(QStringLiteral("cause")).toString(), QStringLiteral("http.cut_short"));
    }

    void S13_grantedBesideAsked()
    {
        Registry registry;
        registry.scopes << QStringLiteral("/activities/update");
        const auto result = signIn(registry);
        QVERIFY(result && *result);
        QCOMPARE((*result)->askedScopes, registry.scopes);
        QCOMPARE((*result)->grantedScopes, (QStringList { QStringLiteral("/read-limited"), QStringLiteral("openid") }));
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        const auto oauth = [](const QByteArray &error, const QByteArray &description) {
            return QByteArray("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        };
        QTest::newRow("unknown code") << 400 << oauth("invalid_grant", "Invalid authorization code: Ab12Cd") << "does not accept the code";
        QTest::newRow("used code") << 400 << oauth("invalid_grant", "Reused authorization code: Ab12Cd") << "used before";
        QTest::newRow("old code") << 400 << oauth("invalid_request", "Authorization code has expired") << "has expired";
        QTest::newRow("wrong secret") << 401 << oauth("invalid_client", "Bad client credentials") << "id and secret of the client Northbridge University";
        QTest::newRow("forwarded, no secret") << 401 << oauth("invalid_request", "client_secret is required") << "missed something";
        QTest::newRow("locked") << 400 << oauth("unauthorized_client", "The client is locked") << "locked";
        QTest::newRow("deactivated") << 400 << oauth("unauthorized_client", "Client APP-X is deactivated") << "deactivated";
        QTest::newRow("record") << 400 << oauth("unauthorized_client", "x") << "locked, deactivated or deprecated";
        QTest::newRow("scope") << 400 << oauth("invalid_scope", "x") << "does not grant these scopes";
        QTest::newRow("redirect differs") << 500 << oauth("server_error", "x") << "redirect URI differs";
        QTest::newRow("500 without reason") << 500 << QByteArray("{}") << "failed while it made the tokens";
        QTest::newRow("400 without reason") << 400 << QByteArray("{}") << "without a reason";
        QTest::newRow("400 empty") << 400 << QByteArray() << "without a reason";
        QTest::newRow("too many") << 429 << QByteArray("{}") << "too many requests";
    }

    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        Registry registry;
        registry.tokenReply = Reply::json(body, status);
        const auto result = signIn(registry);
        QVERIFY(result && !*result);
        const Error end = result->error();
        QCOMPARE(end.code, QStringLiteral("signin.token_refused"));
        QCOMPARE(end.httpStatus, status);
        QVERIFY2(end.what.contains(says), qPrintable(end.what));
        QVERIFY(!end.next.isEmpty());
        QCOMPARE(end.details, QJsonDocument::fromJson(body).object());
    }

    void noJson_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("page with 200") << 200 << "signin.token_incomplete";
        QTest::newRow("page with 500") << 500 << "signin.token_refused";
    }

    void noJson()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        Registry registry;
        registry.tokenReply = Reply::text("<html>", "text/html", status);
        const auto result = signIn(registry);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, code);
        QVERIFY(result->error().what.contains(QStringLiteral("no JSON")));
    }

    void incomplete_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no id_token") << Registry::tokens().replace("\"id_token\"", "\"id_tokem\"");
        QTest::newRow("no access token") << Registry::tokens().replace("\"access_token\"", "\"access_tokem\"");
        QTest::newRow("other type") << Registry::tokens().replace("\"bearer\"", "\"mac\"");
        QTest::newRow("number for a token") << Registry::tokens().replace("\"eyJh.eyJi.c2ln\"", "7");
        QTest::newRow("duplicate") << Registry::tokens().replace("{", "{\"id_token\":\"x\",");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("broken") << QByteArray("{\"access_token\":");
        QTest::newRow("empty") << QByteArray();
    }

    void incomplete()
    {
        QFETCH(QByteArray, body);
        Registry registry;
        registry.tokenReply = Reply::json(body);
        const auto result = signIn(registry);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, QStringLiteral("signin.token_incomplete"));
    }

    void tokenEndpointUnreachable()
    {
        Registry registry;
        registry.environment = orcid::Environment::custom(registry.issuer());
        registry.discovery.insert(QStringLiteral("token_endpoint"), QStringLiteral("http://127.0.0.1:%1/t").arg(Registry::freePort()));
        const auto result = signIn(registry);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, QStringLiteral("signin.token_unreachable"));
    }

    void timeLimitOfTheResearcherDoesNotCutTheExchange()
    {
        Registry registry;
        registry.timeout = std::chrono::seconds(1);
        registry.tokenReply = Reply::json(Registry::tokens()).after(1500);
        QVERIFY(*signIn(registry));
    }
};

QTEST_GUILESS_MAIN(tst_SignInTokens)
#include "tst_signintokens.moc"
