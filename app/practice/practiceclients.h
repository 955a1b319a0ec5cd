#pragma once

#include "app/practice/accounts.h"

namespace baton::practice {

/// The organisations of the practice registry, ids fixed, secrets still missing.
QList<Client> practiceClients();
/// What a client may ask for unless its registration says otherwise (orcid.md 5).
QStringList defaultScopes(bool member);
/// Where practice clients send the browser back to.
QString practiceCallback();

} // namespace baton::practice
