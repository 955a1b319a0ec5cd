#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>

#include <functional>
#include <optional>

class QTcpSocket;

namespace baton::test {

/// What the fake server received, once the body is complete.
struct Received {
    QByteArray method;
    QByteArray target;  ///< path and query as sent
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    int connection = 0; ///< 1 for the first connection accepted, …

    QByteArray header(QByteArrayView lowerCaseName) const;
    QByteArray path() const;
    /// Decoded fields of a form body.
    QHash<QString, QString> form() const;
};

/// A canned answer, written byte for byte.
struct Reply {
    int status = 200;
    QByteArray reason = "OK";
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool contentLength = true;   ///< false: the body ends with the connection
    int delayMs = 0;             ///< before the first byte
    qsizetype cutAfter = -1;     ///< close after so many bytes of the body
    bool drop = false;           ///< close without a byte
    bool silent = false;         ///< never answer, keep the connection
    int dripMs = 0;              ///< one byte of the body per so many ms

    static Reply json(const QByteArray &body, int status = 200);
    static Reply text(const QByteArray &body, const QByteArray &type, int status = 200);
    static Reply empty(int status);
    static Reply redirect(int status, const QByteArray &location);
    static Reply dropped();
    static Reply never();
    Reply with(const QByteArray &name, const QByteArray &value) const;
    Reply after(int ms) const;
    Reply cut(qsizetype bytes) const;
};

/// A small scriptable HTTP/1.1 server on 127.0.0.1 at a free port. Answers come from the queue in order; when it is empty
/// from handler, else 404. Never throws a request away: requests() holds all.
class FakeServer : public QObject {
    Q_OBJECT
public:
    explicit FakeServer(QObject *parent = nullptr);
    ~FakeServer() override;

    quint16 port() const;
    /// "127.0.0.1:<port>", as for Request::allowedHosts.
    QString host() const;
    QUrl url(const QString &pathAndQuery = QStringLiteral("/")) const;

    void enqueue(const Reply &reply);
    void enqueue(const QByteArray &rawAnswer); ///< written as it is, then closed
    std::function<Reply(const Received &)> handler;

    const QList<Received> &requests() const { return m_requests; }
    int connections() const { return m_connections; }
    void clear(); ///< requests and queue

Q_SIGNALS:
    void received();

private:
    struct Connection {
        QByteArray buffer;
        int number = 0;
    };
    void accept();
    void read(QTcpSocket *socket);
    bool takeRequest(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const Reply &reply);
    void write(QTcpSocket *socket, const Reply &reply);

    QTcpServer m_server;
    QHash<QTcpSocket *, Connection> m_open;
    QList<std::pair<std::optional<Reply>, QByteArray>> m_queue;
    QList<Received> m_requests;
    int m_connections = 0;
};

} // namespace baton::test
