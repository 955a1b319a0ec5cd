#pragma once

#include "app/handover/package.h"
#include "app/vault/vault.h"

#include <QtCore/QObject>

namespace baton::handover {

/// One researcher's permission received in a package, kept in the vault (kind "delivery", id = SHA-256 of the id_token).
struct Delivery {
    /// Ended: the record is deactivated, or the registry does not accept the id_token any more.
    enum class State { Opened, Exchanged, Refused, NotEnabled, Revoked, Ended };

    /// Hex SHA-256 of the id_token. Empty in a refused package to be saved: it gets an id of its own and keeps no token.
    QString id;
    QString environmentId;
    QString packageId;
    QString orcid;            ///< bare iD
    QString researcher;       ///< name in the id_token or ""
    QString originalClientId; ///< A
    QString audienceClientId; ///< B, as the package names it; empty with a passphrase
    QString senderName;
    QString senderThumbprint; ///< base64url
    QString purpose;
    QStringList scopes;       ///< as claimed by the sender
    QDateTime sealedAt, useBy, receivedAt, exchangedAt;
    QString protection;
    QString receiptTo;        ///< where the sender would like the receipt, in their words; may be empty
    Secret idToken;
    State state = State::Opened;
    QString stateWords;       ///< reason, for Refused and NotEnabled
    QList<PackageCheck> checks;
    bool senderConfirmed = false;
    /// Why nothing may be done with it now though it was good when it came: its sender's key changed, or they were blocked since.
    /// Empty when it may. Told by whom the sender is now, each time it is read; not kept.
    QString stopped;
};

/// What is known of the sender now, against what was when the package came (S30). Empty: go on.
QString whyStopped(const Delivery &delivery, const std::optional<Partner> &sender);
/// Its checks as they are now: who signed it fails while it is stopped.
QList<PackageCheck> checksNow(const Delivery &delivery);
/// What was received, as it is kept. Errors of what changes it: vault.*.
class Inbox : public QObject {
    Q_OBJECT
public:
    Inbox(vault::Vault &vault, Partners &partners, QObject *parent = nullptr);

    QList<Delivery> deliveries(const QString &environmentId) const; ///< newest first
    std::optional<Delivery> find(const QString &id) const;
    bool knows(const Secret &idToken) const; ///< already imported (S34); one that was refused may be tried again
    Result<void> save(const Delivery &delivery);
    Result<void> remove(const QString &id);
    static QString idOf(const Secret &idToken);

Q_SIGNALS:
    void changed(); ///< what is in it, or what is known of a sender

private:
    vault::Vault &m_vault;
    Partners &m_partners;
};

/// What is noted of one researcher's permission when a package is sealed, without the token; the ledger keeps it.
struct HandOverEntry {
    QString id;            ///< jti; with "/<iD>" behind it when the package holds several researchers
    QString environmentId;
    QDateTime when, useBy;
    QString researcher, orcid;
    QString clientId;      ///< ours
    QString partnerName, partnerClientId; ///< empty with a passphrase
    QString protection;
    QStringList scopes;
    QString purpose;
    bool revoked = false;
    QString packageId;     ///< jti
    QString tokenId;       ///< Inbox::idOf() the id_token; not kept
};

} // namespace baton::handover
