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

GuardedSocket::GuardedSocket(const GateRules &rules, RefusalAnswer answerTo, QObject *parent)
    : QTcpSocket(parent), m_rules(rules), m_answerTo(std::move(answerTo))
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
    const bool headIsThere = m_expected >= 0 || m_chunks;
    if (!headIsThere) {
        m_head += peek(available);
        const qsizetype end = m_head.indexOf("\r\n\r\n");
        if (end > m_rules.maxHead || (end < 0 && m_head.size() > m_rules.maxHead))
            return refuse(refusalOf(431, "The request's head is too large.", m_head.left(m_rules.maxHead)));
        if (end >= 0 && !headArrived(end))
            return;
    } else if (m_chunks) {
        follow(peek(available));
        if (m_taken)
            return; // refused
    }
    m_received += available; // the server's slot, next in line, reads everything that is there
    if (m_expected >= 0 && m_received >= m_expected)
        m_finished = true;
    else if (!m_finished && (m_expected >= 0 || m_chunks) && m_parsed.expectsContinue) {
        m_parsed.expectsContinue = false;
        write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

bool GuardedSocket::headArrived(qsizetype end)
{
    const QByteArray body = m_head.mid(end + 4);
    m_head.truncate(end);
    if (const auto refused = checkHead(m_head, m_rules, &m_parsed)) {
        refuse(*refused);
        return false;
    }
    if (!m_parsed.chunked) {
        m_expected = end + 4 + m_parsed.contentLength;
        m_head.clear();
        return true;
    }
    m_chunks.emplace(m_parsed.bodyLimit);
    follow(body);
    return !m_taken;
}

/// The server decodes the chunks; here they are counted, and whatever it might read in two ways is refused before it sees it.
void GuardedSocket::follow(QByteArrayView body)
{
    switch (m_chunks->feed(body)) {
    case ChunkReader::State::More:
        break;
    case ChunkReader::State::Done:
        m_finished = true;
        break;
    case ChunkReader::State::Broken:
        refuse(refusalOf(400, "The chunks of the body are malformed.", m_head));
        break;
    case ChunkReader::State::TooLarge:
        refuse(refusalOf(413, "The body is larger than " + QByteArray::number(m_parsed.bodyLimit / 1024 / 1024) + " MiB.", m_head));
        break;
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
    // Precise: the others may come a twentieth too early.
    QTimer::singleShot(delayMs, Qt::PreciseTimer, this, [this, bytes] { answer(bytes); });
}

void GuardedSocket::refuse(const GateRefusal &refusal)
{
    m_finished = m_taken = true;
    disconnect(this, &QIODevice::readyRead, nullptr, nullptr); // the server, too, hears no more of it
    const auto response = m_answerTo ? m_answerTo(refusal) : std::nullopt;
    if (!response)
        return drop();
    // Reads on for a while: closing with unread bytes would reset the connection before the answer is seen.
    connect(this, &QIODevice::readyRead, this, [this] { readAll(); });
    readAll();
    write(responseHead(response->status, response->headers, response->body.size()) + (refusal.method == "HEAD" ? QByteArray() : response->body));
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
    auto *socket = new GuardedSocket(m_rules, m_answerTo, this);
    if (!socket->setSocketDescriptor(descriptor) || m_open >= m_rules.maxConnections) {
        delete socket; // closes the descriptor it took
        return;
    }
    ++m_open;
    connect(socket, &QObject::destroyed, this, [this] { --m_open; });
    addPendingConnection(socket);
}

} // namespace baton::practice
