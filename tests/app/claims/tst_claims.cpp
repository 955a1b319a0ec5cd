#include "app/base/base64url.h"
#include "app/claims/claims.h"
#include "app/jose/aead.h"
#include "app/jose/jws.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QMap>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::claims;

namespace {

// 2026-11-23 14:02:31 UTC
constexpr qint64 issued = 1795442551;
const QString issuer = u"http://127.0.0.1:9760"_s, client = u"APP-NB7K2QX4M0T9W6RA"_s, researcher = u"0000-0002-9227-8514"_s;
const QByteArray nonce = "pX0f3a9dTqYw7m2C1r5s8u0vKj4nLbEzWgHiRoNc41e";
const QByteArray accessToken = "74b2f0c8-1f3d-4c1a-9b2e-5a6f7c8d9e0f";

struct Token {
    QJsonObject header, payload;
    QByteArray rawHeader, rawPayload; ///< instead, when set
    int spoil = 0;                    ///< 1 another key signs, 2 payload changed after, 3 signature cut, 4 no signature
};

} // namespace

/// id_tokens good and bad, each bad one with the check that must name it (G8).
class TestClaims : public QObject {
    Q_OBJECT

    const jose::Jwk m_key = jose::Jwk::generateRsa().withKid(u"practice-2026-1"_s), m_other = jose::Jwk::generateRsa();
    const jose::Jwk m_ec = jose::Jwk::generateEcP256();
    QMap<QString, int> m_negatives; ///< how many by the check that must name them

    jose::JwkSet keys() const { return { { m_key.publicPart().withUse(u"sig"_s).withAlg(u"RS256"_s) } }; }

    static QString atHash() { return QString::fromLatin1(toBase64Url(jose::sha256(accessToken).first(16))); }

    static Token good()
    {
        Token token;
        token.header = { { "kid"_L1, "practice-2026-1"_L1 } };
        token.payload = { { "iss"_L1, issuer }, { "aud"_L1, client }, { "sub"_L1, researcher }, { "iat"_L1, issued }, { "exp"_L1, issued + 86400 },
            { "auth_time"_L1, issued - 13 }, { "jti"_L1, "8832ffa9-0697-479d-8d08-6a1b2c3d4e5f"_L1 }, { "amr"_L1, "pwd"_L1 },
            { "at_hash"_L1, atHash() }, { "nonce"_L1, QString::fromLatin1(nonce) }, { "given_name"_L1, "Sofia Maria"_L1 }, { "family_name"_L1, "Hernandez Garcia"_L1 } };
        return token;
    }

    static Token with(const char *claim, const QJsonValue &value)
    {
        Token token = good();
        token.payload.insert(QLatin1String(claim), value);
        return token;
    }
    static Token without(const char *claim)
    {
        Token token = good();
        token.payload.remove(QLatin1String(claim));
        return token;
    }
    static Token withHeader(const QJsonObject &header)
    {
        Token token = good();
        token.header = header;
        return token;
    }
    static Token raw(const QByteArray &claim, const QByteArray &value)
    {
        Token token = good();
        token.payload.remove(QString::fromLatin1(claim));
        token.rawPayload = QJsonDocument(token.payload).toJson(QJsonDocument::Compact).chopped(1) + ",\"" + claim + "\":" + value + '}';
        return token;
    }

    Secret made(const Token &token) const
    {
        const QByteArray payload = token.rawPayload.isEmpty() ? QJsonDocument(token.payload).toJson(QJsonDocument::Compact) : token.rawPayload;
        QByteArray compact = *jose::signJws(payload, token.spoil == 1 ? m_other : m_key, token.header);
        QList<QByteArray> parts = compact.split('.');
        if (!token.rawHeader.isEmpty() || token.header.contains("alg"_L1)) {
            // signJws sets alg by its key, so a header with another one is put in front afterwards, rightly signed or not.
            const QByteArray header = token.rawHeader.isEmpty() ? QJsonDocument(token.header).toJson(QJsonDocument::Compact) : token.rawHeader;
            parts[0] = toBase64Url(header);
        }
        if (token.spoil == 2)
            parts[1] = toBase64Url(QByteArray(payload).replace("Sofia", "Maria"));
        if (token.spoil == 3)
            parts[2] = toBase64Url(fromBase64Url(parts[2])->chopped(3));
        if (token.spoil == 4)
            parts[2].clear();
        return Secret(parts.join('.'));
    }

