#pragma once

#include "app/jose/jwk.h"

namespace baton::jose {

enum class KeyAlg { EcdhEsA256Kw, RsaOaep256, Pbes2Hs512A256Kw };
QString keyAlgName(KeyAlg alg);

/// The protected header of a compact JWE after the gate (S21, S22, S24, S26), nothing decrypted yet.
struct JweParts {
    QJsonObject header;
    QByteArray protectedText; ///< as received: the AAD
    QByteArray encryptedKey, iv, ciphertext, tag;
    KeyAlg alg = KeyAlg::EcdhEsA256Kw;
    QString kid() const;
    QString typ() const;
};

/// Errors: jwe.parts, jwe.base64, jwe.too_large, jwe.header, jwe.header_member, jwe.alg, jwe.enc, jwe.epk, jwe.pbes2, jwe.sizes.
Result<JweParts> parseJwe(QByteArrayView compact, qsizetype maxBytes = 64 * 1024);

/// With a private key. One error, jwe.decrypt, for everything after the gate, in near-equal time (S28).
Result<Secret> decryptJwe(const JweParts &parts, const Jwk &privateKey);
/// With a passphrase (NFC, UTF-8; S27). Slow by design: call it off the GUI thread.
Result<Secret> decryptJwe(const JweParts &parts, const Secret &passphrase);

/// To a public key: ECDH-ES+A256KW for P-256, RSA-OAEP-256 for RSA; kid = thumbprint, enc A256GCM. Errors: jwe.key.
Result<QByteArray> encryptJwe(const Secret &payload, const Jwk &recipient, const QJsonObject &header);
/// PBES2-HS512+A256KW, p2c 600,000, 16-byte salt. Slow by design: call it off the GUI thread.
Result<QByteArray> encryptJwe(const Secret &payload, const Secret &passphrase, const QJsonObject &header, int iterations = 600'000);

/// NFC and UTF-8, the same when writing and reading (S27).
Secret normalizedPassphrase(const QString &typed);

} // namespace baton::jose
