#pragma once

#include "app/formats/reader.h"

// What read() calls, one reader per format; rows come with numbers and unique keys from there.
namespace baton::formats {

Result<ReadFile> readCsv(const QString &text, const QString &section, const std::optional<Mapping> &mapping);

Failure tooMany();

} // namespace baton::formats
