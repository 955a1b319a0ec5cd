#pragma once

#include "app/vault/vault.h"

#include <QtCore/QObject>

class QWidget;

namespace baton::ui {

/// What can be done with the whole vault: another way of keeping its key, backing up, restoring, forgetting. Asks in dialogs
/// of the window; every problem is told in the dialog that asked.
class VaultCare : public QObject {
    Q_OBJECT
public:
    VaultCare(vault::Vault &vault, QWidget *window);

    void protectWithPassphrase();
    void keepKeyInKeychain();
    void backUp();
    void restore();
    void forgetEverything();
    /// The passphrase is forgotten: a backup, or starting anew, and what is lost then.
    void passphraseForgotten();

    /// "2 clients, 4 partners and 3 packages"; empty when nothing is in the vault. Needs no key.
    static QString contents(const vault::Vault &vault);

Q_SIGNALS:
    void backedUp(const QDateTime &at);
    /// Another vault is in place, or none: what was read from the former one is no longer true.
    void replaced();
    void forgotten();
    /// No passphrase was chosen after all.
    void passphraseDeclined();

private:
    void writeBackup(const QString &path);
    void restoreFrom(const QString &path);
    void startAnew();

    vault::Vault &m_vault;
    QWidget *m_window;
};

} // namespace baton::ui
