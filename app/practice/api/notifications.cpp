#include "app/practice/api/itemjson.h"
#include "app/practice/api/memberapi.h"

#include <QtCore/QJsonArray>
#include <QtCore/QUrl>

#include <algorithm>

// Permission notifications (orcid.md 6.5, 7.10). Only their own client sees them; the researcher reads them in the inbox.
namespace baton::practice {

namespace {

constexpr qsizetype kMostNotifications = 1000;

const QString kUri = QStringLiteral("uri"), kPath = QStringLiteral("path"), kHost = QStringLiteral("host");
const QString kUrl = QStringLiteral("authorization-url");

/// A client may give only the address or only its path; both are shown (the schema's own words).
QJsonObject completed(QJsonObject url, const QString &issuer)
{
    const QUrl registry(issuer);
    QString uri = url.value(kUri).toString(), path = url.value(kPath).toString();
    if (uri.isEmpty())
        uri = issuer + (path.startsWith(u'/') ? path : u'/' + path);
    const QUrl full(uri);
    if (path.isEmpty())
        path = full.path(QUrl::FullyEncoded) + (full.hasQuery() ? u'?' + full.query(QUrl::FullyEncoded) : QString());
    url.insert(kUri, uri);
    url.insert(kPath, path);
    if (url.value(kHost).toString().isEmpty())
        url.insert(kHost, full.host().isEmpty() ? registry.host() : full.host());
    return url;
}

void moment(Out &out, QStringView key, qint64 epochMs)
{
    out.key(key);
    epochMs == 0 ? out.null() : out.number(epochMs);
}

void writeItem(Out &out, ItemWriter &items, const QJsonObject &item)
{
    const auto text = [&item](QStringView key) { return item.value(key).toString(); };
    out.beginObject().key(u"item-type").text(text(u"item-type"));
    out.key(u"item-name").text(text(u"item-name")).key(u"external-id");
    items.externalId(item.value(u"external-id"));
    out.endObject();
}

void write(Out &out, const QString &issuer, const Researcher &researcher, const Notification &notification)
{
    ItemWriter items(out, issuer, researcher);
    const QJsonObject &content = notification.content;
    const QJsonObject url = content.value(kUrl).toObject();
    out.beginObject().key(u"put-code").number(notification.putCode).key(u"notification-type").text(u"permission");
    out.key(kUrl).beginObject().key(kUri).text(url.value(kUri).toString()).key(kPath).text(url.value(kPath).toString());
    out.key(kHost).text(url.value(kHost).toString()).endObject();
    for (const QString &key : { QStringLiteral("notification-subject"), QStringLiteral("notification-intro") })
        out.key(key).text(content.value(key).toString());
    out.key(u"items").beginObject().key(u"item").beginArray();
    const QJsonArray all = content.value(QStringLiteral("items")).toObject().value(QStringLiteral("item")).toArray();
    for (const QJsonValue &item : all)
        writeItem(out, items, item.toObject());
    out.endArray().endObject();
    moment(out, u"created-date", notification.created);
    moment(out, u"sent-date", notification.created);
    moment(out, u"read-date", notification.read);
    moment(out, u"actioned-date", 0);
    moment(out, u"archived-date", notification.archived);
    out.key(u"source");
    items.source(notification.source);
    out.endObject();
}

} // namespace

HttpResponse MemberApi::notifications(Call &call)
{
    if (call.request.method == "POST")
        return addNotification(call);
    if (call.route.target == Target::Notifications)
        return listNotifications(call);
    const auto found = std::find_if(call.researcher->notifications.begin(), call.researcher->notifications.end(),
        [&call](const Notification &notification) { return notification.putCode == call.putCode; });
    if (found == call.researcher->notifications.end())
        return refuse(call, ApiError(9029, {}, { call.route.codes, call.orcid }));
    if (found->source.clientId != call.caller.clientId)
        return refuse(call, ApiError(9004, QStringLiteral("This notification does not belong to ") + call.caller.clientId));
    if (call.request.method == "DELETE") {
        if (found->read != 0)
            return refuse(call, ApiError(9009));
        if (found->archived == 0)
            found->archived = m_records.nowMs();
    }
    return answer(call, documentOf(call.route.target, nullptr), [&](Out &out) { practice::write(out, m_issuer, *call.researcher, *found); });
}

HttpResponse MemberApi::listNotifications(const Call &call) const
{
    return answer(call, documentOf(call.route.target, nullptr), [&](Out &out) {
        out.beginObject().key(u"notification").beginArray();
        for (const Notification &notification : std::as_const(call.researcher->notifications)) {
            if (notification.source.clientId == call.caller.clientId && notification.archived == 0)
                practice::write(out, m_issuer, *call.researcher, notification);
        }
        out.endArray().endObject();
    });
}

HttpResponse MemberApi::addNotification(const Call &call)
{
    QJsonObject content = call.body;
    const QJsonObject url = content.value(kUrl).toObject();
    if (url.value(kUri).toString().isEmpty() && url.value(kPath).toString().isEmpty())
        return refuse(call, shapeError(call, QStringLiteral("authorization-url: uri or path is required")));
    if (!call.researcher->takesNotifications)
        return refuse(call, ApiError(9032, {}, { call.orcid }));
    if (call.researcher->notifications.size() >= kMostNotifications)
        return refuse(call, ApiError(9006, QStringLiteral("This inbox is full: %1 notifications.").arg(kMostNotifications)));
    content.insert(kUrl, completed(url, m_issuer));
    Notification notification;
    notification.source = sourceOf(call.caller, *call.researcher);
    notification.content = content;
    const Notification *stored = m_records.addNotification(call.orcid, std::move(notification));
    const QString location = QStringLiteral("%1/%2/notification-permission/%3").arg(m_apiBase, call.orcid).arg(stored->putCode);
    return HttpResponse::text(201, {}, call.media.contentType()).with("Location", location.toUtf8());
}

} // namespace baton::practice
