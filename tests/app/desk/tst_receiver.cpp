#include "app/base/text.h"
#include "app/desk/delegations.h"
#include "app/desk/receiver.h"
#include "app/jose/jws.h"
#include "tests/app/handover/fixture.h"
#include "tests/app/practice/fixture.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::handover;
using baton::test::northbridge;
using baton::test::openGrants;
using baton::test::sofia;
using baton::test::tomas;

namespace {

const QString environmentId = u"practice"_s;
const QString scope = u"openid /read-limited"_s;
const Secret passphrase(QByteArrayView("seven words would be longer"));

} // namespace

/// Packages arriving at the second client, their id_tokens signed by a running practice registry.
class TestReceiver : public QObject {
    Q_OBJECT

    using Deliveries = Result<QList<Delivery>>;

    baton::test::PracticeFixture m_registry;
    orcid::Environment m_environment;
    Secret m_sofia, m_tomas;

    /// One desk of the second client, new for each test.
    struct Bench {
        handover::test::OpenVault open;
        SystemClock clock;
        http::Trace trace;
        http::HttpClient http { trace };
        KeyRing keys { open.vault };
        Partners partners { open.vault };
        clients::ClientStore clients { open.vault };
        Inbox inbox { open.vault, partners };
        claims::JwksSource jwks { http, clock };
        desk::Receiver receiver { inbox, keys, partners, clients, jwks, clock };
        jose::Jwk sender = jose::Jwk::generateEcP256();
        jose::Jwk own;
    };
    std::unique_ptr<Bench> m_bench;

    Secret idToken(const QString &orcid)
    {
        return Secret::fromString(m_registry.signIn(northbridge, orcid, scope).value(u"id_token").toString());
    }

    static QByteArray payloadOf(const Secret &token)
    {
        return QByteArray::fromBase64(token.reveal().split('.').at(1), QByteArray::Base64UrlEncoding);
    }

    /// The same claims, signed by somebody else under the registry's kid.
    static Secret forged(const Secret &token)
    {
        const auto parts = jose::parseJws(token.view());
        return Secret(*jose::signJws(payloadOf(token), jose::Jwk::generateRsa(2048), { { "kid"_L1, parts->kid() } }));
    }

    /// The same claims from another issuer.
    static Secret issuedBy(const QString &issuer, const jose::Jwk &key, const Secret &token)
    {
        QJsonObject claims = QJsonDocument::fromJson(payloadOf(token)).object();
        claims.insert(u"iss"_s, issuer);
        return Secret(*jose::signJws(QJsonDocument(claims).toJson(), key, { { "kid"_L1, key.kid() } }));
    }

    Contents contents(const QList<Secret> &tokens) const
    {
        Contents contents = handover::test::contents(m_bench->clock);
        contents.environment = m_environment;
        contents.idTokens = tokens;
        return contents;
    }

    QByteArray sealed(const QList<Secret> &tokens) const { return sealed(contents(tokens)); }
    QByteArray sealed(const Contents &contents) const
    {
        return sealToKey(contents, m_bench->sender, m_bench->own.publicPart(), m_bench->clock)->compact;
    }

    Deliveries receive(const QByteArray &text, const Secret &typed = {})
    {
        const auto future = m_bench->receiver.receive(text, m_environment, typed);
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
            return fail(u"test.time"_s, u"no answer"_s);
        return future.result();
    }

    QString code(const QByteArray &text, const Secret &typed = {})
    {
        const auto deliveries = receive(text, typed);
        return deliveries ? u"ok"_s : deliveries.error().code;
    }

    QList<Delivery> kept() const { return m_bench->inbox.deliveries(environmentId); }

    void knowSender(Partner::Trust trust)
    {
        Partner partner;
        partner.environmentId = environmentId;
        partner.clientId = northbridge;
        partner.name = u"Northbridge University"_s;
        partner.key = m_bench->sender.publicPart();
        partner.trust = trust;
        partner.confirmedHow = u"by phone"_s;
        partner.confirmedAt = m_bench->clock.now();
        QVERIFY(m_bench->partners.save(partner));
    }

