#pragma once

#include "app/base/secret.h"

#include <openssl/evp.h>

#include <memory>
#include <optional>

/// The primitives behind JWS and JWE, one OpenSSL 3 EVP call each. For this room and its tests.
namespace baton::jose {

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T *object) const { Free(object); }
};
using PkeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using PkeyCtxPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using CipherCtxPtr = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using MdCtxPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

inline const unsigned char *uchars(QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); }
inline unsigned char *uchars(QByteArray &bytes) { return reinterpret_cast<unsigned char *>(bytes.data()); }

inline constexpr qsizetype gcmIvSize = 12;
inline constexpr qsizetype gcmTagSize = 16;
inline constexpr qsizetype contentKeySize = 32;

struct GcmOut {
    QByteArray ciphertext, tag;
};
/// AES-256-GCM; key 32, iv 12 octets. Nothing if OpenSSL refuses.
std::optional<GcmOut> gcmSeal(QByteArrayView key, QByteArrayView iv, QByteArrayView associated, QByteArrayView plain);
/// Nothing unless the 16-octet tag fits.
std::optional<Secret> gcmOpen(QByteArrayView key, QByteArrayView iv, QByteArrayView associated, QByteArrayView ciphertext, QByteArrayView tag);

/// AES Key Wrap (RFC 3394) under a 32-octet key: 8 octets longer than its input.
std::optional<QByteArray> wrapKey(QByteArrayView keyEncryptionKey, QByteArrayView key);
std::optional<Secret> unwrapKey(QByteArrayView keyEncryptionKey, QByteArrayView wrapped);

/// Concat KDF with SHA-256 as RFC 7518 section 4.6.2 fills it; size in octets.
Secret concatKdf(QByteArrayView sharedSecret, QByteArrayView algorithm, QByteArrayView apu, QByteArrayView apv, qsizetype size);
/// Raw ECDH; nothing when the curves differ.
std::optional<Secret> ecdh(EVP_PKEY *mine, EVP_PKEY *theirs);

/// PBKDF2 with the salt of RFC 7518 section 4.8.1.1: algorithm ‖ 0x00 ‖ p2s.
Secret pbes2Key(QByteArrayView passphrase, QByteArrayView algorithm, QByteArrayView salt, int iterations, const EVP_MD *digest, qsizetype size);

/// RSAES-OAEP with SHA-256 for both digest and MGF1.
std::optional<QByteArray> oaepEncrypt(EVP_PKEY *key, QByteArrayView plain);
std::optional<Secret> oaepDecrypt(EVP_PKEY *key, QByteArrayView cipher);

} // namespace baton::jose
