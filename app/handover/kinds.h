#pragma once

#include <QtCore/QByteArrayView>

namespace baton::handover {

/// Whether a text says of itself that it is a receipt or a recall notice (`typ` of a compact JWS): for sending it to the
/// right place, before anything of it is believed.
bool looksLikeReceipt(QByteArrayView text);

} // namespace baton::handover
