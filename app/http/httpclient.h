#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/base/whendone.h"
#include "app/http/exchange.h"
#include "app/http/trace.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace baton::http {

/// Lets whoever sent a request change their mind: what is under way ends with http.cancelled.
class Stop : public QObject {
    Q_OBJECT
public:
    void now()
    {
        if (!std::exchange(m_asked, true))
            Q_EMIT asked();
    }
    bool isAsked() const { return m_asked; }

Q_SIGNALS:
    void asked();

private:
    bool m_asked = false;
};

/// One field of a form body; a secret one never appears in the trace.
struct FormField {
    FormField(QString fieldName, QString value) : name(std::move(fieldName)), text(std::move(value)) { }
    FormField(QString fieldName, Secret value) : name(std::move(fieldName)), secret(std::move(value)) { }
    QString name;
    QString text;
    Secret secret;
};

struct Request {
    QByteArray method = "GET"; ///< GET, POST, PUT, DELETE
    QUrl url;
    QByteArray accept = "application/json";
    QList<FormField> form;     ///< sent as application/x-www-form-urlencoded when not empty
    QByteArray body;           ///< otherwise this, with contentType
    QByteArray contentType;
    Secret bearer;             ///< Authorization header only (S41)
    QList<std::pair<QByteArray, QByteArray>> headers; ///< further ones
    QStringList allowedHosts;  ///< S38; "host" or "host:port" as in orcid::Environment::allowedHosts()
    /// Retry GET, PUT, DELETE on 429/502/503/504/time-out (S44); a POST is never retried here.
    bool retry = true;
    bool expectJson = true;    ///< refuse an answer with a body of another type (S40), whatever its status
    qint64 maxBytes = 0;       ///< for this answer, after decompression; 0 = the client's limit
    /// Called with each piece of the body of a 200 as it comes, after decompression; `from` is where in the body it begins, 0 again
    /// when another attempt begins. The limits hold as ever, and the answer is still given whole at the end: only then it is known
    /// to be complete and of the right type (S40). Not called from send() itself.
    std::function<void(QByteArrayView piece, qint64 from)> arriving;
    std::shared_ptr<Stop> stop; ///< may be empty
    bool redirectIsAnswer = false; ///< a 3xx is given back as it is, for a caller who reads the Location itself
    Side side = Side::None;
    QString clientId, clientName, hint; ///< for the trace
};

struct Response {
    int status = 0;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    qint64 traceId = 0;
    QByteArray header(QByteArrayView lowerCaseName) const;
};

struct Limits {
    int idleMs = 15'000;
    int totalMs = 60'000;
    qint64 maxBytes = 8 * 1024 * 1024; ///< after decompression
    int maxAttempts = 5;
    int backoffMs = 500;          ///< before the second attempt, doubled for each further one, ± half at random
    int maxRetryAfterMs = 60'000; ///< a server asking for more patience gets its answer passed on instead
};

/// The only door to the network (S38–S41): manual redirects, no cookies, no cache, HTTP/1.1, https except on loopback,
/// host allow-list, idle and total time limits, size limit, JSON only; everything that passes lands in the trace.
class HttpClient : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(Trace &trace, QObject *parent = nullptr);
    ~HttpClient() override;

    void setLimits(const Limits &limits);
    const Limits &limits() const;
    Trace &trace();

    /// Any HTTP status is a Response; an Error means there was no usable answer. Error codes: http.host_refused,
    /// http.insecure, http.unreachable, http.tls, http.timeout, http.too_large, http.not_json, http.redirect,
    /// http.cut_short, http.cancelled, http.bad_request. Error::traceId is set. http.too_large also stands for an answer that does
    /// not decompress, since Qt does not tell the two apart.
    /// A 307 or 308 is followed, method and body kept, only where the request itself would be allowed to go; any other
    /// redirect is http.redirect.
    QFuture<Result<Response>> send(const Request &request);
    /// Ends everything under way with http.cancelled.
    void cancelAll();
    /// Closes the connections kept open for the next request; each remembers the last one it carried, Authorization included.
    void forgetConnections();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::http
