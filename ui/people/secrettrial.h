#pragma once

#include "app/clients/clientprofile.h"
#include "app/http/httpclient.h"
#include "app/orcid/environment.h"

namespace baton::ui {

/// Asks the registry for a /read-public token with the client's own credentials (RFC 6749 section 4.4), which touches no
/// researcher, and throws it away. Errors: client.refused, client.unexpected, http.*.
QFuture<Result<void>> trySecret(http::HttpClient &http, const orcid::Environment &environment, const clients::ClientProfile &client);

} // namespace baton::ui