    static Expectations expectations()
    {
        Expectations expected;
        expected.issuer = issuer;
        expected.audience = client;
        expected.nonce = nonce;
        expected.accessToken = Secret(accessToken);
        expected.orcid = researcher;
        expected.now = QDateTime::fromSecsSinceEpoch(issued + 1, Qt::UTC);
        return expected;
    }

    static Expectations at(qint64 now)
    {
        Expectations expected = expectations();
        expected.now = QDateTime::fromSecsSinceEpoch(now, Qt::UTC);
        return expected;
    }

private Q_SLOTS:
    void S15_goodTokenPassesEverything()
    {
        const auto claims = verifyIdToken(made(good()), keys(), expectations());
        QVERIFY(claims);
        QCOMPARE(claims->checks.size(), 8);
        QStringList names, ids;
        for (const Check &check : claims->checks) {
            QVERIFY2(check.state == Check::State::Passed, qPrintable(check.name + u": "_s + check.words));
            names.append(check.name);
            ids.append(check.id);
        }
        QCOMPARE(names, QStringList({ u"Signature"_s, u"Issuer"_s, u"Audience"_s, u"Subject checksum"_s, u"Nonce"_s, u"at_hash"_s, u"Issued and signed-in times"_s, u"Not expired"_s }));
        QCOMPARE(ids, QStringList({ u"signature"_s, u"issuer"_s, u"audience"_s, u"subject"_s, u"nonce"_s, u"at_hash"_s, u"times"_s, u"expiry"_s }));
        QVERIFY(claims->allPassed());
        QCOMPARE(claims->passedCount(), 8);
        QCOMPARE(claims->failedCount(), 0);
        QCOMPARE(claims->sub.toString(), researcher);
        QCOMPARE(claims->name, u"Sofia Maria Hernandez Garcia"_s);
        QCOMPARE(claims->audience, client);
        QCOMPARE(claims->kid, u"practice-2026-1"_s);
        QCOMPARE(claims->issuedAt.toSecsSinceEpoch(), issued);
        QCOMPARE(claims->expiresAt.toSecsSinceEpoch(), issued + 86400);
        QVERIFY(!claims->expired);
        QCOMPARE(claims->check(u"signature"_s)->words, u"RS256, key practice-2026-1 from the registry"_s);
        QCOMPARE(claims->check(u"subject"_s)->words, u"The iD\u2019s last digit, 4, is right"_s);
        QCOMPARE(claims->check(u"expiry"_s)->words, u"Fresh for 23:59 h. Expiry won\u2019t end delegation"_s);
        QVERIFY(!Claims().allPassed());
    }

    void rowsInFixedOrder()
    {
        Token token = with("zoo", QJsonArray { 1, "a"_L1 });
        const auto claims = verifyIdToken(made(token), keys(), expectations());
        QStringList order;
        for (const Row &row : claims->rows)
            order.append(row.claim);
        QCOMPARE(order, QStringList({ u"sub"_s, u"given_name"_s, u"family_name"_s, u"aud"_s, u"iss"_s, u"iat"_s, u"exp"_s, u"auth_time"_s, u"amr"_s, u"nonce"_s, u"at_hash"_s, u"jti"_s, u"zoo"_s }));
        QCOMPARE(claims->rows.at(6).note, u"24 hours after iat"_s);
        QCOMPARE(claims->rows.at(9).value, u"pX0f\u2026c41e"_s);
        QCOMPARE(claims->rows.last().value, u"[1,\"a\"]"_s);
    }

