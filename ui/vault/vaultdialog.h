#pragma once

#include "app/vault/vault.h"
#include "ui/common/flowdialog.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace baton::ui {

class CurrentStack;
class PassphraseFields;
class VaultPage;

/// The vault's questions, each a page of one dialog: keychain found; missing; locked, refused or slow; passphrase at start.
/// It follows Vault::stateChanged and closes itself when the vault is open or the user goes on locked.
class VaultDialog : public FlowDialog {
    Q_OBJECT
public:
    explicit VaultDialog(vault::Vault &vault, QWidget *parent = nullptr);

    /// Shows the page for the vault's state; hides the dialog when there is nothing to ask.
    void follow();
    /// After "Go on locked", Esc or "Lock now".
    void askAgain();

Q_SIGNALS:
    void wentOnLocked();
    void passphraseWanted();    ///< "Use a passphrase instead"
    void restoreWanted();       ///< "Restore from backup"
    void passphraseForgotten(); ///< "Forgotten?"

protected:
    void reject() override;

private:
    enum Question { Found, Missing, Waiting, Passphrase };

    VaultPage *makeFound();
    VaultPage *makeMissing();
    VaultPage *makeWaiting();
    VaultPage *makePassphrase();
    QPushButton *makeRestore();
    void ask(Question question);
    void showRefusal();
    void createWithPassphrase();
    void unlock();
    void judge();
    void goOnLocked();

    vault::Vault &m_vault;
    CurrentStack *m_pages;
    VaultPage *m_found = nullptr, *m_missing = nullptr, *m_waiting = nullptr, *m_locked = nullptr;
    QRadioButton *m_withPassphrase = nullptr, *m_sessionOnly = nullptr;
    PassphraseFields *m_new = nullptr;
    QLabel *m_problem = nullptr;
    QPushButton *m_continueMissing = nullptr;
    QLabel *m_waitingWords = nullptr, *m_waitingReason = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QCheckBox *m_keepKey = nullptr;
    QLabel *m_wrong = nullptr;
    QPushButton *m_unlock = nullptr;
    QTimer m_seconds;
    QElapsedTimer m_since;
    bool m_acknowledged = false;
};

} // namespace baton::ui
