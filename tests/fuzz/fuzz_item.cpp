#include "app/base/strictjson.h"
#include "app/orcid/documents.h"
#include "app/orcid/shape.h"
#include "app/practice/api/out.h"
#include "app/practice/api/xmlin.h"
#include "tests/fuzz/input.h"

using namespace baton;

/// A JSON body of the Member API: the first line names the section. What is of its schema is its own canonical form, and
/// comes back the same through XML.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto [name, body] = fuzz::lineAndRest(fuzz::view(data, size));
    const orcid::Section *known = orcid::findSection(QString::fromLatin1(name));
    const auto object = parseJsonObject(body);
    if (!known || !object)
        return 0;
    const orcid::Section &section = *known;
    const auto loose = orcid::canonical(section.fields, *object, orcid::Strictness::Reading);
    const auto strict = orcid::canonical(section.fields, *object);
    if (!strict) {
        if (strict.error().words.isEmpty())
            std::abort();
        return 0;
    }
    const auto again = orcid::canonical(section.fields, *strict);
    if (!loose || !again || *again != *strict)
        std::abort();
    const orcid::Field &document = orcid::itemDocument(section);
    const auto out = practice::makeOut({ "application/xml", practice::MediaType::Format::Xml, false }, document);
    const QByteArray xml = out->fields(document.fields, *strict).take();
    const auto read = practice::readXml(xml, document);
    if (!read)
        std::abort();
    return 0;
}
