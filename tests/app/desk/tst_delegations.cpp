#include "app/desk/delegations.h"
#include "tests/app/handover/fixture.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using baton::desk::Delegations;
using baton::handover::Delivery;
using Standing = baton::exchange::Probe::State;

namespace {

const QString environmentId = u"practice"_s, ours = u"APP-OG55T1ZR8K3CV7QD"_s;

QByteArray refusal(const char *error, const char *description)
{
    return QJsonDocument(QJsonObject { { "error"_L1, QLatin1String(error) }, { "error_description"_L1, QLatin1String(description) } }).toJson();
}

} // namespace

/// Many id_tokens at the second client, over a registry that answers each as it is told to.
class TestDelegations : public QObject {
    Q_OBJECT

    struct Bench {
        handover::test::OpenVault open;
        ManualClock clock;
        http::Trace trace;
        http::HttpClient http { trace };
        test::FakeServer server;
        clients::ClientStore clients { open.vault };
        handover::Partners partners { open.vault };
        handover::Inbox inbox { open.vault, partners };
        exchange::Exchanger exchanger { http, clock };
        exchange::Prober prober { exchanger, http, clock };
        Delegations delegations { inbox, clients, exchanger,
            [this](const orcid::Environment &where, const clients::ClientProfile &client, const Secret &token) { return prober.probe(where, client, token); },
            clock };
        orcid::Environment environment = orcid::Environment::practice(server.port());
        QHash<QByteArray, test::Reply> answers; ///< by id_token; without one the exchange goes well
    };
    std::unique_ptr<Bench> m_bench;

