#pragma once

#include "app/base/clock.h"
#include "app/exchange/delegatedsession.h"
#include "app/exchange/exchanger.h"
#include "app/http/httpclient.h"
#include "app/record/recordclient.h"

namespace baton::test {

/// What a record is asked through, from the clock to the client.
struct Connection {
    SystemClock clock;
    http::Trace trace;
    http::HttpClient http { trace };
    exchange::Exchanger exchanger { http, clock };
    exchange::DelegatedSession session { exchanger, http, clock };
    record::RecordClient client { session };
};

} // namespace baton::test
