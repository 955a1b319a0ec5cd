#include "app/vault/vault.h"

#include "app/base/random.h"
#include "app/jose/aead.h"
#include "app/vault/keychain.h"
#include "app/vault/protection.h"
#include "app/vault/store.h"
#include "app/vault/vaultfiles.h"

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>

namespace baton::vault {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype keySize = 32;

QString text(const char *words)
{
    return QCoreApplication::translate("Vault", words);
}

Error made(const QString &code, const QString &what, const QString &next)
{
    return { code, what, next, 0, 0, {} };
}

Failure wrongState()
{
    return fail(u"vault.state"_s, text("The vault is not in a state for that."), {});
}

Error keychainError(const Keychain::Answer &answer)
{
    if (answer.outcome == Keychain::Outcome::Absent)
        return made(u"vault.keychain_absent"_s, text("The keychain that holds the vault's key is not running."),
            text("Start the keychain of your desktop and ask again. Nothing is lost."));
    const QString said = answer.words.isEmpty() ? QString() : u' ' + text("The keychain said: “%1”.").arg(answer.words);
    return made(u"vault.keychain_refused"_s, text("The keychain did not give out the vault's key.") + said,
        text("Ask again and unlock it when your system asks. Nothing is lost."));
}

Error keyLost(const QString &what)
{
    return made(u"vault.key_lost"_s, what, text("If the keychain is locked, unlock it and ask again. If the key is gone for good, restore a backup or use another profile."));
}

} // namespace

struct Vault::Private {
    Private(const QString &directory, std::unique_ptr<Keychain> chain)
        : dir(QDir::cleanPath(QDir(directory).absolutePath())), keychain(std::move(chain)), lock(dir + u"/vault.lock"_s)
    {
        // Stale only when its process is gone, however long ago it was made.
        lock.setStaleLockTime(0);
    }

    QString storePath() const { return dir + u"/vault.sqlite"_s; }
    QString filesPath() const { return dir + u"/files"_s; }
    QString protectionPath() const { return dir + u"/vault.json"_s; }
    /// Notes in vault.json that the keychain has the key.
    Result<void> noteInKeychain(const Secret &key)
    {
        ProtectionFile made;
        made.account = account();
        auto done = made.remember(key);
        if (done)
            done = made.save(protectionPath());
        if (done)
            file = made;
        return done;
    }
    QString account() const { return u"vault-"_s + QString::fromLatin1(jose::sha256(dir.toUtf8()).toHex().left(16)); }

    QString dir;
    std::unique_ptr<Keychain> keychain;
    QLockFile lock;
    State state = State::Closed;
    Protection protection = Protection::None;
    bool isNew = false;
    Error error;
    std::optional<ProtectionFile> file;
    std::unique_ptr<Store> store;
    int asking = 0; ///< counts up, so that late answers to earlier questions are told apart
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
    return d->keychain->name();
}

