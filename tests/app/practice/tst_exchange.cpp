// Token delegation that works (orcid.md 4.2, 4.4, 4.6), over HTTP.
#include "tests/app/practice/fixture.h"

#include "app/base/base64url.h"
#include "app/orcid/scopes.h"

#include <QtCore/QCryptographicHash>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

QSet<QString> scopesOf(const QString &text)
{
    const QStringList list = orcid::splitScopes(text);
    return { list.begin(), list.end() };
}

QJsonObject claimsOf(const QString &jwt)
{
    return QJsonDocument::fromJson(fromBase64Url(jwt.section(u'.', 1, 1).toLatin1()).value_or(QByteArray())).object();
}

const QByteArray work = R"({"title":{"title":{"value":"On tokens"}},"type":"journal-article","external-ids":{"external-id":[
 {"external-id-type":"doi","external-id-value":"10.5555/practice.oauth.1","external-id-relationship":"self"}]}})";

} // namespace

class TestExchange : public QObject {
    Q_OBJECT

    QTemporaryDir m_state;
    std::unique_ptr<PracticeFixture> m_registry;

    Pairs bearer(const QString &token) const
    {
        return { { S("Authorization"), S("Bearer ") + token }, { S("Accept"), S("application/json") }, { S("Content-Type"), S("application/json") } };
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>(m_state.path());
        QVERIFY(m_registry->start());
    }