    static QString states(const Delivery &delivery)
    {
        QStringList words;
        for (const PackageCheck &check : delivery.checks)
            words << check.id + u':' + QString::number(int(check.state));
        return words.join(u' ');
    }

    bool vaultHolds(const Secret &token) const
    {
        const auto documents = m_bench->open.vault.list(u"delivery"_s);
        return !documents || std::any_of(documents->begin(), documents->end(), [&token](const vault::Document &document) {
            return QJsonDocument(document.content).toJson().contains(token.reveal());
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_registry.start());
        m_environment = orcid::Environment::practice(m_registry.registry.info().issuer, QUrl(m_registry.registry.info().api));
        m_sofia = idToken(sofia);
        m_tomas = idToken(tomas);
        QVERIFY(!m_sofia.isEmpty() && !m_tomas.isEmpty());
    }

    void init()
    {
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->open.open());
        clients::ClientProfile own;
        own.environmentId = environmentId;
        own.clientId = openGrants;
        own.name = u"Open Grants Platform"_s;
        m_bench->clients.setPracticeClients({ own });
        m_bench->own = m_bench->keys.keyFor(environmentId, openGrants)->key;
    }

    void cleanup() { m_bench.reset(); }

    void S30_anotherKeyUnderAKnownNameStopsSealingToo()
    {
        knowSender(Partner::Trust::Confirmed);
        const QByteArray right = sealed({ m_sofia });
        m_bench->sender = jose::Jwk::generateEcP256();
        const auto deliveries = receive(sealed({ m_tomas }));
        QVERIFY(!deliveries || deliveries->first().state == Delivery::State::Refused);
        const auto known = m_bench->partners.find(environmentId, northbridge);
        QCOMPARE(known->trust, Partner::Trust::KeyChanged);
        QCOMPARE(known->otherKey.thumbprint(), m_bench->sender.thumbprint());
        QCOMPARE(known->otherHow, u"in a package"_s);
        // Not even what the confirmed key signed is accepted before somebody decided.
        const auto meanwhile = receive(right);
        QVERIFY(!meanwhile || meanwhile->first().state == Delivery::State::Refused);
    }

    void everyCheckPasses()
    {
        knowSender(Partner::Trust::Confirmed);
        const auto deliveries = receive(sealed({ m_sofia }));
        QVERIFY2(deliveries, deliveries ? "" : qPrintable(deliveries.error().text()));
        QCOMPARE(deliveries->size(), 1);
        const Delivery &one = deliveries->first();
        QCOMPARE(states(one), u"encrypted:0 signed:0 fresh:0 id_token:0 audience:0 subject:0"_s);
        QCOMPARE(one.state, Delivery::State::Opened);
        QCOMPARE(one.orcid, sofia);
        QCOMPARE(one.originalClientId, northbridge);
        QCOMPARE(one.audienceClientId, openGrants);
        QVERIFY(one.senderConfirmed && one.idToken == m_sofia);
        QVERIFY(m_bench->inbox.find(one.id)->idToken == m_sofia);
    }

    void S35_unknownSenderIsAWarning()
    {
        const auto deliveries = receive(sealed({ m_sofia }));
        QVERIFY(deliveries);
        QCOMPARE(states(deliveries->first()), u"encrypted:0 signed:2 fresh:0 id_token:0 audience:0 subject:0"_s);
        QVERIFY(!deliveries->first().senderConfirmed);
        QCOMPARE(deliveries->first().state, Delivery::State::Opened);
    }

    void S32_notAPackage()
    {
        QCOMPARE(code("hello"), u"package.not_a_package"_s);
        QCOMPARE(code({}), u"package.empty"_s);
        QByteArray changed = sealed({ m_sofia });
        changed[changed.size() - 5] = changed.at(changed.size() - 5) == 'A' ? 'B' : 'A';
        QCOMPARE(code(changed), u"package.decrypt"_s);
        QVERIFY(kept().isEmpty());
    }