QString Vault::profileDir() const
{
    return d->dir;
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

Result<void> Vault::prepareFolder()
{
    if (auto folder = makePrivateFolder(d->dir); !folder)
        return folder;
    if (!d->lock.isLocked() && !d->lock.tryLock(0)) {
        if (d->lock.error() == QLockFile::LockFailedError)
            return fail(u"vault.in_use"_s, text("Another Baton has this profile open."), text("Go on in its window, or close it and ask again."));
        return fail(u"vault.store"_s, text("The folder %1 cannot be written.").arg(d->dir), text("Check the permissions, or start with another profile."));
    }
    return {};
}

Result<void> Vault::prepare()
{
    if (auto ready = prepareFolder(); !ready)
        return ready;
    auto loaded = ProtectionFile::load(d->protectionPath());
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
    const int question = ++d->asking;
    setState(State::AskingKeychain);
    d->keychain->read(d->file ? d->file->account : d->account(), this, [this, question](const Keychain::Answer &answer) {
        if (question != d->asking || d->state != State::AskingKeychain)
            return;
        if (d->file)
            keychainAnswered(answer.outcome == Keychain::Outcome::Done ? Result<Secret>(answer.value)
                    : answer.outcome == Keychain::Outcome::NotFound
                    ? Result<Secret>(fail(keyLost(text("The keychain answers but does not give the key of this vault."))))
                    : Result<Secret>(fail(keychainError(answer))));
        else
            firstAnswer(answer.outcome == Keychain::Outcome::Done, answer.outcome == Keychain::Outcome::NotFound,
                answer.outcome == Keychain::Outcome::Absent, answer.value, keychainError(answer));
    });
}

// The vault exists and its key should be in the keychain.
void Vault::keychainAnswered(const Result<Secret> &key)
{
    if (!key)
        return refuse(key.error());
    if (key->size() != keySize || !d->file->recognises(*key))
        return refuse(keyLost(text("The keychain gave a key that does not fit this vault.")));
    if (auto opened = openStore(*key, Protection::Keychain); !opened)
        refuse(opened.error());
}

// No vault.json yet: a new profile, or one whose making was interrupted after the keychain had taken the key.
void Vault::firstAnswer(bool found, bool notFound, bool absent, const Secret &key, const Error &reason)
{
    if (found && key.size() == keySize)
        return createUnderKeychain(key);
    if (QFileInfo::exists(d->storePath()))
        return refuse(absent ? reason : keyLost(text("There is a vault file here, but neither its description vault.json nor its key.")));
    if (absent)
        return setState(State::NeedsChoice);
    if (!found && !notFound)
        return refuse(reason);
    QByteArray bytes = randomBytes(keySize);
    const Secret fresh = Secret::take(bytes);
    const int question = ++d->asking;
    d->keychain->write(d->account(), fresh, this, [this, question, fresh](const Keychain::Answer &answer) {
        if (question != d->asking || d->state != State::AskingKeychain)
            return;
        if (answer.outcome == Keychain::Outcome::Done)
            createUnderKeychain(fresh);
        else if (answer.outcome == Keychain::Outcome::Absent)
            setState(State::NeedsChoice);
        else
            refuse(keychainError(answer));
    });
}

void Vault::createUnderKeychain(const Secret &key)
{
    auto done = d->noteInKeychain(key);
    if (done) {
        d->isNew = !QFileInfo::exists(d->storePath());
        done = openStore(key, Protection::Keychain);
    }
    if (!done)
        refuse(done.error());
}

Result<void> Vault::openStore(const Secret &key, Protection protection)
{
    auto store = Store::open(d->storePath(), key);
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
    QByteArray bytes = randomBytes(keySize);
    auto store = Store::inMemory(Secret::take(bytes));
    if (!store)
        return fail(store.error());
    ++d->asking;
    d->store = std::move(*store);
    d->protection = Protection::Session;
    d->isNew = true;
    setState(State::Open);
    return {};
}

QFuture<Result<void>> Vault::createWithPassphrase(const Secret &passphrase)
{
    const bool newHere = !d->file && !QFileInfo::exists(d->storePath()) && d->error.code != u"vault.in_use";
    const bool allowed = isOpen() || d->state == State::NeedsChoice || (d->state == State::KeychainRefused && newHere);
    if (!allowed || (d->protection == Protection::Session && !newHere))
        return readyFuture<Result<void>>(wrongState());
    if (auto fit = checkPassphrase(passphrase); !fit)
        return readyFuture<Result<void>>(fit);
    ProtectionFile file;
    file.salt = randomBytes(16);
    const Answer<Result<void>> answer;
    const auto derived = QtConcurrent::run(derivePassphraseKey, passphrase, file.salt, file.iterations);
    whenDone(derived, this, [this, file, answer](const Secret &derivedKey) { answer.give(protectWith(derivedKey, file)); });
    return answer.future();
}

Result<void> Vault::protectWith(const Secret &derived, ProtectionFile file)
{
    const State before = d->state;
    if (before != State::Open && before != State::NeedsChoice && before != State::KeychainRefused)
        return wrongState();
    QByteArray bytes = randomBytes(keySize);
    const Secret key = before == State::Open ? d->store->key() : Secret::take(bytes);
    if (auto ready = prepare(); !ready)
        return ready;
    auto done = file.remember(key);
    if (done)
        done = file.wrap(key, derived);
    if (done)
        done = file.save(d->protectionPath());
    if (!done)
        return done;
    const bool wasInKeychain = d->protection == Protection::Keychain;
    const bool wasSession = d->protection == Protection::Session;
    const QString account = d->file ? d->file->account : d->account();
    d->file = file;
    if (wasInKeychain) {
        d->protection = Protection::Passphrase;
        // The vault no longer depends on it; a keychain that keeps the entry does no harm beyond what it did before.
        d->keychain->remove(account, this, [](const Keychain::Answer &) { });
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
    auto disk = Store::open(d->storePath(), d->store->key());
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
    const Answer<Result<void>> answer;
    const auto derived = QtConcurrent::run(derivePassphraseKey, passphrase, d->file->salt, d->file->iterations);
    whenDone(derived, this, [this, answer](const Secret &derivedKey) { answer.give(unlockWith(derivedKey)); });
    return answer.future();
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
    d->keychain->write(d->account(), key, this, [this, answer, key](const Keychain::Answer &written) {
        if (written.outcome != Keychain::Outcome::Done)
            return answer.give(fail(keychainError(written)));
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
    ++d->asking;
    d->store.reset();
    d->protection = Protection::None;
    d->isNew = false;
    d->error = {};
    d->lock.unlock();
    setState(State::Closed);
}

namespace {

Failure locked()
{
    return fail(u"vault.locked"_s, text("The vault is locked."), text("Unlock it in Preferences first."));
}

} // namespace

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

Result<QList<Document>> Vault::list(const QString &kind) const
{
    return isOpen() ? d->store->list(kind) : locked();
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
    return SealedFiles(d->filesPath(), d->store->key());
}

QHash<QString, int> Vault::counts() const
{
    return countDocuments(d->storePath());
}

Result<void> Vault::backUp(const QString &file) const
{
    if (d->state == State::AskingKeychain)
        return wrongState();
    const auto protection = ProtectionFile::load(d->protectionPath());
    if (!protection)
        return fail(protection.error());
    return writeBackup(d->storePath(), *protection ? (*protection)->text() : QByteArray(), file);
}

QFuture<Result<void>> Vault::backUp(const QString &file, const Secret &passphrase)
{
    if (!isOpen())
        return readyFuture<Result<void>>(wrongState());
    if (auto fit = checkPassphrase(passphrase); !fit)
        return readyFuture<Result<void>>(fit);
    ProtectionFile protection;
    protection.salt = randomBytes(16);
    const Answer<Result<void>> answer;
    const auto derived = QtConcurrent::run(derivePassphraseKey, passphrase, protection.salt, protection.iterations);
    whenDone(derived, this, [this, file, protection, answer](const Secret &key) { answer.give(backUpUnder(key, protection, file)); });
    return answer.future();
}

Result<void> Vault::backUpUnder(const Secret &derived, ProtectionFile protection, const QString &file) const
{
    if (!isOpen())
        return wrongState();
    auto done = protection.remember(d->store->key());
    if (done)
        done = protection.wrap(d->store->key(), derived);
    const bool onDisk = d->protection != Protection::Session; // a session's vault has no file
    return done ? writeBackup(onDisk ? d->storePath() : QString(), protection.text(), file) : done;
}

Result<void> Vault::restore(const QString &file)
{
    if (d->state == State::AskingKeychain)
        return wrongState();
    auto contents = readBackup(file);
    if (!contents)
        return fail(contents.error());
    lock();
    auto ready = prepareFolder();
    if (ready)
        ready = replaceVault(d->storePath(), d->protectionPath(), *contents);
    if (ready)
        ready = removeSealedFiles(d->filesPath()); // of another key, or of another state of things
    d->lock.unlock();
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
    const QString account = d->file && !d->file->passphrase ? d->file->account : d->account();
    lock();
    auto done = prepareFolder();
    if (done)
        done = removeVault(d->storePath(), d->protectionPath());
    if (done && olderCopies)
        done = removeKeptCopies(d->storePath(), d->protectionPath());
    if (done)
        done = removeSealedFiles(d->filesPath());
    d->lock.unlock();
    d->file.reset();
    if (done)
        d->keychain->remove(account, this, [](const Keychain::Answer &) { });
    return done;
}

} // namespace baton::vault
