#include "app/jose/jwk.h"

#include "app/base/base64url.h"
#include "app/jose/aead.h"
#include "app/jose/crypto.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <vector>

using namespace Qt::StringLiterals;

namespace baton::jose {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Jose)
};

using BnPtr = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using BuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using ParamPtr = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Pkcs8Ptr = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;

constexpr int coordinateSize = 32;
constexpr int minRsaBits = 2048, maxRsaBits = 8192;
constexpr qsizetype maxExponentSize = 8;

QByteArray bytesOf(const BIGNUM *number, int size = 0)
{
    QByteArray out(size ? size : BN_num_bytes(number), Qt::Uninitialized);
    BN_bn2binpad(number, uchars(out), int(out.size()));
    return out;
}

QByteArray parameter(EVP_PKEY *key, const char *name, int size = 0)
{
    BIGNUM *raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &raw) != 1)
        return {};
    const BnPtr number(raw);
    return bytesOf(number.get(), size);
}

// Collects what EVP_PKEY_fromdata wants; big numbers must live as long as the builder.
class KeyBuilder {
public:
    void number(const char *name, QByteArrayView bytes)
    {
        m_numbers.emplace_back(BN_bin2bn(uchars(bytes), int(bytes.size()), nullptr));
        m_ok = m_ok && OSSL_PARAM_BLD_push_BN(m_builder.get(), name, m_numbers.back().get()) == 1;
    }
    void text(const char *name, const char *value) { m_ok = m_ok && OSSL_PARAM_BLD_push_utf8_string(m_builder.get(), name, value, 0) == 1; }
    void octets(const char *name, const QByteArray &bytes)
    {
        m_ok = m_ok && OSSL_PARAM_BLD_push_octet_string(m_builder.get(), name, bytes.constData(), size_t(bytes.size())) == 1;
    }
    PkeyPtr build(const char *type, bool isPrivate)
    {
        EVP_PKEY *key = nullptr;
        const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
        const ParamPtr params(OSSL_PARAM_BLD_to_param(m_builder.get()));
        if (m_ok && ctx && params && EVP_PKEY_fromdata_init(ctx.get()) == 1)
            EVP_PKEY_fromdata(ctx.get(), &key, isPrivate ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params.get());
        ERR_clear_error();
        return PkeyPtr(key);
    }

private:
    BuilderPtr m_builder { OSSL_PARAM_BLD_new() };
    std::vector<BnPtr> m_numbers;
    bool m_ok = true;
};

PkeyPtr ecKey(const QByteArray &x, const QByteArray &y, QByteArrayView d = {})
{
    KeyBuilder builder;
    builder.text(OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1");
    const QByteArray point = '\x04' + x + y;
    builder.octets(OSSL_PKEY_PARAM_PUB_KEY, point);
    if (!d.isEmpty())
        builder.number(OSSL_PKEY_PARAM_PRIV_KEY, d);
    return builder.build("EC", !d.isEmpty());
}

bool passes(EVP_PKEY *key, int (*check)(EVP_PKEY_CTX *))
{
    const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    const bool ok = ctx && check(ctx.get()) == 1;
    ERR_clear_error();
    return ok;
}

Failure invalid(const QString &why)
{
    return fail(u"jwk.invalid"_s, Words::tr("The key cannot be read: %1.").arg(why), Words::tr("Ask its owner for the key again."));
}

// A number without leading zero octets (RFC 7518 section 2).
std::optional<QByteArray> unsignedMember(const QJsonObject &json, QLatin1String name)
{
    const auto bytes = fromBase64Url(json.value(name).toString().toLatin1());
    if (!bytes || bytes->isEmpty() || bytes->front() == '\0')
        return {};
    return bytes;
}

std::optional<QByteArray> fixedMember(const QJsonObject &json, QLatin1String name)
{
    const auto bytes = fromBase64Url(json.value(name).toString().toLatin1());
    if (!bytes || bytes->size() != coordinateSize)
        return {};
    return bytes;
}

} // namespace

struct Jwk::Data {
    Type type = Type::EcP256;
    bool isPrivate = false;
    std::shared_ptr<EVP_PKEY> pkey;
    QByteArray first, second; ///< n, e or x, y
    QString kid, use, alg;
    std::optional<QStringList> operations;
};

