#pragma once

#include "app/base/secret.h"
#include "app/vault/vault.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

namespace baton::clients {

/// One permission a researcher gave to one of our clients, as far as Baton saw it: at a sign-in, or told by a pasted token.
/// The registry adds all of them up when an id_token is exchanged (orcid.md 4.4).
struct Grant {
    enum class State { Counts, Revoked, Withdrawn }; ///< Revoked: by us; Withdrawn: by the researcher, learnt when it was refused

    QString id;             ///< made by Grants when empty
    QString environmentId, clientId;
    QString orcid, researcher; ///< bare iD; name or empty
    QStringList scopes;     ///< as granted
    QDateTime givenAt, endedAt; ///< UTC
    State state = State::Counts;
    Secret accessToken, refreshToken; ///< ours, for revoking; wiped once the grant has ended
};

/// Kept in the vault (kind "grant").
class Grants : public QObject {
    Q_OBJECT
public:
    explicit Grants(vault::Vault &vault, QObject *parent = nullptr);

    QList<Grant> grants(const QString &environmentId, const QString &clientId, const QString &orcid) const; ///< newest first
    /// Errors: grant.incomplete, vault.*.
    Result<void> add(Grant grant);
    /// The tokens of an ended grant are wiped. Errors: grant.unknown, vault.*.
    Result<void> end(const QString &id, Grant::State state, const QDateTime &at);
    /// Of one environment: the practice registry forgets everything when it stops, is reset or takes another state.
    Result<void> forget(const QString &environmentId);

Q_SIGNALS:
    void changed();

private:
    void load();

    vault::Vault &m_vault;
    QList<Grant> m_grants; ///< all of the open vault, oldest first
};

} // namespace baton::clients
