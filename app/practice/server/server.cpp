#include "app/practice/server/server.h"

#include <QtCore/QCoreApplication>
#include <QtHttpServer/QHttpServerRequest>
#include <QtHttpServer/QHttpServerResponder>
#include <QtNetwork/QHostAddress>

namespace baton::practice {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get: return "GET";
    case QHttpServerRequest::Method::Head: return "HEAD";
    case QHttpServerRequest::Method::Post: return "POST";
    case QHttpServerRequest::Method::Put: return "PUT";
    case QHttpServerRequest::Method::Delete: return "DELETE";
    case QHttpServerRequest::Method::Options: return "OPTIONS";
    default: return {};
    }
}

void guard(HttpResponse &response)
{
    response.with("X-Content-Type-Options", "nosniff").with("Cross-Origin-Resource-Policy", "same-origin");
}

/// The gate let only well-formed targets through; a path that still cannot be decoded becomes one that nobody has.
HttpRequest toRequest(const QHttpServerRequest &source)
{
    HttpRequest request;
    request.method = methodName(source.method());
    if (request.method == "HEAD")
        request.method = "GET";
    const auto path = decodeComponent(source.url().path(QUrl::FullyEncoded).toLatin1(), false);
    request.path = path ? path->toUtf8() : QByteArray("/%");
    request.query = QUrlQuery(source.url().query(QUrl::FullyEncoded));
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    const auto headers = source.headers();
#else
    const auto headers = source.headers().toListOfPairs();
#endif
    for (const auto &[name, value] : headers)
        request.headers.append({ name.toLower(), value.trimmed() });
    request.body = source.body();
    return request;
}

} // namespace

Server::Server(QObject *parent) : QAbstractHttpServer(parent), m_listener(new GuardedListener(this)) { }

Result<quint16> Server::listen(quint16 port)
{
    if (!m_listener->listen(QHostAddress::LocalHost, port)) {
        const bool taken = m_listener->serverError() == QAbstractSocket::AddressInUseError;
        return fail(QStringLiteral("practice.port_busy"),
                    taken ? QCoreApplication::translate("PracticeServer", "Port %1 on this computer is in use.").arg(port)
                          : QCoreApplication::translate("PracticeServer", "Port %1 on this computer cannot be opened: %2.").arg(QString::number(port), m_listener->errorString()),
                    QCoreApplication::translate("PracticeServer", "Close the program that uses it, or choose another port for the practice registry."));
    }
    return m_listener->serverPort();
}

void Server::serve(const GateRules &rules, Handler handler)
{
    m_listener->setRules(rules);
    m_handler = std::move(handler);
    bind(m_listener);
}

void Server::onRefusal(RefusalAnswer answerTo)
{
    m_listener->onRefusal([answerTo = std::move(answerTo)](const GateRefusal &refusal) {
        std::optional<HttpResponse> response = answerTo(refusal);
        if (response)
            guard(*response);
        return response;
    });
}

Reply Server::answer(const QHttpServerRequest &request) const
{
    Reply reply = m_handler(toRequest(request));
    guard(reply.response);
    return reply;
}

void Server::deliver(GuardedSocket *socket, const Reply &reply, bool withoutBody)
{
    const HttpResponse &response = reply.response;
    QByteArray bytes = responseHead(response.status, response.headers, response.body.size()) + (withoutBody ? QByteArray() : response.body);
    // Without a body to break off, the status line is: of a head that says 201 many clients would take the rest on trust.
    if (reply.line == Trouble::Line::Halfway && (withoutBody || response.body.isEmpty()))
        bytes.truncate(bytes.indexOf('\r') / 2);
    else if (reply.line == Trouble::Line::Halfway)
        bytes.chop(std::max<qsizetype>(1, response.body.size() / 2));
    if (reply.line == Trouble::Line::Dropped)
        QTimer::singleShot(reply.delayMs, Qt::PreciseTimer, socket, &GuardedSocket::drop);
    else
        socket->answerLater(bytes, reply.delayMs);
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

// Up to 6.4 the handler gets the socket: the answer is written whole, and the connection closed.
bool Server::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    auto *guarded = qobject_cast<GuardedSocket *>(socket);
    if (!guarded || !guarded->takeRequest())
        return true;
    deliver(guarded, answer(request), request.method() == QHttpServerRequest::Method::Head);
    return true;
}

void Server::missingHandler(const QHttpServerRequest &, QTcpSocket *) { }

#else

// From 6.5 on it gets a responder instead; from 6.8 on that takes QHttpHeaders.
bool Server::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const Reply reply = answer(request);
    const HttpResponse &response = reply.response;
    if (reply.delayMs > 0 || reply.line != Trouble::Line::Whole) {
        const QHttpServerResponder unused(std::move(responder)); // the socket itself is written to
        if (GuardedSocket *socket = m_listener->connectionFrom(request.remotePort()))
            deliver(socket, reply, request.method() == QHttpServerRequest::Method::Head);
        return true;
    }
    const auto status = QHttpServerResponder::StatusCode(response.status);
    const QByteArray body = request.method() == QHttpServerRequest::Method::Head ? QByteArray() : response.body;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    responder.writeStatusLine(status);
    for (const auto &[name, value] : response.headers)
        responder.writeHeader(name, value);
    responder.writeHeader("Connection", "close");
    responder.writeHeader("Content-Length", QByteArray::number(response.body.size()));
    responder.writeBody(body);
#else
    QHttpHeaders headers;
    for (const auto &[name, value] : response.headers)
        headers.append(name, value);
    headers.append("Connection", "close");
    responder.write(body, headers, status);
#endif
    return true;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
void Server::missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) { }
#else
void Server::missingHandler(const QHttpServerRequest &, QHttpServerResponder &) { }
#endif

#endif

} // namespace baton::practice
