#include "app/practice/registrycore.h"
#include "tests/app/desk/twosides.h"
#include "tests/support/fakeserver.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::test;
using desk::Recall;
using Direction = ledger::HandOver::Direction;
using Outcome = Recall::Outcome;
using State = Recall::Step::State;

class tst_Recall : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry; ///< new for each test: what a researcher withdrew stays withdrawn
    std::unique_ptr<Side> m_both;
    std::unique_ptr<HandedOver> m_way;
    QString m_package;

    ledger::HandOver row() const { return *m_both->ledger.find(m_package, sofia, Direction::Made); }
    static Recall::Step step(const Recall &recall, int number) { return recall.steps().at(number); }

    void handOver(Side &giver, Side &taker)
    {
        m_way = std::make_unique<HandedOver>(*m_registry, giver, taker);
        const signin::Tokens tokens = m_way->signIn(sofia);
        QVERIFY(giver.bookkeeper.signedIn(tokens));
        m_package = m_way->pass({ tokens });
        QVERIFY(!m_package.isEmpty());
        QVERIFY(m_way->exchange(tokens));
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>();
        QVERIFY(m_registry->start());
        m_both = std::make_unique<Side>(*m_registry);
        QVERIFY(m_both->opened);
        m_both->own({ northbridge, openGrants }, *m_registry);
        m_both->know(openGrants, m_both->key(openGrants));
        m_both->know(northbridge, m_both->key(northbridge));
    }

    void cleanup()
    {
        m_way.reset();
        m_both.reset();
        m_registry.reset();
    }

    void recalledAndProven()
    {
        handOver(*m_both, *m_both);
        QVERIFY(m_both->bookkeeper.signedIn(m_way->signIn(sofia, u"openid"_s)));
        Recall recall(m_both->recallParts(), m_both->environment, row());
        QVERIFY(recall.outcome() == Outcome::Open);
        recall.revokeTokens();
        QVERIFY(step(recall, 0).state == State::Running);
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state != State::Running, 20'000);
        QVERIFY2(step(recall, 0).state == State::Done, qPrintable(step(recall, 0).words));
        QCOMPARE(step(recall, 0).lines.size(), 2);
        QVERIFY(step(recall, 0).lines.first().startsWith(u"200 revoked · "_s));
        QVERIFY(row().recalled && !row().proven);
        for (const clients::Grant &grant : m_both->grants.grants(u"practice"_s, northbridge, sofia))
            QVERIFY(grant.state == clients::Grant::State::Revoked && grant.accessToken.isEmpty() && grant.refreshToken.isEmpty());
        recall.textTaken();
        const auto notice = recall.notice();
        QVERIFY(notice);
        recall.noticeSaved();
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 3).state == State::Done, 20'000);
        QVERIFY(recall.outcome() == Outcome::Proven);
        QVERIFY2(recall.outcomeWords().contains(u"gives nothing any more"_s), qPrintable(recall.outcomeWords()));
        QVERIFY(recall.outcomeWords().contains(u"entry "_s));
        QVERIFY(step(recall, 3).traceId > 0);
        QCOMPARE(step(recall, 3).lines, QStringList { u"401 invalid_scope"_s });
        QVERIFY(row().proven && !row().stillUsable());
        const QString page = recall.proofPage(u"Practice"_s);
        for (const QString &text : { sofia, m_package, u"401 invalid_scope"_s, QString::fromLatin1(m_both->ledger.chain().head.toHex()) })
            QVERIFY2(page.contains(text), qPrintable(text));
        QVERIFY(!page.contains(u"eyJ"_s));
        // Gone on with later, it stands where it was.
        const Recall again(m_both->recallParts(), m_both->environment, row());
        for (int i = 0; i < 4; ++i)
            QVERIFY2(step(again, i).state == State::Done, qPrintable(QString::number(i)));
        QCOMPARE(step(again, 0).lines.size(), 2);
        QVERIFY(again.outcome() == Outcome::Proven);
        QVERIFY(m_both->ledger.check().unbroken);
    }

    void S43_unknownTokensCountAsRevoked()
    {
        handOver(*m_both, *m_both);
        m_registry->registry.configure([](practice::RegistryCore &core) {
            for (const practice::TokenRow *one : core.accounts().tokensOf(northbridge, sofia))
                core.accounts().disable(one->value, practice::revoke::byStaff);
        });
        Recall recall(m_both->recallParts(), m_both->environment, row());
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 20'000);
        QCOMPARE(step(recall, 0).lines.size(), 1);
    }

    void stillWorksBecauseOfAPermissionGivenElsewhere()
    {
        handOver(*m_both, *m_both);
        (void)m_way->signIn(sofia, u"openid /read-limited"_s); // outside Baton
        Recall recall(m_both->recallParts(), m_both->environment, row());
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 20'000);
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 3).state == State::Failed, 20'000);
        QVERIFY(recall.outcome() == Outcome::NotRecalled);
        QVERIFY(recall.outcomeWords().startsWith(u"Not recalled."_s));
        QVERIFY2(recall.outcomeWords().contains(u"/read-limited"_s), qPrintable(recall.outcomeWords()));
        QVERIFY(row().stillUsable());
        // She removes it; trying again proves the recall.
        m_registry->registry.configure([](practice::RegistryCore &core) {
            for (const practice::TokenRow *one : core.accounts().tokensOf(northbridge, sofia))
                core.accounts().disable(one->value, practice::revoke::byResearcher);
        });
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(recall.outcome() == Outcome::Proven, 20'000);
    }

    // What step 1 can still revoke is not the researcher's to remove; once it is revoked, the try before it says nothing.
    void triedBeforeRevoking()
    {
        handOver(*m_both, *m_both);
        Recall recall(m_both->recallParts(), m_both->environment, row());
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(recall.outcome() == Outcome::NotRecalled, 20'000);
        const QString before = recall.outcomeWords();
        QVERIFY2(before.contains(u"Step 1 can still revoke"_s), qPrintable(before));
        QVERIFY2(!before.contains(u"outside Baton"_s) && !before.contains(u"Only the researcher"_s), qPrintable(before));
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 20'000);
        QVERIFY(recall.outcome() == Outcome::TryAgain);
        QVERIFY2(recall.outcomeWords().contains(u"Try it again"_s) && !recall.outcomeWords().startsWith(u"Not recalled"_s), qPrintable(recall.outcomeWords()));
        QVERIFY(step(recall, 3).state == State::ToDo);
        const Recall later(m_both->recallParts(), m_both->environment, row());
        QVERIFY(later.outcome() == Outcome::TryAgain && step(later, 3).state == State::ToDo);
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(recall.outcome() == Outcome::Proven, 20'000);
        // With nothing left to revoke the step again changes nothing.
        QVERIFY(m_both->bookkeeper.recallNotProven(row(), u"It works."_s));
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 20'000);
        QVERIFY(recall.outcome() == Outcome::NotRecalled);
    }

    void whatCanStillDeleteIsNotRecalled()
    {
        handOver(*m_both, *m_both);
        m_registry->registry.configure([](practice::RegistryCore &core) {
            for (const practice::TokenRow *one : core.accounts().tokensOf(northbridge, sofia))
                core.accounts().disable(one->value, practice::revoke::byResearcher);
        });
        Recall recall(m_both->recallParts(), m_both->environment, row());
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(recall.outcome() == Outcome::NotRecalled, 20'000);
        QVERIFY2(recall.outcomeWords().contains(u"delete"_s), qPrintable(recall.outcomeWords()));
    }

    void theOtherSideIsElsewhere()
    {
        Side giver(*m_registry), taker(*m_registry);
        giver.own({ northbridge }, *m_registry);
        taker.own({ openGrants }, *m_registry);
        giver.know(openGrants, taker.key(openGrants));
        taker.know(northbridge, giver.key(northbridge));
        handOver(giver, taker);
        Recall recall(giver.recallParts(), giver.environment, *giver.ledger.find(m_package, sofia));
        recall.prove();
        QVERIFY(step(recall, 3).state == State::Asked);
        QVERIFY(recall.outcome() == Outcome::AskedNotProven);
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 20'000);
        QVERIFY(recall.outcome() == Outcome::AskedNotProven);
        const auto notice = recall.notice();
        QVERIFY(notice);
        QCOMPARE(recall.notice()->lines.first().at, notice->lines.first().at);
        recall.noticeSaved();
        const auto imported = waited(taker.bookkeeper.import(notice->compact, taker.environment));
        QVERIFY2(imported && *imported, imported && !*imported ? qPrintable(imported->error().text()) : "");
        const auto receipt = taker.bookkeeper.receiptFor(u"practice"_s, m_package);
        QVERIFY(receipt);
        const auto back = waited(giver.bookkeeper.import(receipt->compact, giver.environment));
        QVERIFY(back && *back);
        QVERIFY(recall.outcome() == Outcome::Proven);
        QVERIFY(step(recall, 3).state == State::Done);
        QVERIFY2(recall.outcomeWords().contains(u"signed receipt"_s), qPrintable(recall.outcomeWords()));
    }

    void theResearcherComesBack()
    {
        handOver(*m_both, *m_both);
        Recall recall(m_both->recallParts(), m_both->environment, row());
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 20'000);
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(recall.outcome() == Outcome::Proven, 20'000);
        QVERIFY(!row().stillUsable());
        m_both->clock.advance(std::chrono::seconds(1));
        QCOMPARE(m_both->bookkeeper.signedIn(m_way->signIn(sofia))->size(), 1);
        QVERIFY(recall.outcome() == Outcome::NotRecalled);
        QVERIFY(row().stillUsable());
        QVERIFY(step(recall, 3).state == State::Failed);
    }

    void S43_503LeavesItPending()
    {
        handOver(*m_both, *m_both);
        FakeServer server;
        const orcid::Environment away = orcid::Environment::practice(u"http://"_s + server.host(), QUrl(u"http://%1/v3.0"_s.arg(server.host())));
        server.enqueue(Reply::json("{}", 503).with("Retry-After", "1"));
        server.handler = [](const Received &) { return Reply::empty(200); };
        Recall recall(m_both->recallParts(), away, row());
        recall.revokeTokens();
        QTRY_VERIFY(step(recall, 0).state == State::Failed);
        QVERIFY2(step(recall, 0).words.startsWith(u"Revocation pending"_s), qPrintable(step(recall, 0).words));
        QVERIFY(!row().recalled);
        QVERIFY(m_both->grants.grants(u"practice"_s, northbridge, sofia).first().state == clients::Grant::State::Counts);
        // It comes back by itself when the registry said so.
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Done, 10'000);
        QVERIFY(row().recalled);
        for (const Received &request : server.requests())
            QCOMPARE(request.path(), "/oauth/revoke");
        QCOMPARE(server.requests().size(), 3); // 503, then the access and the refresh token
    }

    void unreachableProvesNothing()
    {
        handOver(*m_both, *m_both);
        const orcid::Environment away = orcid::Environment::practice(u"http://127.0.0.1:1"_s, QUrl(u"http://127.0.0.1:1/v3.0"_s));
        Recall recall(m_both->recallParts(), away, row());
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 3).state == State::Failed, 20'000);
        QVERIFY(recall.outcome() == Outcome::Open);
        QVERIFY2(step(recall, 3).words.contains(u"could not be asked"_s), qPrintable(step(recall, 3).words));
        recall.revokeTokens();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 0).state == State::Failed, 20'000);
        QVERIFY(!row().recalled);
    }

    void theTextNamesThePlace()
    {
        handOver(*m_both, *m_both);
        const Recall practice(m_both->recallParts(), m_both->environment, row());
        const QString text = practice.textForResearcher();
        QVERIFY2(text.contains(m_both->environment.issuer + u"/trusted-parties"_s), qPrintable(text));
        QVERIFY(text.contains(u"Northbridge University"_s) && text.contains(u"Open Grants Platform"_s) && !text.contains(u"%"_s));
        const Recall sandbox(m_both->recallParts(), orcid::Environment::sandbox(), row());
        QVERIFY(sandbox.textForResearcher().contains(u"https://sandbox.orcid.org/trusted-parties"_s));
    }

    void whatStays()
    {
        handOver(*m_both, *m_both);
        QVERIFY(m_both->bookkeeper.written(m_both->session.delegation(), desk::Bookkeeper::Change::Added, u"works"_s, 1733, u"Tides"_s));
        const Recall recall(m_both->recallParts(), m_both->environment, row());
        QCOMPARE(recall.cannotUndo().size(), 4);
        const QString ends = m_both->clock.now().addSecs(3600).toLocalTime().toString(u"HH:mm"_s);
        QVERIFY2(recall.cannotUndo().first().contains(ends), qPrintable(recall.cannotUndo().first()));
        m_both->clock.advance(std::chrono::hours(2));
        const Recall later(m_both->recallParts(), m_both->environment, row());
        QCOMPARE(later.cannotUndo().size(), 3); // no token of the partner runs any more
    }

    void aPassphraseHasNoPartnerToTell()
    {
        m_way = std::make_unique<HandedOver>(*m_registry, *m_both, *m_both);
        m_package = m_way->pass({ m_way->signIn(sofia) }, Secret(QByteArrayView("seven words would be longer")));
        Recall recall(m_both->recallParts(), m_both->environment, row());
        QCOMPARE(recall.notice().error().code, u"recall.no_partner"_s);
        recall.prove();
        QTRY_VERIFY_WITH_TIMEOUT(step(recall, 3).state == State::Failed, 20'000);
        QVERIFY(recall.outcome() == Outcome::NotRecalled);
    }
};

QTEST_GUILESS_MAIN(tst_Recall)
#include "tst_recall.moc"