    void S34_wrongRecipientSaysForWhomAndWhatWeHave()
    {
        const jose::Jwk other = jose::Jwk::generateEcP256();
        const auto deliveries = receive(sealToKey(contents({ m_sofia }), m_bench->sender, other.publicPart(), m_bench->clock)->compact);
        QVERIFY(!deliveries);
        QCOMPARE(deliveries.error().code, u"package.wrong_recipient"_s);
        const auto start = [](const jose::Jwk &key) { return QString::fromLatin1(key.thumbprint().toHex().left(4)); };
        QVERIFY2(deliveries.error().text().contains(start(other), Qt::CaseInsensitive), qPrintable(deliveries.error().text()));
        QVERIFY2(deliveries.error().text().contains(start(m_bench->own), Qt::CaseInsensitive), qPrintable(deliveries.error().text()));
        QVERIFY(kept().isEmpty());
    }

    void passphrase_()
    {
        Contents contents = this->contents({ m_sofia });
        contents.audienceClientId.clear();
        const QByteArray package = sealWithPassphrase(contents, m_bench->sender, passphrase, m_bench->clock, 2000)->compact;
        QCOMPARE(code(package), u"package.needs_passphrase"_s);
        QCOMPARE(code(package, Secret(QByteArrayView("quite another passphrase"))), u"package.decrypt"_s);
        QVERIFY(kept().isEmpty());
        const auto deliveries = receive(package, passphrase);
        QVERIFY2(deliveries, deliveries ? "" : qPrintable(deliveries.error().text()));
        QCOMPARE(deliveries->first().state, Delivery::State::Opened);
        QVERIFY(deliveries->first().audienceClientId.isEmpty());
    }

    void S33_environmentsDoNotMix()
    {
        Contents other = contents({ m_sofia });
        other.environment = orcid::Environment::sandbox();
        QCOMPARE(code(sealed(other)), u"package.environment"_s);
        other.environment = m_environment;
        other.environment.issuer = u"http://127.0.0.1:1"_s;
        QCOMPARE(code(sealed(other)), u"package.environment"_s);
        QVERIFY(kept().isEmpty());
        QVERIFY(m_bench->trace.exchanges().isEmpty());
    }

    void S34_secondImportChangesNothing()
    {
        auto first = receive(sealed({ m_sofia }));
        QVERIFY(first);
        Delivery exchanged = first->first();
        exchanged.state = Delivery::State::Exchanged;
        QVERIFY(m_bench->inbox.save(exchanged));
        const QByteArray other = sealed({ m_sofia });
        QCOMPARE(code(other), u"package.already_imported"_s);
        QCOMPARE(kept().size(), 1);
        QCOMPARE(kept().first().state, Delivery::State::Exchanged);
        QCOMPARE(kept().first().packageId, exchanged.packageId);
    }

    // The same file again is the same package; sealed anew it is another one that was never opened here.
    void S34_theSamePackageAndAnotherOneAreToldApart()
    {
        const QByteArray package = sealed({ m_sofia });
        QVERIFY(receive(package));
        const Delivery here = kept().first();
        const auto same = receive(package);
        QVERIFY2(same.error().what.contains(u"was opened here already"_s), qPrintable(same.error().text()));
        const auto other = receive(sealed({ m_sofia }));
        QCOMPARE(other.error().code, u"package.already_imported"_s);
        QVERIFY2(other.error().what.contains(u"in another package"_s), qPrintable(other.error().text()));
        QVERIFY2(!other.error().what.contains(u"was opened here already"_s), qPrintable(other.error().text()));
        QVERIFY(other.error().what.contains(shortTime(here.receivedAt)));
        for (const Error &error : { same.error(), other.error() })
            QCOMPARE(error.details.value(u"delivery"_s).toString(), here.id);
        // In its own name the first one counts, whatever package it came in.
        QVERIFY(receive(sealed({ m_tomas })));
        const auto both = receive(sealed({ m_sofia, m_tomas }));
        QVERIFY2(both.error().what.contains(u"in another package"_s), qPrintable(both.error().text()));
        QCOMPARE(kept().size(), 2);
    }

