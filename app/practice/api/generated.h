#pragma once

#include "app/practice/api/records.h"

namespace baton::practice {

/// Made-up works for a researcher with many: the same for the same number, put-code, iD and date on every computer.
/// Put-codes run from `firstPutCode`; the worked-out keys are filled.
QList<RecordItem> generatedWorks(const Researcher &researcher, int count, qint64 firstPutCode);

/// Put-codes of generated works, far from those that are handed out one by one.
inline constexpr qint64 generatedPutCodes = 200001, extraPutCodes = 300001;
/// The registry holds no more works of one researcher (orcid.md 8.2).
inline constexpr int mostGenerated = 10000;

} // namespace baton::practice
