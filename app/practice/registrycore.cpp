#include "app/practice/registrycore.h"

#include "app/practice/orderedjson.h"
#include "app/practice/practiceclients.h"

namespace baton::practice {

namespace {

HttpResponse jsonBody(int status, const QByteArray &body)
{
    return HttpResponse::text(status, body, "application/json;charset=UTF-8");
}

Person::State stateOf(Researcher::State state)
{
    switch (state) {
    case Researcher::State::Locked:
        return Person::State::Locked;
    case Researcher::State::Deactivated:
        return Person::State::Deactivated;
    case Researcher::State::Deprecated:
        return Person::State::Deprecated;
    case Researcher::State::Unclaimed:
        return Person::State::Unclaimed;
    case Researcher::State::Claimed:
        break;
    }
    return Person::State::Active;
}

QString nameOf(Client::State state)
{
    switch (state) {
    case Client::State::Locked:
        return QStringLiteral("locked");
    case Client::State::Deactivated:
        return QStringLiteral("deactivated");
    case Client::State::Active:
        break;
    }
    return QStringLiteral("active");
}

QString nameOf(Researcher::State state)
{
    switch (state) {
    case Researcher::State::Unclaimed:
        return QStringLiteral("unclaimed");
    case Researcher::State::Locked:
        return QStringLiteral("locked");
    case Researcher::State::Deactivated:
        return QStringLiteral("deactivated");
    case Researcher::State::Deprecated:
        return QStringLiteral("deprecated");
    case Researcher::State::Claimed:
        break;
    }
    return QStringLiteral("active");
}

QString kindOf(const Client &client)
{
    const bool premium = client.scopes.contains(QStringLiteral("/webhook"));
    return !client.member ? QStringLiteral("public") : premium ? QStringLiteral("premium") : QStringLiteral("member");
}

Person toPerson(const Researcher &researcher)
{
    const bool isPublic = researcher.nameVisibility == u"public";
    return { researcher.orcid, researcher.displayName(), researcher.story, isPublic ? researcher.credit : QString(),
             isPublic ? researcher.given : QString(), isPublic ? researcher.family : QString(), stateOf(researcher.state) };
}

} // namespace

RegistryCore::RegistryCore(const QString &issuer, const QString &api, const KeptState &state, const Options &options, PracticeClock &clock)
    : m_issuer(issuer), m_apiBase(api), m_clock(clock), m_kept(state), m_options(options), m_accounts(clock), m_records(clock),
      m_sessions(clock, issuer.startsWith(u"https:")), m_idTokens(issuer, state.key, clock),
      m_pages(issuer, [this](const QString &orcid) { return person(orcid); }, m_sessions),
      m_authorize(m_accounts, m_sessions, m_idTokens, [this](const QString &orcid) { return person(orcid); }, m_pages,
                  [this] { return signInPeople(); }, [this](const QString &email) { return ownerOf(email); }),
      m_tokens(m_accounts, m_idTokens, [this](const QString &orcid) { return person(orcid); }), m_api(m_records, issuer, api),
      m_faults(m_accounts, m_records, m_idTokens, clock),
      m_webhookCalls([this](const QString &orcid) { return m_records.webhooksOf(orcid); })
{
    m_records.setObserver([this](const QString &orcid) { m_webhookCalls.recordChanged(orcid); });
    m_faults.onClockMoved([this] {
        if (m_clockMoved)
            m_clockMoved();
    });
    m_api.setIntercept([this](const QByteArray &method, const QString &orcid, const orcid::Section &section, qint64 putCode) {
        return m_faults.intercept(method, orcid, section, putCode);
    });
    m_api.setClientLookup([this](const QString &id) {
        const Client *client = m_accounts.findClient(id);
        return client == nullptr ? std::pair<QString, QString>() : std::pair(client->name, client->note);
    });
}

Result<std::unique_ptr<RegistryCore>> RegistryCore::create(const QString &issuer, const QString &api, const KeptState &state,
                                                           const Options &options, PracticeClock &clock)
{
    std::unique_ptr<RegistryCore> core(new RegistryCore(issuer, api, state, options, clock));
    if (const auto begun = core->reset(); !begun)
        return fail(begun.error());
    return core;
}

std::optional<Person> RegistryCore::person(const QString &orcid) const
{
    const Researcher *researcher = m_records.find(orcid);
    return researcher ? std::optional(toPerson(*researcher)) : std::nullopt;
}

QList<Person> RegistryCore::signInPeople() const
{
    QList<Person> people;
    for (const Researcher *researcher : m_records.all()) {
        if (researcher->state != Researcher::State::Unclaimed && researcher->state != Researcher::State::Deprecated)
            people.append(toPerson(*researcher));
    }
    return people;
}

ClientInfo RegistryCore::infoOf(const Client &client)
{
    return { client.id, client.name, client.note, client.secret, client.redirectUris, client.oboEnabled, client.member, client.inDemonstration,
             nameOf(client.state), kindOf(client) };
}

ResearcherInfo RegistryCore::infoOf(const Researcher &researcher)
{
    return { researcher.orcid, researcher.displayName(), researcher.note, nameOf(researcher.state), researcher.defaultVisibility,
             !researcher.biography.isEmpty() };
}

Info RegistryCore::info() const
{
    Info info;
    info.issuer = m_issuer;
    info.api = m_apiBase;
    for (const Client &client : m_accounts.clients())
        info.clients.append(infoOf(client));
    for (const Researcher *researcher : m_records.all())
        info.researchers.append(infoOf(*researcher));
    return info;
}

void RegistryCore::sweep()
{
    m_accounts.sweep();
    m_sessions.sweep();
}

/// Whoever registered the address, whether it was confirmed or not; without regard to case.
QString RegistryCore::ownerOf(const QString &email) const
{
    for (const Researcher *researcher : m_records.all()) {
        for (const RecordItem &item : researcher->section(QStringLiteral("emails"))) {
            if (item.content.value(QStringLiteral("email")).toString().compare(email, Qt::CaseInsensitive) == 0)
                return researcher->orcid;
        }
    }
    return {};
}

const QList<RegistryCore::Route> &RegistryCore::routes()
{
    static const QList<Route> list {
        { "/", "GET", &RegistryCore::root },
        { "/.well-known/openid-configuration", "GET", &RegistryCore::discovery },
        { "/oauth/jwks", "GET", &RegistryCore::jwks },
        { "/oauth/authorize", "GET, POST", &RegistryCore::authorize },
        { "/oauth/token", "POST", &RegistryCore::token },
        { "/oauth/revoke", "POST", &RegistryCore::revokeToken },
        { "/oauth/userinfo", "GET, POST", &RegistryCore::userinfo },
        { "/status", "GET", &RegistryCore::status },
        { "/apiStatus", "GET", &RegistryCore::status },
        { "/error", "GET", &RegistryCore::sampleError },
        { "/practice", "GET, POST", &RegistryCore::faultBoard },
        { "/practice/faults-off", "POST", &RegistryCore::faultsOff },
        { "/practice/control-api", "GET", &RegistryCore::controlHelp },
        { "/practice/researchers", "GET, POST", &RegistryCore::researchers },
        { "/practice/clients", "GET, POST", &RegistryCore::clients },
        { "/practice/reset", "GET, POST", &RegistryCore::resetPage },
        { "/practice/save", "GET, POST", &RegistryCore::savePage },
        { "/practice/load", "GET, POST", &RegistryCore::loadPage },
        { "/practice/style.css", "GET", &RegistryCore::styleSheet },
        { "/practice/icon.svg", "GET", &RegistryCore::icon },
        { "/practice/signin", "GET, POST", &RegistryCore::signIn },
        { "/practice/signout", "POST", &RegistryCore::signOut },
        { "/inbox", "GET", &RegistryCore::inbox },
        { "/trusted-parties", "GET", &RegistryCore::trustedParties },
        { "/trusted-parties/revoke", "POST", &RegistryCore::revokeGrant },
    };
    return list;
}

HttpResponse RegistryCore::handle(const HttpRequest &request)
{
    for (const Route &route : routes()) {
        if (request.path != route.path)
            continue;
        const QByteArray methods = route.methods;
        if (request.method == "OPTIONS")
            return HttpResponse { 204, {}, {} }.with("Allow", methods + (methods.contains("GET") ? ", HEAD, OPTIONS" : ", OPTIONS"));
        if (!methods.split(',').contains(request.method) && !methods.split(',').contains(' ' + request.method)) {
            const auto refused = refuseUnread(request, 405, QStringLiteral("Only %1 is supported here").arg(QString::fromLatin1(methods)));
            return *refused;
        }
        return (this->*route.handler)(request);
    }
    const bool versioned = request.path.size() > 2 && request.path.startsWith("/v") && request.path.at(2) >= '0' && request.path.at(2) <= '9';
    if (versioned)
        return api(request);
    if (const auto answer = unversioned(request))
        return *answer;
    if (const auto page = record(request))
        return *page;
    if (const auto page = clientPage(request))
        return *page;
    return m_pages.notFound(m_sessions.of(request), QStringLiteral("There is no page at this address."));
}

HttpResponse RegistryCore::api(const HttpRequest &request)
{
    if (request.method == "OPTIONS")
        return HttpResponse { 204, {}, {} }.with("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
    if (request.method == "GET" && (request.path.endsWith("/status") || request.path.endsWith("/apiStatus")) && request.path.count('/') == 2)
        return status(request);
    if (request.method == "GET" && request.path == "/v3.0/error")
        return sampleError(request);
    const auto caller = m_accounts.resolveCaller(request.bearer(), request.method);
    if (!caller)
        return caller.error();
    if (const auto path = MemberApi::webhookPath(request.path))
        return m_api.webhook(request, *caller, *path);
    return m_api.handle(request, *caller);
}

std::optional<HttpResponse> RegistryCore::unversioned(const HttpRequest &request)
{
    if (const auto path = MemberApi::webhookPath(request.path)) {
        const auto caller = m_accounts.resolveCaller(request.bearer(), request.method);
        return caller ? m_api.webhook(request, *caller, *path) : caller.error();
    }
    const bool change = request.method == "POST" || request.method == "PUT" || request.method == "DELETE";
    const bool record = MemberApi::namesRecord(QString::fromUtf8(request.path.split('/').value(1)));
    const bool other = request.path.startsWith("/group-id-record");
    return change && (record || other) ? std::optional(m_api.refuseWithoutVersion(request)) : std::nullopt;
}

HttpResponse RegistryCore::sampleError(const HttpRequest &request)
{
    return m_api.sampleError(request);
}

HttpResponse RegistryCore::discovery(const HttpRequest &)
{
    const auto quoted = [this](const char *path) { return jsonString(m_issuer + QLatin1String(path)); };
    const QList<std::pair<QByteArray, QByteArray>> members {
        { "issuer", quoted("") },
        { "authorization_endpoint", quoted("/oauth/authorize") },
        { "token_endpoint", quoted("/oauth/token") },
        { "userinfo_endpoint", quoted("/oauth/userinfo") },
        { "jwks_uri", quoted("/oauth/jwks") },
        { "scopes_supported", "[ \"openid\" ]" },
        { "response_types_supported", "[ \"code\", \"id_token\", \"id_token token\" ]" },
        { "grant_types_supported", "[ \"authorization_code\", \"implicit\", \"refresh_token\" ]" },
        { "subject_types_supported", "[ \"public\" ]" },
        { "id_token_signing_alg_values_supported", "[ \"RS256\" ]" },
        { "token_endpoint_auth_methods_supported", "[ \"client_secret_post\" ]" },
        { "token_endpoint_auth_signing_alg_values_supported", "[ \"RS256\" ]" },
        { "claims_supported", "[ \"family_name\", \"given_name\", \"name\", \"auth_time\", \"iss\", \"sub\" ]" },
        { "claims_parameter_supported", "false" },
    };
    QByteArray body = "{\n";
    for (const auto &[name, value] : members)
        body += "  \"" + name + "\" : " + value + ",\n";
    body.chop(2);
    return jsonBody(200, body + "\n}\n");
}

HttpResponse RegistryCore::jwks(const HttpRequest &)
{
    return jsonBody(200, m_idTokens.jwks());
}

HttpResponse RegistryCore::authorize(const HttpRequest &request)
{
    return request.method == "POST" ? m_authorize.decide(request) : m_authorize.show(request);
}

HttpResponse RegistryCore::token(const HttpRequest &request)
{
    return m_tokens.token(request);
}

HttpResponse RegistryCore::revokeToken(const HttpRequest &request)
{
    return m_tokens.revoke(request);
}

HttpResponse RegistryCore::userinfo(const HttpRequest &request)
{
    QByteArray value = request.bearer();
    if (value.isEmpty() && request.method == "POST" && isForm(request)) {
        if (const auto form = Form::fromBody(request.body))
            value = form->value(QStringLiteral("access_token")).toUtf8();
    }
    const TokenRow *row = m_accounts.findToken(value);
    const bool fits = row && !row->disabled && !row->expiredAt(m_accounts.nowMs())
        && (row->holds(QStringLiteral("openid")) || row->holds(QStringLiteral("/authenticate")) || row->holds(QStringLiteral("/orcid-profile/create")));
    const auto found = fits ? person(row->orcid) : std::nullopt;
    if (!found)
        return jsonBody(403, "{\"error\":\"access_denied\",\"error-description\":\"access_token is invalid\"}");
    OrderedJson body;
    body.text("id", m_issuer + QLatin1Char('/') + found->orcid).text("sub", found->orcid);
    body.textOrNull("name", found->credit).textOrNull("family_name", found->family).textOrNull("given_name", found->given);
    HttpResponse response = jsonBody(200, body.compact());
    return response.with("Cache-Control", "no-store");
}

HttpResponse RegistryCore::status(const HttpRequest &)
{
    return jsonBody(200, "{\"tomcatUp\":true,\"dbConnectionOk\":true,\"readOnlyDbConnectionOk\":true,\"overallOk\":true}");
}

} // namespace baton::practice
