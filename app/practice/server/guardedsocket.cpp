#include "app/practice/server/guardedsocket.h"

namespace baton::practice {

QByteArray responseHead(int status, const QList<std::pair<QByteArray, QByteArray>> &headers, qsizetype bodySize)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) + "\r\n";
    for (const auto &[name, value] : headers) {
        QByteArray clean = value;
        clean.replace('\r', ' ').replace('\n', ' '); // a header value never starts another header
        head += name + ": " + clean + "\r\n";
    }
    if (status != 204)
        head += "Content-Length: " + QByteArray::number(bodySize) + "\r\n";
    return head + "Connection: close\r\n\r\n";
}

GuardedSocket::GuardedSocket(const GateRules &rules, QObject *parent) : QTcpSocket(parent), m_rules(rules)
{
    // Connected before QHttpServer's own slot, and therefore called before it.
    connect(this, &QIODevice::readyRead, this, &GuardedSocket::inspect);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &QAbstractSocket::abort);
    m_deadline.start(m_rules.requestMs);
}

void GuardedSocket::inspect()
{
    if (m_finished)
        return;
    const qint64 available = bytesAvailable();
    if (m_expected < 0) {
        m_head += peek(available);
        const qsizetype end = m_head.indexOf("\r\n\r\n");
        if (end > m_rules.maxHead || (end < 0 && m_head.size() > m_rules.maxHead))
            return refuse({ 431, "The request's head is too large." });
        if (end >= 0) {
            if (const auto refused = checkHead(m_head.left(end), m_rules, &m_parsed))
                return refuse(*refused);
            m_expected = end + 4 + m_parsed.contentLength;
            m_head.clear();
        }
    }
    m_received += available; // the server's slot, next in line, reads everything that is there
    if (m_expected >= 0 && m_received >= m_expected)
        m_finished = true;
    else if (m_expected >= 0 && m_parsed.expectsContinue) {
        m_parsed.expectsContinue = false;
        write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

bool GuardedSocket::takeRequest()
{
    return m_finished && !std::exchange(m_taken, true);
}

void GuardedSocket::answer(const QByteArray &bytes)
{
    m_deadline.start(m_rules.answerMs);
    write(bytes);
    disconnectFromHost();
}

void GuardedSocket::answerLater(const QByteArray &bytes, int delayMs)
{
    if (delayMs <= 0)
        return answer(bytes);
    m_deadline.stop();
    QTimer::singleShot(delayMs, this, [this, bytes] { answer(bytes); });
}

void GuardedSocket::refuse(const GateRefusal &refusal)
{
    m_finished = m_taken = true;
    Q_EMIT refused(refusal.status);
    disconnect(this, &QIODevice::readyRead, nullptr, nullptr);
    // Reads on for a while: closing with unread bytes would reset the connection before the answer is seen.
    connect(this, &QIODevice::readyRead, this, [this] { readAll(); });
    readAll();
    write(responseHead(refusal.status, { { "Content-Type", "text/plain;charset=UTF-8" } }, refusal.reason.size() + 1) + refusal.reason + '\n');
    m_deadline.disconnect(this);
    connect(&m_deadline, &QTimer::timeout, this, &QAbstractSocket::disconnectFromHost);
    m_deadline.start(m_rules.lingerMs);
}

GuardedListener::GuardedListener(QObject *parent) : QTcpServer(parent)
{
    setListenBacklogSize(512); // many may knock at the same moment
}

GuardedSocket *GuardedListener::connectionFrom(quint16 port) const
{
    for (GuardedSocket *socket : findChildren<GuardedSocket *>(Qt::FindDirectChildrenOnly)) {
        if (socket->peerPort() == port && socket->state() == QAbstractSocket::ConnectedState)
            return socket;
    }
    return nullptr;
}

void GuardedListener::incomingConnection(qintptr descriptor)
{
    auto *socket = new GuardedSocket(m_rules, this);
    if (!socket->setSocketDescriptor(descriptor) || m_open >= m_rules.maxConnections) {
        delete socket; // closes the descriptor it took
        return;
    }
    ++m_open;
    connect(socket, &QObject::destroyed, this, [this] { --m_open; });
    connect(socket, &GuardedSocket::refused, this, [this](int status) {
        if (m_refused)
            m_refused(status);
    });
    addPendingConnection(socket);
}

} // namespace baton::practice
