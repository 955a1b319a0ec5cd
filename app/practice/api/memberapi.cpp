#include "app/practice/api/memberapi.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

namespace baton::practice {

namespace {

const QByteArray kGet = "GET", kPost = "POST", kPut = "PUT", kDelete = "DELETE";

constexpr qint64 kUnclaimedDays = 10;

/// Everybody with a token of the record reads what is public of it.
bool readsAnything(const Caller &caller, const QString &readScope)
{
    return caller.scopes.contains(readScope) || caller.scopes.contains(QStringLiteral("/read-public"));
}

bool isPutCode(const QString &text)
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,18}$"));
    return digits.match(text).hasMatch();
}

} // namespace

MemberApi::MemberApi(Records &records, QString issuer, QString apiBase)
    : m_records(records)
    , m_issuer(std::move(issuer))
    , m_apiBase(std::move(apiBase))
{
}

std::optional<MemberApi::Route> MemberApi::findRoute(const QStringList &segments)
{
    using Family = orcid::Section::Family;
    static const QHash<QString, Target> whole { { QStringLiteral("record"), Target::Record },
        { QStringLiteral("activities"), Target::Activities }, { QStringLiteral("person"), Target::Person },
        { QStringLiteral("personal-details"), Target::PersonalDetails }, { QStringLiteral("biography"), Target::Biography },
        { QStringLiteral("summary"), Target::RecordSummary } };
    if (segments.isEmpty())
        return Route { Target::Record, nullptr, {}, { kGet }, {} };
    const QString &first = segments.constFirst();
    if (segments.size() == 1 && whole.contains(first))
        return Route { whole.value(first), nullptr, {}, { kGet }, {} };
    if (first == u"notification-permission" && segments.size() <= 2) {
        return segments.size() == 1 ? Route { Target::Notifications, nullptr, {}, { kGet, kPost }, Target::Notifications }
                                    : Route { Target::OneNotification, nullptr, segments.at(1), { kGet, kDelete }, {} };
    }
    const orcid::Section *section = orcid::findSection(first);
    if (section == nullptr || segments.size() > 3)
        return std::nullopt;
    const bool list = first == section->listPath, item = first == section->itemPath;
    const bool works = section->family == Family::Works;
    if (segments.size() == 1 && list) {
        const bool takesPost = works || (item && section->writable);
        return Route { Target::List, section, {}, takesPost ? QList { kGet, kPost } : QList { kGet },
            works ? Target::BulkAdd : Target::Add };
    }
    if (segments.size() == 1 && item)
        return Route { Target::Add, section, {}, { kPost }, Target::Add };
    if (segments.size() == 2 && item && section->writable)
        return Route { Target::Item, section, segments.at(1), { kGet, kPut, kDelete }, {} };
    if (segments.size() == 2 && works && list)
        return Route { Target::BulkRead, section, segments.at(1), { kGet }, {} };
    if (segments.size() == 3 && item && section->isActivity() && segments.at(1) == u"summary")
        return Route { Target::Summary, section, segments.at(2), { kGet }, {} };
    return std::nullopt;
}

bool MemberApi::namesRecord(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{4}-){3}\\d{3}[\\dXx]$"));
    return form.match(text).hasMatch();
}

HttpResponse MemberApi::handle(const HttpRequest &request, const Caller &caller)
{
    return dispatch(request, caller);
}

HttpResponse MemberApi::handlePublic(const HttpRequest &request)
{
    Caller anybody;
    anybody.scopes = { QStringLiteral("/read-public") };
    if (request.method != kGet) {
        Call call { request, anybody, servedTypes().constLast(), {}, {}, nullptr, 0, {} };
        return refuse(call, ApiError(9001, {}, {}, 405)).with("Allow", "GET");
    }
    return dispatch(request, anybody);
}

