#include "app/claims/jwkssource.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::claims;

class TestJwksSource : public QObject {
    Q_OBJECT

    struct World {
        test::FakeServer server;
        http::Trace trace;
        http::HttpClient http { trace };
        ManualClock clock;
        JwksSource source { http, clock };
        orcid::Environment environment;
        QString statedIssuer;
        QByteArray keys;
        int keysStatus = 200;

        World()
        {
            http::Limits limits;
            limits.maxAttempts = 1;
            http.setLimits(limits);
            const QString issuer = u"http://"_s + server.host();
            statedIssuer = issuer;
            environment = orcid::Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s));
            server.handler = [this, issuer](const test::Received &request) {
                if (request.path() == "/.well-known/openid-configuration")
                    return test::Reply::json(QJsonDocument(QJsonObject { { "issuer"_L1, statedIssuer }, { "jwks_uri"_L1, QString(issuer + u"/oauth/jwks"_s) } }).toJson());
                if (request.path() == "/oauth/jwks")
                    return test::Reply::json(keys, keysStatus);
                return test::Reply::empty(404);
            };
        }
        int keyRequests() const
        {
            int count = 0;
            for (const test::Received &request : server.requests())
                count += request.path() == "/oauth/jwks";
            return count;
        }
        Result<jose::JwkSet> ask(const QString &kid)
        {
            const auto future = source.keysFor(environment, kid);
            QElapsedTimer timer;
            timer.start();
            while (!future.isFinished() && timer.elapsed() < 10000)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            return future.isFinished() ? future.result() : Result<jose::JwkSet>(fail(u"test.timeout"_s, u"no answer"_s));
        }
    };

    static QByteArray setOf(const QStringList &kids)
    {
        static const jose::Jwk key = jose::Jwk::generateRsa().publicPart();
        QJsonArray keys;
        for (const QString &kid : kids)
            keys.append(key.withKid(kid).toPublicJson());
        return QJsonDocument(QJsonObject { { "keys"_L1, keys } }).toJson();
    }

private Q_SLOTS:
    void S18_fetchedOnceAndCached()
    {
        World world;
        world.keys = setOf({ u"one"_s });
        const auto keys = world.ask(u"one"_s);
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().text()));
        QVERIFY(keys->byKid(u"one"_s));
        QVERIFY(world.ask(u"one"_s));
        QVERIFY(world.ask({}));
        QCOMPARE(world.keyRequests(), 1);
        world.source.forget(world.environment);
        QVERIFY(world.ask(u"one"_s));
        QCOMPARE(world.keyRequests(), 2);
    }

    void S18_unknownKidRefetchesOncePerFiveMinutes()
    {
        World world;
        world.keys = setOf({ u"one"_s });
        QVERIFY(world.ask(u"one"_s));
        world.keys = setOf({ u"one"_s, u"two"_s });
        QVERIFY(world.ask(u"two"_s)->byKid(u"two"_s));
        QCOMPARE(world.keyRequests(), 2);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!world.ask(u"unknown-%1"_s.arg(i))->byKid(u"unknown"_s));
        QCOMPARE(world.keyRequests(), 2);
        world.clock.advance(std::chrono::minutes(5));
        QVERIFY(world.ask(u"unknown"_s));
        QVERIFY(world.ask(u"unknown"_s));
        QCOMPARE(world.keyRequests(), 3);
    }

    void S18_failingRefetchCountsToo()
    {
        World world;
        world.keys = setOf({ u"one"_s });
        QVERIFY(world.ask(u"one"_s));
        world.keysStatus = 500;
        QCOMPARE(world.ask(u"two"_s).error().code, u"claims.keys_unavailable"_s);
        QVERIFY(world.ask(u"two"_s));
        QCOMPARE(world.keyRequests(), 2);
    }

    void oneFetchForManyQuestions()
    {
        World world;
        world.keys = setOf({ u"one"_s });
        const auto first = world.source.keysFor(world.environment, u"one"_s);
        const auto second = world.source.keysFor(world.environment, u"one"_s);
        QTRY_VERIFY(first.isFinished() && second.isFinished());
        QVERIFY(first.result() && second.result());
        QCOMPARE(world.keyRequests(), 1);
    }

    void S18_fromTheConfiguredIssuerOnly()
    {
        World world;
        world.keys = setOf({ u"one"_s });
        world.statedIssuer = u"https://orcid.org"_s;
        const auto keys = world.ask(u"one"_s);
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, u"claims.issuer"_s);
        QVERIFY(keys.error().traceId > 0);
        QCOMPARE(world.keyRequests(), 0);
    }

    void S18_keysFromAnotherHostAreRefused()
    {
        World world;
        test::FakeServer other;
        world.server.handler = [&](const test::Received &) {
            return test::Reply::json(QJsonDocument(QJsonObject { { "issuer"_L1, world.environment.issuer }, { "jwks_uri"_L1, QString(u"http://"_s + other.host() + u"/oauth/jwks"_s) } }).toJson());
        };
        QCOMPARE(world.ask(u"one"_s).error().code, u"http.host_refused"_s);
        QVERIFY(other.requests().isEmpty());
    }

    void badSetsAreRefused()
    {
        World world;
        world.keys = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}";
        const auto keys = world.ask(u"one"_s);
        QCOMPARE(keys.error().code, u"jwks.symmetric"_s);
        QVERIFY(keys.error().traceId > 0);
    }

    void goneWhileAsking()
    {
        World world;
        auto source = std::make_unique<JwksSource>(world.http, world.clock);
        const auto future = source->keysFor(world.environment, u"one"_s);
        source.reset();
        QTRY_VERIFY(!world.server.requests().isEmpty());
        QVERIFY(!future.isFinished() || future.resultCount() == 0);
    }
};

QTEST_GUILESS_MAIN(TestJwksSource)
#include "tst_jwkssource.moc"
