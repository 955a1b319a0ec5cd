#include "app/base/base64url.h"
#include "app/handover/package.h"
#include "app/handover/partners.h"
#include "app/jose/jws.h"
#include "tests/app/handover/fixture.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtTest/QtTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::handover;

class TestPackage : public QObject {
    Q_OBJECT

    static constexpr int quick = 1000; // rounds
    const ManualClock m_clock { QDateTime(QDate(2026, 11, 23), QTime(14, 3), Qt::UTC) };
    const jose::Jwk m_sender = jose::Jwk::generateEcP256(), m_recipient = jose::Jwk::generateEcP256(), m_rsa = jose::Jwk::generateRsa();
    const Secret m_passphrase = Secret(QByteArrayView("amber-violin-ferry-quartz-nine-ledger-plum"));
    const orcid::Environment m_practice = orcid::Environment::practice();
    const QString m_ours = u"APP-OG55T1ZR8K3CV7QD"_s;

    static QString envelopeCode(const QByteArray &text)
    {
        const auto envelope = readEnvelope(text);
        return envelope ? u"ok"_s : envelope.error().code;
    }

    QJsonObject payload() const
    {
        return { { "iss"_L1, "APP-NB7K2QX4M0T9W6RA"_L1 }, { "aud"_L1, m_ours }, { "iat"_L1, m_clock.secs() }, { "exp"_L1, m_clock.secs() + 3600 }, { "jti"_L1, "one"_L1 },
            { "environment"_L1, QJsonObject { { "id"_L1, "practice"_L1 }, { "issuer"_L1, m_practice.issuer } } }, { "id_token"_L1, "a.b.c"_L1 },
            { "scopes"_L1, QJsonArray { "/read-limited"_L1 } }, { "sender"_L1, QJsonObject { { "name"_L1, "Sender"_L1 }, { "jwk"_L1, m_sender.toPublicJson() } } } };
    }

    Envelope sealedBytes(const QByteArray &inner) const
    {
        return *readEnvelope(*jose::encryptJwe(Secret(inner), m_recipient.publicPart(), { { "typ"_L1, "baton+jwt"_L1 }, { "cty"_L1, "JWT"_L1 } }));
    }

    QString openCode(const QByteArray &payloadText, const QJsonObject &header = {}) const
    {
        QJsonObject full { { "typ"_L1, "baton-handover+jwt"_L1 }, { "kid"_L1, m_sender.thumbprintText() } };
        for (auto it = header.begin(); it != header.end(); ++it)
            full.insert(it.key(), it.value());
        const auto opened = openWithKey(sealedBytes(*jose::signJws(payloadText, m_sender, full)), m_recipient);
        return opened ? u"ok"_s : opened.error().code;
    }
    QString openCode(const QJsonObject &json) const { return openCode(QJsonDocument(json).toJson(QJsonDocument::Compact)); }

    Opened opened() const { return *openWithKey(*readEnvelope(sealToKey(test::contents(m_clock), m_sender, m_recipient.publicPart(), m_clock)->compact), m_recipient); }

