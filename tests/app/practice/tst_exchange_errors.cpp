// Every row of orcid.md 4.5 over HTTP: status, error and description to the letter.
#include "tests/app/practice/fixture.h"

#include "app/base/base64url.h"
#include "app/jose/jws.h"
#include "app/practice/state.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

namespace {

using Call = std::function<Answer(PracticeFixture &)>;

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

QTemporaryDir &stateDir()
{
    static QTemporaryDir dir;
    return dir;
}

/// Signed by the registry's own key, with any claims.
QString signedToken(const QJsonObject &claims)
{
    const auto state = practice::loadOrMakeState(stateDir().path(), {}, 2026);
    const QByteArray payload = QJsonDocument(claims).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(jose::signJws(payload, state->key, { { S("kid"), state->key.kid() } }).value());
}

QString withHeader(const QByteArray &header)
{
    return QString::fromLatin1(toBase64Url(header) + '.' + toBase64Url("{\"aud\":\"x\",\"sub\":\"y\"}") + '.' + toBase64Url("signature"));
}

QString idToken(PracticeFixture &registry, const QString &client = northbridge, const QString &scope = S("openid /activities/update"))
{
    return registry.signIn(client, sofia, scope).value(u"id_token").toString();
}

void setState(PracticeFixture &registry, const QString &client, practice::Client::State state)
{
    registry.registry.configure([&](practice::RegistryCore &core) { core.accounts().editClient(client)->state = state; });
}

void disableAll(PracticeFixture &registry, const QString &reason)
{
    registry.registry.configure([&](practice::RegistryCore &core) {
        for (const practice::TokenRow *row : core.accounts().tokensOf(northbridge, sofia))
            core.accounts().disable(row->value, reason);
    });
}

Answer toIdToken(PracticeFixture &registry, const QString &client, const QString &accessToken)
{
    return registry.exchange(client, accessToken, { { S("subject_token_type"), accessTokenType }, { S("requested_token_type"), idTokenType } });
}

struct Case {
    const char *name;
    Call call;
    int status;
    const char *error;
    QString description;
};

const QString refusedScope = S("One of the provided scopes is not allowed. Please refer to the list of allowed scopes at: "
                               "https://github.com/ORCID/ORCID-Source/tree/master/orcid-model/src/main/resources/record_2.0#scopes.");
const QString missing = S("Missing IETF Token exchange request parameter(s).  Required: subject_token subject_token_type requested_token_type");
const QString types = S("Invalid IETF token exchange token type(s) supported tokens types are urn:ietf:params:oauth:token-type:id_token "
                        "urn:ietf:params:oauth:token-type:access_token");
const QString unreadable = S("Unexpected id token value, cannot parse the id_token");

QList<Case> requestCases()
{
    return {
        { "1 wrong secret", [](PracticeFixture &r) { return r.post(S("/oauth/token"), { { S("client_id"), openGrants }, { S("client_secret"), S("wrong") }, { S("grant_type"), exchangeGrant } }); }, 401, "invalid_client", S("Bad client credentials") },
        { "1 unknown client", [](PracticeFixture &r) { return r.exchange(S("APP-0000000000000000"), S("x"), {}); }, 401, "invalid_client", S("Bad client credentials") },
        { "2 no grant type", [](PracticeFixture &r) { return r.token(openGrants, { { S("subject_token"), S("x") } }); }, 400, "unsupported_grant_type", S("grant_type is missing") },
        { "3 unknown word", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("scope"), S("/read-limited /nonsense") } }); }, 401, "invalid_scope", refusedScope + S(" Provided scopes: /read-limited,/nonsense") },
        { "3 internal word", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("scope"), S("/orcid-internal") } }); }, 401, "invalid_scope", refusedScope },
        { "3 before 4", [](PracticeFixture &r) { return r.exchange(openGrants, S(""), { { S("scope"), S("/nonsense") } }); }, 401, "invalid_scope", refusedScope + S(" Provided scopes: /nonsense") },
        { "4 empty subject token", [](PracticeFixture &r) { return r.exchange(openGrants, S("")); }, 400, "invalid_request", missing },
        { "4 empty subject type", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("subject_token_type"), S("") } }); }, 400, "invalid_request", missing },
        { "4 empty requested type", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("requested_token_type"), S("") } }); }, 400, "invalid_request", missing },
        { "4 absent subject token falls into 8", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("subject_token"), QString() } }); }, 400, "invalid_request", unreadable },
        { "4 absent type falls into 5", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("requested_token_type"), QString() } }); }, 400, "invalid_request", types },
        { "5 unknown type", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("subject_token_type"), S("urn:ietf:params:oauth:token-type:jwt") } }); }, 400, "invalid_request", types },
        { "5 both the same", [](PracticeFixture &r) { return r.exchange(openGrants, S("x"), { { S("requested_token_type"), idTokenType } }); }, 400, "invalid_request", types },
        { "6 caller locked", [](PracticeFixture &r) { setState(r, openGrants, practice::Client::State::Locked); return r.exchange(openGrants, S("x")); }, 400, "unauthorized_client", S("The client is locked") },
        { "6 caller deactivated", [](PracticeFixture &r) { setState(r, openGrants, practice::Client::State::Deactivated); return r.exchange(openGrants, S("x")); }, 400, "unauthorized_client", S("Client APP-OG55T1ZR8K3CV7QD is deactivated") },
        { "7 no grant", [](PracticeFixture &r) { return r.exchange(meridian, idToken(r)); }, 400, "invalid_request", S("Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled") },
    };
}

