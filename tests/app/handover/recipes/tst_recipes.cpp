#include "app/handover/package.h"
#include "app/handover/recipes.h"
#include "app/http/httpclient.h"
#include "tests/app/handover/fixture.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtTest/QtTest>

#include "app/base/base64url.h"

#include <openssl/core_names.h>
#include <openssl/bn.h>
#include <openssl/evp.h>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::handover;

/// Every recipe, run for real against packages sealed by Baton: with a P-256 key, an RSA key, a passphrase.
class TestRecipes : public QObject {
    Q_OBJECT

    const SystemClock m_clock;
    const jose::Jwk m_sender = jose::Jwk::generateEcP256(), m_ec = jose::Jwk::generateEcP256(), m_rsa = jose::Jwk::generateRsa();
    const QString m_passphrase = u"na\u00efve-violin-ferry-quartz-plum"_s;
    const QByteArray m_token = "aaaa.recipe-token.cccc";

    struct Kitchen {
        QTemporaryDir folder;
        RecipeFacts facts;
        QByteArray package;
        QString path(const QString &name) const { return folder.filePath(name); }
        bool write(const QString &name, const QByteArray &bytes) const
        {
            QFile file(path(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        }
        QByteArray read(const QString &name) const
        {
            QFile file(path(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
    };

    struct Run {
        int code = -1;
        QByteArray out, err;
    };

    static QString bigNumber(EVP_PKEY *key, const char *name, int size = 0)
    {
        BIGNUM *number = nullptr;
        EVP_PKEY_get_bn_param(key, name, &number);
        QByteArray bytes(size ? size : BN_num_bytes(number), '\0');
        BN_bn2binpad(number, reinterpret_cast<unsigned char *>(bytes.data()), int(bytes.size()));
        BN_free(number);
        return QString::fromLatin1(toBase64Url(bytes));
    }

    // What a partner has at home; Baton itself never writes a private JWK.
    static QByteArray privateJwk(const jose::Jwk &key)
    {
        QJsonObject json = key.toPublicJson();
        if (key.type() == jose::Jwk::Type::EcP256) {
            json.insert("d"_L1, bigNumber(key.evp(), OSSL_PKEY_PARAM_PRIV_KEY, 32));
        } else {
            const std::pair<QLatin1String, const char *> members[] = { { "d"_L1, OSSL_PKEY_PARAM_RSA_D }, { "p"_L1, OSSL_PKEY_PARAM_RSA_FACTOR1 }, { "q"_L1, OSSL_PKEY_PARAM_RSA_FACTOR2 },
                { "dp"_L1, OSSL_PKEY_PARAM_RSA_EXPONENT1 }, { "dq"_L1, OSSL_PKEY_PARAM_RSA_EXPONENT2 }, { "qi"_L1, OSSL_PKEY_PARAM_RSA_COEFFICIENT1 } };
            for (const auto &[name, param] : members)
                json.insert(name, bigNumber(key.evp(), param));
        }
        return QJsonDocument(json).toJson(QJsonDocument::Compact);
    }

    // way: 0 P-256, 1 RSA, 2 passphrase
    void prepare(Kitchen &kitchen, int way, const orcid::Environment &environment = orcid::Environment::practice())
    {
        Contents contents = handover::test::contents(m_clock);
        contents.environment = environment;
        contents.idTokens = { Secret(m_token) };
        if (way == 2)
            contents.audienceClientId.clear();
        const jose::Jwk &own = way == 1 ? m_rsa : m_ec;
        const auto sealed = way == 2 ? sealWithPassphrase(contents, m_sender, Secret::fromString(m_passphrase), m_clock) : sealToKey(contents, m_sender, own.publicPart(), m_clock);
        QVERIFY(sealed);
        kitchen.package = sealed->compact;
        kitchen.facts = { environment, sealed->fileName, way == 0 ? jose::KeyAlg::EcdhEsA256Kw : way == 1 ? jose::KeyAlg::RsaOaep256 : jose::KeyAlg::Pbes2Hs512A256Kw,
            way == 2 ? QString() : own.thumbprintText(), contents.issuerClientId, contents.audienceClientId, u"Open Grants Platform"_s, m_sender.publicPart() };
        QVERIFY(kitchen.write(sealed->fileName, sealed->compact));
        if (way != 2)
            QVERIFY(kitchen.write(u"my-key.jwk"_s, privateJwk(own)));
        for (const Recipe &recipe : recipesFor(kitchen.facts))
            QVERIFY(kitchen.write(recipe.fileName, recipe.text.toUtf8()));
    }

    static Run run(const Kitchen &kitchen, const QStringList &command, const QByteArray &input = {}, const QProcessEnvironment &more = {})
    {
        QProcess process;
        process.setWorkingDirectory(kitchen.folder.path());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(more);
        process.setProcessEnvironment(environment);
        process.start(command.first(), command.sliced(1));
        process.write(input);
        process.closeWriteChannel();
        Run done;
        if (process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit)
            done.code = process.exitCode();
        done.out = process.readAllStandardOutput();
        done.err = process.readAllStandardError();
        return done;
    }

    static QStringList commandOf(const QString &id)
    {
        if (id == "jose"_L1)
            return { u"sh"_s, u"open-jose.sh"_s };
        if (id == "node"_L1)
            return { u"node"_s, u"open-node.mjs"_s };
        if (id == "python"_L1)
            return { u"/usr/bin/python3"_s, u"open-python.py"_s };
        return { u"java"_s, u"-cp"_s, QString::fromLocal8Bit(qgetenv("BATON_NIMBUS_JAR")), u"OpenPackage.java"_s };
    }

    void linkNpm(const Kitchen &kitchen) { QFile::link(QStringLiteral(BATON_NPM_JOSE "/node_modules"), kitchen.path(u"node_modules"_s)); }

private Q_SLOTS:
    void opens_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("way");
        const char *ways[] = { "P-256 key", "RSA key", "passphrase" };
        for (const char *id : { "jose", "node", "python", "java" }) {
            for (int way = 0; way < 3; ++way)
                QTest::addRow("%s, %s", id, ways[way]) << QString::fromLatin1(id) << way;
        }
    }

    void opens()
    {
        QFETCH(QString, id);
        QFETCH(int, way);
        if (id == "java"_L1 && qEnvironmentVariableIsEmpty("BATON_NIMBUS_JAR"))
            QSKIP("Set BATON_NIMBUS_JAR to a nimbus-jose-jwt jar to run the Java recipe; neither Debian nor npm has one");
        Kitchen kitchen;
        prepare(kitchen, way);
        linkNpm(kitchen);
        const QByteArray words = way == 2 ? m_passphrase.toUtf8() + '\n' : QByteArray();
        const Run good = run(kitchen, commandOf(id), words);
        QVERIFY2(good.code == 0, good.err.constData());
        QVERIFY(!good.out.contains(m_token) && !good.err.contains(m_token));
        const QJsonObject handover = QJsonDocument::fromJson(kitchen.read(u"handover.json"_s)).object();
        QCOMPARE(handover["id_token"_L1].toString().toLatin1(), m_token);
        QCOMPARE(QFile::permissions(kitchen.path(u"handover.json"_s)) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        QVERIFY(good.out.contains("APP-NB7K2QX4M0T9W6RA"));
        QFile::remove(kitchen.path(u"handover.json"_s));

        // Changed by one character, and signed by somebody else: nothing is left behind.
        QByteArray spoilt = kitchen.package;
        spoilt[spoilt.size() - 30] = spoilt.at(spoilt.size() - 30) == 'A' ? 'B' : 'A';
        QVERIFY(kitchen.write(kitchen.facts.fileName, spoilt));
        QVERIFY(run(kitchen, commandOf(id), words).code != 0);
        QVERIFY(!QFile::exists(kitchen.path(u"handover.json"_s)));
        if (way == 2)
            return; // another derivation tells nothing new
        Contents contents = handover::test::contents(m_clock);
        const auto other = sealToKey(contents, jose::Jwk::generateEcP256(), way ? m_rsa.publicPart() : m_ec.publicPart(), m_clock);
        QVERIFY(kitchen.write(kitchen.facts.fileName, other->compact));
        QVERIFY(run(kitchen, commandOf(id), words).code != 0);
        QVERIFY(!QFile::exists(kitchen.path(u"handover.json"_s)));
    }

    void S30_anotherKeyIsNamed()
    {
        for (const char *id : { "jose", "node", "python" }) {
            Kitchen kitchen;
            prepare(kitchen, 0);
            linkNpm(kitchen);
            QVERIFY(kitchen.write(u"my-key.jwk"_s, privateJwk(jose::Jwk::generateEcP256())));
            const Run refused = run(kitchen, commandOf(QString::fromLatin1(id)));
            QVERIFY2(refused.code != 0 && refused.err.contains(m_ec.thumbprintText().toLatin1()), id);
        }
    }

    void exchanges()
    {
        baton::test::FakeServer server;
        const QString issuer = u"http://"_s + server.host();
        Kitchen kitchen;
        prepare(kitchen, 0, orcid::Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s)));
        QCOMPARE(run(kitchen, commandOf(u"python"_s)).code, 0);
        QVERIFY(kitchen.write(u"secret"_s, "se+cret & 100%\n"));
        QProcessEnvironment environment;
        environment.insert(u"CLIENT_SECRET_FILE"_s, u"secret"_s);
        const auto exchange = [&](const QStringList &more = {}) {
            // The server lives in this thread, so the process is awaited with events going on.
            QProcess process;
            process.setWorkingDirectory(kitchen.folder.path());
            QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
            all.insert(environment);
            process.setProcessEnvironment(all);
            QSignalSpy finished(&process, &QProcess::finished);
            process.start(u"sh"_s, QStringList { u"exchange.sh"_s } + more);
            Run done;
            if (finished.wait(30000))
                done.code = process.exitCode();
            done.out = process.readAllStandardOutput();
            done.err = process.readAllStandardError();
            return done;
        };
        server.enqueue(baton::test::Reply::json(R"({"access_token":"made-up-access","token_type":"bearer","expires_in":3599,"scope":"/read-limited openid",)"
                                         R"("issued_token_type":"urn:ietf:params:oauth:token-type:access_token","name":"Ada Example","orcid":"0000-0002-1825-0097"})"));
        const Run good = exchange();
        QVERIFY2(good.code == 0, good.err.constData());
        QVERIFY(good.out.contains("/read-limited openid") && good.out.contains("3599"));
        QVERIFY(!good.out.contains("made-up-access"));
        QVERIFY(kitchen.read(u"answer-1.json"_s).contains("made-up-access"));
        const auto form = server.requests().first().form();
        QCOMPARE(server.requests().first().path(), QByteArray("/oauth/token"));
        QCOMPARE(form.value(u"grant_type"_s), u"urn:ietf:params:oauth:grant-type:token-exchange"_s);
        QCOMPARE(form.value(u"client_id"_s), u"APP-OG55T1ZR8K3CV7QD"_s);
        QCOMPARE(form.value(u"client_secret"_s), u"se+cret & 100%"_s);
        QCOMPARE(form.value(u"subject_token"_s).toLatin1(), m_token);
        QCOMPARE(form.value(u"subject_token_type"_s), u"urn:ietf:params:oauth:token-type:id_token"_s);
        QCOMPARE(form.value(u"requested_token_type"_s), u"urn:ietf:params:oauth:token-type:access_token"_s);
        QVERIFY(!form.contains(u"scope"_s));

        const struct { const char *error, *description, *hint; int status; } refusals[] = {
            { "invalid_request", "Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled", "not enabled for token exchange", 400 },
            { "invalid_scope", "There are no active tokens with valid scopes for this account", "withdrawn", 401 },
            { "invalid_client", "Bad client credentials", "client id and secret", 401 },
            { "invalid_request", "Client APP-B cannot act on behalf of client APP-A", "list of clients", 400 },
            { "invalid_request", "Invalid id token signature", "signing key", 400 },
            { "unauthorized_client", "The client is locked", "locked", 400 },
        };
        for (const auto &refusal : refusals) {
            server.enqueue(baton::test::Reply::json(QJsonDocument(QJsonObject { { "error"_L1, QLatin1String(refusal.error) }, { "error_description"_L1, QLatin1String(refusal.description) } }).toJson(), refusal.status));
            const Run refused = exchange({ u"/read-limited /activities/update"_s });
            QCOMPARE(refused.code, 1);
            QVERIFY2(refused.err.contains(refusal.hint), refused.err.constData());
            QVERIFY(!refused.err.contains(m_token));
        }
        QCOMPARE(server.requests().last().form().value(u"scope"_s), u"/read-limited /activities/update"_s);
    }

    void S53_hostileValuesStayValues()
    {
        Kitchen kitchen;
        prepare(kitchen, 0);
        linkNpm(kitchen);
        RecipeFacts facts = kitchen.facts;
        facts.originalClientId = u"A'; touch hit; '\"$(touch hit)`touch hit`\\\"); import os; os.system('touch hit')#\n@@END@@\u2028\u00e9"_s;
        facts.secondClientId = facts.originalClientId;
        for (const Recipe &recipe : recipesFor(facts))
            QVERIFY(kitchen.write(recipe.fileName, recipe.text.toUtf8()));
        for (const char *id : { "jose", "node", "python" }) {
            const Run run_ = run(kitchen, commandOf(QString::fromLatin1(id)));
            QVERIFY2(run_.code != 0 && run_.err.contains("another client or environment"), run_.err.constData());
        }
        QVERIFY(kitchen.write(u"handover.json"_s, "{\"id_tokens\":[]}"));
        const Run exchange = run(kitchen, { u"sh"_s, u"exchange.sh"_s }, "secret\n");
        QVERIFY2(exchange.code == 0, exchange.err.constData());
        QVERIFY(!QFile::exists(kitchen.path(u"hit"_s)));
    }

    void S49_nothingSecretIsInThem()
    {
        for (int way = 0; way < 3; ++way) {
            Kitchen kitchen;
            prepare(kitchen, way);
            const auto recipes = recipesFor(kitchen.facts);
            QCOMPARE(recipes.size(), 6);
            for (const Recipe &recipe : recipes) {
                QVERIFY2(recipe.text.size() > 1000, qPrintable(recipe.fileName));
                QVERIFY2(!recipe.text.contains("@@"_L1), qPrintable(recipe.text));
                QVERIFY(!recipe.text.contains(QString::fromLatin1(m_token)) && !recipe.text.contains(m_passphrase) && !recipe.words.isEmpty());
                if (recipe.id != "exchange"_L1) {
                    QVERIFY(recipe.text.contains(kitchen.facts.fileName));
                    QVERIFY(recipe.text.contains(m_sender.toPublicJson()["x"_L1].toString()));
                    QCOMPARE(recipe.text.contains(kitchen.facts.recipientThumbprint), true);
                } else {
                    QVERIFY(recipe.text.contains(kitchen.facts.environment.tokenEndpoint().toString()));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
