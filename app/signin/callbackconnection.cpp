#include "app/signin/callbackconnection.h"

#include "app/base/secret.h"
#include "app/signin/answerpage.h"

#include <QtNetwork/QTcpSocket>

namespace baton::signin {

CallbackConnection::CallbackConnection(QTcpSocket *socket, const HeadLimits &limits, int headMs, QObject *parent)
    : QObject(parent), m_socket(socket), m_limits(limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(m_limits.headBytes + 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &CallbackConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &CallbackConnection::closed);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &CallbackConnection::timeOut);
    m_timer.start(headMs);
    QMetaObject::invokeMethod(this, &CallbackConnection::read, Qt::QueuedConnection); // bytes that came before us
}

void CallbackConnection::read()
{
    if (m_answered) {
        if (m_socket->isOpen())
            m_socket->readAll(); // unread bytes would turn the close into a reset that eats the answer
        return;
    }
    m_bytes += m_socket->readAll();
    const HeadReading reading = readRequestHead(m_bytes, m_limits);
    if (reading.state == HeadReading::State::Incomplete)
        return;
    wipe(m_bytes); // it holds the code
    if (reading.state == HeadReading::State::Refused) {
        answer(emptyResponse(reading.status));
        Q_EMIT headRefused(reading.status);
    } else {
        Q_EMIT headRead(reading.head);
    }
}

void CallbackConnection::answer(const QByteArray &response)
{
    if (std::exchange(m_answered, true))
        return;
    m_socket->write(response);
    m_socket->flush();
    m_socket->disconnectFromHost();
}

void CallbackConnection::drop()
{
    m_answered = true;
    m_socket->abort();
}

void CallbackConnection::timeOut()
{
    // Browsers open sockets in advance and leave them unused; that is no request to refuse.
    if (m_answered || m_bytes.isEmpty())
        return drop();
    answer(emptyResponse(408));
    Q_EMIT headRefused(408);
    m_timer.start(1000); // a peer that does not read does not keep the socket
}

} // namespace baton::signin
