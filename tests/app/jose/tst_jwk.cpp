#include "app/base/base64url.h"
#include "app/jose/aead.h"
#include "app/jose/jwk.h"
#include "tests/app/jose/vectors.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::jose;

class TestJwk : public QObject {
    Q_OBJECT

    static QString codeOf(const QJsonObject &json)
    {
        const auto key = Jwk::fromJson(json);
        return key ? u"ok"_s : key.error().code;
    }
    static QJsonObject with(QJsonObject json, const QString &name, const QJsonValue &value)
    {
        json.insert(name, value);
        return json;
    }
    static QJsonObject without(QJsonObject json, const QString &name)
    {
        json.remove(name);
        return json;
    }
    static QByteArray setOf(const QJsonArray &keys) { return QJsonDocument(QJsonObject { { "keys"_L1, keys } }).toJson(); }

private Q_SLOTS:
    void S31_rfc7638Thumbprint()
    {
        const auto key = Jwk::fromJson(vectors::json(vectors::thumbKey));
        QVERIFY(key);
        QCOMPARE(key->thumbprintText(), QLatin1String(vectors::thumbText));
        QCOMPARE(key->thumbprint().size(), 32);
        QVERIFY(!key->isPrivate());
        QCOMPARE(key->kid(), u"2011-04-29"_s);
    }

    void S24_hostileKeys_data()
    {
        const QJsonObject rsa = vectors::json(vectors::a2Key), ec = vectors::json(vectors::a3Key);
        const QJsonObject rsaPublic = Jwk::fromJson(rsa)->toPublicJson(), ecPublic = Jwk::fromJson(ec)->toPublicJson();
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<QString>("code");
        const auto encoded = [](const QByteArray &bytes) { return QString::fromLatin1(toBase64Url(bytes)); };
        const QByteArray n = *fromBase64Url(rsaPublic["n"_L1].toString().toLatin1());
        QTest::newRow("empty") << QJsonObject() << u"jwk.unsupported"_s;
        QTest::newRow("kty number") << with(ec, u"kty"_s, 1) << u"jwk.invalid"_s;
        QTest::newRow("symmetric") << QJsonObject { { "kty"_L1, "oct"_L1 }, { "k"_L1, "AAAA"_L1 } } << u"jwk.symmetric"_s;
        QTest::newRow("symmetric member") << with(ecPublic, u"k"_s, "AAAA"_L1) << u"jwk.symmetric"_s;
        QTest::newRow("OKP") << QJsonObject { { "kty"_L1, "OKP"_L1 }, { "crv"_L1, "Ed25519"_L1 } } << u"jwk.unsupported"_s;
        QTest::newRow("P-384") << with(ecPublic, u"crv"_s, "P-384"_L1) << u"jwk.unsupported"_s;
        QTest::newRow("x short") << with(ecPublic, u"x"_s, encoded(QByteArray(31, 'x'))) << u"jwk.invalid"_s;
        QTest::newRow("x long") << with(ecPublic, u"x"_s, encoded(QByteArray(33, 'x'))) << u"jwk.invalid"_s;
        QTest::newRow("x padded") << with(ecPublic, u"x"_s, QString(ecPublic["x"_L1].toString() + u'=')) << u"jwk.invalid"_s;
        QTest::newRow("y missing") << without(ecPublic, u"y"_s) << u"jwk.invalid"_s;
        QTest::newRow("x number") << with(ecPublic, u"x"_s, 7) << u"jwk.invalid"_s;
        QTest::newRow("off curve") << with(ecPublic, u"x"_s, ecPublic["y"_L1]) << u"jwk.not_on_curve"_s;
        QTest::newRow("zero point") << with(with(ecPublic, u"x"_s, encoded(QByteArray(32, '\0'))), u"y"_s, encoded(QByteArray(32, '\0'))) << u"jwk.not_on_curve"_s;
        QTest::newRow("x above p") << with(ecPublic, u"x"_s, encoded(QByteArray(32, '\xff'))) << u"jwk.not_on_curve"_s;
        QTest::newRow("d of another") << with(ec, u"d"_s, vectors::json(vectors::bob)["d"_L1]) << u"jwk.invalid"_s;
        QTest::newRow("d zero") << with(ec, u"d"_s, encoded(QByteArray(32, '\0'))) << u"jwk.invalid"_s;
        QTest::newRow("RSA 1024") << with(rsaPublic, u"n"_s, encoded(n.last(128))) << u"jwk.weak"_s;
        QTest::newRow("RSA 2047") << with(rsaPublic, u"n"_s, encoded(QByteArray(n).replace(0, 1, QByteArray(1, '\x7f')))) << u"jwk.weak"_s;
        QTest::newRow("RSA 8200") << with(rsaPublic, u"n"_s, encoded(QByteArray(1024, '\xff') + n.last(1))) << u"jwk.weak"_s;
        QTest::newRow("RSA even n") << with(rsaPublic, u"n"_s, encoded(n.chopped(1) + QByteArray(1, '\x02'))) << u"jwk.weak"_s;
        QTest::newRow("RSA leading zero") << with(rsaPublic, u"n"_s, encoded(QByteArray(1, '\0') + n)) << u"jwk.invalid"_s;
        QTest::newRow("e 1") << with(rsaPublic, u"e"_s, "AQ"_L1) << u"jwk.weak"_s;
        QTest::newRow("e 2") << with(rsaPublic, u"e"_s, "Ag"_L1) << u"jwk.weak"_s;
        QTest::newRow("e even") << with(rsaPublic, u"e"_s, encoded(QByteArray::fromHex("010000"))) << u"jwk.weak"_s;
        QTest::newRow("e huge") << with(rsaPublic, u"e"_s, encoded(QByteArray(9, '\x03'))) << u"jwk.weak"_s;
        QTest::newRow("e 3") << with(rsaPublic, u"e"_s, "Aw"_L1) << u"ok"_s;
        QTest::newRow("n empty") << with(rsaPublic, u"n"_s, ""_L1) << u"jwk.invalid"_s;
        QTest::newRow("RSA d alone") << without(rsa, u"p"_s) << u"jwk.invalid"_s;
        QTest::newRow("RSA p and q swapped, dp not") << with(with(rsa, u"p"_s, rsa["q"_L1]), u"q"_s, rsa["p"_L1]) << u"jwk.invalid"_s;
        QTest::newRow("key_ops text") << with(ecPublic, u"key_ops"_s, "sign"_L1) << u"jwk.invalid"_s;
        QTest::newRow("key_ops twice") << with(ecPublic, u"key_ops"_s, QJsonArray { "sign"_L1, "sign"_L1 }) << u"jwk.invalid"_s;
        QTest::newRow("unknown member") << with(ecPublic, u"x5t"_s, "AAAA"_L1) << u"ok"_s;
        QTest::newRow("private RSA") << rsa << u"ok"_s;
        QTest::newRow("private EC") << ec << u"ok"_s;
    }

