#include "app/signin/discovery.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;
using orcid::Environment;

namespace {

QJsonObject documentOf(const QString &issuer)
{
    return { { QStringLiteral("issuer"), issuer }, { QStringLiteral("authorization_endpoint"), issuer + QStringLiteral("/oauth/authorize") },
        { QStringLiteral("token_endpoint"), issuer + QStringLiteral("/oauth/token") },
        { QStringLiteral("response_types_supported"), QJsonArray { QStringLiteral("code"), QStringLiteral("id_token") } },
        { QStringLiteral("id_token_signing_alg_values_supported"), QJsonArray { QStringLiteral("RS256") } },
        { QStringLiteral("token_endpoint_auth_methods_supported"), QJsonArray { QStringLiteral("client_secret_post") } } };
}

QByteArray bytes(const QJsonObject &document)
{
    return QJsonDocument(document).toJson();
}

QJsonObject with(QJsonObject document, const QString &name, const QJsonValue &value)
{
    document.insert(name, value);
    return document;
}

} // namespace

class tst_Discovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsOrcid()
    {
        const auto provider = readProvider(Environment::production(), bytes(documentOf(QStringLiteral("https://orcid.org"))));
        QVERIFY(provider);
        QCOMPARE(provider->authorizationEndpoint, QUrl(QStringLiteral("https://orcid.org/oauth/authorize")));
        QCOMPARE(provider->tokenEndpoint, QUrl(QStringLiteral("https://orcid.org/oauth/token")));
        QCOMPARE(provider->tokenHosts, QStringList { QStringLiteral("orcid.org") });
        QVERIFY(!provider->issuerInAnswer);
        QCOMPARE(provider->clientAuth, Provider::ClientAuth::Post);
    }

    void S7_issuerParameterIsRead()
    {
        const auto document = with(documentOf(QStringLiteral("https://orcid.org")), QStringLiteral("authorization_response_iss_parameter_supported"), true);
        QVERIFY(readProvider(Environment::production(), bytes(document))->issuerInAnswer);
    }

    void S38_refused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonValue>("value");
        const QString authorize = QStringLiteral("authorization_endpoint"), token = QStringLiteral("token_endpoint");
        const auto text = [](const char *value) { return QJsonValue(QString::fromLatin1(value)); };
        QTest::newRow("other issuer") << QStringLiteral("issuer") << text("https://sandbox.orcid.org");
        QTest::newRow("issuer with slash") << QStringLiteral("issuer") << text("https://orcid.org/");
        QTest::newRow("no issuer") << QStringLiteral("issuer") << QJsonValue();
        QTest::newRow("foreign sign-in") << authorize << text("https://orcid.org.evil.example/oauth/authorize");
        QTest::newRow("foreign token endpoint") << token << text("https://evil.example/oauth/token");
        QTest::newRow("other port") << token << text("https://orcid.org:8443/oauth/token");
        QTest::newRow("plain http") << token << text("http://orcid.org/oauth/token");
        QTest::newRow("user info") << authorize << text("https://a:b@orcid.org/oauth/authorize");
        QTest::newRow("fragment") << authorize << text("https://orcid.org/oauth/authorize#x");
        QTest::newRow("script") << authorize << text("javascript:alert(1)");
        QTest::newRow("file") << authorize << text("file:///etc/passwd");
        QTest::newRow("loopback") << token << text("http://127.0.0.1:80/token");
        QTest::newRow("number") << token << QJsonValue(7);
        QTest::newRow("no code flow") << QStringLiteral("response_types_supported") << QJsonValue(QJsonArray { QStringLiteral("id_token") });
        QTest::newRow("no RS256") << QStringLiteral("id_token_signing_alg_values_supported") << QJsonValue(QJsonArray { QStringLiteral("ES256") });
    }

    void S38_refused()
    {
        QFETCH(QString, name);
        QFETCH(QJsonValue, value);
        const auto provider = readProvider(Environment::production(), bytes(with(documentOf(QStringLiteral("https://orcid.org")), name, value)));
        QVERIFY(!provider);
        QCOMPARE(provider.error().code, QStringLiteral("signin.discovery"));
        QVERIFY(!provider.error().next.isEmpty());
    }

    void brokenDocuments()
    {
        for (const QByteArray document : { "", "[]", "{", "{\"issuer\":\"a\",\"issuer\":\"https://orcid.org\"}" })
            QVERIFY2(!readProvider(Environment::production(), document), document);
    }

    void customTakesItsEndpointsFromTheDocument()
    {
        const auto custom = Environment::custom(QStringLiteral("https://login.example"));
        auto document = with(documentOf(custom.issuer), QStringLiteral("token_endpoint"), QStringLiteral("https://tokens.example:8443/t"));
        auto provider = readProvider(custom, bytes(document));
        QVERIFY(provider);
        QCOMPARE(provider->tokenHosts, QStringList { QStringLiteral("tokens.example:8443") });
        document.insert(QStringLiteral("token_endpoint"), QStringLiteral("http://tokens.example/t"));
        QVERIFY(!readProvider(custom, bytes(document)));
        document.insert(QStringLiteral("token_endpoint"), QStringLiteral("http://127.0.0.1:99/t"));
        QVERIFY(!readProvider(custom, bytes(document))); // loopback only for an issuer that is there itself
    }

    void loopbackIssuerMayUseHttp()
    {
        const auto custom = Environment::custom(QStringLiteral("http://127.0.0.1:4000"));
        QVERIFY(readProvider(custom, bytes(documentOf(custom.issuer))));
        QVERIFY(readProvider(Environment::practice(), bytes(documentOf(Environment::practice().issuer))));
    }

    void customSendsTheSecretAsItsProviderWants()
    {
        const auto custom = Environment::custom(QStringLiteral("https://login.example"));
        const QString methods = QStringLiteral("token_endpoint_auth_methods_supported");
        auto document = documentOf(custom.issuer);
        QCOMPARE(readProvider(custom, bytes(document))->clientAuth, Provider::ClientAuth::Post);
        document.insert(methods, QJsonArray { QStringLiteral("client_secret_basic") });
        QCOMPARE(readProvider(custom, bytes(document))->clientAuth, Provider::ClientAuth::Basic);
        document.remove(methods);
        QCOMPARE(readProvider(custom, bytes(document))->clientAuth, Provider::ClientAuth::Basic);
    }
};

QTEST_GUILESS_MAIN(tst_Discovery)
#include "tst_discovery.moc"
