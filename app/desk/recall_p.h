#pragma once

#include "app/desk/recall.h"

#include <QtCore/QTimer>

namespace baton::desk {

struct Recall::Private {
    Private(const Parts &those, const orcid::Environment &where, const ledger::HandOver &what) : parts(those), environment(where), handOver(what) { }

    Parts parts;
    orcid::Environment environment;
    ledger::HandOver handOver;
    QList<Step> steps;
    QList<clients::Grant> left;      ///< still to be revoked
    bool accessDone = false;         ///< of the first of `left`: its refresh token is next
    QTimer again;                    ///< the registry asked to come later
    std::optional<exchange::Probe> lastTry;
    int withoutToken = 0;            ///< permissions known of, but no token of theirs is here
};

} // namespace baton::desk
