#include "app/jose/jwe.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const jose::Jwk ec = jose::Jwk::generateEcP256(), rsa = jose::Jwk::generateRsa();
    const auto parts = jose::parseJwe(fuzz::view(data, size));
    if (!parts || parts->alg == jose::KeyAlg::Pbes2Hs512A256Kw)
        return 0;
    // Nothing may open by keys that were never told to anybody.
    if (jose::decryptJwe(*parts, parts->alg == jose::KeyAlg::RsaOaep256 ? rsa : ec))
        std::abort();
    return 0;
}
