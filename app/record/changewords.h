#pragma once

#include "app/record/difference.h"

namespace baton::record {

/// What became of a field, in a few words: "A week later", "Filled in", "One letter more, capitals"; empty when a whole item
/// comes or goes and there is nothing to compare.
QString changeInWords(const FieldChange &change);

} // namespace baton::record
