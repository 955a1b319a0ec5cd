#pragma once

#include "app/clients/clientprofile.h"
#include "app/handover/keyring.h"
#include "app/orcid/environment.h"
#include "app/vault/vault.h"

#include <QtWidgets/QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace baton::ui {

class Chip;
class CopyField;
class NoteBox;

/// All about one of our clients: ID, secret, delegation, redirect URIs, our key; the buttons that change it.
class ClientDetails : public QWidget {
    Q_OBJECT
public:
    explicit ClientDetails(QWidget *parent = nullptr);

    void setClient(const clients::ClientProfile &client, const orcid::Environment &environment, vault::Vault::Protection protection);
    /// Nothing when the vault is closed.
    void setKey(const std::optional<handover::KeyRing::OwnKey> &key);
    void setTrying(bool trying);
    void setTried(bool accepted, const QString &words);

Q_SIGNALS:
    void replaceSecret();
    void trySecret();
    void newKey();
    void removeClient();
    void howToRegister();

private:
    void showSecret(const clients::ClientProfile &client, vault::Vault::Protection protection);
    void showDelegation(const clients::ClientProfile &client);
    void showRedirects(const clients::ClientProfile &client);

    QString m_shown;
    CopyField *m_id;
    QLabel *m_environment;
    Chip *m_secret, *m_delegation, *m_tried;
    QPushButton *m_replace, *m_try, *m_remove, *m_newKey;
    QVBoxLayout *m_redirects;
    NoteBox *m_registered;
    QLabel *m_words, *m_thumbprint, *m_made, *m_result;
};

} // namespace baton::ui
