#include "app/vault/vault.h"

#include "app/base/random.h"
#include "app/vault/keychain.h"
#include "app/vault/keyinkeychain.h"
#include "app/vault/profilefolder.h"
#include "app/vault/protection.h"
#include "app/vault/store.h"
#include "app/vault/vaultfiles.h"

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QCoreApplication>

namespace baton::vault {

namespace {

using namespace Qt::StringLiterals;

QString text(const char *words)
{
    return QCoreApplication::translate("Vault", words);
}

Failure wrongState()
{
    return fail(u"vault.state"_s, text("The vault is not in a state for that."), {});
}

Failure locked()
{
    return fail(u"vault.locked"_s, text("The vault is locked."), text("Unlock it in Preferences first."));
}

} // namespace

struct Vault::Private {
    Private(const QString &directory, std::unique_ptr<Keychain> keychain) : folder(directory), key(folder, std::move(keychain)) { }

    QString account() const { return file && !file->passphrase ? file->account : folder.keychainAccount(); }
    /// Notes in vault.json that the keychain has the key.
    Result<void> noteInKeychain(const Secret &kept)
    {
        ProtectionFile made;
        made.account = folder.keychainAccount();
        auto done = made.remember(kept);
        if (done)
            done = made.save(folder.protectionPath());
        if (done)
            file = made;
        return done;
    }

