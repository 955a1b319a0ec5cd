#pragma once

#include "app/base/error.h"

#include <QtCore/QByteArray>

namespace baton::exchange {

struct RefusalContext {
    QString callerId, callerName; ///< the client that asked
    QString environmentName;
    bool orcid = false;           ///< Sandbox or Production: delegation is closed to new clients there
    bool practice = false;        ///< a registry that begins anew at each start
};

/// What a refusal of the token endpoint means and what to do, row by row of orcid.md 4.5, forwarding variants included.
/// Codes as listed at Exchanger. Pure.
Error explainRefusal(int status, const QByteArray &body, const RefusalContext &context);

/// Whom to ask for what when delegation is not enabled for the client (orcid.md 4.10).
QString whatToAsk(const RefusalContext &context);

} // namespace baton::exchange
