#include "app/signin/signinflow.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;

/// The sign-in against the npm package oidc-provider, known only by its discovery document.
class tst_OidcProvider : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_node.setWorkingDirectory(QStringLiteral(BATON_PROVIDER_DIR));
        m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_node.start(QStringLiteral(BATON_NODE), { QStringLiteral("server.mjs") });
        QVERIFY(QTest::qWaitFor([this] { return m_node.canReadLine() || m_node.state() == QProcess::NotRunning; }, 30'000));
        const QJsonObject ready = QJsonDocument::fromJson(m_node.readLine()).object();
        m_issuer = ready.value(QStringLiteral("issuer")).toString();
        QVERIFY(m_issuer.startsWith(QStringLiteral("http://127.0.0.1:")));
        m_client.secret = Secret::fromString(ready.value(QStringLiteral("secret")).toString());
        m_client.name = QStringLiteral("Baton");
        m_client.redirectUris = { QStringLiteral("http://127.0.0.1:0/callback") };
    }

    void cleanupTestCase()
    {
        m_node.closeWriteChannel();
        if (!m_node.waitForFinished(3000))
            m_node.kill();
    }

    void signsIn()
    {
        m_client.clientId = QStringLiteral("baton");
        const auto result = signIn();
        QVERIFY(result);
        QVERIFY2(*result, *result ? "" : qPrintable(result->error().text()));
        const Tokens &tokens = **result;
        QCOMPARE(tokens.grantedScopes, QStringList { QStringLiteral("openid") });
        QVERIFY(!tokens.accessToken.isEmpty());
        const QList<QByteArray> parts = tokens.idToken.reveal().split('.');
        QCOMPARE(parts.size(), 3);
        QCOMPARE(json(parts.at(0)).value(QStringLiteral("alg")).toString(), QStringLiteral("RS256"));
        const QJsonObject claims = json(parts.at(1));
        QCOMPARE(claims.value(QStringLiteral("iss")).toString(), m_issuer);
        QCOMPARE(claims.value(QStringLiteral("aud")).toString(), m_client.clientId);
        QCOMPARE(claims.value(QStringLiteral("sub")).toString(), QStringLiteral("ada"));
        QCOMPARE(claims.value(QStringLiteral("nonce")).toString().toLatin1(), tokens.nonce);
        QVERIFY(m_answer.hasQueryItem(QStringLiteral("iss"))); // it announces RFC 9207, so S7 was put to the test
        QVERIFY(m_page.contains("The answer reached Baton"));
    }

    void isDenied()
    {
        m_client.clientId = QStringLiteral("baton-denied");
        const auto result = signIn();
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, QStringLiteral("signin.denied"));
        QVERIFY(m_page.contains("Permission was not given"));
    }

    void wrongSecretIsExplained()
    {
        m_client.clientId = QStringLiteral("baton");
        const Secret right = std::exchange(m_client.secret, Secret("wrong"));
        const auto result = signIn();
        m_client.secret = right;
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, QStringLiteral("signin.token_refused"));
        QVERIFY2(result->error().what.contains(QStringLiteral("does not accept the id and secret")), qPrintable(result->error().what));
    }

    void oneSlashMoreIsAnotherIssuer()
    {
        const QString right = std::exchange(m_issuer, m_issuer + u'/');
        const auto result = signIn();
        m_issuer = right;
        QVERIFY(result && !*result);
        QCOMPARE(result->error().code, QStringLiteral("signin.discovery"));
    }

private:
    static QJsonObject json(const QByteArray &part)
    {
        return QJsonDocument::fromJson(QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding)).object();
    }

    std::optional<Result<Tokens>> signIn()
    {
        m_page.clear();
        http::Trace trace;
        http::HttpClient client(trace);
        SystemClock clock;
        SignInFlow flow(client, clock, { orcid::Environment::custom(m_issuer), m_client, m_client.redirectUris.first(), { QStringLiteral("openid") }, {} });
        QSignalSpy finished(&flow, &SignInFlow::finished);
        QNetworkAccessManager browser; // with cookies, and following redirects
        connect(&flow, &SignInFlow::prepared, &flow, &SignInFlow::start);
        connect(&flow, &SignInFlow::started, &browser, [this, &flow, &browser] {
            QNetworkReply *reply = browser.get(QNetworkRequest(flow.link()));
            connect(reply, &QNetworkReply::finished, reply, [this, reply] {
                m_page = reply->readAll();
                m_answer = QUrlQuery(reply->url());
            });
        });
        flow.prepare();
        if (!QTest::qWaitFor([&] { return finished.size() == 1 && (flow.link().isEmpty() || !m_page.isEmpty()); }, 15'000))
            return std::nullopt;
        return finished.first().first().value<Result<Tokens>>();
    }

    QProcess m_node;
    QString m_issuer;
    clients::ClientProfile m_client;
    QByteArray m_page;
    QUrlQuery m_answer;
};

QTEST_GUILESS_MAIN(tst_OidcProvider)
#include "tst_oidcprovider.moc"