    QString add(const QByteArray &token, const QString &name)
    {
        Delivery delivery;
        delivery.idToken = Secret(token);
        delivery.id = handover::Inbox::idOf(delivery.idToken);
        delivery.environmentId = environmentId;
        delivery.packageId = u"one"_s;
        delivery.orcid = u"0000-0002-9227-8514"_s;
        delivery.researcher = name;
        delivery.originalClientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        delivery.receivedAt = m_bench->clock.now();
        return m_bench->inbox.save(delivery) ? delivery.id : QString();
    }
    Delivery::State state(const QString &id) const { return m_bench->inbox.find(id)->state; }
    static test::Reply token(const QString &scope)
    {
        return test::Reply::json(QJsonDocument(QJsonObject { { "access_token"_L1, "11111111-2222"_L1 }, { "token_type"_L1, "bearer"_L1 },
            { "expires_in"_L1, 3599 }, { "scope"_L1, scope }, { "issued_token_type"_L1, "urn:ietf:params:oauth:token-type:access_token"_L1 },
            { "orcid"_L1, "0000-0002-9227-8514"_L1 } }).toJson());
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->open.open());
        m_bench->http.setLimits({ .totalMs = 3000, .maxAttempts = 1 });
        clients::ClientProfile own;
        own.environmentId = environmentId;
        own.clientId = ours;
        own.name = u"Open Grants Platform"_s;
        own.secret = Secret(QByteArrayView("secret"));
        m_bench->clients.setPracticeClients({ own });
        m_bench->server.handler = [this](const test::Received &request) {
            if (request.path() != "/oauth/token")
                return test::Reply::json(R"({"name":null})");
            return m_bench->answers.value(request.form().value(u"subject_token"_s).toLatin1(), token(u"/activities/update /read-limited"_s));
        };
    }
    void cleanup() { m_bench.reset(); }

    void S30_nothingIsAskedForAStoppedSender_data()
    {
        QTest::addColumn<int>("trust");
        QTest::newRow("key changed") << int(handover::Partner::Trust::KeyChanged);
        QTest::newRow("blocked") << int(handover::Partner::Trust::Blocked);
    }

    void S30_nothingIsAskedForAStoppedSender()
    {
        QFETCH(int, trust);
        const QString id = add("a.b.c", u"Sofia"_s);
        handover::Partner sender;
        sender.environmentId = environmentId;
        sender.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        sender.name = u"Northbridge University"_s;
        sender.key = jose::Jwk::generateEcP256().publicPart();
        sender.trust = handover::Partner::Trust(trust);
        QVERIFY(m_bench->partners.save(sender));
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, { id }, ours, {}), 0);
        QCOMPARE(m_bench->delegations.probe(m_bench->environment, { id }, ours), 0);
        QCOMPARE(m_bench->server.requests().size(), 0);
        QVERIFY(m_bench->partners.remove(environmentId, sender.clientId));
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, { id }, ours, {}), 1);
        QSignalSpy idle(&m_bench->delegations, &Delegations::idle);
        QVERIFY(idle.wait());
    }

    // Chosen together, three go out at once: those behind them are not sent once the key is seen to have changed.
    void S30_thoseWaitingStopToo()
    {
        QStringList ids;
        for (int i = 0; i < 5; ++i)
            ids << add("a.b." + QByteArray::number(i), u"Researcher %1"_s.arg(i));
        QSignalSpy idle(&m_bench->delegations, &Delegations::idle);
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, ids, ours, {}), 5);
        handover::Partner sender;
        sender.environmentId = environmentId;
        sender.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        sender.key = jose::Jwk::generateEcP256().publicPart();
        sender.trust = handover::Partner::Trust::Blocked;
        QVERIFY(m_bench->partners.save(sender));
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(m_bench->server.requests().size(), 3);
    }

    void oneRefusalStopsNobodyElse()
    {
        QStringList ids;
        for (int i = 0; i < 7; ++i)
            ids << add("a.b." + QByteArray::number(i), u"Researcher %1"_s.arg(i));
        m_bench->answers.insert("a.b.1", test::Reply::json(refusal("invalid_scope", "There are no active tokens with valid scopes for this account"), 401));
        m_bench->answers.insert("a.b.3", test::Reply::json(refusal("invalid_request", "Client APP-X cannot act on behalf of client APP-Y"), 400));
        QSignalSpy good(&m_bench->delegations, &Delegations::exchanged), bad(&m_bench->delegations, &Delegations::refused);
        QSignalSpy idle(&m_bench->delegations, &Delegations::idle);
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, ids, ours, {}), 7);
        QCOMPARE(std::count_if(ids.begin(), ids.end(), [this](const QString &id) { return m_bench->delegations.workOf(id) == Delegations::Work::Exchanging; }), 3);
        QCOMPARE(m_bench->delegations.workOf(ids.last()), Delegations::Work::Waiting);
        // Whoever is under way is not asked for twice.
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, ids, ours, {}), 0);
        QTRY_COMPARE(idle.size(), 1);
        QCOMPARE(good.size(), 5);
        QCOMPARE(bad.size(), 2);
        QCOMPARE(state(ids.at(0)), Delivery::State::Exchanged);
        QCOMPARE(state(ids.at(1)), Delivery::State::Revoked);
        QCOMPARE(state(ids.at(3)), Delivery::State::Opened);
        QCOMPARE(m_bench->delegations.probeOf(ids.at(1))->state, Standing::Revoked);
        QCOMPARE(m_bench->delegations.probeOf(ids.at(1))->words, u"401 invalid_scope"_s);
        QCOMPARE(m_bench->delegations.probeOf(ids.at(3))->state, Standing::NotAllowed);
        QVERIFY(m_bench->delegations.held(ids.at(6)) && !m_bench->delegations.held(ids.at(1)));
        QVERIFY(m_bench->delegations.held(ids.at(6))->delegation.researcher == u"Researcher 6"_s);
        QVERIFY(m_bench->inbox.find(ids.at(1))->idToken == Secret(QByteArrayView("a.b.1")));
    }

    // One that came another way, for a batch or the demonstration, is an exchange as well.
    void aTokenThatCameAnotherWayIsAnExchange()
    {
        const QString id = add("a.b.c", u"Sofia"_s);
        exchange::Delegation delegation;
        delegation.environment = m_bench->environment;
        delegation.idToken = Secret(QByteArrayView("a.b.c"));
        exchange::DelegatedToken token;
        token.lifetimeMs = 3'600'000;
        token.obtainedMs = m_bench->clock.monotonicMs();
        m_bench->delegations.keep(delegation, token);
        QVERIFY(m_bench->delegations.held(id));
        QCOMPARE(state(id), Delivery::State::Exchanged);
        QCOMPARE(m_bench->inbox.find(id)->exchangedAt, m_bench->clock.now());
    }

    void aTokenRunsForItsHour()
    {
        const QString id = add("a.b.c", u"Sofia"_s);
        QSignalSpy good(&m_bench->delegations, &Delegations::exchanged);
        m_bench->delegations.exchange(m_bench->environment, { id }, ours, { u"/activities/update"_s });
        QTRY_COMPARE(good.size(), 1);
        QCOMPARE(m_bench->server.requests().last().form().value(u"scope"_s), u"/activities/update"_s);
        QCOMPARE(m_bench->delegations.secondsLeft(id), 3599);
        m_bench->clock.advance(std::chrono::minutes(30));
        QCOMPARE(m_bench->delegations.secondsLeft(id), 3599 - 1800);
        m_bench->clock.advance(std::chrono::minutes(30));
        QVERIFY(!m_bench->delegations.held(id) && !m_bench->delegations.hasRunning());
        // The id_token stays: one call asks again.
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, { id }, ours, {}), 1);
        QTRY_COMPARE(good.size(), 2);
        QVERIFY(m_bench->delegations.held(id));
    }

    void notEnabledConcernsOurClient()
    {
        const QString id = add("a.b.c", u"Sofia"_s);
        m_bench->answers.insert("a.b.c",
            test::Reply::json(refusal("invalid_request", "Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled"), 400));
        QSignalSpy bad(&m_bench->delegations, &Delegations::refused);
        m_bench->delegations.exchange(m_bench->environment, { id }, ours, {});
        QTRY_COMPARE(bad.size(), 1);
        QCOMPARE(state(id), Delivery::State::NotEnabled);
        QCOMPARE(m_bench->clients.find(environmentId, ours).delegation, clients::ClientProfile::Delegation::NotEnabled);
        m_bench->answers.clear();
        QSignalSpy probed(&m_bench->delegations, &Delegations::probed);
        m_bench->delegations.probe(m_bench->environment, { id }, ours);
        QTRY_COMPARE(probed.size(), 1);
        QCOMPARE(m_bench->delegations.probeOf(id)->state, Standing::StillGood);
        QCOMPARE(state(id), Delivery::State::Opened);
    }

    void whatCannotBeReachedIsAskedAgainByItself()
    {
        const QString id = add("a.b.c", u"Ruth"_s);
        m_bench->answers.insert("a.b.c", test::Reply::json("{}", 503));
        QSignalSpy probed(&m_bench->delegations, &Delegations::probed);
        m_bench->delegations.probe(m_bench->environment, { id }, ours);
        QTRY_COMPARE(probed.size(), 1);
        const auto probe = m_bench->delegations.probeOf(id);
        QCOMPARE(probe->state, Standing::Unreachable);
        QVERIFY(probe->nextTry > m_bench->clock.now());
        QCOMPARE(state(id), Delivery::State::Opened);
    }

    void whatWasForgottenComesToNothing()
    {
        const QString id = add("a.b.c", u"Sofia"_s);
        QSignalSpy good(&m_bench->delegations, &Delegations::exchanged), idle(&m_bench->delegations, &Delegations::idle);
        m_bench->delegations.exchange(m_bench->environment, { id }, ours, {});
        m_bench->delegations.forget();
        QCOMPARE(idle.size(), 1);
        QTRY_VERIFY(!m_bench->server.requests().isEmpty());
        QTest::qWait(0);
        QVERIFY(!m_bench->delegations.isBusy());
        QVERIFY(good.isEmpty() && !m_bench->delegations.held(id));
    }

    void aRefusedDeliveryIsNeverAskedFor()
    {
        Delivery delivery;
        delivery.id = u"refused-1"_s;
        delivery.environmentId = environmentId;
        delivery.state = Delivery::State::Refused;
        QVERIFY(m_bench->inbox.save(delivery));
        QCOMPARE(m_bench->delegations.exchange(m_bench->environment, { delivery.id, u"nobody"_s }, ours, {}), 0);
        QCOMPARE(m_bench->delegations.probe(m_bench->environment, { delivery.id }, ours), 0);
        const QString id = add("a.b.c", u"Sofia"_s);
        orcid::Environment elsewhere = m_bench->environment;
        elsewhere.id = u"sandbox"_s;
        QCOMPARE(m_bench->delegations.exchange(elsewhere, { id }, ours, {}), 0); // S33
        QVERIFY(m_bench->server.requests().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDelegations)
#include "tst_delegations.moc"