    // The same id_token in the confirmed sender's name, but signed by somebody else: that is more than a second import (S32).
    void S30_anotherKeyIsNoticedBehindAKnownToken()
    {
        knowSender(Partner::Trust::Confirmed);
        QVERIFY(receive(sealed({ m_sofia })));
        QVERIFY(kept().first().stopped.isEmpty());
        const auto stranger = jose::Jwk::generateEcP256();
        const auto again = receive(sealToKey(contents({ m_sofia }), stranger, m_bench->own.publicPart(), m_bench->clock)->compact);
        QVERIFY(!again);
        QCOMPARE(again.error().code, u"package.refused"_s);
        QVERIFY2(again.error().what.contains(u"Stopped: key changed"_s), qPrintable(again.error().what));
        const auto sender = m_bench->partners.find(environmentId, northbridge);
        QCOMPARE(sender->trust, Partner::Trust::KeyChanged);
        QCOMPARE(sender->otherKey.thumbprint(), stranger.thumbprint());
        QCOMPARE(kept().size(), 1);
        QVERIFY(kept().first().stopped.contains(u"changed"_s));
    }

    void S32_useByAndAudienceComeBeforeReplay()
    {
        QVERIFY(receive(sealed({ m_sofia })));
        Contents other = contents({ m_sofia });
        other.audienceClientId = u"APP-HR61PD3VY7C2K8SN"_s;
        const auto notOurs = receive(sealed(other));
        QCOMPARE(notOurs.error().code, u"package.refused"_s);
        QVERIFY(notOurs.error().what.startsWith(u"The package was refused. Encrypted to you"_s));
        other = contents({ m_sofia });
        other.issuerClientId = u"APP-HR61PD3VY7C2K8SN"_s;
        const auto otherClient = receive(sealed(other));
        QCOMPARE(otherClient.error().code, u"package.refused"_s);
        QVERIFY(otherClient.error().what.contains(u"Audience is the sender"_s));
        QCOMPARE(kept().size(), 1);
    }

    // What came well is stopped by what is learnt of its sender later, and goes on once that is dealt with.
    void S30_whatWasReceivedStopsWithItsSender()
    {
        knowSender(Partner::Trust::Confirmed);
        QVERIFY(receive(sealed({ m_sofia })));
        QSignalSpy changed(&m_bench->inbox, &Inbox::changed);
        Partner card = *m_bench->partners.find(environmentId, northbridge);
        card.trust = Partner::Trust::Unconfirmed;
        card.key = jose::Jwk::generateEcP256().publicPart();
        QVERIFY(m_bench->partners.save(card));
        QVERIFY(!changed.isEmpty());
        QVERIFY(kept().first().stopped.contains(u"Look at both keys"_s));
        const auto checks = checksNow(kept().first());
        QCOMPARE(checks.at(1).id, u"signed"_s);
        QCOMPARE(checks.at(1).state, PackageCheck::State::Failed);
        QVERIFY(m_bench->partners.keepOldKey(environmentId, northbridge));
        QVERIFY(kept().first().stopped.isEmpty());
        QVERIFY(m_bench->partners.save(card));
        card.trust = Partner::Trust::Confirmed;
        card.confirmedAt = m_bench->clock.now().addSecs(5);
        QVERIFY(m_bench->partners.save(card)); // the new key was compared; the old one was theirs when it was sealed
        QVERIFY2(kept().first().stopped.isEmpty(), qPrintable(kept().first().stopped));
        card.trust = Partner::Trust::Blocked;
        QVERIFY(m_bench->partners.save(card));
        QCOMPARE(kept().first().stopped, u"You blocked Northbridge University."_s);
    }

