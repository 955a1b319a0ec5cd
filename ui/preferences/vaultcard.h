#pragma once

#include "app/vault/vault.h"
#include "ui/common/settings.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// How the vault is kept, and what can be done with it. The questions are the shell's.
class VaultCard : public Card {
    Q_OBJECT
public:
    VaultCard(Settings &settings, vault::Vault &vault, QWidget *parent = nullptr);

Q_SIGNALS:
    void unlockRequested();
    void passphraseRequested();
    void keychainRequested();
    void backUpRequested();
    void restoreRequested();
    void forgetRequested();

private:
    void refresh();

    Settings &m_settings;
    vault::Vault &m_vault;
    Chip *m_protection;
    QLabel *m_words, *m_lastBackup;
    QPushButton *m_passphrase, *m_keychain, *m_lock, *m_unlock, *m_backUp;
};

} // namespace baton::ui
