#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

namespace baton::jose {

/// AES-256-GCM for the vault's columns and files: 12-byte random nonce ‖ ciphertext ‖ 16-byte tag.
/// key: exactly 32 bytes. Errors: aead.key, aead.open.
Result<QByteArray> sealBytes(const Secret &key, const Secret &plain, QByteArrayView associated);
Result<Secret> openBytes(const Secret &key, QByteArrayView sealed, QByteArrayView associated);

/// PBKDF2-HMAC-SHA512 (RFC 8018), 32 bytes out; for a passphrase-protected vault key.
Secret deriveKey(const Secret &passphrase, QByteArrayView salt, int iterations);

QByteArray sha256(QByteArrayView bytes);

} // namespace baton::jose
