#include "tests/support/fakeserver.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QTcpSocket>

#include <memory>

namespace baton::test {

QByteArray Received::header(QByteArrayView lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

QByteArray Received::path() const
{
    return target.split('?').constFirst();
}

QHash<QString, QString> Received::form() const
{
    QHash<QString, QString> out;
    QByteArray text = body;
    text.replace('+', ' ');
    for (const auto &[name, value] : QUrlQuery(QString::fromUtf8(text)).queryItems(QUrl::FullyDecoded))
        out.insert(name, value);
    return out;
}

Reply Reply::json(const QByteArray &body, int status)
{
    return text(body, "application/json;charset=UTF-8", status);
}

Reply Reply::text(const QByteArray &body, const QByteArray &type, int status)
{
    Reply reply = empty(status);
    reply.body = body;
    return reply.with("Content-Type", type);
}

Reply Reply::empty(int status)
{
    static const QHash<int, QByteArray> reasons { { 200, "OK" }, { 201, "Created" }, { 204, "No Content" }, { 400, "Bad Request" },
        { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" }, { 409, "Conflict" }, { 429, "Too Many Requests" },
        { 503, "Service Unavailable" } };
    Reply reply;
    reply.status = status;
    reply.reason = reasons.value(status, "Status");
    return reply;
}

Reply Reply::redirect(int status, const QByteArray &location)
{
    return empty(status).with("Location", location);
}

Reply Reply::dropped()
{
    Reply reply;
    reply.drop = true;
    return reply;
}

Reply Reply::never()
{
    Reply reply;
    reply.silent = true;
    return reply;
}

Reply Reply::with(const QByteArray &name, const QByteArray &value) const
{
    Reply reply = *this;
    reply.headers.append({ name, value });
    return reply;
}

Reply Reply::after(int ms) const
{
    Reply reply = *this;
    reply.delayMs = ms;
    return reply;
}

Reply Reply::cut(qsizetype bytes) const
{
    Reply reply = *this;
    reply.cutAfter = bytes;
    return reply;
}

FakeServer::FakeServer(QObject *parent) : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FakeServer::accept);
    if (!m_server.listen(QHostAddress(QHostAddress::LocalHost), 0))
        qFatal("no free port on 127.0.0.1");
}

FakeServer::~FakeServer()
{
    const QList<QTcpSocket *> sockets = m_open.keys();
    for (QTcpSocket *socket : sockets)
        socket->disconnect(this);
}

quint16 FakeServer::port() const
{
    return m_server.serverPort();
}

QString FakeServer::host() const
{
    return QStringLiteral("127.0.0.1:%1").arg(port());
}

QUrl FakeServer::url(const QString &pathAndQuery) const
{
    return QUrl(QStringLiteral("http://") + host() + pathAndQuery);
}

void FakeServer::enqueue(const Reply &reply)
{
    m_queue.append({ reply, {} });
}

void FakeServer::enqueue(const QByteArray &rawAnswer)
{
    m_queue.append({ std::nullopt, rawAnswer });
}

void FakeServer::clear()
{
    m_queue.clear();
    m_requests.clear();
}

void FakeServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        m_open.insert(socket, { {}, ++m_connections });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_open.remove(socket);
            socket->deleteLater();
        });
        read(socket);
    }
}

void FakeServer::read(QTcpSocket *socket)
{
    const auto found = m_open.find(socket);
    if (found == m_open.end())
        return;
    found->buffer += socket->readAll();
    while (m_open.contains(socket) && takeRequest(socket)) { }
}

bool FakeServer::takeRequest(QTcpSocket *socket)
{
    Connection &connection = m_open[socket];
    const qsizetype end = connection.buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const QList<QByteArray> lines = connection.buffer.first(end).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    Received request;
    request.method = first.value(0);
    request.target = first.value(1);
    request.connection = connection.number;
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({ line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed() });
    }
    const qsizetype length = request.header("content-length").toLongLong();
    if (connection.buffer.size() < end + 4 + length)
        return false;
    request.body = connection.buffer.mid(end + 4, length);
    connection.buffer.remove(0, end + 4 + length);
    m_requests.append(request);

    if (m_queue.isEmpty()) {
        answer(socket, handler ? handler(request) : Reply::empty(404));
    } else if (const auto [reply, raw] = m_queue.takeFirst(); reply) {
        answer(socket, *reply);
    } else {
        socket->write(raw);
        socket->disconnectFromHost();
    }
    Q_EMIT received();
    return true;
}

void FakeServer::answer(QTcpSocket *socket, const Reply &reply)
{
    if (reply.silent)
        return;
    if (reply.drop) {
        socket->abort();
        return;
    }
    if (reply.delayMs == 0) {
        write(socket, reply);
        return;
    }
    QTimer::singleShot(reply.delayMs, socket, [this, socket, reply] { write(socket, reply); });
}

void FakeServer::write(QTcpSocket *socket, const Reply &reply)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reply.reason + "\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    if (reply.contentLength && reply.status != 204)
        head += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    socket->write(head + "\r\n");
    if (reply.dripMs > 0) {
        auto *timer = new QTimer(socket);
        auto position = std::make_shared<qsizetype>(0);
        connect(timer, &QTimer::timeout, socket, [socket, timer, position, reply] {
            if (*position >= reply.body.size())
                timer->stop();
            else
                socket->write(reply.body.mid((*position)++, 1));
        });
        timer->start(reply.dripMs);
        return;
    }
    socket->write(reply.cutAfter >= 0 ? reply.body.first(reply.cutAfter) : reply.body);
    if (reply.cutAfter >= 0 || !reply.contentLength)
        socket->disconnectFromHost();
}

} // namespace baton::test