    Partner partner(Partner::Trust trust = Partner::Trust::Confirmed) const
    {
        Partner partner;
        partner.environmentId = u"practice"_s;
        partner.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        partner.name = u"Northbridge University"_s;
        partner.key = m_sender.publicPart();
        partner.trust = trust;
        partner.confirmedAt = QDateTime(QDate(2026, 11, 3), QTime(12, 0), Qt::UTC);
        return partner;
    }

private Q_SLOTS:
    void sealAndOpen_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("ECDH-ES+A256KW") << 0;
        QTest::newRow("RSA-OAEP-256") << 1;
        QTest::newRow("PBES2-HS512+A256KW") << 2;
    }

    void sealAndOpen()
    {
        QFETCH(int, way);
        Contents contents = test::contents(m_clock);
        if (way == 2)
            contents.audienceClientId.clear();
        const jose::Jwk &key = way ? m_rsa : m_recipient;
        const auto sealed = way == 2 ? sealWithPassphrase(contents, m_sender, m_passphrase, m_clock, quick) : sealToKey(contents, m_sender, key.publicPart(), m_clock);
        QVERIFY2(sealed, sealed ? "" : qPrintable(sealed.error().text()));
        QVERIFY(!sealed->compact.contains("aaaa.bbbb"));
        const auto envelope = readEnvelope("\n " + sealed->compact + "\r\n");
        QVERIFY(envelope);
        QCOMPARE(envelope->needsPassphrase, way == 2);
        QCOMPARE(envelope->recipientThumbprint, way == 2 ? QString() : key.thumbprintText());
        const auto opened = way == 2 ? openWithPassphrase(*envelope, m_passphrase) : openWithKey(*envelope, key);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text()));
        QCOMPARE(opened->id, sealed->id);
        QCOMPARE(opened->environmentId, u"practice"_s);
        QCOMPARE(opened->environmentKind, orcid::Environment::Kind::Practice);
        QCOMPARE(opened->environmentIssuer, m_practice.issuer);
        QCOMPARE(opened->issuerClientId, contents.issuerClientId);
        QCOMPARE(opened->audienceClientId, contents.audienceClientId);
        QCOMPARE(opened->senderName, contents.senderName);
        QCOMPARE(opened->senderKey.thumbprint(), m_sender.thumbprint());
        QVERIFY(!opened->senderKey.isPrivate());
        QCOMPARE(opened->scopes, contents.scopes);
        QCOMPARE(opened->purpose, contents.purpose);
        QCOMPARE(opened->idTokens.size(), 1);
        QCOMPARE(opened->idTokens.first().reveal(), QByteArray("aaaa.bbbb.cccc"));
        QCOMPARE(opened->sealedAt, m_clock.now());
        QCOMPARE(opened->useBy, contents.useBy);
        QCOMPARE(opened->protection, sealed->protection);
        QCOMPARE(sealed->protection == u"Passphrase"_s, way == 2);
        QVERIFY(QRegularExpression(u"^handover-practice-20261123-1403-[0-9a-f]{8}\\.baton$"_s).match(sealed->fileName).hasMatch());
    }

    void severalResearchersInOne()
    {
        Contents contents = test::contents(m_clock);
        contents.idTokens = { Secret(QByteArrayView("a.b.c")), Secret(QByteArrayView("d.e.f")), Secret(QByteArrayView("g.h.i")) };
        const auto sealed = sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock);
        const auto opened = openWithKey(*readEnvelope(sealed->compact), m_recipient);
        QCOMPARE(opened->idTokens.size(), 3);
        QCOMPARE(opened->idTokens.last().reveal(), QByteArray("g.h.i"));
    }

    void whatCannotBeSealed()
    {
        Contents contents = test::contents(m_clock);
        QCOMPARE(sealToKey(contents, m_sender, {}, m_clock).error().code, u"package.key"_s);
        QCOMPARE(sealToKey(contents, m_sender.publicPart(), m_recipient.publicPart(), m_clock).error().code, u"package.key"_s);
        QCOMPARE(sealToKey(contents, m_rsa, m_recipient.publicPart(), m_clock).error().code, u"package.key"_s);
        QCOMPARE(sealToKey(contents, m_sender, m_rsa.publicPart().withUse(u"sig"_s), m_clock).error().code, u"package.key"_s);
        QCOMPARE(sealWithPassphrase(contents, m_sender, {}, m_clock, quick).error().code, u"package.key"_s);
        contents.idTokens.clear();
        QCOMPARE(sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock).error().code, u"package.no_token"_s);
        for (int i = 0; i < 6; ++i)
            contents.idTokens.append(Secret(QByteArray(7000, char('a' + i))));
        QCOMPARE(sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock).error().code, u"package.too_large"_s);
        contents = test::contents(m_clock);
        contents.useBy = m_clock.now();
        QCOMPARE(sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock).error().code, u"package.payload"_s);
        contents = test::contents(m_clock);
        contents.audienceClientId.clear();
        QCOMPARE(sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock).error().code, u"package.key"_s);
    }

    void S32_largestPackageFits()
    {
        Contents contents = test::contents(m_clock);
        contents.idTokens.clear();
        for (int i = 0; i < 4; ++i)
            contents.idTokens.append(Secret(QByteArray(7800, char('a' + i))));
        const auto sealed = sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock);
        QVERIFY2(sealed, sealed ? "" : qPrintable(sealed.error().text()));
        QVERIFY(sealed->compact.size() <= maxPackageBytes);
        QVERIFY(openWithKey(*readEnvelope(sealed->compact), m_recipient));
    }

    void S32_envelope_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const QByteArray good = sealToKey(test::contents(m_clock), m_sender, m_recipient.publicPart(), m_clock)->compact;
        const Secret inside(QByteArrayView("x"));
        const auto row = [](const char *name, const QByteArray &text, const char *code) { QTest::newRow(name) << text << QString::fromLatin1(code); };
        const auto outer = [&](const QJsonObject &header) { return *jose::encryptJwe(inside, m_recipient.publicPart(), header); };
        const auto reheaded = [&good](const QByteArray &header) { return toBase64Url(header) + good.mid(good.indexOf('.')); };
        row("good", good, "ok");
        row("empty", "", "package.empty");
        row("white space", " \n\t", "package.empty");
        row("large", QByteArray(64 * 1024 + 1, 'a'), "package.too_large");
        row("words", "Dear colleague, here is the package", "package.not_a_package");
        row("JSON", "{\"protected\":\"\"}", "package.not_a_package");
        row("id_token", "a.b.c", "package.not_a_package");
        row("wrapped lines", good.first(80) + "\n" + good.mid(80), "package.not_a_package");
        row("no typ", outer({ { "cty"_L1, "JWT"_L1 } }), "package.not_a_package");
        row("other typ", outer({ { "typ"_L1, "JWT"_L1 }, { "cty"_L1, "JWT"_L1 } }), "package.not_a_package");
        row("no cty", outer({ { "typ"_L1, "baton+jwt"_L1 } }), "package.not_a_package");
        row("alg none", reheaded(R"({"alg":"none","enc":"A256GCM"})"), "package.unsupported");
        row("alg dir", reheaded(R"({"alg":"dir","enc":"A256GCM"})"), "package.unsupported");
        row("alg RSA1_5", reheaded(R"({"alg":"RSA1_5","enc":"A256GCM"})"), "package.unsupported");
        row("enc A128GCM", reheaded(R"({"alg":"RSA-OAEP-256","enc":"A128GCM"})"), "package.unsupported");
        row("zip", reheaded(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","zip":"DEF"})"), "package.header");
        row("crit", reheaded(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","crit":["exp"]})"), "package.header");
        row("duplicate", reheaded(R"({"alg":"dir","alg":"RSA-OAEP-256","enc":"A256GCM"})"), "package.header");
        row("BOM", "\xEF\xBB\xBF" + good, "package.not_a_package");
        row("UTF-16", QByteArray::fromRawData("\xFF\xFE" "e\0y\0", 6), "package.not_a_package");
        const QByteArray words = *jose::encryptJwe(inside, m_passphrase, { { "typ"_L1, "baton+jwt"_L1 }, { "cty"_L1, "JWT"_L1 } }, quick);
        QByteArray header = *fromBase64Url(words.first(words.indexOf('.')));
        row("passphrase", words, "ok");
        row("passphrase with kid", toBase64Url(QByteArray(header).replace("{", "{\"kid\":\"me\",")) + words.mid(words.indexOf('.')), "package.header");
        row("p2c 1e9", toBase64Url(QByteArray(header).replace("\"p2c\":1000", "\"p2c\":1000000000")) + words.mid(words.indexOf('.')), "package.header");
        QByteArray keyed = *fromBase64Url(good.first(good.indexOf('.')));
        row("kid not a thumbprint", toBase64Url(keyed.replace(m_recipient.thumbprintText().toLatin1(), "me")) + good.mid(good.indexOf('.')), "package.header");
    }

    // Something else that says what it is, is called by its name: text, part of the words.
    void anotherKindIsNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &text, const QString &words) { QTest::newRow(name) << text << words; };
        row("card", *makeCard(u"Northbridge"_s, u"APP-NB7K2QX4M0T9W6RA"_s, u"practice"_s, m_sender), u"is a card"_s);
        row("key", QJsonDocument(m_recipient.toPublicJson()).toJson(), u"is a key"_s);
        row("JSON", "{\"protected\":\"\"}", u"is JSON"_s);
        row("receipt", *jose::signJws("{}", m_sender, { { "typ"_L1, "baton-receipt+jwt"_L1 } }), u"is a receipt"_s);
        row("id_token", *jose::signJws("{}", m_sender), u"nothing protects"_s);
        row("words", "Dear colleague, here is the package", u"whole Baton package"_s);
    }

    void anotherKindIsNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto envelope = readEnvelope(text + '\n');
        QVERIFY(!envelope);
        QCOMPARE(envelope.error().code, u"package.not_a_package"_s);
        QVERIFY2(envelope.error().what.contains(words) && !envelope.error().next.isEmpty(), qPrintable(envelope.error().text()));
    }

    void S32_envelope()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QCOMPARE(envelopeCode(text), code);
    }

    // What is the same for everybody is said once, as packages always did; only what differs needs the new member.
    void scopesOfEachResearcher()
    {
        Contents contents = handover::test::contents(m_clock);
        contents.idTokens = { Secret(QByteArrayView("a.b.c")), Secret(QByteArrayView("d.e.f")) };
        const QStringList read { u"/read-limited"_s }, write { u"/activities/update"_s, u"/read-limited"_s };
        contents.scopesOf = { read, write };
        auto sealed = sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock);
        QVERIFY(sealed);
        auto opened = openWithKey(*readEnvelope(sealed->compact), m_recipient);
        QVERIFY(opened);
        QVERIFY(opened->scopes.isEmpty());
        QCOMPARE(opened->scopesFor(0), read);
        QCOMPARE(opened->scopesFor(1), write);
        contents.scopesOf = { write, write };
        sealed = sealToKey(contents, m_sender, m_recipient.publicPart(), m_clock);
        QVERIFY(sealed);
        opened = openWithKey(*readEnvelope(sealed->compact), m_recipient);
        QVERIFY(opened);
        QCOMPARE(opened->scopes, write);
        QVERIFY(opened->scopesOf.isEmpty());
        QCOMPARE(opened->scopesFor(1), write);
    }

    void S32_payloadIsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const QJsonObject good = payload();
        const auto row = [](const char *name, const QJsonObject &json, const char *code = "package.payload") {
            QTest::newRow(name) << QJsonDocument(json).toJson(QJsonDocument::Compact) << QString::fromLatin1(code);
        };
        const auto with = [&good](const char *name, const QJsonValue &value) {
            QJsonObject json = good;
            json.insert(QLatin1String(name), value);
            return json;
        };
        row("good", good, "ok");
        for (const char *name : { "iss", "aud", "iat", "exp", "jti", "environment", "id_token", "sender" }) {
            QJsonObject json = good;
            json.remove(QLatin1String(name));
            const QByteArray label = QByteArray(name) + " missing";
            row(label.constData(), json);
            const QByteArray second = QByteArray(name) + " of another kind";
            row(second.constData(), with(name, QJsonArray { true }));
        }
        for (const char *name : { "purpose", "receipt_to", "scopes", "id_tokens" }) {
            const QByteArray label = QByteArray(name) + " of another kind";
            row(label.constData(), with(name, 7));
        }
        row("unknown member", with("note", "hello"_L1));
        row("client secret", with("client_secret", "hello"_L1));
        row("both kinds of tokens", with("id_tokens", QJsonArray { "d.e.f"_L1 }));
        row("exp before iat", with("exp", m_clock.secs() - 1));
        row("iat fraction", with("iat", double(m_clock.secs()) + 0.5));
        row("iat far", with("iat", 1e15));
        row("unknown environment", with("environment", QJsonObject { { "id"_L1, "qa"_L1 }, { "issuer"_L1, "x"_L1 } }));
        row("environment with more", with("environment", QJsonObject { { "id"_L1, "practice"_L1 }, { "issuer"_L1, "x"_L1 }, { "api"_L1, "y"_L1 } }));
        row("sender without key", with("sender", QJsonObject { { "name"_L1, "S"_L1 } }));
        row("sender with RSA", with("sender", QJsonObject { { "name"_L1, "S"_L1 }, { "jwk"_L1, m_rsa.toPublicJson() } }));
        QJsonObject privateKey = m_sender.toPublicJson();
        privateKey.insert("d"_L1, QString::fromLatin1(toBase64Url(QByteArray(32, 'd'))));
        row("sender with private key", with("sender", QJsonObject { { "name"_L1, "S"_L1 }, { "jwk"_L1, privateKey } }));
        row("purpose long", with("purpose", QString(2001, u'p')));
        row("token long", with("id_token", QString(8193, u't')));
        QJsonObject several = good;
        several.remove("id_token"_L1);
        several.insert("id_tokens"_L1, QJsonArray { "a.b.c"_L1, "a.b.c"_L1 });
        row("same token twice", several);
        several.insert("id_tokens"_L1, QJsonArray());
        row("no tokens", several);
        several.insert("id_tokens"_L1, QJsonArray { "a.b.c"_L1, 5 });
        row("token number", several);
        several.insert("id_tokens"_L1, QJsonArray { "a.b.c"_L1, "d.e.f"_L1 });
        row("one list of scopes for two", several, "ok");
        const QJsonArray read { "/read-limited"_L1 }, write { "/activities/update"_L1 };
        several.insert("scopes_of"_L1, QJsonArray { read, write });
        row("both kinds of scopes", several);
        several.remove("scopes"_L1);
        row("a list of scopes each", several, "ok");
        several.insert("scopes_of"_L1, QJsonArray { read });
        row("a list too few", several);
        several.insert("scopes_of"_L1, QJsonArray { read, "/activities/update"_L1 });
        row("scopes that are no list", several);
        several.insert("scopes_of"_L1, QJsonArray { read, QJsonArray { 5 } });
        row("a scope that is no text", several);
        const QByteArray text = QJsonDocument(good).toJson(QJsonDocument::Compact);
        QTest::newRow("duplicate name") << QByteArray(text.chopped(1) + ",\"iss\":\"x\"}") << u"package.payload"_s;
        QTest::newRow("depth 17") << QByteArray(text.chopped(1) + ",\"purpose\":" + QByteArray(17, '[') + QByteArray(17, ']') + '}') << u"package.payload"_s;
        QTest::newRow("depth 20,000") << QByteArray(20'000, '[') << u"package.payload"_s;
        QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF" + text) << u"package.payload"_s;
        QTest::newRow("depth 10,000") << QByteArray(10000, '[') << u"package.payload"_s;
        QTest::newRow("over 32 KiB") << QByteArray(text.chopped(1) + ",\"purpose\":\"" + QByteArray(32 * 1024, 'p') + "\"}") << u"package.payload"_s;
        QTest::newRow("list") << QByteArray("[]") << u"package.payload"_s;
        QTest::newRow("1e400") << QByteArray(text.chopped(1) + ",\"purpose\":1e400}") << u"package.payload"_s;
    }

    void S32_payloadIsStrict()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QCOMPARE(openCode(text), code);
    }

    void S29_innerMustBeASignedHandOver()
    {
        const QByteArray text = QJsonDocument(payload()).toJson(QJsonDocument::Compact);
        QCOMPARE(openCode(text, { { "typ"_L1, "JWT"_L1 } }), u"package.inner"_s);
        QCOMPARE(openCode(text, { { "typ"_L1, "baton-card+jwt"_L1 } }), u"package.inner"_s);
        QCOMPARE(openCode(text, { { "cty"_L1, "JWT"_L1 } }), u"package.inner"_s);
        QCOMPARE(openCode(text, { { "kid"_L1, "another"_L1 } }), u"package.signature"_s);
        QCOMPARE(openWithKey(sealedBytes("plain text"), m_recipient).error().code, u"package.inner"_s);
        QCOMPARE(openWithKey(sealedBytes("a.b.c"), m_recipient).error().code, u"package.inner"_s);
        // Signed by somebody else than the key named inside.
        const QJsonObject header { { "typ"_L1, "baton-handover+jwt"_L1 }, { "kid"_L1, m_sender.thumbprintText() } };
        QCOMPARE(openWithKey(sealedBytes(*jose::signJws(text, jose::Jwk::generateEcP256(), header)), m_recipient).error().code, u"package.signature"_s);
        QCOMPARE(openWithKey(sealedBytes(*jose::signJws(text, m_rsa, header)), m_recipient).error().code, u"package.signature"_s);
    }

    void S34_wrongRecipientIsNamed()
    {
        const auto envelope = *readEnvelope(sealToKey(test::contents(m_clock), m_sender, m_recipient.publicPart(), m_clock)->compact);
        const jose::Jwk other = jose::Jwk::generateEcP256();
        QCOMPARE(openWithKey(envelope, other).error().code, u"package.wrong_recipient"_s);
        QCOMPARE(openWithKey(envelope, {}).error().code, u"package.wrong_recipient"_s);
        const Error error = wrongRecipient(envelope, { { m_ours, other.thumbprint() } });
        const auto ends = [](const jose::Jwk &key) { return QString::fromLatin1(key.thumbprint().toHex().toUpper()).last(4); };
        QVERIFY(error.what.contains(ends(m_recipient)) && error.what.contains(ends(other)) && error.what.contains(m_ours));
        const auto words = *readEnvelope(sealWithPassphrase(test::contents(m_clock), m_sender, m_passphrase, m_clock, quick)->compact);
        QCOMPARE(openWithPassphrase(words, Secret(QByteArrayView("something else entirely"))).error().code, u"package.decrypt"_s);
        QCOMPARE(openWithPassphrase(envelope, m_passphrase).error().code, u"package.decrypt"_s);
    }

    void S27_passphraseIsNormalized()
    {
        const auto sealed = sealWithPassphrase(test::contents(m_clock), m_sender, Secret::fromString(u"cafe\u0301-cafe\u0301-cafe\u0301"_s), m_clock, quick);
        QVERIFY(openWithPassphrase(*readEnvelope(sealed->compact), Secret::fromString(u"caf\u00e9-caf\u00e9-caf\u00e9"_s)));
    }

    void S37_everyBitAndTruncationIsRefused_data() { sealAndOpen_data(); }

    // Changed in its first part a package is none, has a wrong header or is for somebody else; changed behind it, it is none or
    // does not decrypt.
    void S37_everyBitAndTruncationIsRefused()
    {
        QFETCH(int, way);
        Contents contents = test::contents(m_clock);
        const jose::Jwk &key = way ? m_rsa : m_recipient;
        const QByteArray compact = (way == 2 ? sealWithPassphrase(contents, m_sender, m_passphrase, m_clock, quick) : sealToKey(contents, m_sender, key.publicPart(), m_clock))->compact;
        const auto code = [&](const QByteArray &text) {
            const auto envelope = readEnvelope(text);
            if (!envelope)
                return envelope.error().code;
            // A flipped digit of p2c may ask for many rounds; such a header differs in the AAD and cannot open.
            if (envelope->parts.header["p2c"_L1].toInt() > 20000)
                return u"package.decrypt"_s;
            const auto opened = envelope->needsPassphrase ? openWithPassphrase(*envelope, m_passphrase) : openWithKey(*envelope, key);
            return opened ? u"ok"_s : opened.error().code;
        };
        QCOMPARE(code(compact), u"ok"_s);
        const QSet<QString> inHeader { u"package.not_a_package"_s, u"package.header"_s, u"package.unsupported"_s, u"package.wrong_recipient"_s, u"package.decrypt"_s };
        const QSet<QString> behind { u"package.not_a_package"_s, u"package.header"_s, u"package.decrypt"_s };
        QHash<QString, int> seen;
        const qsizetype header = compact.indexOf('.');
        for (qsizetype bit = 0; bit < compact.size() * 8; ++bit) {
            QByteArray changed = compact;
            changed[bit / 8] = char(changed[bit / 8] ^ (1 << (bit % 8)));
            // White space at an end is no change of the package.
            if (changed.trimmed() == compact)
                continue;
            const QString found = code(changed);
            ++seen[found];
            QVERIFY2((bit / 8 <= header ? inHeader : behind).contains(found), qPrintable(u"%1: %2"_s.arg(bit).arg(found)));
        }
        for (qsizetype size = 0; size < compact.size(); ++size) {
            const QString found = code(compact.first(size));
            ++seen[u"cut: "_s + found];
            QVERIFY2(size == 0 ? found == "package.empty"_L1 : behind.contains(found), qPrintable(u"%1: %2"_s.arg(size).arg(found)));
        }
        QString words;
        for (auto it = seen.begin(); it != seen.end(); ++it)
            words += u"  %1 %2"_s.arg(it.key()).arg(it.value());
        qInfo("%lld bits and %lld lengths refused:%s", qlonglong(compact.size() * 8), qlonglong(compact.size()), qPrintable(words));
    }

    void S37_hostile_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QByteArray &text, const char *code = "package.header") { QTest::newRow(name) << text << QString::fromLatin1(code); };
        const QByteArray good = sealToKey(test::contents(m_clock), m_sender, m_recipient.publicPart(), m_clock)->compact;
        const QByteArray words = sealWithPassphrase(test::contents(m_clock), m_sender, m_passphrase, m_clock, quick)->compact;
        const auto headed = [](const QByteArray &compact, const QByteArray &header) { return toBase64Url(header) + compact.mid(compact.indexOf('.')); };
        const auto replaced = [&headed](const QByteArray &compact, const QByteArray &from, const QByteArray &to) {
            const QByteArray header = *fromBase64Url(compact.first(compact.indexOf('.')));
            return header.contains(from) ? headed(compact, QByteArray(header).replace(from, to)) : QByteArray();
        };
        row("as sealed", good, "ok");
        row("as sealed with a passphrase", words, "ok");
        // One rule for each way to ask for too little or too much work (S26).
        for (const char *p2c : { "0", "-1", "999", "2000001", "1e9", "1000000000", "9223372036854775808", "\"8192\"", "8192.5", "null", "true", "[8192]", "1e400" }) {
            const QByteArray name = QByteArray("p2c ") + p2c;
            row(name.constData(), replaced(words, "\"p2c\":1000", QByteArray("\"p2c\":") + p2c));
        }
        row("no p2c", replaced(words, "\"p2c\":1000,", ""));
        row("p2c twice", replaced(words, "\"p2c\":1000", "\"p2c\":1000,\"p2c\":1001"));
        const QByteArray salt = "\"p2s\":\"" + toBase64Url(QByteArray(7, 's')) + "\",\"x\":\"";
        row("short salt", replaced(words, "\"p2s\":\"", salt));
        for (const char *alg : { "none", "dir", "RSA1_5", "RSA-OAEP", "A256KW", "ECDH-ES", "PBES2-HS256+A128KW", "HS256" }) {
            const QByteArray name = QByteArray("alg ") + alg;
            row(name.constData(), replaced(good, "\"ECDH-ES+A256KW\"", '"' + QByteArray(alg) + '"'), "package.unsupported");
        }
        row("alg of another key", replaced(good, "\"ECDH-ES+A256KW\"", "\"RSA-OAEP-256\""));
        for (const char *member : { "\"zip\":\"DEF\"", "\"crit\":[\"exp\"]", "\"crit\":[]", "\"b64\":false", "\"jku\":\"https://a.example\"", "\"x5u\":\"https://a.example\"", "\"jwk\":{}", "\"alg\":\"dir\"", "\"\\u0061lg\":\"dir\"" })
            row(member, replaced(good, "{\"alg\"", '{' + QByteArray(member) + ",\"alg\""));
        // epk: what a curve attack or a careless writer would send (S24).
        const QByteArray header = *fromBase64Url(good.first(good.indexOf('.')));
        const QJsonObject json = QJsonDocument::fromJson(header).object();
        const auto withEpk = [&](const QJsonValue &epk) {
            QJsonObject changed = json;
            changed.insert("epk"_L1, epk);
            return headed(good, QJsonDocument(changed).toJson(QJsonDocument::Compact));
        };
        const auto epkWith = [&](const char *member, const QJsonValue &value) {
            QJsonObject epk = json["epk"_L1].toObject();
            epk.insert(QLatin1String(member), value);
            return withEpk(epk);
        };
        const auto coordinate = [](qsizetype size, char byte) { return QString::fromLatin1(toBase64Url(QByteArray(size, byte))); };
        row("epk off the curve", epkWith("y", coordinate(32, 'y')));
        row("epk at zero", withEpk(QJsonObject { { "kty"_L1, "EC"_L1 }, { "crv"_L1, "P-256"_L1 }, { "x"_L1, coordinate(32, 0) }, { "y"_L1, coordinate(32, 0) } }));
        row("epk beyond the field", epkWith("x", coordinate(32, '\xff')));
        row("epk short", epkWith("x", coordinate(31, 'x')));
        row("epk long", epkWith("x", coordinate(33, 'x')));
        row("epk with d", epkWith("d", coordinate(32, 'd')));
        row("epk P-384", epkWith("crv", "P-384"_L1));
        row("epk RSA", withEpk(m_rsa.toPublicJson()));
        row("epk missing", withEpk(QJsonValue(QJsonValue::Undefined)));
        row("epk a string", withEpk("P-256"_L1));
        row("epk a list", withEpk(QJsonArray { json["epk"_L1] }));
        // Depth and encodings.
        row("depth 1,000 in the header", headed(good, "{\"alg\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + '}'));
        row("depth 100,000 in the header", headed(good, QByteArray(100'000, '[')), "package.too_large");
        row("depth 100,000 of nothing else", QByteArray(100'000, '['), "package.too_large");
        row("header over 4 KiB", replaced(good, "{\"alg\"", "{\"apu\":\"" + QByteArray(5000, 'A') + "\",\"alg\""));
        row("BOM in front", "\xEF\xBB\xBF" + good, "package.not_a_package");
        row("BOM in the header", headed(good, "\xEF\xBB\xBF" + header));
        QByteArray wide("\xFF\xFE");
        for (const char c : good)
            wide += QByteArray(1, c) + '\0';
        row("UTF-16", wide, "package.not_a_package");
        row("UTF-16 header", headed(good, QByteArray::fromRawData("\xFF\xFE{\0}\0", 6)));
        row("header not UTF-8", replaced(good, "{\"alg\"", "{\"apu\":\"\xC3\x28\",\"alg\""));
        row("NUL behind", good + '\0', "package.not_a_package");
        row("padding", good + '=', "package.not_a_package");
        row("six parts", good + ".AAAA", "package.not_a_package");
        row("no wrapped key", good.first(good.indexOf('.')) + "." + good.mid(good.indexOf('.', good.indexOf('.') + 1)));
    }

    void S37_hostile()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        QVERIFY2(!text.isEmpty(), "the row could not be made");
        QCOMPARE(envelopeCode(text), code);
    }

    void S30_judging()
    {
        const Opened package = opened();
        const auto state = [&](const std::optional<Partner> &known, const char *id) {
            const Acceptance acceptance = judge(package, m_practice, { m_ours }, known, m_clock);
            for (const PackageCheck &check : acceptance.checks) {
                if (check.id == QLatin1String(id))
                    return check.state;
            }
            return PackageCheck::State::NotDone;
        };
        const Acceptance good = judge(package, m_practice, { m_ours }, partner(), m_clock);
        QVERIFY(good.acceptable() && good.senderConfirmed);
        QCOMPARE(good.checks.size(), 3);
        QCOMPARE(good.checks.at(0).name, u"Encrypted to you"_s);
        QCOMPARE(good.checks.at(1).name, u"Signed by Northbridge University"_s);
        QCOMPARE(good.checks.at(2).name, u"Not expired or opened before"_s);
        QVERIFY(good.checks.at(0).words.startsWith(u"Your key "_s));
        QVERIFY(good.checks.at(1).words.endsWith(u"confirmed 3 Nov 2026"_s));
        QCOMPARE(state({}, "signed"), PackageCheck::State::Warning);
        QCOMPARE(state(partner(Partner::Trust::Unconfirmed), "signed"), PackageCheck::State::Warning);
        QCOMPARE(state(partner(Partner::Trust::KeyChanged), "signed"), PackageCheck::State::Failed);
        QCOMPARE(state(partner(Partner::Trust::Blocked), "signed"), PackageCheck::State::Failed);
        Partner changed = partner();
        changed.key = jose::Jwk::generateEcP256().publicPart();
        QCOMPARE(state(changed, "signed"), PackageCheck::State::Failed);
        QVERIFY(!judge(package, m_practice, { m_ours }, {}, m_clock).senderConfirmed);
        QVERIFY(judge(package, m_practice, { m_ours }, {}, m_clock).acceptable());
    }

    void S33_environmentsDoNotMix()
    {
        const Opened package = opened();
        for (const orcid::Environment &other : { orcid::Environment::sandbox(), orcid::Environment::production(), orcid::Environment::practice(9761), orcid::Environment::custom(m_practice.issuer) }) {
            const Acceptance acceptance = judge(package, other, { m_ours }, partner(), m_clock);
            QVERIFY(!acceptance.acceptable());
            QCOMPARE(acceptance.checks.first().id, u"environment"_s);
        }
    }

    void S32_audienceUseByAndReplay()
    {
        const Opened package = opened();
        QVERIFY(!judge(package, m_practice, { u"APP-SOMEBODYELSE0000"_s }, partner(), m_clock).acceptable());
        QVERIFY(!judge(package, m_practice, { m_ours }, partner(), m_clock, true).acceptable());
        QVERIFY(!judge(package, m_practice, { m_ours }, partner(), ManualClock(package.useBy)).acceptable());
        QVERIFY(judge(package, m_practice, { m_ours }, partner(), ManualClock(package.useBy.addSecs(-1))).acceptable());
        QVERIFY(!judge(package, m_practice, { m_ours }, partner(), ManualClock(package.sealedAt.addSecs(-601))).acceptable());
    }

    void S32_files()
    {
        QTemporaryDir folder;
        const auto path = [&folder](const char *name) { return folder.filePath(QLatin1String(name)); };
        const auto code = [](const QString &name) {
            const auto bytes = readPackageFile(name);
            return bytes ? u"ok"_s : bytes.error().code;
        };
        const auto write = [&path](const char *name, const QByteArray &bytes) {
            QFile file(path(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        QVERIFY(write("good.baton", "text"));
        QCOMPARE(*readPackageFile(path("good.baton")), QByteArray("text"));
        QCOMPARE(code(path("missing.baton")), u"package.file_missing"_s);
        QCOMPARE(code(folder.path()), u"package.not_a_file"_s);
        QVERIFY(write("large.baton", QByteArray(70000, 'x')));
        QCOMPARE(code(path("large.baton")), u"package.too_large"_s);
#ifdef Q_OS_UNIX
        QVERIFY(QFile::link(path("good.baton"), path("link.baton")));
        QCOMPARE(code(path("link.baton")), u"package.not_a_file"_s);
        QVERIFY(QFile::link(path("nowhere"), path("dangling.baton")));
        QCOMPARE(code(path("dangling.baton")), u"package.not_a_file"_s);
        QVERIFY(::mkfifo(QFile::encodeName(path("fifo.baton")).constData(), 0600) == 0);
        QCOMPARE(code(path("fifo.baton")), u"package.not_a_file"_s);
        QCOMPARE(code(u"/dev/zero"_s), u"package.not_a_file"_s);
#endif
    }
};

QTEST_GUILESS_MAIN(TestPackage)
#include "tst_package.moc"
