#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>

namespace baton::signin {

/// S9.
struct HeadLimits {
    qsizetype headBytes = 8 * 1024;
    qsizetype targetBytes = 4 * 1024;
    int headerLines = 64;
};

/// The part of an HTTP request the callback needs; nothing is decoded.
struct RequestHead {
    QByteArray method;
    QByteArray path;  ///< request target before "?"
    QByteArray query; ///< after it
    QByteArray host;  ///< the one Host header
};

struct HeadReading {
    enum class State { Incomplete, Refused, Complete };
    State state = State::Incomplete;
    int status = 0; ///< of a refusal: 400, 414 or 431
    RequestHead head;
};

/// Reads the head of an HTTP/1.x request (RFC 9112 sections 2 to 5) from what has arrived so far. Strict: CRLF only, one
/// Host, no body, no folded lines. Pure.
HeadReading readRequestHead(QByteArrayView bytes, const HeadLimits &limits = {});

} // namespace baton::signin
