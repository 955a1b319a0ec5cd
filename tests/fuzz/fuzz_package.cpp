#include "app/handover/package.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const jose::Jwk key = jose::Jwk::generateEcP256();
    const auto envelope = handover::readEnvelope(fuzz::view(data, size).toByteArray());
    if (envelope && handover::openWithKey(*envelope, key))
        std::abort();
    return 0;
}
