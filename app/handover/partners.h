#pragma once

#include "app/jose/jwk.h"
#include "app/vault/vault.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QUrl>

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
    QString numberSource; ///< where the number that was called came from
    QString importedHow;  ///< "from a file", "pasted", "from lakeside.example"
    QDateTime importedAt;
    QUrl keyAddress;      ///< JWKS address the key was taken from; empty for a card
    jose::Jwk otherKey;   ///< the one that arrived, with KeyChanged
    QString otherHow;     ///< "on a card", "in a package"
    QDateTime otherAt;

    /// A key that was confirmed once and replaced after comparing the new one: it still signs for what was sealed before.
    struct FormerKey {
        jose::Jwk key;
        QDateTime until;
    };
    QList<FormerKey> formerKeys;

    /// Until when the key with this thumbprint was theirs; null if it never was.
    QDateTime hadKeyUntil(const QByteArray &keyThumbprint) const;
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
    /// Another key came under a known name some other way than by a card; nothing for the same key or an unknown name.
    Result<void> noteOtherKey(const QString &environmentId, const QString &clientId, const jose::Jwk &key, const QString &how, const QDateTime &at);
    /// The deliberate act against the key that arrived: back to what was known of the old one. Errors: vault.*, partner.unknown.
    Result<void> keepOldKey(const QString &environmentId, const QString &clientId);
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

/// Somebody of `all` who is known by the same name under another client id and with another key (S30): a card may borrow a name.
/// Only whom a person decided on counts, and spelling in capitals, spaces or look-alike forms makes no other name.
std::optional<Partner> namesakeOf(const Partner &partner, const QList<Partner> &all);

/// Signs our card: {name, client_id, environment, jwks}, typ baton-card+jwt.
Result<QByteArray> makeCard(const QString &name, const QString &clientId, const QString &environmentId, const jose::Jwk &privateKey);

} // namespace baton::handover
