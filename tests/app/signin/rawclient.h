#pragma once

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtNetwork/QTcpSocket>

namespace baton::test {

/// Plays the browser byte by byte.
class RawClient {
public:
    explicit RawClient(quint16 port, const QString &host = QStringLiteral("127.0.0.1"))
    {
        m_socket.connectToHost(QHostAddress(host), port);
        m_connected = waitWhile([this] { return m_socket.state() == QAbstractSocket::ConnectingState; }, 3000) && isOpen();
    }

    bool isConnected() const { return m_connected; }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }
    /// Everything until the other side closes.
    QByteArray answer(int timeoutMs = 20'000)
    {
        if (!waitWhile([this] { return m_socket.state() != QAbstractSocket::UnconnectedState; }, timeoutMs))
            return "no end of answer";
        return m_socket.readAll();
    }

    static QByteArray get(const QByteArray &target, quint16 port)
    {
        return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\nAccept: text/html\r\n\r\n";
    }
    /// Sends a whole GET and gives the answer.
    static QByteArray fetch(quint16 port, const QByteArray &target)
    {
        RawClient client(port);
        client.send(get(target, port));
        return client.answer();
    }
    static int status(const QByteArray &answer) { return answer.mid(9, 3).toInt(); }
    static QByteArray body(const QByteArray &answer)
    {
        const qsizetype end = answer.indexOf("\r\n\r\n");
        return end < 0 ? QByteArray() : answer.mid(end + 4);
    }

private:
    // QTest::qWaitFor looks only every 10 ms: too slow for thousands of connections.
    template <typename Condition>
    bool waitWhile(Condition condition, int timeoutMs)
    {
        QEventLoop loop;
        QObject::connect(&m_socket, &QTcpSocket::stateChanged, &loop, [&] { if (!condition()) loop.quit(); });
        QTimer::singleShot(timeoutMs, &loop, &QEventLoop::quit);
        if (condition())
            loop.exec();
        return !condition();
    }

    QTcpSocket m_socket;
    bool m_connected = false;
};

} // namespace baton::test
