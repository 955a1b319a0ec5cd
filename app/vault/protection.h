#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <optional>

namespace baton::vault {

/// vault.json: how the vault key is kept. Nothing in it is secret: the key is only here when wrapped under a passphrase.
struct ProtectionFile {
    bool passphrase = false;
    QString account;          ///< keychain entry, when not under a passphrase
    int iterations = 600'000; ///< PBKDF2-HMAC-SHA512
    QByteArray salt;          ///< 16 bytes
    QByteArray wrappedKey;    ///< AES-256-GCM of the vault key under the derived key
    QByteArray check;         ///< something sealed under the vault key, to recognise it

    /// Nothing when there is no file. Errors: vault.store (unreadable or not ours; never overwritten then).
    static Result<std::optional<ProtectionFile>> load(const QString &path);
    QByteArray text() const; ///< as it stands in the file
    /// Whole or not at all, mode 0600. Errors: vault.store.
    Result<void> save(const QString &path) const;

    /// Sets check; wrap() sets what a passphrase needs, but for the salt: the derived key came from it.
    Result<void> remember(const Secret &key);
    bool recognises(const Secret &key) const;
    Result<void> wrap(const Secret &key, const Secret &derived);
    /// Errors: vault.wrong_passphrase.
    Result<Secret> unwrap(const Secret &derived) const;
};

/// At least 15 characters (S27). Errors: vault.passphrase_short.
Result<void> checkPassphrase(const Secret &passphrase);
/// Unicode NFC and UTF-8, then PBKDF2 (S27). Slow by intent: call off the GUI thread.
Secret derivePassphraseKey(const Secret &passphrase, const QByteArray &salt, int iterations);

} // namespace baton::vault
