#include "tests/fuzz/rowsinput.h"

/// A file that is said to be CSV of the section its first byte names.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes = baton::fuzz::view(data, size);
    const auto &sections = baton::orcid::allSections();
    const QString section = sections.at(bytes.isEmpty() ? 0 : uchar(bytes.front()) % sections.size()).key;
    return baton::fuzz::readRows(bytes.isEmpty() ? bytes : bytes.sliced(1), QStringLiteral("a.csv"), section);
}
