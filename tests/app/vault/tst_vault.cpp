#include "app/vault/vault.h"
#include "tests/support/scriptedkeychain.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtTest/QtTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using vault::Keychain;
using vault::Vault;

namespace {

const Secret phrase = Secret::fromString(u"correct horse battery"_s);

} // namespace

class VaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void S47_newProfileWithKeychain();
    void S47_secondStartFindsTheKey();
    void S47_absentOnNewProfileAsks();
    void S47_absentOnOldProfileRefuses();
    void S47_denied();
    void S47_deniedWhileMaking();
    void S47_slowKeychainStaysPending();
    void S47_lostKeyIsNeverReplaced();
    void S47_otherKeyIsRecognised();
    void S47_interruptedMakingIsTakenUp();
    void S47_vanishedMidway();
    void sessionOnlyLeavesNothing();
    void passphraseVault();
    void wrongPassphrase();
    void shortPassphrase();
    void S27_passphraseIsNormalised();
    void keychainToPassphraseAndBack();
    void sessionToPassphraseKeepsWhatIsThere();
    void lockedVaultAnswersNothing();
    void documents();
    void documentsOfOnePrefix();
    void sealedOnAnotherThread();
    void oneInstancePerProfile();
    void wrongStates();
    void unreadableDescriptionIsKept();
    void destructionWhileDeriving();

private:
    std::unique_ptr<Vault> make()
    {
        return std::make_unique<Vault>(m_dir->filePath(u"profile"_s), std::make_unique<ScriptedKeychain>(m_drawer));
    }
    std::unique_ptr<Vault> opened()
    {
        auto vault = make();
        vault->open();
        [&] { QTRY_VERIFY(vault->state() != Vault::State::AskingKeychain); }();
        return vault;
    }
    Result<void> wait(const QFuture<Result<void>> &future)
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20'000); }();
        return future.resultCount() ? future.result() : Result<void>(fail(u"test.no_result"_s, {}));
    }
    QString codeOf(const Result<void> &result) { return result ? u"ok"_s : result.error().code; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<ScriptedKeychain::Drawer> m_drawer;
};

void VaultTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_drawer = std::make_shared<ScriptedKeychain::Drawer>();
}

void VaultTest::S47_newProfileWithKeychain()
{
    auto vault = make();
    QSignalSpy states(vault.get(), &Vault::stateChanged);
    QCOMPARE(vault->state(), Vault::State::Closed);
    vault->open();
    QCOMPARE(vault->state(), Vault::State::AskingKeychain);
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QCOMPARE(states.size(), 2);
    QVERIFY(vault->isNew());
    QCOMPARE(vault->protection(), Vault::Protection::Keychain);
    QCOMPARE(m_drawer->entries.size(), 1);
    QCOMPARE(m_drawer->entries.begin()->size(), 32);
    QCOMPARE(vault->keychainName(), u"Scripted Keyring"_s);
}

void VaultTest::S47_secondStartFindsTheKey()
{
    QVERIFY(opened()->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    auto again = opened();
    QVERIFY(again->isOpen());
    QVERIFY(!again->isNew());
    QCOMPARE((*again->get(u"k"_s, u"1"_s))->content[u"a"_s].toInt(), 1);
    QCOMPARE(m_drawer->writes, 1);
}

void VaultTest::S47_absentOnNewProfileAsks()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::NeedsChoice);
    m_drawer->mood = Keychain::Outcome::Done;
    vault->open(); // "Look again"
    QTRY_COMPARE(vault->state(), Vault::State::Open);
}