    void S30_unknownSendersCardWithAnotherKeyStops()
    {
        QVERIFY(receive(sealed({ m_sofia })));
        QVERIFY(kept().first().stopped.isEmpty());
        m_bench->sender = jose::Jwk::generateEcP256();
        knowSender(Partner::Trust::Confirmed);
        QVERIFY(kept().first().stopped.startsWith(u"It was signed with key"_s));
    }

    void S33_keyOfAnotherEnvironmentNamesIt()
    {
        const jose::Jwk other = m_bench->keys.keyFor(u"sandbox"_s, u"APP-SANDBOX000000001"_s)->key;
        const auto refused = receive(sealToKey(contents({ m_sofia }), m_bench->sender, other.publicPart(), m_bench->clock)->compact);
        QCOMPARE(refused.error().code, u"package.environment"_s);
        QVERIFY2(refused.error().what.contains(u"ORCID Sandbox"_s) && refused.error().what.contains(m_environment.name), qPrintable(refused.error().what));
        QVERIFY(refused.error().next.startsWith(u"Switch to that environment"_s));
    }

    void refusedTokenIsNotKept()
    {
        const Secret bad = forged(m_sofia);
        const auto deliveries = receive(sealed({ bad }));
        QVERIFY(deliveries);
        QCOMPARE(deliveries->first().state, Delivery::State::Refused);
        QVERIFY(deliveries->first().idToken.isEmpty());
        QVERIFY(deliveries->first().stateWords.startsWith(u"id_token signature"_s));
        QCOMPARE(kept().size(), 1);
        QVERIFY(!vaultHolds(bad));
    }

    void S16_audienceIsTheSender()
    {
        Contents other = contents({ m_sofia });
        other.issuerClientId = u"APP-HR61PD3VY7C2K8SN"_s;
        const auto deliveries = receive(sealed(other));
        QVERIFY(deliveries);
        QCOMPARE(states(deliveries->first()), u"encrypted:0 signed:2 fresh:0 id_token:0 audience:1 subject:0"_s);
        QCOMPARE(deliveries->first().state, Delivery::State::Refused);
        QVERIFY(!vaultHolds(m_sofia));
    }

    void notOursAndPastUseBy()
    {
        Contents other = contents({ m_sofia });
        other.audienceClientId = u"APP-HR61PD3VY7C2K8SN"_s;
        QCOMPARE(receive(sealed(other))->first().state, Delivery::State::Refused);
        other = contents({ m_sofia });
        other.useBy = m_bench->clock.now().addSecs(-1);
        const auto late = receive(sealed(other));
        QVERIFY(!late || late->first().state == Delivery::State::Refused);
        QVERIFY(!vaultHolds(m_sofia));
    }

    void eachIdTokenStandsOrFallsAlone()
    {
        const Secret bad = forged(m_tomas);
        const auto deliveries = receive(sealed({ m_sofia, bad, m_tomas }));
        QVERIFY2(deliveries, deliveries ? "" : qPrintable(deliveries.error().text()));
        QCOMPARE(deliveries->size(), 3);
        QCOMPARE(deliveries->at(0).state, Delivery::State::Opened);
        QCOMPARE(deliveries->at(1).state, Delivery::State::Refused);
        QCOMPARE(deliveries->at(2).state, Delivery::State::Opened);
        QCOMPARE(deliveries->at(2).orcid, tomas);
        QVERIFY(vaultHolds(m_sofia) && vaultHolds(m_tomas) && !vaultHolds(bad));
        // What was in it is known, but what was refused is told again.
        const auto again = receive(sealed({ m_sofia, bad }));
        QVERIFY(again);
        QCOMPARE(again->size(), 1);
        QCOMPARE(again->first().state, Delivery::State::Refused);
        QCOMPARE(kept().size(), 3);
    }

