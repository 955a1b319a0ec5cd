// Every fault of the board, switched over the control API and seen as a client sees it; off again, everything is as before.
#include "tests/app/practice/faultbench.h"

#include "app/jose/jws.h"
#include "app/practice/board/faultjson.h"

#include <QtCore/QJsonArray>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::practice;
using namespace baton::test;

static QString S(const char *text)
{
    return QString::fromLatin1(text);
}

/// What the registry itself refuses, and how faults are switched.
class TestFaults : public FaultBench {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void everyFaultIsNamedAndExplained()
    {
        const FaultBoard board = m_registry->registry.faultBoard();
        QCOMPARE(board.groups(), QStringList({ S("Delegation"), S("Record"), S("Tokens and keys"), S("Network") }));
        QCOMPARE(board.faults.size(), 14);
        for (const Fault &fault : board.faults) {
            QVERIFY2(!fault.name.isEmpty() && !fault.title.isEmpty() && fault.sentence.endsWith(u'.'), qPrintable(fault.name));
            for (const FaultSetting &setting : fault.settings) {
                QVERIFY(!setting.label.isEmpty());
                QVERIFY2(!fault.setting(setting.key).isEmpty() && !setting.choices.isEmpty(), qPrintable(fault.name + u' ' + setting.key));
            }
        }
        // What ORCID does there, or that it never would; and where the network does it, what that asks of a client.
        for (const char *name : { "clock", "wrong-id-token", "jwks-unreachable", "slow", "unavailable", "dropped", "spoilt" })
            QVERIFY2(board.find(S(name))->sentence.contains(S("ORCID")) && board.find(S(name))->sentence.contains(S("client")) , name);
        QVERIFY(board.find(S("record-closed"))->sentence.contains(S("Reading and writing answer 409")));
        QCOMPARE(board.find(S("not-enabled"))->summary(), S("Client not enabled for delegation (Open Grants Platform)"));
        QCOMPARE(board.find(S("slow"))->summary(), S("Slow answers (3 s)"));
        QCOMPARE(m_control->call("GET").json().value(u"faults").toArray().size(), 14);
    }

