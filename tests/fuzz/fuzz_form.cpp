#include "app/practice/server/form.h"
#include "app/practice/oauth/redirecturi.h"
#include "tests/fuzz/input.h"

using namespace baton;

/// Pairs that were read can be written, and read the same again; a form has each name once.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    const auto pairs = practice::parseForm(bytes);
    const auto form = practice::Form::fromBody(bytes);
    if (form && !pairs)
        std::abort();
    if (!pairs)
        return 0;
    QByteArray again;
    QSet<QString> names;
    for (const auto &[name, value] : *pairs) {
        again += (again.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
        names.insert(name);
        if (form && (!form->has(name) || form->value(name) != value))
            std::abort();
    }
    if (form.has_value() != (names.size() == pairs->size()))
        std::abort();
    const auto second = practice::parseForm(again);
    if (!second || (!again.isEmpty() && *second != *pairs))
        std::abort();
    const QString uri = pairs->isEmpty() ? QString() : pairs->first().second;
    const QString registered = QStringLiteral("https://a.example/b");
    if (practice::redirectMatches(uri, registered) && practice::originOf(uri) != u"https://a.example")
        std::abort();
    return 0;
}
