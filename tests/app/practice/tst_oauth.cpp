// Authorization code, refresh, client credentials, revocation, OpenID (orcid.md 2 and 3), over HTTP.
#include "tests/app/practice/fixture.h"

#include "app/base/base64url.h"
#include "app/jose/jws.h"
#include "app/orcid/scopes.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

void compareError(const Answer &answer, int status, const char *error, const QString &description)
{
    QCOMPARE(answer.json().value(u"error_description").toString(), description);
    QCOMPARE(answer.json().value(u"error").toString(), QString::fromLatin1(error));
    QCOMPARE(answer.status, status);
}

QJsonObject claimsOf(const QString &jwt)
{
    return QJsonDocument::fromJson(fromBase64Url(jwt.section(u'.', 1, 1).toLatin1()).value_or(QByteArray())).object();
}

const QRegularExpression uuid(QStringLiteral("\\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z"));

} // namespace

class TestOAuth : public QObject {
    Q_OBJECT

    QTemporaryDir m_state;
    std::unique_ptr<PracticeFixture> m_registry;

    Answer redeem(const QString &client, const QString &code, const Pairs &extra = {})
    {
        Pairs fields { { S("grant_type"), S("authorization_code") }, { S("code"), code }, { S("redirect_uri"), callback } };
        for (const auto &[name, value] : extra) {
            fields.removeIf([&name = name](const auto &pair) { return pair.first == name; });
            if (!value.isNull())
                fields.append({ name, value });
        }
        return m_registry->token(client, fields);
    }
    Answer refresh(const QString &client, const QString &token, const Pairs &extra = {})
    {
        return m_registry->token(client, Pairs { { S("grant_type"), S("refresh_token") }, { S("refresh_token"), token } } + extra);
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>(m_state.path());
        QVERIFY(m_registry->start());
    }