    ProfileFolder folder;
    KeyInKeychain key;
    State state = State::Closed;
    Protection protection = Protection::None;
    bool isNew = false;
    Error error;
    std::optional<ProtectionFile> file;
    std::unique_ptr<Store> store;
};

Vault::Vault(const QString &profileDir, QObject *parent) : Vault(profileDir, Keychain::system(), parent) { }

Vault::Vault(const QString &profileDir, std::unique_ptr<Keychain> keychain, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(profileDir, std::move(keychain)))
{
}

Vault::~Vault() = default;

Vault::State Vault::state() const
{
    return d->state;
}

Vault::Protection Vault::protection() const
{
    return d->protection;
}

bool Vault::isNew() const
{
    return d->isNew;
}

Error Vault::error() const
{
    return d->error;
}

QString Vault::keychainName() const
{
    return d->key.keychainName();
}

QString Vault::profileDir() const
{
    return d->folder.path();
}

void Vault::setState(State state)
{
    if (std::exchange(d->state, state) != state || state == State::KeychainRefused)
        Q_EMIT stateChanged(state);
}

void Vault::refuse(const Error &error)
{
    d->error = error;
    setState(State::KeychainRefused);
}

Result<void> Vault::prepare()
{
    if (auto ready = d->folder.take(); !ready)
        return ready;
    auto loaded = ProtectionFile::load(d->folder.protectionPath());
    if (!loaded)
        return fail(loaded.error());
    d->file = *loaded;
    return {};
}

void Vault::open()
{
    if (d->state == State::Open || d->state == State::AskingKeychain)
        return;
    d->error = {};
    if (auto ready = prepare(); !ready)
        return refuse(ready.error());
    if (d->file && d->file->passphrase)
        return setState(State::NeedsPassphrase);
    askKeychain();
}

void Vault::askKeychain()
{
    d->key.ask(d->file, [this](const Result<std::optional<Secret>> &key) {
        if (!key)
            return refuse(key.error());
        if (!*key)
            return setState(State::NeedsChoice);
        if (auto opened = d->file ? openStore(**key, Protection::Keychain) : createUnderKeychain(**key); !opened)
            refuse(opened.error());
    });
    setState(State::AskingKeychain);
}

Result<void> Vault::createUnderKeychain(const Secret &key)
{
    if (auto noted = d->noteInKeychain(key); !noted)
        return noted;
    d->isNew = !d->folder.hasStore();
    return openStore(key, Protection::Keychain);
}

Result<void> Vault::openStore(const Secret &key, Protection protection)
{
    auto store = Store::open(d->folder.storePath(), key);
    if (!store)
        return fail(store.error());
    d->store = std::move(*store);
    d->protection = protection;
    d->error = {};
    setState(State::Open);
    return {};
}

Result<void> Vault::openForThisSession()
{
    if (d->state != State::Closed && d->state != State::NeedsChoice && d->state != State::KeychainRefused)
        return wrongState();
    QByteArray bytes = randomBytes(vaultKeySize);
    auto store = Store::inMemory(Secret::take(bytes));
    if (!store)
        return fail(store.error());
    d->key.cancel();
    d->store = std::move(*store);
    d->protection = Protection::Session;
    d->isNew = true;
    setState(State::Open);
    return {};
}

// Takes its time off this thread; `work` is called in it.
QFuture<Result<void>> Vault::derive(const Secret &passphrase, const ProtectionFile &file, const std::function<Result<void>(const Secret &)> &work)
{
    const Answer<Result<void>> answer;
    const auto derived = QtConcurrent::run(derivePassphraseKey, passphrase, file.salt, file.iterations);
    whenDone(derived, this, [work, answer](const Secret &key) { answer.give(work(key)); });
    return answer.future();
}

QFuture<Result<void>> Vault::createWithPassphrase(const Secret &passphrase)
{
    const bool newHere = !d->file && !d->folder.hasStore() && d->error.code != u"vault.in_use";
    const bool allowed = isOpen() || d->state == State::NeedsChoice || (d->state == State::KeychainRefused && newHere);
    if (!allowed || (d->protection == Protection::Session && !newHere))
        return readyFuture<Result<void>>(wrongState());
    if (auto fit = checkPassphrase(passphrase); !fit)
        return readyFuture<Result<void>>(fit);
    ProtectionFile file;
    file.salt = randomBytes(16);
    return derive(passphrase, file, [this, file](const Secret &derived) { return protectWith(derived, file); });
}

Result<void> Vault::protectWith(const Secret &derived, ProtectionFile file)
{
    const State before = d->state;
    if (before != State::Open && before != State::NeedsChoice && before != State::KeychainRefused)
        return wrongState();
    QByteArray bytes = randomBytes(vaultKeySize);
    const Secret key = before == State::Open ? d->store->key() : Secret::take(bytes);
    if (auto ready = prepare(); !ready)
        return ready;
    auto done = file.remember(key);
    if (done)
        done = file.wrap(key, derived);
    if (done)
        done = file.save(d->folder.protectionPath());
    if (!done)
        return done;
    const bool wasInKeychain = d->protection == Protection::Keychain;
    const bool wasSession = d->protection == Protection::Session;
    const QString account = d->account();
    d->file = file;
    if (wasInKeychain) {
        d->protection = Protection::Passphrase;
        // The vault no longer depends on it; a keychain that keeps the entry does no harm beyond what it did before.
        d->key.forget(account);
        Q_EMIT protectionChanged(d->protection);
        return {};
    }
    if (before == State::Open && !wasSession)
        return {};
    return wasSession ? moveSessionToDisk() : createStore(key);
}

Result<void> Vault::createStore(const Secret &key)
{
    d->isNew = true;
    return openStore(key, Protection::Passphrase);
}

Result<void> Vault::moveSessionToDisk()
{
    auto disk = Store::open(d->folder.storePath(), d->store->key());
    if (!disk)
        return fail(disk.error());
    if (auto copied = d->store->copyTo(**disk); !copied)
        return copied;
    d->store = std::move(*disk);
    d->protection = Protection::Passphrase;
    Q_EMIT protectionChanged(d->protection);
    return {};
}

QFuture<Result<void>> Vault::unlock(const Secret &passphrase)
{
    if (d->state != State::NeedsPassphrase || !d->file)
        return readyFuture<Result<void>>(wrongState());
    return derive(passphrase, *d->file, [this](const Secret &derived) { return unlockWith(derived); });
}

Result<void> Vault::unlockWith(const Secret &derived)
{
    if (!d->file || (d->state != State::NeedsPassphrase && d->state != State::Open))
        return wrongState();
    const auto key = d->file->unwrap(derived);
    if (!key)
        return fail(key.error());
    return isOpen() ? Result<void>() : openStore(*key, Protection::Passphrase);
}

QFuture<Result<void>> Vault::keepKeyInKeychain()
{
    if (!isOpen() || d->protection != Protection::Passphrase)
        return readyFuture<Result<void>>(wrongState());
    const Answer<Result<void>> answer;
    const Secret key = d->store->key();
    d->key.keep(key, [this, answer, key](const Result<void> &kept) {
        if (!kept)
            return answer.give(kept);
        if (!isOpen() || d->protection != Protection::Passphrase)
            return answer.give(wrongState());
        const auto done = d->noteInKeychain(key);
        if (done) {
            d->protection = Protection::Keychain;
            Q_EMIT protectionChanged(d->protection);
        }
        answer.give(done);
    });
    return answer.future();
}

void Vault::lock()
{
    d->key.cancel();
    d->store.reset();
    d->protection = Protection::None;
    d->isNew = false;
    d->error = {};
    d->folder.letGo();
    setState(State::Closed);
}

Result<void> Vault::put(const QString &kind, const QString &id, const QJsonObject &content)
{
    return isOpen() ? d->store->put(kind, id, content) : locked();
}

Result<void> Vault::putAll(const QString &kind, const QList<std::pair<QString, QJsonObject>> &documents)
{
    return isOpen() ? d->store->putAll(kind, documents) : locked();
}

Result<void> Vault::together(const std::function<Result<void>()> &work)
{
    return isOpen() ? d->store->together(work) : locked();
}

Result<std::optional<Document>> Vault::get(const QString &kind, const QString &id) const
{
    return isOpen() ? d->store->get(kind, id) : locked();
}

Result<QList<Document>> Vault::list(const QString &kind, const QString &idPrefix) const
{
    return isOpen() ? d->store->list(kind, idPrefix) : locked();
}

Result<QStringList> Vault::ids(const QString &kind, const QString &idPrefix) const
{
    return isOpen() ? d->store->ids(kind, idPrefix) : locked();
}

Result<std::function<Vault::Listing()>> Vault::listLater(const QString &kind, const QString &idPrefix) const
{
    return isOpen() ? d->store->listLater(kind, idPrefix) : locked();
}

Result<Vault::Sealer> Vault::sealer(const QString &kind, const QString &idPrefix) const
{
    return isOpen() ? d->store->sealer(kind, idPrefix) : locked();
}

Result<void> Vault::putSealed(const QList<Sealed> &documents)
{
    return isOpen() ? d->store->putSealed(documents) : locked();
}

Result<QStringList> Vault::damaged(const QString &kind) const
{
    return isOpen() ? d->store->damaged(kind) : locked();
}

Result<void> Vault::remove(const QString &kind, const QString &id)
{
    return isOpen() ? d->store->remove(kind, id) : locked();
}

Result<void> Vault::removeAll(const QString &kind, const QString &idPrefix)
{
    return isOpen() ? d->store->removeAll(kind, idPrefix) : locked();
}

Result<SealedFiles> Vault::files() const
{
    if (!isOpen())
        return locked();
    if (d->protection == Protection::Session)
        return fail(u"vault.nothing"_s, text("The vault is kept for this session only."));
    return SealedFiles(d->folder.filesPath(), d->store->key());
}

QHash<QString, int> Vault::counts() const
{
    return countDocuments(d->folder.storePath());
}

Result<void> Vault::backUp(const QString &file) const
{
    if (d->state == State::AskingKeychain)
        return wrongState();
    const auto protection = ProtectionFile::load(d->folder.protectionPath());
    if (!protection)
        return fail(protection.error());
    return writeBackup(d->folder.storePath(), *protection ? (*protection)->text() : QByteArray(), file);
}

QFuture<Result<void>> Vault::backUp(const QString &file, const Secret &passphrase)
{
    if (!isOpen())
        return readyFuture<Result<void>>(wrongState());
    if (auto fit = checkPassphrase(passphrase); !fit)
        return readyFuture<Result<void>>(fit);
    ProtectionFile protection;
    protection.salt = randomBytes(16);
    return derive(passphrase, protection, [this, file, protection](const Secret &derived) { return backUpUnder(derived, protection, file); });
}

Result<void> Vault::backUpUnder(const Secret &derived, ProtectionFile protection, const QString &file) const
{
    if (!isOpen())
        return wrongState();
    auto done = protection.remember(d->store->key());
    if (done)
        done = protection.wrap(d->store->key(), derived);
    const bool onDisk = d->protection != Protection::Session; // a session's vault has no file
    return done ? writeBackup(onDisk ? d->folder.storePath() : QString(), protection.text(), file) : done;
}

Result<void> Vault::restore(const QString &file)
{
    if (d->state == State::AskingKeychain)
        return wrongState();
    auto contents = readBackup(file);
    if (!contents)
        return fail(contents.error());
    lock();
    auto ready = d->folder.take();
    if (ready)
        ready = replaceVault(d->folder.storePath(), d->folder.protectionPath(), *contents);
    if (ready)
        ready = removeSealedFiles(d->folder.filesPath()); // of another key, or of another state of things
    d->folder.letGo();
    return ready;
}

Result<void> Vault::startAnew()
{
    return forget(false);
}

Result<void> Vault::forgetEverything()
{
    return forget(true);
}

Result<void> Vault::forget(bool olderCopies)
{
    if (d->state == State::AskingKeychain)
        return wrongState();
    const QString account = d->account();
    lock();
    auto done = d->folder.take();
    if (done)
        done = removeVault(d->folder.storePath(), d->folder.protectionPath());
    if (done && olderCopies)
        done = removeKeptCopies(d->folder.storePath(), d->folder.protectionPath());
    if (done)
        done = removeSealedFiles(d->folder.filesPath());
    d->folder.letGo();
    d->file.reset();
    if (done)
        d->key.forget(account);
    return done;
}

} // namespace baton::vault
