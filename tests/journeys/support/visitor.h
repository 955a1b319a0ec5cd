#pragma once

#include "tests/journeys/support/desktop.h"
#include "tests/journeys/support/registryreader.h"

#include <QtCore/QJsonObject>
#include <QtNetwork/QNetworkAccessManager>

namespace baton::test {

/// People and third parties around one desktop: a researcher who allows things over HTTP as her browser would, and somebody
/// who reads the registry.
class Visitor {
public:
    explicit Visitor(Desktop &desktop) : m_desktop(desktop), m_reader(desktop.desk().registry.info()) { }

    /// The researcher allows the original client these scopes ("openid" among them), whose own token answer it is.
    QJsonObject allow(const QString &orcid, const QString &scopes);
    /// Allowed, exchanged by the second client, and the record page open. `asked`: empty = everything allowed.
    bool delegate(const QString &orcid, const QString &scopes, const QStringList &asked = {});
    /// The original client takes back a token of its own, and with it the permission.
    int revoke(const QJsonObject &tokens);

    /// The list of a section as anybody may read it now, by put-code; one request.
    QMap<qint64, QJsonObject> items(const QString &orcid, const QString &section);
    /// One item in full; empty when there is none.
    QJsonObject item(const QString &orcid, const QString &section, qint64 putCode);

    static inline const QString original = QStringLiteral("APP-NB7K2QX4M0T9W6RA"), second = QStringLiteral("APP-OG55T1ZR8K3CV7QD");

private:
    struct Answer {
        int status = 0;
        QByteArray body;
        QUrl location;
    };
    static Answer send(QNetworkAccessManager &by, const QUrl &url, const QByteArray *form = nullptr);
    clients::ClientProfile client(const QString &id) const;

    Desktop &m_desktop;
    RegistryReader m_reader;
    QNetworkAccessManager m_network;
};

} // namespace baton::test
