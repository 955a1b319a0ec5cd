#include "app/http/gate.h"

#include <QtCore/QCoreApplication>

namespace baton::http {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("HttpClient", text);
}

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

bool isLoopback(const QString &host)
{
    return host == u"127.0.0.1" || host == u"::1";
}

bool matches(const QUrl &url, const QString &entry)
{
    QUrl allowed;
    allowed.setScheme(url.scheme());
    allowed.setAuthority(entry);
    if (!allowed.isValid() || allowed.host().isEmpty())
        return false;
    return allowed.host() == url.host() && portOf(allowed) == portOf(url);
}

} // namespace

Result<void> mayGo(const QUrl &url, const QStringList &allowedHosts)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return fail(QStringLiteral("http.host_refused"), tr("The address %1 is not one Baton can send to.").arg(url.toDisplayString().left(200)),
            tr("Check the address in the environment's settings."));
    if (url.scheme() != u"https" && !(url.scheme() == u"http" && isLoopback(url.host())))
        return fail(QStringLiteral("http.insecure"), tr("Baton does not send over %1 to %2.").arg(url.scheme(), url.host()),
            tr("Use an https address; plain http is for a registry on this computer only."));
    for (const QString &entry : allowedHosts) {
        if (matches(url, entry))
            return {};
    }
    return fail(QStringLiteral("http.host_refused"),
        tr("The host %1 does not belong to this environment; nothing was sent there.").arg(url.authority()),
        tr("Check the addresses of the environment. Its discovery document may be wrong or tampered with."));
}

bool isJsonType(const QString &mediaType)
{
    return mediaType == u"application/json" || (mediaType.startsWith(u"application/") && mediaType.endsWith(u"+json"));
}

QString mediaTypeOf(const QByteArray &contentType)
{
    return QString::fromLatin1(contentType.split(';').constFirst()).trimmed().toLower();
}

} // namespace baton::http
