#pragma once

#include "app/base/error.h"
#include "app/http/trace.h"

#include <chrono>

namespace baton::batch {

/// Whom something that went wrong concerns.
enum class Trouble {
    Row,       ///< this item alone
    Person,    ///< all of hers: her permission is gone, or her record is closed
    Everybody, ///< no registry, our client, our disk
    Later,     ///< the registry is busy: again in a while
    Unknown    ///< sent, and nobody knows whether it arrived: read back first
};

/// `Error` of exchange, record, journal or http.
Trouble troubleOf(const Error &error);
/// True if it says that the researcher withdrew the permission (orcid.md 4.6).
bool isWithdrawal(const Error &error);
/// What the answer asked for (Retry-After), 0 if nothing.
std::chrono::milliseconds askedWait(const Error &error, const http::Trace &trace);
/// ORCID's number of "orcid.9021", else 0.
int orcidNumber(const Error &error);

} // namespace baton::batch
