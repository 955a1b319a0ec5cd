#pragma once

#include "app/base/result.h"
#include "app/practice/board/trouble.h"
#include "app/practice/server/guardedsocket.h"
#include "app/practice/server/http.h"

#include <QtHttpServer/QAbstractHttpServer>

#include <functional>

namespace baton::practice {

/// QHttpServer on 127.0.0.1 with the gate in front of it (S46). What Qt's versions do differently stays in server.cpp.
class Server : public QAbstractHttpServer {
    Q_OBJECT
public:
    using Handler = std::function<Reply(const HttpRequest &)>;

    explicit Server(QObject *parent = nullptr);

    /// Port 0 takes any free one; gives the port. Errors: practice.port_busy.
    Result<quint16> listen(quint16 port);
    /// Call before the event loop runs again: nothing is served without a handler.
    void serve(const GateRules &rules, Handler handler);
    /// Asked about each request that never reaches the handler. Call before serve(), too.
    void onRefusal(RefusalAnswer answerTo);
    int openConnections() const { return m_listener->openConnections(); }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &&responder) override;
#else
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
#endif
#endif

private:
    Reply answer(const QHttpServerRequest &request) const;
    /// An answer that is late, cut off or none at all.
    static void deliver(GuardedSocket *socket, const Reply &reply, bool withoutBody);

    GuardedListener *m_listener;
    Handler m_handler;
};

} // namespace baton::practice