namespace {

Result<void> checkRsaPublic(const QByteArray &n, const QByteArray &e)
{
    const int bits = int(n.size()) * 8 - qCountLeadingZeroBits(quint8(n.isEmpty() ? 0 : n.front()));
    if (bits < minRsaBits || bits > maxRsaBits)
        return fail(u"jwk.weak"_s, Words::tr("The RSA key has %1 bits; 2048 to 8192 are accepted.").arg(bits), Words::tr("Ask its owner for another key."));
    const bool small = e.size() == 1 && quint8(e.front()) < 3;
    if (e.size() > maxExponentSize || !(e.back() & 1) || !(n.back() & 1) || small)
        return fail(u"jwk.weak"_s, Words::tr("The RSA key has an unusable modulus or exponent."), Words::tr("Ask its owner for another key."));
    return {};
}

Result<PkeyPtr> rsaFromJson(const QJsonObject &json, bool isPrivate, QByteArray &n, QByteArray &e)
{
    const auto modulus = unsignedMember(json, "n"_L1);
    const auto exponent = unsignedMember(json, "e"_L1);
    if (!modulus || !exponent)
        return invalid(Words::tr("n or e is missing or not strict base64url"));
    n = *modulus;
    e = *exponent;
    if (auto checked = checkRsaPublic(n, e); !checked)
        return fail(checked.error());
    KeyBuilder builder;
    builder.number(OSSL_PKEY_PARAM_RSA_N, n);
    builder.number(OSSL_PKEY_PARAM_RSA_E, e);
    if (isPrivate) {
        const std::pair<QLatin1String, const char *> members[] = { { "d"_L1, OSSL_PKEY_PARAM_RSA_D }, { "p"_L1, OSSL_PKEY_PARAM_RSA_FACTOR1 },
            { "q"_L1, OSSL_PKEY_PARAM_RSA_FACTOR2 }, { "dp"_L1, OSSL_PKEY_PARAM_RSA_EXPONENT1 }, { "dq"_L1, OSSL_PKEY_PARAM_RSA_EXPONENT2 },
            { "qi"_L1, OSSL_PKEY_PARAM_RSA_COEFFICIENT1 } };
        for (const auto &[name, parameterName] : members) {
            auto value = unsignedMember(json, name);
            if (!value || value->size() > n.size())
                return invalid(Words::tr("the private member %1 is missing or not strict base64url").arg(name));
            builder.number(parameterName, *value);
            wipe(*value);
        }
    }
    PkeyPtr key = builder.build("RSA", isPrivate);
    if (!key || (isPrivate && !passes(key.get(), EVP_PKEY_pairwise_check)))
        return invalid(Words::tr("its numbers do not belong together"));
    return key;
}

Result<PkeyPtr> ecFromJson(const QJsonObject &json, bool isPrivate, QByteArray &x, QByteArray &y)
{
    const auto first = fixedMember(json, "x"_L1);
    const auto second = fixedMember(json, "y"_L1);
    if (!first || !second)
        return invalid(Words::tr("x or y is not 32 octets of strict base64url"));
    x = *first;
    y = *second;
    auto d = isPrivate ? fixedMember(json, "d"_L1) : std::optional<QByteArray>();
    if (isPrivate && !d)
        return invalid(Words::tr("d is not 32 octets of strict base64url"));
    PkeyPtr publicOnly = ecKey(x, y);
    if (!publicOnly || !passes(publicOnly.get(), EVP_PKEY_public_check))
        return fail(u"jwk.not_on_curve"_s, Words::tr("The key is not a point of the curve P-256."), Words::tr("Do not use it. Ask its owner for the key again."));
    if (!isPrivate)
        return publicOnly;
    PkeyPtr key = ecKey(x, y, *d);
    wipe(*d);
    if (!key || !passes(key.get(), EVP_PKEY_pairwise_check))
        return invalid(Words::tr("its private and public parts do not belong together"));
    return key;
}

} // namespace

Jwk Jwk::generateRsa(int bits)
{
    auto data = std::make_shared<Data>();
    data->type = Type::Rsa;
    data->isPrivate = true;
    data->pkey.reset(EVP_RSA_gen(unsigned(bits)), EVP_PKEY_free);
    Jwk jwk;
    if (!data->pkey)
        return jwk;
    data->first = parameter(data->pkey.get(), OSSL_PKEY_PARAM_RSA_N);
    data->second = parameter(data->pkey.get(), OSSL_PKEY_PARAM_RSA_E);
    jwk.m_data = data;
    return jwk;
}

