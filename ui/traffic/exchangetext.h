#pragma once

#include "app/http/exchange.h"

namespace baton::ui {

/// What an exchange looks like as text; with reveal the hidden values are put back.
QString requestSummary(const http::Exchange &exchange, bool reveal);  ///< method, address, form fields or body
QString requestText(const http::Exchange &exchange, bool reveal);     ///< request line, all headers, body
QString responseText(const http::Exchange &exchange, bool reveal);    ///< status line, all headers, body
QString responseBody(const http::Exchange &exchange, bool reveal);    ///< JSON in lines
QString timingText(const http::Exchange &exchange);

} // namespace baton::ui
