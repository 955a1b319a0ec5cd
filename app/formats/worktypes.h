#pragma once

#include "app/formats/row.h"

namespace baton::formats {

/// ORCID's work type for the format's own ("@article", "TY JOUR", "article-journal"); `label`, when the entry has a word for
/// it ("Preprint"), goes first. "other" for what none knows.
QString workTypeFrom(Format format, const QString &type, const QString &label = {});
/// The format's type for one of ORCID's; `exact` tells whether reading it gives the same back, else a label is due.
struct OwnType {
    QString type;
    bool exact = false;
};
OwnType typeOfWork(Format format, const QString &workType);

} // namespace baton::formats
