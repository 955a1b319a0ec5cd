#include "app/http/call.h"

#include "app/http/gate.h"
#include "app/http/redaction.h"
#include "app/http/requestbody.h"
#include "app/http/retry.h"

#include <QtCore/QCoreApplication>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkRequest>

namespace baton::http {

namespace {

constexpr int maxRedirects = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("HttpClient", text);
}

QString tryAgain()
{
    return tr("Check the connection and try again.");
}

bool hasLineBreak(QByteArrayView text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

bool isWellFormed(const Request &request)
{
    static const QList<QByteArray> methods { "GET", "POST", "PUT", "DELETE" };
    bool good = methods.contains(request.method) && !hasLineBreak(request.accept) && !hasLineBreak(request.contentType)
        && !hasLineBreak(request.bearer.view());
    for (const auto &[name, value] : request.headers)
        good = good && !name.isEmpty() && !name.contains(':') && !hasLineBreak(name) && !hasLineBreak(value);
    return good;
}

// What is kept of a body, redacted. Redaction sees a margin more than is kept, so that no secret is cut in two unseen.
QString keptBody(Redactor &redactor, const QByteArray &body, bool &cut)
{
    constexpr qsizetype margin = 64 * 1024;
    cut = body.size() > Trace::keptBytes;
    QString text = redactor.text(QString::fromUtf8(body.left(Trace::keptBytes + margin)));
    if (cut) {
        text.truncate(Trace::keptBytes);
        text += u'\n' + tr("‹cut here: %1 bytes in all›").arg(body.size());
    }
    return text;
}

} // namespace

Call::Call(QNetworkAccessManager &manager, Trace &trace, const Limits &limits, const Request &request, QObject *parent)
    : QObject(parent), m_manager(manager), m_trace(trace), m_limits(limits), m_request(request)
{
    if (m_request.maxBytes > 0)
        m_limits.maxBytes = m_request.maxBytes;
    for (QTimer *timer : { &m_idle, &m_total, &m_pause })
        timer->setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        stopReply({ QStringLiteral("http.timeout"), tr("%1 did not answer for %2 seconds.").arg(m_request.url.authority()).arg((m_limits.idleMs + 999) / 1000), tryAgain(), 0, 0, {} });
    });
    connect(&m_total, &QTimer::timeout, this, [this] {
        stopReply({ QStringLiteral("http.timeout"), tr("The answer of %1 was not complete after %2 seconds.").arg(m_request.url.authority()).arg((m_limits.totalMs + 999) / 1000), tryAgain(), 0, 0, {} });
    });
    connect(&m_pause, &QTimer::timeout, this, &Call::attempt);
}

Call::~Call()
{
    cancel();
    wipe(m_body);
}

void Call::start()
{
    if (m_request.stop)
        connect(m_request.stop.get(), &Stop::asked, this, &Call::cancel);
    if (m_request.stop && m_request.stop->isAsked())
        return cancel();
    m_body = m_request.form.isEmpty() ? m_request.body : encodeForm(m_request.form);
    if (!m_request.form.isEmpty())
        m_request.contentType = "application/x-www-form-urlencoded";
    Result<void> allowed = mayGo(m_request.url, m_request.allowedHosts);
    if (!isWellFormed(m_request))
        allowed = fail(QStringLiteral("http.bad_request"), tr("The request cannot be written as HTTP; nothing was sent."),
            tr("Look for line breaks in the values that were typed or pasted."));
    if (!allowed) {
        openTrace();
        closeTrace(Exchange::State::Failed, allowed.error().what);
        return giveError(allowed.error());
    }
    attempt();
}

void Call::cancel()
{
    if (m_over)
        return;
    const QString what = tr("The request was cancelled.");
    if (m_reply) {
        stopReply({ QStringLiteral("http.cancelled"), what, {}, 0, 0, {} });
        return;
    }
    m_pause.stop();
    giveError(Error { QStringLiteral("http.cancelled"), what, {}, 0, 0, {} });
}

void Call::attempt()
{
    ++m_attempt;
    m_response = {};
    m_stopped.reset();
    m_connectStart = m_encrypted = m_sent = m_head = -1;
    openTrace();
    m_watch.start();
    m_reply = dispatch();
    m_reply->setReadBufferSize(512 * 1024);
    watch();
    m_idle.start(m_limits.idleMs);
    m_total.start(m_limits.totalMs);
}

