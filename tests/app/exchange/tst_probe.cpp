#include "app/exchange/probe.h"
#include "app/practice/registrycore.h"
#include "tests/app/practice/fixture.h"
#include "tests/support/fakeserver.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::exchange;
using baton::test::FakeServer;
using baton::test::northbridge;
using baton::test::openGrants;
using baton::test::Reply;
using baton::test::sofia;
using State = Probe::State;
using practice::RegistryCore;

Q_DECLARE_METATYPE(std::function<void(RegistryCore &)>)

namespace {

const QString update = u"/activities/update"_s;
const QByteArray delegated = R"({"access_token":"0f4f5d0a-7a0e-4b7e-8c1d-5c2f5b3f9e21","token_type":"bearer","expires_in":3599,)"
                             R"("scope":"/read-limited /activities/update","issued_token_type":"urn:ietf:params:oauth:token-type:access_token",)"
                             R"("name":"Ada Example","orcid":"0000-0002-1825-0097"})";

void disableAll(RegistryCore &core, const QString &reason)
{
    for (const practice::TokenRow *row : core.accounts().tokensOf(northbridge, sofia))
        core.accounts().disable(row->value, reason);
}

} // namespace

/// "Is this still good?", asked of a running practice registry, and of a scripted one where nothing answers.
class tst_Probe : public QObject {
    Q_OBJECT

    struct Parts {
        http::Trace trace;
        http::HttpClient http { trace };
        ManualClock clock { QDateTime(QDate(2026, 11, 23), QTime(15, 40), Qt::UTC) };
        Exchanger exchanger { http, clock };
        Prober prober { exchanger, http, clock };
        clients::ClientProfile client;
        orcid::Environment environment;

        std::optional<Probe> ask(const Secret &idToken)
        {
            const auto future = prober.probe(environment, client, idToken);
            return QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) ? std::optional(future.result()) : std::nullopt;
        }
    };

    struct Scripted : Parts {
        FakeServer server;
        Scripted()
        {
            const QString issuer = u"http://%1"_s.arg(server.host());
            environment = orcid::Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s));
            client.clientId = openGrants;
        }
    };

