#include "app/base/strictjson.h"
#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "app/record/difference.h"
#include "app/record/itemreader.h"
#include "tests/fuzz/input.h"

using namespace baton;

/// An answer of the registry: the first line names the section.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto [name, body] = fuzz::lineAndRest(fuzz::view(data, size));
    const orcid::Section *known = orcid::findSection(QString::fromLatin1(name));
    const auto object = parseJsonObject(body);
    if (!known || !object)
        return 0;
    const QString section = known->key;
    const record::SectionContent content = record::sectionFromJson(section, *object);
    for (const record::Item &item : content.items) {
        if (item.title.isEmpty() || item.groupSize < 1 || (item.putCode <= 0 && section != u"emails"))
            std::abort();
    }
    (void)record::countsFromJson(*object, *object);
    const record::Item item = record::itemFromJson(section, *object, true);
    const QJsonObject sent = record::forPost(item.json);
    if (record::forPost(sent) != sent || !record::differences(section, item.json, item.json).isEmpty())
        std::abort();
    (void)record::forPut(item.json, sent, 1);
    (void)record::isStored(section, sent, item.json);
    (void)record::problems(section, item.json);
    return 0;
}
