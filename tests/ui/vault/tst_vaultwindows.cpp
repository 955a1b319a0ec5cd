#include "tests/support/scriptedkeychain.h"
#include "tests/ui/gallery/find.h"
#include "ui/common/dialogs.h"
#include "ui/common/theme.h"
#include "ui/vault/vaultcare.h"
#include "ui/vault/vaultdialog.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>

using namespace baton;
using namespace baton::ui;
using namespace baton::test;
using namespace Qt::StringLiterals;
using vault::Vault;

namespace {

const QString kWords = u"anchor-basil-cobalt-delta-ember-fjord-gravel"_s;
const QString kOther = u"walnut-violet-umbra-tundra-saddle-ripple-quartz"_s;

/// One computer: a profile folder, a keychain, the vault's dialog and its care.
struct Computer {
    QTemporaryDir folder;
    std::shared_ptr<ScriptedKeychain::Drawer> drawer = std::make_shared<ScriptedKeychain::Drawer>();
    QWidget window;
    std::unique_ptr<Vault> vault;
    std::unique_ptr<VaultDialog> dialog;
    std::unique_ptr<VaultCare> care;

    Computer() { start(); }

    void start()
    {
        care.reset();
        dialog.reset();
        vault.reset();
        vault = std::make_unique<Vault>(folder.filePath(u"profile"_s), std::make_unique<ScriptedKeychain>(drawer));
        dialog = std::make_unique<VaultDialog>(*vault);
        care = std::make_unique<VaultCare>(*vault, &window);
        QObject::connect(dialog.get(), &VaultDialog::passphraseWanted, care.get(), &VaultCare::protectWithPassphrase);
        QObject::connect(care.get(), &VaultCare::passphraseDeclined, dialog.get(), &VaultDialog::follow);
        QObject::connect(dialog.get(), &VaultDialog::passphraseForgotten, care.get(), &VaultCare::passphraseForgotten);
        window.show();
        vault->open();
    }

    /// The window's topmost question of ours; the file dialogs are taken by file().
    FormDialog *question() const
    {
        FormDialog *found = nullptr;
        for (FormDialog *one : window.findChildren<FormDialog *>()) {
            if (one->isVisible())
                found = one;
        }
        return found;
    }
    bool chooseFile(const QString &path) const
    {
        for (QFileDialog *one : window.findChildren<QFileDialog *>()) {
            if (!one->isVisible())
                continue;
            Q_EMIT one->fileSelected(path);
            one->close();
            return true;
        }
        return false;
    }
    QString secret() const
    {
        const auto document = vault->get(u"client"_s, u"a"_s);
        return document && *document ? (*document)->content[u"word"_s].toString() : QString();
    }
};

bool type(const QWidget &root, const QString &words)
{
    auto *first = named<QLineEdit>(root, u"Vault passphrase"_s);
    auto *second = named<QLineEdit>(root, u"Repeat vault passphrase"_s);
    if (!first)
        return false;
    first->setText(words);
    if (second)
        second->setText(words);
    return true;
}

} // namespace

class VaultWindowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Whoever looked at the passphrase and went back is asked again, and has chosen nothing.
    void S47_aDeclinedPassphraseLeavesTheQuestion()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QTRY_VERIFY(here.dialog->isVisible());
        QVERIFY(press(*here.dialog, "Use a passphrase instead"));
        QVERIFY(!here.dialog->isVisible());
        QPointer<FormDialog> question = here.question();
        QVERIFY(question);
        QCOMPARE(question->focusWidget(), named<QLineEdit>(*question, u"Vault passphrase"_s));
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(!question);
        QVERIFY(here.dialog->isVisible());
        QVERIFY(press(*here.dialog, "Continue"));
        QVERIFY(!here.dialog->isVisible());
    }

    // Three lines need no more room than three lines.
    void aQuestionIsAsHighAsItsWords()
    {
        Computer here;
        QTRY_VERIFY(here.dialog->isVisible());
        const auto isSnug = [&] { return here.dialog->height() == here.dialog->layout()->totalHeightForWidth(here.dialog->width()); };
        QTRY_VERIFY2(isSnug(), qPrintable(QString::number(here.dialog->height())));
        const int height = here.dialog->height();
        here.dialog->resize(height > 0 ? 900 : 0, height); // wider: fewer lines
        QTRY_VERIFY(isSnug());
        here.dialog->resize(900, 700); // by hand
        QTRY_COMPARE(here.dialog->height(), 700);
    }

    void S47_keychainFoundThenAPassphraseInstead()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QTRY_VERIFY(here.dialog->isVisible());
        QVERIFY(says(*here.dialog, u"Scripted Keyring answers"_s));
        QVERIFY(here.vault->put(u"client"_s, u"a"_s, { { u"word"_s, u"kept"_s } }));
        QVERIFY(press(*here.dialog, "Use a passphrase instead"));
        QVERIFY(!here.dialog->isVisible());
        FormDialog *question = here.question();
        QVERIFY(question);
        QVERIFY(!question->acceptButton()->isEnabled());
        QVERIFY(type(*question, u"too short"_s));
        QVERIFY(!question->acceptButton()->isEnabled());
        QVERIFY(type(*question, kWords));
        QVERIFY(question->acceptButton()->isEnabled());
        question->acceptButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(here.vault->protection(), Vault::Protection::Passphrase, 20'000);
        QTRY_VERIFY(here.drawer->entries.isEmpty());

        here.start();
        QTRY_COMPARE(here.vault->state(), Vault::State::NeedsPassphrase);
        QVERIFY(says(*here.dialog, u"Waiting inside: 1 client"_s));
        QVERIFY(type(*here.dialog, kOther));
        QVERIFY(press(*here.dialog, "Unlock vault"));
        QTRY_VERIFY_WITH_TIMEOUT(says(*here.dialog, u"That passphrase does not open the vault"_s), 20'000);
        QVERIFY(type(*here.dialog, kWords));
        named<QCheckBox>(*here.dialog, u"Keep key in keychain"_s)->setChecked(true);
        QVERIFY(press(*here.dialog, "Unlock vault"));
        QTRY_COMPARE_WITH_TIMEOUT(here.vault->protection(), Vault::Protection::Keychain, 20'000);
        QVERIFY(!here.dialog->isVisible());
        QCOMPARE(here.secret(), u"kept"_s);
    }

    void S47_keychainThatDoesNotTakeTheKeyLeavesThePassphrase()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QTRY_VERIFY(here.dialog->isVisible());
        QVERIFY(press(*here.dialog, "Use a passphrase instead"));
        QVERIFY(type(*here.question(), kWords));
        here.question()->acceptButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(here.vault->protection(), Vault::Protection::Passphrase, 20'000);
        here.drawer->writeMood = vault::Keychain::Outcome::Denied;
        here.start();
        QTRY_COMPARE(here.vault->state(), Vault::State::NeedsPassphrase);
        QVERIFY(type(*here.dialog, kWords));
        named<QCheckBox>(*here.dialog, u"Keep key in keychain"_s)->setChecked(true);
        QVERIFY(press(*here.dialog, "Unlock vault"));
        QTRY_VERIFY_WITH_TIMEOUT(says(*here.dialog, u"The keychain did not take the key"_s), 20'000);
        QVERIFY(here.vault->isOpen());
        QCOMPARE(here.vault->protection(), Vault::Protection::Passphrase);
    }

    void S47_missingKeychainAsks()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        Computer without;
        without.drawer->mood = vault::Keychain::Outcome::Absent;
        QTemporaryDir fresh;
        without.vault.reset();
        without.care.reset();
        without.dialog.reset();
        without.vault = std::make_unique<Vault>(fresh.filePath(u"p"_s), std::make_unique<ScriptedKeychain>(without.drawer));
        without.dialog = std::make_unique<VaultDialog>(*without.vault);
        without.vault->open();
        QTRY_COMPARE(without.vault->state(), Vault::State::NeedsChoice);
        QVERIFY(says(*without.dialog, u"No keychain on this computer"_s));
        auto *go = button(*without.dialog, "Continue");
        QVERIFY(go && !go->isEnabled()); // a passphrase is missing
        QVERIFY(press(*without.dialog, "Suggest passphrase"));
        QVERIFY(go->isEnabled());
        QVERIFY(press(*without.dialog, "Continue"));
        QTRY_COMPARE_WITH_TIMEOUT(without.vault->protection(), Vault::Protection::Passphrase, 20'000);
        QVERIFY(!without.dialog->isVisible());
    }

    void S47_eachRefusalHasItsOwnTitle()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        const struct {
            vault::Keychain::Outcome mood;
            const char *title;
        } cases[] = { { vault::Keychain::Outcome::Denied, "The keychain is locked" }, { vault::Keychain::Outcome::Absent, "The keychain has gone" },
            { vault::Keychain::Outcome::NotFound, "The keychain does not have the vault’s key" } };
        for (const auto &one : cases) {
            here.drawer->mood = one.mood;
            here.start();
            QTRY_COMPARE(here.vault->state(), Vault::State::KeychainRefused);
            QVERIFY2(says(*here.dialog, QString::fromUtf8(one.title)), one.title);
            QVERIFY(button(*here.dialog, "Restore from backup")->isVisibleTo(here.dialog.get()));
        }
        here.drawer->mood = vault::Keychain::Outcome::Done;
        QVERIFY(press(*here.dialog, "Ask keychain again"));
        QTRY_VERIFY(here.vault->isOpen());
        QTRY_VERIFY(!here.dialog->isVisible());
    }

    void backupOpensOnAnotherComputer()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QVERIFY(here.vault->put(u"client"_s, u"a"_s, { { u"word"_s, u"carried over"_s } }));
        const QString file = here.folder.filePath(u"moved.baton-backup"_s);
        QSignalSpy backedUp(here.care.get(), &VaultCare::backedUp);
        here.care->backUp();
        QVERIFY(here.chooseFile(file));
        QVERIFY(here.question());
        QVERIFY(type(*here.question(), kOther));
        here.question()->acceptButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(backedUp.size(), 1, 20'000);
        QCOMPARE(QFileInfo(file).permissions() & 0x0077, QFile::Permissions()); // S47: the owner's alone
        QVERIFY(here.vault->isOpen()); // and this vault goes on as before
        QCOMPARE(here.vault->protection(), Vault::Protection::Keychain);

        Computer there;
        QTRY_VERIFY(there.vault->isOpen());
        QSignalSpy replaced(there.care.get(), &VaultCare::replaced);
        there.care->restore();
        QVERIFY(there.chooseFile(file));
        QVERIFY(there.question());
        there.question()->acceptButton()->click();
        QTRY_COMPARE(there.vault->state(), Vault::State::NeedsPassphrase);
        QCOMPARE(replaced.size(), 1);
        QVERIFY(type(*there.dialog, kWords));
        QVERIFY(press(*there.dialog, "Unlock vault"));
        QTRY_VERIFY_WITH_TIMEOUT(says(*there.dialog, u"does not open the vault"_s), 20'000);
        QVERIFY(type(*there.dialog, kOther));
        QVERIFY(press(*there.dialog, "Unlock vault"));
        QTRY_VERIFY_WITH_TIMEOUT(there.vault->isOpen(), 20'000);
        QCOMPARE(there.secret(), u"carried over"_s);
    }

    void aFileThatIsNoBackupChangesNothing()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QVERIFY(here.vault->put(u"client"_s, u"a"_s, { { u"word"_s, u"still here"_s } }));
        QFile junk(here.folder.filePath(u"junk.baton-backup"_s));
        QVERIFY(junk.open(QIODevice::WriteOnly) && junk.write("not a database") > 0);
        junk.close();
        here.care->restore();
        QVERIFY(here.chooseFile(junk.fileName()));
        here.question()->acceptButton()->click();
        QTRY_VERIFY(here.question() && here.question()->windowTitle() == u"Nothing was restored"_s);
        QVERIFY(here.vault->isOpen());
        QCOMPARE(here.secret(), u"still here"_s);
    }

    void forgettingSaysWhatItCannotForget()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QVERIFY(here.vault->put(u"client"_s, u"a"_s, { { u"word"_s, u"gone soon"_s } }));
        QSignalSpy forgotten(here.care.get(), &VaultCare::forgotten);
        here.care->forgetEverything();
        FormDialog *question = here.question();
        QVERIFY(question);
        QVERIFY(says(*question, u"Deletes 1 client"_s));
        for (const char *left : { "stay with the partners", "stay at the registry", "Backups with a passphrase" })
            QVERIFY2(says(*question, QString::fromUtf8(left)), left);
        question->cancelButton()->click();
        QCOMPARE(here.secret(), u"gone soon"_s);
        here.care->forgetEverything();
        here.question()->acceptButton()->click();
        QTRY_COMPARE(forgotten.size(), 1);
        QCOMPARE(here.vault->state(), Vault::State::Closed);
        QTRY_VERIFY(here.drawer->entries.isEmpty());
        here.start();
        QTRY_VERIFY(here.vault->isOpen());
        QVERIFY(here.secret().isEmpty());
    }

    void forgottenPassphraseOffersABackupOrStartingAnew()
    {
        Computer here;
        QTRY_VERIFY(here.vault->isOpen());
        QVERIFY(here.vault->put(u"client"_s, u"a"_s, {}));
        here.care->protectWithPassphrase();
        QVERIFY(type(*here.question(), kWords));
        here.question()->acceptButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(here.vault->protection(), Vault::Protection::Passphrase, 20'000);
        here.start();
        QTRY_COMPARE(here.vault->state(), Vault::State::NeedsPassphrase);
        QVERIFY(press(*here.dialog, "Forgotten passphrase"));
        QVERIFY(here.question());
        QVERIFY(says(*here.question(), u"1 client"_s));
        QVERIFY(button(*here.question(), "Restore from backup"));
        QVERIFY(press(*here.question(), "Start anew"));
        QTRY_VERIFY(here.question() && here.question()->windowTitle() == u"Start anew?"_s);
        here.question()->acceptButton()->click();
        QTRY_VERIFY(here.vault->isOpen());
        QCOMPARE(here.vault->protection(), Vault::Protection::Keychain);
    }

    void looksRight_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    /// With BATON_PICTURES set the dialogs are saved there, to be looked at.
    void looksRight()
    {
        QFETCH(bool, dark);
        const QString folder = qEnvironmentVariable("BATON_PICTURES");
        if (folder.isEmpty())
            QSKIP("BATON_PICTURES is not set");
        Theme::of().setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
        const auto save = [&](QWidget *widget, const char *name) {
            QVERIFY(widget->grab().save(u"%1/vault-%2-%3.png"_s.arg(folder, QLatin1String(name), dark ? u"dark"_s : u"light"_s)));
        };
        Computer here;
        QTRY_VERIFY(here.dialog->isVisible());
        save(here.dialog.get(), "found");
        here.care->forgetEverything();
        save(here.question(), "forget");
        here.question()->cancelButton()->click();
        here.care->backUp();
        QVERIFY(here.chooseFile(here.folder.filePath(u"x"_s)));
        type(*here.question(), kWords);
        save(here.question(), "backup");
        here.question()->cancelButton()->click();
        here.drawer->mood = vault::Keychain::Outcome::Denied;
        here.start();
        QTRY_VERIFY(here.dialog->isVisible());
        save(here.dialog.get(), "refused");
        here.drawer->mood = vault::Keychain::Outcome::Absent;
        QTemporaryDir fresh;
        Vault vault(fresh.filePath(u"p"_s), std::make_unique<ScriptedKeychain>(here.drawer));
        VaultDialog missing(vault);
        vault.open();
        QTRY_VERIFY(missing.isVisible());
        save(&missing, "missing");
        Theme::of().setMode(Theme::Mode::Light);
    }
};

QTEST_MAIN(VaultWindowsTest)
#include "tst_vaultwindows.moc"
