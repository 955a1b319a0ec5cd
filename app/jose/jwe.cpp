#include "app/jose/jwe.h"

#include "app/base/base64url.h"
#include "app/base/random.h"
#include "app/base/text.h"
#include "app/jose/crypto.h"
#include "app/jose/gate.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace baton::jose {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Jose)
};

constexpr qsizetype wrappedKeySize = 40;
constexpr int minIterations = 1'000, maxIterations = 2'000'000; // S26
constexpr qsizetype minSalt = 8, maxSalt = 64, ownSalt = 16;

Failure headerFailure(const QString &code, const QString &what)
{
    return fail(code, what, Words::tr("Ask the sender to make the package again."));
}

std::optional<KeyAlg> keyAlgOf(const QString &name)
{
    for (const KeyAlg alg : { KeyAlg::EcdhEsA256Kw, KeyAlg::RsaOaep256, KeyAlg::Pbes2Hs512A256Kw }) {
        if (keyAlgName(alg) == name)
            return alg;
    }
    return {};
}

QByteArray decoded(const QJsonObject &header, QLatin1String name)
{
    return fromBase64Url(header.value(name).toString().toLatin1()).value_or(QByteArray());
}

// The members of one way must not appear with another: nothing is carried that is not looked at.
Result<void> checkOwners(const QJsonObject &header, KeyAlg alg)
{
    const std::pair<QLatin1String, KeyAlg> owners[] = { { "epk"_L1, KeyAlg::EcdhEsA256Kw }, { "apu"_L1, KeyAlg::EcdhEsA256Kw },
        { "apv"_L1, KeyAlg::EcdhEsA256Kw }, { "p2s"_L1, KeyAlg::Pbes2Hs512A256Kw }, { "p2c"_L1, KeyAlg::Pbes2Hs512A256Kw } };
    for (const auto &[name, owner] : owners) {
        if (header.contains(name) && owner != alg)
            return headerFailure(u"jwe.header_member"_s, Words::tr("The header member “%1” does not belong to %2.").arg(name, keyAlgName(alg)));
    }
    return {};
}

Result<Jwk> readEpk(const QJsonObject &header)
{
    const QJsonValue value = header.value("epk"_L1);
    const QJsonObject json = value.toObject();
    // Exactly kty, crv, x, y: a private d or anything else is refused.
    auto key = json.size() == 4 ? Jwk::fromJson(json) : Result<Jwk>(fail(u"jwk.invalid"_s, {}));
    if (!key || key->type() != Jwk::Type::EcP256 || key->isPrivate())
        return headerFailure(u"jwe.epk"_s, Words::tr("The one-time key in the header is not a public P-256 key."));
    return *key;
}

Result<void> checkEcdh(const QJsonObject &header)
{
    if (auto epk = readEpk(header); !epk)
        return fail(epk.error());
    for (const QLatin1String name : { "apu"_L1, "apv"_L1 }) {
        const QJsonValue value = header.value(name);
        if (!value.isUndefined() && (!value.isString() || !fromBase64Url(value.toString().toLatin1())))
            return headerFailure(u"jwe.header"_s, Words::tr("The header member “%1” is not strict base64url.").arg(name));
    }
    return {};
}

Result<void> checkPbes2(const QJsonObject &header)
{
    const QJsonValue count = header.value("p2c"_L1);
    const double number = count.toDouble(-1);
    const QByteArray salt = decoded(header, "p2s"_L1);
    if (!count.isDouble() || number != std::floor(number) || number < minIterations || number > maxIterations || salt.size() < minSalt
        || salt.size() > maxSalt)
        return headerFailure(u"jwe.pbes2"_s, Words::tr("The passphrase settings in the header are outside what is accepted: 1,000 to 2,000,000 rounds, salt of 8 to 64 octets."));
    return {};
}

Result<KeyAlg> gate(const QJsonObject &header)
{
    const auto alg = keyAlgOf(header.value("alg"_L1).toString());
    if (!alg)
        return headerFailure(u"jwe.alg"_s, Words::tr("The key algorithm “%1” is not accepted.").arg(plain(header.value("alg"_L1).toString().left(40))));
    if (header.value("enc"_L1).toString() != "A256GCM"_L1)
        return headerFailure(u"jwe.enc"_s, Words::tr("The content encryption must be A256GCM."));
    auto checked = checkOwners(header, *alg);
    if (checked && *alg == KeyAlg::EcdhEsA256Kw)
        checked = checkEcdh(header);
    if (checked && *alg == KeyAlg::Pbes2Hs512A256Kw)
        checked = checkPbes2(header);
    if (!checked)
        return fail(checked.error());
    return *alg;
}

