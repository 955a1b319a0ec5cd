#include "app/practice/registrycore.h"
#include "tests/app/desk/twosides.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::test;
using desk::Bookkeeper;
using handover::Receipt;
using Direction = ledger::HandOver::Direction;
using Kind = ledger::Event::Kind;
using Standing = exchange::Probe::State;

/// Two desks with vaults of their own at one practice registry, and one desk that has both clients.
class tst_Bookkeeper : public QObject {
    Q_OBJECT

    PracticeFixture m_registry;
    std::unique_ptr<Side> m_giver, m_taker;
    std::unique_ptr<HandedOver> m_way;

    ledger::HandOver made(const QString &package, const QString &orcid = sofia) const { return m_giver->ledger.find(package, orcid, Direction::Made).value_or(ledger::HandOver()); }
    ledger::HandOver taken(const QString &package, const QString &orcid = sofia) const { return m_taker->ledger.find(package, orcid, Direction::Received).value_or(ledger::HandOver()); }

    static QString importCode(Side &side, const QByteArray &text)
    {
        const auto imported = waited(side.bookkeeper.import(text, side.environment));
        return !imported ? u"no answer"_s : *imported ? u"ok %1"_s.arg((*imported)->news) : imported->error().code;
    }

    static QByteArray signedBy(const jose::Jwk &key, const QString &issuer, const QString &audience, const QString &package, const QList<Receipt::Line> &lines,
        Receipt::Type type = Receipt::Type::Receipt)
    {
        Receipt receipt;
        receipt.type = type;
        receipt.environmentId = u"practice"_s;
        receipt.issuerClientId = issuer;
        receipt.audienceClientId = audience;
        receipt.packageId = package;
        receipt.lines = lines;
        return handover::signReceipt(receipt, key, SystemClock())->compact;
    }

