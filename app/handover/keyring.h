#pragma once

#include "app/jose/jwk.h"
#include "app/vault/vault.h"

#include <QtCore/QDateTime>
#include <QtCore/QObject>

namespace baton::handover {

/// Our own P-256 key pairs, one per environment and client, made on first need; the private part stays in the vault
/// (kind "key", id "<environmentId>/<clientId>").
class KeyRing : public QObject {
    Q_OBJECT
public:
    explicit KeyRing(vault::Vault &vault, QObject *parent = nullptr);

    struct OwnKey {
        jose::Jwk key; ///< private
        QDateTime madeAt;
    };
    /// Makes and stores the key if there is none. Errors: vault.*.
    Result<OwnKey> keyFor(const QString &environmentId, const QString &clientId);
    /// Makes a new key; the old ones go on opening what was sealed to them. Errors: vault.*.
    Result<OwnKey> renew(const QString &environmentId, const QString &clientId);
    /// Which of our keys has this thumbprint; null Jwk if none. Old keys count too.
    Result<jose::Jwk> byThumbprint(const QString &environmentId, const QString &thumbprint) const;
    /// The environment our key with this thumbprint belongs to; empty if we have none such.
    QString environmentOf(const QString &thumbprint) const;
    /// All thumbprints we hold for an environment, for "wrong recipient" (S34).
    QList<QPair<QString, QByteArray>> thumbprints(const QString &environmentId) const; ///< client id, thumbprint

Q_SIGNALS:
    void changed();

private:
    vault::Vault &m_vault;
};

} // namespace baton::handover
