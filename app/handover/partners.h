#pragma once

#include "app/jose/jwk.h"
#include "app/vault/vault.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

namespace baton::handover {

/// Somebody we hand permissions to or receive them from, at one environment.
struct Partner {
    enum class Trust { Unconfirmed, Confirmed, KeyChanged, Blocked };

    QString environmentId;
    QString clientId;
    QString name;
    jose::Jwk key;        ///< public; sealing and their signature (P-256), or RSA for sealing only
    Trust trust = Trust::Unconfirmed;
    QString confirmedHow; ///< "by phone", "in person", "made on this computer"
    QDateTime confirmedAt;
    jose::Jwk otherKey;   ///< the one that arrived, with KeyChanged

    QByteArray thumbprint() const { return key.isNull() ? QByteArray() : key.thumbprint(); }
};

/// Partners, kept in the vault (kind "partner", id "<environmentId>/<clientId>").
class Partners : public QObject {
    Q_OBJECT
public:
    explicit Partners(vault::Vault &vault, QObject *parent = nullptr);

    QList<Partner> partners(const QString &environmentId) const;
    std::optional<Partner> find(const QString &environmentId, const QString &clientId) const;
    std::optional<Partner> byThumbprint(const QString &environmentId, const QString &thumbprint) const;
    /// A new key for a known name becomes KeyChanged and stops everything (S30). Errors: vault.*, partner.key.
    Result<void> save(const Partner &partner);
    Result<void> remove(const QString &environmentId, const QString &clientId);
    /// A card (signed JSON, see docs/package.md) or a bare JWK / JWK Set pasted by the user, name and client id given then.
    /// Private members are refused with advice. Errors: card.unreadable, card.signature, card.private, card.environment.
    static Result<Partner> fromCard(const QByteArray &text, const QString &environmentId);
    /// The practice partners: their keys exist from the start, so that the relay runs at once.
    Result<void> ensurePractice(const QList<Partner> &partners);

Q_SIGNALS:
    void changed();

private:
    vault::Vault &m_vault;
};

/// Signs our card: {name, client_id, environment, jwks}, typ baton-card+jwt.
Result<QByteArray> makeCard(const QString &name, const QString &clientId, const QString &environmentId, const jose::Jwk &privateKey);

} // namespace baton::handover
