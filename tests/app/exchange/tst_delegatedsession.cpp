#include "app/exchange/delegatedsession.h"
#include "tests/support/fakeserver.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::exchange;
using test::FakeServer;
using test::Received;
using test::Reply;

namespace {

const Reply invalidToken = Reply::json(R"({"error":"invalid_token","error_description":"Invalid access token: x"})", 401);

/// A registry whose token endpoint gives token-1, token-2, … and whose API accepts the newest only.
struct Desk {
    Desk()
    {
        const QString issuer = QStringLiteral("http://%1").arg(server.host());
        delegation.environment = orcid::Environment::practice(issuer, QUrl(issuer + QStringLiteral("/v3.0")));
        delegation.secondClient.clientId = QStringLiteral("APP-BBBBBBBBBBBBBBBB");
        delegation.secondClient.name = QStringLiteral("Open Grants Platform");
        delegation.secondClient.secret = Secret("b-secret");
        delegation.originalClientId = QStringLiteral("APP-AAAAAAAAAAAAAAAA");
        delegation.idToken = Secret("eyJ.x.y");
        delegation.askedScopes = QStringList { QStringLiteral("/read-limited") };
        server.handler = [this](const Received &request) {
            if (request.path() == "/oauth/token")
                return tokenReply ? *tokenReply : Reply::json(answer(++issued)).after(tokenDelayMs);
            if (request.header("authorization") != "Bearer token-" + QByteArray::number(accepted < 0 ? issued : accepted))
                return invalidToken;
            return apiReply;
        };
        session.begin(delegation, token(0));
    }

    static QByteArray answer(int number)
    {
        return "{\"access_token\":\"token-" + QByteArray::number(number)
            + "\",\"token_type\":\"bearer\",\"expires_in\":3600,\"scope\":\"/read-limited\","
              "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"}";
    }
    DelegatedToken token(int number) const
    {
        DelegatedToken made;
        made.accessToken = Secret("token-" + QByteArray::number(number));
        made.lifetimeMs = 3'600'000;
        made.obtainedMs = clock.monotonicMs();
        return made;
    }

    QFuture<Result<http::Response>> ask(const QByteArray &method = "GET", const QString &path = QStringLiteral("0000-0002-1825-0097/works"))
    {
        http::Request request;
        request.method = method;
        if (method == "POST") {
            request.body = "{\"title\":1}";
            request.contentType = "application/json";
        }
        return session.send(request, path);
    }
    int status(const QFuture<Result<http::Response>> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 5000))
            return -1;
        return future.result() ? future.result()->status : -2;
    }
    QString error(const QFuture<Result<http::Response>> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 5000))
            return QStringLiteral("none");
        return future.result() ? QStringLiteral("answered") : future.result().error().code;
    }
    int count(const QByteArray &path) const
    {
        int n = 0;
        for (const Received &request : server.requests())
            n += request.path() == path;
        return n;
    }
    int exchanges() const { return count("/oauth/token"); }
    int apiCalls() const { return count("/v3.0/0000-0002-1825-0097/works"); }

    FakeServer server;
    int issued = 0;
    int accepted = -1; ///< number of the token the API takes; -1 = the newest
    int tokenDelayMs = 0;
    std::optional<Reply> tokenReply;
    Reply apiReply = Reply::json("{}");
    http::Trace trace;
    http::HttpClient http { trace };
    ManualClock clock;
    Exchanger exchanger { http, clock };
    DelegatedSession session { exchanger, http, clock };
    Delegation delegation;
};

} // namespace

