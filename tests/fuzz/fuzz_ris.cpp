#include "tests/fuzz/rowsinput.h"

/// A file that is said to be RIS.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return baton::fuzz::readRows(baton::fuzz::view(data, size), QStringLiteral("a.ris"), QStringLiteral("works"));
}
