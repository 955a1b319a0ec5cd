#include "app/orcid/environment.h"

namespace baton::orcid {

namespace {

QString hostPort(const QUrl &url)
{
    return url.port() < 0 ? url.host() : url.host() + u':' + QString::number(url.port());
}

} // namespace

QUrl Environment::discoveryUrl() const
{
    return QUrl(issuer + QStringLiteral("/.well-known/openid-configuration"));
}

QUrl Environment::tokenEndpoint() const
{
    return tokenUrl.isEmpty() ? QUrl(issuer + QStringLiteral("/oauth/token")) : tokenUrl;
}

QUrl Environment::revokeEndpoint() const
{
    return QUrl(issuer + QStringLiteral("/oauth/revoke"));
}

QString Environment::orcidUri(const QString &bareId) const
{
    return issuer + u'/' + bareId;
}

QStringList Environment::allowedHosts() const
{
    QStringList hosts { hostPort(QUrl(issuer)) };
    for (const QUrl &url : { apiBase, tokenUrl }) {
        if (!url.isEmpty() && !hosts.contains(hostPort(url)))
            hosts << hostPort(url);
    }
    return hosts;
}

Environment Environment::practice(const QString &issuer, const QUrl &apiBase)
{
    return { Kind::Practice, QStringLiteral("practice"), QStringLiteral("Practice"), issuer, apiBase, {} };
}

Environment Environment::practice(quint16 port)
{
    const QString issuer = QStringLiteral("http://127.0.0.1:%1").arg(port);
    return practice(issuer, QUrl(issuer + QStringLiteral("/v3.0")));
}

Environment Environment::sandbox()
{
    return { Kind::Sandbox, QStringLiteral("sandbox"), QStringLiteral("ORCID Sandbox"),
        QStringLiteral("https://sandbox.orcid.org"), QUrl(QStringLiteral("https://api.sandbox.orcid.org/v3.0")), {} };
}

Environment Environment::production()
{
    return { Kind::Production, QStringLiteral("production"), QStringLiteral("ORCID"),
        QStringLiteral("https://orcid.org"), QUrl(QStringLiteral("https://api.orcid.org/v3.0")), {} };
}

Environment Environment::custom(const QString &issuer, const QUrl &apiBase, const QUrl &tokenUrl)
{
    return { Kind::Custom, QStringLiteral("custom"), QStringLiteral("Custom"), issuer, apiBase, tokenUrl };
}

} // namespace baton::orcid