    void G8_negatives_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("failing");
        QTest::addColumn<Expectations>("expected");
        const auto row = [this](const char *name, const Token &token, const char *failing, const Expectations &expected = expectations()) {
            QTest::newRow(name) << made(token).reveal() << QString::fromLatin1(failing) << expected;
        };
        const auto spoiled = [](int how) {
            Token token = good();
            token.spoil = how;
            return token;
        };
        // Signature
        row("signed by another key", spoiled(1), "signature");
        row("payload changed", spoiled(2), "signature");
        row("signature cut", spoiled(3), "signature");
        row("signature empty", spoiled(4), "signature");
        row("unknown kid", withHeader({ { "kid"_L1, "practice-2026-2"_L1 } }), "signature");
        for (const char *alg : { "none", "None", "HS256", "HS512", "PS256", "RS384", "RS512", "ES256", "rs256", "EdDSA" }) {
            const QByteArray name = QByteArray("alg ") + alg;
            row(name.constData(), withHeader({ { "alg"_L1, QLatin1String(alg) }, { "kid"_L1, "practice-2026-1"_L1 } }), "signature");
        }
        for (const char *typ : { "baton-handover+jwt", "baton-card+jwt", "at+jwt", "logout+jwt", "JOSE" }) {
            const QByteArray name = QByteArray("typ ") + typ;
            row(name.constData(), withHeader({ { "typ"_L1, QLatin1String(typ) }, { "kid"_L1, "practice-2026-1"_L1 } }), "signature");
        }
        row("cty", withHeader({ { "cty"_L1, "JWT"_L1 }, { "kid"_L1, "practice-2026-1"_L1 } }), "signature");
        // Issuer
        row("iss missing", without("iss"), "issuer");
        row("iss trailing slash", with("iss", QString(issuer + u'/')), "issuer");
        row("iss other port", with("iss", u"http://127.0.0.1:9761"_s), "issuer");
        row("iss https", with("iss", u"https://127.0.0.1:9760"_s), "issuer");
        row("iss case", with("iss", issuer.toUpper()), "issuer");
        row("iss production", with("iss", u"https://orcid.org"_s), "issuer");
        row("iss list", with("iss", QJsonArray { issuer }), "issuer");
        row("iss null", with("iss", QJsonValue()), "issuer");
        row("iss empty", with("iss", QString()), "issuer");
        // Audience
        row("aud missing", without("aud"), "audience");
        row("aud other", with("aud", u"APP-OG55T1ZR8K3CV7QD"_s), "audience");
        row("aud case", with("aud", client.toLower()), "audience");
        row("aud prefix", with("aud", QString(client + u'A')), "audience");
        row("aud empty list", with("aud", QJsonArray()), "audience");
        row("aud other list", with("aud", QJsonArray { "APP-OG55T1ZR8K3CV7QD"_L1 }), "audience");
        row("aud ours and unknown", with("aud", QJsonArray { client, "APP-OG55T1ZR8K3CV7QD"_L1 }), "audience");
        row("aud ours and number", with("aud", QJsonArray { client, 1 }), "audience");
        row("aud number", with("aud", 7), "audience");
        row("aud object", with("aud", QJsonObject { { client, true } }), "audience");
        row("azp other", with("azp", u"APP-OG55T1ZR8K3CV7QD"_s), "audience");
        row("azp null", with("azp", QJsonValue()), "audience");
        // Subject
        row("sub missing", without("sub"), "subject");
        row("sub wrong digit", with("sub", u"0000-0002-9227-8513"_s), "subject");
        row("sub another valid iD", with("sub", u"0000-0002-1825-0097"_s), "subject");
        row("sub as URI", with("sub", QString(issuer + u'/' + researcher)), "subject");
        row("sub without hyphens", with("sub", u"0000000292278514"_s), "subject");
        row("sub number", with("sub", 292278514), "subject");
        row("sub with space", with("sub", QString(researcher + u' ')), "subject");
        row("sub list", with("sub", QJsonArray { researcher }), "subject");
        // Nonce
        row("nonce missing", without("nonce"), "nonce");
        row("nonce other", with("nonce", u"another"_s), "nonce");
        row("nonce empty", with("nonce", QString()), "nonce");
        row("nonce cut", with("nonce", QString::fromLatin1(nonce.chopped(1))), "nonce");
        row("nonce number", with("nonce", 1), "nonce");
        row("nonce null", with("nonce", QJsonValue()), "nonce");
        // at_hash
        row("at_hash of another", with("at_hash", QString::fromLatin1(toBase64Url(jose::sha256("other").first(16)))), "at_hash");
        row("at_hash whole hash", with("at_hash", QString::fromLatin1(toBase64Url(jose::sha256(accessToken)))), "at_hash");
        row("at_hash padded", with("at_hash", QString(atHash() + u"=="_s)), "at_hash");
        row("at_hash empty", with("at_hash", QString()), "at_hash");
        row("at_hash number", with("at_hash", 5), "at_hash");
        // Times (S19)
        row("iat missing", without("iat"), "times");
        row("iat text", with("iat", QString::number(issued)), "times");
        row("iat fraction", with("iat", double(issued) + 0.5), "times");
        row("iat negative", with("iat", -issued), "times");
        row("iat zero", with("iat", 0), "times");
        row("iat milliseconds", with("iat", issued * 1000), "times");
        row("iat 1999", with("iat", 946684799), "times");
        row("iat 10 minutes and a second ago", good(), "times", at(issued + 601));
        row("iat 10 minutes and a second ahead", good(), "times", at(issued - 601));
        row("auth_time text", with("auth_time", u"now"_s), "times");
        row("auth_time null", with("auth_time", QJsonValue()), "times");
        row("auth_time after iat", with("auth_time", issued + 301), "times");
        row("auth_time negative", with("auth_time", -1), "times");
        row("nbf ahead", with("nbf", issued + 400), "times");
        row("nbf text", with("nbf", u"soon"_s), "times");
        for (const qint64 moment : { qint64(2147483648), qint64(4102444800 - 86400) }) {
            for (const int off : { -601, 601 }) {
                Token token = good();
                token.payload.insert("iat"_L1, moment);
                token.payload.insert("auth_time"_L1, moment);
                token.payload.insert("exp"_L1, moment + 86400);
                const QByteArray name = "iat " + QByteArray::number(moment) + ", clock off by " + QByteArray::number(off) + " s";
                row(name.constData(), token, "times", at(moment + off));
            }
        }
        // Expiry
        row("exp missing", without("exp"), "expiry");
        row("exp text", with("exp", u"tomorrow"_s), "expiry");
        row("exp fraction", with("exp", double(issued) + 86400.25), "expiry");
        row("exp after 2100", with("exp", 4102444801.0), "expiry");
        row("exp 2^63", raw("exp", "9223372036854775808"), "expiry");
        row("exp negative", with("exp", -5), "expiry");
        row("exp list", with("exp", QJsonArray { issued + 86400 }), "expiry");
        row("exp equals iat", with("exp", issued), "expiry");
        row("exp before iat", with("exp", issued - 1), "expiry");
        row("exp 5 minutes past", with("exp", issued + 60), "expiry", at(issued + 360));
    }

    void G8_negatives()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, failing);
        QFETCH(Expectations, expected);
        ++m_negatives[failing];
        const auto claims = verifyIdToken(Secret(token), keys(), expected);
        QVERIFY2(claims, claims ? "" : qPrintable(claims.error().text()));
        for (const Check &check : claims->checks) {
            if (check.id == failing) {
                QVERIFY2(check.state == Check::State::Failed, qPrintable(check.words));
                QVERIFY(!check.words.isEmpty());
            } else {
                QVERIFY2(check.state == Check::State::Passed, qPrintable(check.id + u": "_s + check.words));
            }
        }
        QVERIFY(!claims->allPassed());
        QCOMPARE(claims->failedCount(), 1);
        QCOMPARE(claims->sub.isNull(), failing == "subject"_L1);
    }

    void S18_headersThatBringTheirOwnKey_data()
    {
        QTest::addColumn<QByteArray>("header");
        for (const char *member : { "jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "x5t" })
            QTest::newRow(member) << QByteArray("{\"alg\":\"RS256\",\"kid\":\"practice-2026-1\",\"" + QByteArray(member) + "\":\"https://example.org\"}");
        QTest::newRow("duplicate alg") << QByteArray("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"practice-2026-1\"}");
    }

    void S18_headersThatBringTheirOwnKey()
    {
        QFETCH(QByteArray, header);
        Token token = good();
        token.rawHeader = header;
        const auto claims = verifyIdToken(made(token), keys(), expectations());
        QVERIFY(!claims);
        QCOMPARE(claims.error().code, u"claims.unreadable"_s);
    }

    void unreadable_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("not a token");
        QTest::newRow("UUID") << accessToken;
        QTest::newRow("five parts") << QByteArray("a.b.c.d.e");
        QTest::newRow("line break") << QByteArray(made(good()).reveal() + '\n');
        QTest::newRow("S19 iat 1e400") << made(raw("iat", "1e400")).reveal();
        QTest::newRow("S19 exp -1e999") << made(raw("exp", "-1e999")).reveal();
        QTest::newRow("sub twice") << made(raw("aud\":\"x\",\"aud", "\"y\"")).reveal();
        QTest::newRow("sub twice, escaped") << made(raw("aud\":\"x\",\"\\u0061ud", "\"y\"")).reveal();
        Token token = good();
        token.rawPayload = "[]";
        QTest::newRow("payload list") << made(token).reveal();
        token.rawPayload = "\xEF\xBB\xBF{}";
        QTest::newRow("payload BOM") << made(token).reveal();
        token.rawPayload = QByteArray(20000, '[');
        QTest::newRow("payload deep") << made(token).reveal();
        token.rawPayload = "{\"a\":\"" + QByteArray(33 * 1024, 'x') + "\"}";
        QTest::newRow("payload large") << made(token).reveal();
    }

    void unreadable()
    {
        QFETCH(QByteArray, token);
        const auto claims = verifyIdToken(Secret(token), keys(), expectations());
        QVERIFY(!claims);
        QCOMPARE(claims.error().code, u"claims.unreadable"_s);
        QVERIFY(!claims.error().next.isEmpty());
    }

    void S18_tokenWithoutKid()
    {
        const Token token = withHeader({});
        QVERIFY(verifyIdToken(made(token), keys(), expectations())->allPassed());
        jose::JwkSet two = keys();
        two.keys.append(m_ec.publicPart());
        QVERIFY(verifyIdToken(made(token), two, expectations())->allPassed()); // an EC key is not usable for RS256
        two.keys.append(m_other.publicPart());
        QCOMPARE(verifyIdToken(made(token), two, expectations())->check(u"signature"_s)->state, Check::State::Failed);
        QCOMPARE(verifyIdToken(made(token), {}, expectations())->check(u"signature"_s)->state, Check::State::Failed);
    }

    void S25_keyNotForSigning()
    {
        jose::JwkSet set { { m_key.publicPart().withUse(u"enc"_s) } };
        QCOMPARE(verifyIdToken(made(good()), set, expectations())->check(u"signature"_s)->state, Check::State::Failed);
        set = { { m_ec.publicPart().withKid(u"practice-2026-1"_s) } };
        QCOMPARE(verifyIdToken(made(good()), set, expectations())->check(u"signature"_s)->state, Check::State::Failed);
    }

    void S15_accepted_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Expectations>("expected");
        const auto row = [this](const char *name, const Token &token, const Expectations &expected = expectations()) { QTest::newRow(name) << made(token).reveal() << expected; };
        row("aud as list", with("aud", QJsonArray { client }));
        row("azp ours", with("azp", client));
        row("no auth_time", without("auth_time"));
        row("typ JWT", withHeader({ { "typ"_L1, "JWT"_L1 }, { "kid"_L1, "practice-2026-1"_L1 } }));
        row("typ jwt", withHeader({ { "typ"_L1, "jwt"_L1 }, { "kid"_L1, "practice-2026-1"_L1 } }));
        row("escaped slashes", raw("iss", R"("http:\/\/127.0.0.1:9760")"));
        row("clock 10 minutes behind", good(), at(issued - 600));
        row("clock 10 minutes ahead", good(), at(issued + 600));
        row("exp within leeway", with("exp", issued + 60), at(issued + 359));
        for (const qint64 moment : { qint64(2147483647), qint64(2147483648), qint64(4102444800 - 86400) }) {
            Token token = good();
            token.payload.insert("iat"_L1, moment);
            token.payload.insert("auth_time"_L1, moment);
            token.payload.insert("exp"_L1, moment + 86400);
            const QByteArray name = "moment " + QByteArray::number(moment);
            row(name.constData(), token, at(moment));
        }
    }

    void S15_accepted()
    {
        QFETCH(QByteArray, token);
        QFETCH(Expectations, expected);
        const auto claims = verifyIdToken(Secret(token), keys(), expected);
        QVERIFY(claims);
        for (const Check &check : claims->checks)
            QVERIFY2(check.state == Check::State::Passed, qPrintable(check.name + u": "_s + check.words));
    }

    void S16_onImportExpiryIsInformation()
    {
        Expectations expected = at(issued + 90 * 86400);
        expected.nonce.reset();
        expected.accessToken.reset();
        expected.orcid.reset();
        expected.expiryIsInformation = true;
        const auto claims = verifyIdToken(made(good()), keys(), expected);
        QVERIFY(claims);
        QVERIFY(claims->allPassed());
        QVERIFY(claims->expired);
        QCOMPARE(claims->check(u"expiry"_s)->state, Check::State::Information);
        QCOMPARE(claims->check(u"expiry"_s)->words, u"Expired, still exchangeable"_s);
        QCOMPARE(claims->check(u"nonce"_s)->state, Check::State::NotDone);
        QCOMPARE(claims->check(u"at_hash"_s)->state, Check::State::NotDone);
        QCOMPARE(claims->passedCount(), 5);
        // Issued in the future stays wrong.
        expected.now = QDateTime::fromSecsSinceEpoch(issued - 601, Qt::UTC);
        QCOMPARE(verifyIdToken(made(good()), keys(), expected)->check(u"times"_s)->state, Check::State::Failed);
    }

    // Only what was issued in the future tells of the clocks; otherwise the token has merely grown older.
    void ageIsNoClockDifference()
    {
        const auto words = [this](qint64 now, bool later) {
            Expectations expected = at(now);
            expected.expiryIsInformation = later;
            return verifyIdToken(made(good()), keys(), expected)->check(u"times"_s)->words;
        };
        QVERIFY2(words(issued + 3, false).startsWith(u"Issued 3 s ago"_s), qPrintable(words(issued + 3, false)));
        QVERIFY2(!words(issued + 288, true).contains(u"288"_s) && words(issued + 288, true).startsWith(u"Issued "_s), qPrintable(words(issued + 288, true)));
        for (const bool later : { false, true })
            QVERIFY2(words(issued - 5, later).startsWith(u"Clock differs by 5 s"_s), qPrintable(words(issued - 5, later)));
    }

    void S17_everyFailureIsNamedAtOnce()
    {
        Token token = good();
        token.payload = { { "iss"_L1, 1 }, { "aud"_L1, 2 }, { "sub"_L1, 3 }, { "nonce"_L1, 4 }, { "at_hash"_L1, 5 }, { "iat"_L1, "6"_L1 }, { "exp"_L1, "7"_L1 } };
        token.spoil = 1;
        const auto claims = verifyIdToken(made(token), keys(), expectations());
        QVERIFY(claims);
        QCOMPARE(claims->failedCount(), 8);
        QVERIFY(claims->sub.isNull() && claims->issuedAt.isNull() && claims->expiresAt.isNull());
    }

    void S51_hostileTextIsMadePlain()
    {
        const auto claims = verifyIdToken(made(with("given_name", u"Eve\u202e\u0007<b>"_s)), keys(), expectations());
        QCOMPARE(claims->name, u"Eve<b> Hernandez Garcia"_s);
    }

    // Printed, so that the figure can be read; a run of single tests counts nothing.
    void G8_count()
    {
        int all = 0;
        QStringList parts;
        for (auto it = m_negatives.begin(); it != m_negatives.end(); ++it) {
            all += it.value();
            parts << u"%1 %2"_s.arg(it.key()).arg(it.value());
        }
        if (!all)
            QSKIP("the negatives did not run");
        qInfo("%d id_token negatives, each by its named check: %s", all, qPrintable(parts.join(u", "_s)));
        QVERIFY(all >= 60);
        QCOMPARE(m_negatives.size(), 8);
    }

    void S49_tokenPrintsAsStars()
    {
        const auto claims = verifyIdToken(made(good()), keys(), expectations());
        QString printed;
        QDebug(&printed) << claims->token;
        QCOMPARE(printed.trimmed(), u"***"_s);
    }
};

Q_DECLARE_METATYPE(Expectations)

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
