#pragma once

#include "app/signin/callback.h"
#include "app/signin/requesthead.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>

namespace baton::signin {

class CallbackConnection;

/// S9; other values are for tests.
struct CallbackLimits {
    HeadLimits head;
    int headMs = 5000; ///< from connect to the complete head
    int sockets = 8;
};

/// Waits on the loopback redirect URI for the one answer of one sign-in (S2, S6, S9, S10).
/// What does not belong to it is answered with an empty 400 to 431 and told by stray(); after the answer every further
/// request gets 410 until close().
class CallbackListener : public QObject {
    Q_OBJECT
public:
    explicit CallbackListener(const CallbackLimits &limits = {}, QObject *parent = nullptr);
    ~CallbackListener() override;

    /// Binds the host (127.0.0.1 or ::1) and port of the redirect URI; port 0 takes any free one.
    /// Errors: signin.port_busy, signin.port.
    Result<void> listen(const QUrl &redirectUri);
    /// What to accept. Until then nothing is.
    void expect(const QUrl &redirectUri, const CallbackExpectation &expectation);
    quint16 port() const;
    void close();

    /// 127.0.0.1 or [::1] by http: never the name localhost (S2).
    static bool isLoopback(const QUrl &redirectUri);

Q_SIGNALS:
    void answered(const baton::signin::CallbackAnswer &answer); ///< at most once
    void stray(const QString &why);

private:
    void accept();
    void makeRoom();
    void judge(CallbackConnection *connection, const RequestHead &head);
    void refuse(CallbackConnection *connection, int status, const QString &why);
    bool isOurHost(const QByteArray &host) const;

    CallbackLimits m_limits;
    QTcpServer m_server;
    QList<CallbackConnection *> m_connections; ///< oldest first
    QUrl m_redirectUri;
    CallbackExpectation m_expectation;
    bool m_expecting = false;
    bool m_answered = false;
};

} // namespace baton::signin
