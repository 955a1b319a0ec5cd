#include "app/handover/words.h"
#include "tests/ui/people/peopledesk.h"
#include "ui/common/fields.h"
#include "ui/common/theme.h"
#include "ui/people/clientdialogs.h"
#include "ui/people/clientlist.h"
#include "ui/people/qrcode.h"
#include "ui/people/sharecard.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

using namespace baton;
using namespace baton::test;
using namespace baton::ui;
using namespace Qt::StringLiterals;

/// Our clients and the card that we share.
class TestPeople : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::of().setMode(Theme::Mode::Light); }

    void controlsAreNamed()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
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
        PeopleDesk desk;
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
        PeopleDesk desk;
        QVERIFY(desk.start());
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
        PeopleDesk desk;
        QVERIFY(desk.start());
        for (const QLabel *label : desk.page->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(hidden.right(6)));
        for (const QWidget *widget : desk.page->findChildren<QWidget *>()) {
            QVERIFY(!widget->accessibleDescription().contains(hidden.right(6)));
            QVERIFY(!widget->toolTip().contains(hidden.right(6)));
        }
    }

    void idAndSecretAreTried()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
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
        PeopleDesk desk;
        QVERIFY(desk.start());
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

    void aCardIsSharedInThreeForms()
    {
        PeopleDesk desk;
        QVERIFY(desk.start());
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
        PeopleDesk desk;
        QVERIFY(desk.start());
        const QStringList names { u"Open Grants Platform"_s, u"Halden Research Institute"_s, u"Meridian Funders Hub"_s };
        for (int i = 0; i < names.size(); ++i)
            desk.page->importCard(desk.card(u"APP-%1"_s.arg(i), names.at(i), jose::Jwk::generateEcP256()));
        for (const QString &id : { u"APP-0"_s, u"APP-1"_s }) { // with the third nothing was ever compared
            auto partner = *desk.partners.find(desk.environment.id, id);
            partner.trust = handover::Partner::Trust::Confirmed;
            QVERIFY(desk.partners.save(partner));
        }
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
        QVERIFY2(words.join(u' ').contains("Halden Research Institute, Open Grants Platform."_L1), qPrintable(words.join(u' ')));
        QVERIFY(!words.join(u' ').contains("Meridian"_L1));
        QCOMPARE(share->cancelButton()->accessibleName(), u"Close"_s);
    }

    void aClosedVaultIsSaid()
    {
        PeopleDesk desk;
        desk.show();
        desk.press(u"Add client"_s);
        QVERIFY(!opened<AddClientDialog>(desk));
        QVERIFY(desk.bannerText().contains("vault"_L1));
    }
};

QTEST_MAIN(TestPeople)
#include "tst_people.moc"