QList<Case> tokenCases()
{
    return {
        { "8 no JWT", [](PracticeFixture &r) { return r.exchange(openGrants, S("hello")); }, 400, "invalid_request", unreadable },
        { "8 not base64url", [](PracticeFixture &r) { return r.exchange(openGrants, S("a.b.c")); }, 400, "invalid_request", unreadable },
        { "8 unsigned", [](PracticeFixture &r) { return r.exchange(openGrants, withHeader("{\"alg\":\"none\"}")); }, 400, "invalid_request", unreadable },
        { "9 signature altered", [](PracticeFixture &r) {
             QString token = idToken(r);
             const qsizetype at = token.lastIndexOf(u'.') + 5;
             token[at] = token.at(at) == u'A' ? u'B' : u'A';
             return r.exchange(openGrants, token); }, 400, "invalid_request", S("Invalid id token signature") },
        { "9 another key", [](PracticeFixture &r) {
             const auto key = jose::Jwk::generateRsa(2048).withKid(S("practice-2026-1"));
             return r.exchange(openGrants, QString::fromLatin1(jose::signJws("{\"aud\":\"x\",\"sub\":\"y\"}", key, { { S("kid"), key.kid() } }).value())); },
          400, "invalid_request", S("Invalid id token signature") },
        { "9b HMAC", [](PracticeFixture &r) { return r.exchange(openGrants, withHeader("{\"alg\":\"HS256\"}")); }, 500, "server_error", S("Unsupported JWS algorithm, must be one of the RSA family") },
        { "9b elliptic curve", [](PracticeFixture &r) { return r.exchange(openGrants, withHeader("{\"alg\":\"ES256\"}")); }, 500, "server_error", S("Unsupported JWS algorithm, must be one of the RSA family") },
        { "9b no audience", [](PracticeFixture &r) { return r.exchange(openGrants, signedToken({ { S("sub"), sofia } })); }, 500, "server_error", S("The id_token has no audience") },
        { "10 not on the allow-list", [](PracticeFixture &r) { return r.exchange(halden, idToken(r)); }, 400, "invalid_request", S("Client APP-HR61PD3VY7C2K8SN cannot act on behalf of client APP-NB7K2QX4M0T9W6RA") },
        { "10 before 11", [](PracticeFixture &r) { return r.exchange(northbridge, idToken(r)); }, 400, "invalid_request", S("Client APP-NB7K2QX4M0T9W6RA cannot act on behalf of client APP-NB7K2QX4M0T9W6RA") },
        { "11 own id_token", [](PracticeFixture &r) { return r.exchange(openGrants, idToken(r, openGrants)); }, 400, "invalid_request", S("Attempt to exchange own id_token, use refresh token instead") },
        { "12 original client unknown", [](PracticeFixture &r) { return r.exchange(openGrants, signedToken({ { S("aud"), S("APP-0000000000000000") }, { S("sub"), sofia } })); }, 500, "server_error", S("Client not found: APP-0000000000000000") },
        { "13 original client locked", [](PracticeFixture &r) { const QString t = idToken(r); setState(r, northbridge, practice::Client::State::Locked); return r.exchange(openGrants, t); }, 400, "unauthorized_client", S("The client is locked") },
        { "13 original client deactivated", [](PracticeFixture &r) { const QString t = idToken(r); setState(r, northbridge, practice::Client::State::Deactivated); return r.exchange(openGrants, t); }, 400, "unauthorized_client", S("Client APP-NB7K2QX4M0T9W6RA is deactivated") },
    };
}

