#include "app/base/base64url.h"
#include "app/signin/authorization.h"

#include <QtCore/QDirIterator>
#include <QtCore/QUrlQuery>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;

namespace {

AuthorizationRequest request()
{
    return { QUrl(QStringLiteral("https://orcid.org/oauth/authorize")), QStringLiteral("APP-NB7K2QX4M0T9W6RA"),
        QStringLiteral("http://127.0.0.1:9761/callback/x"), { QStringLiteral("openid"), QStringLiteral("/read-limited") }, {}, Attempt::fresh() };
}

/// As a server reads a query: "+" is a space.
QString serverReads(const QUrl &link, const QString &name)
{
    QString query = link.query(QUrl::FullyEncoded);
    query.replace(u'+', QStringLiteral("%20"));
    return QUrlQuery(query).queryItemValue(name, QUrl::FullyDecoded);
}

} // namespace

class tst_Authorization : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void S3_nothingOfQtsOwnHandlerOrGenerator()
    {
        QDirIterator files(QStringLiteral(BATON_SOURCE_DIR "/app"), { QStringLiteral("*.cpp"), QStringLiteral("*.h") }, QDir::Files, QDirIterator::Subdirectories);
        int seen = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY2(!text.contains("QOAuthHttpServerReplyHandler") && !text.contains("generateRandomString"), qPrintable(file.fileName()));
            ++seen;
        }
        QVERIFY(seen > 20);
    }

    void S4_valuesAreFreshAndLong()
    {
        QSet<QByteArray> all;
        for (int i = 0; i < 200; ++i) {
            const Attempt attempt = Attempt::fresh();
            QCOMPARE(fromBase64Url(attempt.state)->size(), 32);
            QCOMPARE(fromBase64Url(attempt.nonce)->size(), 32);
            QCOMPARE(fromBase64Url(attempt.verifier.view())->size(), 32);
            QCOMPARE(fromBase64Url(attempt.pathSegment)->size(), 16);
            all << attempt.state << attempt.nonce << attempt.verifier.reveal() << attempt.pathSegment;
        }
        QCOMPARE(all.size(), 800);
    }

    void S5_challengeOfRfc7636AppendixB()
    {
        QCOMPARE(codeChallenge(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    void S5_linkCarriesS256AndNoVerifier()
    {
        const AuthorizationRequest wanted = request();
        const QUrl link = authorizationLink(wanted);
        QCOMPARE(serverReads(link, QStringLiteral("code_challenge_method")), QStringLiteral("S256"));
        QCOMPARE(serverReads(link, QStringLiteral("code_challenge")).toLatin1(), codeChallenge(wanted.attempt.verifier));
        QVERIFY(!link.toEncoded().contains(wanted.attempt.verifier.reveal()));
    }

    void linkIsAsOrcidReadsIt()
    {
        const AuthorizationRequest wanted = request();
        const QUrl link = authorizationLink(wanted);
        QCOMPARE(link.adjusted(QUrl::RemoveQuery), wanted.endpoint);
        QCOMPARE(serverReads(link, QStringLiteral("client_id")), wanted.clientId);
        QCOMPARE(serverReads(link, QStringLiteral("response_type")), QStringLiteral("code"));
        QCOMPARE(serverReads(link, QStringLiteral("scope")), QStringLiteral("openid /read-limited"));
        QCOMPARE(serverReads(link, QStringLiteral("redirect_uri")), wanted.redirectUri);
        QCOMPARE(serverReads(link, QStringLiteral("state")).toLatin1(), wanted.attempt.state);
        QCOMPARE(serverReads(link, QStringLiteral("nonce")).toLatin1(), wanted.attempt.nonce);
        QVERIFY(!link.query().contains(QStringLiteral("prompt")));
        QVERIFY(link.toEncoded().contains("scope=openid%20")); // ORCID folds "+", others do not
    }

    void S8_everyValueIsEncodedOnce()
    {
        AuthorizationRequest wanted = request();
        wanted.redirectUri = QStringLiteral("https://x.example/a%2Fb?x=1+2&y=%2B#");
        wanted.prompt = QStringLiteral("login");
        wanted.clientId = QStringLiteral("a+b&c=d e");
        const QUrl link = authorizationLink(wanted);
        QCOMPARE(serverReads(link, QStringLiteral("redirect_uri")), wanted.redirectUri);
        QCOMPARE(serverReads(link, QStringLiteral("client_id")), wanted.clientId);
        QCOMPARE(serverReads(link, QStringLiteral("prompt")), wanted.prompt);
    }

    void queryOfTheEndpointIsKept()
    {
        AuthorizationRequest wanted = request();
        wanted.endpoint = QUrl(QStringLiteral("https://x.example/authorize?tenant=a%2Bb"));
        const QUrl link = authorizationLink(wanted);
        QCOMPARE(serverReads(link, QStringLiteral("tenant")), QStringLiteral("a+b"));
        QCOMPARE(serverReads(link, QStringLiteral("client_id")), wanted.clientId);
    }
};

QTEST_GUILESS_MAIN(tst_Authorization)
#include "tst_authorization.moc"