    // Two are good, one was withdrawn since, one came before, one was signed by somebody else, one is of another registry.
    void S34_sixResearchersEachOnTheirOwn()
    {
        knowSender(Partner::Trust::Confirmed);
        QStringList people;
        for (const practice::ResearcherInfo &one : m_registry.registry.info().researchers) {
            if (one.state == u"active"_s && one.orcid != sofia && one.orcid != tomas)
                people << one.orcid;
        }
        QVERIFY(people.size() >= 4);
        const QString wide = u"openid /read-limited /activities/update"_s;
        const auto token = [&](const QString &orcid) { return m_registry.signIn(northbridge, orcid, wide); };
        const QJsonObject good = token(people.at(0)), withdrawn = token(people.at(1)), broken = token(people.at(2)), elsewhere = token(people.at(3));
        const auto idOf = [](const QJsonObject &answer) { return Secret::fromString(answer.value(u"id_token"_s).toString()); };
        QVERIFY(receive(sealed({ m_tomas })));
        const jose::Jwk theirs = jose::Jwk::generateRsa(2048).withKid(jose::parseJws(m_sofia.view())->kid());
        QSignalSpy known(&m_bench->receiver, &desk::Receiver::alreadyHere);
        const QByteArray package = sealed({ m_sofia, idOf(good), idOf(withdrawn), m_tomas, forged(idOf(broken)),
            issuedBy(u"https://sandbox.orcid.org"_s, theirs, idOf(elsewhere)) });
        const auto deliveries = receive(package);
        QVERIFY2(deliveries, deliveries ? "" : qPrintable(deliveries.error().text()));
        QCOMPARE(deliveries->size(), 5);
        QCOMPARE(known.size(), 1);
        QCOMPARE(known.first().at(1).toStringList().size(), 1);
        QCOMPARE(kept().size(), 6);
        const auto state = [&](int at) { return deliveries->at(at).state; };
        for (int at : { 0, 1, 2 })
            QVERIFY2(state(at) == Delivery::State::Opened, qPrintable(deliveries->at(at).stateWords));
        for (int at : { 3, 4 }) {
            QCOMPARE(state(at), Delivery::State::Refused);
            QVERIFY(deliveries->at(at).stateWords.startsWith(u"id_token signature and issuer"_s));
            QVERIFY(deliveries->at(at).idToken.isEmpty());
            QVERIFY(!nextStep(deliveries->at(at).checks).isEmpty());
        }
        QVERIFY(!vaultHolds(forged(idOf(broken))));

        // The original client takes its own permission back: the registry then has nothing left for this one researcher.
        QCOMPARE(m_registry.post(u"/oauth/revoke"_s, { { u"client_id"_s, northbridge }, { u"client_secret"_s, m_registry.secret(northbridge) },
            { u"token"_s, withdrawn.value(u"access_token"_s).toString() } }).status, 200);
        exchange::Exchanger exchanger(m_bench->http, m_bench->clock);
        exchange::Prober prober(exchanger, m_bench->http, m_bench->clock);
        clients::ClientProfile own = m_bench->clients.find(environmentId, openGrants);
        own.secret = Secret::fromString(m_registry.secret(openGrants));
        m_bench->clients.setPracticeClients({ own });
        desk::Delegations delegations(m_bench->inbox, m_bench->clients, exchanger,
            [&](const orcid::Environment &where, const clients::ClientProfile &client, const Secret &idToken) { return prober.probe(where, client, idToken); },
            m_bench->clock);
        QStringList ids;
        for (const Delivery &one : kept())
            ids << one.id;
        QSignalSpy asked(&delegations, &desk::Delegations::exchanged), refused(&delegations, &desk::Delegations::refused), probed(&delegations, &desk::Delegations::probed);
        QCOMPARE(delegations.exchange(m_environment, ids, openGrants, {}), 4);
        QTRY_COMPARE_WITH_TIMEOUT(asked.size() + refused.size(), 4, 20'000);
        QCOMPARE(refused.size(), 1);
        QCOMPARE(m_bench->inbox.find(deliveries->at(2).id)->state, Delivery::State::Revoked);
        QCOMPARE(m_bench->inbox.find(deliveries->at(1).id)->state, Delivery::State::Exchanged);
        QVERIFY(delegations.secondsLeft(deliveries->at(0).id) > 3500);
        QCOMPARE(delegations.probe(m_environment, ids, openGrants), 4);
        QTRY_COMPARE_WITH_TIMEOUT(probed.size(), 4, 20'000);
        QCOMPARE(delegations.probeOf(deliveries->at(0).id)->state, exchange::Probe::State::StillGood);
        QCOMPARE(delegations.probeOf(deliveries->at(2).id)->state, exchange::Probe::State::Revoked);
    }

    void S18_laterIdTokenUnderANewerKey()
    {
        baton::test::FakeServer server;
        const QString issuer = u"http://"_s + server.host();
        const auto key = [](const QString &kid) { return jose::Jwk::generateRsa(2048).withKid(kid).withUse(u"sig"_s).withAlg(u"RS256"_s); };
        const jose::Jwk older = key(u"older"_s), newer = key(u"newer"_s);
        int looks = 0;
        server.handler = [&](const baton::test::Received &request) {
            if (request.path() == "/.well-known/openid-configuration")
                return baton::test::Reply::json(QJsonDocument(QJsonObject { { "issuer"_L1, issuer }, { "jwks_uri"_L1, issuer + u"/jwks"_s } }).toJson());
            const jose::JwkSet keys { ++looks == 1 ? QList { older.publicPart() } : QList { older.publicPart(), newer.publicPart() } };
            return baton::test::Reply::json(QJsonDocument(keys.toJson()).toJson());
        };
        const orcid::Environment there = std::exchange(m_environment, orcid::Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s)));
        const auto deliveries = receive(sealed({ issuedBy(issuer, older, m_sofia), issuedBy(issuer, newer, m_tomas) }));
        m_environment = there;
        QVERIFY2(deliveries, deliveries ? "" : qPrintable(deliveries.error().text()));
        QCOMPARE(deliveries->at(0).state, Delivery::State::Opened);
        QVERIFY2(deliveries->at(1).state == Delivery::State::Opened, qPrintable(deliveries->at(1).stateWords));
        QCOMPARE(looks, 2);
    }