Secret ecdhKek(const QJsonObject &header, const Jwk &mine, const Jwk &theirs)
{
    const auto shared = ecdh(mine.evp(), theirs.evp());
    if (!shared)
        return {};
    return concatKdf(shared->view(), "ECDH-ES+A256KW", decoded(header, "apu"_L1), decoded(header, "apv"_L1), contentKeySize);
}

Secret pbes2Kek(const Secret &passphrase, const QByteArray &salt, int iterations)
{
    return pbes2Key(passphrase.view(), "PBES2-HS512+A256KW", salt, iterations, EVP_sha512(), contentKeySize);
}

// S28: a failed unwrap goes on with a random key, so that the one error comes from the one place, at the same pace.
Result<Secret> openContent(const JweParts &parts, const std::optional<Secret> &unwrapped)
{
    QByteArray other = randomBytes(contentKeySize);
    const Secret random = Secret::take(other);
    const bool fits = unwrapped && unwrapped->size() == contentKeySize;
    const auto plain = gcmOpen((fits ? *unwrapped : random).view(), parts.iv, parts.protectedText, parts.ciphertext, parts.tag);
    if (!fits || !plain)
        return fail(u"jwe.decrypt"_s, Words::tr("The content could not be decrypted: the key or passphrase does not fit, or it was changed on the way."),
            Words::tr("Check the passphrase or the key. If they are right, ask the sender for the package again."));
    return *plain;
}

bool fits(const Jwk &key, KeyAlg alg, std::initializer_list<QString> operations)
{
    const bool rightType = key.type() == (alg == KeyAlg::RsaOaep256 ? Jwk::Type::Rsa : Jwk::Type::EcP256);
    const bool allowed = std::any_of(operations.begin(), operations.end(), [&key](const QString &operation) { return key.allows(operation); });
    return !key.isNull() && alg != KeyAlg::Pbes2Hs512A256Kw && rightType && key.use() != "sig"_L1
        && (key.alg().isEmpty() || key.alg() == keyAlgName(alg)) && allowed;
}

Result<QByteArray> assemble(const QJsonObject &header, QByteArrayView encryptedKey, const Secret &contentKey, const Secret &payload)
{
    const QByteArray text = toBase64Url(QJsonDocument(header).toJson(QJsonDocument::Compact));
    const QByteArray iv = randomBytes(gcmIvSize);
    const auto sealed = gcmSeal(contentKey.view(), iv, text, payload.view());
    if (!sealed)
        return fail(u"jwe.key"_s, Words::tr("The content could not be encrypted."));
    return text + '.' + toBase64Url(encryptedKey) + '.' + toBase64Url(iv) + '.' + toBase64Url(sealed->ciphertext) + '.' + toBase64Url(sealed->tag);
}

Secret newContentKey()
{
    QByteArray bytes = randomBytes(contentKeySize);
    return Secret::take(bytes);
}

} // namespace

QString keyAlgName(KeyAlg alg)
{
    switch (alg) {
    case KeyAlg::EcdhEsA256Kw: return u"ECDH-ES+A256KW"_s;
    case KeyAlg::RsaOaep256: return u"RSA-OAEP-256"_s;
    case KeyAlg::Pbes2Hs512A256Kw: return u"PBES2-HS512+A256KW"_s;
    }
    return {};
}

QString JweParts::kid() const { return header.value("kid"_L1).toString(); }
QString JweParts::typ() const { return header.value("typ"_L1).toString(); }

Result<JweParts> parseJwe(QByteArrayView compact, qsizetype maxBytes)
{
    if (compact.size() > maxBytes)
        return fail(u"jwe.too_large"_s, Words::tr("The encrypted text is larger than %1 bytes.").arg(maxBytes));
    const auto split = splitCompact<5>(compact);
    if (!split)
        return fail(u"jwe.parts"_s, Words::tr("The text does not have the five parts of an encrypted package."), Words::tr("Copy the whole text, without line breaks."));
    auto header = readHeader((*split)[0],
        { "alg"_L1, "enc"_L1, "kid"_L1, "typ"_L1, "cty"_L1, "epk"_L1, "apu"_L1, "apv"_L1, "p2s"_L1, "p2c"_L1 }, u"jwe"_s);
    if (!header)
        return fail(header.error());
    const auto alg = gate(*header);
    if (!alg)
        return fail(alg.error());
    std::array<QByteArray, 4> bytes;
    for (size_t i = 0; i < 4; ++i) {
        const auto part = fromBase64Url((*split)[i + 1]);
        if (!part)
            return fail(u"jwe.base64"_s, Words::tr("A part of the encrypted text is not strict base64url."), Words::tr("Copy the whole text, without line breaks."));
        bytes[i] = *part;
    }
    const qsizetype keySize = bytes[0].size();
    const bool keyFits = *alg == KeyAlg::RsaOaep256 ? keySize >= 256 && keySize <= 1024 : keySize == wrappedKeySize;
    if (!keyFits || bytes[1].size() != gcmIvSize || bytes[3].size() != gcmTagSize)
        return headerFailure(u"jwe.sizes"_s, Words::tr("A part of the encrypted text has the wrong length."));
    return JweParts { *header, (*split)[0].toByteArray(), bytes[0], bytes[1], bytes[2], bytes[3], *alg };
}

