#pragma once

#include "app/clients/clientprofile.h"
#include "app/vault/vault.h"

#include <QtCore/QObject>

namespace baton::clients {

/// Our clients, kept in the vault (document kind "client", id "<environmentId>/<clientId>").
/// Those of the practice registry are told by the registry at each start and only live in memory.
class ClientStore : public QObject {
    Q_OBJECT
public:
    explicit ClientStore(vault::Vault &vault, QObject *parent = nullptr);

    /// In order of name; practice clients first the giving, then the receiving ones.
    QList<ClientProfile> clients(const QString &environmentId) const;
    ClientProfile find(const QString &environmentId, const QString &clientId) const; ///< null if unknown
    /// Checks id form (APP- and 16 of 0-9A-Z outside Custom), name, redirect URIs. Errors: client.id, client.name,
    /// client.redirect, vault.*.
    Result<void> save(const ClientProfile &profile);
    Result<void> remove(const QString &environmentId, const QString &clientId);
    void setPracticeClients(const QList<ClientProfile> &clients);
    void noteDelegation(const QString &environmentId, const QString &clientId, ClientProfile::Delegation state);
    void noteRedirect(const QString &environmentId, const QString &clientId, ClientProfile::RedirectState state);

Q_SIGNALS:
    void changed();

private:
    void reload();
    void note(const ClientProfile &profile);

    vault::Vault &m_vault;
    QList<ClientProfile> m_stored;
    QList<ClientProfile> m_practice;
};

} // namespace baton::clients
