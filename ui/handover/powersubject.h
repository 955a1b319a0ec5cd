#pragma once

#include "app/handover/powerlens.h"

namespace baton::ui {

/// One researcher of the package on the page "What it allows".
struct PowerSubject {
    QString orcid; ///< bare iD
    handover::LensFacts facts;
    QList<clients::Grant> grants;
};

} // namespace baton::ui
