#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/world.h"
#include "ui/common/settings.h"
#include "ui/handover/handoverpage.h"
#include "ui/inbox/inboxpage.h"
#include "ui/record/recordpage.h"
#include "ui/shell/conductor.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using Direction = ledger::HandOver::Direction;
using Standing = exchange::Probe::State;

/// What became of a permission after it was handed over: what one page learns, the others know.
class TestAftermath : public QObject {
    Q_OBJECT

    struct Setting {
        World world; ///< for real tokens and claims; the pages have parts of their own
        QTemporaryDir profile;
        desk::Desk desk { profile.path() };
        ui::Environments environments { profile.path() };
        ui::Settings settings { profile.path() };
        ui::MainWindow window { desk, environments };
        std::unique_ptr<ui::Conductor> conductor;
        signin::Tokens tokens = world.tokens();
    };
    std::unique_ptr<Setting> m;
    const QString m_sofia = QString::fromLatin1(World::researcher);

    template <typename T>
    T *page(ui::PageId id) const { return qobject_cast<T *>(m->window.page(id)); }
    ui::HandOverPage *handOver() const { return page<ui::HandOverPage>(ui::PageId::HandOver); }
    QAbstractButton *exchange() const { return button(*m->conductor->inbox(), "Exchange for access token"); }
    QString tokenId() const { return handover::Inbox::idOf(m->tokens.idToken); }
    ledger::HandOver row(const QString &package, Direction direction) const
    {
        for (const ledger::HandOver &one : m->desk.ledger.handOvers(u"practice"_s)) {
            if (one.packageId == package && one.direction == direction)
                return one;
        }
        return {};
    }

    void seal(const QString &package)
    {
        handover::HandOverEntry entry;
        entry.id = entry.packageId = package;
        entry.environmentId = u"practice"_s;
        entry.when = m->desk.clock.now();
        entry.orcid = m_sofia;
        entry.researcher = u"Sofia Maria Hernandez Garcia"_s;
        entry.clientId = QString::fromLatin1(World::original);
        entry.protection = u"Passphrase"_s;
        entry.tokenId = tokenId();
        QVERIFY(m->desk.bookkeeper.packageSealed({ entry }));
    }

    void receive(const QString &package)
    {
        handover::Delivery delivery;
        delivery.id = tokenId();
        delivery.idToken = m->tokens.idToken;
        delivery.environmentId = u"practice"_s;
        delivery.packageId = package;
        delivery.orcid = m_sofia;
        delivery.originalClientId = QString::fromLatin1(World::original);
        delivery.audienceClientId = QString::fromLatin1(World::second);
        delivery.senderName = u"Northbridge University"_s;
        delivery.receivedAt = m->desk.clock.now();
        QVERIFY(m->desk.inbox.save(delivery));
        QVERIFY(m->desk.bookkeeper.received({ delivery }));
    }

    exchange::Probe probe(Standing state) const
    {
        exchange::Probe probe;
        probe.state = state;
        probe.status = 401;
        probe.words = u"401 invalid_scope"_s;
        probe.at = m->desk.clock.now();
        return probe;
    }

