#pragma once

#include "app/practice/server/headgate.h"
#include "app/practice/server/http.h"

#include <QtCore/QTimer>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace baton::practice {

/// What a refused request is answered; nothing = its connection is closed without a word.
using RefusalAnswer = std::function<std::optional<HttpResponse>(const GateRefusal &)>;

/// One connection, looked at before QHttpServer reads it: QHttpServer buffers without limit and waits without end.
/// One request per connection, so that its bytes can be counted; every answer closes it.
class GuardedSocket : public QTcpSocket {
    Q_OBJECT
public:
    GuardedSocket(const GateRules &rules, RefusalAnswer answerTo, QObject *parent);

    /// True once: the request is complete and not refused.
    bool takeRequest();
    /// Sends the answer (head and body) and closes the connection once it is out.
    void answer(const QByteArray &bytes);
    /// The same after a while, in which other connections are served. Nothing when the client has gone by then.
    void answerLater(const QByteArray &bytes, int delayMs);
    /// Closes without another byte.
    void drop() { abort(); }

private:
    void inspect();
    bool headArrived(qsizetype end); ///< false: refused
    void follow(QByteArrayView body);
    void refuse(const GateRefusal &refusal);

    GateRules m_rules;
    RefusalAnswer m_answerTo;
    QTimer m_deadline;
    QByteArray m_head; ///< until it is complete; of a chunked request longer, for the body may still be refused
    Head m_parsed;
    std::optional<ChunkReader> m_chunks;
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
    /// Asked about each request that never reaches a handler.
    void onRefusal(RefusalAnswer answerTo) { m_answerTo = std::move(answerTo); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    GateRules m_rules;
    int m_open = 0;
    RefusalAnswer m_answerTo;
};

/// Status line, headers, Content-Length and Connection: close.
QByteArray responseHead(int status, const QList<std::pair<QByteArray, QByteArray>> &headers, qsizetype bodySize);

} // namespace baton::practice
