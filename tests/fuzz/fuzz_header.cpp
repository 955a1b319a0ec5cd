#include "app/http/gate.h"
#include "app/http/retry.h"
#include "app/practice/api/mediatype.h"
#include "tests/fuzz/input.h"

#include <QtCore/QDateTime>

using namespace baton;

/// Accept, Content-Type and Retry-After.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray value = fuzz::view(data, size).toByteArray();
    const auto isServed = [](const std::optional<practice::MediaType> &type) {
        return !type || std::any_of(practice::servedTypes().begin(), practice::servedTypes().end(), [&](const auto &one) { return one.name == type->name; });
    };
    const auto body = practice::bodyType(value);
    if (!isServed(practice::negotiate(value)) || !isServed(body))
        std::abort();
    const QString media = http::mediaTypeOf(value);
    if (media != media.trimmed() || media.contains(u';') || (body && body->name != media.toLatin1()))
        std::abort();
    (void)http::isJsonType(media);
    static const QDateTime now(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);
    const auto wait = http::retryAfterMs(value, now);
    if (wait && *wait < 0)
        std::abort();
    return 0;
}
