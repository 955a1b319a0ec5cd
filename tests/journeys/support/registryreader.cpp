#include "tests/journeys/support/registryreader.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkReply>

namespace baton::test {

RegistryReader::RegistryReader(practice::Info info) : m_info(std::move(info)) { }

QByteArray RegistryReader::wait(QNetworkReply *reply, int *status)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    *status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return reply->readAll();
}

void RegistryReader::fetchToken()
{
    for (const practice::ClientInfo &client : m_info.clients) {
        if (!client.member || client.secret.isEmpty())
            continue;
        const QUrlQuery form { { QStringLiteral("client_id"), client.id }, { QStringLiteral("client_secret"), client.secret.revealString() },
            { QStringLiteral("grant_type"), QStringLiteral("client_credentials") }, { QStringLiteral("scope"), QStringLiteral("/read-public") } };
        QNetworkRequest request(QUrl(m_info.issuer + QStringLiteral("/oauth/token")));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
        int status = 0;
        const QByteArray body = wait(m_network.post(request, form.toString(QUrl::FullyEncoded).toUtf8()), &status);
        m_token = QJsonDocument::fromJson(body).object().value(QStringLiteral("access_token")).toString().toUtf8();
        if (!m_token.isEmpty())
            return;
    }
}

QJsonObject RegistryReader::get(const QString &path)
{
    // A registry that was reset knows none of the tokens it gave before.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (m_token.isEmpty())
            fetchToken();
        QNetworkRequest request(QUrl(m_info.api + path));
        request.setRawHeader("Authorization", "Bearer " + m_token);
        request.setRawHeader("Accept", "application/json");
        int status = 0;
        const QByteArray body = wait(m_network.get(request), &status);
        if (status != 401)
            return status == 200 ? QJsonDocument::fromJson(body).object() : QJsonObject();
        m_token.clear();
    }
    return {};
}

} // namespace baton::test
