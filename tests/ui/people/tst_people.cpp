#include "app/handover/words.h"
#include "tests/app/handover/fixture.h"
#include "tests/support/fakeserver.h"
#include "tests/ui/gallery/find.h"
#include "ui/common/fields.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/people/bothkeyspage.h"
#include "ui/people/clientdialogs.h"
#include "ui/people/clientlist.h"
#include "ui/people/comparepage.h"
#include "ui/people/importcard.h"
#include "ui/people/peoplepage.h"
#include "ui/people/qrcode.h"
#include "ui/people/sharecard.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTemporaryFile>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

using namespace baton;
using namespace baton::ui;
using namespace Qt::StringLiterals;
using handover::Partner;

namespace {

const QString giver = u"APP-NB7K2QX4M0T9W6RA"_s;
const QString receiver = u"APP-OG55T1ZR8K3CV7QD"_s;
const QString hidden = u"0f3a-made-up-secret-77"_s;

/// The page with everything below it, on a registry that answers what it is told to.
struct Desk {
    handover::test::OpenVault vault;
    test::FakeServer server;
    http::Trace trace;
    http::HttpClient http { trace };
    clients::ClientStore clients { vault.vault };
    handover::KeyRing keys { vault.vault };
    handover::Partners partners { vault.vault };
    orcid::Environment environment;
    std::unique_ptr<PeoplePage> page;
    SubPage *open = nullptr; ///< in the place of the page, as the window would show it

    Desk()
    {
        const QString issuer = u"http://"_s + server.host();
        environment = orcid::Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s));
    }

    void show()
    {
        page = std::make_unique<PeoplePage>(clients, keys, partners, vault.vault, http);
        page->setEnvironment(environment);
        QObject::connect(page.get(), &Page::subPageRequested, page.get(), [this](SubPage *sub) {
            open = sub;
        });
        for (SubPage *sub : page->findChildren<SubPage *>())
            QObject::connect(sub, &SubPage::closed, page.get(), [this] { open = nullptr; });
        page->resize(960, 700);
        page->show();
    }

    void addClient(const QString &id, const QString &name)
    {
        clients::ClientProfile profile;
        profile.environmentId = environment.id;
        profile.clientId = id;
        profile.name = name;
        profile.secret = Secret::fromString(hidden);
        profile.redirectUris = { u"http://127.0.0.1:9761/callback"_s };
        QVERIFY(clients.save(profile));
    }

    QByteArray card(const QString &id, const QString &name, const jose::Jwk &key)
    {
        return *handover::makeCard(name, id, environment.id, key);
    }

    template <typename Widget = QPushButton>
    Widget *named(const QString &accessibleName) const
    {
        for (Widget *widget : page->findChildren<Widget *>()) {
            if (widget->accessibleName() == accessibleName && widget->isVisibleTo(page.get()))
                return widget;
        }
        return nullptr;
    }

    /// Rows made anew are shown by the event loop only.
    void press(const QString &accessibleName) const
    {
        QVERIFY2(QTest::qWaitFor([&] { return named(accessibleName) != nullptr; }), qPrintable(accessibleName));
        named(accessibleName)->click();
    }

    void pressTool(const QString &accessibleName) const
    {
        QVERIFY2(QTest::qWaitFor([&] { return named<QToolButton>(accessibleName) != nullptr; }), qPrintable(accessibleName));
        named<QToolButton>(accessibleName)->click();
    }

    QString bannerText() const
    {
        const auto *banner = page->findChild<Banner *>();
        return banner->isVisibleTo(page.get()) ? banner->accessibleName() : QString();
    }
};

template <typename Dialog>
Dialog *opened(const Desk &desk)
{
    for (Dialog *dialog : desk.page->findChildren<Dialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

QPushButton *buttonNamed(const QWidget *dialog, const QString &accessibleName)
{
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->accessibleName() == accessibleName)
            return button;
    }
    return nullptr;
}

QString dialogProblem(const QWidget *dialog)
{
    const auto *banner = dialog->findChild<Banner *>();
    return banner->isVisible() ? banner->accessibleName() + banner->accessibleDescription() : QString();
}

QLabel *hostLabel(const QWidget *dialog)
{
    for (QLabel *label : dialog->findChildren<QLabel *>()) {
        if (label->accessibleName() == "Host asked"_L1)
            return label;
    }
    return nullptr;
}

} // namespace

