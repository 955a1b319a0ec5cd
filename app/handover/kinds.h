#pragma once

#include <QtCore/QByteArrayView>

namespace baton::handover {

/// What a text says of itself that it is (`typ` of a compact JWS, members of JSON): for sending it to the right place, or for
/// words, before anything of it is believed.
enum class Kind {
    Unknown,
    Card,
    Key, ///< a JWK or a JWK Set
    Json,
    Receipt, ///< or a recall notice
    IdToken  ///< or another JWT without a type of its own
};

Kind kindOf(QByteArrayView text);
bool looksLikeReceipt(QByteArrayView text);

} // namespace baton::handover
