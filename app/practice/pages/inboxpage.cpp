#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"
#include "app/practice/registrycore.h"

#include <QtCore/QJsonArray>

// The researcher's inbox: permission notifications that clients sent (orcid.md 6.5). Looking at them makes them read.
namespace baton::practice {

using namespace markup;

namespace {

QString line(const QJsonObject &item)
{
    return QStringLiteral("<li>%1<span><bdi>%2</bdi> <code>%3</code></span></li>")
        .arg(icon(QStringLiteral("work")), esc(item.value(QStringLiteral("item-name")).toString()),
            esc(item.value(QStringLiteral("item-type")).toString()));
}

QString entry(const Notification &notification)
{
    const QJsonObject &content = notification.content;
    const auto text = [&content](const char *key) { return content.value(QLatin1String(key)).toString(); };
    QString items;
    const QJsonArray all = content.value(QStringLiteral("items")).toObject().value(QStringLiteral("item")).toArray();
    for (const QJsonValue &item : all)
        items += line(item.toObject());
    const QString address = content.value(QStringLiteral("authorization-url")).toObject().value(QStringLiteral("uri")).toString();
    return QStringLiteral("<li class=\"org\"><div class=\"row\"><h3><bdi>%1</bdi></h3><span class=\"caption\">%2</span></div>"
                          "<p><bdi>%3</bdi></p><ul class=\"lines\">%4</ul><p>%5</p></li>")
        .arg(esc(text("notification-subject")), esc(tr("%1, %2").arg(notification.source.name, day(notification.created))),
            esc(text("notification-intro")), items, link(address, tr("Decide about the permission")));
}

} // namespace

HttpResponse Pages::inbox(const Session &session, const QList<Notification> &notifications) const
{
    QString rows;
    for (const Notification &notification : notifications)
        rows.prepend(entry(notification));
    Frame frame;
    frame.title = tr("Inbox");
    frame.current = QStringLiteral("/inbox");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3")
                     .arg(esc(frame.title), esc(tr("What organisations ask of you. Once you have seen a request here, they cannot withdraw it.")),
                         rows.isEmpty() ? QStringLiteral("<p class=\"card empty\">%1</p>").arg(esc(tr("Nobody has asked for anything.")))
                                        : QStringLiteral("<ul class=\"card orgs\">%1</ul>").arg(rows));
    return page(200, session, frame);
}

HttpResponse RegistryCore::inbox(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    Researcher *researcher = session.orcid.isEmpty() ? nullptr : m_records.edit(session.orcid);
    if (researcher == nullptr)
        return HttpResponse { 303, {}, {} }.with("Location", "/practice/signin?return=/inbox");
    QList<Notification> shown;
    for (Notification &notification : researcher->notifications) {
        if (notification.archived != 0)
            continue;
        if (notification.read == 0)
            notification.read = m_records.nowMs();
        shown << notification;
    }
    return m_pages.inbox(session, shown);
}

} // namespace baton::practice
