#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/base/whendone.h"
#include "app/vault/sealedfiles.h"

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>

namespace baton::vault {

/// A document in the store: `content` is encrypted, `kind` and `id` are in the clear and never secret.
struct Document {
    QString kind;
    QString id;
    QJsonObject content;
    QDateTime changedAt; ///< UTC
};

class Keychain;
struct ProtectionFile;

/// What stays on disk: SQLite (WAL, 0600) whose documents are AES-256-GCM under a 32-byte key. The key is in the OS
/// keychain, or under a passphrase (PBKDF2), or only in memory for this session; never in clear text on disk.
class Vault : public QObject {
    Q_OBJECT
public:
    enum class State {
        Closed,
        AskingKeychain,  ///< pending, may be slow or locked; the app stays usable
        NeedsChoice,     ///< no keychain here and no vault yet: passphrase or this session only
        NeedsPassphrase, ///< the vault on disk is under a passphrase
        KeychainRefused, ///< locked, denied, vanished, or it lost the key: see error(); ask again, or go on locked
        Open
    };
    Q_ENUM(State)
    enum class Protection { None, Keychain, Passphrase, Session };
    Q_ENUM(Protection)

    /// profileDir is made when missing (0700). Data: <profileDir>/vault.sqlite and vault.json (protection, salt; no secret).
    explicit Vault(const QString &profileDir, QObject *parent = nullptr);
    /// With another keychain than the system's.
    Vault(const QString &profileDir, std::unique_ptr<Keychain> keychain, QObject *parent = nullptr);
    ~Vault() override;

    State state() const;
    Protection protection() const;
    bool isOpen() const { return state() == State::Open; }
    bool isNew() const; ///< opened for the first time on this profile
    /// The reason behind KeychainRefused: vault.keychain_refused, vault.keychain_absent, vault.key_lost, vault.in_use (another
    /// Baton has this profile open), vault.store, vault.damaged (the file was set aside, see details.kept; opening again
    /// begins an empty one).
    Error error() const;
    QString keychainName() const; ///< "GNOME Keyring", "Keychain", …; for the first-run text
    QString profileDir() const;

    /// Looks for the vault and asks the keychain. Ends in one of the other states; stateChanged tells.
    void open();
    /// From Closed (whoever needs no vault of its own, such as a demonstration), NeedsChoice or KeychainRefused: everything is in memory and gone at the end.
    Result<void> openForThisSession();
    /// From NeedsChoice or, on a new profile, KeychainRefused: makes the vault. From Open: puts the vault that is open under
    /// the passphrase instead of the keychain (or of another passphrase, or of nothing but memory: then what is in it is kept
    /// from now on). At least 15 characters. Deriving runs off the GUI thread. Errors: vault.passphrase_short, vault.store,
    /// vault.state.
    QFuture<Result<void>> createWithPassphrase(const Secret &passphrase);
    /// From NeedsPassphrase. Errors: vault.wrong_passphrase, vault.store, vault.damaged, vault.in_use, vault.state.
    QFuture<Result<void>> unlock(const Secret &passphrase);
    /// From Open under a passphrase: the key moves into the keychain. Errors: vault.keychain_refused, vault.keychain_absent,
    /// vault.store, vault.state.
    QFuture<Result<void>> keepKeyInKeychain();
    /// Wipes the key from memory; state goes to Closed. Ends a session-only vault for good.
    void lock();

