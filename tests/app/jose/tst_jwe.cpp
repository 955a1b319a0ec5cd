#include "app/base/base64url.h"
#include "app/jose/crypto.h"
#include "app/jose/jwe.h"
#include "tests/app/jose/vectors.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

#include <openssl/rsa.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::jose;

class TestJwe : public QObject {
    Q_OBJECT

    static constexpr int quick = 1000; // rounds: the fewest that are read
    Jwk m_ec = Jwk::generateEcP256();
    Jwk m_rsa = Jwk::generateRsa();
    Secret m_passphrase = normalizedPassphrase(u"correct-horse-battery-staple"_s);
    Secret m_payload { QByteArrayView("what is inside") };

    static QString parseCode(const QByteArray &compact)
    {
        const auto parts = parseJwe(compact);
        return parts ? u"ok"_s : parts.error().code;
    }
    static QByteArray compactWith(const QByteArray &header, qsizetype key = 40, qsizetype iv = 12, qsizetype text = 8, qsizetype tag = 16)
    {
        const auto part = [](qsizetype size) { return toBase64Url(QByteArray(size, 'x')); };
        return toBase64Url(header) + '.' + part(key) + '.' + part(iv) + '.' + part(text) + '.' + part(tag);
    }
    QByteArray epk() const { return QJsonDocument(m_ec.publicPart().toPublicJson()).toJson(QJsonDocument::Compact); }
    QByteArray ecdhHeader(const QByteArray &more = {}) const { return R"({"alg":"ECDH-ES+A256KW","enc":"A256GCM","epk":)" + epk() + more + "}"; }
    static QByteArray pbesHeader(const QByteArray &count, const QByteArray &salt = "AAAAAAAAAAAAAAAAAAAAAA")
    {
        return "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2s\":\"" + salt + "\",\"p2c\":" + count + '}';
    }

private Q_SLOTS:
    void S31_rfc7517AppendixC()
    {
        const Secret derived = pbes2Key(vectors::c4Passphrase, "PBES2-HS256+A128KW", *fromBase64Url(vectors::c4Salt), 4096, EVP_sha256(), 16);
        QCOMPARE(derived.reveal().toHex(), QByteArray(vectors::c4Derived));
    }

    void S31_rfc7518AppendixC()
    {
        const Jwk alice = *Jwk::fromJson(vectors::json(vectors::alice)), bob = *Jwk::fromJson(vectors::json(vectors::bob));
        for (const auto &[mine, theirs] : { std::pair(alice, bob.publicPart()), std::pair(bob, alice.publicPart()) }) {
            const auto shared = ecdh(mine.evp(), theirs.evp());
            QVERIFY(shared);
            QCOMPARE(toBase64Url(concatKdf(shared->view(), "A128GCM", "Alice", "Bob", 16).reveal()), QByteArray(vectors::agreed));
        }
    }

    void S31_rfc7520_5_3()
    {
        const Secret kek = pbes2Key(vectors::pbesPassphrase, "PBES2-HS512+A256KW", *fromBase64Url(vectors::pbesSalt), vectors::pbesCount, EVP_sha512(), 32);
        const auto contentKey = unwrapKey(kek.view(), *fromBase64Url(vectors::pbesEncryptedKey));
        QVERIFY(contentKey);
        QCOMPARE(toBase64Url(contentKey->reveal()), QByteArray(vectors::pbesContentKey));
        QCOMPARE(toBase64Url(*wrapKey(kek.view(), contentKey->view())), QByteArray(vectors::pbesEncryptedKey));
    }

