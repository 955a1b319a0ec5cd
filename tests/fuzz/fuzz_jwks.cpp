#include "app/jose/jwk.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto set = jose::JwkSet::fromJson(fuzz::view(data, size));
    if (!set)
        return 0;
    for (const jose::Jwk &key : set->keys) {
        // What got in can be told and read again, and is the same key.
        const auto again = jose::Jwk::fromJson(key.toPublicJson());
        if (!again || again->thumbprint() != key.thumbprint() || !key.evp())
            std::abort();
    }
    return 0;
}
