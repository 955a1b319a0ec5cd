#include "app/base/base64url.h"
#include "app/jose/jws.h"
#include "tests/app/jose/vectors.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::jose;

class TestJws : public QObject {
    Q_OBJECT

    static Jwk key(const QByteArray &json) { return *Jwk::fromJson(vectors::json(json)); }
    static QString parseCode(const QByteArray &compact)
    {
        const auto parts = parseJws(compact);
        return parts ? u"ok"_s : parts.error().code;
    }
    static QByteArray token(const QByteArray &header, const QByteArray &payload = "{}", const QByteArray &signature = "sig")
    {
        return toBase64Url(header) + '.' + toBase64Url(payload) + '.' + toBase64Url(signature);
    }

private Q_SLOTS:
    void S31_rfc7515A2()
    {
        const auto parts = parseJws(vectors::a2Compact);
        QVERIFY(parts);
        QCOMPARE(parts->payload, vectors::a2Payload);
        QVERIFY(verifyJws(*parts, key(vectors::a2Key).publicPart(), u"RS256"_s));
        QCOMPARE(*signJws(vectors::a2Payload, key(vectors::a2Key)), vectors::a2Compact); // RSASSA-PKCS1-v1_5 is deterministic
    }

    void S31_rfc7515A3()
    {
        const auto parts = parseJws(vectors::a3Compact);
        QVERIFY(parts);
        QVERIFY(verifyJws(*parts, key(vectors::a3Key), u"ES256"_s));
    }

    void S31_rfc7520_4_1()
    {
        const auto parts = parseJws(vectors::bilboCompact);
        QVERIFY(parts);
        QCOMPARE(parts->payload, vectors::bilboPayload);
        QCOMPARE(parts->kid(), u"bilbo.baggins@hobbiton.example"_s);
        QVERIFY(verifyJws(*parts, key(vectors::bilbo), u"RS256"_s));
    }

    void signAndVerify()
    {
        for (const Jwk &signer : { Jwk::generateEcP256(), key(vectors::a2Key) }) {
            const QString alg = signer.type() == Jwk::Type::Rsa ? u"RS256"_s : u"ES256"_s;
            const auto compact = signJws("{\"a\":1}", signer, { { "typ"_L1, "JWT"_L1 }, { "kid"_L1, signer.thumbprintText() } });
            QVERIFY(compact);
            const auto parts = parseJws(*compact);
            QVERIFY(parts);
            QCOMPARE(parts->alg(), alg);
            QCOMPARE(parts->typ(), u"JWT"_s);
            QVERIFY(verifyJws(*parts, signer.publicPart(), alg));
            const Jwk other = signer.type() == Jwk::Type::Rsa ? Jwk::generateRsa() : Jwk::generateEcP256();
            QCOMPARE(verifyJws(*parts, other, alg).error().code, u"jws.signature"_s);
        }
    }

    void S21_algorithmIsTheCallersChoice()
    {
        const Jwk rsa = key(vectors::a2Key), ec = key(vectors::a3Key);
        const auto rs = parseJws(vectors::a2Compact), es = parseJws(vectors::a3Compact);
        QCOMPARE(verifyJws(*rs, rsa, u"ES256"_s).error().code, u"jws.alg"_s);
        QCOMPARE(verifyJws(*es, ec, u"RS256"_s).error().code, u"jws.alg"_s);
        QCOMPARE(verifyJws(*rs, ec, u"RS256"_s).error().code, u"jws.key"_s);
        QCOMPARE(verifyJws(*es, rsa, u"ES256"_s).error().code, u"jws.key"_s);
        for (const char *alg : { "none", "HS256", "PS256", "RS512", "ES384", "rs256" }) {
            const auto parts = parseJws(token(QByteArray("{\"alg\":\"") + alg + "\"}", "{}", {}));
            QVERIFY(parts);
            QCOMPARE(verifyJws(*parts, rsa, u"RS256"_s).error().code, u"jws.alg"_s);
        }
    }

    void S25_useAlgAndOperationsAreRespected()
    {
        const auto parts = parseJws(vectors::a2Compact);
        const Jwk rsa = key(vectors::a2Key).publicPart();
        QVERIFY(verifyJws(*parts, rsa.withUse(u"sig"_s).withAlg(u"RS256"_s), u"RS256"_s));
        QCOMPARE(verifyJws(*parts, rsa.withUse(u"enc"_s), u"RS256"_s).error().code, u"jws.key"_s);
        QCOMPARE(verifyJws(*parts, rsa.withAlg(u"PS256"_s), u"RS256"_s).error().code, u"jws.key"_s);
        QJsonObject json = rsa.toPublicJson();
        json.insert("key_ops"_L1, QJsonArray { "encrypt"_L1 });
        QCOMPARE(verifyJws(*parts, *Jwk::fromJson(json), u"RS256"_s).error().code, u"jws.key"_s);
        json.insert("key_ops"_L1, QJsonArray { "verify"_L1 });
        QVERIFY(verifyJws(*parts, *Jwk::fromJson(json), u"RS256"_s));
        QCOMPARE(signJws("{}", rsa).error().code, u"jws.key"_s);
        QCOMPARE(signJws("{}", key(vectors::a2Key).withUse(u"enc"_s)).error().code, u"jws.key"_s);
        QCOMPARE(verifyJws(*parts, {}, u"RS256"_s).error().code, u"jws.key"_s);
    }

