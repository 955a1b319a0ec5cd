#include "app/orcid/identifiers.h"
#include "app/practice/api/memberapi.h"

#include <QtCore/QRegularExpression>

// Peer review groups, clients, search: the paths of the Member API that belong to no record (orcid.md 6.5).
namespace baton::practice {

namespace {

constexpr qsizetype kPageSize = 100;
const QString kGroup = QStringLiteral("group-id-record");

void writeGroup(Out &out, const ReviewGroupRecord &group)
{
    out.beginObject().key(u"name").text(group.name).key(u"group-id").text(group.groupId);
    // The schema requires a description; a group that nobody described has its name.
    out.key(u"description").text(group.description.isEmpty() ? group.name : group.description).key(u"type").textOrNull(group.type);
    out.key(u"put-code").number(group.putCode).endObject();
}

ReviewGroupRecord groupFrom(const QJsonObject &content)
{
    const auto text = [&content](const char *key) { return content.value(QLatin1String(key)).toString(); };
    return { 0, text("group-id"), text("name"), text("description"), text("type"), {}, 0 };
}

qsizetype numberOf(const HttpRequest &request, const char *name, qsizetype fallback)
{
    const qsizetype number = request.parameter(QString::fromLatin1(name)).toLongLong();
    return number > 0 ? number : fallback;
}

} // namespace

std::optional<HttpResponse> MemberApi::besideRecords(Call &call, const QStringList &segments)
{
    const QString first = segments.value(0);
    const bool group = first == u"group-id-record" && segments.size() <= 2;
    const bool find = (first == u"search" || first == u"expanded-search") && segments.size() == 1;
    const bool info = first == u"client" && segments.size() == 2;
    if (!group && !find && !info)
        return std::nullopt;
    if (!group && call.request.method != "GET")
        return refuse(call, ApiError(9001, {}, {}, 405)).with("Allow", "GET");
    if (const Refusal refusal = checkClient(call.caller))
        return refuse(call, *refusal);
    if (group)
        return groups(call, segments.value(1));
    if (info)
        return client(call, segments.at(1));
    return search(call, first == u"search" ? SearchAnswer::Ids : SearchAnswer::Expanded);
}

HttpResponse MemberApi::client(const Call &call, const QString &clientId) const
{
    const auto [name, description] = m_clients ? m_clients(clientId) : std::pair<QString, QString> {};
    if (name.isEmpty())
        return refuse(call, ApiError(9027));
    return answer(call, orcid::document(QStringLiteral("client")), [&name = name, &description = description](Out &out) {
        out.beginObject().key(u"name").text(name).key(u"description").textOrNull(description).endObject();
    });
}

HttpResponse MemberApi::groups(Call &call, const QString &putCode)
{
    const QList<QByteArray> methods
        = putCode.isEmpty() ? QList<QByteArray> { "GET", "POST" } : QList<QByteArray> { "GET", "PUT", "DELETE" };
    if (!methods.contains(call.request.method))
        return refuse(call, ApiError(9001, {}, {}, 405)).with("Allow", methods.join(", "));
    if (const Refusal refusal = checkBodyType(call))
        return refuse(call, *refusal);
    QJsonObject content;
    if (call.request.method == "POST" || call.request.method == "PUT") {
        const tl::expected<QJsonObject, ApiError> read = readContent(call, orcid::document(kGroup));
        if (!read)
            return refuse(call, read.error());
        content = *read;
    }
    const QString scope
        = call.request.method == "GET" ? QStringLiteral("/group-id-record/read") : QStringLiteral("/group-id-record/update");
    if (!call.caller.scopes.contains(scope))
        return refuse(call, ApiError(9038));
    if (!putCode.isEmpty())
        return oneGroup(call, putCode, content);
    return call.request.method == "POST" ? addGroup(call, content) : listGroups(call);
}

/// ?page-size and ?page, or one by ?group-id, or those whose name holds ?name.
HttpResponse MemberApi::listGroups(const Call &call) const
{
    const QString name = call.request.parameter(QStringLiteral("name")),
                  id = call.request.parameter(QStringLiteral("group-id"));
    QList<ReviewGroupRecord> found;
    qint64 modified = 0;
    for (const ReviewGroupRecord &group : m_records.groups()) {
        if ((!id.isEmpty() && group.groupId != id) || (!name.isEmpty() && !group.name.contains(name, Qt::CaseInsensitive)))
            continue;
        found << group;
        modified = std::max(modified, group.modified);
    }
    const qsizetype size = std::min(numberOf(call.request, "page-size", kPageSize), kPageSize),
                    page = numberOf(call.request, "page", 1);
    const qsizetype start = std::min((std::min(page, found.size() + 1) - 1) * size, found.size());
    return answer(call, orcid::document(QStringLiteral("group-id-records")), [&](Out &out) {
        out.beginObject().key(u"last-modified-date").timestamp(modified).key(u"total").number(found.size());
        out.key(u"page").number(page).key(u"page-size").number(size).key(u"group-id-record").beginArray();
        for (const ReviewGroupRecord &group : found.mid(start, size))
            writeGroup(out, group);
        out.endArray().endObject();
    });
}

HttpResponse MemberApi::addGroup(const Call &call, const QJsonObject &content)
{
    if (content.contains(QStringLiteral("put-code")))
        return refuse(call, ApiError(9024));
    ReviewGroupRecord group = groupFrom(content);
    if (m_records.findGroup(group.groupId) != nullptr)
        return refuse(call, ApiError(9025));
    group.clientId = call.caller.clientId;
    if (group.groupId.startsWith(u"issn:")) {
        const orcid::CheckDigit check = orcid::checkDigit(QStringLiteral("issn"), group.groupId.mid(5));
        if (!check.applies || !check.fits)
            return refuse(call, ApiError(9053, {}, { group.groupId.mid(5) }));
        // ORCID makes the group and says that it exists.
        m_records.addGroup(group);
        return refuse(call, ApiError(9025));
    }
    const ReviewGroupRecord *stored = m_records.addGroup(group);
    const QString location = m_apiBase + QStringLiteral("/group-id-record/") + QString::number(stored->putCode);
    return HttpResponse::text(201, {}, call.media.contentType()).with("Location", location.toUtf8());
}

HttpResponse MemberApi::oneGroup(const Call &call, const QString &putCode, const QJsonObject &content)
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,18}$"));
    if (!digits.match(putCode).hasMatch())
        return refuse(call, ApiError(9034));
    const ReviewGroupRecord *stored = m_records.findGroup(putCode.toLongLong());
    if (stored == nullptr)
        return refuse(call, ApiError(9026));
    if (call.request.method != "GET" && stored->clientId != call.caller.clientId)
        return refuse(call, ApiError(9010));
    if (call.request.method == "DELETE") {
        if (m_records.isInUse(*stored))
            return refuse(call, ApiError(9040));
        m_records.removeGroup(stored->putCode);
        return HttpResponse::text(204, {}, call.media.contentType());
    }
    if (call.request.method == "PUT") {
        const QJsonValue inBody = content.value(QStringLiteral("put-code"));
        if (inBody.toInteger(-1) != stored->putCode) {
            const QString shown = inBody.isUndefined() ? QStringLiteral("null") : QString::number(inBody.toInteger());
            return refuse(call, ApiError(9019, {}, { putCode, shown }));
        }
        ReviewGroupRecord changed = groupFrom(content);
        const ReviewGroupRecord *same = m_records.findGroup(changed.groupId);
        if (same != nullptr && same->putCode != stored->putCode)
            return refuse(call, ApiError(9025));
        changed.putCode = stored->putCode;
        changed.clientId = stored->clientId;
        m_records.replaceGroup(changed);
        stored = m_records.findGroup(changed.putCode);
    }
    return answer(call, orcid::document(kGroup), [&](Out &out) { writeGroup(out, *stored); });
}

} // namespace baton::practice
