#include "app/http/httpclient.h"

#include "app/http/call.h"

#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkCookieJar>

namespace baton::http {

namespace {

class NoCookies : public QNetworkCookieJar {
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

} // namespace

QByteArray Response::header(QByteArrayView lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

struct HttpClient::Private {
    explicit Private(Trace &t) : trace(t) { }
    Trace &trace;
    Limits limits;
    QNetworkAccessManager manager;
};

HttpClient::HttpClient(Trace &trace, QObject *parent) : QObject(parent), d(std::make_unique<Private>(trace))
{
    d->manager.setCookieJar(new NoCookies(&d->manager));
    d->manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    d->manager.setAutoDeleteReplies(false);
}

HttpClient::~HttpClient()
{
    // Before the manager goes, whose children the replies are.
    const auto calls = findChildren<Call *>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(calls);
}

void HttpClient::setLimits(const Limits &limits)
{
    d->limits = limits;
}

const Limits &HttpClient::limits() const
{
    return d->limits;
}

Trace &HttpClient::trace()
{
    return d->trace;
}

QFuture<Result<Response>> HttpClient::send(const Request &request)
{
    auto *call = new Call(d->manager, d->trace, d->limits, request, this);
    auto future = call->future();
    call->start();
    return future;
}

void HttpClient::forgetConnections()
{
    d->manager.clearConnectionCache();
}

void HttpClient::cancelAll()
{
    const auto calls = findChildren<Call *>(QString(), Qt::FindDirectChildrenOnly);
    for (Call *call : calls)
        call->cancel();
}

} // namespace baton::http