    void S24_hostileKeys()
    {
        QFETCH(QJsonObject, json);
        QFETCH(QString, code);
        QCOMPARE(codeOf(json), code);
    }

    void pkcs8ThereAndBack()
    {
        for (const Jwk &key : { Jwk::generateEcP256(), Jwk::generateRsa(2048), *Jwk::fromJson(vectors::json(vectors::a2Key)) }) {
            const Secret der = key.toPkcs8();
            const auto back = Jwk::fromPkcs8(der);
            QVERIFY(back);
            QVERIFY(back->isPrivate());
            QCOMPARE(back->thumbprint(), key.thumbprint());
            QVERIFY(key.publicPart().toPkcs8().isEmpty());
            QVERIFY(!key.publicPart().isPrivate());
            QCOMPARE(key.publicPart().thumbprint(), key.thumbprint());
            QVERIFY(!Jwk::fromPkcs8(Secret(der.view().chopped(1))));
            QVERIFY(!Jwk::fromPkcs8(Secret(QByteArray(der.reveal() + 'x'))));
        }
        QVERIFY(!Jwk::fromPkcs8({}));
        QVERIFY(!Jwk::fromPkcs8(Secret(QByteArrayView("not a key"))));
    }

    void privateMembersNeverLeave()
    {
        const QJsonObject json = Jwk::fromJson(vectors::json(vectors::a2Key))->withKid(u"k"_s).withUse(u"sig"_s).withAlg(u"RS256"_s).toPublicJson();
        QCOMPARE(json.keys(), QStringList({ u"alg"_s, u"e"_s, u"kid"_s, u"kty"_s, u"n"_s, u"use"_s }));
        QVERIFY(Jwk().toPublicJson().isEmpty());
        QVERIFY(Jwk().isNull() && !Jwk().isPrivate() && !Jwk().allows(u"sign"_s) && Jwk().thumbprint().isEmpty() && !Jwk().evp());
    }

