#include "app/exchange/exchanger.h"
#include "tests/support/fakeserver.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::exchange;
using test::FakeServer;
using test::Reply;

namespace {

const QByteArray delegated = R"({"access_token":"0f4f5d0a-7a0e-4b7e-8c1d-5c2f5b3f9e21","token_type":"bearer","expires_in":3599,)"
                             R"("scope":"/read-limited openid /activities/update","issued_token_type":"urn:ietf:params:oauth:token-type:access_token",)"
                             R"("name":"Ada Example","orcid":"0000-0002-1825-0097","is_obo_token":"true"})";
const QByteArray idToken = R"({"access_token":"eyJh.eyJi.c2ln","token_type":"N_A","expires_in":86399,"issued_token_type":"urn:ietf:params:oauth:token-type:id_token"})";

template <typename T>
std::optional<Result<T>> outcome(const QFuture<Result<T>> &future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 5000))
        return std::nullopt;
    return future.result();
}

QByteArray replaced(QByteArray text, const QByteArray &from, const QByteArray &to)
{
    return text.replace(from, to);
}

} // namespace

class tst_Exchanger : public QObject {
    Q_OBJECT

    struct Desk {
        Desk()
        {
            const QString issuer = QStringLiteral("http://%1").arg(server.host());
            environment = orcid::Environment::practice(issuer, QUrl(issuer + QStringLiteral("/v3.0")));
            client.clientId = QStringLiteral("APP-BBBBBBBBBBBBBBBB");
            client.name = QStringLiteral("Open Grants Platform");
            client.secret = Secret("b-secret+&");
        }
        auto exchange(const QStringList &scopes = {}) { return outcome(exchanger.exchange(environment, client, Secret("eyJ.x.y"), scopes)); }

