#include "app/signin/callback.h"
#include "app/signin/requesthead.h"
#include "tests/fuzz/input.h"

using namespace baton;
using State = signin::HeadReading::State;

namespace {

// What was decided stays decided when more arrives, however the bytes are cut.
void checkPieces(QByteArrayView bytes, const signin::HeadReading &whole)
{
    for (const qsizetype cut : { bytes.size() / 3, bytes.size() / 2, bytes.size() - 1 }) {
        const auto part = signin::readRequestHead(bytes.first(std::max<qsizetype>(0, cut)));
        if (part.state == State::Refused && whole.state != State::Refused)
            std::abort();
        if (part.state == State::Complete && (whole.state != State::Complete || whole.head.query != part.head.query))
            std::abort();
    }
}

void checkQuery(QByteArrayView query)
{
    const signin::CallbackExpectation expected { "s", QStringLiteral("https://orcid.org"), true };
    const auto answer = signin::validateCallback(query, expected);
    if (answer && !query.contains('s'))
        std::abort();
    if (answer && answer->kind == signin::CallbackAnswer::Kind::Code && answer->code.isEmpty())
        std::abort();
    // The same without a state of ours is never taken.
    if (signin::validateCallback(query, { {}, {}, false }))
        std::abort();
}

} // namespace

/// The head of the browser's request to the loopback listener, and the judgement of its query.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    const auto reading = signin::readRequestHead(bytes);
    checkPieces(bytes, reading);
    if (reading.state == State::Refused && (reading.status < 400 || reading.status > 499))
        std::abort();
    if (reading.state == State::Complete) {
        if (reading.head.path.contains('?') || reading.head.path.contains(' ') || reading.head.host.contains('\n'))
            std::abort();
        checkQuery(reading.head.query);
    }
    checkQuery(bytes);
    return 0;
}
