#include "app/handover/card.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto card = handover::readCard(fuzz::view(data, size).toByteArray(), QStringLiteral("sandbox"));
    if (card && (card->key.isNull() || card->key.isPrivate() || card->trust != handover::Partner::Trust::Unconfirmed))
        std::abort();
    return 0;
}