Jwk Jwk::generateEcP256()
{
    auto data = std::make_shared<Data>();
    data->isPrivate = true;
    data->pkey.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
    Jwk jwk;
    if (!data->pkey)
        return jwk;
    data->first = parameter(data->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_X, coordinateSize);
    data->second = parameter(data->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_Y, coordinateSize);
    jwk.m_data = data;
    return jwk;
}

Result<Jwk> Jwk::fromJson(const QJsonObject &json)
{
    for (const QLatin1String name : { "kty"_L1, "crv"_L1, "kid"_L1, "use"_L1, "alg"_L1, "n"_L1, "e"_L1, "x"_L1, "y"_L1, "d"_L1 }) {
        if (json.contains(name) && !json.value(name).isString())
            return invalid(QCoreApplication::translate("Jose", "the member %1 is not a text").arg(name));
    }
    const QString kty = json.value("kty"_L1).toString();
    if (kty == "oct"_L1 || json.contains("k"_L1))
        return fail(u"jwk.symmetric"_s, QCoreApplication::translate("Jose", "The key is a shared secret, not a public key."), QCoreApplication::translate("Jose", "Do not use it. Ask for a public key instead."));
    const bool rsa = kty == "RSA"_L1;
    if (!rsa && (kty != "EC"_L1 || json.value("crv"_L1) != "P-256"_L1))
        return fail(u"jwk.unsupported"_s, QCoreApplication::translate("Jose", "The key is neither RSA nor EC P-256."), QCoreApplication::translate("Jose", "Ask its owner for a P-256 or RSA key."));
    auto data = std::make_shared<Data>();
    data->type = rsa ? Type::Rsa : Type::EcP256;
    data->isPrivate = json.contains("d"_L1);
    data->kid = json.value("kid"_L1).toString();
    data->use = json.value("use"_L1).toString();
    data->alg = json.value("alg"_L1).toString();
    if (const QJsonValue operations = json.value("key_ops"_L1); !operations.isUndefined()) {
        if (!operations.isArray())
            return invalid(QCoreApplication::translate("Jose", "the member key_ops is not a list"));
        data->operations.emplace();
        for (const QJsonValue operation : operations.toArray()) {
            if (!operation.isString() || data->operations->contains(operation.toString()))
                return invalid(QCoreApplication::translate("Jose", "the member key_ops is not a list of different texts"));
            data->operations->append(operation.toString());
        }
    }
    auto key = rsa ? rsaFromJson(json, data->isPrivate, data->first, data->second) : ecFromJson(json, data->isPrivate, data->first, data->second);
    if (!key)
        return fail(key.error());
    data->pkey = std::shared_ptr<EVP_PKEY>(std::move(*key));
    Jwk jwk;
    jwk.m_data = data;
    return jwk;
}

Result<Jwk> Jwk::fromPkcs8(const Secret &der)
{
    const QByteArrayView bytes = der.view();
    const unsigned char *at = uchars(bytes);
    const Pkcs8Ptr info(bytes.isEmpty() ? nullptr : d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, long(bytes.size())));
    const bool whole = info && at == uchars(bytes) + bytes.size();
    auto data = std::make_shared<Data>();
    data->isPrivate = true;
    data->pkey.reset(whole ? EVP_PKCS82PKEY(info.get()) : nullptr, EVP_PKEY_free);
    ERR_clear_error();
    if (!data->pkey)
        return invalid(QCoreApplication::translate("Jose", "it is not a private key in PKCS #8 form"));
    char group[32] = {};
    if (EVP_PKEY_is_a(data->pkey.get(), "RSA")) {
        data->type = Type::Rsa;
        data->first = parameter(data->pkey.get(), OSSL_PKEY_PARAM_RSA_N);
        data->second = parameter(data->pkey.get(), OSSL_PKEY_PARAM_RSA_E);
        if (auto checked = checkRsaPublic(data->first, data->second); !checked)
            return fail(checked.error());
    } else if (EVP_PKEY_is_a(data->pkey.get(), "EC") && EVP_PKEY_get_group_name(data->pkey.get(), group, sizeof group, nullptr) == 1
        && qstrcmp(group, "prime256v1") == 0) {
        data->first = parameter(data->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_X, coordinateSize);
        data->second = parameter(data->pkey.get(), OSSL_PKEY_PARAM_EC_PUB_Y, coordinateSize);
    } else {
        return fail(u"jwk.unsupported"_s, QCoreApplication::translate("Jose", "The private key is neither RSA nor EC P-256."));
    }
    if (!passes(data->pkey.get(), EVP_PKEY_pairwise_check))
        return invalid(QCoreApplication::translate("Jose", "its numbers do not belong together"));
    Jwk jwk;
    jwk.m_data = data;
    return jwk;
}

