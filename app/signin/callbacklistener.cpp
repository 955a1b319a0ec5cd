#include "app/signin/callbacklistener.h"

#include "app/signin/answerpage.h"
#include "app/signin/callbackconnection.h"
#include "app/signin/words.h"

#include <QtNetwork/QTcpSocket>

namespace baton::signin {

namespace {

Failure cannotListen(const QTcpServer &server, const QUrl &redirectUri)
{
    const QString port = QString::number(redirectUri.port(80));
    if (server.serverError() == QAbstractSocket::AddressInUseError)
        return fail(QStringLiteral("signin.port_busy"),
            Words::tr("Port %1 on this computer is in use, so the researcher's answer could not come back.").arg(port),
            Words::tr("If another Baton is waiting for a sign-in, finish or cancel it there; otherwise close the program that uses port "
               "%1. The port is part of the client's registered redirect URI and cannot be changed here.").arg(port));
    return fail(QStringLiteral("signin.port"),
        Words::tr("Port %1 on this computer could not be opened: %2.").arg(port, server.errorString()),
        Words::tr("Register a redirect URI with a port between 1024 and 65535, or paste the address the browser landed on."));
}

} // namespace

CallbackListener::CallbackListener(const CallbackLimits &limits, QObject *parent) : QObject(parent), m_limits(limits)
{
    m_server.setListenBacklogSize(256);
    m_server.setMaxPendingConnections(256);
    connect(&m_server, &QTcpServer::newConnection, this, &CallbackListener::accept);
}

CallbackListener::~CallbackListener() = default;

bool CallbackListener::isLoopback(const QUrl &redirectUri)
{
    return redirectUri.scheme() == QLatin1String("http")
        && (redirectUri.host() == QLatin1String("127.0.0.1") || redirectUri.host() == QLatin1String("::1"));
}

Result<void> CallbackListener::listen(const QUrl &redirectUri)
{
    if (!isLoopback(redirectUri))
        return fail(QStringLiteral("signin.port"), Words::tr("%1 is not an address of this computer.").arg(redirectUri.host()));
    // QHostAddress(enum) also exists as QTcpServer's Any: the address is always spelled out.
    const QHostAddress address(redirectUri.host());
    if (!m_server.listen(address, quint16(redirectUri.port(80))))
        return cannotListen(m_server, redirectUri);
    return {};
}

void CallbackListener::expect(const QUrl &redirectUri, const CallbackExpectation &expectation)
{
    m_redirectUri = redirectUri;
    m_expectation = expectation;
    m_expecting = true;
}

quint16 CallbackListener::port() const
{
    return m_server.serverPort();
}

void CallbackListener::close()
{
    m_server.close();
    const auto connections = m_connections;
    for (CallbackConnection *connection : connections) {
        if (!connection->isAnswered())
            connection->drop();
    }
}

void CallbackListener::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        makeRoom();
        auto *connection = new CallbackConnection(socket, m_limits.head, m_limits.headMs, this);
        m_connections << connection;
        connect(connection, &CallbackConnection::closed, this, [this, connection] {
            m_connections.removeOne(connection);
            connection->deleteLater();
        });
        connect(connection, &CallbackConnection::headRead, this, [this, connection](const RequestHead &head) { judge(connection, head); });
        connect(connection, &CallbackConnection::headRefused, this, [this](int status) {
            Q_EMIT stray(Words::tr("A request that a browser would not send was refused (%1).").arg(status));
        });
    }
}

// Dripping sockets must not keep the true callback out (G2): the oldest gives way, for a browser sends its head at once.
void CallbackListener::makeRoom()
{
    while (m_connections.size() >= m_limits.sockets)
        m_connections.takeFirst()->drop();
}

void CallbackListener::refuse(CallbackConnection *connection, int status, const QString &why)
{
    connection->answer(emptyResponse(status));
    Q_EMIT stray(why);
}

bool CallbackListener::isOurHost(const QByteArray &host) const
{
    const QByteArray name = m_server.serverAddress().protocol() == QAbstractSocket::IPv6Protocol ? "[::1]" : "127.0.0.1";
    return host == name + ':' + QByteArray::number(port()) || (port() == 80 && host == name);
}

void CallbackListener::judge(CallbackConnection *connection, const RequestHead &head)
{
    if (head.path == "/favicon.ico") // browsers ask for it by themselves
        return connection->answer(emptyResponse(m_answered ? 410 : 404));
    if (m_answered)
        return refuse(connection, 410, Words::tr("A second answer was refused; the first one counts."));
    if (head.method != "GET")
        return refuse(connection, 405, Words::tr("A request with another method than GET was refused."));
    if (!m_expecting || head.path != m_redirectUri.path(QUrl::FullyEncoded).toUtf8())
        return refuse(connection, 404, Words::tr("A request for another path was refused."));
    if (!isOurHost(head.host))
        return refuse(connection, 400, Words::tr("A request for another host was refused."));
    const auto answer = validateCallback(head.query, m_expectation);
    if (!answer)
        return refuse(connection, 400, answer.error().what);
    m_answered = true;
    using Kind = CallbackAnswer::Kind;
    connection->answer(pageResponse(answer->kind == Kind::Code ? AnswerPage::Received
            : answer->kind == Kind::Denied                     ? AnswerPage::Denied
                                                               : AnswerPage::Refused));
    Q_EMIT answered(*answer);
}

} // namespace baton::signin
