#include "app/jose/jws.h"

#include "app/base/base64url.h"
#include "app/base/text.h"
#include "app/jose/crypto.h"
#include "app/jose/gate.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <openssl/ecdsa.h>

using namespace Qt::StringLiterals;

namespace baton::jose {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Jose)
};

using EcdsaSigPtr = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
constexpr int coordinateSize = 32;

QString algOf(Jwk::Type type)
{
    return type == Jwk::Type::Rsa ? u"RS256"_s : u"ES256"_s;
}

// S25: what the key says about itself is respected.
bool fits(const Jwk &key, const QString &alg, const QString &operation)
{
    return !key.isNull() && algOf(key.type()) == alg && key.use() != "enc"_L1 && (key.alg().isEmpty() || key.alg() == alg) && key.allows(operation);
}

// JWS carries R ‖ S (RFC 7518 section 3.4), OpenSSL speaks DER.
QByteArray rawToDer(QByteArrayView raw)
{
    if (raw.size() != 2 * coordinateSize)
        return {};
    BIGNUM *r = BN_bin2bn(uchars(raw.first(coordinateSize)), coordinateSize, nullptr);
    BIGNUM *s = BN_bin2bn(uchars(raw.last(coordinateSize)), coordinateSize, nullptr);
    const EcdsaSigPtr signature(ECDSA_SIG_new());
    if (!r || !s || !signature || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    unsigned char *der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    const QByteArray out = size > 0 ? QByteArray(reinterpret_cast<const char *>(der), size) : QByteArray();
    OPENSSL_free(der);
    return out;
}

QByteArray derToRaw(const QByteArray &der)
{
    const unsigned char *at = uchars(QByteArrayView(der));
    const EcdsaSigPtr signature(d2i_ECDSA_SIG(nullptr, &at, long(der.size())));
    QByteArray out(2 * coordinateSize, '\0');
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), uchars(out), coordinateSize) != coordinateSize
        || BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), uchars(out) + coordinateSize, coordinateSize) != coordinateSize)
        return {};
    return out;
}

} // namespace

QString JwsParts::alg() const { return header.value("alg"_L1).toString(); }
QString JwsParts::kid() const { return header.value("kid"_L1).toString(); }
QString JwsParts::typ() const { return header.value("typ"_L1).toString(); }

Result<JwsParts> parseJws(QByteArrayView compact, qsizetype maxBytes)
{
    if (compact.size() > maxBytes)
        return fail(u"jws.too_large"_s, Words::tr("The signed text is larger than %1 bytes.").arg(maxBytes));
    const auto split = splitCompact<3>(compact);
    if (!split)
        return fail(u"jws.parts"_s, Words::tr("The text does not have the three parts of a signed token."), Words::tr("Copy the whole text, without line breaks."));
    const auto &[head, body, tail] = *split;
    auto header = readHeader(head, { "alg"_L1, "kid"_L1, "typ"_L1, "cty"_L1 }, u"jws"_s);
    if (!header)
        return fail(header.error());
    const auto payload = fromBase64Url(body);
    const auto signature = fromBase64Url(tail);
    if (!payload || !signature)
        return fail(u"jws.base64"_s, Words::tr("A part of the signed text is not strict base64url."), Words::tr("Copy the whole text, without line breaks."));
    return JwsParts { *header, *payload, compact.first(head.size() + 1 + body.size()).toByteArray(), *signature };
}

Result<void> verifyJws(const JwsParts &parts, const Jwk &key, const QString &expectedAlg)
{
    if (parts.alg() != expectedAlg)
        return fail(u"jws.alg"_s, Words::tr("The algorithm is %1 and must be %2.").arg(plain(parts.alg().left(40)), expectedAlg));
    if (!fits(key, expectedAlg, u"verify"_s))
        return fail(u"jws.key"_s, Words::tr("The key is not meant for checking a %1 signature.").arg(expectedAlg));
    const Failure wrong = fail(u"jws.signature"_s, Words::tr("The signature does not fit the text and the key."));
    const bool rsa = key.type() == Jwk::Type::Rsa;
    if (rsa && parts.signature.size() != EVP_PKEY_get_size(key.evp()))
        return wrong;
    const QByteArray signature = rsa ? parts.signature : rawToDer(parts.signature);
    const MdCtxPtr ctx(EVP_MD_CTX_new());
    if (signature.isEmpty() || !ctx || EVP_DigestVerifyInit(ctx.get(), nullptr, EVP_sha256(), nullptr, key.evp()) != 1
        || EVP_DigestVerify(ctx.get(), uchars(QByteArrayView(signature)), size_t(signature.size()), uchars(QByteArrayView(parts.signingInput)),
               size_t(parts.signingInput.size())) != 1)
        return wrong;
    return {};
}

Result<QByteArray> signJws(const QByteArray &payload, const Jwk &key, const QJsonObject &header)
{
    const Failure unfit = fail(u"jws.key"_s, Words::tr("The key cannot sign: it is not a private signing key."));
    if (key.isNull() || !key.isPrivate() || !fits(key, algOf(key.type()), u"sign"_s))
        return unfit;
    QJsonObject full = header;
    full.insert("alg"_L1, algOf(key.type()));
    const QByteArray input = toBase64Url(QJsonDocument(full).toJson(QJsonDocument::Compact)) + '.' + toBase64Url(payload);
    const MdCtxPtr ctx(EVP_MD_CTX_new());
    size_t size = 0;
    if (!ctx || EVP_DigestSignInit(ctx.get(), nullptr, EVP_sha256(), nullptr, key.evp()) != 1
        || EVP_DigestSign(ctx.get(), nullptr, &size, uchars(QByteArrayView(input)), size_t(input.size())) != 1)
        return unfit;
    QByteArray signature(qsizetype(size), Qt::Uninitialized);
    if (EVP_DigestSign(ctx.get(), uchars(signature), &size, uchars(QByteArrayView(input)), size_t(input.size())) != 1)
        return unfit;
    signature.truncate(qsizetype(size));
    return input + '.' + toBase64Url(key.type() == Jwk::Type::Rsa ? signature : derToRaw(signature));
}

} // namespace baton::jose
