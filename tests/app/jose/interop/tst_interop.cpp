#include "app/base/base64url.h"
#include "app/base/clock.h"
#include "app/handover/package.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::handover;

/// Packages both ways with an independent implementation, npm jose or Python’s jwcrypto (S31, G4): 300 of each of the three ways, each way.
/// Of those with a passphrase every hundredth has the 600,000 rounds of real packages, the others 1,000: that is one number in the
/// header, and three hundred real ones would take this test many minutes.
class TestInterop : public QObject {
    Q_OBJECT

    static constexpr int perWay = 300;
    const jose::Jwk m_sender = jose::Jwk::generateEcP256(), m_ec = jose::Jwk::generateEcP256(), m_rsa = jose::Jwk::generateRsa();
    const QString m_passphrase = u"na\u00efve-violin-ferry-quartz"_s;
    QTemporaryDir m_folder;
    QJsonObject m_answer;
    Contents m_contents;

    static QString pem(const jose::Jwk &key)
    {
        return u"-----BEGIN PRIVATE KEY-----\n"_s + QString::fromLatin1(key.toPkcs8().reveal().toBase64()) + u"\n-----END PRIVATE KEY-----\n"_s;
    }

    static QJsonObject entry(const char *alg, const Result<Sealed> &sealed)
    {
        return { { "alg"_L1, QLatin1String(alg) }, { "compact"_L1, sealed ? QString::fromLatin1(sealed->compact) : QString() } };
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const SystemClock clock;
        m_contents.environment = orcid::Environment::practice();
        m_contents.issuerClientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        m_contents.senderName = u"Northbridge Universit\u00e9"_s;
        m_contents.audienceClientId = u"APP-OG55T1ZR8K3CV7QD"_s;
        m_contents.idTokens = { Secret(QByteArrayView("aaaa.bbbb.cccc")) };
        m_contents.scopes = { u"/activities/update"_s };
        m_contents.purpose = u"Grant GR-2291"_s;
        m_contents.useBy = clock.now().addDays(7);
        QJsonArray sealed;
        for (int i = 0; i < perWay; ++i) {
            sealed.append(entry("ECDH-ES+A256KW", sealToKey(m_contents, m_sender, m_ec.publicPart(), clock)));
            sealed.append(entry("RSA-OAEP-256", sealToKey(m_contents, m_sender, m_rsa.publicPart(), clock)));
            sealed.append(entry("PBES2-HS512+A256KW", sealWithPassphrase(m_contents, m_sender, Secret::fromString(m_passphrase), clock, i % 100 ? 1000 : 600000)));
        }
        const QJsonObject payload { { "iss"_L1, m_contents.issuerClientId }, { "aud"_L1, m_contents.audienceClientId }, { "purpose"_L1, u"From the other side"_s },
            { "environment"_L1, QJsonObject { { "id"_L1, "practice"_L1 }, { "issuer"_L1, m_contents.environment.issuer } } },
            { "scopes"_L1, QJsonArray { "/read-limited"_L1 } }, { "id_tokens"_L1, QJsonArray { "a.b.c"_L1, "d.e.f"_L1 } } };
        const QJsonObject request { { "ecPem"_L1, pem(m_ec) }, { "rsaPem"_L1, pem(m_rsa) }, { "ecPublic"_L1, m_ec.toPublicJson() }, { "rsaPublic"_L1, m_rsa.toPublicJson() },
            { "passphrase"_L1, m_passphrase }, { "sealed"_L1, sealed }, { "payload"_L1, payload }, { "count"_L1, perWay } };
        QFile file(m_folder.filePath(u"to-peer.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument(request).toJson());
        file.close();

        QProcess peer;
        peer.setProcessChannelMode(QProcess::MergedChannels);
        peer.start(QStringLiteral(BATON_PEER), { QStringLiteral(BATON_PEER_SCRIPT), m_folder.path() });
        QVERIFY2(peer.waitForStarted(), BATON_PEER " is needed; install it");
        QVERIFY(peer.waitForFinished(600'000));
        QVERIFY2(peer.exitStatus() == QProcess::NormalExit && peer.exitCode() == 0, peer.readAll().constData());
        QFile answer(m_folder.filePath(u"from-peer.json"_s));
        QVERIFY(answer.open(QIODevice::ReadOnly));
        m_answer = QJsonDocument::fromJson(answer.readAll()).object();
    }

    void G4_theOtherOpensOurs()
    {
        const QJsonArray opened = m_answer["opened"_L1].toArray();
        QCOMPARE(opened.size(), 3 * perWay);
        for (const QJsonValue value : opened) {
            QVERIFY2(value["error"_L1].isUndefined(), qPrintable(value["alg"_L1].toString() + u": "_s + value["error"_L1].toString()));
            const QJsonObject payload = value["payload"_L1].toObject();
            QCOMPARE(value["outer"_L1]["typ"_L1].toString(), u"baton+jwt"_s);
            QCOMPARE(value["inner"_L1]["typ"_L1].toString(), u"baton-handover+jwt"_s);
            QCOMPARE(payload["id_token"_L1].toString(), u"aaaa.bbbb.cccc"_s);
            QCOMPARE(payload["sender"_L1]["name"_L1].toString(), m_contents.senderName);
            const bool words = value["alg"_L1].toString().startsWith("PBES2"_L1);
            QCOMPARE(value["outer"_L1]["kid"_L1].isUndefined(), words);
        }
    }

    void G4_weOpenTheirs()
    {
        const QJsonArray sealed = m_answer["sealed"_L1].toArray();
        QCOMPARE(sealed.size(), 3 * perWay);
        for (const QJsonValue value : sealed) {
            const auto envelope = readEnvelope(value["compact"_L1].toString().toLatin1());
            QVERIFY2(envelope, envelope ? "" : qPrintable(envelope.error().text()));
            const bool rsa = envelope->parts.alg == jose::KeyAlg::RsaOaep256;
            const auto opened = envelope->needsPassphrase ? openWithPassphrase(*envelope, Secret::fromString(m_passphrase)) : openWithKey(*envelope, rsa ? m_rsa : m_ec);
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text()));
            QCOMPARE(opened->senderName, u"Other side"_s);
            QCOMPARE(opened->senderKey.thumbprintText(), m_answer["senderThumbprint"_L1].toString());
            QCOMPARE(opened->idTokens.size(), 2);
            QCOMPARE(opened->scopes, QStringList { u"/read-limited"_s });
        }
    }
};

QTEST_GUILESS_MAIN(TestInterop)
#include "tst_interop.moc"
