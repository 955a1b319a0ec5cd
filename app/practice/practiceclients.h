#pragma once

#include "app/practice/accounts.h"

namespace baton::practice {

/// The organisations of the practice registry, ids fixed, secrets still missing.
QList<Client> practiceClients();

} // namespace baton::practice
