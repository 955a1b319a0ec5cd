#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/base/whendone.h"

#include <QtCore/QJsonObject>
#include <QtCore/QObject>

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
    ~Vault() override;

    State state() const;
    Protection protection() const;
    bool isOpen() const { return state() == State::Open; }
    bool isNew() const; ///< opened for the first time on this profile
    Error error() const; ///< the reason behind KeychainRefused
    QString keychainName() const; ///< "GNOME Keyring", "Keychain", …; for the first-run text
    QString profileDir() const;

    /// Looks for the vault and asks the keychain. Ends in one of the other states; stateChanged tells.
    void open();
    /// From NeedsChoice or KeychainRefused. Session: everything is in memory and gone at the end.
    Result<void> openForThisSession();
    /// From NeedsChoice: makes the vault. Deriving runs off the GUI thread. Errors: vault.passphrase_short, vault.store.
    QFuture<Result<void>> createWithPassphrase(const Secret &passphrase);
    /// From NeedsPassphrase. Errors: vault.wrong_passphrase, vault.store.
    QFuture<Result<void>> unlock(const Secret &passphrase);
    /// Wipes the key from memory; state goes to Closed.
    void lock();

    // Documents. All fail with vault.locked unless Open; vault.store names a disk problem, vault.damaged a document
    // that does not decrypt (the others stay readable).
    Result<void> put(const QString &kind, const QString &id, const QJsonObject &content);
    Result<std::optional<Document>> get(const QString &kind, const QString &id) const;
    Result<QList<Document>> list(const QString &kind) const; ///< oldest first
    Result<void> remove(const QString &kind, const QString &id);

Q_SIGNALS:
    void stateChanged(baton::vault::Vault::State state);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::vault
