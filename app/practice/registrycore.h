#pragma once

#include "app/practice/api/memberapi.h"
#include "app/practice/api/records.h"
#include "app/practice/oauth/authorize.h"
#include "app/practice/board/faultengine.h"
#include "app/practice/practiceclock.h"
#include "app/practice/registry.h"
#include "app/practice/state.h"
#include "app/practice/state/statefile.h"
#include "app/practice/oauth/tokenendpoint.h"
#include "app/practice/server/webhookcalls.h"

#include <QtCore/QUrl>

namespace baton::practice {

/// Everything the registry is, without transport: owns accounts, records and key, and routes requests to them.
/// Lives in the registry's thread.
class RegistryCore {
public:
    /// issuer and api: the public addresses, without trailing slash. Of the options, state and records: what it begins with,
    /// now and after reset(). Errors: practice.researchers, practice.state.
    static Result<std::unique_ptr<RegistryCore>> create(const QString &issuer, const QString &api, const KeptState &state, const Options &options,
                                                        PracticeClock &clock);

    HttpResponse handle(const HttpRequest &request);
    /// The answer to a request that is refused before it is read, in the shape of what stands at that path: the Member API's
    /// errors, OAuth's, a page for a person. Nothing: the connection is better closed.
    std::optional<HttpResponse> refuseUnread(const HttpRequest &request, int status, const QString &reason);

    // As in registry.h. Whoever is signed in in a browser is signed out by reset and load.
    Result<void> reset();
    QByteArray saveState();
    Result<void> loadState(const QByteArray &state);
    Result<ResearcherInfo> addResearcher(const QString &given, const QString &family, const QString &defaultVisibility);
    Result<ClientInfo> addClient(const QString &name, const QStringList &redirectUris, bool exchangeGrant);
    /// Called after each of these, whoever asked for it.
    void onPeopleChanged(std::function<void()> changed) { m_peopleChanged = std::move(changed); }
    void onReplaced(std::function<void()> replaced) { m_replaced = std::move(replaced); } ///< reset, or a state loaded; people changed follows
    /// Called when somebody moved the clock in the browser, or a fault did.
    void onClockMoved(std::function<void()> moved) { m_clockMoved = std::move(moved); }

    Info info() const;
    Accounts &accounts() { return m_accounts; }
    Records &records() { return m_records; }
    const IdTokens &idTokens() const { return m_idTokens; }
    Sessions &sessions() { return m_sessions; }
    FaultEngine &faults() { return m_faults; }
    /// Forgets what is over: tokens, codes, sign-ins.
    void sweep();
    WebhookCalls &webhookCalls() { return m_webhookCalls; }

private:
    using Handler = HttpResponse (RegistryCore::*)(const HttpRequest &);
    struct Route {
        const char *path, *methods;
        Handler handler;
    };
    static const QList<Route> &routes();
    static QByteArray methodsOf(const QByteArray &path);

    RegistryCore(const QString &issuer, const QString &api, const KeptState &state, const Options &options, PracticeClock &clock);
    void become(state::Content &content, const QList<FaultRequest> &faults);
    void peopleChanged() const;
    QList<Client> usualClients() const;
    static ClientInfo infoOf(const Client &client);
    static ResearcherInfo infoOf(const Researcher &researcher);
    std::optional<Person> person(const QString &orcid) const;
    QList<Person> signInPeople() const;
    QString ownerOf(const QString &email) const;

    HttpResponse discovery(const HttpRequest &request);
    HttpResponse jwks(const HttpRequest &request);
    HttpResponse authorize(const HttpRequest &request);
    HttpResponse token(const HttpRequest &request);
    HttpResponse revokeToken(const HttpRequest &request);
    HttpResponse userinfo(const HttpRequest &request);
    HttpResponse status(const HttpRequest &request);
    HttpResponse api(const HttpRequest &request);
    /// Webhooks, which ORCID serves without a version, and changes that lack one; nothing for everything else.
    std::optional<HttpResponse> unversioned(const HttpRequest &request);
    HttpResponse sampleError(const HttpRequest &request);

    HttpResponse root(const HttpRequest &request);
    HttpResponse faultBoard(const HttpRequest &request);
    HttpResponse faultsOff(const HttpRequest &request);
    HttpResponse controlHelp(const HttpRequest &request);
    HttpResponse showBoard(int status, const Session &session, const QString &hint);
    void moveClock(const QString &choice);
    HttpResponse styleSheet(const HttpRequest &request);
    HttpResponse icon(const HttpRequest &request);
    HttpResponse signIn(const HttpRequest &request);
    HttpResponse signOut(const HttpRequest &request);
    HttpResponse trustedParties(const HttpRequest &request);
    HttpResponse revokeGrant(const HttpRequest &request);
    HttpResponse inbox(const HttpRequest &request);
    std::optional<HttpResponse> record(const HttpRequest &request);
    /// The address an item's source-client-id carries: leads to the client among the others.
    std::optional<HttpResponse> clientPage(const HttpRequest &request);
    HttpResponse publicRecord(const QString &orcid, const QByteArray &type);
    RecordExtras extrasOf(const Researcher &researcher) const;
    HttpResponse researchers(const HttpRequest &request);
    HttpResponse clients(const HttpRequest &request);
    HttpResponse resetPage(const HttpRequest &request);
    HttpResponse savePage(const HttpRequest &request);
    HttpResponse loadPage(const HttpRequest &request);
    /// The form of a POST, when it was shown to this browser for this purpose.
    std::optional<Form> ownForm(const HttpRequest &request, const Session &session, const QByteArray &purpose) const;
    HttpResponse notOurForm(const Session &session) const;
    int itemsOf(const QString &orcid, const QString &clientId) const;
    QList<Grant> grantsOf(const QString &orcid) const;

    QString m_issuer, m_apiBase;
    PracticeClock &m_clock;
    KeptState m_kept;
    Options m_options;
    std::function<void()> m_peopleChanged, m_clockMoved, m_replaced;
    Accounts m_accounts;
    Records m_records;
    Sessions m_sessions;
    IdTokens m_idTokens;
    Pages m_pages;
    Authorize m_authorize;
    TokenEndpoint m_tokens;
    MemberApi m_api;
    FaultEngine m_faults;
    WebhookCalls m_webhookCalls;
};

} // namespace baton::practice
