#include "app/orcid/documents.h"
#include "app/orcid/shape.h"
#include "app/practice/api/webhookaddress.h"
#include "app/practice/state/clients.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QCoreApplication>

// What clients left with a researcher: webhooks and permission notifications.
namespace baton::practice::state {

namespace {

constexpr qint64 mostPutCode = 999'999'999'999;

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

QString clientOf(const Node &node)
{
    const QString id = node.needText("client");
    if (!isClientId(id))
        node.refuse("client", tr("must be APP- and 16 digits or capital letters"));
    return id;
}

Webhook readWebhook(const Node &node)
{
    Webhook webhook;
    if (!node.isObjectOf({ "uri", "client" }))
        return webhook;
    webhook.uri = node.needText("uri", 2000);
    webhook.clientId = clientOf(node);
    if (const auto address = readWebhookAddress(webhook.uri); !address)
        node.refuse("uri", address.error());
    return webhook;
}

Notification readNotification(const Node &node, qint64 now)
{
    Notification notification;
    if (!node.isObjectOf({ "put-code", "client", "name", "created", "read", "archived", "notification" }))
        return notification;
    notification.putCode = node.number("put-code", 0, 1, mostPutCode);
    notification.source.clientId = clientOf(node);
    notification.source.name = node.text("name");
    notification.created = node.moment("created", now);
    notification.read = node.moment("read", 0);
    notification.archived = node.moment("archived", 0);
    const auto content = orcid::canonical(orcid::document(QStringLiteral("notification")).fields, node.object("notification"));
    if (content)
        notification.content = *content;
    else
        node.refuse("notification", content.error().text());
    return notification;
}

} // namespace

void ResearcherReader::readInbox(const Node &node, Researcher &researcher)
{
    researcher.takesNotifications = node.flag("takes-notifications", true);
    node.each("webhooks", [&](const Node &entry) { researcher.webhooks << readWebhook(entry); });
    node.each("notifications", [&](const Node &entry) {
        researcher.notifications << readNotification(entry, m_now);
        claim(entry, researcher.notifications.constLast().putCode);
    });
}

void writeInbox(JsonOut &out, const Researcher &researcher)
{
    if (!researcher.takesNotifications)
        out.key(u"takes-notifications").boolean(false);
    if (!researcher.webhooks.isEmpty()) {
        out.key(u"webhooks").beginArray();
        for (const Webhook &webhook : researcher.webhooks)
            out.beginObject().key(u"uri").text(webhook.uri).key(u"client").text(webhook.clientId).endObject();
        out.endArray();
    }
    if (researcher.notifications.isEmpty())
        return;
    out.key(u"notifications").beginArray();
    for (const Notification &notification : researcher.notifications) {
        out.beginObject().key(u"put-code").number(notification.putCode).key(u"client").text(notification.source.clientId);
        out.key(u"name").text(notification.source.name).key(u"created").text(stamp(notification.created));
        if (notification.read != 0)
            out.key(u"read").text(stamp(notification.read));
        if (notification.archived != 0)
            out.key(u"archived").text(stamp(notification.archived));
        out.key(u"notification").value(notification.content).endObject();
    }
    out.endArray();
}

} // namespace baton::practice::state
