#include "app/handover/kinds.h"
#include "app/handover/receiptpayload.h"
#include "app/jose/jws.h"
#include "tests/fuzz/input.h"

using namespace baton;
using handover::Receipt;

namespace {

// Whatever is read as a receipt keeps to its bounds, and can be signed and read again.
void check(Receipt::Type type, QByteArrayView bytes)
{
    const auto receipt = handover::readReceiptPayload(type, bytes);
    if (!receipt)
        return;
    if (receipt->type != type || receipt->lines.isEmpty() || receipt->lines.size() > 400 || receipt->issuerClientId.isEmpty() || receipt->packageId.size() > 64)
        std::abort();
    for (const Receipt::Line &line : receipt->lines) {
        if ((line.act == Receipt::Act::Recalled) != (type == Receipt::Type::Recall) || line.count < 1 || !line.at.isValid())
            std::abort();
    }
    if (!handover::readReceiptPayload(type, handover::writeReceiptPayload(*receipt)))
        std::abort();
}

// As it comes from a partner: what the gate lets through says who signed it, and nobody without that key can have made it.
void checkSigned(QByteArrayView bytes)
{
    static const handover::Partner partner = [] {
        handover::Partner one;
        one.environmentId = QStringLiteral("practice");
        one.clientId = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
        one.name = QStringLiteral("Open Grants Platform");
        one.key = jose::Jwk::generateEcP256().publicPart();
        one.trust = handover::Partner::Trust::Confirmed;
        return one;
    }();
    const QByteArray text = bytes.toByteArray();
    const auto receipt = handover::readReceipt(text, partner.environmentId, [](const QString &) { return std::optional(partner); });
    if (receipt) // nobody here has the key
        std::abort();
    // What the window takes for a receipt is at least a compact JWS of that kind.
    if (handover::looksLikeReceipt(bytes)) {
        const auto parts = jose::parseJws(bytes.trimmed());
        if (!parts || (parts->typ() != QLatin1String("baton-receipt+jwt") && parts->typ() != QLatin1String("baton-notice+jwt")))
            std::abort();
    } else if (receipt || receipt.error().code == QLatin1String("receipt.signature")) {
        std::abort();
    }
}

// The same claims, signed: whatever can be signed can be read by whoever knows the key, and changed it cannot.
void checkOurs(QByteArrayView bytes)
{
    const auto read = handover::readReceiptPayload(Receipt::Type::Receipt, bytes);
    if (!read)
        return;
    static const jose::Jwk key = jose::Jwk::generateEcP256();
    static const ManualClock clock;
    const auto sent = handover::signReceipt(*read, key, clock);
    if (!sent)
        return;
    const auto known = [](const QString &clientId) {
        handover::Partner one;
        one.clientId = clientId;
        one.key = key.publicPart();
        one.trust = handover::Partner::Trust::Confirmed;
        return std::optional(one);
    };
    if (!handover::looksLikeReceipt(sent->compact) || !handover::readReceipt(sent->compact, sent->environmentId, known))
        std::abort();
    QByteArray changed = sent->compact;
    changed[changed.lastIndexOf('.') - 3] ^= 1;
    if (handover::readReceipt(changed, sent->environmentId, known))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    check(Receipt::Type::Receipt, bytes);
    check(Receipt::Type::Recall, bytes);
    if (const auto parts = jose::parseJws(bytes, handover::maxReceiptBytes))
        check(Receipt::Type::Receipt, parts->payload);
    checkSigned(bytes);
    checkOurs(bytes);
    return 0;
}