Jwk::Type Jwk::type() const { return m_data ? m_data->type : Type::EcP256; }
bool Jwk::isPrivate() const { return m_data && m_data->isPrivate; }
evp_pkey_st *Jwk::evp() const { return m_data ? m_data->pkey.get() : nullptr; }

const QString &Jwk::text(QString Data::*member) const
{
    static const QString none;
    return m_data ? (*m_data).*member : none;
}

const QString &Jwk::kid() const { return text(&Data::kid); }
const QString &Jwk::use() const { return text(&Data::use); }
const QString &Jwk::alg() const { return text(&Data::alg); }

bool Jwk::allows(const QString &operation) const
{
    return m_data && (!m_data->operations || m_data->operations->contains(operation));
}

Jwk Jwk::changed(QString Data::*member, const QString &value) const
{
    Jwk jwk;
    if (m_data) {
        auto data = std::make_shared<Data>(*m_data);
        (*data).*member = value;
        jwk.m_data = data;
    }
    return jwk;
}

Jwk Jwk::withKid(const QString &kid) const { return changed(&Data::kid, kid); }
Jwk Jwk::withUse(const QString &use) const { return changed(&Data::use, use); }
Jwk Jwk::withAlg(const QString &alg) const { return changed(&Data::alg, alg); }

Jwk Jwk::publicPart() const
{
    if (!isPrivate())
        return *this;
    auto data = std::make_shared<Data>(*m_data);
    data->isPrivate = false;
    data->operations.reset(); // those of the private half would be the wrong ones
    if (data->type == Type::Rsa) {
        KeyBuilder builder;
        builder.number(OSSL_PKEY_PARAM_RSA_N, data->first);
        builder.number(OSSL_PKEY_PARAM_RSA_E, data->second);
        data->pkey = std::shared_ptr<EVP_PKEY>(builder.build("RSA", false));
    } else {
        data->pkey = std::shared_ptr<EVP_PKEY>(ecKey(data->first, data->second));
    }
    Jwk jwk;
    jwk.m_data = data;
    return jwk;
}

QJsonObject Jwk::toPublicJson() const
{
    if (!m_data)
        return {};
    const QString first = QString::fromLatin1(toBase64Url(m_data->first));
    const QString second = QString::fromLatin1(toBase64Url(m_data->second));
    QJsonObject json = m_data->type == Type::Rsa ? QJsonObject { { "kty"_L1, "RSA"_L1 }, { "n"_L1, first }, { "e"_L1, second } }
                                                 : QJsonObject { { "kty"_L1, "EC"_L1 }, { "crv"_L1, "P-256"_L1 }, { "x"_L1, first }, { "y"_L1, second } };
    const std::pair<QLatin1String, QString> members[] = { { "kid"_L1, m_data->kid }, { "use"_L1, m_data->use }, { "alg"_L1, m_data->alg } };
    for (const auto &[name, value] : members) {
        if (!value.isEmpty())
            json.insert(name, value);
    }
    return json;
}

Secret Jwk::toPkcs8() const
{
    if (!isPrivate())
        return {};
    const Pkcs8Ptr info(EVP_PKEY2PKCS8(m_data->pkey.get()));
    unsigned char *der = nullptr;
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der) : 0;
    const Secret out(size > 0 ? QByteArrayView(reinterpret_cast<const char *>(der), size) : QByteArrayView());
    OPENSSL_clear_free(der, size_t(qMax(size, 0)));
    return out;
}

QByteArray Jwk::thumbprint() const
{
    if (!m_data)
        return {};
    // RFC 7638 section 3: required members only, in lexicographic order, no white space.
    const QByteArray first = toBase64Url(m_data->first), second = toBase64Url(m_data->second);
    return sha256(m_data->type == Type::Rsa ? R"({"e":")" + second + R"(","kty":"RSA","n":")" + first + R"("})"
                                            : R"({"crv":"P-256","kty":"EC","x":")" + first + R"(","y":")" + second + R"("})");
}

QString Jwk::thumbprintText() const
{
    return QString::fromLatin1(toBase64Url(thumbprint()));
}

} // namespace baton::jose