HttpResponse MemberApi::dispatch(const HttpRequest &request, const Caller &caller)
{
    Call call { request, caller, servedTypes().constLast(), {}, {}, nullptr, 0, {} };
    const bool csv = request.path == "/v3.0/csv-search" || request.path == "/v3.0/csv-search/";
    if (csv && request.method == kGet)
        return search(call, SearchAnswer::Csv); // text/csv, which nothing else here is
    const std::optional<MediaType> media = negotiate(request.header("accept"));
    if (!media)
        return refuse(call, ApiError(9001, QStringLiteral("None of the types in Accept is served"), {}, 406));
    call.media = *media;
    QStringList segments = QString::fromUtf8(request.path).split(u'/', Qt::SkipEmptyParts);
    if (segments.isEmpty())
        return refuse(call, ApiError(9001, {}, {}, 404));
    const QString version = segments.takeFirst();
    if (version != u"v3.0")
        return oldVersion(call, version);
    if (std::optional<HttpResponse> response = besideRecords(call, segments))
        return *response;
    if (segments.isEmpty() || !namesRecord(segments.constFirst()))
        return refuse(call, ApiError(9001, {}, {}, 404));
    call.orcid = segments.takeFirst();
    const std::optional<Route> found = findRoute(segments);
    if (!found)
        return refuse(call, ApiError(9001, {}, {}, 404));
    call.route = *found;
    if (!call.route.methods.contains(request.method))
        return refuse(call, ApiError(9001, {}, {}, 405)).with("Allow", call.route.methods.join(", "));
    return route(call);
}

/// Release candidates have moved (9056, 9059); a delegated token works from v3.0_rc2 on (orcid.md 4.7).
HttpResponse MemberApi::oldVersion(const Call &call, const QString &version) const
{
    static const QRegularExpression known(QStringLiteral("^v\\d"));
    const QByteArray rest = call.request.path.mid(version.toUtf8().size() + 1);
    const QString orcid = QString::fromUtf8(rest.mid(1, 19));
    const bool delegated = !call.caller.originClientId.isEmpty();
    if (!call.caller.orcid.isEmpty() && namesRecord(orcid) && orcid != call.caller.orcid)
        return refuse(call, ApiError(9017, QStringLiteral("Access token is for a different record")));
    const bool candidate = version == u"v3.0_rc1" || version == u"v3.0_rc2";
    if (delegated && known.match(version).hasMatch() && version != u"v3.0_rc2")
        return refuse(call, ApiError(9052));
    if (candidate) {
        // The address again, for it was decoded on the way in.
        const QByteArray location = m_apiBase.toUtf8() + QUrl::toPercentEncoding(QString::fromUtf8(rest), "/,");
        return refuse(call, ApiError(call.request.method == kGet ? 9059 : 9056)).with("Location", location);
    }
    return HttpResponse::text(404,
        "This practice registry answers ORCID's API 3.0 only. Use addresses that start with /v3.0/.\n",
        "text/plain;charset=UTF-8");
}

HttpResponse MemberApi::refuseWithoutVersion(const HttpRequest &request) const
{
    const Caller nobody;
    const Call call { request, nobody, negotiate(request.header("accept")).value_or(servedTypes().constLast()), {}, {}, nullptr, 0, {} };
    return refuse(call, ApiError(9012, QStringLiteral("Please specify the API Version you want to use: /v3.0")));
}

HttpResponse MemberApi::refuseUnread(const HttpRequest &request, int status, const QString &reason) const
{
    const Caller nobody;
    const Call call { request, nobody, negotiate(request.header("accept")).value_or(servedTypes().constLast()), {}, {}, nullptr, 0, {} };
    return refuse(call, ApiError(9001, reason, {}, status));
}

HttpResponse MemberApi::sampleError(const HttpRequest &request) const
{
    const Caller nobody;
    const Call call { request, nobody, negotiate(request.header("accept")).value_or(servedTypes().constLast()), {}, {}, nullptr, 0, {} };
    return refuse(call, ApiError(9008, {}, { QStringLiteral("java.lang.RuntimeException") }));
}

Refusal MemberApi::checkClient(const Caller &caller)
{
    if (caller.publicClient)
        return ApiError(9017, QStringLiteral("A public client cannot use the Member API"));
    return caller.clientLocked ? Refusal(ApiError(9057)) : std::nullopt;
}

