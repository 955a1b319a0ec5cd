#pragma once

#include "app/handover/receipt.h"

namespace baton::handover {

QByteArray writeReceiptPayload(const Receipt &receipt);
/// What is inside the signature; nothing is believed yet. Error: receipt.unreadable.
Result<Receipt> readReceiptPayload(Receipt::Type type, QByteArrayView bytes);

} // namespace baton::handover
