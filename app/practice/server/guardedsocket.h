#pragma once

#include "app/practice/server/headgate.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace baton::practice {

/// One connection, looked at before QHttpServer reads it: QHttpServer buffers without limit and waits without end.
/// One request per connection, so that its bytes can be counted; every answer closes it.
class GuardedSocket : public QTcpSocket {
    Q_OBJECT
public:
    GuardedSocket(const GateRules &rules, QObject *parent);

    /// True once: the request is complete and not refused.
    bool takeRequest();
    /// Sends the answer (head and body) and closes the connection once it is out.
    void answer(const QByteArray &bytes);
    /// The same after a while, in which other connections are served. Nothing when the client has gone by then.
    void answerLater(const QByteArray &bytes, int delayMs);
    /// Closes without another byte.
    void drop() { abort(); }

Q_SIGNALS:
    void refused(int status);

private:
    void inspect();
    void refuse(const GateRefusal &refusal);

    GateRules m_rules;
    QTimer m_deadline;
    QByteArray m_head;
    Head m_parsed;
    qsizetype m_received = 0, m_expected = -1;
    bool m_finished = false, m_taken = false;
};

/// Listens on 127.0.0.1 and hands out guarded sockets.
class GuardedListener : public QTcpServer {
    Q_OBJECT
public:
    explicit GuardedListener(QObject *parent = nullptr);
    void setRules(const GateRules &rules) { m_rules = rules; }
    int openConnections() const { return m_open; }
    /// The connection from that port of this computer; null when it has gone.
    GuardedSocket *connectionFrom(quint16 port) const;
    /// Told the status of each request that never reached a handler.
    void onRefusal(std::function<void(int)> told) { m_refused = std::move(told); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    GateRules m_rules;
    int m_open = 0;
    std::function<void(int)> m_refused;
};

/// Status line, headers, Content-Length and Connection: close.
QByteArray responseHead(int status, const QList<std::pair<QByteArray, QByteArray>> &headers, qsizetype bodySize);

} // namespace baton::practice