void Call::openTrace()
{
    m_exchange = {};
    m_exchange.side = m_request.side;
    m_exchange.clientId = m_request.clientId;
    m_exchange.clientName = m_request.clientName;
    m_exchange.hint = m_request.hint;
    m_exchange.startedAt = QDateTime::currentDateTimeUtc();
    m_exchange.method = QString::fromLatin1(m_request.method);
    m_exchange.attempt = qMax(1, m_attempt);
    Redactor redactor(m_exchange.hidden);
    const QString bearer = m_request.bearer.isEmpty() ? QString() : redactor.hide(m_request.bearer, QStringLiteral("access_token"));
    for (const FormField &field : std::as_const(m_request.form)) {
        const QString value = field.secret.isEmpty() ? redactor.formValue(field.name, field.text) : redactor.hide(field.secret, field.name);
        m_exchange.requestForm.append({ field.name, value });
    }
    m_exchange.url = redactor.url(m_request.url);
    if (!m_request.accept.isEmpty())
        m_exchange.requestHeaders.append({ QStringLiteral("Accept"), redactor.headerValue("accept", m_request.accept) });
    if (!m_body.isEmpty())
        m_exchange.requestHeaders.append({ QStringLiteral("Content-Type"), redactor.headerValue("content-type", m_request.contentType) });
    if (!bearer.isEmpty())
        m_exchange.requestHeaders.append({ QStringLiteral("Authorization"), QStringLiteral("Bearer ") + bearer });
    for (const auto &[name, value] : std::as_const(m_request.headers))
        m_exchange.requestHeaders.append({ QString::fromLatin1(name), redactor.headerValue(name, value) });
    if (m_request.form.isEmpty()) {
        m_exchange.requestBody = keptBody(redactor, m_body, m_exchange.requestCut);
    } else {
        QStringList pairs;
        for (const auto &[name, value] : std::as_const(m_exchange.requestForm))
            pairs << QString::fromLatin1(QUrl::toPercentEncoding(name)) + u'='
                    + (value.contains(u'‹') ? value : QString::fromLatin1(QUrl::toPercentEncoding(value)));
        m_exchange.requestBody = pairs.join(u'&');
    }
    m_exchange.id = m_trace.add(m_exchange);
}

QNetworkReply *Call::dispatch()
{
    QNetworkRequest request(m_request.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    // Qt decompresses ahead of reading, to count; this stops it there.
    request.setDecompressedSafetyCheckThreshold(m_limits.maxBytes);
    request.setRawHeader("User-Agent", "Baton/" BATON_VERSION);
    request.setRawHeader("Accept-Language", "en");
    if (!m_request.accept.isEmpty())
        request.setRawHeader("Accept", m_request.accept);
    for (const auto &[name, value] : std::as_const(m_request.headers))
        request.setRawHeader(name, value);
    if (!m_request.bearer.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_request.bearer.reveal());
    if (m_request.method == "GET")
        return m_manager.get(request);
    if (m_request.method == "DELETE" && m_body.isEmpty())
        return m_manager.deleteResource(request);
    if (!m_request.contentType.isEmpty())
        request.setRawHeader("Content-Type", m_request.contentType);
    auto *body = new OnceBody(m_body, nullptr);
    QNetworkReply *reply = m_manager.sendCustomRequest(request, m_request.method, body);
    body->setParent(reply);
    return reply;
}

void Call::watch()
{
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_connectStart = m_watch.elapsed(); progress(); });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] { m_encrypted = m_watch.elapsed(); progress(); });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_sent = m_watch.elapsed(); progress(); });
    connect(m_reply, &QNetworkReply::uploadProgress, this, &Call::progress);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Call::headArrived);
    connect(m_reply, &QNetworkReply::readyRead, this, &Call::readMore);
    connect(m_reply, &QNetworkReply::finished, this, &Call::replyFinished);
}

void Call::progress()
{
    if (m_idle.isActive())
        m_idle.start(m_limits.idleMs);
}

void Call::headArrived()
{
    if (m_head < 0)
        m_head = m_watch.elapsed();
    progress();
}

