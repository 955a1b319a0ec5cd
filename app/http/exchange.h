#pragma once

#include "app/base/secret.h"

#include <QtCore/QDateTime>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QUrl>

namespace baton::http {

/// Which half of a hand-over a request belongs to: the original client gives, the second client receives.
enum class Side { None, Giving, Receiving };

/// A value taken out of a traced text; `placeholder` stands there instead, e.g. "‹hidden access_token, ends 9277›".
struct Hidden {
    QString placeholder;
    Secret value;
};

struct TracedHeader {
    QString name;
    QString value; ///< redacted
};

/// One HTTP request and its answer, as kept for Traffic: secrets are taken out before anything is stored (S49).
struct Exchange {
    enum class State { Running, Answered, Failed, Cancelled };

    qint64 id = 0; ///< from 1, in order of sending
    State state = State::Running;
    Side side = Side::None;
    QString clientId, clientName; ///< who asked; empty for none
    QString hint;                 ///< grant type or other short word beside the path: "token-exchange"
    QDateTime startedAt;          ///< UTC
    QString method;
    QUrl url;                     ///< query values that are secret replaced
    QList<TracedHeader> requestHeaders;
    QString requestBody;          ///< redacted; form bodies as name=value lines joined by "&"
    QList<std::pair<QString, QString>> requestForm; ///< redacted, decoded; empty for other bodies
    int status = 0;
    QString reason;               ///< "OK", "Unauthorized"
    QList<TracedHeader> responseHeaders;
    QString responseBody;         ///< redacted
    QString responseType;         ///< media type without parameters
    qint64 responseBytes = 0;
    QString failure;              ///< in words, when State::Failed
    qint64 connectMs = -1, sentMs = -1, waitMs = -1, receiveMs = -1, totalMs = 0; ///< -1 = not measured
    int attempt = 1;              ///< counts retries of the same request
    bool requestCut = false, responseCut = false; ///< the body was longer than Trace::keptBytes and is not whole here
    QList<Hidden> hidden;

    bool failed() const { return state == State::Failed || status >= 400; }
    /// The text with the hidden values put back. Only for a deliberate reveal.
    QString reveal(QString text) const;
    /// The address as sent, with placeholders readable instead of percent-encoded.
    QString urlText() const;
};

} // namespace baton::http

Q_DECLARE_METATYPE(baton::http::Exchange)
