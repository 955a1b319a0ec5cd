#pragma once

#include <QtCore/QByteArray>

#include <optional>

class QDateTime;

namespace baton::http {

struct Limits;

/// RFC 9110 10.2.3: delay in seconds or an HTTP date (all three forms of 5.6.7); milliseconds from `now`, never negative.
/// Nothing when the header is absent or unreadable.
std::optional<qint64> retryAfterMs(const QByteArray &header, const QDateTime &now);
/// GET, PUT and DELETE can be sent again without harm (RFC 9110 9.2.2); POST cannot.
bool isRepeatable(const QByteArray &method);
/// 429, 502, 503, 504.
bool isPassing(int status);
/// Exponential with jitter: attempt 1 failed -> backoffMs ± half, then twice that, …, at most 20 s.
int backoffMs(int failedAttempt, const Limits &limits);

} // namespace baton::http
