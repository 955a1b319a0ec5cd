#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/world.h"
#include "ui/inbox/deliverymodel.h"
#include "ui/inbox/inboxpage.h"

#include <QtCore/QFile>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QRadioButton>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_InboxPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<World> m_world;
    std::unique_ptr<ui::InboxPage> m_page;

    bool says(const QString &text) const { return test::says(*m_page, text); }
    QAbstractButton *exchange() const { return button(*m_page, "Exchange for access token"); }
    QAbstractItemModel *list() const { return named<QListView>(*m_page, u"Received packages"_s)->model(); }
    bool openGood()
    {
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(m_world->sealToSecond(m_world->idToken()).compact);
        return QTest::qWaitFor([&] { return opened.size() == 1; }, 5000);
    }
    Error refusal(const QByteArray &text)
    {
        QSignalSpy refused(m_page.get(), &ui::InboxPage::refused);
        m_page->openText(text);
        if (!QTest::qWaitFor([&] { return refused.size() == 1; }, 5000))
            return {};
        return refused.first().first().value<Error>();
    }
    jose::Jwk senderKey() { return m_world->keys.keyFor(m_world->environment.id, QString::fromLatin1(World::original))->key; }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_page = std::make_unique<ui::InboxPage>(m_world->inbox, m_world->receiver, m_world->clients, m_world->delegations, m_world->clock);
        m_page->setEnvironment(m_world->environment);
        m_page->resize(968, 700);
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

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
        m_page->openFile(m_world->profile.path());
        QCOMPARE(refused.size(), 2);
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