    void sealAndOpen()
    {
        for (const Jwk &key : { m_ec, m_rsa }) {
            const auto compact = encryptJwe(m_payload, key.publicPart(), { { "typ"_L1, "baton+jwt"_L1 }, { "cty"_L1, "JWT"_L1 } });
            QVERIFY(compact);
            const auto parts = parseJwe(*compact);
            QVERIFY(parts);
            QCOMPARE(parts->kid(), key.thumbprintText());
            QCOMPARE(parts->typ(), u"baton+jwt"_s);
            QCOMPARE(keyAlgName(parts->alg), key.type() == Jwk::Type::Rsa ? u"RSA-OAEP-256"_s : u"ECDH-ES+A256KW"_s);
            QCOMPARE(decryptJwe(*parts, key)->reveal(), m_payload.reveal());
            QVERIFY(*encryptJwe(m_payload, key.publicPart(), {}) != *encryptJwe(m_payload, key.publicPart(), {}));
        }
        const auto compact = encryptJwe(m_payload, m_passphrase, {}, quick);
        QVERIFY(compact);
        const auto parts = parseJwe(*compact);
        QVERIFY(parts);
        QVERIFY(parts->kid().isEmpty());
        QCOMPARE(decryptJwe(*parts, m_passphrase)->reveal(), m_payload.reveal());
    }