/// The order of the checks is ORCID's (orcid.md 6.6): it decides which of several errors a client gets.
HttpResponse MemberApi::route(Call &call)
{
    if (const Refusal refusal = checkBodyType(call))
        return refuse(call, *refusal);
    if (!call.caller.orcid.isEmpty() && call.caller.orcid != call.orcid)
        return refuse(call, ApiError(9017, QStringLiteral("Access token is for a different record")));
    if (call.request.method == kPost || call.request.method == kPut) {
        if (const Refusal refusal = readBody(call))
            return refuse(call, *refusal);
    }
    call.researcher = m_records.edit(call.orcid);
    if (const Refusal refusal = checkRecord(call)) {
        HttpResponse response = refuse(call, *refusal);
        if (refusal->code == 9007)
            response.with("Location", (m_apiBase + u'/' + call.researcher->primaryOrcid).toUtf8());
        return response;
    }
    if (const Refusal refusal = checkClient(call.caller))
        return refuse(call, *refusal);
    if (const Refusal refusal = checkScope(call))
        return refuse(call, *refusal);
    if (const Refusal refusal = checkPutCode(call))
        return refuse(call, *refusal);
    if (call.route.target == Target::Notifications || call.route.target == Target::OneNotification)
        return notifications(call);
    return call.request.method == kGet ? read(call) : write(call);
}

Refusal MemberApi::checkRecord(const Call &call) const
{
    if (call.researcher == nullptr)
        return ApiError(9016);
    switch (call.researcher->state) {
    case Researcher::State::Deprecated:
        return ApiError(9007, {}, { m_issuer + u'/' + call.researcher->primaryOrcid });
    case Researcher::State::Unclaimed:
        if (m_records.nowMs() - call.researcher->created < kUnclaimedDays * 24 * 3600 * 1000)
            return ApiError(9036);
        break;
    case Researcher::State::Locked:
        return ApiError(9018, {}, { call.orcid });
    case Researcher::State::Deactivated:
        return ApiError(9044);
    case Researcher::State::Claimed:
        break;
    }
    return std::nullopt;
}

Refusal MemberApi::checkScope(const Call &call) const
{
    const orcid::Section *section = call.route.section;
    if (call.route.target == Target::Notifications || call.route.target == Target::OneNotification) {
        const bool mayNotify = call.caller.scopes.contains(QStringLiteral("/basic-notification"));
        return mayNotify ? Refusal() : ApiError(9038);
    }
    if (call.route.target == Target::RecordSummary)
        return readsAnything(call.caller, QStringLiteral("/read-public")) ? Refusal() : ApiError(9038);
    if (!call.caller.deleteOnly && call.request.method != kGet && call.caller.orcid.isEmpty()
        && call.caller.scopes.contains(QStringLiteral("/orcid-profile/create"))) {
        // Such a token adds to records that nobody has claimed yet, and to no others.
        if (call.researcher->state != Researcher::State::Unclaimed)
            return ApiError(9005);
    }
    if (call.request.method == kGet) {
        const QString scope = section != nullptr      ? section->readScope
            : call.route.target == Target::Record     ? QStringLiteral("/read-limited")
            : call.route.target == Target::Activities ? QStringLiteral("/activities/read-limited")
                                                      : QStringLiteral("/orcid-bio/read-limited");
        return readsAnything(call.caller, scope) ? Refusal() : ApiError(9038);
    }
    const QStringList &wanted = call.request.method == kPost ? section->createScopes
        : call.request.method == kPut                        ? section->updateScopes
                                                             : section->deleteScopes;
    for (const QString &scope : wanted) {
        if (call.caller.scopes.contains(scope))
            return std::nullopt;
    }
    return ApiError(9038);
}

Refusal MemberApi::checkPutCode(Call &call) const
{
    if (call.route.target != Target::Item && call.route.target != Target::Summary
        && call.route.target != Target::OneNotification)
        return std::nullopt;
    if (!isPutCode(call.route.codes))
        return ApiError(9034);
    call.putCode = call.route.codes.toLongLong();
    if (call.request.method != kPut)
        return std::nullopt;
    const QJsonValue inBody = call.body.value(QStringLiteral("put-code"));
    if (inBody.isUndefined() || inBody.toInteger() != call.putCode) {
        const QString shown = inBody.isUndefined() ? QStringLiteral("null") : QString::number(inBody.toInteger());
        return ApiError(9019, {}, { QString::number(call.putCode), shown });
    }
    return std::nullopt;
}

} // namespace baton::practice
