#include "app/practice/server/multipart.h"
#include "tests/fuzz/input.h"

using namespace baton;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = fuzz::view(data, size).toByteArray();
    const auto fields = practice::parseMultipart("multipart/form-data; boundary=xyz", input);
    practice::parseMultipart(input.left(200), input.mid(200));
    qsizetype total = 0;
    for (const QByteArray &value : fields.value_or(QHash<QByteArray, QByteArray>()))
        total += value.size();
    if (total > input.size() || (fields && fields->size() > 8))
        std::abort();
    return 0;
}
