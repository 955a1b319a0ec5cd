#include "app/handover/payload.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto opened = handover::readPayload(fuzz::view(data, size));
    if (opened && (opened->idTokens.isEmpty() || opened->senderKey.isNull() || opened->senderKey.isPrivate() || opened->useBy <= opened->sealedAt))
        std::abort();
    return 0;
}
