#include "app/claims/claims.h"
#include "app/jose/jws.h"
#include "tests/fuzz/input.h"

using namespace baton;

/// The bytes are the payload, rightly signed, so that the checks behind the signature are reached.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const jose::Jwk key = jose::Jwk::generateRsa().withKid(QStringLiteral("k"));
    static const jose::JwkSet keys { { key.publicPart() } };
    const auto token = jose::signJws(fuzz::view(data, size).toByteArray(), key, { { QStringLiteral("kid"), QStringLiteral("k") } });
    claims::Expectations expected;
    expected.issuer = QStringLiteral("https://orcid.org");
    expected.audience = QStringLiteral("APP-1");
    expected.nonce = QByteArray("a nonce that is in no corpus: 5e1f");
    expected.now = QDateTime::fromSecsSinceEpoch(1795442551);
    const auto result = claims::verifyIdToken(Secret(*token), keys, expected);
    if (result && (result->checks.size() != 8 || result->allPassed()))
        std::abort();
    return 0;
}
