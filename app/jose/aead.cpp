#include "app/jose/aead.h"

#include "app/base/random.h"
#include "app/jose/crypto.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>

using namespace Qt::StringLiterals;

namespace baton::jose {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Jose)
};

} // namespace

Result<QByteArray> sealBytes(const Secret &key, const Secret &plain, QByteArrayView associated)
{
    const QByteArray iv = randomBytes(gcmIvSize);
    const auto sealed = gcmSeal(key.view(), iv, associated, plain.view());
    if (!sealed)
        return fail(u"aead.key"_s, Words::tr("The data could not be encrypted: the key is not 32 bytes."));
    return iv + sealed->ciphertext + sealed->tag;
}

Result<Secret> openBytes(const Secret &key, QByteArrayView sealed, QByteArrayView associated)
{
    if (key.size() != contentKeySize)
        return fail(u"aead.key"_s, Words::tr("The data could not be decrypted: the key is not 32 bytes."));
    if (sealed.size() >= gcmIvSize + gcmTagSize) {
        const QByteArrayView body = sealed.sliced(gcmIvSize).chopped(gcmTagSize);
        if (auto plain = gcmOpen(key.view(), sealed.first(gcmIvSize), associated, body, sealed.last(gcmTagSize)))
            return *plain;
    }
    return fail(u"aead.open"_s, Words::tr("The data does not fit the key, or it was changed."));
}

Secret deriveKey(const Secret &passphrase, QByteArrayView salt, int iterations)
{
    return pbes2Key(passphrase.view(), {}, salt, iterations, EVP_sha512(), contentKeySize);
}

QByteArray sha256(QByteArrayView bytes)
{
    return QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256);
}

} // namespace baton::jose
