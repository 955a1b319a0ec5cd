#pragma once

#include "app/clients/clientstore.h"
#include "app/orcid/environment.h"
#include "ui/common/dialogs.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

namespace baton::ui {

/// Asks for name, client ID, secret and redirect URIs, and saves them; stays open with the reason when that fails.
class AddClientDialog : public FormDialog {
    Q_OBJECT
public:
    AddClientDialog(clients::ClientStore &store, const orcid::Environment &environment, QWidget *parent);

Q_SIGNALS:
    void added(const QString &clientId);

private:
    void save();

    clients::ClientStore &m_store;
    QString m_environmentId;
    QLineEdit *m_name, *m_id, *m_secret;
    QPlainTextEdit *m_redirects;
    QCheckBox *m_gives, *m_receives;
};

/// A new secret for a client; the old one is forgotten.
class ReplaceSecretDialog : public FormDialog {
    Q_OBJECT
public:
    ReplaceSecretDialog(clients::ClientStore &store, const clients::ClientProfile &client, QWidget *parent);

private:
    void save();

    clients::ClientStore &m_store;
    QString m_environmentId, m_clientId;
    QLineEdit *m_secret;
};

} // namespace baton::ui
