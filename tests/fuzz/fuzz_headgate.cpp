#include "app/practice/server/headgate.h"
#include "tests/fuzz/httpinput.h"

using namespace baton;

/// What passes the gate has one allowed host, a bounded body, and a target that decodes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    practice::GateRules rules;
    rules.hosts = { "127.0.0.1:1" };
    const auto [bytes, body] = fuzz::headAndBody(fuzz::view(data, size));
    practice::Head head;
    const auto refused = practice::checkHead(bytes, rules, &head);
    if (refused) {
        if (refused->path.isEmpty() != refused->method.isEmpty() || refused->path.contains('\0'))
            std::abort();
        if (refused->status < 400 || refused->status > 501 || refused->reason.isEmpty())
            std::abort();
        return 0;
    }
    if (head.contentLength < 0 || head.contentLength > rules.maxBody || bytes.contains('\0') || !bytes.toLower().contains("127.0.0.1:1"))
        std::abort();
    const practice::HttpRequest request = fuzz::requestOf(bytes, {});
    if (!request.path.startsWith('/') || request.path.contains('\0'))
        std::abort();
    // The same chunks in one piece and byte by byte; lines end in CR LF there, which is read as the body.
    practice::ChunkReader whole(head.bodyLimit), bytewise(head.bodyLimit);
    const auto end = whole.feed(body);
    for (const char &byte : body)
        bytewise.feed(QByteArrayView(&byte, 1));
    const bool within = whole.size() <= head.bodyLimit || end == practice::ChunkReader::State::TooLarge;
    if (bytewise.feed({}) != end || bytewise.size() != whole.size() || !within || (end == practice::ChunkReader::State::Done && whole.size() > body.size()))
        std::abort();
    return 0;
}