private Q_SLOTS:
    void namesAreStored()
    {
        for (int i = 0; i <= int(State::Refused); ++i)
            QVERIFY(Probe::stateOf(Probe::name(State(i))) == State(i) && !Probe::name(State(i)).isEmpty());
        QVERIFY(!Probe::stateOf(u"fine"_s));
    }

    void atTheRegistry_data()
    {
        using Change = std::function<void(RegistryCore &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const Change &change, State state, int status, const QString &words) {
            QTest::newRow(name) << change << int(state) << status << words;
        };
        const auto withRecord = [](practice::Researcher::State state) {
            return [state](RegistryCore &core) { core.records().edit(sofia)->state = state; };
        };
        row("nothing changed", [](RegistryCore &) {}, State::StillGood, 200, u"200, may update activities"_s);
        row("withdrawn by the researcher", [](RegistryCore &core) { disableAll(core, practice::revoke::byResearcher); }, State::DeleteOnly, 401, u"only deletes"_s);
        row("revoked by the original client", [](RegistryCore &core) { disableAll(core, practice::revoke::byClient); }, State::Revoked, 401, u"401 invalid_scope"_s);
        row("revoked by staff", [](RegistryCore &core) { disableAll(core, practice::revoke::byStaff); }, State::Revoked, 401, u"401 invalid_scope"_s);
        row("client not enabled", [](RegistryCore &core) { core.accounts().editClient(openGrants)->oboEnabled = false; }, State::NotEnabled, 400, u"400 invalid_request"_s);
        row("not on the list", [](RegistryCore &core) { core.accounts().editClient(northbridge)->allowList = { u"APP-HR61PD3VY7C2K8SN"_s }; }, State::NotAllowed, 400, u"400 invalid_request"_s);
        row("original client locked", [](RegistryCore &core) { core.accounts().editClient(northbridge)->state = practice::Client::State::Locked; }, State::NotAllowed, 400, u"400 unauthorized_client"_s);
        row("second client deactivated", [](RegistryCore &core) { core.accounts().editClient(openGrants)->state = practice::Client::State::Deactivated; }, State::NotAllowed, 400, u"400 unauthorized_client"_s);
        row("record deactivated", withRecord(practice::Researcher::State::Deactivated), State::Deactivated, 409, u"deactivated"_s);
        row("record locked", withRecord(practice::Researcher::State::Locked), State::Locked, 409, u"locked"_s);
        row("record deprecated", withRecord(practice::Researcher::State::Deprecated), State::Deactivated, 301, u"deprecated"_s);
    }

    void atTheRegistry()
    {
        QFETCH(std::function<void(RegistryCore &)>, change);
        QFETCH(int, state);
        QFETCH(int, status);
        QFETCH(QString, words);
        baton::test::PracticeFixture fixture;
        QVERIFY(fixture.start());
        Parts parts;
        parts.environment = orcid::Environment::practice(fixture.registry.info().issuer, QUrl(fixture.registry.info().api));
        parts.client.environmentId = u"practice"_s;
        parts.client.clientId = openGrants;
        parts.client.secret = Secret::fromString(fixture.secret(openGrants));
        const Secret idToken = Secret::fromString(fixture.signIn(northbridge, sofia, u"openid /read-limited /activities/update"_s).value(u"id_token").toString());
        fixture.registry.configure(change);
        const auto probe = parts.ask(idToken);
        QVERIFY(probe);
        QVERIFY2(int(probe->state) == state, qPrintable(Probe::name(probe->state) + u' ' + probe->words));
        QCOMPARE(probe->status, status);
        QVERIFY2(probe->words.contains(words), qPrintable(probe->words));
        QCOMPARE(probe->isGood(), state == int(State::StillGood));
        QCOMPARE(probe->at, parts.clock.now());
        QVERIFY(probe->traceId > 0 && !probe->nextTry.isValid());
        QCOMPARE(probe->scopes.contains(update), probe->state == State::StillGood || status == 409 || status == 301 || probe->state == State::DeleteOnly);
    }

    void S16_anotherSignatureIsABadToken()
    {
        baton::test::PracticeFixture fixture;
        QVERIFY(fixture.start());
        Parts parts;
        parts.environment = orcid::Environment::practice(fixture.registry.info().issuer, QUrl(fixture.registry.info().api));
        parts.client.clientId = openGrants;
        parts.client.secret = Secret::fromString(fixture.secret(openGrants));
        QByteArray token = fixture.signIn(northbridge, sofia, u"openid"_s).value(u"id_token").toString().toLatin1();
        const qsizetype at = token.lastIndexOf('.') + 10;
        token[at] = token.at(at) == 'A' ? 'B' : 'A';
        const auto probe = parts.ask(Secret(token));
        QVERIFY(probe && probe->state == State::BadToken && probe->status == 400);
        parts.client.secret = Secret(QByteArrayView("wrong"));
        const auto refused = parts.ask(Secret(token));
        QVERIFY(refused && refused->state == State::Refused);
        QCOMPARE(refused->words, u"401 invalid_client"_s);
    }

    void readingWithoutAReadScopeIsGood()
    {
        Scripted parts;
        parts.server.enqueue(Reply::json(delegated));
        Reply denied = Reply::json(R"({"response-code":403,"error-code":9038})");
        denied.status = 403;
        parts.server.enqueue(denied);
        const auto probe = parts.ask(Secret("eyJ.x.y"));
        QVERIFY(probe && probe->isGood());
        const auto &read = parts.server.requests().last();
        QCOMPARE(read.method, "GET");
        QCOMPARE(read.path(), "/v3.0/0000-0002-1825-0097/person");
    }

    // Only a token that may just update activities is one that deletes; any other 401 is something else.
    void another401IsNotDeleteOnly()
    {
        Scripted parts;
        parts.server.enqueue(Reply::json(delegated));
        Reply denied = Reply::json(R"({"error":"invalid_token"})");
        denied.status = 401;
        parts.server.enqueue(denied);
        QVERIFY(parts.ask(Secret("eyJ.x.y"))->state == State::Refused);
    }

    void unreachable_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::addColumn<bool>("whileReading");
        QTest::addColumn<int>("seconds");
        QTest::newRow("503 with seconds") << 503 << QByteArray("120") << false << 120;
        QTest::newRow("429 with a date") << 429 << QByteArray("Mon, 23 Nov 2026 16:00:00 GMT") << false << 1200;
        QTest::newRow("502 without") << 502 << QByteArray() << false << 60;
        QTest::newRow("503 while reading") << 503 << QByteArray("30") << true << 30;
    }

    void unreachable()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, retryAfter);
        QFETCH(bool, whileReading);
        QFETCH(int, seconds);
        Scripted parts;
        if (whileReading)
            parts.server.enqueue(Reply::json(delegated));
        Reply reply = Reply::json(R"({"error":"temporarily_unavailable"})");
        reply.status = status;
        if (!retryAfter.isEmpty())
            reply.headers.append({ "Retry-After", retryAfter });
        parts.server.enqueue(reply);
        const auto probe = parts.ask(Secret("eyJ.x.y"));
        QVERIFY(probe && probe->state == State::Unreachable);
        QCOMPARE(probe->status, status);
        QCOMPARE(probe->nextTry, parts.clock.now().addSecs(seconds));
        QCOMPARE(parts.server.requests().size(), whileReading ? 2 : 1);
    }

    void S44_nobodyThereLeadsToLongerAndLongerWaits()
    {
        Parts parts;
        parts.environment = orcid::Environment::practice(u"http://127.0.0.1:1"_s, QUrl(u"http://127.0.0.1:1/v3.0"_s));
        parts.client.clientId = openGrants;
        QList<qint64> waits;
        for (int i = 0; i < 8; ++i) {
            const auto probe = parts.ask(Secret("eyJ.x.y"));
            QVERIFY(probe && probe->state == State::Unreachable && probe->status == 0 && !probe->words.isEmpty());
            waits << probe->at.secsTo(probe->nextTry);
        }
        QCOMPARE(waits, (QList<qint64> { 60, 120, 240, 480, 960, 1920, 3600, 3600 }));
    }

    void aCustomProviderHasNoRecordToRead()
    {
        Scripted parts;
        parts.environment.apiBase.clear();
        parts.server.enqueue(Reply::json(delegated));
        QVERIFY(parts.ask(Secret("eyJ.x.y"))->isGood());
        QCOMPARE(parts.server.requests().size(), 1);
    }

    void S49_noTokenInTheTrace()
    {
        Scripted parts;
        parts.server.enqueue(Reply::json(delegated));
        parts.server.enqueue(Reply::json("{}"));
        QVERIFY(parts.ask(Secret("eyJ.x.y"))->isGood());
        for (const char *secret : { "eyJ.x.y", "0f4f5d0a" })
            QVERIFY2(!parts.trace.toHar().contains(secret), secret);
    }
};

QTEST_GUILESS_MAIN(tst_Probe)
#include "tst_probe.moc"
