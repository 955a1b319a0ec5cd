#include "app/handover/words.h"
#include "tests/ui/gallery/find.h"
#include "tests/ui/people/peopledesk.h"
#include "ui/common/fields.h"
#include "ui/common/theme.h"
#include "ui/people/bothkeyspage.h"
#include "ui/people/comparepage.h"
#include "ui/people/importcard.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryFile>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QRadioButton>

using namespace baton;
using namespace baton::test;
using namespace baton::ui;
using namespace Qt::StringLiterals;
using handover::Partner;

/// Partners: whose card was taken, compared, changed, blocked.
class TestPartnerList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::of().setMode(Theme::Mode::Light); }

    void S30_aPartnerIsConfirmedByFiveWords()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
        const auto key = jose::Jwk::generateEcP256();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, key));
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::Unconfirmed);
        desk.press(u"Compare words with Open Grants Platform"_s);
        auto *sub = qobject_cast<ComparePage *>(desk.open);
        QVERIFY(sub);
        auto *confirm = buttonNamed(sub, u"Confirm partner"_s);
        QVERIFY(!confirm->isEnabled());
        const QStringList words = handover::thumbprintWords(key.thumbprint());
        for (int i = 1; i <= 5; ++i) {
            auto *box = sub->findChild<QCheckBox *>(u"Heard word %1"_s.arg(i));
            QVERIFY(box);
            QCOMPARE(box->accessibleDescription(), words.at(i - 1));
            QVERIFY(!confirm->isEnabled());
            box->setChecked(true);
        }
        QVERIFY(confirm->isEnabled());
        sub->findChild<QLineEdit *>(u"Spoken with"_s)->setText(u"Inês Duarte"_s);
        sub->findChild<QLineEdit *>(u"Source of the number"_s)->setText(u"Contract of 2024, page 2"_s);
        confirm->click();
        QVERIFY(!desk.open);
        const auto partner = desk.partners.find(desk.environment.id, receiver);
        QCOMPARE(partner->trust, Partner::Trust::Confirmed);
        QCOMPARE(partner->confirmedHow, u"by phone, with Inês Duarte"_s);
        QCOMPARE(partner->numberSource, u"Contract of 2024, page 2"_s);
        QVERIFY(partner->confirmedAt.isValid());
        // Its row no longer offers it; what was done is said, and the keyboard is at the row.
        QTRY_VERIFY(!desk.named(u"Compare words with Open Grants Platform"_s));
        QVERIFY2(desk.bannerText().contains("Open Grants Platform is confirmed"_L1), qPrintable(desk.bannerText()));
        const auto hasKeyboard = [&desk] {
            const auto *row = desk.named<QWidget>(u"Partner Open Grants Platform"_s);
            return row && row->isAncestorOf(desk.page->focusWidget());
        };
        QTRY_VERIFY(hasKeyboard());
    }

    // A card in the name of a confirmed partner, for another client and with another key.
    void S30_aBorrowedNameIsWarnedOf()
    {
        PeopleDesk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        const auto key = jose::Jwk::generateEcP256();
        desk.page->importCard(desk.card(giver, u"Giver"_s, key));
        auto known = *desk.partners.find(desk.environment.id, giver);
        known.trust = Partner::Trust::Confirmed;
        QVERIFY(desk.partners.save(known));
        desk.page->importCard(desk.card(receiver, u"Somebody else"_s, jose::Jwk::generateEcP256()));
        QVERIFY(!test::says(*desk.page, u"You know"_s));
        desk.page->importCard(desk.card(u"APP-EVIL000000000000"_s, u"  giver "_s, jose::Jwk::generateEcP256()));
        QVERIFY(test::says(*desk.page, u"You know Giver already, with another key, as client %1."_s.arg(giver)));
        QTRY_VERIFY(test::says(*desk.page, u"You know this name with another key, as client %1."_s.arg(giver)));
        QCOMPARE(desk.partners.find(desk.environment.id, u"APP-EVIL000000000000"_s)->trust, Partner::Trust::Unconfirmed);
        QCOMPARE(desk.partners.find(desk.environment.id, giver)->trust, Partner::Trust::Confirmed);
        desk.press(u"Compare words with giver"_s);
        QVERIFY(desk.open && test::says(*desk.open, u"You know Giver already, with another key, as client %1."_s.arg(giver)));
        Q_EMIT desk.open->closed();
        // The same key under a second client of theirs is no other key.
        desk.page->importCard(desk.card(u"APP-SECOND0000000000"_s, u"Giver"_s, key));
        const auto all = desk.partners.partners(desk.environment.id);
        QVERIFY(!handover::namesakeOf(*desk.partners.find(desk.environment.id, u"APP-SECOND0000000000"_s), all));
    }

    // Each begins anew, has the names of ui.md, and lets go without a decision.
    void comparingAndBothKeysArePagesOfTheirOwn()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
        const auto old = jose::Jwk::generateEcP256(), other = jose::Jwk::generateEcP256();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, old));
        desk.press(u"Compare words with Open Grants Platform"_s);
        const auto controls = [&desk] {
            QStringList names;
            for (const QWidget *widget : desk.open->findChildren<QWidget *>())
                names << widget->accessibleName();
            return names;
        };
        for (const char *name : { "Partner’s words", "Our words", "Heard word 1", "Heard word 5", "How compared", "Spoken with", "Source of the number", "The words differ",
                 "Confirm partner", "Cancel comparing", "Key thumbprint" })
            QVERIFY2(controls().contains(QString::fromUtf8(name)), name);
        desk.open->findChild<QCheckBox *>(u"Heard word 1"_s)->setChecked(true);
        buttonNamed(desk.open, u"Cancel comparing"_s)->click();
        QVERIFY(!desk.open);
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::Unconfirmed);
        desk.press(u"Compare words with Open Grants Platform"_s);
        QVERIFY(!desk.open->findChild<QCheckBox *>(u"Heard word 1"_s)->isChecked());

        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, other));
        desk.press(u"Look at both keys of Open Grants Platform"_s);
        for (const char *name : { "Key you confirmed", "Key that arrived", "Call and compare", "Keep the old key", "Block this partner", "Compare new words", "Decide later",
                 "Export both keys" })
            QVERIFY2(controls().contains(QString::fromUtf8(name)), name);
        buttonNamed(desk.open, u"Decide later"_s)->click();
        QVERIFY(!desk.open);
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::KeyChanged);
        // Elsewhere there is nobody to decide about.
        desk.press(u"Look at both keys of Open Grants Platform"_s);
        desk.page->setEnvironment(orcid::Environment::sandbox());
        QVERIFY(!desk.open);
    }

    void S30_aWordThatDiffersBlocks()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, jose::Jwk::generateEcP256()));
        desk.press(u"Compare words with Open Grants Platform"_s);
        QVERIFY(qobject_cast<ComparePage *>(desk.open));
        buttonNamed(desk.open, u"The words differ"_s)->click();
        // Asked first; whoever thinks better of it goes on comparing.
        QVERIFY(desk.open);
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::Unconfirmed);
        opened<FormDialog>(desk)->cancelButton()->click();
        QVERIFY(desk.open);
        QTRY_VERIFY(!desk.open->findChild<FormDialog *>());
        buttonNamed(desk.open, u"The words differ"_s)->click();
        opened<FormDialog>(desk)->acceptButton()->click();
        QVERIFY(!desk.open);
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::Blocked);
        QVERIFY(desk.bannerText().contains("blocked"_L1));
        // A slip is taken back by comparing again, and only by that.
        QTRY_VERIFY(desk.named(u"Compare words with Open Grants Platform"_s));
        desk.press(u"Compare words with Open Grants Platform"_s);
        QCOMPARE(desk.open->findChild<Chip *>()->text(), u"Blocked"_s);
        for (int i = 1; i <= 5; ++i)
            desk.open->findChild<QCheckBox *>(u"Heard word %1"_s.arg(i))->setChecked(true);
        buttonNamed(desk.open, u"Confirm partner"_s)->click();
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::Confirmed);
    }

    void S30_aChangedKeyStopsEverything_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<int>("trust");
        QTest::newRow("old") << u"Keep the old key"_s << int(Partner::Trust::Confirmed);
        QTest::newRow("block") << u"Block this partner"_s << int(Partner::Trust::Blocked);
        QTest::newRow("compare") << u"Call and compare"_s << int(Partner::Trust::Confirmed);
    }

    void S30_aChangedKeyStopsEverything()
    {
        QFETCH(QString, choice);
        QFETCH(int, trust);
        PeopleDesk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        const auto old = jose::Jwk::generateEcP256();
        const auto other = jose::Jwk::generateEcP256();
        Partner partner;
        partner.environmentId = desk.environment.id;
        partner.clientId = receiver;
        partner.name = u"Open Grants Platform"_s;
        partner.key = old.publicPart();
        partner.trust = Partner::Trust::Confirmed;
        partner.confirmedHow = u"by phone"_s;
        partner.confirmedAt = QDateTime::currentDateTimeUtc();
        QVERIFY(desk.partners.save(partner));
        desk.show();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, other));
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::KeyChanged);
        QVERIFY(desk.bannerText().contains("Another key"_L1));
        desk.press(u"Look at both keys of Open Grants Platform"_s);
        auto *both = qobject_cast<BothKeysPage *>(desk.open);
        QVERIFY(both);
        both->findChild<QRadioButton *>(choice)->setChecked(true);
        buttonNamed(both, u"Compare new words"_s)->click();
        QVERIFY(desk.open != both);
        if (auto *compare = qobject_cast<ComparePage *>(desk.open)) {
            for (int i = 1; i <= 5; ++i)
                compare->findChild<QCheckBox *>(u"Heard word %1"_s.arg(i))->setChecked(true);
            buttonNamed(compare, u"Confirm partner"_s)->click();
        }
        QVERIFY(!desk.open);
        const auto now = desk.partners.find(desk.environment.id, receiver);
        QCOMPARE(int(now->trust), trust);
        const bool compared = choice.startsWith("Call"_L1);
        QCOMPARE(now->thumbprint(), (compared ? other : old).thumbprint());
        // What was said of the key that arrived is over; what was decided is said instead.
        QVERIFY2(!desk.bannerText().contains("Another key"_L1) && !desk.bannerText().contains("until you have looked"_L1), qPrintable(desk.bannerText()));
        QVERIFY2(desk.bannerText().contains("Open Grants Platform"_L1), qPrintable(desk.bannerText()));
    }

    void aBareKeyIsNamedFirst()
    {
        PeopleDesk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        const auto key = jose::Jwk::generateEcP256();
        desk.page->importCard(QJsonDocument(key.toPublicJson()).toJson());
        auto *dialog = opened<ImportCardDialog>(desk);
        QVERIFY(dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        dialog->findChild<QLineEdit *>(u"Partner’s name"_s)->setText(u"Lakeside Repository"_s);
        dialog->findChild<QLineEdit *>(u"Partner’s client ID"_s)->setText(receiver);
        dialog->acceptButton()->click();
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->name, u"Lakeside Repository"_s);
        QVERIFY(!opened<ImportCardDialog>(desk));
    }

    void aSpoiltCardIsRefused()
    {
        PeopleDesk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        QByteArray card = desk.card(receiver, u"Open Grants Platform"_s, jose::Jwk::generateEcP256());
        card[card.size() / 2] = card.at(card.size() / 2) == 'A' ? 'B' : 'A';
        desk.page->importCard(card);
        auto *dialog = opened<ImportCardDialog>(desk);
        QVERIFY(dialog);
        // Said in the dialog, and what was given is still there to be corrected.
        QVERIFY(dialogProblem(dialog).contains("card"_L1));
        QCOMPARE(dialog->findChild<QPlainTextEdit *>(u"Card or public key"_s)->toPlainText().toUtf8(), card);
        QVERIFY(desk.partners.partners(desk.environment.id).isEmpty());
        dialog->findChild<QPlainTextEdit *>(u"Card or public key"_s)->setPlainText(QString::fromLatin1(desk.card(receiver, u"Open Grants Platform"_s, jose::Jwk::generateEcP256())));
        QVERIFY(dialogProblem(dialog).isEmpty());
        dialog->acceptButton()->click();
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->importedHow, u"pasted"_s);
    }

    void S30_privateKeysAreRefusedWithAdvice()
    {
        PeopleDesk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        QJsonObject json = jose::Jwk::generateEcP256().toPublicJson();
        json.insert("d"_L1, u"AAAA"_s);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(QJsonDocument(json).toJson());
        file.close();
        desk.press(u"Import card"_s);
        auto *dialog = opened<ImportCardDialog>(desk);
        QVERIFY(dialog && !dialog->acceptButton()->isEnabled());
        dialog->takeFile(file.fileName());
        QVERIFY(dialogProblem(dialog).contains("private key"_L1) && dialogProblem(dialog).contains("new key"_L1));
    }

    void S38_keysComeFromAnAddress()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
        desk.press(u"Import card"_s);
        auto *dialog = opened<ImportCardDialog>(desk);
        dialog->setWay(ImportCardDialog::FromAddress);
        auto *address = dialog->findChild<QLineEdit *>(u"JWKS address"_s);
        for (const QString &bad : { u"http://lakeside.example/jwks.json"_s, u"ftp://lakeside.example/"_s, u"https://me:pw@lakeside.example/jwks.json"_s, u"jwks.json"_s, QString() }) {
            address->setText(bad);
            QVERIFY2(!dialog->acceptButton()->isEnabled(), qPrintable(bad));
        }
        QCOMPARE(desk.server.requests().size(), 0);
        const QString url = u"http://"_s + desk.server.host() + u"/jwks.json"_s;
        address->setText(url);
        QVERIFY(hostLabel(dialog)->text().contains("127.0.0.1"_L1));
        const auto key = jose::Jwk::generateEcP256(), rsa = jose::Jwk::generateRsa();
        const auto set = [](const QList<jose::Jwk> &keys) { return QJsonDocument(jose::JwkSet { keys }.toJson()).toJson(); };
        // Refused first, by the server, by its type, by its size: the address stays.
        const QList<baton::test::Reply> bad { baton::test::Reply::json("{}", 404), baton::test::Reply::text("<p>", "text/html"), baton::test::Reply::json(QByteArray(300 * 1024, ' ') + set({ key.publicPart() })),
            baton::test::Reply::redirect(302, "https://elsewhere.example/jwks.json"), baton::test::Reply::json("{\"keys\":[]}") };
        for (const auto &reply : bad) {
            desk.server.enqueue(reply);
            dialog->acceptButton()->click();
            QTRY_VERIFY(!dialogProblem(dialog).isEmpty());
            QCOMPARE(address->text(), url);
            QTRY_VERIFY(dialog->acceptButton()->isEnabled());
            dialog->hideProblem();
        }
        desk.server.enqueue(baton::test::Reply::json(set({ rsa.publicPart(), key.publicPart() })).with("content-type", "application/jwk-set+json"));
        dialog->acceptButton()->click();
        QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"Partner’s name"_s)->isVisible());
        dialog->findChild<QLineEdit *>(u"Partner’s name"_s)->setText(u"Lakeside Repository"_s);
        dialog->findChild<QLineEdit *>(u"Partner’s client ID"_s)->setText(receiver);
        dialog->acceptButton()->click();
        const auto partner = desk.partners.find(desk.environment.id, receiver);
        QVERIFY(partner);
        QCOMPARE(partner->thumbprint(), key.thumbprint());
        QCOMPARE(partner->keyAddress, QUrl(url));
        QCOMPARE(partner->trust, Partner::Trust::Unconfirmed);

        // Asked again: the same key among others is no change, another one stops everything.
        desk.server.enqueue(baton::test::Reply::json(set({ jose::Jwk::generateEcP256().publicPart(), key.publicPart() })));
        desk.pressTool(u"Look again at the keys of Lakeside Repository"_s);
        QTRY_VERIFY(desk.bannerText().contains("still shows the key"_L1));
        const auto other = jose::Jwk::generateEcP256();
        desk.server.enqueue(baton::test::Reply::json(set({ other.publicPart() })));
        desk.pressTool(u"Look again at the keys of Lakeside Repository"_s);
        QTRY_COMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::KeyChanged);
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->otherKey.thumbprint(), other.thumbprint());
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->otherHow, u"from 127.0.0.1"_s);
    }

    void recipesAreAskedFor()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
        const auto key = jose::Jwk::generateEcP256();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, key));
        QSignalSpy wanted(desk.page.get(), &PeoplePage::recipesWanted);
        desk.pressTool(u"Recipes for Open Grants Platform"_s);
        QCOMPARE(wanted.size(), 1);
        const auto facts = wanted.first().first().value<handover::RecipeFacts>();
        QCOMPARE(facts.recipientThumbprint, key.thumbprintText());
        QCOMPARE(facts.originalClientId, giver);
        QCOMPARE(facts.secondClientId, receiver);
        QCOMPARE(facts.senderKey.thumbprint(), desk.keys.keyFor(desk.environment.id, giver)->key.thumbprint());
        QVERIFY(!facts.senderKey.isPrivate());
    }

    void searchFiltersPartners()
    {
        PeopleDesk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, jose::Jwk::generateEcP256()));
        desk.page->importCard(desk.card(u"APP-HR61PD3VY7C2K8SN"_s, u"Halden Research Institute"_s, jose::Jwk::generateEcP256()));
        QTRY_VERIFY(desk.named<RoleWidget>(u"Partner Open Grants Platform"_s));
        desk.named<SearchField>(u"Search partners"_s)->setText(u"halden"_s);
        QTRY_VERIFY(!desk.named<RoleWidget>(u"Partner Open Grants Platform"_s));
        QTRY_VERIFY(desk.named<RoleWidget>(u"Partner Halden Research Institute"_s));
        QCOMPARE(QAccessible::queryAccessibleInterface(desk.named<RoleWidget>(u"Partner Halden Research Institute"_s))->role(), QAccessible::ListItem);
    }
};

QTEST_MAIN(TestPartnerList)
#include "tst_partnerlist.moc"