    void whatWasRefusedCanBeTriedAgain()
    {
        knowSender(Partner::Trust::Blocked);
        const QByteArray package = sealed({ m_sofia });
        QCOMPARE(receive(package)->first().state, Delivery::State::Refused);
        QVERIFY(m_bench->partners.remove(environmentId, northbridge));
        const auto later = receive(package);
        QVERIFY2(later, later ? "" : qPrintable(later.error().text()));
        QCOMPARE(later->first().state, Delivery::State::Opened);
        QCOMPARE(kept().size(), 1);
    }

    void withoutTheRegistryNothingIsKept()
    {
        const QByteArray package = sealed({ m_sofia });
        m_bench->http.setLimits({ .totalMs = 2000, .maxAttempts = 1 });
        Contents away = contents({ m_sofia });
        const orcid::Environment there = m_environment;
        m_environment = orcid::Environment::practice(u"http://127.0.0.1:1"_s, QUrl(u"http://127.0.0.1:1/v3.0"_s));
        away.environment = m_environment;
        const QString failed = code(sealed(away));
        m_environment = there;
        QCOMPARE(failed, u"http.unreachable"_s);
        QVERIFY(kept().isEmpty());
        QCOMPARE(code(package), u"ok"_s);
    }

    void lockedVaultIsTold()
    {
        const QByteArray package = sealed({ m_sofia });
        m_bench->open.vault.lock();
        QCOMPARE(code(package), u"vault.locked"_s);
    }
};

QTEST_GUILESS_MAIN(TestReceiver)
#include "tst_receiver.moc"
