#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/vault/keychain.h"
#include "app/vault/protection.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>

namespace baton::vault {

class ProfileFolder;

constexpr qsizetype vaultKeySize = 32; ///< bytes

/// The vault's key and the OS keychain: asking for it, making one for a new profile, giving it away and taking it back.
class KeyInKeychain : public QObject {
public:
    /// The folder outlives it.
    KeyInKeychain(const ProfileFolder &folder, std::unique_ptr<Keychain> keychain);

    QString keychainName() const { return m_keychain->name(); }

    /// A key that fits the vault; nothing: no keychain here, and no vault that would need it. Errors: vault.keychain_refused,
    /// vault.keychain_absent, vault.key_lost.
    using Reply = std::function<void(const Result<std::optional<Secret>> &key)>;
    /// `file`: of the vault that is there; without one the key is what an interrupted making left, or a fresh one that the keychain
    /// has by then. One question at a time; the reply comes later, or never after cancel().
    void ask(const std::optional<ProtectionFile> &file, const Reply &reply);
    void cancel() { ++m_question; }

    /// Errors: vault.keychain_refused, vault.keychain_absent.
    void keep(const Secret &key, const std::function<void(const Result<void> &)> &done);
    /// Removes what the keychain has of an account; one that keeps it tells nobody.
    void forget(const QString &account);

private:
    void answerFirst(const Keychain::Answer &answer, const Reply &reply);
    void make(const Reply &reply);

    const ProfileFolder &m_folder;
    std::unique_ptr<Keychain> m_keychain;
    int m_question = 0; ///< counts up, so that late answers to earlier questions are told apart
};

} // namespace baton::vault
