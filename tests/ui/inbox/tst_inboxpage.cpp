#include "tests/ui/inbox/inboxstage.h"
#include "ui/inbox/deliverymodel.h"

#include "app/jose/jws.h"

#include <QtCore/QFile>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

/// One researcher in a package, and what is no package at all.
class tst_InboxPage : public InboxStage {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void empty()
    {
        QVERIFY(says(u"Nothing has been received here yet."_s));
        QVERIFY(button(*m_page, "Drop package here"));
        QVERIFY(button(*m_page, "Open package"));
    }

    void S35_showsWhoSendsWhatForWhomBeforeAnything()
    {
        QVERIFY(openGood());
        QVERIFY(says(u"Sofia Maria Hernandez Garcia"_s));
        QTRY_VERIFY(says(u"Northbridge University"_s));
        QVERIFY(says(u"“Grant GR-2291: please add the award to her record.”"_s));
        QVERIFY(named(*m_page, u"Package checks"_s));
        QVERIFY(named(*m_page, u"Encrypted to you: passed"_s));
        QVERIFY(named(*m_page, u"id_token signature and issuer: passed"_s));
        QVERIFY(exchange()->isEnabled());
        QAbstractItemModelTester tester(list(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list()->rowCount(), 1);
        QCOMPARE(m_page->waiting(), 1);
        QVERIFY(list()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"from Northbridge University"_s));
    }

