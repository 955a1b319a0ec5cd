#include "app/jose/jws.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const jose::Jwk key = jose::Jwk::generateEcP256().publicPart();
    const auto parts = jose::parseJws(fuzz::view(data, size));
    // A signature by a key nobody else has must never fit.
    if (parts && jose::verifyJws(*parts, key, QStringLiteral("ES256")))
        std::abort();
    return 0;
}
