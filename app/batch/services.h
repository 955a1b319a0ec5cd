#pragma once

#include "app/base/clock.h"
#include "app/clients/clientstore.h"
#include "app/exchange/exchanger.h"
#include "app/handover/inbox.h"
#include "app/http/httpclient.h"
#include "app/imports/rehearsal.h"
#include "app/record/journal.h"

#include <functional>

namespace baton::batch {

/// What a batch works with.
struct Services {
    handover::Inbox &inbox;
    clients::ClientStore &clients;
    exchange::Exchanger &exchanger;
    http::HttpClient &http;
    record::Journal &journal;
    vault::Vault &vault;
    const Clock &clock;
};

/// How long is waited before the registry is asked again: first, at most, and before a single request is repeated (RecordClient).
struct Waits {
    std::chrono::milliseconds first { 30'000 }, longest { 600'000 }, request { 500 };
};

/// What became of an item that was written.
enum class Wrote { Added, Changed };

} // namespace baton::batch
