#pragma once

#include "app/practice/registry.h"
#include "app/practice/registrycore.h"

#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>

namespace baton::test {

inline const QString northbridge = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
inline const QString openGrants = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
inline const QString meridian = QStringLiteral("APP-MF20LWQ8X5B1N4HE");
inline const QString halden = QStringLiteral("APP-HR61PD3VY7C2K8SN");
inline const QString tidePool = QStringLiteral("APP-TP48VQ0ZN6M2XJ7E");
inline const QString sofia = QStringLiteral("0000-0002-9227-8514");
inline const QString tomas = QStringLiteral("0000-0000-4410-2077");
inline const QString callback = QStringLiteral("http://127.0.0.1:9761/callback");
inline const QString idTokenType = QStringLiteral("urn:ietf:params:oauth:token-type:id_token");
inline const QString accessTokenType = QStringLiteral("urn:ietf:params:oauth:token-type:access_token");
inline const QString exchangeGrant = QStringLiteral("urn:ietf:params:oauth:grant-type:token-exchange");

using Pairs = QList<std::pair<QString, QString>>;

struct Answer {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    QByteArray header(const QByteArray &name) const;
    QJsonObject json() const;
    QUrl location() const { return QUrl(QString::fromUtf8(header("location"))); }
    QString locationItem(const QString &name) const; ///< decoded, from query or fragment
};

/// A practice registry on a free port, and somebody who talks HTTP with it.
class PracticeFixture {
public:
    explicit PracticeFixture(const QString &stateDir = {});
    /// By default without ORCID's limit on requests per second.
    bool start(practice::Options options = unlimited());
    static practice::Options unlimited();

    practice::Registry registry;

    Answer send(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body = {}, const Pairs &headers = {});
    Answer get(const QString &pathAndQuery, const Pairs &headers = {}) { return send("GET", pathAndQuery, {}, headers); }
    Answer post(const QString &path, const Pairs &form, const Pairs &headers = {});
    QString secret(const QString &clientId) const;
    /// Fields of the client, then the others.
    Answer token(const QString &clientId, const Pairs &fields);

    /// The address of an authorization request of that client; extra parameters override or add.
    static QString authorizePath(const QString &clientId, const QString &scope, const Pairs &extra = {});
    /// Opens the page and decides in a browser of its own (or the one whose cookie is kept in *cookie).
    Answer decide(const QString &authorizePath, const QString &orcid, const QString &decision = QStringLiteral("authorize"), QString *cookie = nullptr);
    QString code(const QString &clientId, const QString &orcid, const QString &scope, const Pairs &extra = {});
    /// Signs in and redeems the code.
    QJsonObject signIn(const QString &clientId, const QString &orcid, const QString &scope, const Pairs &extra = {});
    Answer exchange(const QString &clientId, const QString &idToken, const Pairs &extra = {});

    static QString hiddenField(const QByteArray &html, const QString &name);
    static QString encode(const Pairs &pairs);

private:
    QString m_stateDir;
    QNetworkAccessManager m_network;
};

} // namespace baton::test