    void exchangeRefusals_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QJsonObject>("settings");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *fault, const QJsonObject &settings, int status, const char *error, const char *words) {
            QTest::newRow(name) << S(fault) << settings << status << S(error) << S(words);
        };
        row("not enabled", "not-enabled", {}, 400, "invalid_request", "Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled");
        row("by client", "revoked", { { S("who"), S("client") } }, 401, "invalid_scope", "There are no active tokens with valid scopes for this account");
        row("by staff", "revoked", { { S("who"), S("staff") }, { S("record"), sofia } }, 401, "invalid_scope", "There are no active tokens with valid scopes for this account");
        row("allow-list", "not-on-allow-list", {}, 400, "invalid_request", "cannot act on behalf of client");
        row("key rotated", "key-rotated", {}, 400, "invalid_request", "Invalid id token signature");
        row("deactivated", "record-closed", { { S("state"), S("deactivated") }, { S("record"), sofia } }, 401, "invalid_scope", "There are no active tokens");
    }

    void exchangeRefusals()
    {
        QFETCH(QString, fault);
        QFETCH(QJsonObject, settings);
        QVERIFY(m_control->on(fault, settings));
        const Answer refused = exchanged();
        QTEST(refused.status, "status");
        QFETCH(QString, error);
        QFETCH(QString, words);
        QCOMPARE(refused.json().value(u"error").toString(), error);
        QVERIFY2(description(refused).contains(words), qPrintable(description(refused)));
        QVERIFY(m_control->off(fault));
        QCOMPARE(exchanged().status, 200);
    }

    void faultsConcernWhomTheyName()
    {
        QVERIFY(m_control->on(S("not-enabled"), { { S("client"), halden } }));
        QCOMPARE(exchanged().status, 200);
        QVERIFY(m_control->on(S("revoked"), { { S("who"), S("staff") }, { S("record"), tomas } }));
        QCOMPARE(exchanged().status, 200);
        QCOMPARE(m_control->call("PUT", S("faults/not-enabled"), { { S("settings"), QJsonObject { { S("client"), S("APP-NOBODY") } } } }).status, 400);
    }

    void revokedByTheResearcherLeavesDeleteOnly()
    {
        QVERIFY(m_control->on(S("revoked")));
        const Answer only = exchanged();
        QCOMPARE(only.status, 200);
        QCOMPARE(only.json().value(u"scope").toString(), S("/activities/update"));
        const Pairs theirs { { S("Authorization"), S("Bearer ") + only.json().value(u"access_token").toString() } };
        QCOMPARE(m_registry->get(S("/v3.0/") + sofia + S("/works"), theirs).status, 401);
        QCOMPARE(works().status, 401); // the original client's own token ended too
        const QJsonObject anew = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        QVERIFY(anew.contains(u"access_token")); // what is allowed anew counts
        const Pairs again { { S("Authorization"), S("Bearer ") + anew.value(u"access_token").toString() } };
        QCOMPARE(m_registry->get(S("/v3.0/") + sofia + S("/works"), again).status, 200);
        QVERIFY(m_control->off(S("revoked")));
        QCOMPARE(works().status, 200);
        QCOMPARE(exchanged().json().value(u"scope").toString().contains(S("/read-limited")), true);
    }

    void recordClosed_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("code");
        QTest::newRow("locked") << S("locked") << 9018;
        QTest::newRow("deactivated") << S("deactivated") << 9044;
    }

    void recordClosed()
    {
        QFETCH(QString, state);
        QFETCH(int, code);
        const QJsonObject app = m_registry->token(northbridge, { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-public") } }).json();
        QVERIFY(m_control->on(S("record-closed"), { { S("state"), state }, { S("record"), sofia } }));
        if (state == u"locked") {
            const Answer refused = addWork(1);
            QCOMPARE(refused.status, 409);
            QCOMPARE(refused.json().value(u"error-code").toInt(), code);
        } else {
            QCOMPARE(addWork(1).status, 401); // deactivating ended the token
            const Answer read = m_registry->get(S("/v3.0/") + sofia + S("/works"), { { S("Authorization"), S("Bearer ") + app.value(u"access_token").toString() }, { S("Accept"), S("application/json") } });
            QCOMPARE(read.json().value(u"error-code").toInt(), code);
        }
        QVERIFY(m_control->off(S("record-closed")));
        QCOMPARE(addWork(1).status, 201);
    }

    void duplicateActsOnce()
    {
        QVERIFY(m_control->on(S("duplicate")));
        QCOMPARE(m_registry->send("POST", S("/v3.0/") + sofia + S("/work"), "{}", bearer()).status, 400); // its own mistake comes first
        QVERIFY(m_control->isOn(S("duplicate")));
        const Answer refused = addWork(2);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.json().value(u"error-code").toInt(), 9021);
        QVERIFY(refused.json().value(u"developer-message").toString().contains(S("put-code")));
        QVERIFY(!m_control->isOn(S("duplicate")));
        QCOMPARE(addWork(2).status, 201);
    }

    void putCodeGoneActsOnce()
    {
        const QByteArray location = addWork(3).header("location");
        const QString path = QUrl(QString::fromLatin1(location)).path();
        QVERIFY(m_control->on(S("put-code-gone")));
        const Answer refused = m_registry->send("DELETE", path, {}, bearer());
        QCOMPARE(refused.status, 404);
        QCOMPARE(refused.json().value(u"error-code").toInt(), 9016);
        QVERIFY(!m_control->isOn(S("put-code-gone")));
        QCOMPARE(m_registry->send("DELETE", path, {}, bearer()).status, 204);
    }

    void rotatedKeyIsInTheKeySet()
    {
        const auto kid = [this] { return m_registry->get(S("/oauth/jwks")).json().value(u"keys").toArray().first().toObject().value(u"kid").toString(); };
        const QString first = kid();
        QVERIFY(m_control->on(S("key-rotated")));
        const QString second = kid();
        QVERIFY(first != second && second.startsWith(S("practice-")));
        const QJsonObject anew = m_registry->signIn(northbridge, sofia, S("openid /read-limited"));
        QCOMPARE(m_registry->exchange(openGrants, anew.value(u"id_token").toString()).status, 200);
        QVERIFY(m_control->on(S("key-rotated"))); // already on: the key stays
        QCOMPARE(kid(), second);
        m_registry->registry.allFaultsOff();
        QCOMPARE(kid(), first);
    }

    void wrongIdToken_data()
    {
        QTest::addColumn<QString>("flaw");
        for (const char *flaw : { "iss", "aud", "nonce", "at_hash", "signature", "alg-none", "kid", "expired", "future" })
            QTest::newRow(flaw) << S(flaw);
    }

    void wrongIdToken()
    {
        QFETCH(QString, flaw);
        const Pairs nonce { { S("nonce"), S("n-1") } };
        const auto signIn = [&] { return m_registry->signIn(northbridge, sofia, S("openid"), nonce); };
        QVERIFY(m_control->on(S("wrong-id-token"), { { S("flaw"), flaw } }));
        const QStringList found = flawsOf(signIn());
        QCOMPARE(found, QStringList { flaw }); // one flaw, and no other
        QVERIFY(!m_control->isOn(S("wrong-id-token")));
        QVERIFY(flawsOf(signIn()).isEmpty());
    }

    void allOffRestoresEverything()
    {
        const FaultBoard before = m_registry->registry.faultBoard();
        QSignalSpy changed(&m_registry->registry, &Registry::faultsChanged);
        for (const Fault &fault : before.faults)
            QVERIFY(m_registry->registry.setFault(fault.name, true).has_value());
        QCOMPARE(m_registry->registry.faultBoard().onCount(), 14);
        QCOMPARE(m_registry->registry.faultBoard().onCount(S("Network")), 4);
        QTRY_COMPARE(changed.size(), 14);
        QCOMPARE(m_control->call("DELETE", S("faults")).status, 200);
        QCOMPARE(m_registry->registry.faultBoard().onCount(), 0);
        QTRY_COMPARE(changed.size(), 15);
        QCOMPARE(exchanged().status, 200);
        QCOMPARE(exchanged().json().value(u"scope").toString(), S("openid /read-limited /activities/update /person/update"));
        QCOMPARE(addWork(7).status, 201);
        QVERIFY(flawsOf(m_registry->signIn(northbridge, sofia, S("openid"), { { S("nonce"), S("n-1") } })).isEmpty());
        QCOMPARE(m_registry->get(S("/status")).status, 200);
    }

    void clockMoved_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("offset");
        QTest::newRow("token hour over") << S("token-hour") << 3601;
        QTest::newRow("ahead") << S("ahead") << 86400;
        QTest::newRow("back") << S("back") << -86400;
    }

    void clockMoved()
    {
        QFETCH(QString, how);
        QFETCH(int, offset);
        const auto clock = [this] { return m_control->call("GET", S("clock")).json().value(u"offset").toInt(); };
        const QString partner = exchanged().json().value(u"access_token").toString();
        const auto partnerReads = [&] { return m_registry->get(S("/v3.0/") + sofia + S("/works"), { { S("Authorization"), S("Bearer ") + partner } }).status; };
        QCOMPARE(partnerReads(), 200);
        QVERIFY(m_control->on(S("clock"), { { S("how"), how } }));
        QCOMPARE(clock(), offset);
        QCOMPARE(m_registry->registry.clockOffset(), std::chrono::seconds(offset));
        QVERIFY(m_control->isOn(S("clock")));
        QCOMPARE(partnerReads(), offset > 0 ? 401 : 200);
        QCOMPARE(exchanged().status, 200); // and anew
        const QStringList flaws = flawsOf(m_registry->signIn(northbridge, sofia, S("openid"), { { S("nonce"), S("n-1") } }));
        QCOMPARE(flaws, QStringList { offset > 0 ? S("future") : S("expired") });
        // The state keeps it, whichever of the two it is read from.
        const QByteArray state = m_control->call("GET", S("save")).body;
        QCOMPARE(m_control->call("DELETE", S("faults")).status, 200);
        QCOMPARE(clock(), 0);
        QVERIFY(!m_control->isOn(S("clock")));
        QJsonObject file = QJsonDocument::fromJson(state).object();
        for (const char *member : { "", "clock", "faults" }) {
            file = QJsonDocument::fromJson(state).object();
            file.remove(S(member));
            QCOMPARE(m_control->raw("PUT", S("load"), QJsonDocument(file).toJson(), { m_control->bearer() }).status, 204);
            QCOMPARE(clock(), offset);
            QCOMPARE(m_registry->registry.faultBoard().find(S("clock"))->setting(S("how")), how);
        }
        QVERIFY(m_control->off(S("clock")));
        QCOMPARE(clock(), 0);
    }

    void whoeverMovesTheClockTheBoardSaysIt()
    {
        const auto how = [this] {
            const FaultBoard board = m_registry->registry.faultBoard();
            return board.find(S("clock"))->on ? board.find(S("clock"))->setting(S("how")) : S("off");
        };
        QCOMPARE(how(), S("off"));
        m_registry->registry.advanceClock(std::chrono::hours(1));
        QCOMPARE(how(), S("token-hour"));
        m_registry->registry.advanceClock(std::chrono::hours(48));
        QCOMPARE(how(), S("ahead"));
        QVERIFY(m_control->on(S("clock"), { { S("how"), S("ahead") } })); // it is ahead: it stays where it is
        QCOMPARE(m_registry->registry.clockOffset(), std::chrono::hours(49));
        m_control->call("PUT", S("clock"), { { S("offset"), -60 } });
        QCOMPARE(how(), S("back"));
        m_registry->registry.allFaultsOff();
        QCOMPARE(how(), S("off"));
        QCOMPARE(m_registry->registry.clockOffset().count(), 0);
        m_control->call("PUT", S("clock"), { { S("offset"), 60 } });
        m_registry->registry.resetClock();
        QCOMPARE(how(), S("off"));
        PracticeFixture other;
        Options options;
        options.faults = { *FaultRequest::parse(S("clock=back")) };
        QVERIFY(other.start(options));
        QCOMPARE(other.registry.clockOffset(), -std::chrono::hours(24));
    }

    void resetTakesTheSettingsBack()
    {
        QVERIFY(m_control->on(S("slow"), { { S("delay"), S("500ms") } }));
        QVERIFY(m_control->on(S("record-closed"), { { S("record"), tomas }, { S("state"), S("deactivated") } }));
        QVERIFY(m_control->on(S("clock"), { { S("how"), S("ahead") } }));
        QCOMPARE(m_control->call("PUT", S("seed"), { { S("seed"), 42 } }).status, 200);
        QVERIFY(m_control->off(S("slow"))); // switched off they stay
        QCOMPARE(m_registry->registry.faultBoard().find(S("slow"))->setting(S("delay")), S("500ms"));
        QCOMPARE(m_control->call("POST", S("reset")).status, 204);
        const FaultBoard first = m_registry->registry.faultBoard();
        PracticeFixture fresh(m_dir.path());
        QVERIFY(fresh.start());
        for (const Fault &fault : fresh.registry.faultBoard().faults) {
            QVERIFY(!first.find(fault.name)->on);
            for (const FaultSetting &setting : fault.settings)
                QCOMPARE(first.find(fault.name)->setting(setting.key), setting.value);
        }
        QCOMPARE(m_control->call("GET").json().value(u"seed").toInt(), 7); // of the start
        QCOMPARE(m_registry->registry.clockOffset().count(), 0);
    }

    void aRealRevocationOutlivesTheFault()
    {
        QVERIFY(m_control->on(S("revoked"), { { S("who"), S("user") } }));
        m_registry->post(S("/oauth/revoke"), { { S("client_id"), northbridge }, { S("client_secret"), m_registry->secret(northbridge) }, { S("token"), m_tokens.value(u"access_token").toString() } });
        QVERIFY(m_control->off(S("revoked")));
        QCOMPARE(works().status, 401);
    }

    void overlappingFaultsGoOneByOne()
    {
        QVERIFY(m_control->on(S("revoked"), { { S("who"), S("staff") } }));
        QVERIFY(m_control->on(S("record-closed"), { { S("state"), S("deactivated") }, { S("record"), sofia } }));
        QVERIFY(m_control->off(S("revoked")));
        QCOMPARE(exchanged().status, 401); // still deactivated
        QVERIFY(m_control->off(S("record-closed")));
        QCOMPARE(exchanged().status, 200);
    }

    void faultsFromTheStart()
    {
        PracticeFixture other;
        Options options;
        options.faults = { *FaultRequest::parse(S("not-enabled")), *FaultRequest::parse(S("unavailable=share:100,when:before")) };
        QVERIFY(other.start(options));
        QCOMPARE(other.registry.faultBoard().onCount(), 2);
        QCOMPARE(other.get(S("/status")).status, 503);
        options.faults = { *FaultRequest::parse(S("record-closed=0000-0002-1825-0097")) };
        Registry refused;
        QSignalSpy failed(&refused, &Registry::failed);
        options.port = 0;
        refused.start(options);
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().value<Error>().code, S("practice.fault_setting"));
    }

    void parsing_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<FaultValues>("values");
        const auto row = [](const char *text, const char *code, const FaultValues &values) { QTest::newRow(text) << S(text) << S(code) << values; };
        row("slow", "", {});
        row("slow=3s", "", { { S("delay"), S("3s") } });
        row("unavailable=share:30,when:after", "", { { S("share"), S("30") }, { S("when"), S("after") } });
        row("unavailable=30%,429", "", { { S("share"), S("30") }, { S("status"), S("429") } });
        row("revoked=staff,0000-0002-9227-8514", "", { { S("who"), S("staff") }, { S("record"), S("0000-0002-9227-8514") } });
        row("clock=token-hour", "", { { S("how"), S("token-hour") } });
        row("clock=how:back", "", { { S("how"), S("back") } });
        row("clock=yesterday", "practice.fault_setting", {});
        row("not-enabled=APP-HR61PD3VY7C2K8SN", "", { { S("client"), S("APP-HR61PD3VY7C2K8SN") } });
        row("storm", "practice.fault", {});
        row("slow=for ever", "practice.fault_setting", {});
        row("slow=speed:3s", "practice.fault_setting", {});
        row("duplicate=yes", "practice.fault_setting", {});
    }

    void parsing()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const auto request = FaultRequest::parse(text);
        QCOMPARE(request ? QString() : request.error().code, code);
        if (request)
            QTEST(request->values, "values");
        else
            QVERIFY2(!request.error().next.isEmpty(), qPrintable(request.error().text()));
        if (code == u"practice.fault")
            QVERIFY(request.error().next.contains(S("jwks-unreachable")));
        if (code == u"practice.fault_setting") // as it was written, not as it was understood
            QVERIFY2(request.error().what.contains(QStringLiteral("“%1”.").arg(text.mid(text.indexOf(u'=') + 1))), qPrintable(request.error().what));
    }