    void S18_keySets()
    {
        const QJsonObject one = Jwk::generateEcP256().withKid(u"one"_s).toPublicJson();
        const QJsonObject two = Jwk::generateEcP256().withKid(u"two"_s).toPublicJson();
        const QJsonObject unsupported { { "kty"_L1, "OKP"_L1 }, { "crv"_L1, "X25519"_L1 }, { "x"_L1, "AAAA"_L1 } };
        const auto set = JwkSet::fromJson(setOf({ one, unsupported, two }));
        QVERIFY(set);
        QCOMPARE(set->keys.size(), 2);
        QVERIFY(set->byKid(u"two"_s));
        QVERIFY(!set->byKid(u"three"_s));
        QVERIFY(!set->byKid({}));
        const auto code = [](const QByteArray &bytes) {
            const auto result = JwkSet::fromJson(bytes);
            return result ? u"ok"_s : result.error().code;
        };
        QCOMPARE(code(setOf({ one, one })), u"jwks.duplicate_kid"_s);
        QCOMPARE(code(setOf({ one, QJsonObject { { "kty"_L1, "oct"_L1 }, { "k"_L1, "AAAA"_L1 } } })), u"jwks.symmetric"_s);
        QCOMPARE(code(setOf({ with(one, u"x"_s, one["y"_L1]) })), u"jwks.invalid"_s);
        QCOMPARE(code(setOf({ 7 })), u"jwks.invalid"_s);
        QCOMPARE(code("{}"), u"jwks.invalid"_s);
        QCOMPARE(code("[]"), u"jwks.invalid"_s);
        QCOMPARE(code("\xEF\xBB\xBF{\"keys\":[]}"), u"jwks.invalid"_s);
        QCOMPARE(code("{\"keys\":[],\"keys\":[]}"), u"jwks.invalid"_s);
        QCOMPARE(code("{\"keys\":[]}"), u"ok"_s);
        QJsonArray many;
        for (int i = 0; i < 65; ++i)
            many.append(with(one, u"kid"_s, QString::number(i)));
        QCOMPARE(code(setOf(many)), u"jwks.too_large"_s);
        many.removeLast();
        QCOMPARE(code(setOf(many)), u"ok"_s);
        QCOMPARE(code("{\"keys\":[]}" + QByteArray(256 * 1024, ' ')), u"jwks.too_large"_s);
    }

    void aead()
    {
        const Secret key(QByteArray(32, 'k')), plain(QByteArrayView("words"));
        const auto sealed = sealBytes(key, plain, "where");
        QVERIFY(sealed);
        QCOMPARE(sealed->size(), 12 + 5 + 16);
        QCOMPARE(openBytes(key, *sealed, "where")->reveal(), QByteArray("words"));
        QCOMPARE(openBytes(key, *sealed, "elsewhere").error().code, u"aead.open"_s);
        QCOMPARE(openBytes(Secret(QByteArray(31, 'k')), *sealed, "where").error().code, u"aead.key"_s);
        QCOMPARE(sealBytes(Secret(QByteArray(16, 'k')), plain, "where").error().code, u"aead.key"_s);
        for (qsizetype bit = 0; bit < sealed->size() * 8; ++bit) {
            QByteArray changed = *sealed;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(!openBytes(key, changed, "where"));
        }
        for (qsizetype size = 0; size < sealed->size(); ++size)
            QVERIFY(!openBytes(key, QByteArrayView(*sealed).first(size), "where"));
        const auto empty = sealBytes(key, {}, {});
        QVERIFY(empty && openBytes(key, *empty, {}) && openBytes(key, *empty, {})->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestJwk)
#include "tst_jwk.moc"