    exchange::DelegatedToken tokenFor(const QStringList &scopes)
    {
        exchange::DelegatedToken token;
        token.accessToken = Secret(QByteArrayView("11111111-2222"));
        token.lifetimeMs = 3'600'000;
        token.obtainedMs = m->desk.clock.monotonicMs();
        token.scopes = scopes;
        token.orcid = m_sofia;
        return token;
    }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<Setting>();
        QVERIFY(m->desk.vault.openForThisSession());
        clients::ClientProfile second;
        second.environmentId = u"practice"_s;
        second.clientId = QString::fromLatin1(World::second);
        second.name = u"Open Grants Platform"_s;
        second.receives = true;
        m->desk.clients.setPracticeClients({ second });
        m->conductor = std::make_unique<ui::Conductor>(m->desk, m->environments, m->settings, m->window);
        m->window.show();
        handOver()->setSubject(m->tokens, m->world.claimsOf(m->tokens));
        handOver()->setProtection(ui::HandOverPage::WithPassphrase);
        QVERIFY(button(*handOver(), "Save package")->isEnabled());
    }

    void cleanup() { m.reset(); }

    void whatARecallProvedIsKnownEverywhere()
    {
        seal(u"one"_s);
        receive(u"one"_s);
        seal(u"two"_s); // the same id_token, sealed again
        QTRY_VERIFY(exchange()->isEnabled());
        QVERIFY(button(*handOver(), "Save package")->isEnabled());
        const ledger::HandOver made = row(u"one"_s, Direction::Made);
        QVERIFY(m->desk.bookkeeper.recallStep(made, u"revoke_tokens"_s, u"Revoked."_s));
        QVERIFY(m->desk.bookkeeper.probed(made, probe(Standing::Revoked)));
        QVERIFY(m->desk.bookkeeper.recallProven(made, probe(Standing::Revoked)));
        QTRY_VERIFY(!exchange()->isEnabled());
        QVERIFY(says(*m->conductor->inbox(), u"Revoked, nothing left"_s));
        QVERIFY(m->desk.inbox.find(tokenId())->state == handover::Delivery::State::Revoked);
        QTRY_VERIFY(!button(*handOver(), "Save package")->isEnabled());
        QVERIFY(says(*handOver(), u"was recalled: this id_token gives nothing any more"_s));
        for (const auto direction : { Direction::Made, Direction::Received })
            QVERIFY(!row(u"one"_s, direction).stillUsable());
        QVERIFY(!row(u"two"_s, Direction::Made).stillUsable());
    }

    void aRevokedPermissionIsNotHandedOver()
    {
        clients::Grant grant;
        grant.environmentId = u"practice"_s;
        grant.clientId = m->tokens.client.clientId;
        grant.orcid = m_sofia;
        grant.scopes = m->tokens.grantedScopes;
        grant.givenAt = m->desk.clock.now();
        QVERIFY(m->desk.grants.add(grant));
        const QString id = m->desk.grants.grants(u"practice"_s, grant.clientId, m_sofia).first().id;
        QVERIFY(m->desk.grants.end(id, clients::Grant::State::Revoked, m->desk.clock.now()));
        QTRY_VERIFY(!button(*handOver(), "Save package")->isEnabled());
        QVERIFY(says(*handOver(), u"was revoked: this id_token gives nothing any more"_s));
        // A new sign-in is a new permission.
        QVERIFY(m->desk.grants.add(grant));
        QTRY_VERIFY(button(*handOver(), "Save package")->isEnabled());
    }

    void aRecordSaysThatItsPermissionHasEnded()
    {
        seal(u"one"_s);
        receive(u"one"_s);
        exchange::Delegation delegation;
        delegation.environment = orcid::Environment::practice(u"http://127.0.0.1:1"_s, QUrl(u"http://127.0.0.1:1/v3.0"_s));
        delegation.orcid = m_sofia;
        delegation.idToken = m->tokens.idToken;
        const exchange::DelegatedToken token = tokenFor({});
        m->desk.session.begin(delegation, token);
        const QString withdrew = u"The researcher withdrew the permission."_s;
        QVERIFY(!says(*m->conductor->record(), withdrew));
        // As the Inbox finds it, with the token that runs in hand.
        m->desk.delegations.keepProbe(tokenId(), probe(Standing::DeleteOnly));
        QVERIFY(says(*m->conductor->record(), withdrew));
        QVERIFY(says(*m->conductor->record(), u"works until its hour is over"_s));
        m->desk.session.end();
        QVERIFY(!says(*m->conductor->record(), withdrew));
        // Known before it is opened.
        m->desk.session.begin(delegation, token);
        QVERIFY(says(*m->conductor->record(), withdrew));
    }

    // A renewed token that allows less does not tell why; the registry is asked.
    void aRenewedTokenThatAllowsLessIsAskedAbout()
    {
        seal(u"one"_s);
        receive(u"one"_s);
        World &world = m->world;
        exchange::Delegation delegation;
        delegation.environment = world.environment;
        delegation.secondClient = m->desk.clients.find(u"practice"_s, QString::fromLatin1(World::second));
        delegation.secondClient.secret = Secret(QByteArrayView("secret"));
        delegation.orcid = m_sofia;
        delegation.idToken = m->tokens.idToken;
        const exchange::DelegatedToken token = tokenFor({ u"/read-limited"_s, u"/activities/update"_s });
        m->desk.session.begin(delegation, token);
        world.exchangeBy.insert(m_sofia, Reply::json(R"({"access_token":"1-2-3","token_type":"bearer","expires_in":3599,"scope":"/activities/update",)"
                                                     R"("issued_token_type":"urn:ietf:params:oauth:token-type:access_token","orcid":"0000-0002-9227-8514"})"));
        world.readBy.insert(m_sofia, Reply::json(R"({"error":"invalid_token","error_description":"Invalid access token: 1-2-3"})", 401));
        m->desk.session.renew();
        QTRY_VERIFY_WITH_TIMEOUT(says(*m->conductor->record(), u"The researcher withdrew the permission."_s), 20'000);
        QCOMPARE(m->desk.delegations.probeOf(tokenId())->state, Standing::DeleteOnly);
    }

    // A practice registry that stops takes every permission with it: nothing of before is offered, ticked or counted.
    void aPracticeRegistryThatStopsEndsEverything()
    {
        m->conductor->startPractice(0);
        QTRY_VERIFY_WITH_TIMEOUT(m->desk.registry.isRunning(), 30'000);
        handOver()->setSubject(m->tokens, m->world.claimsOf(m->tokens));
        seal(u"one"_s);
        receive(u"one"_s);
        QVERIFY(row(u"one"_s, Direction::Made).stillUsable());
        m->desk.stopPractice();
        QTRY_VERIFY(handOver()->signedIn() == 0);
        QVERIFY(says(*handOver(), u"the practice registry began anew"_s));
        for (const auto direction : { Direction::Made, Direction::Received })
            QVERIFY(!row(u"one"_s, direction).stillUsable() && row(u"one"_s, direction).registryForgot);
        QTRY_VERIFY(says(*m->conductor->inbox(), u"Revoked, nothing left (the practice registry began anew since)"_s));
        QVERIFY(!exchange()->isEnabled());
        // What is handed over after that counts again.
        m->conductor->startPractice(0);
        QTRY_VERIFY_WITH_TIMEOUT(m->desk.registry.isRunning(), 30'000);
        seal(u"two"_s);
        QVERIFY(row(u"two"_s, Direction::Made).stillUsable());
        QVERIFY(!row(u"one"_s, Direction::Made).stillUsable());
    }
};

QTEST_MAIN(TestAftermath)
#include "tst_aftermath.moc"