    void S22_headerGate_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QByteArray &header, const char *code) { QTest::newRow(name) << header << QString::fromLatin1(code); };
        row("plain", R"({"alg":"RS256"})", "ok");
        row("all four", R"({"alg":"RS256","kid":"k","typ":"JWT","cty":"JWT"})", "ok");
        for (const char *member : { "crit", "b64", "jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "zip", "enc", "epk", "nonce", "iss", "ALG" })
            QTest::addRow("member %s", member) << QByteArray(R"({"alg":"RS256",")" + QByteArray(member) + R"(":["b64"]})") << u"jws.header_member"_s;
        row("alg missing", R"({"kid":"k"})", "jws.header");
        row("alg number", R"({"alg":256})", "jws.header");
        row("alg empty", R"({"alg":""})", "jws.header");
        row("alg null", R"({"alg":null})", "jws.header");
        row("alg list", R"({"alg":["RS256"]})", "jws.header");
        row("kid number", R"({"alg":"RS256","kid":1})", "jws.header");
        row("typ object", R"({"alg":"RS256","typ":{}})", "jws.header");
        row("duplicate", R"({"alg":"none","alg":"RS256"})", "jws.header");
        row("duplicate escaped", R"({"alg":"none","\u0061lg":"RS256"})", "jws.header");
        row("array", R"(["alg"])", "jws.header");
        row("empty", "", "jws.header");
        row("not JSON", "alg", "jws.header");
        row("trailing", R"({"alg":"RS256"}x)", "jws.header");
        row("BOM", QByteArray("\xEF\xBB\xBF") + R"({"alg":"RS256"})", "jws.header");
        row("UTF-16", QByteArray::fromRawData("{\0\"\0a\0", 6), "jws.header");
        row("bad UTF-8", "{\"alg\":\"RS256\",\"kid\":\"\xff\"}", "jws.header");
        row("too large", R"({"alg":"RS256","kid":")" + QByteArray(4096, 'k') + R"("})", "jws.header");
        row("too deep", R"({"alg":)" + QByteArray(2000, '[') + QByteArray(2000, ']') + "}", "jws.header");
    }

    void S22_headerGate()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, code);
        QCOMPARE(parseCode(token(header)), code);
    }

    void S23_strictBase64url_data()
    {
        QTest::addColumn<QByteArray>("compact");
        QTest::addColumn<QString>("code");
        const QByteArray head = toBase64Url(R"({"alg":"RS256"})");
        const auto row = [](const char *name, const QByteArray &compact, const char *code) { QTest::newRow(name) << compact << QString::fromLatin1(code); };
        row("good", head + ".e30.AAAA", "ok");
        row("empty", "", "jws.parts");
        row("two parts", head + ".e30", "jws.parts");
        row("four parts", head + ".e30.AAAA.AAAA", "jws.parts");
        row("five parts", head + ".e30.AAAA.AAAA.AAAA", "jws.parts");
        row("padding in header", head + "=.e30.AAAA", "jws.base64");
        row("padding in payload", head + ".e30=.AAAA", "jws.base64");
        row("plus", head + ".e30.AA+A", "jws.base64");
        row("slash", head + ".e30.AA/A", "jws.base64");
        row("space", head + ".e30.AA A", "jws.base64");
        row("line break inside", head + ".e30.AA\nA", "jws.base64");
        row("line break at end", head + ".e30.AAAA\n", "jws.base64");
        row("length 1 mod 4", head + ".e30.AAAAA", "jws.base64");
        row("unused bits of two", head + ".e30.AAAAAB", "jws.base64");
        row("unused bits of three", head + ".e30.AAB", "jws.base64");
        row("unused bits in payload", head + ".e31.AAAA", "jws.base64");
        row("NUL", head + ".e30." + QByteArray("AA\0A", 4), "jws.base64");
        row("high byte", head + ".e30.AA\xC3\xA4", "jws.base64");
        row("too large", head + ".e30." + QByteArray(64 * 1024, 'A'), "jws.too_large");
    }

    void S23_strictBase64url()
    {
        QFETCH(QByteArray, compact);
        QFETCH(QString, code);
        QCOMPARE(parseCode(compact), code);
    }

    void S37_everyBitAndTruncationIsRefused_data()
    {
        QTest::addColumn<QByteArray>("compact");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("RS256") << vectors::a2Compact << vectors::a2Key;
        QTest::newRow("ES256") << vectors::a3Compact << vectors::a3Key;
    }

    void S37_everyBitAndTruncationIsRefused()
    {
        QFETCH(QByteArray, compact);
        QFETCH(QByteArray, json);
        const Jwk verifier = key(json).publicPart();
        const QString alg = verifier.type() == Jwk::Type::Rsa ? u"RS256"_s : u"ES256"_s;
        const auto accepted = [&](const QByteArray &text) {
            const auto parts = parseJws(text);
            return parts && verifyJws(*parts, verifier, alg).has_value();
        };
        QVERIFY(accepted(compact));
        for (qsizetype bit = 0; bit < compact.size() * 8; ++bit) {
            QByteArray changed = compact;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(!accepted(changed), qPrintable(QString::number(bit)));
        }
        for (qsizetype size = 0; size < compact.size(); ++size)
            QVERIFY2(!accepted(compact.first(size)), qPrintable(QString::number(size)));
    }

    void es256SignatureMustBe64Octets()
    {
        auto parts = *parseJws(vectors::a3Compact);
        const Jwk ec = key(vectors::a3Key);
        const QByteArray good = parts.signature;
        for (const QByteArray &bad : { QByteArray(), good.first(63), QByteArray(good + '\0'), QByteArray(64, '\0'), QByteArray(64, '\xff') }) {
            parts.signature = bad;
            QCOMPARE(verifyJws(parts, ec, u"ES256"_s).error().code, u"jws.signature"_s);
        }
    }
};

QTEST_GUILESS_MAIN(TestJws)
#include "tst_jws.moc"