    void S24_oaepUsesSha256ForBoth()
    {
        const auto wrapped = oaepEncrypt(m_rsa.evp(), "content key");
        QVERIFY(wrapped);
        // Opened with the library's defaults (SHA-1) it must fail.
        const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_pkey(nullptr, m_rsa.evp(), nullptr));
        QByteArray out(512, '\0');
        size_t length = size_t(out.size());
        QVERIFY(EVP_PKEY_decrypt_init(ctx.get()) == 1);
        QVERIFY(EVP_PKEY_CTX_set_rsa_padding(ctx.get(), RSA_PKCS1_OAEP_PADDING) > 0);
        QVERIFY(EVP_PKEY_decrypt(ctx.get(), uchars(out), &length, uchars(QByteArrayView(*wrapped)), size_t(wrapped->size())) <= 0);
        QCOMPARE(oaepDecrypt(m_rsa.evp(), *wrapped)->reveal(), QByteArray("content key"));
    }

    void S26_ownSettings()
    {
        const auto compact = encryptJwe(m_payload, m_passphrase, {});
        const auto parts = parseJwe(*compact);
        QVERIFY(parts);
        QCOMPARE(parts->header["p2c"_L1].toInt(), 600000);
        QCOMPARE(fromBase64Url(parts->header["p2s"_L1].toString().toLatin1())->size(), 16);
        QVERIFY(!encryptJwe(m_payload, m_passphrase, {}, 999));
        QVERIFY(!encryptJwe(m_payload, Secret(), {}, quick));
    }

    void S22_headerGate_data()
    {
        QTest::addColumn<QByteArray>("compact");
        QTest::addColumn<QString>("code");
        const auto row = [](const QByteArray &name, const QByteArray &compact, const char *code) { QTest::newRow(name.constData()) << compact << QString::fromLatin1(code); };
        const QByteArray rsa = R"({"alg":"RSA-OAEP-256","enc":"A256GCM")";
        row("ECDH", compactWith(ecdhHeader()), "ok");
        row("ECDH apu apv", compactWith(ecdhHeader(R"(,"apu":"QWxpY2U","apv":"Qm9i")")), "ok");
        row("RSA", compactWith(rsa + "}", 256), "ok");
        row("PBES2", compactWith(pbesHeader("8192")), "ok");
        for (const QByteArray alg : { "none", "dir", "RSA1_5", "RSA-OAEP", "RSA-OAEP-384", "ECDH-ES", "ECDH-ES+A128KW", "A256KW", "A256GCMKW", "PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "HS256", "ecdh-es+a256kw" })
            row("alg " + alg, compactWith(R"({"alg":")" + alg + R"(","enc":"A256GCM"})"), "jwe.alg");
        for (const QByteArray enc : { "A128GCM", "A192GCM", "A128CBC-HS256", "A256CBC-HS512", "a256gcm" })
            row("enc " + enc, compactWith(R"({"alg":"RSA-OAEP-256","enc":")" + enc + R"("})", 256), "jwe.enc");
        row("enc missing", compactWith(R"({"alg":"RSA-OAEP-256"})", 256), "jwe.enc");
        for (const QByteArray member : { "crit", "zip", "b64", "jku", "jwk", "x5u", "x5c", "x5t", "iv", "tag", "other" })
            row("member " + member, compactWith(rsa + R"(,")" + member + R"(":"DEF"})", 256), "jwe.header_member");
        row("epk with RSA", compactWith(rsa + R"(,"epk":)" + epk() + "}", 256), "jwe.header_member");
        row("p2c with RSA", compactWith(rsa + R"(,"p2c":4096})", 256), "jwe.header_member");
        row("apu with PBES2", compactWith(pbesHeader(R"(4096,"apu":"AA")")), "jwe.header_member");
        row("p2s with ECDH", compactWith(ecdhHeader(R"(,"p2s":"AAAAAAAAAAA")")), "jwe.header_member");
        row("apu not base64", compactWith(ecdhHeader(R"(,"apu":"A")")), "jwe.header");
        row("apv number", compactWith(ecdhHeader(R"(,"apv":1)")), "jwe.header");
        row("duplicate alg", compactWith(R"({"alg":"dir","alg":"RSA-OAEP-256","enc":"A256GCM"})", 256), "jwe.header");
        row("BOM", compactWith("\xEF\xBB\xBF" + rsa + "}", 256), "jwe.header");
        row("depth 100,000", compactWith(R"({"alg":)" + QByteArray(20000, '['), 256), "jwe.header");
        row("no epk", compactWith(R"({"alg":"ECDH-ES+A256KW","enc":"A256GCM"})"), "jwe.epk");
        const auto epkRow = [&](const char *name, QJsonObject key) {
            row(QByteArray("epk ") + name, compactWith(R"({"alg":"ECDH-ES+A256KW","enc":"A256GCM","epk":)" + QJsonDocument(key).toJson(QJsonDocument::Compact) + "}"), "jwe.epk");
        };
        QJsonObject key = m_ec.publicPart().toPublicJson();
        key.insert("d"_L1, vectors::json(vectors::bob)["d"_L1]);
        epkRow("with d", key);
        key.remove("d"_L1);
        key.insert("kid"_L1, "k"_L1);
        epkRow("with kid", key);
        key.remove("kid"_L1);
        key.insert("x"_L1, key["y"_L1]);
        epkRow("off curve", key);
        epkRow("RSA", m_rsa.publicPart().toPublicJson());
        epkRow("empty", {});
        for (const QByteArray count : { "0", "-1", "999", "2000001", "1000000000", "9223372036854775808", "18446744073709551616", "\"8192\"", "8192.5", "null", "[8192]", "true" })
            row("p2c " + count, compactWith(pbesHeader(count)), "jwe.pbes2");
        row("p2c 1e400", compactWith(pbesHeader("1e400")), "jwe.header");
        row("p2c 1000", compactWith(pbesHeader("1000")), "ok");
        row("p2c 2000000", compactWith(pbesHeader("2000000")), "ok");
        row("p2s short", compactWith(pbesHeader("8192", toBase64Url(QByteArray(7, 's')))), "jwe.pbes2");
        row("p2s 8", compactWith(pbesHeader("8192", toBase64Url(QByteArray(8, 's')))), "ok");
        row("p2s 64", compactWith(pbesHeader("8192", toBase64Url(QByteArray(64, 's')))), "ok");
        row("p2s 65", compactWith(pbesHeader("8192", toBase64Url(QByteArray(65, 's')))), "jwe.pbes2");
        row("p2s lax", compactWith(pbesHeader("8192", "AAAAAAAAAAAAAAAAAAAAAB")), "jwe.pbes2");
    }

    void S22_headerGate()
    {
        QFETCH(QByteArray, compact);
        QFETCH(QString, code);
        QCOMPARE(parseCode(compact), code);
    }

    void S24_sizesBeforeTheCryptoCall_data()
    {
        QTest::addColumn<QByteArray>("compact");
        QTest::addColumn<QString>("code");
        const QByteArray ec = ecdhHeader(), rsa = R"({"alg":"RSA-OAEP-256","enc":"A256GCM"})";
        const auto row = [](const char *name, const QByteArray &compact, const char *code) { QTest::newRow(name) << compact << QString::fromLatin1(code); };
        row("key 39", compactWith(ec, 39), "jwe.sizes");
        row("key 41", compactWith(ec, 41), "jwe.sizes");
        row("key 0", compactWith(ec, 0), "jwe.sizes");
        row("RSA key 255", compactWith(rsa, 255), "jwe.sizes");
        row("RSA key 1025", compactWith(rsa, 1025), "jwe.sizes");
        row("RSA key 1024", compactWith(rsa, 1024), "ok");
        row("iv 11", compactWith(ec, 40, 11), "jwe.sizes");
        row("iv 16", compactWith(ec, 40, 16), "jwe.sizes");
        row("tag 15", compactWith(ec, 40, 12, 8, 15), "jwe.sizes");
        row("tag 4", compactWith(ec, 40, 12, 8, 4), "jwe.sizes");
        row("no text", compactWith(ec, 40, 12, 0), "ok");
        row("large", compactWith(ec, 40, 12, 64 * 1024), "jwe.too_large");
        row("four parts", compactWith(ec).first(compactWith(ec).lastIndexOf('.')), "jwe.parts");
        row("six parts", compactWith(ec) + ".AAAA", "jwe.parts");
        row("empty", "", "jwe.parts");
        row("padding", compactWith(ec) + "=", "jwe.base64");
        row("line break", compactWith(ec) + "\n", "jwe.base64");
    }

    void S24_sizesBeforeTheCryptoCall()
    {
        QFETCH(QByteArray, compact);
        QFETCH(QString, code);
        QCOMPARE(parseCode(compact), code);
    }

    void S25_encryptionKeysOnly()
    {
        QCOMPARE(encryptJwe(m_payload, m_rsa.withUse(u"sig"_s), {}).error().code, u"jwe.key"_s);
        QCOMPARE(encryptJwe(m_payload, m_rsa.withAlg(u"RSA-OAEP"_s), {}).error().code, u"jwe.key"_s);
        QCOMPARE(encryptJwe(m_payload, Jwk(), {}).error().code, u"jwe.key"_s);
        QJsonObject json = m_rsa.publicPart().toPublicJson();
        json.insert("key_ops"_L1, QJsonArray { "verify"_L1 });
        QCOMPARE(encryptJwe(m_payload, *Jwk::fromJson(json), {}).error().code, u"jwe.key"_s);
        QVERIFY(encryptJwe(m_payload, m_rsa.withUse(u"enc"_s).withAlg(u"RSA-OAEP-256"_s), {}));
        QVERIFY(encryptJwe(m_payload, m_ec.withUse(u"enc"_s).withAlg(u"ECDH-ES+A256KW"_s), {}));
    }

    void S28_oneErrorForAll()
    {
        const auto forEc = *parseJwe(*encryptJwe(m_payload, m_ec.publicPart(), {}));
        const auto forRsa = *parseJwe(*encryptJwe(m_payload, m_rsa.publicPart(), {}));
        const auto forWords = *parseJwe(*encryptJwe(m_payload, m_passphrase, {}, quick));
        auto badKey = forEc, badText = forEc, badRsa = forRsa;
        badKey.encryptedKey[0] = char(badKey.encryptedKey[0] ^ 1);
        badText.ciphertext[0] = char(badText.ciphertext[0] ^ 1);
        badRsa.encryptedKey = QByteArray(256, '\0');
        const QList<Error> errors { decryptJwe(forEc, Jwk::generateEcP256()).error(), decryptJwe(forEc, m_rsa).error(), decryptJwe(forRsa, Jwk::generateRsa()).error(),
            decryptJwe(forRsa, m_ec).error(), decryptJwe(forEc, m_ec.publicPart()).error(), decryptJwe(forEc, Jwk()).error(), decryptJwe(badKey, m_ec).error(),
            decryptJwe(badText, m_ec).error(), decryptJwe(badRsa, m_rsa).error(), decryptJwe(forWords, Secret(QByteArrayView("another"))).error(),
            decryptJwe(forWords, Secret()).error(), decryptJwe(forWords, m_ec).error(), decryptJwe(forEc, m_passphrase).error() };
        for (const Error &error : errors) {
            QCOMPARE(error.code, u"jwe.decrypt"_s);
            QCOMPARE(error.text(), errors.first().text());
        }
    }

    void S28_nearEqualTime()
    {
        // A wrong wrapped key and a wrong tag must not be told apart by the clock: medians within a factor of two.
        const auto good = *parseJwe(*encryptJwe(Secret(QByteArray(20000, 'x')), m_ec.publicPart(), {}));
        auto badKey = good, badTag = good;
        badKey.encryptedKey[0] = char(badKey.encryptedKey[0] ^ 1);
        badTag.tag[0] = char(badTag.tag[0] ^ 1);
        QList<qint64> key, tag;
        const auto timed = [this](const JweParts &parts) {
            QElapsedTimer timer;
            timer.start();
            (void)decryptJwe(parts, m_ec);
            return timer.nsecsElapsed();
        };
        // Taken in turns, so that a busy moment of the machine falls on both.
        for (int i = 0; i < 101; ++i) {
            key.append(timed(badKey));
            tag.append(timed(badTag));
        }
        std::sort(key.begin(), key.end());
        std::sort(tag.begin(), tag.end());
        const double k = double(key.at(50)), t = double(tag.at(50));
        QVERIFY2(k < 2 * t && t < 2 * k, qPrintable(u"%1 %2"_s.arg(k).arg(t)));
    }

    void S27_normalization()
    {
        QCOMPARE(normalizedPassphrase(u"cafe\u0301"_s).reveal(), normalizedPassphrase(u"caf\u00e9"_s).reveal());
        QCOMPARE(normalizedPassphrase(u"caf\u00e9"_s).reveal(), QByteArray("caf\xC3\xA9"));
    }

    void S37_everyBitAndTruncationIsRefused_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("ECDH-ES+A256KW") << 0;
        QTest::newRow("RSA-OAEP-256") << 1;
        QTest::newRow("PBES2-HS512+A256KW") << 2;
    }

    void S37_everyBitAndTruncationIsRefused()
    {
        QFETCH(int, way);
        const QJsonObject header { { "typ"_L1, "baton+jwt"_L1 } };
        const QByteArray compact = way == 2 ? *encryptJwe(m_payload, m_passphrase, header, quick) : *encryptJwe(m_payload, way ? m_rsa.publicPart() : m_ec.publicPart(), header);
        const auto opens = [&](const QByteArray &text) {
            const auto parts = parseJwe(text);
            // A flipped digit of p2c may ask for two million rounds; such a header differs in the AAD and cannot open.
            if (!parts || parts->header["p2c"_L1].toInt() > 20000)
                return false;
            return way == 2 ? decryptJwe(*parts, m_passphrase).has_value() : decryptJwe(*parts, way ? m_rsa : m_ec).has_value();
        };
        QVERIFY(opens(compact));
        for (qsizetype bit = 0; bit < compact.size() * 8; ++bit) {
            QByteArray changed = compact;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY2(!opens(changed), qPrintable(QString::number(bit)));
        }
        for (qsizetype size = 0; size < compact.size(); ++size)
            QVERIFY2(!opens(compact.first(size)), qPrintable(QString::number(size)));
    }
};

QTEST_GUILESS_MAIN(TestJwe)
#include "tst_jwe.moc"
