#pragma once

#include "app/practice/accounts.h"
#include "app/practice/api/access.h"
#include "app/practice/api/apierror.h"
#include "app/practice/api/mediatype.h"
#include "app/practice/api/rules.h"

#include <functional>

namespace baton::practice {

/// The parts of a webhook's address.
struct WebhookPath {
    QString orcid, uri;
    bool versioned = false; ///< with /v3.0 in front; ORCID's own has none
};

/// ORCID's Member API 3.0 over the records (orcid.md 6–9). Pure and synchronous: the transport and the token check
/// (orcid.md 6.6 step 1, Accounts::resolveCaller) are elsewhere.
class MemberApi {
public:
    /// issuer and apiBase without trailing slash; apiBase ends in /v3.0.
    MemberApi(Records &records, QString issuer, QString apiBase);

    /// request.path starts with the version: "/v3.0/0000-0002-1825-0097/works".
    HttpResponse handle(const HttpRequest &request, const Caller &caller);
    /// The same items for the registry's own pages and anonymous readers: only what is public, GET only.
    HttpResponse handlePublic(const HttpRequest &request);
    /// Nothing when the path is no webhook's; it may carry the version or not.
    static std::optional<WebhookPath> webhookPath(const QByteArray &path);
    HttpResponse webhook(const HttpRequest &request, const Caller &caller, const WebhookPath &path);
    /// An iD by its form. Which record it is, or that it is none, is decided letter by letter: a wrong check digit and a
    /// lower-case x name a record that nobody has (orcid.md 6.6).
    static bool namesRecord(const QString &text);
    /// Of the Member API as a whole, for Allow.
    static QByteArray allMethods() { return "GET, HEAD, POST, PUT, DELETE, OPTIONS"; }
    /// A request that was refused before it was read: too large, broken, or of a method nobody has. 9001 (orcid.md 9.2).
    HttpResponse refuseUnread(const HttpRequest &request, int status, const QString &reason) const;
    /// What ORCID answers to a change without a version in the path (orcid.md 1), and its page that raises an error.
    HttpResponse refuseWithoutVersion(const HttpRequest &request) const;
    HttpResponse sampleError(const HttpRequest &request) const;

    /// Asked before a change or deletion is looked at, and for each new item that passed its checks (in bulk too); an ApiError
    /// is answered in its place (fault board). put-code 0 when adding.
    using Intercept = std::function<Refusal(const QByteArray &method, const QString &orcid, const orcid::Section &, qint64 putCode)>;
    void setIntercept(Intercept intercept) { m_intercept = std::move(intercept); }

    /// Name and description of a client for GET /client/{id}; an empty name = unknown.
    using ClientLookup = std::function<std::pair<QString, QString>(const QString &clientId)>;
    void setClientLookup(ClientLookup lookup) { m_clients = std::move(lookup); }

private:
    enum class Target { Record, Activities, Person, PersonalDetails, Biography, List, Add, Item, Summary, BulkRead, BulkAdd,
        RecordSummary, Notifications, OneNotification };

    struct Route {
        Target target = Target::Record;
        const orcid::Section *section = nullptr;
        QString codes;               ///< put-code or put-codes of the path
        QList<QByteArray> methods;
        Target postTarget = Target::Add; ///< what POST means where GET means a list
    };

    /// One call on its way through the checks.
    struct Call {
        const HttpRequest &request;
        const Caller &caller;
        MediaType media;
        Route route;
        QString orcid;
        Researcher *researcher = nullptr;
        qint64 putCode = 0;
        QJsonObject body;
    };

    /// Paths that belong to no record; nothing when the path is none of them.
    std::optional<HttpResponse> besideRecords(Call &call, const QStringList &segments);
    HttpResponse groups(Call &call, const QString &putCode);
    HttpResponse listGroups(const Call &call) const;
    HttpResponse addGroup(const Call &call, const QJsonObject &content);
    HttpResponse oneGroup(const Call &call, const QString &putCode, const QJsonObject &content);
    HttpResponse client(const Call &call, const QString &clientId) const;
    enum class SearchAnswer { Ids, Expanded, Csv };
    HttpResponse search(const Call &call, SearchAnswer kind) const;
    HttpResponse csvSearch(const Call &call, const QList<const Researcher *> &found) const;

    static const orcid::Field &documentOf(Target target, const orcid::Section *section);
    static std::optional<Route> findRoute(const QStringList &segments);
    HttpResponse dispatch(const HttpRequest &request, const Caller &caller);
    HttpResponse route(Call &call);
    HttpResponse oldVersion(const Call &call, const QString &version) const;
    static Refusal checkClient(const Caller &caller); ///< orcid.md 6.6 step 5
    Refusal readBody(Call &call) const;
    Refusal checkRecord(const Call &call) const;
    Refusal checkScope(const Call &call) const;
    Refusal checkPutCode(Call &call) const;

    HttpResponse read(const Call &call) const;
    HttpResponse readList(const Call &call) const;
    HttpResponse readItem(const Call &call) const;
    /// Contributors' e-mails are not shown, and names of people with a record are those of the record (orcid.md 7.4).
    RecordItem fundingAsRead(RecordItem item) const;
    HttpResponse readSummary(const Call &call) const;
    HttpResponse readBiography(const Call &call) const;
    HttpResponse readBulk(const Call &call) const;
    HttpResponse write(const Call &call);
    HttpResponse add(const Call &call);
    HttpResponse update(const Call &call);
    HttpResponse remove(const Call &call);
    HttpResponse addBulk(const Call &call);

    HttpResponse notifications(Call &call);
    HttpResponse listNotifications(const Call &call) const;
    HttpResponse addNotification(const Call &call);
    HttpResponse registerWebhook(const Call &call, const WebhookPath &path);
    HttpResponse removeWebhook(const Call &call, const WebhookPath &path);

    /// Checks one new item and prepares it for storing.
    tl::expected<RecordItem, ApiError> prepare(const Call &call, const QJsonObject &content);
    Refusal checkUpdate(const Call &call, const RecordItem &stored, const QJsonObject &content, const QString &visibility);
    Refusal duplicate(const Call &call, const RecordItem &item, qint64 except) const;
    Refusal intercepted(const Call &call) const;

    /// 415 where a body of an unknown type comes.
    static Refusal checkBodyType(const Call &call);
    /// The body as JSON, whichever format it came in: well formed, and in XML of the document's structure.
    static tl::expected<QJsonObject, ApiError> parseBody(const Call &call, const orcid::Field &document);
    /// The same, checked against the schema and in canonical shape.
    static tl::expected<QJsonObject, ApiError> readContent(const Call &call, const orcid::Field &document);
    /// What is not of its schema: 9047 in JSON, 9001 in XML (orcid.md 8.1).
    static ApiError shapeError(const Call &call, const QString &words);

    /// The document in the format the client asked for.
    HttpResponse answer(const Call &call, const orcid::Field &document, const std::function<void(Out &)> &write, int status = 200) const;
    HttpResponse refuse(const Call &call, const ApiError &error) const;

    Records &m_records;
    QString m_issuer, m_apiBase;
    Intercept m_intercept;
    ClientLookup m_clients;
};

} // namespace baton::practice
