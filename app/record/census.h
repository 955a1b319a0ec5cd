#pragma once

#include "app/http/httpclient.h"
#include "app/orcid/environment.h"

namespace baton::record {

/// Works on a record as one token sees them, and how many of them a second client could not change on behalf of the original
/// client because the source is another (orcid.md 4.8, 5).
struct WorksCensus {
    int works = 0, ofOthers = 0;
};

/// Reads the list once (orcid.md 6.2, 7.3); parsed off the calling thread. `secondClientId` may be empty: not known yet, so
/// everything counts that another original client, or none, stands behind. Errors: http.*, and what the registry refuses with.
QFuture<Result<WorksCensus>> countWorks(http::HttpClient &http, const orcid::Environment &environment, const QString &orcid, const Secret &token,
    const QString &originalClientId, const QString &secondClientId);

} // namespace baton::record
