#include "app/practice/api/webhookaddress.h"

namespace baton::practice {

namespace {

constexpr qsizetype kLongest = 2000;

QList<QHostAddress> loopback(const QString &host)
{
    if (host == u"localhost")
        return { QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6) };
    if (host == u"127.0.0.1")
        return { QHostAddress(QHostAddress::LocalHost) };
    if (host == u"::1")
        return { QHostAddress(QHostAddress::LocalHostIPv6) };
    return {};
}

} // namespace

tl::expected<WebhookAddress, QString> readWebhookAddress(const QString &uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    if (uri.size() > kLongest || !url.isValid() || url.isRelative() || url.host().isEmpty())
        return tl::unexpected(QStringLiteral("Webhook uri: %1 is syntactically incorrect").arg(uri.left(kLongest)));
    const QList<QHostAddress> hosts = loopback(url.host().toLower());
    if (hosts.isEmpty() || !url.userInfo().isEmpty()) {
        return tl::unexpected(QStringLiteral("The practice registry calls only this computer. Register an address on 127.0.0.1, "
                                             "::1 or localhost instead of %1.")
                                  .arg(url.host()));
    }
    if (url.scheme() != u"http") {
        return tl::unexpected(QStringLiteral("The practice registry calls http addresses only, for they stay on this computer. "
                                             "Register http://%1/… instead.")
                                  .arg(url.authority()));
    }
    return WebhookAddress { url, hosts, quint16(url.port(80)) };
}

} // namespace baton::practice