    void idTokenToAccessToken()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update"));
        const Answer answer = m_registry->exchange(openGrants, grant.value(u"id_token").toString());
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.startsWith("{\"access_token\":"));
        const QJsonObject body = answer.json();
        QCOMPARE(body.keys(), QStringList({ S("access_token"), S("expires_in"), S("is_obo_token"), S("issued_token_type"), S("name"), S("orcid"), S("scope"), S("token_type") }));
        QCOMPARE(body.value(u"token_type").toString(), S("bearer"));
        QVERIFY(body.value(u"expires_in").toInt() >= 3590 && body.value(u"expires_in").toInt() <= 3599);
        QCOMPARE(scopesOf(body.value(u"scope").toString()), (QSet<QString> { S("openid"), S("/read-limited"), S("/activities/update") }));
        QCOMPARE(body.value(u"issued_token_type").toString(), accessTokenType);
        QCOMPARE(body.value(u"name").toString(), S("Sofia Maria Hernandez Garcia"));
        QCOMPARE(body.value(u"orcid").toString(), sofia);
        QCOMPARE(body.value(u"is_obo_token"), QJsonValue(S("true")));
        QCOMPARE(answer.header("cache-control"), QByteArray("no-store"));
    }

    void accessTokenToIdToken()
    {
        const QString access = m_registry->signIn(northbridge, sofia, S("/read-limited")).value(u"access_token").toString(); // no openid needed
        const Answer answer = m_registry->exchange(northbridge, access, { { S("subject_token_type"), accessTokenType }, { S("requested_token_type"), idTokenType } });
        QCOMPARE(answer.status, 200);
        const QJsonObject body = answer.json();
        QCOMPARE(body.keys(), QStringList({ S("access_token"), S("expires_in"), S("issued_token_type"), S("token_type") }));
        QCOMPARE(body.value(u"token_type").toString(), S("N_A"));
        QCOMPARE(body.value(u"expires_in").toInt(), 86399);
        QCOMPARE(body.value(u"issued_token_type").toString(), idTokenType);
        const QJsonObject claims = claimsOf(body.value(u"access_token").toString());
        QCOMPARE(claims.value(u"aud").toString(), northbridge);
        QCOMPARE(claims.value(u"sub").toString(), sofia);
        QVERIFY(!claims.contains(u"nonce"));
        const QByteArray hash = QCryptographicHash::hash(access.toLatin1(), QCryptographicHash::Sha256);
        QCOMPARE(claims.value(u"at_hash").toString().toLatin1(), toBase64Url(hash.left(16)));
        // And it is worth something to a second client.
        QCOMPARE(m_registry->exchange(openGrants, body.value(u"access_token").toString()).status, 200);
    }

    void everyGrantOfTheClientCounts()
    {
        const QString idToken = m_registry->signIn(northbridge, sofia, S("openid")).value(u"id_token").toString();
        m_registry->signIn(northbridge, sofia, S("/read-limited /activities/update"));
        m_registry->signIn(meridian, sofia, S("/person/update")); // another client's: does not count
        m_registry->signIn(northbridge, tomas, S("/person/update")); // another record's: neither
        const QJsonObject body = m_registry->exchange(openGrants, idToken).json();
        QCOMPARE(scopesOf(body.value(u"scope").toString()), (QSet<QString> { S("openid"), S("/read-limited"), S("/activities/update") }));
    }

    void scopeNarrows_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("given");
        QTest::newRow("held as it is") << S("/read-limited") << S("/read-limited");
        QTest::newRow("implied") << S("/orcid-works/create") << S("/orcid-works/create");
        QTest::newRow("part of it available") << S("/read-limited /person/update") << S("/read-limited");
        QTest::newRow("client scopes are dropped, nothing left: everything") << S("/read-public /webhook") << S("openid /read-limited /activities/update");
        QTest::newRow("client scope beside a real one") << S("/read-public openid") << S("openid");
        QTest::newRow("empty") << S("") << S("openid /read-limited /activities/update");
    }

    void scopeNarrows()
    {
        QFETCH(QString, asked);
        QFETCH(QString, given);
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update"));
        const Answer answer = m_registry->exchange(openGrants, grant.value(u"id_token").toString(), { { S("scope"), asked } });
        QCOMPARE(answer.status, 200);
        QCOMPARE(scopesOf(answer.json().value(u"scope").toString()), scopesOf(given));
    }

    void anIdTokenOutlivesItsExpiryAndAnyNumberOfExchanges()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid"));
        m_registry->registry.advanceClock(std::chrono::hours(24 * 400));
        const QString first = m_registry->exchange(openGrants, grant.value(u"id_token").toString()).json().value(u"access_token").toString();
        const QString second = m_registry->exchange(openGrants, grant.value(u"id_token").toString()).json().value(u"access_token").toString();
        QVERIFY(!first.isEmpty() && !second.isEmpty() && first != second);
    }

    void theBackgroundGrantOfTheImplicitFlowCounts()
    {
        const Answer landed = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid /activities/update"),
            { { S("response_type"), S("id_token token") }, { S("nonce"), S("n-1") } }), sofia);
        const Answer answer = m_registry->exchange(openGrants, landed.locationItem(S("id_token")));
        QCOMPARE(answer.status, 200);
        QVERIFY(scopesOf(answer.json().value(u"scope").toString()).contains(S("/activities/update")));
    }

    void withdrawnPermissionLeavesDeletion()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update"));
        const QString idToken = grant.value(u"id_token").toString();
        const QString before = m_registry->exchange(openGrants, idToken).json().value(u"access_token").toString();
        const Answer added = m_registry->send("POST", S("/v3.0/%1/work").arg(sofia), work, bearer(before));
        QCOMPARE(added.status, 201);
        const QString path = added.location().path();
        m_registry->registry.configure([](practice::RegistryCore &core) {
            core.accounts().revokeGrant(sofia, northbridge, { S("openid"), S("/read-limited"), S("/activities/update") });
        });
        // B's running token is a row of its own and goes on.
        QCOMPARE(m_registry->get(path, bearer(before)).status, 200);
        const Answer after = m_registry->exchange(openGrants, idToken);
        QCOMPARE(after.status, 200);
        QCOMPARE(after.json().value(u"scope").toString(), S("/activities/update"));
        const QString deleteOnly = after.json().value(u"access_token").toString();
        const Answer read = m_registry->get(path, bearer(deleteOnly));
        QCOMPARE(read.status, 401);
        QCOMPARE(read.body, "{\"error\":\"invalid_token\",\"error_description\":\"Invalid access token: " + deleteOnly.toLatin1() + "\"}");
        QCOMPARE(m_registry->send("POST", S("/v3.0/%1/work").arg(sofia), work, bearer(deleteOnly)).status, 401);
        QCOMPARE(m_registry->send("DELETE", path, {}, bearer(deleteOnly)).status, 204);
    }

    void oneLiveGrantIsEnough()
    {
        const QJsonObject first = m_registry->signIn(northbridge, sofia, S("openid"));
        m_registry->signIn(northbridge, sofia, S("/read-limited"));
        m_registry->registry.configure([&](practice::RegistryCore &core) {
            core.accounts().disable(first.value(u"access_token").toString().toLatin1(), practice::revoke::byStaff);
        });
        const QJsonObject body = m_registry->exchange(openGrants, first.value(u"id_token").toString()).json();
        QCOMPARE(body.value(u"scope").toString(), S("/read-limited"));
    }

    void deleteOnlySwallowsOtherLiveScopes()
    {
        const QJsonObject update = m_registry->signIn(northbridge, sofia, S("openid /activities/update"));
        m_registry->signIn(northbridge, sofia, S("/read-limited"));
        m_registry->registry.configure([&](practice::RegistryCore &core) {
            core.accounts().disable(update.value(u"access_token").toString().toLatin1(), practice::revoke::byResearcher);
        });
        const QJsonObject body = m_registry->exchange(openGrants, update.value(u"id_token").toString()).json();
        QCOMPARE(body.value(u"scope").toString(), S("/activities/update"));
        // A new permission brings everything back.
        m_registry->signIn(northbridge, sofia, S("/activities/update"));
        const QJsonObject again = m_registry->exchange(openGrants, update.value(u"id_token").toString()).json();
        QCOMPARE(scopesOf(again.value(u"scope").toString()), (QSet<QString> { S("/read-limited"), S("/activities/update") }));
    }

    void theHourEnds()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        const QString token = m_registry->exchange(openGrants, grant.value(u"id_token").toString()).json().value(u"access_token").toString();
        QCOMPARE(m_registry->get(S("/v3.0/%1/works").arg(sofia), bearer(token)).status, 200);
        m_registry->registry.advanceClock(std::chrono::seconds(3601));
        QCOMPARE(m_registry->get(S("/v3.0/%1/works").arg(sofia), bearer(token)).status, 401);
    }

    void sourceIsTheSecondClientAndOriginTheFirst()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update"));
        const QString token = m_registry->exchange(openGrants, grant.value(u"id_token").toString()).json().value(u"access_token").toString();
        const Answer added = m_registry->send("POST", S("/v3.0/%1/work").arg(sofia), work, bearer(token));
        QCOMPARE(added.status, 201);
        const QJsonObject source = m_registry->get(added.location().path(), bearer(token)).json().value(u"source").toObject();
        QCOMPARE(source.value(u"source-client-id").toObject().value(u"path").toString(), openGrants);
        QCOMPARE(source.value(u"assertion-origin-client-id").toObject().value(u"path").toString(), northbridge);
        const Answer page = m_registry->get(QLatin1Char('/') + sofia + S("?all=works"));
        QVERIFY(page.body.contains("Northbridge University <i>via</i> Open Grants Platform"));
    }

    void apiWithoutOrWithWrongToken()
    {
        const Answer none = m_registry->get(S("/v3.0/%1/works").arg(sofia), { { S("Accept"), S("application/json") } });
        QCOMPARE(none.status, 403);
        QCOMPARE(none.json().value(u"error").toString(), S("forbidden"));
        const Answer wrong = m_registry->get(S("/v3.0/%1/works").arg(sofia), bearer(S("nonsense")));
        QCOMPARE(wrong.status, 401);
        QCOMPARE(wrong.body, QByteArray("{\"error\":\"invalid_token\",\"error_description\":\"Invalid access token: nonsense\"}"));
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