    // Documents. All fail with vault.locked unless Open; vault.store names a disk problem, vault.damaged a document
    // that does not decrypt (the others stay readable).
    Result<void> put(const QString &kind, const QString &id, const QJsonObject &content);
    /// Many of one kind, all or none of them.
    Result<void> putAll(const QString &kind, const QList<std::pair<QString, QJsonObject>> &documents);
    Result<std::optional<Document>> get(const QString &kind, const QString &id) const;
    Result<QList<Document>> list(const QString &kind, const QString &idPrefix = {}) const; ///< oldest first; of ids that begin so
    Result<QStringList> ids(const QString &kind, const QString &idPrefix = {}) const; ///< the same, without decrypting anything
    struct Listing {
        QList<Document> documents; ///< oldest first
        QStringList damaged;       ///< ids of those that do not decrypt
    };
    /// For long lists: reads what is there now, of ids that begin so; what is given back decrypts it, on whatever thread it is called.
    Result<std::function<Listing()>> listLater(const QString &kind, const QString &idPrefix = {}) const;
    /// A document encrypted beforehand, for putSealed().
    struct Sealed {
        QString kind, id;
        qint64 version = 0;
        QByteArray bytes;
        QString store;        ///< which one it was encrypted for
    };
    using Sealer = std::function<Result<Sealed>(const QString &id, const QJsonObject &content)>;
    /// For many documents of one kind: what is given back encrypts them, on whatever thread it is called, each for what is there
    /// now under its id.
    Result<Sealer> sealer(const QString &kind, const QString &idPrefix) const;
    /// All or none, in one commit. Errors: vault.*, vault.changed (one of them was changed since, or another vault is open).
    Result<void> putSealed(const QList<Sealed> &documents);
    /// Ids of documents that do not decrypt; list() leaves them out.
    Result<QStringList> damaged(const QString &kind) const;
    Result<void> remove(const QString &kind, const QString &id);
    /// All of a kind whose id begins so.
    Result<void> removeAll(const QString &kind, const QString &idPrefix);
    /// What `work` puts and removes comes on disk in one commit, or not at all when it fails.
    Result<void> together(const std::function<Result<void>()> &work);

    /// Where large files go that can be had again, sealed under the vault's key. Errors: vault.locked, vault.nothing (kept for this
    /// session only: nothing goes to disk).
    Result<SealedFiles> files() const;

    // The whole vault. These work in any state but AskingKeychain (vault.state).
    /// How many documents of each kind are on disk; readable without the key.
    QHash<QString, int> counts() const;
    /// One file (0600, replaced when it exists) with everything in it, still encrypted. Under a passphrase it can be restored
    /// anywhere; under the keychain only where that keychain has the key. Errors: vault.store, vault.nothing.
    Result<void> backUp(const QString &file) const;
    /// The same with the vault key under a passphrase of the backup's own, so that it can be restored on another computer too.
    /// Only while Open. Errors: vault.passphrase_short, vault.nothing, vault.store, vault.state.
    QFuture<Result<void>> backUp(const QString &file, const Secret &passphrase);
    /// Puts a backup in place and closes the vault: open() follows. What was there is kept beside as *.replaced-<time>.
    /// Errors: vault.backup (not a backup, or damaged; nothing was changed then), vault.store.
    Result<void> restore(const QString &file);
    /// Deletes the vault with its files and its key, here and in the keychain, and closes. Nothing of it can be read again, backups under
    /// the keychain included. What was replaced or damaged before stays beside it. Errors: vault.store.
    Result<void> startAnew();
    /// The same, and the replaced and damaged ones go too.
    Result<void> forgetEverything();

Q_SIGNALS:
    void stateChanged(baton::vault::Vault::State state);
    /// The key of the open vault is kept in another way now.
    void protectionChanged(baton::vault::Vault::Protection protection);

private:
    void setState(State state);
    void refuse(const Error &error);
    Result<void> prepare();
    void askKeychain();
    Result<void> createUnderKeychain(const Secret &key);
    Result<void> openStore(const Secret &key, Protection protection);
    QFuture<Result<void>> derive(const Secret &passphrase, const ProtectionFile &file, const std::function<Result<void>(const Secret &derived)> &work);
    Result<void> protectWith(const Secret &derived, ProtectionFile file);
    Result<void> moveSessionToDisk();
    Result<void> createStore(const Secret &key);
    Result<void> unlockWith(const Secret &derived);
    Result<void> backUpUnder(const Secret &derived, ProtectionFile protection, const QString &file) const;
    Result<void> forget(bool olderCopies);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::vault
