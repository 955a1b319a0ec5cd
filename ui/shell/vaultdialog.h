#pragma once

#include "app/vault/vault.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace baton::ui {

/// The vault's questions, each a page of one dialog: keychain found; missing; locked, refused or slow; passphrase at start.
/// It follows Vault::stateChanged and closes itself when the vault is open or the user goes on locked.
class VaultDialog : public QDialog {
    Q_OBJECT
public:
    explicit VaultDialog(vault::Vault &vault, QWidget *parent = nullptr);

    /// Shows the page for the vault's state; hides the dialog when there is nothing to ask.
    void follow();
    /// After "Go on locked", Esc or "Lock now".
    void askAgain();

Q_SIGNALS:
    void wentOnLocked();

protected:
    void reject() override;

private:
    enum Question { Found, Missing, Waiting, Passphrase };

    QWidget *makeFound();
    QWidget *makeMissing();
    QWidget *makeWaiting();
    QWidget *makePassphrase();
    QWidget *makeFrame(const QString &icon, const QString &title, QLabel **words, QWidget *content, QWidget *footer);
    void ask(Question question);
    void createWithPassphrase();
    void unlock();
    void judge();
    void goOnLocked();

    vault::Vault &m_vault;
    QStackedWidget *m_pages;
    QLabel *m_foundWords = nullptr;
    QRadioButton *m_withPassphrase = nullptr;
    QRadioButton *m_sessionOnly = nullptr;
    QLineEdit *m_new = nullptr;
    QLineEdit *m_repeat = nullptr;
    QLabel *m_strength = nullptr;
    QPushButton *m_continueMissing = nullptr;
    QLabel *m_waitingWords = nullptr;
    QLabel *m_waitingReason = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QLabel *m_wrong = nullptr;
    QPushButton *m_unlock = nullptr;
    QTimer m_seconds;
    QElapsedTimer m_since;
    bool m_acknowledged = false;
};

} // namespace baton::ui