private:
    /// What a careful client finds wrong with the id_token of this answer.
    QStringList flawsOf(const QJsonObject &answer)
    {
        QStringList found;
        const QByteArray token = answer.value(u"id_token").toString().toLatin1();
        const QList<QByteArray> parts = token.split('.');
        const QJsonObject claims = QJsonDocument::fromJson(QByteArray::fromBase64(parts.value(1), QByteArray::Base64UrlEncoding)).object();
        const QJsonObject header = QJsonDocument::fromJson(QByteArray::fromBase64(parts.value(0), QByteArray::Base64UrlEncoding)).object();
        if (header.value(u"alg").toString() == u"none")
            return { S("alg-none") };
        const auto keys = jose::JwkSet::fromJson(m_registry->get(S("/oauth/jwks")).body);
        const auto key = keys->byKid(header.value(u"kid").toString());
        const auto jws = jose::parseJws(token);
        if (!key)
            found << S("kid");
        else if (!jws || !jose::verifyJws(*jws, *key, S("RS256")))
            found << S("signature");
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QByteArray hash = QCryptographicHash::hash(answer.value(u"access_token").toString().toLatin1(), QCryptographicHash::Sha256).left(16);
        const QByteArray expected = hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        const QList<std::pair<const char *, bool>> checks {
            { "iss", claims.value(u"iss").toString() == m_registry->registry.info().issuer }, { "aud", claims.value(u"aud").toString() == northbridge },
            { "nonce", claims.value(u"nonce").toString() == u"n-1" }, { "at_hash", claims.value(u"at_hash").toString().toLatin1() == expected },
            { "expired", claims.value(u"exp").toInteger() > now }, { "future", claims.value(u"iat").toInteger() <= now + 60 },
        };
        for (const auto &[name, fine] : checks) {
            if (!fine)
                found << S(name);
        }
        return found;
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
