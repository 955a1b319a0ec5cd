#pragma once

#include "app/practice/headgate.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

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
    explicit GuardedListener(QObject *parent = nullptr) : QTcpServer(parent) { }
    void setRules(const GateRules &rules) { m_rules = rules; }
    int openConnections() const { return m_open; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    GateRules m_rules;
    int m_open = 0;
};

/// Status line, headers, Content-Length and Connection: close.
QByteArray responseHead(int status, const QList<std::pair<QByteArray, QByteArray>> &headers, qsizetype bodySize);

} // namespace baton::practice