QList<Case> scopeCases()
{
    const auto revoked = [](const QString &reason) {
        return [reason](PracticeFixture &r) { const QString t = idToken(r); disableAll(r, reason); return r.exchange(openGrants, t); };
    };
    const QString noneActive = S("There are no active tokens with valid scopes for this account");
    const QString notAssociated = S("The id_token is not associated with a valid scope");
    return {
        { "14 revoked by client", revoked(practice::revoke::byClient), 401, "invalid_scope", noneActive },
        { "14 revoked by staff", revoked(practice::revoke::byStaff), 401, "invalid_scope", noneActive },
        { "14 record deactivated", revoked(practice::revoke::recordDeactivated), 401, "invalid_scope", noneActive },
        { "14 code reused", revoked(practice::revoke::codeReused), 401, "invalid_scope", noneActive },
        { "15 no grant at all", [](PracticeFixture &r) { return r.exchange(openGrants, signedToken({ { S("aud"), northbridge }, { S("sub"), sofia } })); }, 401, "invalid_scope", notAssociated },
        { "15 researcher withdrew, nothing to delete with", [](PracticeFixture &r) { const QString t = idToken(r, northbridge, S("openid /read-limited")); disableAll(r, practice::revoke::byResearcher); return r.exchange(openGrants, t); }, 401, "invalid_scope", notAssociated },
        { "15 grant expired", [](PracticeFixture &r) { const QString t = idToken(r); r.registry.advanceClock(std::chrono::seconds(631138520)); return r.exchange(openGrants, t); }, 401, "invalid_scope", notAssociated },
        { "16 scope not available", [](PracticeFixture &r) { return r.exchange(openGrants, idToken(r), { { S("scope"), S("/person/update") } }); }, 401, "invalid_scope", S("The requested scope(s) are not available from this id_token") },
        { "17 unknown access token", [](PracticeFixture &r) { return toIdToken(r, northbridge, S("0f4f5d0a-7a0e-4b7e-8c1d-5c2f5b3f9e21")); }, 400, "invalid_request", S("access_token does not exist or is disabled") },
        { "17 disabled access token", [](PracticeFixture &r) {
             const QString t = r.signIn(northbridge, sofia, S("openid")).value(u"access_token").toString();
             disableAll(r, practice::revoke::byResearcher);
             return toIdToken(r, northbridge, t); }, 400, "invalid_request", S("access_token does not exist or is disabled") },
        { "18 another client's access token", [](PracticeFixture &r) { return toIdToken(r, openGrants, r.signIn(northbridge, sofia, S("openid")).value(u"access_token").toString()); }, 400, "invalid_request", S("Clients can only exchange their own access_tokens for id_tokens") },
        { "19 expired access token", [](PracticeFixture &r) {
             const QString t = r.signIn(northbridge, sofia, S("openid")).value(u"access_token").toString();
             r.registry.advanceClock(std::chrono::seconds(631138520));
             return toIdToken(r, northbridge, t); }, 400, "invalid_request", S("access_token has expired") },
    };
}

QList<Case> allCases()
{
    return requestCases() + tokenCases() + scopeCases();
}

} // namespace

class TestExchangeErrors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rows_data()
    {
        QTest::addColumn<int>("index");
        const QList<Case> cases = allCases();
        for (int i = 0; i < cases.size(); ++i)
            QTest::newRow(cases.at(i).name) << i;
    }

    void rows()
    {
        QFETCH(int, index);
        const Case expected = allCases().at(index);
        PracticeFixture registry(stateDir().path());
        QVERIFY(registry.start());
        const Answer answer = expected.call(registry);
        QCOMPARE(answer.status, expected.status);
        QCOMPARE(answer.json().value(u"error").toString(), QString::fromLatin1(expected.error));
        QCOMPARE(answer.json().value(u"error_description").toString(), expected.description);
        QCOMPARE(answer.json().keys(), QStringList({ S("error"), S("error_description") }));
        QVERIFY(answer.body.startsWith("{\"error\":"));
    }
};

QTEST_GUILESS_MAIN(TestExchangeErrors)
#include "tst_exchange_errors.moc"
