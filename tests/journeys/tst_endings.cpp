#include "tests/journeys/support/browser.h"
#include "tests/journeys/support/desktop.h"
#include "tests/support/fakeserver.h"

#include "ui/signin/signinpage.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

/// One journey for every way a sign-in can end other than well: the app says it in words, and the browser's page never
/// says it was done when it was not (S1–S14).
class tst_Endings : public QObject {
    Q_OBJECT

private:
    Browser m_browser;
    std::unique_ptr<Desktop> m_desktop;

    void openBrowser()
    {
        QVERIFY(m_desktop->click(QStringLiteral("Sign in")));
        QVERIFY(m_desktop->click(QStringLiteral("Open browser to sign in")));
    }

    // A provider whose token endpoint misbehaves; the browser part is the real Chromium.
    void usesProvider(FakeServer &server, const Reply &tokenAnswer)
    {
        const QString issuer = QStringLiteral("http://127.0.0.1:%1").arg(server.port());
        server.handler = [issuer, tokenAnswer](const Received &request) {
            if (request.path() == "/.well-known/openid-configuration") {
                const QJsonObject document { { QStringLiteral("issuer"), issuer },
                    { QStringLiteral("authorization_endpoint"), issuer + QStringLiteral("/authorize") },
                    { QStringLiteral("token_endpoint"), issuer + QStringLiteral("/token") },
                    { QStringLiteral("jwks_uri"), issuer + QStringLiteral("/jwks") } };
                return Reply::json(QJsonDocument(document).toJson());
            }
            if (request.path() == "/authorize") {
                const QUrlQuery query(QUrl(QString::fromUtf8(request.target)).query());
                const QString back = query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded)
                    + QStringLiteral("?code=Ab12Cd&state=") + query.queryItemValue(QStringLiteral("state"));
                return Reply::redirect(302, back.toUtf8());
            }
            if (request.path() == "/token")
                return tokenAnswer;
            return Reply::empty(404);
        };
        clients::ClientProfile client;
        client.environmentId = QStringLiteral("custom");
        client.name = QStringLiteral("Test client");
        client.clientId = QStringLiteral("journey");
        client.secret = Secret(QByteArrayView("a secret"));
        client.redirectUris = { QStringLiteral("http://127.0.0.1:9761/callback") };
        QVERIFY(m_desktop->desk().clients.save(client));
        ui::Environments &environments = m_desktop->bench().environments();
        environments.setCustom(orcid::Environment::custom(issuer));
        environments.choose(QStringLiteral("custom"));
    }

    void pageNeverSaysDone()
    {
        const QString text = m_browser.bodyText();
        QVERIFY(!text.isEmpty());
        for (const char *word : { "you are signed in", "done", "success", "complete" })
            QVERIFY2(!text.contains(QLatin1String(word), Qt::CaseInsensitive), qPrintable(text));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_browser.start(), qPrintable(m_browser.problem()));
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->start());
        m_desktop->bench().startPractising();
        m_desktop->bench().settings().setBrowserCommand(m_browser.command());
        m_desktop->bench().settings().setBrowser(ui::Settings::Browser::Command);
    }

    void init()
    {
        m_browser.clearCookies();
        m_browser.open(QUrl(QStringLiteral("about:blank")));
        m_desktop->bench().environments().choose(QStringLiteral("practice"));
    }

    void cleanup() { m_desktop->bench().conductor().signIn()->cancel(); }

    void denied()
    {
        openBrowser();
        QVERIFY(m_browser.clickNamed(QStringLiteral("Deny access")));
        QVERIFY(m_desktop->sees(QStringLiteral("The researcher said no. Nothing was received.")));
        QVERIFY(m_browser.waitForUrl(QStringLiteral("http://127.0.0.1:9761/callback")));
        pageNeverSaysDone();
        m_desktop->picture(QStringLiteral("ending-denied"));
    }

    void S6_wrongState()
    {
        openBrowser();
        QVERIFY(m_browser.waitForUrl(m_desktop->desk().practiceEnvironment().issuer));
        // Somebody else's answer at our callback address: refused, nothing is said of it, and the attempt goes on.
        const QUrl redirect(QUrlQuery(m_desktop->bench().conductor().signIn()->link()).queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        QTcpSocket stray;
        stray.connectToHost(QHostAddress::LocalHost, quint16(redirect.port()));
        QVERIFY(stray.waitForConnected(5000));
        stray.write("GET " + redirect.path().toUtf8() + "?code=Ab12Cd&state=forged HTTP/1.1\r\nHost: " + redirect.authority().toUtf8() + "\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(stray.state() == QAbstractSocket::UnconnectedState || stray.bytesAvailable() > 0, 10'000);
        const QByteArray answer = stray.readAll();
        QVERIFY2(answer.startsWith("HTTP/1.1 400"), answer.constData());
        QVERIFY(!answer.contains("forged"));
        QVERIFY(m_desktop->bench().conductor().signIn()->isWaiting());
        QVERIFY(m_browser.clickNamed(QStringLiteral("Sign in as Sofia Maria Hernandez Garcia")));
        QVERIFY(m_browser.clickNamed(QStringLiteral("Authorize access")));
        QVERIFY(m_desktop->shows(ui::PageId::IdentityToken));
    }

    void portBusy()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost), 9761));
        openBrowser();
        QVERIFY(m_desktop->sees(QStringLiteral("9761")));
        QVERIFY(m_desktop->sees(QStringLiteral("in use")));
        QCOMPARE(m_browser.url(), QUrl(QStringLiteral("about:blank"))); // no browser before the listener is bound (S2)
        m_desktop->picture(QStringLiteral("ending-port-busy"));
    }

    void timedOut()
    {
        ui::SignInPage *page = m_desktop->bench().conductor().signIn();
        page->setTimeout(std::chrono::seconds(2));
        openBrowser();
        QVERIFY(m_desktop->sees(QStringLiteral("Timed out"), 20'000));
        page->setTimeout(std::chrono::seconds(300));
        m_desktop->picture(QStringLiteral("ending-timed-out"));
    }

    void tokenEndpointRefuses()
    {
        FakeServer server;
        usesProvider(server, Reply::json(R"({"error":"invalid_grant","error_description":"Reused authorization code: Ab12Cd"})", 400));
        openBrowser();
        QVERIFY(m_desktop->sees(QStringLiteral("400"), 20'000));
        QVERIFY(m_desktop->sees(QStringLiteral("Reused authorization code"), 5000));
        pageNeverSaysDone();
        m_desktop->picture(QStringLiteral("ending-token-400"));
        QCOMPARE(std::count_if(server.requests().begin(), server.requests().end(), [](const Received &one) { return one.path() == "/token"; }), 1);
    }

    void tokenEndpointUnreachable()
    {
        FakeServer server;
        usesProvider(server, Reply::dropped());
        openBrowser();
        QTRY_VERIFY_WITH_TIMEOUT(!m_desktop->bench().conductor().signIn()->isWaiting(), 30'000);
        QVERIFY(m_desktop->sees(QStringLiteral("did not answer"), 5000) || m_desktop->sees(QStringLiteral("could not be reached"), 1000));
        pageNeverSaysDone();
        m_desktop->picture(QStringLiteral("ending-token-unreachable"));
        QCOMPARE(std::count_if(server.requests().begin(), server.requests().end(), [](const Received &one) { return one.path() == "/token"; }), 1); // S12
    }

    void cancelled()
    {
        openBrowser();
        QVERIFY(m_browser.waitForUrl(m_desktop->desk().practiceEnvironment().issuer));
        QVERIFY(m_desktop->click(QStringLiteral("Cancel sign-in")));
        QTRY_VERIFY(!m_desktop->bench().conductor().signIn()->isWaiting());
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, 9761);
        QVERIFY(!socket.waitForConnected(2000)); // the listener is gone
    }

    void cleanupTestCase() { m_desktop.reset(); }
};

QTEST_MAIN(tst_Endings)
#include "tst_endings.moc"