    void codeAnswer()
    {
        const QString code = m_registry->code(northbridge, sofia, S("openid /read-limited"), { { S("nonce"), S("n-7") } });
        QVERIFY(QRegularExpression(S("\\A[0-9A-Za-z]{6}\\z")).match(code).hasMatch());
        const Answer answer = redeem(northbridge, code);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("cache-control"), QByteArray("no-store"));
        const QJsonObject body = answer.json();
        QCOMPARE(body.keys(), QStringList({ S("access_token"), S("expires_in"), S("id_token"), S("name"), S("orcid"), S("refresh_token"), S("scope"), S("token_type") }));
        QVERIFY(uuid.match(body.value(u"access_token").toString()).hasMatch());
        QVERIFY(uuid.match(body.value(u"refresh_token").toString()).hasMatch());
        QCOMPARE(body.value(u"token_type").toString(), S("bearer"));
        QVERIFY(body.value(u"expires_in").toInt() <= 631138518 && body.value(u"expires_in").toInt() > 631138500);
        QCOMPARE(body.value(u"orcid").toString(), sofia);
        QCOMPARE(body.value(u"name").toString(), S("Sofia Maria Hernandez Garcia"));
        const QJsonObject claims = claimsOf(body.value(u"id_token").toString());
        QCOMPARE(claims.value(u"iss").toString(), m_registry->registry.info().issuer);
        QCOMPARE(claims.value(u"aud"), QJsonValue(northbridge));
        QCOMPARE(claims.value(u"sub").toString(), sofia);
        QCOMPARE(claims.value(u"nonce").toString(), S("n-7"));
        QCOMPARE(claims.value(u"amr"), QJsonValue(S("pwd")));
        QCOMPARE(claims.value(u"exp").toInteger() - claims.value(u"iat").toInteger(), 86400);
        QVERIFY(claims.value(u"auth_time").toInteger() > 0);
        QVERIFY(uuid.match(claims.value(u"jti").toString()).hasMatch());
        const QByteArray hash = QCryptographicHash::hash(body.value(u"access_token").toString().toLatin1(), QCryptographicHash::Sha256);
        QCOMPARE(claims.value(u"at_hash").toString().toLatin1(), toBase64Url(hash.left(16)));
        QVERIFY(!claims.contains(u"azp") && !claims.contains(u"scope"));
    }

    void idTokenVerifiesWithThePublishedKey()
    {
        const QString idToken = m_registry->signIn(northbridge, sofia, S("openid")).value(u"id_token").toString();
        const auto keys = jose::JwkSet::fromJson(m_registry->get(S("/oauth/jwks")).body);
        QVERIFY(keys && keys->keys.size() == 1);
        const auto jws = jose::parseJws(idToken.toLatin1());
        QVERIFY(jws.has_value());
        QCOMPARE(jws->header.keys(), QStringList({ S("alg"), S("kid") }));
        QVERIFY(keys->byKid(jws->kid()).has_value());
        QVERIFY(jose::verifyJws(*jws, *keys->byKid(jws->kid()), S("RS256")).has_value());
    }

    void publicClientHasNoAmrAndNoIdTokenWithoutOpenid()
    {
        QVERIFY(!claimsOf(m_registry->signIn(tidePool, sofia, S("openid")).value(u"id_token").toString()).contains(u"amr"));
        QVERIFY(!m_registry->signIn(tidePool, sofia, S("/authenticate")).contains(u"id_token"));
    }

    void S12_codeWorksOnce()
    {
        const QString code = m_registry->code(northbridge, sofia, S("openid"));
        const QString token = redeem(northbridge, code).json().value(u"access_token").toString();
        compareError(redeem(northbridge, code), 400, "invalid_grant", S("Reused authorization code: ") + code);
        m_registry->registry.configure([&](practice::RegistryCore &core) {
            const practice::TokenRow *row = core.accounts().findToken(token.toLatin1());
            QVERIFY(row && row->disabled);
            QCOMPARE(row->revokeReason, practice::revoke::codeReused);
        });
    }

    void codeErrors()
    {
        compareError(redeem(northbridge, S("zzzzzz")), 400, "invalid_grant", S("Invalid authorization code: zzzzzz"));
        QCOMPARE(redeem(northbridge, S("")).status, 500);
        const QString code = m_registry->code(northbridge, sofia, S("openid"));
        QCOMPARE(redeem(openGrants, code).status, 500);
        const Answer other = redeem(northbridge, code, { { S("redirect_uri"), callback + S("/x") } });
        QCOMPARE(other.status, 500);
        QCOMPARE(other.json().value(u"error").toString(), S("server_error"));
        compareError(redeem(northbridge, code, { { S("scope"), S("/person/update") } }), 400, "invalid_scope", S("Invalid scope: /person/update"));
        m_registry->registry.advanceClock(std::chrono::minutes(1441));
        compareError(redeem(northbridge, code), 400, "invalid_request", S("Authorization code has expired"));
    }

    void S7_pkceIsHonouredWhenSent()
    {
        const QByteArray verifier(64, 'v');
        const QString challenge = QString::fromLatin1(toBase64Url(QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)));
        const Pairs asked { { S("code_challenge"), challenge }, { S("code_challenge_method"), S("S256") } };
        QCOMPARE(redeem(northbridge, m_registry->code(northbridge, sofia, S("openid"), asked), { { S("code_verifier"), QString::fromLatin1(verifier) } }).status, 200);
        const Pairs unasked { { S("prompt"), S("confirm") } };
        const QString code = m_registry->code(northbridge, tomas, S("openid"), asked);
        compareError(redeem(northbridge, code, { { S("code_verifier"), QString(64, u'w') } }), 400, "invalid_grant", S("The code_verifier does not fit the code_challenge"));
        // One guess only.
        compareError(redeem(northbridge, code, { { S("code_verifier"), QString::fromLatin1(verifier) } }), 400, "invalid_grant", S("Reused authorization code: ") + code);
        QCOMPARE(redeem(northbridge, m_registry->code(northbridge, tomas, S("openid"), asked)).status, 400);
        QCOMPARE(redeem(northbridge, m_registry->code(northbridge, tomas, S("openid"), unasked)).status, 200);
    }

    void clientAuthentication()
    {
        const Pairs fields { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-public") } };
        compareError(m_registry->post(S("/oauth/token"), fields), 401, "invalid_client", S("No client credentials presented"));
        const QString pair = northbridge + u':' + m_registry->secret(northbridge);
        const Answer basic = m_registry->post(S("/oauth/token"), fields, { { S("Authorization"), S("Basic ") + QString::fromLatin1(pair.toUtf8().toBase64()) } });
        QCOMPARE(basic.status, 200);
        QCOMPARE(m_registry->get(S("/oauth/token")).status, 405);
        compareError(m_registry->token(northbridge, { { S("grant_type"), S("password") } }), 400, "unsupported_grant_type", S("Unsupported grant type: password"));
        compareError(m_registry->token(northbridge, {}), 400, "unsupported_grant_type", S("grant_type is missing"));
        QCOMPARE(m_registry->token(northbridge, fields + Pairs { { S("scope"), S("/webhook") } }).status, 400); // a field twice
    }

    void clientCredentials()
    {
        const Answer answer = m_registry->token(northbridge, { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-public /read-limited") } });
        QCOMPARE(answer.status, 200);
        const QJsonObject body = answer.json();
        QVERIFY(body.contains(u"orcid") && body.value(u"orcid").isNull());
        QVERIFY(!body.contains(u"name") && !body.contains(u"id_token") && body.contains(u"refresh_token"));
        QCOMPARE(body.value(u"scope").toString(), S("/read-public")); // user scopes are dropped
        const Answer none = m_registry->token(northbridge, { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-limited") } });
        QCOMPARE(none.json().value(u"error_description").toString(), S("Invalid scope (none)"));
    }

    void refreshKeepsNarrowsAndRevokes()
    {
        const QJsonObject first = m_registry->signIn(northbridge, sofia, S("openid /activities/update"));
        const QJsonObject same = refresh(northbridge, first.value(u"refresh_token").toString(), { { S("revoke_old"), S("false") } }).json();
        QCOMPARE(same.value(u"scope"), first.value(u"scope"));
        const QJsonObject narrow = refresh(northbridge, first.value(u"refresh_token").toString(), { { S("scope"), S("/orcid-works/create") }, { S("expires_in"), S("600") } }).json();
        QCOMPARE(narrow.value(u"scope").toString(), S("/orcid-works/create"));
        QVERIFY(narrow.value(u"expires_in").toInt() <= 599);
        // revoke_old is true unless said otherwise.
        compareError(refresh(northbridge, first.value(u"refresh_token").toString()), 400, "unauthorized_client", S("Parent token is disabled"));
        QCOMPARE(refresh(northbridge, same.value(u"refresh_token").toString()).status, 200);
    }

    void refreshErrors()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        const QString token = grant.value(u"refresh_token").toString();
        compareError(refresh(northbridge, S("unknown")), 400, "unauthorized_client", S("Unable to find refresh token"));
        compareError(refresh(openGrants, token), 400, "invalid_request", S("This token does not belong to the given client"));
        compareError(refresh(northbridge, token, { { S("scope"), S("/person/update") } }), 400, "invalid_scope", S("The given scope '/person/update' is not allowed for the parent token"));
        const Answer longer = refresh(northbridge, token, { { S("expires_in"), S("700000000") } });
        QCOMPARE(longer.status, 400);
        QVERIFY(longer.json().value(u"error_description").toString().startsWith(S("Token expiration can't be after ")));
        for (const char *seconds : { "99999999999", "9223372036854775807", "99999999999999999999999" })
            compareError(refresh(northbridge, token, { { S("expires_in"), S(seconds) } }), 400, "invalid_request", longer.json().value(u"error_description").toString());
        for (const char *none : { "0", "-1", "soon", "" })
            compareError(refresh(northbridge, token, { { S("expires_in"), S(none) } }), 400, "invalid_request", S("expires_in must be a positive number of seconds"));
        m_registry->registry.advanceClock(std::chrono::seconds(631138520));
        compareError(refresh(northbridge, token), 400, "unauthorized_client", S("Access token expired: ") + grant.value(u"access_token").toString());
    }

    void refreshOfAClosedRecord_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("words");
        using State = practice::Researcher::State;
        QTest::newRow("locked") << int(State::Locked) << S("The record is locked");
        QTest::newRow("deactivated") << int(State::Deactivated) << S("The record is deactivated");
        QTest::newRow("deprecated") << int(State::Deprecated) << S("The record is deprecated");
    }

    void refreshOfAClosedRecord()
    {
        QFETCH(int, state);
        QFETCH(QString, words);
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        const auto become = [this](practice::Researcher::State to) {
            m_registry->registry.configure([to](practice::RegistryCore &core) { core.records().edit(sofia)->state = to; });
        };
        become(practice::Researcher::State(state));
        compareError(refresh(northbridge, grant.value(u"refresh_token").toString()), 400, "unauthorized_client", words);
        become(practice::Researcher::State::Claimed);
        QCOMPARE(refresh(northbridge, grant.value(u"refresh_token").toString()).status, 200); // the refusal took nothing
    }

    void revocation()
    {
        const QJsonObject grant = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        const auto revoke = [this](const QString &client, const Pairs &fields) {
            return m_registry->post(S("/oauth/revoke"), Pairs { { S("client_id"), client }, { S("client_secret"), m_registry->secret(client) } } + fields);
        };
        const Pairs token { { S("token"), grant.value(u"access_token").toString() } };
        compareError(revoke(northbridge, {}), 400, "invalid_request", S("Please provide the token to be param"));
        const auto works = [&] {
            return m_registry->get(S("/v3.0/%1/works").arg(sofia), { { S("Authorization"), S("Bearer ") + grant.value(u"access_token").toString() } }).status;
        };
        QCOMPARE(revoke(openGrants, token).status, 200); // somebody else's: nothing changes
        QCOMPARE(works(), 200);
        QCOMPARE(revoke(northbridge, { { S("token"), S("unknown") } }).status, 200);
        const Answer done = revoke(northbridge, { { S("token"), grant.value(u"refresh_token").toString() } });
        QCOMPARE(done.status, 200);
        QVERIFY(done.body.isEmpty());
        QCOMPARE(works(), 401);
    }

    void discovery()
    {
        const Answer answer = m_registry->get(S("/.well-known/openid-configuration"));
        QCOMPARE(answer.status, 200);
        const QString issuer = m_registry->registry.info().issuer;
        const QJsonObject expected {
            { S("issuer"), issuer }, { S("authorization_endpoint"), issuer + S("/oauth/authorize") }, { S("token_endpoint"), issuer + S("/oauth/token") },
            { S("userinfo_endpoint"), issuer + S("/oauth/userinfo") }, { S("jwks_uri"), issuer + S("/oauth/jwks") },
            { S("scopes_supported"), QJsonArray { S("openid") } }, { S("response_types_supported"), QJsonArray { S("code"), S("id_token"), S("id_token token") } },
            { S("grant_types_supported"), QJsonArray { S("authorization_code"), S("implicit"), S("refresh_token") } },
            { S("subject_types_supported"), QJsonArray { S("public") } }, { S("id_token_signing_alg_values_supported"), QJsonArray { S("RS256") } },
            { S("token_endpoint_auth_methods_supported"), QJsonArray { S("client_secret_post") } },
            { S("token_endpoint_auth_signing_alg_values_supported"), QJsonArray { S("RS256") } },
            { S("claims_supported"), QJsonArray { S("family_name"), S("given_name"), S("name"), S("auth_time"), S("iss"), S("sub") } },
            { S("claims_parameter_supported"), false },
        };
        QCOMPARE(answer.json(), expected);
        QVERIFY(answer.body.startsWith("{\n  \"issuer\""));
    }

    void jwks()
    {
        const QJsonArray keys = m_registry->get(S("/oauth/jwks")).json().value(u"keys").toArray();
        QCOMPARE(keys.size(), 1);
        QCOMPARE(keys.first().toObject().keys(), QStringList({ S("alg"), S("e"), S("kid"), S("kty"), S("n"), S("use") }));
        QVERIFY(QRegularExpression(S("\\Apractice-\\d{4}-1\\z")).match(keys.first().toObject().value(u"kid").toString()).hasMatch());
    }

    void userinfo()
    {
        const QString token = m_registry->signIn(northbridge, sofia, S("openid")).value(u"access_token").toString();
        const Answer byHeader = m_registry->get(S("/oauth/userinfo"), { { S("Authorization"), S("Bearer ") + token } });
        QCOMPARE(byHeader.status, 200);
        QCOMPARE(byHeader.json().value(u"id").toString(), m_registry->registry.info().issuer + u'/' + sofia);
        QCOMPARE(byHeader.json().value(u"sub").toString(), sofia);
        QCOMPARE(byHeader.json().keys(), QStringList({ S("family_name"), S("given_name"), S("id"), S("name"), S("sub") }));
        QCOMPARE(m_registry->post(S("/oauth/userinfo"), { { S("access_token"), token } }).json(), byHeader.json());
        const QByteArray refused = "{\"error\":\"access_denied\",\"error-description\":\"access_token is invalid\"}";
        const QString other = m_registry->signIn(northbridge, sofia, S("/read-limited")).value(u"access_token").toString();
        for (const QString &bad : { QString(), S("x"), other }) {
            const Answer answer = m_registry->get(S("/oauth/userinfo"), { { S("Authorization"), S("Bearer ") + bad } });
            QCOMPARE(answer.status, 403);
            QCOMPARE(answer.body, refused);
        }
    }

    void stateIsKept()
    {
        const QByteArray line = m_registry->registry.info().jsonLine();
        const QByteArray keys = m_registry->get(S("/oauth/jwks")).body;
        const QFile file(m_state.filePath(S("practice-registry.json")));
        QVERIFY(file.exists());
        QCOMPARE(int(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)), 0);
        const QString secret = m_registry->secret(openGrants);
        init();
        QCOMPARE(m_registry->get(S("/oauth/jwks")).body, keys);
        QCOMPARE(m_registry->secret(openGrants), secret);
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const auto states = [&json](const char *list) {
            QMap<QString, int> count;
            for (const QJsonValue &entry : json.value(QLatin1String(list)).toArray())
                ++count[entry.toObject().value(u"state").toString()];
            return count;
        };
        QCOMPARE(states("clients"), (QMap<QString, int> { { S("active"), 7 }, { S("locked"), 1 }, { S("deactivated"), 1 } }));
        QCOMPARE(states("researchers"),
            (QMap<QString, int> { { S("active"), 9 }, { S("locked"), 1 }, { S("deactivated"), 1 }, { S("deprecated"), 1 }, { S("unclaimed"), 2 } }));
        QVERIFY(!line.contains('\n'));
        // What a tester chooses by: default visibility, biography; kind of client, and who may exchange.
        const auto pick = [&json](const char *list, const char *key, const QString &id, const char *member) {
            for (const QJsonValue &entry : json.value(QLatin1String(list)).toArray()) {
                if (entry.toObject().value(QLatin1String(key)).toString() == id)
                    return entry.toObject().value(QLatin1String(member));
            }
            return QJsonValue();
        };
        QSet<QString> visibilities;
        int without = 0;
        for (const QJsonValue &entry : json.value(u"researchers").toArray()) {
            visibilities << entry.toObject().value(u"visibility").toString();
            QVERIFY(entry.toObject().value(u"biography").isBool());
            without += !entry.toObject().value(u"biography").toBool();
        }
        QCOMPARE(visibilities, QSet<QString>({ S("public"), S("limited"), S("private") }));
        QVERIFY(without >= 1 && pick("researchers", "orcid", sofia, "biography").toBool());
        QCOMPARE(pick("clients", "id", tidePool, "kind").toString(), S("public"));
        QCOMPARE(pick("clients", "id", northbridge, "kind").toString(), S("member"));
        QCOMPARE(pick("clients", "id", S("APP-HD4W7N1RZ6K9TQ3M"), "kind").toString(), S("premium"));
        QCOMPARE(pick("clients", "id", openGrants, "delegation"), QJsonValue(true));
        QCOMPARE(pick("clients", "id", meridian, "delegation"), QJsonValue(false));
    }

    void S47_secretsStayOutOfTheFileWhenAsked()
    {
        const QString path = m_state.filePath(S("practice-registry.json"));
        const auto text = [&path] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray keys = m_registry->get(S("/oauth/jwks")).body;
        const QString kept = m_registry->secret(openGrants);
        QVERIFY(text().contains(kept.toLatin1()));
        m_registry = std::make_unique<PracticeFixture>(m_state.path());
        practice::Options options;
        options.keepSecrets = false;
        QVERIFY(m_registry->start(options));
        QCOMPARE(m_registry->get(S("/oauth/jwks")).body, keys);
        const QString fresh = m_registry->secret(openGrants);
        QVERIFY(!fresh.isEmpty() && fresh != kept);
        QVERIFY(!text().contains(kept.toLatin1()) && !text().contains(fresh.toLatin1()) && text().contains("practice-"));
    }
};

QTEST_GUILESS_MAIN(TestOAuth)
#include "tst_oauth.moc"