Error Call::tooLarge() const
{
    return { QStringLiteral("http.too_large"), tr("The answer of %1 is larger than %2 bytes; reading was stopped.").arg(m_request.url.authority()).arg(m_limits.maxBytes),
        tr("If it happens again, tell whoever runs that server."), 0, 0, {} };
}

void Call::readMore()
{
    progress();
    constexpr qint64 piece = 64 * 1024;
    while (m_reply && !m_stopped) {
        const QByteArray bytes = m_reply->read(piece);
        if (bytes.isEmpty())
            return;
        const qint64 from = m_response.body.size();
        m_response.body += bytes;
        if (m_response.body.size() > m_limits.maxBytes)
            stopReply(tooLarge());
        else
            passOn(bytes, from);
    }
}

void Call::passOn(const QByteArray &piece, qint64 from)
{
    if (!m_request.arriving || m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
        return;
    if (m_request.expectJson && !isJsonType(mediaTypeOf(m_reply->rawHeader("Content-Type"))))
        return;
    m_request.arriving(piece, from);
}

// Ends the running attempt for a reason of ours; replyFinished() follows from abort().
void Call::stopReply(const Error &why)
{
    if (!m_reply || m_stopped)
        return;
    m_stopped = why;
    m_reply->abort();
}

void Call::replyFinished()
{
    if (!m_reply || m_over)
        return;
    m_idle.stop();
    m_total.stop();
    if (!m_stopped && m_reply->isOpen())
        readMore();
    QNetworkReply *reply = m_reply;
    m_response.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_response.traceId = m_exchange.id;
    for (const auto &[name, value] : reply->rawHeaderPairs())
        m_response.headers.append({ name.toLower(), value });
    m_exchange.reason = reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    judge();
    m_reply = nullptr;
    reply->deleteLater();
}

void Call::judge()
{
    const Error error = transportError();
    const QString code = error.code;
    if (!code.isEmpty()) {
        closeTrace(code == u"http.cancelled" ? Exchange::State::Cancelled : Exchange::State::Failed, error.what);
        const bool passing = code == u"http.timeout" || code == u"http.cut_short";
        if (passing && scheduleRetry({}))
            return;
        return giveError(error);
    }
    closeTrace(Exchange::State::Answered);
    if (isPassing(m_response.status) && scheduleRetry(retryAfterMs(m_response.header("retry-after"), QDateTime::currentDateTimeUtc())))
        return;
    if (m_response.status >= 300 && m_response.status < 400 && m_response.status != 304 && !m_request.redirectIsAnswer) {
        if (!followRedirect())
            giveError(Error { QStringLiteral("http.redirect"),
                tr("%1 sent the request on to another address (%2), which Baton does not follow.").arg(m_request.url.authority(), scrubbed(QString::fromUtf8(m_response.header("location"))).left(200)),
                tr("Check the addresses of the environment."), 0, 0, {} });
        return;
    }
    const QString type = mediaTypeOf(m_response.header("content-type"));
    if (m_request.expectJson && !m_response.body.isEmpty() && !isJsonType(type))
        return giveError(Error { QStringLiteral("http.not_json"),
            tr("%1 answered %2 with %3 instead of JSON.").arg(m_request.url.authority()).arg(m_response.status).arg(type.isEmpty() ? tr("no type") : type),
            tr("Look at the answer in Traffic. A login page of the network in between is a frequent cause."), 0, 0, {} });
    finish(m_response);
}

// An Error with an empty code when the answer arrived whole.
Error Call::transportError() const
{
    if (m_stopped)
        return *m_stopped;
    // Qt wants to rewind the body for a 307 or 308 although it is told not to follow; the answer is whole all the same.
    const bool redirect = m_response.status == 307 || m_response.status == 308;
    if (redirect && m_reply->error() == QNetworkReply::ContentReSendError)
        return {};
    const QString host = m_request.url.authority();
    const auto made = [](const char *code, const QString &what, const QString &next) { return Error { QString::fromLatin1(code), what, next, 0, 0, {} }; };
    const Error cutShort = made("http.cut_short", tr("The connection to %1 broke before the answer was complete.").arg(host), tryAgain());
    switch (m_reply->error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return made("http.tls", tr("The identity of %1 could not be proven: %2").arg(host, m_reply->errorString()),
            tr("Baton does not go on without a valid certificate. Check the computer's clock and the network."));
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::ProtocolFailure:
        return cutShort;
    case QNetworkReply::OperationCanceledError:
        return made("http.cancelled", tr("The request was cancelled."), {});
    case QNetworkReply::UnknownContentError:
        // Qt says the same of damaged data and of an answer that would grow beyond the limit.
        if (!m_response.header("content-encoding").isEmpty())
            return made("http.too_large", tr("The answer of %1 could not be decompressed: it is damaged or larger than %2 bytes.").arg(host).arg(m_limits.maxBytes),
                tr("If it happens again, tell whoever runs that server."));
        break;
    default:
        break;
    }
    if (m_response.status == 0 && m_reply->error() == QNetworkReply::ConnectionRefusedError)
        return made("http.unreachable", tr("Nothing answers at %1.").arg(host), tryAgain());
    if (m_response.status == 0)
        return made("http.unreachable", tr("%1 cannot be reached: %2.").arg(host, m_reply->errorString()), tryAgain());
    const QByteArray length = m_response.header("content-length");
    const bool plain = m_response.header("content-encoding").isEmpty();
    if (plain && !length.isEmpty() && length.toLongLong() > m_response.body.size() && m_response.status != 304)
        return cutShort;
    return {};
}

bool Call::followRedirect()
{
    const QByteArray location = m_response.header("location");
    const bool keepsMethod = m_response.status == 307 || m_response.status == 308;
    const QUrl target = m_request.url.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    const bool downgrade = m_request.url.scheme() == u"https" && target.scheme() != u"https";
    if (!keepsMethod || location.isEmpty() || downgrade || ++m_redirects > maxRedirects || !mayGo(target, m_request.allowedHosts))
        return false;
    m_request.url = target;
    m_attempt = 0;
    m_pause.start(0);
    return true;
}

bool Call::scheduleRetry(std::optional<qint64> serverWish)
{
    if (!m_request.retry || !isRepeatable(m_request.method) || m_attempt >= m_limits.maxAttempts)
        return false;
    if (serverWish.value_or(0) > m_limits.maxRetryAfterMs)
        return false;
    m_pause.start(int(qMax<qint64>(serverWish.value_or(0), backoffMs(m_attempt, m_limits))));
    return true;
}

void Call::closeTrace(Exchange::State state, const QString &failure)
{
    m_exchange.state = state;
    m_exchange.failure = failure;
    m_exchange.status = m_response.status;
    m_exchange.responseBytes = m_response.body.size();
    m_exchange.responseType = mediaTypeOf(m_response.header("content-type"));
    Redactor redactor(m_exchange.hidden);
    // The body first: what it names as secret is then also found in the headers.
    m_exchange.responseBody = keptBody(redactor, m_response.body, m_exchange.responseCut);
    for (const auto &[name, value] : std::as_const(m_response.headers))
        m_exchange.responseHeaders.append({ QString::fromLatin1(name), redactor.headerValue(name, value) });
    m_exchange.reason = redactor.text(m_exchange.reason);
    m_exchange.failure = redactor.text(failure);
    if (m_watch.isValid()) {
        const qint64 now = m_watch.elapsed();
        m_exchange.totalMs = now;
        // Without TLS nothing tells the end of connecting, so both steps count as sending.
        if (m_connectStart >= 0 && m_encrypted >= 0)
            m_exchange.connectMs = m_encrypted - m_connectStart;
        if (m_sent >= 0)
            m_exchange.sentMs = m_sent - qMax<qint64>(0, qMax(m_connectStart, m_encrypted));
        if (m_sent >= 0 && m_head >= 0)
            m_exchange.waitMs = m_head - m_sent;
        if (m_head >= 0)
            m_exchange.receiveMs = now - m_head;
    }
    m_trace.update(m_exchange);
}

void Call::giveError(Error error)
{
    error.traceId = m_exchange.id;
    error.httpStatus = m_response.status;
    finish(fail(std::move(error)));
}

void Call::finish(Result<Response> result)
{
    if (m_over)
        return;
    m_over = true;
    m_answer.give(std::move(result));
    deleteLater();
}

} // namespace baton::http
