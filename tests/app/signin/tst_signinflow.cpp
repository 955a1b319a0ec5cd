#include "tests/app/signin/registry.h"

#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;
using test::RawClient;
using test::Registry;
using test::Reply;
using Stage = SignInFlow::Stage;

/// Everything up to the moment the code is there. The tokens are tst_signintokens' subject.
class tst_SignInFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fromPreparedLinkToTokens()
    {
        Registry registry;
        QSignalSpy prepared(&registry.flow(), &SignInFlow::prepared), started(&registry.flow(), &SignInFlow::started);
        QSignalSpy code(&registry.flow(), &SignInFlow::codeReceived), stages(&registry.flow(), &SignInFlow::stageChanged);
        QVERIFY(registry.flow().link().isEmpty());
        QVERIFY(registry.prepare());
        QCOMPARE(prepared.size(), 1);
        QCOMPARE(prepared.first().first().toUrl(), registry.flow().link());
        registry.flow().start();
        QCOMPARE(started.size(), 1);
        registry.clock.advance(std::chrono::seconds(42));
        QCOMPARE(registry.flow().waited().count(), 42);
        QVERIFY(registry.comeBack("code=Ab12Cd").contains("The answer reached Baton"));
        const auto result = registry.result();
        QVERIFY(result && *result);
        QCOMPARE(code.size(), 1);
        QCOMPARE(stages.size(), 5);
        QCOMPARE((*result)->nonce, registry.parameter(QStringLiteral("nonce")).toLatin1());
        QCOMPARE((*result)->client.clientId, registry.client.clientId);
        QCOMPARE((*result)->environment, registry.environment);
        QCOMPARE((*result)->receivedAt, registry.clock.now());
    }

    void S2_closedOnEveryEnding_data()
    {
        QTest::addColumn<int>("ending");
        QTest::newRow("success") << 0;
        QTest::newRow("cancel") << 1;
        QTest::newRow("time-out") << 2;
        QTest::newRow("denied") << 3;
    }

    void S2_closedOnEveryEnding()
    {
        QFETCH(int, ending);
        Registry registry;
        registry.timeout = std::chrono::seconds(ending == 2 ? 1 : 300);
        QVERIFY(registry.start());
        const auto port = quint16(registry.redirectUri().port());
        QVERIFY(RawClient(port).isConnected());
        if (ending == 0)
            registry.comeBack("code=Ab12Cd");
        else if (ending == 1)
            registry.flow().cancel();
        else if (ending == 3)
            registry.comeBack("error=access_denied");
        QVERIFY(registry.result());
        QVERIFY(!RawClient(port).isConnected());
    }

    void S2_boundOnlyWhenStarted()
    {
        Registry registry;
        QVERIFY(registry.prepare());
        QVERIFY(!RawClient(quint16(registry.redirectUri().port())).isConnected());
        registry.flow().start();
        QVERIFY(RawClient(quint16(registry.redirectUri().port())).isConnected());
    }

    void S2_pathOfItsOwnUnderTheRegisteredOne()
    {
        Registry first, second;
        QVERIFY(first.prepare() && second.prepare());
        const QString registered = first.client.redirectUris.first() + u'/';
        QVERIFY(first.parameter(QStringLiteral("redirect_uri")).startsWith(registered));
        QCOMPARE(first.parameter(QStringLiteral("redirect_uri")).size(), registered.size() + 22);
        QVERIFY(first.redirectUri().path() != second.redirectUri().path());
    }

    void S2_customKeepsTheRedirectUriExactly()
    {
        Registry registry;
        registry.environment = orcid::Environment::custom(registry.issuer());
        QVERIFY(registry.start());
        QCOMPARE(registry.parameter(QStringLiteral("redirect_uri")), registry.client.redirectUris.first());
        registry.comeBack("code=Ab12Cd");
        QVERIFY(*registry.result());
    }

    void S2_anyPortWhereTheProviderTakesAny()
    {
        Registry registry;
        registry.environment = orcid::Environment::custom(registry.issuer());
        registry.client.redirectUris = { QStringLiteral("http://127.0.0.1:0/callback") };
        QVERIFY(registry.start());
        QVERIFY(registry.redirectUri().port() > 1023);
        registry.comeBack("code=Ab12Cd");
        QVERIFY(*registry.result());
        QCOMPARE(registry.tokenRequests().first().form().value(QStringLiteral("redirect_uri")), registry.redirectUri().toString());
    }

    void S2_busyPort()
    {
        Registry registry;
        QVERIFY(registry.prepare());
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost), quint16(registry.redirectUri().port())));
        QSignalSpy started(&registry.flow(), &SignInFlow::started);
        registry.flow().start();
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.port_busy"));
        QVERIFY((*registry.result()).error().text().contains(QString::number(other.serverPort())));
        QCOMPARE(started.size(), 0); // S2: bound before the browser opens
    }

    void denied()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(registry.comeBack("error=access_denied&error_description=User%20denied%20access").contains("Permission was not given"));
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.denied"));
        QCOMPARE((*registry.result()).error().what, QStringLiteral("The researcher said no. Nothing was received."));
        QVERIFY(registry.tokenRequests().isEmpty());
    }

    void otherErrors_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<QString>("says");
        QTest::newRow("locked") << QByteArray("client_locked") << "locked the client Northbridge University";
        QTest::newRow("deactivated") << QByteArray("client_deactivated") << "deactivated";
        QTest::newRow("scope") << QByteArray("invalid_scope") << "does not let Northbridge University ask";
        QTest::newRow("login") << QByteArray("login_required") << "No researcher is signed in";
        QTest::newRow("interaction") << QByteArray("interaction_required") << "not allowed this yet";
        QTest::newRow("unknown") << QByteArray("teapot") << "teapot";
    }

    void otherErrors()
    {
        QFETCH(QByteArray, error);
        QFETCH(QString, says);
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(registry.comeBack("error=" + error + "&error_description=why%20%E2%80%AEnot").contains("The sign-in did not work"));
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.refused"));
        const Error end = (*registry.result()).error();
        QVERIFY2(end.what.contains(says), qPrintable(end.what));
        QVERIFY(!end.next.isEmpty());
        QVERIFY(!end.what.contains(QChar(0x202e))); // S51
        QCOMPARE(end.details.value(QStringLiteral("error")).toString().toLatin1(), error);
    }

    void S6_S9_wrongStateDoesNotEndIt()
    {
        Registry registry;
        QVERIFY(registry.start());
        const auto port = quint16(registry.redirectUri().port());
        for (const QByteArray query : { "code=x&state=wrong", "error=access_denied&state=wrong", "code=x", "error=access_denied" })
            QCOMPARE(RawClient::status(RawClient::fetch(port, registry.target(query))), 400);
        QTRY_COMPARE(registry.strays->size(), 4);
        QVERIFY(registry.strays->first().first().toString().contains(QStringLiteral("wrong state")));
        QCOMPARE(registry.flow().stage(), Stage::WaitingForResearcher);
        QCOMPARE(registry.endings(), 0);
        registry.comeBack("code=Ab12Cd");
        QVERIFY(*registry.result());
    }

    void S7_issuerMismatchEndsIt()
    {
        Registry registry;
        QVERIFY(registry.start());
        registry.comeBack("code=Ab12Cd&iss=https%3A%2F%2Fevil.example");
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.issuer_mismatch"));
        QVERIFY(registry.tokenRequests().isEmpty());
    }

    void S7_issuerIsNeededWhereAnnounced()
    {
        for (const bool right : { false, true }) {
            Registry registry;
            registry.discovery.insert(QStringLiteral("authorization_response_iss_parameter_supported"), true);
            QVERIFY(registry.start());
            registry.comeBack(right ? "code=Ab12Cd&iss=" + registry.issuer().toLatin1().toPercentEncoding() : QByteArray("code=Ab12Cd"));
            QCOMPARE(registry.errorCode(), right ? QStringLiteral("tokens") : QStringLiteral("signin.issuer_mismatch"));
        }
    }

    void timeOutTellsOfStrays()
    {
        Registry registry;
        registry.timeout = std::chrono::seconds(1);
        QVERIFY(registry.start());
        RawClient::fetch(quint16(registry.redirectUri().port()), registry.target("code=x&state=wrong"));
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.timeout"));
        const Error end = (*registry.result()).error();
        QVERIFY2(end.what.contains(QStringLiteral("1 second")) && end.what.contains(QStringLiteral("did not belong")), qPrintable(end.what));
        QCOMPARE(end.details.value(QStringLiteral("strays")).toInt(), 1);
    }

    void cancelledAtEveryStage_data()
    {
        QTest::addColumn<int>("stage");
        QTest::newRow("preparing") << 0;
        QTest::newRow("ready") << 1;
        QTest::newRow("waiting") << 2;
        QTest::newRow("exchanging") << 3;
    }

    void cancelledAtEveryStage()
    {
        QFETCH(int, stage);
        Registry registry;
        registry.tokenReply = Reply::json(Registry::tokens()).after(300);
        if (stage == 0)
            registry.flow().prepare();
        else
            QVERIFY(stage == 1 ? registry.prepare() : registry.start());
        if (stage == 3) {
            registry.comeBack("code=Ab12Cd");
            QTRY_COMPARE(registry.tokenRequests().size(), 1);
        }
        registry.flow().cancel();
        registry.flow().cancel();
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.cancelled"));
        QCOMPARE((*registry.result()).error().next.contains(QStringLiteral("code was sent")), stage == 3);
        QTest::qWait(stage == 3 ? 500 : 50);
        QCOMPARE(registry.endings(), 1); // a late answer changes nothing
    }

    void S11_pastedAddressGoesThroughTheSameValidator()
    {
        Registry registry;
        registry.client.redirectUris = { QStringLiteral("https://www.northbridge.example/orcid/cb?from=baton") };
        QVERIFY(registry.start());
        QVERIFY(!registry.flow().isLoopback());
        QCOMPARE(registry.parameter(QStringLiteral("redirect_uri")), registry.client.redirectUris.first());
        const auto paste = [&registry](const QByteArray &address) {
            const auto result = registry.flow().pasteAddress(QString::fromUtf8(address));
            return result ? QStringLiteral("taken") : result.error().code;
        };
        const QByteArray base = "https://www.northbridge.example/orcid/cb?from=baton&", state = "state=" + registry.state();
        QCOMPARE(paste(""), QStringLiteral("signin.paste_empty"));
        QCOMPARE(paste("Ab12Cd"), QStringLiteral("signin.paste_no_address"));
        QCOMPARE(paste("https://www.northbridge.example.evil/orcid/cb?code=a&" + state), QStringLiteral("signin.paste_elsewhere"));
        QCOMPARE(paste("http://www.northbridge.example/orcid/cb?code=a&" + state), QStringLiteral("signin.paste_elsewhere"));
        QCOMPARE(paste("https://www.northbridge.example:8443/orcid/cb?code=a&" + state), QStringLiteral("signin.paste_elsewhere"));
        QCOMPARE(paste("https://www.northbridge.example/orcid/cbx?code=a&" + state), QStringLiteral("signin.paste_elsewhere"));
        QCOMPARE(paste(registry.flow().link().toEncoded()), QStringLiteral("signin.paste_elsewhere"));
        QCOMPARE(paste(base), QStringLiteral("signin.paste_incomplete"));
        QCOMPARE(paste(base + "code=a"), QStringLiteral("signin.paste_incomplete"));
        QCOMPARE(paste(base + "code=a&state=x"), QStringLiteral("signin.state_mismatch"));
        QCOMPARE(paste(base + "code=a&code=b&" + state), QStringLiteral("signin.paste_broken"));
        QCOMPARE(paste(base + "code=%4&" + state), QStringLiteral("signin.paste_broken"));
        QCOMPARE(registry.endings(), 0);
        QCOMPARE(registry.flow().stage(), Stage::WaitingForResearcher);
        QCOMPARE(paste("  " + base + "code=a%2Bb+c&" + state + "\n"), QStringLiteral("taken"));
        QVERIFY(*registry.result());
        QCOMPARE(registry.tokenRequests().size(), 1);
        QCOMPARE(registry.tokenRequests().first().form().value(QStringLiteral("code")), QStringLiteral("a+b c"));
        QCOMPARE(paste(base + "code=a&" + state), QStringLiteral("signin.paste_not_waiting"));
    }

    void S11_pastedErrorsAndFragments()
    {
        Registry registry;
        registry.client.redirectUris = { QStringLiteral("https://www.northbridge.example/cb") };
        registry.prompt = QStringLiteral("none");
        QVERIFY(registry.start());
        QCOMPARE(registry.parameter(QStringLiteral("prompt")), QStringLiteral("none"));
        QVERIFY(registry.flow().pasteAddress(QStringLiteral("https://www.northbridge.example/cb#error=login_required&state=%1").arg(QString::fromLatin1(registry.state()))));
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.refused"));
    }

    void S11_pastingAlsoHelpsTheLoopbackWay()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(registry.flow().isLoopback());
        QUrl address = registry.redirectUri();
        address.setQuery(QStringLiteral("code=Ab12Cd&state=") + QString::fromLatin1(registry.state()));
        QVERIFY(registry.flow().pasteAddress(address.toString()));
        QVERIFY(*registry.result());
    }

    void S2_localhostIsPasteOnly()
    {
        Registry registry;
        registry.client.redirectUris = { QStringLiteral("http://localhost:%1/callback").arg(Registry::freePort()) };
        QVERIFY(registry.start());
        QVERIFY(!registry.flow().isLoopback());
        QVERIFY(!RawClient(quint16(registry.redirectUri().port())).isConnected());
    }

    void S13_openidMustBeAsked()
    {
        Registry registry;
        registry.scopes = QStringList { QStringLiteral("/read-limited") };
        registry.flow().prepare();
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.scopes"));
    }

    void unusableRedirectUris()
    {
        for (const char *uri : { "", "callback", "ftp://127.0.0.1/x", "http://", "http://127.0.0.1:9761/cb#x", "http://a:b@127.0.0.1/cb" }) {
            Registry registry;
            registry.client.redirectUris = { QString::fromLatin1(uri) };
            registry.flow().prepare();
            QCOMPARE(registry.errorCode(), QStringLiteral("signin.redirect_uri"));
        }
    }

    void discoveryFails_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("not found") << QByteArray("{}") << 404;
        QTest::newRow("broken") << QByteArray("{") << 200;
        QTest::newRow("other issuer") << QByteArray("{\"issuer\":\"http://127.0.0.1:1\"}") << 200;
    }

    void discoveryFails()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        Registry registry;
        registry.discoveryReply = Reply::json(body, status);
        registry.flow().prepare();
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.discovery"));
        QVERIFY((*registry.result()).error().traceId > 0);
        QVERIFY(registry.flow().link().isEmpty());
    }

    void discoveryUnreachable()
    {
        Registry registry;
        registry.environment = orcid::Environment::practice(Registry::freePort());
        registry.flow().prepare();
        QCOMPARE(registry.errorCode(), QStringLiteral("signin.discovery"));
        QCOMPARE((*registry.result()).error().details.value(QStringLiteral("cause")).toString(), QStringLiteral("http.unreachable"));
    }

    void deletedWhileWaiting()
    {
        auto registry = std::make_unique<Registry>();
        QVERIFY(registry->start());
        registry.reset();
        QTest::qWait(20);
    }
};

QTEST_GUILESS_MAIN(tst_SignInFlow)
#include "tst_signinflow.moc"
