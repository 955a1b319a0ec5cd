#pragma once

#include "app/base/clock.h"
#include "app/practice/server/http.h"

#include <QtCore/QStringList>

#include <deque>
#include <functional>

namespace baton::practice {

/// One request as the log tells it: never a token, a code or a secret, and so no query and no unknown client's name.
struct RequestLine {
    quint64 number = 0;      ///< rises with every request
    QDateTime time;          ///< this computer's time, UTC
    QByteArray method, path; ///< empty when the request line could not be read
    int status = 0;          ///< 0: the connection was closed without an answer
    qint64 ms = 0;           ///< until the answer was written, a fault's delay included
    QString clientId;        ///< a client of this registry, else empty
    QStringList faults;      ///< of the network, that hit it

    QJsonObject toJson() const;
    QByteArray toText() const;
};

/// The last requests, and each of them in one line on standard error when asked for.
class RequestLog {
public:
    enum class Style { Silent, Text, Json };
    static constexpr std::size_t kept = 500;

    explicit RequestLog(Style style = Style::Silent);
    /// Fills number and time.
    void add(RequestLine line);
    /// Of the kept ones those after that number, oldest first.
    QList<RequestLine> after(quint64 number) const;
    /// Where the lines go instead of standard error.
    void setSink(std::function<void(const QByteArray &)> sink) { m_sink = std::move(sink); }

private:
    Style m_style;
    quint64 m_number = 0;
    std::deque<RequestLine> m_lines;
    std::function<void(const QByteArray &)> m_sink;
};

} // namespace baton::practice