class tst_DelegatedSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void S41_bearerInTheHeaderOnly()
    {
        Desk desk;
        QCOMPARE(desk.status(desk.ask()), 200);
        const Received &request = desk.server.requests().first();
        QCOMPARE(request.target, "/v3.0/0000-0002-1825-0097/works");
        QCOMPARE(request.header("authorization"), "Bearer token-0");
        QVERIFY(!request.target.contains("token"));
        QVERIFY(request.body.isEmpty());
        const auto *traced = desk.trace.last();
        QCOMPARE(traced->side, http::Side::Receiving);
        QCOMPARE(traced->clientId, desk.delegation.secondClient.clientId);
        QVERIFY(!desk.trace.toHar().contains("token-0"));
    }

    void pathsAreJoined()
    {
        Desk desk;
        QCOMPARE(desk.status(desk.ask("GET", QStringLiteral("/0000-0002-1825-0097/works?a=b%2Bc"))), 200);
        QCOMPARE(desk.server.requests().last().target, "/v3.0/0000-0002-1825-0097/works?a=b%2Bc");
        // A path never leads to another host.
        QCOMPARE(desk.status(desk.ask("GET", QStringLiteral("//evil.example/x"))), 200);
        QCOMPARE(desk.server.requests().size(), 2);
    }

    void theHourOnTheMonotonicClock()
    {
        Desk desk;
        QSignalSpy ended(&desk.session, &DelegatedSession::ended), tick(&desk.session, &DelegatedSession::tick);
        QCOMPARE(desk.session.secondsLeft(), 3600);
        QCOMPARE(desk.session.lifetimeSeconds(), 3600);
        desk.clock.setWall(QDateTime::currentDateTimeUtc().addDays(400)); // an administrator sets the clock: no effect
        QCOMPARE(desk.session.secondsLeft(), 3600);
        desk.clock.advance(std::chrono::minutes(59));
        QCOMPARE(desk.session.secondsLeft(), 60);
        QVERIFY(!desk.session.hasEnded());
        QVERIFY(tick.wait(1500));
        QCOMPARE(tick.last().first().toInt(), 60);
        desk.clock.advance(std::chrono::minutes(1));
        QVERIFY(desk.session.hasEnded());
        QCOMPARE(desk.session.secondsLeft(), 0);
        QVERIFY(ended.wait(1500));
        QVERIFY(desk.session.isActive()); // the delegation is still there
        QVERIFY(tick.wait(1500));
        QCOMPARE(ended.size(), 1);
    }

    void S42_renewsBeforeTheLastMinute()
    {
        Desk desk;
        QSignalSpy renewed(&desk.session, &DelegatedSession::renewed);
        desk.clock.advance(std::chrono::minutes(58));
        QCOMPARE(desk.status(desk.ask()), 200);
        QCOMPARE(desk.exchanges(), 0);
        desk.clock.advance(std::chrono::seconds(61));
        QCOMPARE(desk.status(desk.ask()), 200);
        QCOMPARE(desk.exchanges(), 1);
        QCOMPARE(renewed.size(), 1);
        QCOMPARE(desk.server.requests().last().header("authorization"), "Bearer token-1");
        QCOMPARE(desk.session.secondsLeft(), 3600);
        const auto form = desk.server.requests().at(1).form();
        QCOMPARE(form.value(QStringLiteral("subject_token")), QStringLiteral("eyJ.x.y"));
        QCOMPARE(form.value(QStringLiteral("scope")), QStringLiteral("/read-limited"));
    }

    void shortLivedTokensAreNotRenewedEachTime()
    {
        Desk desk;
        DelegatedToken brief = desk.token(0);
        brief.lifetimeMs = 50'000;
        desk.session.begin(desk.delegation, brief);
        QCOMPARE(desk.status(desk.ask()), 200);
        QCOMPARE(desk.exchanges(), 0);
        desk.clock.advance(std::chrono::seconds(26));
        QCOMPARE(desk.status(desk.ask()), 200);
        QCOMPARE(desk.exchanges(), 1);
    }

    void S42_invalidTokenRenewsOnceAndRepeats_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("GET") << QByteArray("GET");
        QTest::newRow("POST") << QByteArray("POST");
        QTest::newRow("DELETE") << QByteArray("DELETE");
    }

    void S42_invalidTokenRenewsOnceAndRepeats()
    {
        QFETCH(QByteArray, method);
        Desk desk;
        desk.accepted = 1;
        QCOMPARE(desk.status(desk.ask(method)), 200);
        QCOMPARE(desk.exchanges(), 1);
        QCOMPARE(desk.apiCalls(), 2);
        QCOMPARE(desk.server.requests().last().method, method);
        QCOMPARE(desk.server.requests().last().body, desk.server.requests().first().body);
    }

    void S42_headerAloneNamesTheInvalidToken()
    {
        Desk desk;
        desk.server.enqueue(Reply::json("{}", 401).with("WWW-Authenticate", "Bearer realm=\"x\", error=\"invalid_token\""));
        QCOMPARE(desk.status(desk.ask()), 200);
        QCOMPARE(desk.exchanges(), 1);
    }

    void other401sArePassedOn()
    {
        Desk desk;
        desk.apiReply = Reply::json(R"({"response-code":401,"error-code":9017})", 401);
        QCOMPARE(desk.status(desk.ask()), 401);
        QCOMPARE(desk.exchanges(), 0);
        QVERIFY(!desk.session.hasEnded());
    }

    void S42_repeatsOnlyOnce()
    {
        Desk desk;
        desk.accepted = 99;
        QCOMPARE(desk.status(desk.ask()), 401);
        QCOMPARE(desk.exchanges(), 1);
        QCOMPARE(desk.apiCalls(), 2);
        QVERIFY(desk.session.hasEnded());
    }

    void S42_singleFlight()
    {
        Desk desk;
        desk.accepted = 1;
        desk.tokenDelayMs = 100;
        QList<QFuture<Result<http::Response>>> all;
        for (int i = 0; i < 12; ++i)
            all << desk.ask();
        const auto byHand = desk.session.renew();
        for (const auto &one : all)
            QCOMPARE(desk.status(one), 200);
        QTRY_VERIFY(byHand.isFinished());
        QVERIFY(byHand.result());
        QCOMPARE(desk.exchanges(), 1);
    }

    void withoutAutomaticRenewalNothingIsRenewed()
    {
        Desk desk;
        desk.session.setAutomaticRenewal(false);
        QSignalSpy ended(&desk.session, &DelegatedSession::ended);
        desk.clock.advance(std::chrono::minutes(59) + std::chrono::seconds(30));
        QCOMPARE(desk.status(desk.ask()), 200); // still good for half a minute
        desk.accepted = 1;
        QCOMPARE(desk.status(desk.ask()), 401);
        QCOMPARE(ended.size(), 1);
        QVERIFY(desk.session.hasEnded());
        QCOMPARE(desk.error(desk.ask()), QStringLiteral("session.ended"));
        QCOMPARE(desk.exchanges(), 0);
        const auto renewal = desk.session.renew();
        QTRY_VERIFY(renewal.isFinished());
        QVERIFY(renewal.result());
        QVERIFY(!desk.session.hasEnded());
        QCOMPARE(desk.status(desk.ask()), 200);
    }

    void failedRenewalTellsWhy()
    {
        Desk desk;
        desk.tokenReply = Reply::json(R"({"error":"invalid_scope","error_description":"There are no active tokens with valid scopes for this account"})", 401);
        QSignalSpy ended(&desk.session, &DelegatedSession::ended);
        desk.clock.advance(std::chrono::hours(2));
        QCOMPARE(desk.error(desk.ask()), QStringLiteral("exchange.revoked"));
        QCOMPARE(ended.size(), 1);
        QVERIFY(desk.session.isActive());
        QCOMPARE(desk.apiCalls(), 0);
    }

    void failedRenewalLeavesALivingTokenAlone()
    {
        Desk desk;
        desk.tokenReply = Reply::json("{}", 503);
        const auto renewal = desk.session.renew();
        QTRY_VERIFY(renewal.isFinished());
        QVERIFY(!renewal.result());
        QVERIFY(!desk.session.hasEnded());
        QCOMPARE(desk.status(desk.ask()), 200);
    }

    void endDropsWhatIsUnderWay()
    {
        Desk desk;
        desk.tokenDelayMs = 100;
        QSignalSpy finished(&desk.session, &DelegatedSession::finished), renewed(&desk.session, &DelegatedSession::renewed);
        const auto renewal = desk.session.renew();
        desk.session.end();
        QTRY_VERIFY(renewal.isFinished());
        QCOMPARE(renewal.result().error().code, QStringLiteral("session.replaced"));
        QCOMPARE(finished.size(), 1);
        QVERIFY(!desk.session.isActive());
        QVERIFY(desk.session.token().accessToken.isEmpty());
        QCOMPARE(desk.error(desk.ask()), QStringLiteral("session.none"));
        QTest::qWait(200);
        QCOMPARE(renewed.size(), 0);
        QVERIFY(desk.session.token().accessToken.isEmpty());
    }

    void aReplacedDelegationDoesNotGetTheOldAnswer()
    {
        Desk desk;
        desk.tokenDelayMs = 100;
        const auto renewal = desk.session.renew();
        desk.session.begin(desk.delegation, desk.token(7));
        QTRY_VERIFY(renewal.isFinished());
        QTRY_COMPARE(desk.exchanges(), 1);
        QTest::qWait(250);
        QCOMPARE(desk.session.token().accessToken, Secret("token-7"));
        desk.accepted = 7;
        QCOMPARE(desk.status(desk.ask()), 200);
    }
};

QTEST_GUILESS_MAIN(tst_DelegatedSession)
#include "tst_delegatedsession.moc"
