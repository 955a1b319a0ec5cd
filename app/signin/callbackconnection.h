#pragma once

#include "app/signin/requesthead.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

class QTcpSocket;

namespace baton::signin {

/// One socket of the callback listener: reads one request head, writes one answer, closes. All of it has to happen within
/// one absolute time limit, however slowly the bytes drip (S9).
class CallbackConnection : public QObject {
    Q_OBJECT
public:
    CallbackConnection(QTcpSocket *socket, const HeadLimits &limits, int headMs, QObject *parent);

    bool isAnswered() const { return m_answered; }
    /// A whole HTTP response; once.
    void answer(const QByteArray &response);
    void drop();

Q_SIGNALS:
    void headRead(const baton::signin::RequestHead &head);
    void headRefused(int status); ///< answered already
    void closed();

private:
    void read();
    void timeOut();

    QTcpSocket *m_socket;
    HeadLimits m_limits;
    QTimer m_timer;
    QByteArray m_bytes;
    bool m_answered = false;
};

} // namespace baton::signin
