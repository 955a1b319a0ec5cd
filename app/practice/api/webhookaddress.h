#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>
#include <QtNetwork/QHostAddress>

#include <tl/expected.hpp>

namespace baton::practice {

/// Where a webhook is called. Only programs on this computer: a practice registry calls nobody else.
struct WebhookAddress {
    QUrl url;
    QList<QHostAddress> hosts; ///< to try in turn: both loopback addresses for "localhost"
    quint16 port = 80;
};

/// The refusal is a sentence for the developer: what is wrong and what to register instead.
tl::expected<WebhookAddress, QString> readWebhookAddress(const QString &uri);

} // namespace baton::practice