    static Receipt::Line line(Receipt::Act act, const QString &orcid = sofia)
    {
        Receipt::Line line;
        line.act = act;
        line.orcid = orcid;
        line.at = QDateTime(QDate(2026, 11, 12), QTime(14, 22), Qt::UTC);
        return line;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_registry.registry.isRunning() || m_registry.start());
        m_registry.registry.configure([](practice::RegistryCore &core) {
            for (const QString &who : { sofia, tomas }) {
                for (const practice::TokenRow *row : core.accounts().tokensOf(northbridge, who))
                    core.accounts().disable(row->value, practice::revoke::byClient);
            }
        });
        m_giver = std::make_unique<Side>(m_registry);
        m_taker = std::make_unique<Side>(m_registry);
        QVERIFY(m_giver->opened && m_taker->opened);
        m_giver->own({ northbridge }, m_registry);
        m_taker->own({ openGrants }, m_registry);
        m_giver->know(openGrants, m_taker->key(openGrants));
        m_taker->know(northbridge, m_giver->key(northbridge));
        m_way = std::make_unique<HandedOver>(m_registry, *m_giver, *m_taker);
    }

    void cleanup()
    {
        m_way.reset();
        m_taker.reset();
        m_giver.reset();
    }

    void theWholeWay()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        QVERIFY(m_giver->bookkeeper.signedIn(tokens));
        const auto grants = m_giver->grants.grants(u"practice"_s, northbridge, sofia);
        QCOMPARE(grants.size(), 1);
        QVERIFY(grants.first().accessToken == tokens.accessToken);
        const QString package = m_way->pass({ tokens });
        QVERIFY(!package.isEmpty());
        QVERIFY(m_way->exchange(tokens));
        QVERIFY(m_taker->bookkeeper.written(m_taker->session.delegation(), Bookkeeper::Change::Added, u"works"_s, 1733, u"Tides"_s));
        const ledger::HandOver there = taken(package);
        QCOMPARE(there.exchanges, 1);
        QCOMPARE(there.putCodes, QList<qint64> { 1733 });
        QCOMPARE(there.clientId, northbridge);
        QCOMPARE(there.partner, u"Northbridge University"_s);
        QCOMPARE(there.tokenId, made(package).tokenId);
        QVERIFY(!made(package).openedAt.isValid());

        const auto receipt = m_taker->bookkeeper.receiptFor(u"practice"_s, package);
        QVERIFY2(receipt, receipt ? "" : qPrintable(receipt.error().text()));
        QCOMPARE(receipt->lines.size(), 2);
        QVERIFY(m_taker->bookkeeper.receiptSaved(*receipt));
        QVERIFY(m_taker->bookkeeper.receiptSaved(*receipt));
        QVERIFY(taken(package).receiptSent);
        QCOMPARE(importCode(*m_giver, receipt->compact), u"ok 2"_s);
        QVERIFY(made(package).openedAt.isValid());
        QCOMPARE(made(package).exchanges, 1);
        QVERIFY(made(package).lastExchangeAt.isValid());
        // Its text stands in the ledger once, and can be read again by whoever has the partner's key.
        int texts = 0;
        for (const ledger::Event &event : m_giver->ledger.events())
            texts += event.facts.value("signed"_L1).toString().toLatin1() == receipt->compact;
        QCOMPARE(texts, 1);
        QVERIFY(m_giver->ledger.check().unbroken && m_taker->ledger.check().unbroken);
        for (Side *side : { m_giver.get(), m_taker.get() }) {
            const QByteArray json = side->ledger.toJson();
            for (const Secret &secret : { tokens.idToken, tokens.accessToken, tokens.refreshToken })
                QVERIFY(!json.contains(secret.reveal())); // S49
        }
    }

    void importingTwiceChangesNothing()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens });
        const QByteArray first = m_taker->bookkeeper.receiptFor(u"practice"_s, package)->compact;
        QCOMPARE(importCode(*m_giver, first), u"ok 1"_s);
        const QByteArray before = m_giver->ledger.toJson();
        QCOMPARE(importCode(*m_giver, first), u"ok 0"_s);
        QCOMPARE(m_giver->ledger.toJson(), before);
        // A later receipt repeats what is known and adds the exchange.
        QVERIFY(m_way->exchange(tokens));
        QCOMPARE(importCode(*m_giver, m_taker->bookkeeper.receiptFor(u"practice"_s, package)->compact), u"ok 1"_s);
        QVERIFY(m_way->exchange(tokens));
        QCOMPARE(importCode(*m_giver, m_taker->bookkeeper.receiptFor(u"practice"_s, package)->compact), u"ok 1"_s);
        QCOMPARE(made(package).exchanges, 2);
        QCOMPARE(importCode(*m_giver, first), u"ok 0"_s);
        QCOMPARE(made(package).exchanges, 2);
    }

    // Nobody here could sign it: that is said, and no key is made for a client that is not ours.
    void withoutAClientOfOursThereIsNoReceipt()
    {
        const QString package = m_way->pass({ m_way->signIn(sofia) }, Secret(QByteArrayView("seven words would be longer")));
        m_taker->own({}, m_registry);
        const auto keys = m_taker->open.vault.list(u"key"_s)->size();
        const auto receipt = m_taker->bookkeeper.receiptFor(u"practice"_s, package);
        QCOMPARE(receipt.error().code, u"receipt.no_client"_s);
        QCOMPARE(m_taker->open.vault.list(u"key"_s)->size(), keys);
    }

    void oneReceiptForAllResearchersOfAPackage()
    {
        const signin::Tokens one = m_way->signIn(sofia), other = m_way->signIn(tomas);
        const QString package = m_way->pass({ one, other });
        QCOMPARE(m_giver->ledger.ofPackage(package, Direction::Made).size(), 2);
        QVERIFY(m_way->exchange(one));
        m_registry.registry.configure([](practice::RegistryCore &core) {
            for (const practice::TokenRow *row : core.accounts().tokensOf(northbridge, tomas))
                core.accounts().disable(row->value, practice::revoke::byStaff);
        });
        QVERIFY(!m_way->exchange(other));
        QVERIFY(!taken(package, tomas).refusal.isEmpty());
        const auto receipt = m_taker->bookkeeper.receiptFor(u"practice"_s, package);
        QCOMPARE(receipt->lines.size(), 3);
        QCOMPARE(importCode(*m_giver, receipt->compact), u"ok 3"_s);
        QVERIFY(made(package, sofia).openedAt.isValid() && made(package, tomas).openedAt.isValid());
        QCOMPARE(made(package, sofia).exchanges, 1);
        QCOMPARE(made(package, tomas).exchanges, 0);
        QVERIFY(made(package, tomas).refusal.contains(u"withdrawn"_s));
    }

    void withAPassphraseTheReceiverIsWhoeverExchanged()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens }, Secret(QByteArrayView("seven words would be longer")));
        QVERIFY(!package.isEmpty());
        QVERIFY(m_way->exchange(tokens));
        const auto receipt = m_taker->bookkeeper.receiptFor(u"practice"_s, package);
        QCOMPARE(receipt->issuerClientId, openGrants);
        QCOMPARE(importCode(*m_giver, receipt->compact), u"ok 2"_s);
    }

    void refusedPackagesAreNotedAndTold()
    {
        handover::Delivery delivery;
        delivery.environmentId = u"practice"_s;
        delivery.packageId = u"3f6c0a1e-8f6e-4f6e-9d55-0c6c4f4f8a11"_s;
        delivery.orcid = sofia;
        delivery.originalClientId = northbridge;
        delivery.audienceClientId = openGrants;
        delivery.receivedAt = m_taker->clock.now();
        delivery.state = handover::Delivery::State::Refused;
        delivery.stateWords = u"Not too old: use-by is over"_s;
        QVERIFY(m_taker->bookkeeper.received({ delivery }));
        QVERIFY(m_taker->bookkeeper.received({ delivery }));
        QCOMPARE(m_taker->ledger.events().size(), 2);
        QVERIFY(!taken(delivery.packageId).stillUsable());
        const auto receipt = m_taker->bookkeeper.receiptFor(u"practice"_s, delivery.packageId);
        QCOMPARE(receipt->lines.size(), 1);
        QVERIFY(receipt->lines.first().act == Receipt::Act::Refused);
        // Accepted on a second look.
        delivery.state = handover::Delivery::State::Opened;
        QVERIFY(m_taker->bookkeeper.received({ delivery }));
        QVERIFY(taken(delivery.packageId).stillUsable() && taken(delivery.packageId).refusal.isEmpty());
    }

    void foreignReceiptsAreRefused()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens });
        const QString stranger = u"APP-HR61PD3VY7C2K8SN"_s;
        const jose::Jwk key = jose::Jwk::generateEcP256(), partnerKey = m_taker->key(openGrants);
        m_giver->know(stranger, key);
        const qsizetype before = m_giver->ledger.events().size();
        const QList<Receipt::Line> opened { line(Receipt::Act::Opened, {}) };
        QCOMPARE(importCode(*m_giver, signedBy(key, stranger, northbridge, package, opened)), u"receipt.other_partner"_s);
        QCOMPARE(importCode(*m_giver, signedBy(partnerKey, openGrants, stranger, package, opened)), u"receipt.audience"_s);
        QCOMPARE(importCode(*m_giver, signedBy(partnerKey, openGrants, northbridge, u"another"_s, opened)), u"receipt.unknown_package"_s);
        QCOMPARE(importCode(*m_giver, signedBy(partnerKey, openGrants, northbridge, package, { opened.first(), line(Receipt::Act::Exchanged, tomas) })), u"receipt.researcher"_s);
        QCOMPARE(importCode(*m_giver, signedBy(key, openGrants, northbridge, package, opened)), u"receipt.signature"_s);
        QCOMPARE(m_giver->ledger.events().size(), before);
        // A notice is for who received, not for who made.
        QCOMPARE(importCode(*m_giver, signedBy(partnerKey, openGrants, northbridge, package, { line(Receipt::Act::Recalled) }, Receipt::Type::Recall)), u"receipt.unknown_package"_s);
        QCOMPARE(importCode(*m_giver, signedBy(partnerKey, openGrants, northbridge, package, opened)), u"ok 1"_s);
        m_taker->know(stranger, key);
        QCOMPARE(importCode(*m_taker, signedBy(key, stranger, openGrants, package, { line(Receipt::Act::Recalled) }, Receipt::Type::Recall)), u"receipt.other_partner"_s);
        QVERIFY(!taken(package).recalled);
    }

    void aNoticeStopsAndWipes()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens });
        QVERIFY(m_way->exchange(tokens));
        QVERIFY(m_taker->session.isActive());
        m_registry.registry.configure([](practice::RegistryCore &core) {
            for (const practice::TokenRow *row : core.accounts().tokensOf(northbridge, sofia))
                core.accounts().disable(row->value, practice::revoke::byClient);
        });
        const QByteArray notice = signedBy(m_giver->key(northbridge), northbridge, openGrants, package, { line(Receipt::Act::Recalled) }, Receipt::Type::Recall);
        const auto imported = waited(m_taker->bookkeeper.import(notice, m_taker->environment));
        QVERIFY(imported && *imported);
        QCOMPARE((*imported)->wiped, QStringList { sofia });
        QVERIFY(!m_taker->session.isActive());
        const auto delivery = m_taker->inbox.find(handover::Inbox::idOf(tokens.idToken));
        QVERIFY(delivery && delivery->idToken.isEmpty() && delivery->state == handover::Delivery::State::Revoked);
        const auto kept = m_taker->open.vault.list(u"delivery"_s);
        for (const vault::Document &document : *kept)
            QVERIFY(!QJsonDocument(document.content).toJson().contains(tokens.idToken.reveal()));
        const ledger::HandOver row = taken(package);
        QVERIFY(row.recalled && row.wiped && row.proven && !row.stillUsable());
        const qsizetype before = m_taker->ledger.events().size();
        QCOMPARE(importCode(*m_taker, notice), u"ok 0"_s);
        QCOMPARE(m_taker->ledger.events().size(), before);
        // The receipt that follows is the proof for the other side.
        QVERIFY(m_giver->bookkeeper.recallStep(made(package), u"revoke_tokens"_s, u"done"_s));
        const auto receipt = m_taker->bookkeeper.receiptFor(u"practice"_s, package);
        QVERIFY(std::any_of(receipt->lines.begin(), receipt->lines.end(), [](const Receipt::Line &one) { return one.act == Receipt::Act::ExchangeRefused; }));
        QVERIFY(importCode(*m_giver, receipt->compact).startsWith(u"ok"_s));
        QVERIFY(made(package).proven && made(package).wiped && !made(package).stillUsable());
    }

    void aNoticeWipesEvenIfTheRegistryIsAway()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens });
        m_taker->clients.setPracticeClients({}); // nobody to try as
        const QByteArray notice = signedBy(m_giver->key(northbridge), northbridge, openGrants, package, { line(Receipt::Act::Recalled, {}) }, Receipt::Type::Recall);
        QCOMPARE(importCode(*m_taker, notice), u"ok 1"_s);
        QVERIFY(taken(package).wiped && taken(package).recalled && !taken(package).proven);
    }

    void bothClientsOnOneDesk()
    {
        Side both(m_registry);
        both.own({ northbridge, openGrants }, m_registry);
        both.know(openGrants, both.key(openGrants));
        both.know(northbridge, both.key(northbridge));
        HandedOver way(m_registry, both, both);
        const signin::Tokens tokens = way.signIn(sofia);
        const QString package = way.pass({ tokens });
        QVERIFY(way.exchange(tokens));
        QVERIFY(both.bookkeeper.written(both.session.delegation(), Bookkeeper::Change::Added, u"works"_s, 7, u"Tides"_s));
        const auto row = both.ledger.find(package, sofia);
        QVERIFY(row && row->direction == Direction::Made);
        QVERIFY(row->openedAt.isValid());
        QCOMPARE(row->exchanges, 1);
        QCOMPARE(row->written, 1);
        QCOMPARE(both.ledger.handOvers(u"practice"_s).size(), 2);
        const auto receipt = both.bookkeeper.receiptFor(u"practice"_s, package);
        QVERIFY(both.bookkeeper.receiptSaved(*receipt));
        QVERIFY(importCode(both, receipt->compact).startsWith(u"ok"_s));
        QCOMPARE(both.ledger.find(package, sofia)->exchanges, 1);
    }

    void S43_withdrawnPermissionsCountNoMore()
    {
        Side both(m_registry);
        both.own({ northbridge, openGrants }, m_registry);
        HandedOver way(m_registry, both, both);
        const signin::Tokens reading = way.signIn(sofia, u"openid /read-limited"_s), updating = way.signIn(sofia, u"/activities/update"_s);
        QVERIFY(both.bookkeeper.signedIn(reading) && both.bookkeeper.signedIn(updating));
        QVERIFY(both.bookkeeper.signedIn(updating)); // the same token again
        QCOMPARE(both.grants.grants(u"practice"_s, northbridge, sofia).size(), 2);
        const QString package = way.pass({ reading });
        exchange::Probe probe;
        probe.at = both.clock.now();
        probe.state = Standing::DeleteOnly;
        const auto delivery = *both.inbox.find(handover::Inbox::idOf(reading.idToken));
        QVERIFY(both.bookkeeper.probed(delivery, probe));
        const auto states = [&both] {
            QMap<bool, clients::Grant::State> out;
            for (const clients::Grant &grant : both.grants.grants(u"practice"_s, northbridge, sofia))
                out.insert(grant.scopes.contains(u"/activities/update"_s), grant.state);
            return out;
        };
        QVERIFY(states().value(true) == clients::Grant::State::Withdrawn && states().value(false) == clients::Grant::State::Counts);
        probe.state = Standing::Revoked;
        QVERIFY(both.bookkeeper.probed(delivery, probe));
        QVERIFY(states().value(false) == clients::Grant::State::Withdrawn);
        QVERIFY(!both.ledger.find(package, sofia)->stillUsable());
    }

    void anUnreachableRegistryIsNotedOnce()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens });
        exchange::Probe probe;
        probe.state = Standing::Unreachable;
        probe.at = m_taker->clock.now();
        probe.nextTry = probe.at.addSecs(60);
        const qsizetype before = m_taker->ledger.events().size();
        for (int i = 0; i < 3; ++i)
            QVERIFY(m_taker->bookkeeper.probed(taken(package), probe));
        QCOMPARE(m_taker->ledger.events().size(), before + 1);
        QCOMPARE(taken(package).lastProbe->nextTry, probe.nextTry);
        Error away { u"http.unreachable"_s, u"nobody"_s, {}, 0, 0, {} };
        QVERIFY(m_taker->bookkeeper.exchangeRefused(*m_taker->inbox.find(handover::Inbox::idOf(tokens.idToken)), away));
        QCOMPARE(m_taker->ledger.events().size(), before + 1);
        // What a refused exchange says of the id_token is in its row.
        Error gone { u"exchange.no_scope"_s, u"withdrawn"_s, {}, 0, 400, {} };
        QVERIFY(m_taker->bookkeeper.exchangeRefused(*m_taker->inbox.find(handover::Inbox::idOf(tokens.idToken)), gone));
        QVERIFY(taken(package).lastProbe->state == Standing::Revoked && !taken(package).stillUsable());
    }

    void aNewSignInMakesRecalledOnesWorkAgain()
    {
        const signin::Tokens tokens = m_way->signIn(sofia);
        const QString package = m_way->pass({ tokens });
        QVERIFY(m_giver->bookkeeper.signedIn(tokens)->isEmpty());
        QVERIFY(m_giver->bookkeeper.recallStep(made(package), u"revoke_tokens"_s, u"done"_s));
        exchange::Probe probe;
        probe.status = 401;
        QVERIFY(m_giver->bookkeeper.recallProven(made(package), probe));
        QVERIFY(!made(package).stillUsable());
        QSignalSpy alive(&m_giver->bookkeeper, &Bookkeeper::cameAlive);
        const auto again = m_giver->bookkeeper.signedIn(m_way->signIn(sofia));
        QVERIFY(again);
        QCOMPARE(again->size(), 1);
        QCOMPARE(again->first().packageId, package);
        QCOMPARE(alive.size(), 1);
        QVERIFY(made(package).recalled && !made(package).proven && made(package).stillUsable());
        QVERIFY(m_giver->bookkeeper.signedIn(m_way->signIn(tomas))->isEmpty());
    }

    void oldHandOversBecomeEntries()
    {
        handover::test::OpenVault open;
        QVERIFY(open.open());
        for (int i = 0; i < 3; ++i) {
            const QJsonObject old { { "environment"_L1, u"sandbox"_s }, { "when"_L1, u"2026-10-0%1T10:00:00.000Z"_s.arg(i + 1) },
                { "use_by"_L1, u"2026-10-08T10:00:00.000Z"_s }, { "researcher"_L1, u"Lars"_s }, { "orcid"_L1, sofia }, { "client"_L1, northbridge },
                { "partner"_L1, u"Open Grants Platform"_s }, { "partner_client"_L1, openGrants }, { "protection"_L1, u"Passphrase"_s },
                { "scopes"_L1, QJsonArray { u"openid"_s } }, { "purpose"_L1, u"GR-2291"_s }, { "revoked"_L1, false } };
            QVERIFY(open.vault.put(u"handover"_s, i == 2 ? u"two/%1"_s.arg(sofia) : QString::number(i), old));
        }
        Side side(m_registry); // parts of its own; only the vault's documents matter
        ledger::Ledger ledger(open.vault);
        const Bookkeeper keeper({ open.vault, side.clients, side.grants, side.keys, side.partners, side.inbox, side.session, side.prober, ledger, side.clock });
        QCOMPARE(ledger.events().size(), 3);
        QVERIFY(open.vault.list(u"handover"_s)->isEmpty());
        const auto rows = ledger.handOvers(u"sandbox"_s);
        QCOMPARE(rows.first().packageId, u"two"_s);
        QCOMPARE(rows.first().when, QDateTime(QDate(2026, 10, 3), QTime(10, 0), Qt::UTC));
        QCOMPARE(rows.last().researcher, u"Lars"_s);
        QCOMPARE(rows.last().scopes, QStringList { u"openid"_s });
        QCOMPARE(rows.last().useBy, QDateTime(QDate(2026, 10, 8), QTime(10, 0), Qt::UTC));
        QVERIFY(ledger.check().unbroken);
    }
};

QTEST_GUILESS_MAIN(tst_Bookkeeper)
#include "tst_bookkeeper.moc"
