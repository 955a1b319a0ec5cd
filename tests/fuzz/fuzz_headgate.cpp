#include "app/practice/server/headgate.h"
#include "tests/fuzz/httpinput.h"

using namespace baton;

/// What passes the gate has one allowed host, a bounded body, and a target that decodes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    practice::GateRules rules;
    rules.hosts = { "127.0.0.1:1" };
    const QByteArray bytes = fuzz::view(data, size).toByteArray();
    practice::Head head;
    const auto refused = practice::checkHead(bytes, rules, &head);
    if (refused) {
        if (refused->status < 400 || refused->status > 501 || refused->reason.isEmpty())
            std::abort();
        return 0;
    }
    if (head.contentLength < 0 || head.contentLength > rules.maxBody || bytes.contains('\0') || !bytes.toLower().contains("127.0.0.1:1"))
        std::abort();
    const practice::HttpRequest request = fuzz::requestOf(bytes, {});
    if (!request.path.startsWith('/') || request.path.contains('\0'))
        std::abort();
    return 0;
}