void VaultTest::S47_absentOnOldProfileRefuses()
{
    QVERIFY(opened()->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    m_drawer->mood = Keychain::Outcome::Absent;
    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(vault->error().code, u"vault.keychain_absent"_s);
    m_drawer->mood = Keychain::Outcome::Done;
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QVERIFY(vault->error().code.isEmpty());
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
}

void VaultTest::S47_denied()
{
    QVERIFY(opened()->isOpen());
    m_drawer->mood = Keychain::Outcome::Denied;
    m_drawer->words = u"Prompt dismissed"_s;
    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(vault->error().code, u"vault.keychain_refused"_s);
    QVERIFY(vault->error().what.contains(u"“Prompt dismissed”"_s));
    QSignalSpy states(vault.get(), &Vault::stateChanged);
    vault->open();
    QTRY_COMPARE(states.size(), 2);
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
}

void VaultTest::S47_deniedWhileMaking()
{
    m_drawer->writeMood = Keychain::Outcome::Denied;
    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
    QVERIFY(!QFile::exists(vault->profileDir() + u"/vault.json"_s));
    QCOMPARE(codeOf(wait(vault->createWithPassphrase(phrase))), u"ok"_s);
    QVERIFY(vault->isOpen());
}

void VaultTest::S47_slowKeychainStaysPending()
{
    m_drawer->pending = true;
    auto vault = make();
    vault->open();
    QTest::qWait(100);
    QCOMPARE(vault->state(), Vault::State::AskingKeychain);
    vault->open(); // asking twice does not ask twice
    QCOMPARE(m_drawer->reads, 1);
    m_drawer->release();
    QTRY_COMPARE(vault->state(), Vault::State::Open);

    auto gone = make();
    vault.reset();
    m_drawer->pending = true;
    gone->open();
    gone->lock();
    m_drawer->release(); // too late
    QCOMPARE(gone->state(), Vault::State::Closed);
    gone->open();
    gone.reset();
    m_drawer->release();
}

void VaultTest::S47_lostKeyIsNeverReplaced()
{
    QVERIFY(opened()->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    const auto entries = std::exchange(m_drawer->entries, {});
    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(vault->error().code, u"vault.key_lost"_s);
    QFile::remove(vault->profileDir() + u"/vault.json"_s);
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(m_drawer->writes, 1);
    m_drawer->entries = entries;
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
}

void VaultTest::S47_otherKeyIsRecognised()
{
    QVERIFY(opened()->isOpen());
    *m_drawer->entries.begin() = Secret(QByteArray(32, 'x'));
    QCOMPARE(opened()->error().code, u"vault.key_lost"_s);
    *m_drawer->entries.begin() = Secret(QByteArray(7, 'x'));
    QCOMPARE(opened()->error().code, u"vault.key_lost"_s);
}

// The keychain has the key, but Baton ended before it wrote anything.
void VaultTest::S47_interruptedMakingIsTakenUp()
{
    const QString account = [&] {
        auto vault = opened();
        QFile::remove(vault->profileDir() + u"/vault.json"_s);
        QFile::remove(vault->profileDir() + u"/vault.sqlite"_s);
        return m_drawer->entries.begin().key();
    }();
    auto vault = opened();
    QVERIFY(vault->isOpen());
    QVERIFY(vault->isNew());
    QCOMPARE(m_drawer->writes, 1);
    QVERIFY(m_drawer->entries.contains(account));
}

// The key is in memory once the vault is open; a keychain that ends then takes nothing away.
void VaultTest::S47_vanishedMidway()
{
    auto vault = opened();
    m_drawer->mood = Keychain::Outcome::Absent;
    QVERIFY(vault->put(u"k"_s, u"1"_s, {}));
    vault->lock();
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(vault->error().code, u"vault.keychain_absent"_s);
}

void VaultTest::sessionOnlyLeavesNothing()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    auto vault = opened();
    QVERIFY(vault->openForThisSession());
    QCOMPARE(vault->protection(), Vault::Protection::Session);
    QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
    QVERIFY(!QFile::exists(vault->profileDir() + u"/vault.sqlite"_s));
    QVERIFY(!QFile::exists(vault->profileDir() + u"/vault.json"_s));
    QCOMPARE(codeOf(vault->openForThisSession()), u"vault.state"_s);
    vault->lock();
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::NeedsChoice);
}

