#include "app/jose/crypto.h"

#include <QtCore/QtEndian>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

namespace baton::jose {

namespace {

using KdfPtr = std::unique_ptr<EVP_KDF, Freed<EVP_KDF_free>>;
using KdfCtxPtr = std::unique_ptr<EVP_KDF_CTX, Freed<EVP_KDF_CTX_free>>;

// A length-prefixed field of OtherInfo.
QByteArray prefixed(QByteArrayView data)
{
    QByteArray out(4, Qt::Uninitialized);
    qToBigEndian(quint32(data.size()), out.data());
    return out + data.toByteArray();
}

bool setOaep(EVP_PKEY_CTX *ctx)
{
    return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) > 0 && EVP_PKEY_CTX_set_rsa_oaep_md(ctx, EVP_sha256()) > 0
        && EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_sha256()) > 0;
}

} // namespace

std::optional<GcmOut> gcmSeal(QByteArrayView key, QByteArrayView iv, QByteArrayView associated, QByteArrayView plain)
{
    if (key.size() != contentKeySize || iv.size() != gcmIvSize)
        return {};
    const CipherCtxPtr ctx(EVP_CIPHER_CTX_new());
    GcmOut out { QByteArray(plain.size(), Qt::Uninitialized), QByteArray(gcmTagSize, Qt::Uninitialized) };
    int length = 0;
    const bool ok = ctx && EVP_EncryptInit_ex2(ctx.get(), EVP_aes_256_gcm(), uchars(key), uchars(iv), nullptr) == 1
        && (associated.isEmpty() || EVP_EncryptUpdate(ctx.get(), nullptr, &length, uchars(associated), int(associated.size())) == 1)
        && (plain.isEmpty() || EVP_EncryptUpdate(ctx.get(), uchars(out.ciphertext), &length, uchars(plain), int(plain.size())) == 1)
        && EVP_EncryptFinal_ex(ctx.get(), uchars(out.tag), &length) == 1
        && EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_AEAD_GET_TAG, int(gcmTagSize), out.tag.data()) == 1;
    if (!ok)
        return {};
    return out;
}

std::optional<Secret> gcmOpen(QByteArrayView key, QByteArrayView iv, QByteArrayView associated, QByteArrayView ciphertext, QByteArrayView tag)
{
    if (key.size() != contentKeySize || iv.size() != gcmIvSize || tag.size() != gcmTagSize)
        return {};
    const CipherCtxPtr ctx(EVP_CIPHER_CTX_new());
    QByteArray plain(ciphertext.size() + gcmTagSize, Qt::Uninitialized);
    QByteArray expected = tag.toByteArray();
    int length = 0;
    const bool ok = ctx && EVP_DecryptInit_ex2(ctx.get(), EVP_aes_256_gcm(), uchars(key), uchars(iv), nullptr) == 1
        && (associated.isEmpty() || EVP_DecryptUpdate(ctx.get(), nullptr, &length, uchars(associated), int(associated.size())) == 1)
        && (ciphertext.isEmpty() || EVP_DecryptUpdate(ctx.get(), uchars(plain), &length, uchars(ciphertext), int(ciphertext.size())) == 1)
        && EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_AEAD_SET_TAG, int(gcmTagSize), expected.data()) == 1
        && EVP_DecryptFinal_ex(ctx.get(), uchars(plain) + ciphertext.size(), &length) == 1;
    Secret out(QByteArrayView(plain).first(ok ? ciphertext.size() : 0));
    wipe(plain);
    if (!ok)
        return {};
    return out;
}