Result<Secret> decryptJwe(const JweParts &parts, const Jwk &privateKey)
{
    std::optional<Secret> key;
    if (privateKey.isPrivate() && parts.alg == KeyAlg::EcdhEsA256Kw && fits(privateKey, parts.alg, { u"deriveKey"_s, u"deriveBits"_s })) {
        if (const auto epk = readEpk(parts.header))
            key = unwrapKey(ecdhKek(parts.header, privateKey, *epk).view(), parts.encryptedKey);
    } else if (privateKey.isPrivate() && parts.alg == KeyAlg::RsaOaep256 && fits(privateKey, parts.alg, { u"decrypt"_s, u"unwrapKey"_s })) {
        key = oaepDecrypt(privateKey.evp(), parts.encryptedKey);
    }
    return openContent(parts, key);
}

Result<Secret> decryptJwe(const JweParts &parts, const Secret &passphrase)
{
    std::optional<Secret> key;
    // The bounds were checked by the gate; a JweParts made by hand is checked again before any deriving.
    if (parts.alg == KeyAlg::Pbes2Hs512A256Kw && checkPbes2(parts.header)) {
        const Secret kek = pbes2Kek(passphrase, decoded(parts.header, "p2s"_L1), parts.header.value("p2c"_L1).toInt());
        key = unwrapKey(kek.view(), parts.encryptedKey);
    }
    return openContent(parts, key);
}

Result<QByteArray> encryptJwe(const Secret &payload, const Jwk &recipient, const QJsonObject &header)
{
    const KeyAlg alg = recipient.type() == Jwk::Type::Rsa ? KeyAlg::RsaOaep256 : KeyAlg::EcdhEsA256Kw;
    const Jwk key = recipient.publicPart();
    const Failure unfit = fail(u"jwe.key"_s, Words::tr("The recipient’s key is not meant for encryption."), Words::tr("Ask the recipient for a key of use “enc”."));
    if (!fits(key, alg, { u"deriveKey"_s, u"deriveBits"_s, u"encrypt"_s, u"wrapKey"_s }))
        return unfit;
    QJsonObject full = header;
    full.insert("alg"_L1, keyAlgName(alg));
    full.insert("enc"_L1, "A256GCM"_L1);
    full.insert("kid"_L1, key.thumbprintText());
    const Secret contentKey = newContentKey();
    std::optional<QByteArray> encryptedKey;
    if (alg == KeyAlg::RsaOaep256) {
        encryptedKey = oaepEncrypt(key.evp(), contentKey.view());
    } else {
        const Jwk oneTime = Jwk::generateEcP256();
        full.insert("epk"_L1, oneTime.toPublicJson());
        encryptedKey = wrapKey(ecdhKek(full, oneTime, key).view(), contentKey.view());
    }
    if (!encryptedKey)
        return unfit;
    return assemble(full, *encryptedKey, contentKey, payload);
}

Result<QByteArray> encryptJwe(const Secret &payload, const Secret &passphrase, const QJsonObject &header, int iterations)
{
    const QByteArray salt = randomBytes(ownSalt);
    QJsonObject full = header;
    full.remove("kid"_L1);
    full.insert("alg"_L1, keyAlgName(KeyAlg::Pbes2Hs512A256Kw));
    full.insert("enc"_L1, "A256GCM"_L1);
    full.insert("p2s"_L1, QString::fromLatin1(toBase64Url(salt)));
    full.insert("p2c"_L1, iterations);
    if (!checkPbes2(full) || passphrase.isEmpty())
        return fail(u"jwe.key"_s, Words::tr("There is no passphrase to encrypt with."), Words::tr("Type a passphrase."));
    const Secret contentKey = newContentKey();
    const auto encryptedKey = wrapKey(pbes2Kek(passphrase, salt, iterations).view(), contentKey.view());
    if (!encryptedKey)
        return fail(u"jwe.key"_s, Words::tr("The content could not be encrypted with the passphrase."));
    return assemble(full, *encryptedKey, contentKey, payload);
}

Secret normalizedPassphrase(const QString &typed)
{
    return Secret::fromString(typed.normalized(QString::NormalizationForm_C));
}

} // namespace baton::jose
