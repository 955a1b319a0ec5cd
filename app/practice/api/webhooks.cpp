#include "app/practice/api/memberapi.h"

#include "app/practice/api/webhookaddress.h"

#include <QtCore/QUrl>

#include <algorithm>

// PUT and DELETE /{iD}/webhook/{address} (orcid.md 6.5): ORCID serves them without a version in the path.
namespace baton::practice {

namespace {

constexpr qsizetype kMostWebhooks = 100; // a record
const QByteArray kWebhook = "/webhook/";

} // namespace

std::optional<WebhookPath> MemberApi::webhookPath(const QByteArray &path)
{
    WebhookPath found;
    QByteArray rest = path;
    found.versioned = rest.startsWith("/v3.0/");
    if (found.versioned)
        rest = rest.mid(5);
    if (rest.size() < 20 || rest.mid(20, kWebhook.size()) != kWebhook)
        return std::nullopt;
    found.orcid = QString::fromLatin1(rest.mid(1, 19));
    if (!namesRecord(found.orcid))
        return std::nullopt;
    found.uri = QString::fromUtf8(rest.mid(20 + kWebhook.size()));
    return found;
}

HttpResponse MemberApi::webhook(const HttpRequest &request, const Caller &caller, const WebhookPath &path)
{
    Call call { request, caller, negotiate(request.header("accept")).value_or(servedTypes().constLast()), {}, path.orcid, nullptr, 0, {} };
    if (request.method != "PUT" && request.method != "DELETE")
        return refuse(call, ApiError(9001, {}, {}, 405)).with("Allow", "PUT, DELETE");
    if (!caller.orcid.isEmpty() && caller.orcid != path.orcid)
        return refuse(call, ApiError(9017, QStringLiteral("Access token is for a different record")));
    if (const Refusal refusal = checkClient(caller))
        return refuse(call, *refusal);
    if (!caller.scopes.contains(QStringLiteral("/webhook")))
        return refuse(call, ApiError(9038));
    if (request.method == "PUT") {
        if (const auto address = readWebhookAddress(path.uri); !address)
            return refuse(call, ApiError(9012, address.error()));
    }
    call.researcher = m_records.edit(path.orcid);
    if (call.researcher == nullptr)
        return refuse(call, ApiError(9011, {}, { path.orcid }));
    return request.method == "PUT" ? registerWebhook(call, path) : removeWebhook(call, path);
}

HttpResponse MemberApi::registerWebhook(const Call &call, const WebhookPath &path)
{
    QList<Webhook> &webhooks = call.researcher->webhooks;
    const bool known
        = std::any_of(webhooks.cbegin(), webhooks.cend(), [&path](const Webhook &webhook) { return webhook.uri == path.uri; });
    if (known)
        return HttpResponse::text(204, {}, call.media.contentType());
    if (webhooks.size() >= kMostWebhooks)
        return refuse(call, ApiError(9006, QStringLiteral("This record has %1 webhooks already.").arg(kMostWebhooks)));
    webhooks.append({ path.uri, call.caller.clientId });
    QString base = m_apiBase;
    if (!path.versioned && base.endsWith(u"/v3.0"))
        base.chop(5);
    const QByteArray location = base.toUtf8() + '/' + path.orcid.toLatin1() + kWebhook + QUrl::toPercentEncoding(path.uri);
    return HttpResponse::text(201, {}, call.media.contentType()).with("Location", location);
}

HttpResponse MemberApi::removeWebhook(const Call &call, const WebhookPath &path)
{
    QList<Webhook> &webhooks = call.researcher->webhooks;
    const auto found
        = std::find_if(webhooks.cbegin(), webhooks.cend(), [&path](const Webhook &webhook) { return webhook.uri == path.uri; });
    if (found == webhooks.cend())
        return refuse(call, ApiError(9028, {}, { path.orcid, path.uri }));
    if (found->clientId != call.caller.clientId) {
        return refuse(call,
            ApiError(9014, QStringLiteral("Unable to unregister webhook: Only the client that register the webhook can unregister it.")));
    }
    webhooks.erase(found);
    return HttpResponse::text(204, {}, call.media.contentType());
}

} // namespace baton::practice