std::optional<QByteArray> wrapKey(QByteArrayView keyEncryptionKey, QByteArrayView key)
{
    if (keyEncryptionKey.size() != contentKeySize || key.size() < 16 || key.size() % 8)
        return {};
    const CipherCtxPtr ctx(EVP_CIPHER_CTX_new());
    QByteArray wrapped(key.size() + 16, Qt::Uninitialized);
    int length = 0, last = 0;
    if (!ctx)
        return {};
    EVP_CIPHER_CTX_set_flags(ctx.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    if (EVP_EncryptInit_ex2(ctx.get(), EVP_aes_256_wrap(), uchars(keyEncryptionKey), nullptr, nullptr) != 1
        || EVP_EncryptUpdate(ctx.get(), uchars(wrapped), &length, uchars(key), int(key.size())) != 1
        || EVP_EncryptFinal_ex(ctx.get(), uchars(wrapped) + length, &last) != 1)
        return {};
    wrapped.truncate(length + last);
    return wrapped;
}

std::optional<Secret> unwrapKey(QByteArrayView keyEncryptionKey, QByteArrayView wrapped)
{
    if (keyEncryptionKey.size() != contentKeySize || wrapped.size() < 24 || wrapped.size() % 8)
        return {};
    const CipherCtxPtr ctx(EVP_CIPHER_CTX_new());
    QByteArray key(wrapped.size() + 16, Qt::Uninitialized);
    int length = 0, last = 0;
    if (!ctx)
        return {};
    EVP_CIPHER_CTX_set_flags(ctx.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    const bool ok = EVP_DecryptInit_ex2(ctx.get(), EVP_aes_256_wrap(), uchars(keyEncryptionKey), nullptr, nullptr) == 1
        && EVP_DecryptUpdate(ctx.get(), uchars(key), &length, uchars(wrapped), int(wrapped.size())) == 1
        && EVP_DecryptFinal_ex(ctx.get(), uchars(key) + length, &last) == 1;
    Secret out(QByteArrayView(key).first(ok ? length + last : 0));
    wipe(key);
    if (!ok || out.size() != wrapped.size() - 8)
        return {};
    return out;
}

Secret concatKdf(QByteArrayView sharedSecret, QByteArrayView algorithm, QByteArrayView apu, QByteArrayView apv, qsizetype size)
{
    QByteArray bits(4, Qt::Uninitialized);
    qToBigEndian(quint32(size * 8), bits.data());
    QByteArray info = prefixed(algorithm) + prefixed(apu) + prefixed(apv) + bits;
    QByteArray secret = sharedSecret.toByteArray();
    QByteArray out(size, Qt::Uninitialized);
    char digest[] = "SHA256";
    // SSKDF is the one-step KDF of SP 800-56C, which is what RFC 7518 calls Concat KDF.
    const KdfPtr kdf(EVP_KDF_fetch(nullptr, "SSKDF", nullptr));
    const KdfCtxPtr ctx(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    const OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), size_t(secret.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), size_t(info.size())), OSSL_PARAM_construct_end() };
    const bool ok = ctx && EVP_KDF_derive(ctx.get(), uchars(out), size_t(size), params) == 1;
    wipe(secret);
    if (!ok)
        return {};
    return Secret::take(out);
}

std::optional<Secret> ecdh(EVP_PKEY *mine, EVP_PKEY *theirs)
{
    const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_pkey(nullptr, mine, nullptr));
    size_t length = 0;
    if (!ctx || EVP_PKEY_derive_init(ctx.get()) != 1 || EVP_PKEY_derive_set_peer(ctx.get(), theirs) != 1
        || EVP_PKEY_derive(ctx.get(), nullptr, &length) != 1)
        return {};
    QByteArray secret(qsizetype(length), Qt::Uninitialized);
    if (EVP_PKEY_derive(ctx.get(), uchars(secret), &length) != 1)
        return {};
    return Secret::take(secret);
}

Secret pbes2Key(QByteArrayView passphrase, QByteArrayView algorithm, QByteArrayView salt, int iterations, const EVP_MD *digest, qsizetype size)
{
    const QByteArray whole = algorithm.toByteArray() + (algorithm.isEmpty() ? QByteArray() : QByteArray(1, '\0')) + salt.toByteArray();
    QByteArray out(size, Qt::Uninitialized);
    if (PKCS5_PBKDF2_HMAC(passphrase.data() ? passphrase.data() : "", int(passphrase.size()), uchars(whole), int(whole.size()), iterations,
            digest, int(size), uchars(out)) != 1)
        return {};
    return Secret::take(out);
}

std::optional<QByteArray> oaepEncrypt(EVP_PKEY *key, QByteArrayView plain)
{
    const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    QByteArray out(EVP_PKEY_get_size(key), Qt::Uninitialized);
    size_t length = size_t(out.size());
    if (!ctx || EVP_PKEY_encrypt_init(ctx.get()) != 1 || !setOaep(ctx.get())
        || EVP_PKEY_encrypt(ctx.get(), uchars(out), &length, uchars(plain), size_t(plain.size())) != 1)
        return {};
    out.truncate(qsizetype(length));
    return out;
}

std::optional<Secret> oaepDecrypt(EVP_PKEY *key, QByteArrayView cipher)
{
    const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    QByteArray out(EVP_PKEY_get_size(key), Qt::Uninitialized);
    size_t length = size_t(out.size());
    const bool ok = ctx && EVP_PKEY_decrypt_init(ctx.get()) == 1 && setOaep(ctx.get())
        && EVP_PKEY_decrypt(ctx.get(), uchars(out), &length, uchars(cipher), size_t(cipher.size())) == 1;
    Secret secret(QByteArrayView(out).first(ok ? qsizetype(length) : 0));
    wipe(out);
    if (!ok)
        return {};
    return secret;
}

} // namespace baton::jose
