#pragma once

#include <QtCore/QList>
#include <QtCore/QMetaType>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

namespace baton::orcid {

/// A registry Baton talks to (orcid.md 1). Tokens, keys and packages of two environments never meet.
struct Environment {
    enum class Kind { Practice, Sandbox, Production, Custom };

    Kind kind = Kind::Practice;
    QString id;      ///< "practice", "sandbox", "production", "custom"
    QString name;    ///< "Practice", "ORCID Sandbox", …
    QString issuer;  ///< byte-equal to the id_token's iss; no trailing slash
    QUrl apiBase;    ///< ends in /v3.0; empty when a custom provider has no record API
    QUrl tokenUrl;   ///< of a custom provider, from its discovery document; empty elsewhere: ORCID's fixed paths

    QUrl discoveryUrl() const; ///< issuer + /.well-known/openid-configuration
    QUrl tokenEndpoint() const; ///< tokenUrl, or issuer + /oauth/token
    QUrl revokeEndpoint() const;
    /// Full URI of an iD here: issuer + "/" + bare iD.
    QString orcidUri(const QString &bareId) const;
    /// Hosts (host:port where a port is given) a request of this environment may go to (S38).
    QStringList allowedHosts() const;

    friend bool operator==(const Environment &, const Environment &) = default;

    static Environment practice(const QString &issuer, const QUrl &apiBase);
    static Environment practice(quint16 port = 9760);
    static Environment sandbox();
    static Environment production();
    static Environment custom(const QString &issuer, const QUrl &apiBase = {}, const QUrl &tokenUrl = {});
};

} // namespace baton::orcid

Q_DECLARE_METATYPE(baton::orcid::Environment)