    void exchanges()
    {
        QVERIFY(openGood());
        QSignalSpy done(m_page.get(), &ui::InboxPage::exchanged), asked(m_page.get(), &ui::InboxPage::exchanging), going(m_page.get(), &ui::Page::navigate);
        exchange()->click();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(asked.first().at(1).toString(), u"Open Grants Platform"_s);
        const auto delegation = done.first().at(0).value<exchange::Delegation>();
        QCOMPARE(delegation.secondClient.clientId, QString::fromLatin1(World::second));
        QCOMPARE(delegation.originalClientName, u"Northbridge University"_s);
        QVERIFY(delegation.askedScopes.isEmpty());
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::Record);
        QCOMPARE(m_world->inbox.deliveries(m_world->environment.id).first().state, handover::Delivery::State::Exchanged);
        QCOMPARE(m_page->waiting(), 0);
    }

    void asksForChosenScopesOnly()
    {
        QVERIFY(openGood());
        named<QRadioButton>(*m_page, u"Only chosen scopes"_s)->click();
        QVERIFY(!exchange()->isEnabled());
        QVERIFY(exchange()->accessibleDescription().contains(u"Choose at least one scope"_s));
        named<QCheckBox>(*m_page, u"Ask for /activities/update"_s)->click();
        QSignalSpy done(m_page.get(), &ui::InboxPage::exchanged);
        exchange()->click();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(m_world->server.requests().last().form().value(u"scope"_s), u"/activities/update"_s);
    }

    void notEnabledIsExplained()
    {
        QVERIFY(openGood());
        m_world->exchangeAnswer = Reply::json(
            R"({"error":"unauthorized_client","error_description":"Client APP-OG55T1ZR8K3CV7QD is not token-exchange enabled"})", 401);
        QSignalSpy failed(m_page.get(), &ui::InboxPage::exchangeFailed), shown(m_page.get(), &ui::Page::showExchange);
        exchange()->click();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(says(u"not enabled"_s) || says(u"does not let"_s));
        QCOMPARE(m_world->inbox.deliveries(m_world->environment.id).first().state, handover::Delivery::State::NotEnabled);
        QVERIFY(press(*m_page, "Show HTTP exchange"));
        QCOMPARE(shown.size(), 1);
        m_world->exchangeAnswer.reset();
        QSignalSpy done(m_page.get(), &ui::InboxPage::exchanged);
        exchange()->click();
        QTRY_COMPARE(done.size(), 1);
    }

    void revokedIsExplained()
    {
        QVERIFY(openGood());
        m_world->exchangeAnswer = Reply::json(
            R"({"error":"invalid_scope","error_description":"There are no active tokens with valid scopes for this account"})", 401);
        QSignalSpy failed(m_page.get(), &ui::InboxPage::exchangeFailed);
        exchange()->click();
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(says(u"withdrawn"_s));
        QCOMPARE(m_world->inbox.deliveries(m_world->environment.id).first().state, handover::Delivery::State::Revoked);
    }

    void S34_secondImportChangesNothing()
    {
        const QByteArray package = m_world->sealToSecond(m_world->idToken()).compact;
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(package);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(refusal(package).code, u"package.already_imported"_s);
        QCOMPARE(list()->rowCount(), 1);
    }

    // Of a package whose id_token came before, that one is shown, whatever was in sight.
    void S34_whatCameFirstIsShown()
    {
        const Secret token = m_world->idToken();
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(m_world->sealToSecond(token).compact);
        QTRY_COMPARE(opened.size(), 1);
        const QString first = m_world->inbox.deliveries(m_world->environment.id).first().id;
        const auto stranger = jose::Jwk::generateEcP256();
        m_world->clock.advance(std::chrono::seconds(1));
        QCOMPARE(refusal(handover::sealToKey(m_world->contents(m_world->idToken()), senderKey(), stranger.publicPart(), m_world->clock)->compact).code,
            u"package.wrong_recipient"_s);
        auto *view = named<QListView>(*m_page, u"Received packages"_s);
        QVERIFY(view->currentIndex().data(ui::DeliveryModel::IdRole).toString() != first);
        const Error again = refusal(m_world->sealToSecond(token).compact);
        QVERIFY2(again.what.contains(u"in another package"_s), qPrintable(again.text()));
        QCOMPARE(view->currentIndex().data(ui::DeliveryModel::IdRole).toString(), first);
        QVERIFY(says(u"nothing was changed"_s));
    }

    void S34_wrongRecipientSaysForWhom()
    {
        const auto stranger = jose::Jwk::generateEcP256();
        const auto sealed = handover::sealToKey(m_world->contents(m_world->idToken()), senderKey(), stranger.publicPart(), m_world->clock);
        QCOMPARE(refusal(sealed->compact).code, u"package.wrong_recipient"_s);
        QVERIFY(list()->index(0, 0).data(ui::DeliveryModel::StateRole).toString().contains(u"key"_s));
        QVERIFY(!exchange()->isEnabled());
        QVERIFY(!exchange()->isVisible());
        QVERIFY(press(*m_page, "Remove from list"));
        QCOMPARE(list()->rowCount(), 0);
    }

    void S33_anotherEnvironmentIsRefused()
    {
        handover::Contents contents = m_world->contents(m_world->idToken());
        contents.environment = orcid::Environment::sandbox();
        const auto partner = m_world->partners.find(m_world->environment.id, QString::fromLatin1(World::second));
        const auto sealed = handover::sealToKey(contents, senderKey(), partner->key, m_world->clock);
        QCOMPARE(refusal(sealed->compact).code, u"package.environment"_s);
        QCOMPARE(list()->rowCount(), 0);
    }

    void closedPackageIsRefusedAndNotKept()
    {
        const QByteArray package = m_world->sealToSecond(m_world->idToken()).compact;
        m_world->clock.advance(std::chrono::hours(24 * 8));
        QVERIFY(!refusal(package).code.isEmpty());
        QCOMPARE(list()->rowCount(), 1);
        const auto kept = m_world->inbox.deliveries(m_world->environment.id).first();
        QCOMPARE(kept.state, handover::Delivery::State::Refused);
        QVERIFY(kept.idToken.isEmpty());
        QVERIFY(!exchange()->isEnabled());
        QVERIFY(!exchange()->isVisible());
    }

    // ── several researchers ──

    void S30_whatWasReceivedStopsWithItsSender_data()
    {
        QTest::addColumn<int>("trust");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a card with another key") << int(handover::Partner::Trust::Unconfirmed) << u"The key of Northbridge University changed."_s;
        QTest::newRow("blocked") << int(handover::Partner::Trust::Blocked) << u"You blocked Northbridge University."_s;
    }

    void S30_whatWasReceivedStopsWithItsSender()
    {
        QFETCH(int, trust);
        QFETCH(QString, reason);
        QVERIFY(openGood());
        QVERIFY(exchange()->isEnabled());
        const qsizetype asked = m_world->server.requests().size();
        learn(handover::Partner::Trust(trust));
        QVERIFY(!exchange()->isEnabled());
        QVERIFY(says(reason));
        QVERIFY(exchange()->accessibleDescription().startsWith(reason));
        QVERIFY(!button(*m_page, "Probe")->isEnabled());
        QVERIFY(button(*m_page, "Probe")->accessibleDescription().startsWith(reason));
        QVERIFY(named(*m_page, u"Signed by Northbridge University: failed"_s));
        QVERIFY(list()->index(0, 0).data(ui::DeliveryModel::StateRole).toString().startsWith(u"Stopped."_s));
        m_page->exchangeSelected();
        m_page->triggerPrimary();
        m_page->probe();
        QVERIFY(!m_world->delegations.isBusy());
        QCOMPARE(m_world->server.requests().size(), asked);
        // Dealt with: it goes on without opening the package again.
        if (handover::Partner::Trust(trust) == handover::Partner::Trust::Blocked)
            learn(handover::Partner::Trust::Confirmed);
        QVERIFY(m_world->partners.keepOldKey(m_world->environment.id, QString::fromLatin1(World::original)));
        QCOMPARE(exchange()->isEnabled(), handover::Partner::Trust(trust) != handover::Partner::Trust::Blocked);
    }

    void S35_oneIsNotProbedBeforeTheSenderIsKnown()
    {
        QVERIFY(m_world->partners.remove(m_world->environment.id, QString::fromLatin1(World::original)));
        QVERIFY(openGood());
        auto *probe = button(*m_page, "Probe");
        QVERIFY(!probe->isEnabled());
        QVERIFY(probe->accessibleDescription().contains(u"not confirmed"_s));
        box("I know that this package comes from Northbridge University")->click();
        QVERIFY(probe->isEnabled());
        QVERIFY(probe->accessibleDescription().isEmpty());
    }

    void withoutAClientThereIsNoReceipt()
    {
        QVERIFY(openGood());
        QVERIFY(button(*m_page, "Copy receipt")->isEnabled());
        m_world->clients.setPracticeClients({ m_world->clients.find(m_world->environment.id, QString::fromLatin1(World::original)) });
        QVERIFY(!button(*m_page, "Copy receipt")->isEnabled());
        QVERIFY(!button(*m_page, "Save receipt")->isEnabled());
        QVERIFY(button(*m_page, "Copy receipt")->accessibleDescription().contains(u"no client of yours"_s));
        QVERIFY(says(u"There is no client of yours here that could sign a receipt."_s));
    }

    void receiptForTheSender()
    {
        handover::Contents contents = m_world->contents(m_world->idToken());
        contents.receiptTo = u"grants@northbridge.example"_s;
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(m_world->sealToSecond(contents).compact);
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(says(u"grants@northbridge.example"_s));
        QString asked;
        m_page->setReceiptMaker([&asked](const QString &packageId) -> Result<ui::InboxPage::ReceiptFile> {
            asked = packageId;
            return ui::InboxPage::ReceiptFile { "a.b.c", u"baton-receipt-1.baton-receipt"_s };
        });
        QSignalSpy given(m_page.get(), &ui::InboxPage::receiptGiven);
        QVERIFY(press(*m_page, "Copy receipt"));
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a.b.c"_s);
        QCOMPARE(given.size(), 1);
        QCOMPARE(asked, m_world->inbox.deliveries(m_world->environment.id).first().packageId);
        QVERIFY(press(*m_page, "Save receipt"));
        QFileDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = m_page->findChild<QFileDialog *>()));
        QVERIFY(dialog->selectedFiles().first().endsWith(u"baton-receipt-1.baton-receipt"_s));
        const QString path = m_world->profile.filePath(u"one.baton-receipt"_s);
        Q_EMIT dialog->fileSelected(path);
        dialog->reject();
        QCOMPARE(given.size(), 2);
        QVERIFY(QFile::exists(path));
    }

    void receiptsAndNoticesGoToTheLedger()
    {
        const QByteArray notice = *jose::signJws("{}", senderKey(), { { u"typ"_s, u"baton-notice+jwt"_s } });
        QSignalSpy brought(m_page.get(), &ui::InboxPage::receiptBrought), refused(m_page.get(), &ui::InboxPage::refused);
        m_page->openText(notice + '\n');
        QCOMPARE(brought.size(), 1);
        const QString path = m_world->profile.filePath(u"one.baton-notice"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(notice);
        file.close();
        m_page->openFile(path);
        QCOMPARE(brought.size(), 2);
        QVERIFY(refused.isEmpty());
        QVERIFY(!refusal(*jose::signJws("{}", senderKey(), { { u"typ"_s, u"baton-card+jwt"_s } })).code.isEmpty());
    }

    void passphrase()
    {
        handover::Contents contents = m_world->contents(m_world->idToken());
        contents.audienceClientId.clear();
        const auto sealed = handover::sealWithPassphrase(contents, senderKey(), Secret(QByteArrayView("amber-violin-ferry-quartz-nine-otter-lamp")), m_world->clock);
        m_page->openText(sealed->compact);
        QTRY_VERIFY(says(u"This package is protected with a passphrase"_s));
        QVERIFY(list()->index(0, 0).data(ui::DeliveryModel::LockedRole).toBool());
        auto *field = named<QLineEdit>(*m_page, u"Passphrase"_s);
        field->setText(u"not the right passphrase"_s);
        QVERIFY(press(*m_page, "Open with passphrase"));
        QTRY_VERIFY_WITH_TIMEOUT(field->isEnabled() && !field->accessibleDescription().isEmpty(), 20'000);
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        field->setText(u"amber-violin-ferry-quartz-nine-otter-lamp"_s);
        QVERIFY(press(*m_page, "Open with passphrase"));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20'000);
        QCOMPARE(list()->rowCount(), 1);
        QVERIFY(says(u"Sofia Maria Hernandez Garcia"_s));
    }

    void rubbishIsOnlyTold()
    {
        QVERIFY(!refusal("this is no package").code.isEmpty());
        QCOMPARE(list()->rowCount(), 0);
    }

    void files()
    {
        const QString path = m_world->profile.filePath(u"sofia.baton"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(m_world->sealToSecond(m_world->idToken()).compact + '\n');
        file.close();
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened), refused(m_page.get(), &ui::InboxPage::refused);
        m_page->openFile(path);
        QTRY_COMPARE(opened.size(), 1);
        m_page->openFile(m_world->profile.filePath(u"missing.baton"_s));
        QCOMPARE(refused.size(), 1);
        QVERIFY(says(refused.first().first().value<Error>().what));
        QVERIFY(says(u"missing.baton"_s));
        m_page->openFile(m_world->profile.path());
        QCOMPARE(refused.size(), 2);
    }

    // Which file it was, and what it is instead, where that can be told.
    void aFileThatIsNoPackageIsNamed()
    {
        const auto written = [this](const QString &name, const QByteArray &text) {
            QFile file(m_world->profile.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
        };
        QSignalSpy refused(m_page.get(), &ui::InboxPage::refused);
        m_page->openFile(written(u"notes.txt"_s, "Dear colleague, here is the package"));
        QTRY_COMPARE(refused.size(), 1);
        QVERIFY(says(u"notes.txt was not opened. This is not a whole Baton package."_s));
        QVERIFY(!says(u"line breaks"_s));
        const auto card = handover::makeCard(u"Open Grants Platform"_s, QString::fromLatin1(World::second), m_world->environment.id, senderKey());
        m_page->openFile(written(u"open-grants.baton-card"_s, *card));
        QTRY_COMPARE(refused.size(), 2);
        QVERIFY(says(u"open-grants.baton-card was not opened. This is a card, not a package."_s));
        QVERIFY(says(u"Clients and partners"_s));
        m_page->openFile(written(u"keys.json"_s, R"({"keys":[]})"));
        QTRY_COMPARE(refused.size(), 3);
        QVERIFY(says(u"keys.json was not opened. This is a key"_s));
        // Pasted text has no name.
        m_page->openText("Dear colleague");
        QTRY_COMPARE(refused.size(), 4);
        QVERIFY(says(u"This is not a whole Baton package."_s) && !says(u"was not opened"_s));
    }

    // What is known of an id_token from elsewhere, such as a recall, holds here too.
    void whatIsKnownFromElsewhereHoldsHere()
    {
        QVERIFY(openGood());
        const QString id = m_world->inbox.deliveries(m_world->environment.id).first().id;
        QVERIFY(exchange()->isEnabled());
        const auto said = [this](exchange::Probe::State state, const QString &words) {
            exchange::Probe probe;
            probe.state = state;
            probe.words = words;
            m_world->clock.advance(std::chrono::seconds(1));
            probe.at = m_world->clock.now();
            return probe;
        };
        m_world->delegations.keepProbe(id, said(exchange::Probe::State::Revoked, u"401 invalid_scope"_s));
        QVERIFY(says(u"Revoked, nothing left (401 invalid_scope)"_s));
        QVERIFY(!exchange()->isEnabled());
        QVERIFY2(exchange()->accessibleDescription().startsWith(u"Revoked, nothing left. Only a new sign-in"_s), qPrintable(exchange()->accessibleDescription()));
        QVERIFY(button(*m_page, "Probe")->isEnabled());
        QCOMPARE(m_world->inbox.find(id)->state, handover::Delivery::State::Revoked);
        QCOMPARE(m_page->waiting(), 0);
        // Older news change nothing; a probe that finds it good again does.
        exchange::Probe old = said(exchange::Probe::State::StillGood, u"200"_s);
        old.at = old.at.addSecs(-60);
        m_world->delegations.keepProbe(id, old);
        QVERIFY(!exchange()->isEnabled());
        QVERIFY(press(*m_page, "Probe"));
        QTRY_VERIFY(exchange()->isEnabled());
        QVERIFY(says(u"Still good"_s));
        QCOMPARE(m_world->inbox.find(id)->state, handover::Delivery::State::Opened);
        // What only deletes may still be asked for.
        m_world->delegations.keepProbe(id, said(exchange::Probe::State::DeleteOnly, u"401, exchanged, but only deletes"_s));
        QVERIFY(exchange()->isEnabled());
        QCOMPARE(exchange()->text(), u"Exchange to delete only"_s);
        QVERIFY(says(u"can only delete what was added this way"_s));
        QVERIFY(!says(u"What you add is shown as"_s));
    }

    void aFailedSignatureLeadsToThePartner()
    {
        const QByteArray package = m_world->sealToSecond(m_world->idToken()).compact;
        learn(handover::Partner::Trust::Unconfirmed);
        QVERIFY(!refusal(package).code.isEmpty());
        const auto *check = named(*m_page, u"Signed by Northbridge University: failed"_s);
        QVERIFY(check && test::says(*check, u"Stopped: key changed"_s));
        const QString state = list()->index(0, 0).data(ui::DeliveryModel::StateRole).toString();
        QVERIFY2(state.startsWith(u"Stopped: key changed"_s), qPrintable(state));
        QVERIFY(list()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"Signed by"_s));
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*check, "Look at this partner"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::People);
    }

    void pastes()
    {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(m_world->sealToSecond(m_world->idToken()).compact));
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        QVERIFY(press(*m_page, "Paste package"));
        QTRY_COMPARE(opened.size(), 1);
        QGuiApplication::clipboard()->clear();
        QVERIFY(press(*m_page, "Paste package"));
        QVERIFY(says(u"There is no text on the clipboard"_s));
    }
};

QTEST_MAIN(tst_InboxPage)
#include "tst_inboxpage.moc"