class TestPeople : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::of().setMode(Theme::Mode::Light); }

    void controlsAreNamed()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        for (const char *name : { "Add client", "Remove client", "Replace client secret", "Try ID and secret", "Share my card", "Import card", "New key" })
            QVERIFY2(desk.named(QString::fromLatin1(name)), name);
        QVERIFY(desk.named<ClientList>(u"Our clients"_s));
        QTRY_VERIFY(desk.named<RoleWidget>(u"Partners"_s));
        QVERIFY(desk.named<SearchField>(u"Search partners"_s));
        for (const char *name : { "Client ID", "Redirect URI 1", "Key thumbprint", "Key in words" })
            QVERIFY2(desk.named<QLabel>(QString::fromLatin1(name)), name);
        const auto *words = desk.named<QLabel>(u"Key in words"_s);
        const auto key = desk.keys.keyFor(desk.environment.id, giver);
        QCOMPARE(words->accessibleDescription(), handover::thumbprintWords(key->key.thumbprint()).join(u" · "_s));
    }

    void aClientIsAdded()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        desk.press(u"Add client"_s);
        auto *dialog = opened<AddClientDialog>(desk);
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>(u"Name"_s)->setText(u"Northbridge University"_s);
        auto *id = dialog->findChild<QLineEdit *>(u"Client ID"_s);
        auto *secret = dialog->findChild<QLineEdit *>(u"Client secret"_s);
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        id->setText(u"APP-wrong"_s);
        secret->setText(hidden);
        dialog->acceptButton()->click();
        // Still open, with the reason, and nothing typed is lost.
        QVERIFY(dialog->isVisible());
        QVERIFY(dialog->findChild<Banner *>()->isVisible());
        QCOMPARE(secret->text(), hidden);
        id->setText(giver);
        dialog->acceptButton()->click();
        const auto stored = desk.clients.find(desk.environment.id, giver);
        QCOMPARE(stored.name, u"Northbridge University"_s);
        QCOMPARE(stored.secret, Secret::fromString(hidden));
        QCOMPARE(stored.redirectUris, QStringList { u"http://127.0.0.1:9761/callback"_s });
        QCOMPARE(desk.named<ClientList>(u"Our clients"_s)->currentClient(), giver);
    }

    void aSecretIsReplaced()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        desk.press(u"Replace client secret"_s);
        auto *dialog = opened<ReplaceSecretDialog>(desk);
        QVERIFY(dialog);
        QVERIFY(!dialog->acceptButton()->isEnabled());
        dialog->findChild<QLineEdit *>(u"Client secret"_s)->setText(u"another"_s);
        dialog->acceptButton()->click();
        QCOMPARE(desk.clients.find(desk.environment.id, giver).secret, Secret::fromString(u"another"_s));
    }

    void S49_noSecretIsOnThePage()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        for (const QLabel *label : desk.page->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(hidden.right(6)));
        for (const QWidget *widget : desk.page->findChildren<QWidget *>()) {
            QVERIFY(!widget->accessibleDescription().contains(hidden.right(6)));
            QVERIFY(!widget->toolTip().contains(hidden.right(6)));
        }
    }

    void idAndSecretAreTried()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        QSignalSpy tried(desk.page.get(), &PeoplePage::secretTried);
        desk.server.enqueue(test::Reply::json(R"({"access_token":"made-up","token_type":"bearer","expires_in":631138518,"scope":"/read-public"})"));
        desk.press(u"Try ID and secret"_s);
        QVERIFY(tried.wait());
        QCOMPARE(tried.first().at(1).toString(), QString());
        const auto form = desk.server.requests().first().form();
        QCOMPARE(desk.server.requests().first().path(), QByteArray("/oauth/token"));
        QCOMPARE(form.value(u"grant_type"_s), u"client_credentials"_s);
        QCOMPARE(form.value(u"scope"_s), u"/read-public"_s);
        QCOMPARE(form.value(u"client_id"_s), giver);
        QCOMPARE(form.value(u"client_secret"_s), hidden);
        QVERIFY(desk.bannerText().isEmpty());

        desk.server.enqueue(test::Reply::json(R"({"error":"invalid_client","error_description":"Client not found"})", 401));
        desk.press(u"Try ID and secret"_s);
        QVERIFY(tried.wait());
        QCOMPARE(tried.last().at(1).toString(), u"client.refused"_s);
        QVERIFY(desk.bannerText().contains("does not accept"_L1));
        QTRY_VERIFY(desk.named(u"Show HTTP exchange"_s));

        desk.server.enqueue(test::Reply::json("{}", 500));
        desk.press(u"Try ID and secret"_s);
        QVERIFY(tried.wait());
        QCOMPARE(tried.last().at(1).toString(), u"client.unexpected"_s);
    }

    void removingAsksOnce()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        desk.press(u"Remove client"_s);
        auto *dialog = opened<FormDialog>(desk);
        QVERIFY(dialog);
        dialog->cancelButton()->click();
        QVERIFY(!desk.clients.find(desk.environment.id, giver).isNull());
        desk.press(u"Remove client"_s);
        opened<FormDialog>(desk)->acceptButton()->click();
        QVERIFY(desk.clients.find(desk.environment.id, giver).isNull());
        QVERIFY(!desk.named(u"Share my card"_s)->isEnabled());
    }

    void S30_aPartnerIsConfirmedByFiveWords()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
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
        // Its row no longer offers it.
        QTRY_VERIFY(!desk.named(u"Compare words with Open Grants Platform"_s));
    }

    // A card in the name of a confirmed partner, for another client and with another key.
    void S30_aBorrowedNameIsWarnedOf()
    {
        Desk desk;
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
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
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
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, jose::Jwk::generateEcP256()));
        desk.press(u"Compare words with Open Grants Platform"_s);
        QVERIFY(qobject_cast<ComparePage *>(desk.open));
        buttonNamed(desk.open, u"The words differ"_s)->click();
        QVERIFY(!desk.open);
        QCOMPARE(desk.partners.find(desk.environment.id, receiver)->trust, Partner::Trust::Blocked);
        QVERIFY(desk.bannerText().contains("blocked"_L1));
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
        Desk desk;
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
    }

    void aBareKeyIsNamedFirst()
    {
        Desk desk;
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
        Desk desk;
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
        Desk desk;
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
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
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

    void aCardIsSharedInThreeForms()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        desk.press(u"Share my card"_s);
        auto *dialog = opened<ShareCardDialog>(desk);
        QVERIFY(dialog);
        const QString text = dialog->findChild<QPlainTextEdit *>(u"Card as text"_s)->toPlainText();
        const auto partner = handover::Partners::fromCard(text.toLatin1(), desk.environment.id);
        QVERIFY(partner);
        QCOMPARE(partner->clientId, giver);
        auto *code = dialog->findChild<RoleWidget *>(u"Card as QR code"_s);
        QVERIFY(code && code->accessibleDescription().contains("Northbridge University"_L1));
        QCOMPARE(QAccessible::queryAccessibleInterface(code)->role(), QAccessible::Graphic);
        for (const char *name : { "Save card file", "Save QR picture", "Copy card as text" })
            QVERIFY2(buttonNamed(dialog, QString::fromLatin1(name)), name);
        buttonNamed(dialog, u"Copy card as text"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), text);
    }

    // A picture of a card, read by somebody else's reader.
    void theQrCodeHoldsTheCard_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("usual") << u"Northbridge University"_s;
        QTest::newRow("longest") << QString(200, u'\u754c');
    }

    void theQrCodeHoldsTheCard()
    {
        QFETCH(QString, name);
        const auto key = jose::Jwk::generateEcP256();
        const QByteArray card = *handover::makeCard(name, giver, u"production"_s, key);
        const auto code = QrCode::make(card);
        QVERIFY(code);
        qInfo("%lld bytes, %d by %d modules, version %d", qlonglong(card.size()), code->modules(), code->modules(), code->version());
        QCOMPARE(code->isDense(), name.size() == 200);
        const QByteArray svg = code->svg();
        QVERIFY(svg.startsWith("<?xml") && svg.count('\n') == 2);
        QVERIFY(!QrCode::make(QByteArray(2954, 'a')));
        const QString reader = QStandardPaths::findExecutable(u"zbarimg"_s);
        if (reader.isEmpty())
            QSKIP("zbarimg (Debian: zbar-tools) is not installed");
        QTemporaryDir folder;
        const QString path = folder.filePath(u"card.png"_s);
        QVERIFY(code->image(4).save(path));
        QProcess process;
        process.start(reader, { u"--quiet"_s, u"--raw"_s, u"-Sdisable"_s, u"-Sqrcode.enable"_s, path });
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardOutput().trimmed(), card);
    }

    void aNewKeyKeepsTheOldOne()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
        desk.page->importCard(desk.card(receiver, u"Open Grants Platform"_s, jose::Jwk::generateEcP256()));
        const auto before = desk.keys.keyFor(desk.environment.id, giver)->key;
        desk.press(u"New key"_s);
        auto *ask = opened<FormDialog>(desk);
        QVERIFY(ask);
        ask->acceptButton()->click();
        const auto after = desk.keys.keyFor(desk.environment.id, giver)->key;
        QVERIFY(after.thumbprint() != before.thumbprint());
        QVERIFY(!desk.keys.byThumbprint(desk.environment.id, before.thumbprintText())->isNull());
        QCOMPARE(desk.named<QLabel>(u"Key in words"_s)->accessibleDescription(), handover::thumbprintWords(after.thumbprint()).join(u" · "_s));
        auto *share = opened<ShareCardDialog>(desk);
        QVERIFY(share);
        const auto *told = share->findChild<Banner *>(u"Partners to tell"_s);
        QVERIFY(told);
        QStringList words;
        for (const QLabel *label : told->findChildren<QLabel *>())
            words << label->text();
        QVERIFY(words.join(u' ').contains("Open Grants Platform"_L1));
    }

    void recipesAreAskedFor()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.addClient(giver, u"Northbridge University"_s);
        desk.show();
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
        Desk desk;
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

    void aClosedVaultIsSaid()
    {
        Desk desk;
        desk.show();
        desk.press(u"Add client"_s);
        QVERIFY(!opened<AddClientDialog>(desk));
        QVERIFY(desk.bannerText().contains("vault"_L1));
    }
};

QTEST_MAIN(TestPeople)
#include "tst_people.moc"