        FakeServer server;
        http::Trace trace;
        http::HttpClient http { trace };
        ManualClock clock;
        Exchanger exchanger { http, clock };
        orcid::Environment environment;
        clients::ClientProfile client;
    };

private Q_SLOTS:
    void S42_requestIsAsOrcidWantsIt()
    {
        Desk desk;
        desk.server.enqueue(Reply::json(delegated));
        desk.clock.advance(std::chrono::seconds(5));
        const auto token = desk.exchange({ QStringLiteral("/read-limited"), QStringLiteral("/activities/update") });
        QVERIFY(token && *token);
        const auto &request = desk.server.requests().first();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.path(), "/oauth/token");
        const auto form = request.form();
        QCOMPARE(form.size(), 7);
        QCOMPARE(form.value(QStringLiteral("client_id")), desk.client.clientId);
        QCOMPARE(form.value(QStringLiteral("client_secret")), QStringLiteral("b-secret+&"));
        QCOMPARE(form.value(QStringLiteral("grant_type")), QStringLiteral("urn:ietf:params:oauth:grant-type:token-exchange"));
        QCOMPARE(form.value(QStringLiteral("subject_token")), QStringLiteral("eyJ.x.y"));
        QCOMPARE(form.value(QStringLiteral("subject_token_type")), QStringLiteral("urn:ietf:params:oauth:token-type:id_token"));
        QCOMPARE(form.value(QStringLiteral("requested_token_type")), QStringLiteral("urn:ietf:params:oauth:token-type:access_token"));
        QCOMPARE(form.value(QStringLiteral("scope")), QStringLiteral("/read-limited /activities/update"));
        QCOMPARE((*token)->accessToken, Secret("0f4f5d0a-7a0e-4b7e-8c1d-5c2f5b3f9e21"));
        QCOMPARE((*token)->scopes.size(), 3);
        QCOMPARE((*token)->name, QStringLiteral("Ada Example"));
        QCOMPARE((*token)->orcid, QStringLiteral("0000-0002-1825-0097"));
        QCOMPARE((*token)->lifetimeMs, 3'599'000);
        QCOMPARE((*token)->obtainedMs, 5000);
        QVERIFY((*token)->obo);
        const auto *traced = desk.trace.find((*token)->traceId);
        QVERIFY(traced);
        QCOMPARE(traced->side, http::Side::Receiving);
        QCOMPARE(traced->hint, QStringLiteral("token-exchange"));
        for (const char *secret : { "eyJ.x.y", "b-secret", "0f4f5d0a" }) // S49
            QVERIFY2(!desk.trace.toHar().contains(secret), secret);
    }

    void withoutScopesNoneAreSent()
    {
        Desk desk;
        desk.server.enqueue(Reply::json(replaced(delegated, ",\"is_obo_token\":\"true\"", "")));
        const auto token = desk.exchange();
        QVERIFY(token && *token);
        QVERIFY(!(*token)->obo);
        QVERIFY(!desk.server.requests().first().form().contains(QStringLiteral("scope")));
    }

    void S42_answersThatDoNotFit_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("issued an id_token") << replaced(delegated, "token-type:access_token", "token-type:id_token");
        QTest::newRow("no issued type") << replaced(delegated, "issued_token_type", "issued");
        QTest::newRow("type N_A") << replaced(delegated, "\"bearer\"", "\"N_A\"");
        QTest::newRow("no type") << replaced(delegated, "\"token_type\"", "\"type\"");
        QTest::newRow("no token") << replaced(delegated, "\"access_token\":", "\"token\":");
        QTest::newRow("empty token") << replaced(delegated, "0f4f5d0a-7a0e-4b7e-8c1d-5c2f5b3f9e21", "");
        QTest::newRow("no life") << replaced(delegated, "\"expires_in\":3599,", "");
        QTest::newRow("life as text") << replaced(delegated, "3599", "\"3599\"");
        QTest::newRow("negative life") << replaced(delegated, "3599", "-1");
        QTest::newRow("endless life") << replaced(delegated, "3599", "1e300");
        QTest::newRow("duplicate") << replaced(delegated, "{", "{\"access_token\":\"x\",");
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("broken") << QByteArray("{\"access_token\"");
        QTest::newRow("empty") << QByteArray();
    }

    void S42_answersThatDoNotFit()
    {
        QFETCH(QByteArray, body);
        Desk desk;
        desk.server.enqueue(Reply::json(body));
        const auto token = desk.exchange();
        QVERIFY(token && !*token);
        QCOMPARE(token->error().code, QStringLiteral("exchange.answer"));
        QVERIFY(token->error().traceId > 0);
    }

    void bearerInAnyCase()
    {
        Desk desk;
        desk.server.enqueue(Reply::json(replaced(delegated, "\"bearer\"", "\"Bearer\"")));
        QVERIFY(*desk.exchange());
    }

    void refusalsCarryBodyStatusAndTrace()
    {
        Desk desk;
        desk.server.enqueue(Reply::json(R"({"error":"invalid_scope","error_description":"There are no active tokens with valid scopes for this account"})", 401));
        const auto token = desk.exchange();
        QVERIFY(token && !*token);
        QCOMPARE(token->error().code, QStringLiteral("exchange.revoked"));
        QCOMPARE(token->error().httpStatus, 401);
        QCOMPARE(token->error().details.value(QStringLiteral("error")).toString(), QStringLiteral("invalid_scope"));
        QVERIFY(desk.trace.find(token->error().traceId));
    }

    void networkErrorsPassThroughAndNothingIsRepeated()
    {
        Desk desk;
        desk.server.enqueue(Reply::dropped());
        const auto token = desk.exchange();
        QVERIFY(token && !*token);
        QCOMPARE(token->error().code, QStringLiteral("http.cut_short"));
        QCOMPARE(desk.server.requests().size(), 1);
    }

    void idTokenFromAnAccessToken()
    {
        Desk desk;
        desk.server.enqueue(Reply::json(idToken));
        const auto token = outcome(desk.exchanger.idTokenFrom(desk.environment, desk.client, Secret("a-token")));
        QVERIFY(token && *token);
        QCOMPARE((*token)->idToken, Secret("eyJh.eyJi.c2ln"));
        const auto form = desk.server.requests().first().form();
        QCOMPARE(form.value(QStringLiteral("subject_token")), QStringLiteral("a-token"));
        QCOMPARE(form.value(QStringLiteral("subject_token_type")), QStringLiteral("urn:ietf:params:oauth:token-type:access_token"));
        QCOMPARE(form.value(QStringLiteral("requested_token_type")), QStringLiteral("urn:ietf:params:oauth:token-type:id_token"));
        QCOMPARE(desk.trace.find((*token)->traceId)->side, http::Side::Giving);
        QVERIFY(!desk.trace.toHar().contains("eyJh.eyJi.c2ln"));
    }

    void idTokenAnswersThatDoNotFit()
    {
        for (const QByteArray &body : { replaced(idToken, "N_A", "bearer"), replaced(idToken, "token-type:id_token", "token-type:access_token"), delegated }) {
            Desk desk;
            desk.server.enqueue(Reply::json(body));
            const auto token = outcome(desk.exchanger.idTokenFrom(desk.environment, desk.client, Secret("a-token")));
            QVERIFY(token && !*token);
            QCOMPARE(token->error().code, QStringLiteral("exchange.answer"));
        }
    }

    void S43_revokeTakesAnEmpty200()
    {
        Desk desk;
        desk.server.enqueue(Reply::empty(200));
        const auto done = outcome(desk.exchanger.revoke(desk.environment, desk.client, Secret("old-token")));
        QVERIFY(done && *done);
        QCOMPARE(desk.server.requests().first().path(), "/oauth/revoke");
        QCOMPARE(desk.server.requests().first().form().value(QStringLiteral("token")), QStringLiteral("old-token"));
        QVERIFY(!desk.trace.toHar().contains("old-token"));
    }

    void S43_revocationPending()
    {
        Desk desk;
        desk.server.enqueue(Reply::json("{}", 503).with("Retry-After", "120"));
        const auto done = outcome(desk.exchanger.revoke(desk.environment, desk.client, Secret("old-token")));
        QVERIFY(done && !*done);
        QCOMPARE(done->error().code, QStringLiteral("exchange.revocation_pending"));
        QCOMPARE(done->error().details.value(QStringLiteral("retry_after")).toString(), QStringLiteral("120"));
    }

    void revokeRefused()
    {
        Desk desk;
        desk.server.enqueue(Reply::json(R"({"error":"invalid_client","error_description":"Bad client credentials"})", 401));
        const auto done = outcome(desk.exchanger.revoke(desk.environment, desk.client, Secret("old-token")));
        QVERIFY(done && !*done);
        QCOMPARE(done->error().code, QStringLiteral("exchange.bad_client"));
    }
};

QTEST_GUILESS_MAIN(tst_Exchanger)
#include "tst_exchanger.moc"
