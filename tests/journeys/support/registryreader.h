#pragma once

#include "app/practice/registry.h"

#include <QtCore/QJsonObject>
#include <QtNetwork/QNetworkAccessManager>

namespace baton::test {

/// Reads the practice registry over plain HTTP as a third party would, with a /read-public token of its own.
class RegistryReader {
public:
    explicit RegistryReader(practice::Info info);
    /// GET <api><path>; the JSON object, empty unless 200.
    QJsonObject get(const QString &path);

private:
    void fetchToken();
    QByteArray wait(QNetworkReply *reply, int *status);

    practice::Info m_info;
    QNetworkAccessManager m_network;
    QByteArray m_token;
};

} // namespace baton::test
