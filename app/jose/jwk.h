#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>

#include <memory>
#include <optional>

struct evp_pkey_st; // OpenSSL's EVP_PKEY

namespace baton::jose {

/// One JSON Web Key (RFC 7517): RSA 2048..8192 bits or EC P-256, public or private. Immutable; copies share it.
/// Every key that enters has been checked (S24): sizes, odd e ≥ 3, coordinates on the curve.
class Jwk {
public:
    enum class Type { Rsa, EcP256 };

    Jwk() = default; ///< null
    static Jwk generateRsa(int bits = 2048);
    static Jwk generateEcP256();
    /// Strict. Errors: jwk.invalid, jwk.unsupported, jwk.weak, jwk.not_on_curve, jwk.symmetric.
    static Result<Jwk> fromJson(const QJsonObject &json);
    /// Private key as PKCS#8 DER (what the vault keeps). Errors: jwk.invalid.
    static Result<Jwk> fromPkcs8(const Secret &der);

    bool isNull() const { return !m_data; }
    Type type() const;
    bool isPrivate() const;
    const QString &kid() const; ///< "kid" member, may be empty
    const QString &use() const; ///< "sig", "enc" or empty
    const QString &alg() const; ///< "alg" member or empty
    bool allows(const QString &operation) const; ///< key_ops, true when absent (S25)

    Jwk withKid(const QString &kid) const;
    Jwk withUse(const QString &use) const;
    Jwk withAlg(const QString &alg) const;
    Jwk publicPart() const;

    /// Public members only, never private ones.
    QJsonObject toPublicJson() const;
    Secret toPkcs8() const; ///< null Secret for a public key
    /// RFC 7638 SHA-256, 32 raw bytes.
    QByteArray thumbprint() const;
    /// The same in base64url, as used for "kid".
    QString thumbprintText() const;

    evp_pkey_st *evp() const; ///< borrowed

private:
    struct Data;
    const QString &text(QString Data::*member) const;
    Jwk changed(QString Data::*member, const QString &value) const;
    std::shared_ptr<const Data> m_data;
};

/// A JWK Set from a registry or a card (S18): ≤ 64 keys, ≤ 256 KiB, no duplicate kid, no symmetric key.
struct JwkSet {
    QList<Jwk> keys;
    /// Keys of an unsupported kind are skipped, as RFC 7517 section 5 says. Errors: jwks.invalid, jwks.too_large,
    /// jwks.duplicate_kid, jwks.symmetric.
    static Result<JwkSet> fromJson(QByteArrayView bytes);
    std::optional<Jwk> byKid(const QString &kid) const;
    QJsonObject toJson() const;
};

} // namespace baton::jose
