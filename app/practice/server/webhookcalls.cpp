#include "app/practice/server/webhookcalls.h"

#include "app/practice/api/webhookaddress.h"

#include <QtNetwork/QTcpSocket>

namespace baton::practice {

namespace {

constexpr qsizetype kMostDeliveries = 1000;
constexpr qsizetype kLongestStatusLine = 1024;

QByteArray requestFor(const QUrl &url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (url.port() > 0)
        host += ':' + QByteArray::number(url.port());
    return "POST " + target + " HTTP/1.1\r\nHost: " + host
        + "\r\nUser-Agent: Baton practice registry\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

/// "HTTP/1.1 204 No Content": 204; 0 when it is nothing of the kind.
int statusOf(const QByteArray &line)
{
    return line.startsWith("HTTP/1.") ? line.mid(9, 3).toInt() : 0;
}

/// One attempt. Ends itself, after telling the outcome once.
class Attempt : public QTcpSocket {
public:
    using Done = std::function<void(bool accepted)>;

    Attempt(const WebhookAddress &address, const QHostAddress &host, std::chrono::milliseconds patience, Done done, QObject *parent)
        : QTcpSocket(parent), m_done(std::move(done))
    {
        const QByteArray request = requestFor(address.url);
        connect(this, &QTcpSocket::connected, this, [this, request] { write(request); });
        connect(this, &QTcpSocket::readyRead, this, [this] { read(); });
        connect(this, &QTcpSocket::disconnected, this, [this] { finish(false); });
        connect(this, &QTcpSocket::errorOccurred, this, [this] { finish(false); });
        QTimer::singleShot(patience, this, [this] { finish(false); });
        connectToHost(host, address.port);
    }
    /// The socket still speaks while it closes; nobody is there to listen by then.
    ~Attempt() override { disconnect(this, nullptr, this, nullptr); }

private:
    void read()
    {
        m_line += readAll();
        const qsizetype end = m_line.indexOf('\n');
        if (end < 0 && m_line.size() < kLongestStatusLine)
            return;
        const int status = statusOf(m_line.left(end));
        finish(status >= 200 && status < 300);
    }

    void finish(bool accepted)
    {
        if (!m_done)
            return;
        const Done done = std::exchange(m_done, {});
        abort();
        deleteLater();
        done(accepted);
    }

    Done m_done;
    QByteArray m_line;
};

} // namespace

WebhookCalls::WebhookCalls(Lookup lookup, QObject *parent) : QObject(parent), m_lookup(std::move(lookup))
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &WebhookCalls::start);
}

void WebhookCalls::recordChanged(const QString &orcid)
{
    m_changed.insert(orcid);
    m_soon.start(0);
}

void WebhookCalls::start()
{
    const QSet<QString> changed = std::exchange(m_changed, {});
    for (const QString &orcid : changed) {
        for (const QString &uri : m_lookup(orcid)) {
            const Key key(orcid, uri);
            const auto running = m_deliveries.find(key);
            if (running != m_deliveries.end()) {
                running->again = true;
            } else if (m_deliveries.size() < kMostDeliveries) {
                m_deliveries.insert(key, {});
                call(key);
            }
        }
    }
}

void WebhookCalls::call(const Key &key)
{
    const auto delivery = m_deliveries.find(key);
    const auto address = readWebhookAddress(key.second);
    if (delivery == m_deliveries.end() || !address || !m_lookup(key.first).contains(key.second)) {
        m_deliveries.remove(key); // taken back meanwhile
        return;
    }
    const QHostAddress host = address->hosts.at(delivery->attempt % address->hosts.size());
    ++delivery->attempt;
    new Attempt(*address, host, m_timing.patience, [this, key](bool accepted) { ended(key, accepted); }, this);
}

void WebhookCalls::ended(const Key &key, bool accepted)
{
    const auto delivery = m_deliveries.find(key);
    if (delivery == m_deliveries.end())
        return;
    if (!accepted && delivery->attempt < m_timing.attempts) {
        QTimer::singleShot(m_timing.firstPause * (1 << (delivery->attempt - 1)), this, [this, key] { call(key); });
        return;
    }
    const Delivery last = *delivery;
    m_deliveries.erase(delivery);
    if (accepted)
        Q_EMIT delivered(key.first, key.second, last.attempt);
    else
        Q_EMIT givenUp(key.first, key.second);
    if (last.again)
        recordChanged(key.first);
}

} // namespace baton::practice