void VaultTest::passphraseVault()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    {
        auto vault = opened();
        QCOMPARE(codeOf(wait(vault->createWithPassphrase(phrase))), u"ok"_s);
        QVERIFY(vault->isOpen());
        QVERIFY(vault->isNew());
        QCOMPARE(vault->protection(), Vault::Protection::Passphrase);
        QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    }
    auto vault = make();
    vault->open();
    QCOMPARE(vault->state(), Vault::State::NeedsPassphrase);
    const int reads = m_drawer->reads;
    QCOMPARE(codeOf(wait(vault->unlock(phrase))), u"ok"_s);
    QVERIFY(vault->isOpen());
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
    QCOMPARE(m_drawer->reads, reads);
    vault->lock();
    QCOMPARE(vault->state(), Vault::State::Closed);
    QCOMPARE(vault->get(u"k"_s, u"1"_s).error().code, u"vault.locked"_s);
}

void VaultTest::wrongPassphrase()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    QCOMPARE(codeOf(wait(opened()->createWithPassphrase(phrase))), u"ok"_s);
    auto vault = make();
    vault->open();
    QCOMPARE(codeOf(wait(vault->unlock(Secret::fromString(u"correct horse batterY"_s)))), u"vault.wrong_passphrase"_s);
    QCOMPARE(vault->state(), Vault::State::NeedsPassphrase);
    QCOMPARE(codeOf(wait(vault->unlock(Secret()))), u"vault.wrong_passphrase"_s);
    QCOMPARE(codeOf(wait(vault->unlock(phrase))), u"ok"_s);
}

void VaultTest::shortPassphrase()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    auto vault = opened();
    QCOMPARE(codeOf(wait(vault->createWithPassphrase(Secret::fromString(u"fourteen chars"_s)))), u"vault.passphrase_short"_s);
    QCOMPARE(vault->state(), Vault::State::NeedsChoice);
}

void VaultTest::S27_passphraseIsNormalised()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    {
        auto vault = opened();
        QCOMPARE(codeOf(wait(vault->createWithPassphrase(Secret::fromString(u"caf\u00e9 caf\u00e9 caf\u00e9 caf\u00e9"_s)))), u"ok"_s);
    }
    auto vault = make();
    vault->open();
    QCOMPARE(codeOf(wait(vault->unlock(Secret::fromString(u"cafe\u0301 cafe\u0301 cafe\u0301 cafe\u0301"_s)))), u"ok"_s);
}

void VaultTest::keychainToPassphraseAndBack()
{
    auto vault = opened();
    QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    QCOMPARE(codeOf(wait(vault->createWithPassphrase(phrase))), u"ok"_s);
    QCOMPARE(vault->protection(), Vault::Protection::Passphrase);
    QTRY_VERIFY(m_drawer->entries.isEmpty());
    vault.reset();

    vault = make();
    vault->open();
    QCOMPARE(vault->state(), Vault::State::NeedsPassphrase);
    QCOMPARE(codeOf(wait(vault->unlock(phrase))), u"ok"_s);
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
    const Secret other = Secret::fromString(u"another long passphrase"_s);
    QCOMPARE(codeOf(wait(vault->createWithPassphrase(other))), u"ok"_s);
    vault->lock();
    vault->open();
    QCOMPARE(codeOf(wait(vault->unlock(phrase))), u"vault.wrong_passphrase"_s);
    QCOMPARE(codeOf(wait(vault->unlock(other))), u"ok"_s);

    m_drawer->mood = Keychain::Outcome::Denied;
    QCOMPARE(codeOf(wait(vault->keepKeyInKeychain())), u"vault.keychain_refused"_s);
    QCOMPARE(vault->protection(), Vault::Protection::Passphrase);
    m_drawer->mood = Keychain::Outcome::Done;
    QCOMPARE(codeOf(wait(vault->keepKeyInKeychain())), u"ok"_s);
    vault.reset();
    vault = opened();
    QVERIFY(vault->isOpen());
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
}

void VaultTest::sessionToPassphraseKeepsWhatIsThere()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    auto vault = opened();
    QVERIFY(vault->openForThisSession());
    QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    QCOMPARE(codeOf(wait(vault->createWithPassphrase(phrase))), u"ok"_s);
    QCOMPARE(vault->protection(), Vault::Protection::Passphrase);
    vault->lock();
    vault->open();
    QCOMPARE(codeOf(wait(vault->unlock(phrase))), u"ok"_s);
    QVERIFY(*vault->get(u"k"_s, u"1"_s));
}

