#include "app/orcid/shape.h"
#include "app/practice/api/out.h"
#include "app/practice/api/xmlin.h"
#include "tests/fuzz/input.h"

#include <QtCore/QXmlStreamReader>

using namespace baton;

namespace {

/// The document the root names; a work when it names none.
const orcid::Field &documentOf(const QByteArray &text)
{
    QXmlStreamReader reader(text);
    const orcid::Field *named = reader.readNextStartElement() ? orcid::findDocument(reader.name().toString()) : nullptr;
    return named != nullptr ? *named : orcid::document(QStringLiteral("work"));
}

} // namespace

/// What is read can be written, and written again it is the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = fuzz::view(data, size).toByteArray();
    if (text.contains("<!DOCTYPE")) { // picking the document must not expand what the reader refuses
        (void)practice::readXml(text, orcid::document(QStringLiteral("work")));
        return 0;
    }
    const orcid::Field &document = documentOf(text);
    const auto read = practice::readXml(text, document);
    if (!read) {
        if (read.error().isEmpty())
            std::abort();
        return 0;
    }
    (void)orcid::canonical(document.fields, *read);
    const auto write = [&document](const QJsonObject &object) {
        const auto out = practice::makeOut({ "application/xml", practice::MediaType::Format::Xml, false }, document);
        return out->fields(document.fields, object).take();
    };
    const QByteArray first = write(*read);
    const auto again = practice::readXml(first, document);
    if (!again || write(*again) != first)
        std::abort();
    return 0;
}
