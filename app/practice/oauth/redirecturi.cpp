#include "app/practice/oauth/redirecturi.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <optional>

namespace baton::practice {

namespace {

struct Parts {
    QString scheme, userInfo, host, port, path;
};

/// Taken apart as text: QUrl would lower-case the host, and the rule compares characters.
std::optional<Parts> split(const QString &uri)
{
    static const QRegularExpression form(QStringLiteral("\\A([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/?#@]*)@)?(\\[[0-9A-Fa-f:.]+\\]|[^/?#@:]+)(?::([0-9]*))?(/[^?#]*)?(?:\\?[^#]*)?(?:#.*)?\\z"));
    const auto match = form.match(uri);
    const QUrl url(uri, QUrl::StrictMode);
    if (!match.hasMatch() || !url.isValid())
        return std::nullopt;
    const QString path = url.adjusted(QUrl::NormalizePathSegments).path(QUrl::FullyDecoded);
    if (path.contains(QLatin1String("/../")) || path.endsWith(QLatin1String("/..")) || path.contains(QLatin1Char('\\')))
        return std::nullopt;
    return Parts { match.captured(1), match.captured(2), match.captured(3), match.captured(4), path };
}

QString encoded(const QList<std::pair<QString, QString>> &pairs)
{
    QStringList parts;
    for (const auto &[name, value] : pairs)
        parts << name + QLatin1Char('=') + QString::fromLatin1(QUrl::toPercentEncoding(value));
    return parts.join(QLatin1Char('&'));
}

} // namespace

bool redirectMatches(const QString &requested, const QString &registered)
{
    const auto asked = split(requested), known = split(registered.trimmed());
    return asked && known && asked->scheme == known->scheme && asked->userInfo == known->userInfo && asked->host == known->host
        && asked->port == known->port && asked->path.startsWith(known->path);
}

bool redirectMatchesAny(const QString &requested, const QStringList &registered)
{
    return std::any_of(registered.begin(), registered.end(), [&](const QString &one) { return redirectMatches(requested, one); });
}

QString originOf(const QString &uri)
{
    const auto parts = split(uri);
    if (!parts)
        return {};
    return parts->scheme + QStringLiteral("://") + parts->host + (parts->port.isEmpty() ? QString() : QLatin1Char(':') + parts->port);
}

QString withQuery(const QString &redirectUri, const QList<std::pair<QString, QString>> &pairs)
{
    const QString base = redirectUri.section(QLatin1Char('#'), 0, 0);
    return base + (base.contains(QLatin1Char('?')) ? QLatin1Char('&') : QLatin1Char('?')) + encoded(pairs);
}

QString withFragment(const QString &redirectUri, const QList<std::pair<QString, QString>> &pairs)
{
    return redirectUri.section(QLatin1Char('#'), 0, 0) + QLatin1Char('#') + encoded(pairs);
}

} // namespace baton::practice
