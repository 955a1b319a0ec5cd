#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QUrlQuery>

namespace baton::practice {

/// ORCID's matching rule (orcid.md 2.3): scheme, user info, host and port equal character for character, the requested
/// path starts with the registered one after dot segments are cleaned; query and fragment are not compared.
bool redirectMatches(const QString &requested, const QString &registered);
bool redirectMatchesAny(const QString &requested, const QStringList &registered);

/// scheme://host[:port] of a redirect URI, for a form-action policy.
QString originOf(const QString &uri);

/// The address to send the browser to: pairs percent-encoded behind the "?" or "&" of the URI.
QString withQuery(const QString &redirectUri, const QList<std::pair<QString, QString>> &pairs);
/// The same in the fragment (implicit flow).
QString withFragment(const QString &redirectUri, const QList<std::pair<QString, QString>> &pairs);

} // namespace baton::practice