void VaultTest::lockedVaultAnswersNothing()
{
    auto vault = make();
    QCOMPARE(codeOf(vault->put(u"k"_s, u"1"_s, {})), u"vault.locked"_s);
    QCOMPARE(vault->get(u"k"_s, u"1"_s).error().code, u"vault.locked"_s);
    QCOMPARE(vault->list(u"k"_s).error().code, u"vault.locked"_s);
    QCOMPARE(codeOf(vault->remove(u"k"_s, u"1"_s)), u"vault.locked"_s);
}

void VaultTest::documents()
{
    auto vault = opened();
    QVERIFY(!*vault->get(u"k"_s, u"none"_s));
    for (int n = 0; n < 20; ++n)
        QVERIFY(vault->put(u"k"_s, u"id/%1 é"_s.arg(n), { { u"n"_s, n } }));
    QVERIFY(vault->put(u"k"_s, u"id/3 é"_s, { { u"n"_s, 333 } }));
    QVERIFY(vault->put(u"other"_s, u"id/3 é"_s, { { u"n"_s, -1 } }));
    QVERIFY(vault->remove(u"k"_s, u"id/5 é"_s));
    QVERIFY(vault->remove(u"k"_s, u"id/5 é"_s));
    const auto list = vault->list(u"k"_s);
    QVERIFY(list);
    QCOMPARE(list->size(), 19);
    QCOMPARE(list->at(3).id, u"id/3 é"_s);
    QCOMPARE(list->at(3).content[u"n"_s].toInt(), 333);
    QCOMPARE(list->at(3).kind, u"k"_s);
    QVERIFY(qAbs(list->at(3).changedAt.secsTo(QDateTime::currentDateTimeUtc())) < 60);
    QCOMPARE(vault->list(u"none"_s)->size(), 0);
    const QJsonObject large { { u"text"_s, QString(500'000, u'x') } };
    QVERIFY(vault->put(u"k"_s, u"large"_s, large));
    QCOMPARE((*vault->get(u"k"_s, u"large"_s))->content, large);
}

void VaultTest::documentsOfOnePrefix()
{
    auto vault = opened();
    for (const QString &id : { u"a/1"_s, u"a/2"_s, u"a0"_s, u"ab"_s, u"a"_s, u"b/1"_s, u"a/\U0010FFFD"_s, u"A/3"_s })
        QVERIFY(vault->put(u"k"_s, id, { { u"id"_s, id } }));
    QVERIFY(vault->put(u"other"_s, u"a/1"_s, {}));
    const auto idsOf = [&](const QString &prefix) {
        QStringList ids;
        const auto later = vault->listLater(u"k"_s, prefix);
        for (const vault::Document &document : later ? (*later)().documents : QList<vault::Document>())
            ids << document.id;
        return ids;
    };
    QCOMPARE(idsOf(u"a/"_s), (QStringList { u"a/1"_s, u"a/2"_s, u"a/\U0010FFFD"_s }));
    QCOMPARE(idsOf({}).size(), 8);
    QVERIFY(vault->removeAll(u"k"_s, u"a/"_s));
    QCOMPARE(idsOf({}), (QStringList { u"a0"_s, u"ab"_s, u"a"_s, u"b/1"_s, u"A/3"_s }));
    QVERIFY(*vault->get(u"other"_s, u"a/1"_s));
}

/// New ones and changed ones, all or none; what was changed meanwhile is not overwritten.
void VaultTest::sealedOnAnotherThread()
{
    auto vault = opened();
    QVERIFY(vault->put(u"k"_s, u"b/1"_s, { { u"n"_s, 1 } }));
    QVERIFY(vault->put(u"k"_s, u"b/1"_s, { { u"n"_s, 2 } }));
    const auto sealer = vault->sealer(u"k"_s, u"b/"_s);
    QVERIFY(sealer);
    const auto sealAll = [sealer = *sealer](int n) {
        QList<Vault::Sealed> out;
        for (const QString &id : { u"b/0"_s, u"b/1"_s, u"b/2"_s })
            out << *sealer(id, { { u"n"_s, n } });
        return out;
    };
    const auto numbers = [&vault] {
        QList<int> out;
        for (const QString &id : { u"b/0"_s, u"b/1"_s, u"b/2"_s }) {
            const auto document = vault->get(u"k"_s, id);
            out << (document && *document ? (*document)->content[u"n"_s].toInt() : -1);
        }
        return out;
    };
    const QList<Vault::Sealed> documents = QtConcurrent::run(sealAll, 3).result();
    QCOMPARE(numbers(), (QList { -1, 2, -1 }));
    QVERIFY(vault->putSealed(documents));
    QCOMPARE(numbers(), (QList { 3, 3, 3 }));
    QCOMPARE(codeOf(vault->putSealed(documents)), u"vault.changed"_s); // they were changed by the first time
    QCOMPARE(numbers(), (QList { 3, 3, 3 }));

    const auto second = vault->sealer(u"k"_s, u"b/"_s);
    const auto changed = (*second)(u"b/0"_s, { { u"n"_s, 4 } }), also = (*second)(u"b/2"_s, { { u"n"_s, 4 } });
    QVERIFY(vault->remove(u"k"_s, u"b/2"_s));
    QCOMPARE(codeOf(vault->putSealed({ *changed, *also })), u"vault.changed"_s);
    QCOMPARE(numbers(), (QList { 3, 3, -1 }));
    // Under the key of another vault it would never open again.
    vault->lock();
    QCOMPARE(codeOf(vault->putSealed({ *changed })), u"vault.locked"_s);
    vault->open();
    QTRY_VERIFY(vault->isOpen());
    QCOMPARE(codeOf(vault->putSealed({ *changed })), u"vault.changed"_s);
    QCOMPARE(numbers(), (QList { 3, 3, -1 }));
}

void VaultTest::oneInstancePerProfile()
{
    auto first = opened();
    auto second = opened();
    QCOMPARE(second->state(), Vault::State::KeychainRefused);
    QCOMPARE(second->error().code, u"vault.in_use"_s);
    QVERIFY(first->put(u"k"_s, u"1"_s, {}));
    first.reset();
    second->open();
    QTRY_COMPARE(second->state(), Vault::State::Open);
    QVERIFY(*second->get(u"k"_s, u"1"_s));
}

void VaultTest::wrongStates()
{
    auto vault = make();
    QCOMPARE(codeOf(wait(vault->unlock(phrase))), u"vault.state"_s);
    QCOMPARE(codeOf(wait(vault->createWithPassphrase(phrase))), u"vault.state"_s);
    QCOMPARE(codeOf(wait(vault->keepKeyInKeychain())), u"vault.state"_s);
    QVERIFY(vault->openForThisSession());
    QCOMPARE(codeOf(wait(vault->keepKeyInKeychain())), u"vault.state"_s);
}

void VaultTest::unreadableDescriptionIsKept()
{
    QString path;
    {
        auto vault = opened();
        path = vault->profileDir() + u"/vault.json"_s;
    }
    for (const QByteArray &text : { QByteArray("not json"), QByteArray("{\"version\":9}"), QByteArray("{\"version\":1,\"protection\":\"none\"}") }) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        auto vault = opened();
        QCOMPARE(vault->state(), Vault::State::KeychainRefused);
        QCOMPARE(vault->error().code, u"vault.store"_s);
        QCOMPARE(codeOf(wait(vault->createWithPassphrase(phrase))), u"vault.state"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), text);
    }
}

void VaultTest::destructionWhileDeriving()
{
    m_drawer->mood = Keychain::Outcome::Absent;
    auto vault = opened();
    const auto future = vault->createWithPassphrase(phrase);
    vault.reset();
    QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20'000);
    QCOMPARE(future.resultCount(), 0);
}

QTEST_GUILESS_MAIN(VaultTest)
#include "tst_vault.moc"
