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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    check(Receipt::Type::Receipt, bytes);
    check(Receipt::Type::Recall, bytes);
    if (const auto parts = jose::parseJws(bytes, handover::maxReceiptBytes))
        check(Receipt::Type::Receipt, parts->payload);
    return 0;
}
