#include "ui/shell/conductor.h"

#include "ui/claims/identitytokenpage.h"
#include "ui/common/navbutton.h"
#include "ui/common/openlink.h"
#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/handover/handoverpage.h"
#include "ui/inbox/inboxpage.h"
#include "ui/overview/overviewpage.h"
#include "ui/people/peoplepage.h"
#include "ui/practice/registrypage.h"
#include "ui/preferences/preferencespage.h"
#include "ui/recipes/recipesdialog.h"
#include "ui/record/recordpage.h"
#include "ui/shell/batchwiring.h"
#include "ui/shell/delegationwiring.h"
#include "ui/shell/environments.h"
#include "ui/shell/environmentswitch.h"
#include "ui/shell/ledgerdesk.h"
#include "ui/shell/ledgerwiring.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/permissiondesk.h"
#include "ui/shell/rail.h"
#include "ui/shell/recalldesk.h"
#include "ui/shell/statusbar.h"
#include "ui/shell/wayout.h"
#include "ui/signin/signinpage.h"
#include "ui/traffic/trafficpage.h"

namespace baton::ui {

Conductor::Conductor(desk::Desk &desk, Environments &environments, Settings &settings, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_environments(environments)
    , m_settings(settings)
    , m_window(window)
    , m_narrator(desk.story, desk.trace)
{
    makePages();
    connectGiving();
    connectReceiving();
    connectRecord();
    connectAround();
    applySettings();
    showRegistryState();
}

void Conductor::makePages()
{
    m_overview = new OverviewPage(m_desk.story, m_desk.trace);
    m_signIn = new SignInPage(m_desk.http, m_desk.clock, m_desk.clients);
    m_identity = new IdentityTokenPage(m_desk.jwks, m_desk.clock);
    m_handOver = new HandOverPage(m_desk.keys, m_desk.partners, m_desk.ledger, m_desk.clock);
    m_handOver->setOutgoingFolder(m_desk.vault.profileDir() + QStringLiteral("/outgoing"));
    m_inbox = new InboxPage(m_desk.inbox, m_desk.receiver, m_desk.clients, m_desk.delegations, m_desk.clock);
    m_record = new RecordPage({ m_desk.records, m_desk.session, m_desk.writer, m_desk.undo, m_desk.drafts, &m_desk.recordCache, &m_desk.fullItems, &m_settings });
    m_traffic = new TrafficPage(m_desk.trace, &m_desk.story);
    m_registry = new RegistryPage(m_desk.registry, m_desk.http);
    m_people = new PeoplePage(m_desk.clients, m_desk.keys, m_desk.partners, m_desk.vault, m_desk.http);
    m_preferences = new PreferencesPage(m_settings, m_desk.vault, m_desk.registry);
    m_window.addPage(PageId::Overview, m_overview);
    m_window.addPage(PageId::SignIn, m_signIn);
    m_window.addPage(PageId::IdentityToken, m_identity);
    m_window.addPage(PageId::HandOver, m_handOver);
    m_window.addPage(PageId::Inbox, m_inbox);
    m_window.addPage(PageId::Record, m_record);
    m_window.addPage(PageId::Traffic, m_traffic);
    m_window.addPage(PageId::Registry, m_registry);
    m_window.addPage(PageId::People, m_people);
    m_window.addPage(PageId::Preferences, m_preferences);
    m_ledger = new LedgerDesk(m_desk, m_environments, m_window, this);
    new RecallDesk(m_desk, m_environments, m_ledger->page(), this);
    new PermissionDesk(m_desk, m_environments, m_handOver, this);
    new EnvironmentSwitch(m_environments, m_desk.session, *m_handOver, *m_record, m_window, this);
    for (const PageId id : m_window.rail()->order()) {
        connect(m_window.page(id), &Page::showExchange, this, &Conductor::showExchange);
        connect(m_window.page(id), &Page::linkActivated, this, &Conductor::openLink);
    }
    m_window.showPage(PageId::Overview);
}

void Conductor::connectGiving()
{
    connect(m_signIn, &SignInPage::browserOpened, this, [this] {
        m_narrator.browserOpened(m_signIn->clientName(), m_signIn->scopes());
        m_window.rail()->item(PageId::SignIn)->setMark(NavButton::Mark::Busy);
    });
    connect(m_signIn, &SignInPage::codeReceived, &m_narrator, &desk::Narrator::codeReceived);
    connect(m_signIn, &SignInPage::signedIn, this, [this](const signin::Tokens &tokens) { takeTokens(tokens, true); });
    connect(m_signIn, &SignInPage::startRegistryRequested, this, &Conductor::startPracticeAgain);
    connect(m_signIn, &SignInPage::failed, this, [this](const Error &error) {
        m_narrator.signInFailed(error);
        m_window.rail()->item(PageId::SignIn)->setMark(NavButton::Mark::None);
    });
    connect(m_identity, &IdentityTokenPage::verified, this, [this](const claims::Claims &claims) {
        m_window.rail()->item(PageId::IdentityToken)->setMark(claims.allPassed() ? NavButton::Mark::Done : NavButton::Mark::Warning);
        if (claims.allPassed())
            m_handOver->setSubject(m_tokens, claims);
        else
            m_handOver->removeSubject(m_tokens);
    });
    connect(m_identity, &IdentityTokenPage::handOverRequested, this, [this] {
        m_handOver->chooseOnly(m_tokens);
        m_window.showPage(PageId::HandOver);
    });
    connect(m_handOver, &HandOverPage::sealed, this, &Conductor::takePackage);
    const auto showRecipes = [this](const handover::RecipeFacts &facts) { (new RecipesDialog(facts, &m_window))->open(); };
    connect(m_handOver, &HandOverPage::recipesWanted, this, showRecipes);
    connect(m_people, &PeoplePage::recipesWanted, this, showRecipes);
}

void Conductor::connectReceiving()
{
    connect(m_inbox, &InboxPage::exchanging, &m_narrator, &desk::Narrator::exchanging);
    connect(m_inbox, &InboxPage::exchanged, this, [this](const exchange::Delegation &delegation, const exchange::DelegatedToken &token) {
        m_desk.session.begin(delegation, token);
        takeDelegation(delegation, token, true);
    });
    connect(m_inbox, &InboxPage::exchangeFailed, this, [this](const exchange::Delegation &, const Error &error) { m_narrator.exchangeFailed(error); });
    connectDelegations(m_desk, *m_inbox, *m_record, m_window);
    new LedgerWiring(m_desk, *m_inbox, m_window, this);
    connect(m_inbox, &InboxPage::waitingChanged, this, [this](int count) { m_window.rail()->item(PageId::Inbox)->setCount(count); });
}

void Conductor::connectRecord()
{
    using record::RecordClient;
    connect(&m_desk.records, &RecordClient::added, this, [this](const record::Item &item, qint64 traceId) {
        m_narrator.written(item, traceId, item.section == QLatin1String("works") ? tr("Adds a work") : tr("Adds an item"));
    });
    connect(&m_desk.records, &RecordClient::updated, this,
        [this](const record::Item &item, qint64 traceId) { m_narrator.written(item, traceId, tr("Changes an item")); });
    m_batch = new BatchWiring(m_desk, m_environments, *m_record, m_window, this);
    connect(m_inbox, &InboxPage::batchRequested, m_batch, &BatchWiring::show);
    connect(m_record, &RecordPage::draftsWaiting, this, [this](int drafts) { m_window.rail()->item(PageId::Record)->setCount(drafts); });
    m_record->setEnvironment(m_environments.current());
    connect(m_ledger, &LedgerDesk::showItem, m_record, &RecordPage::showItem);
    connect(&m_desk.session, &exchange::DelegatedSession::began, this,
        [this] { m_window.rail()->item(PageId::Record)->setMark(NavButton::Mark::Done); });
    connect(&m_desk.session, &exchange::DelegatedSession::finished, this,
        [this] { m_window.rail()->item(PageId::Record)->setMark(NavButton::Mark::None); });
    connect(&m_window, &MainWindow::refreshRequested, this, [this] {
        if (m_window.currentPage() == PageId::Record)
            m_record->refresh();
    });
}

void Conductor::connectAround()
{
    connect(&m_environments, &Environments::changed, this, &Conductor::environmentChanged);
    connect(&m_settings, &Settings::changed, this, &Conductor::applySettings);
    connect(&m_desk.vault, &vault::Vault::stateChanged, this, &Conductor::pruneJournal);
    connect(&m_desk, &desk::Desk::practiceReady, this, &Conductor::showRegistryState);
    connect(&m_desk, &desk::Desk::practiceReady, this, [this] {
        if (std::exchange(m_startFailed, false))
            m_overview->hideBanner();
    });
    connect(&m_desk, &desk::Desk::practiceStopped, this, &Conductor::showRegistryState);
    connect(&m_desk, &desk::Desk::practiceForgot, this, [this] {
        if (m_environments.current().kind == orcid::Environment::Kind::Practice)
            dropSignIns();
    });
    connect(&m_desk.registry, &practice::Registry::faultsChanged, this, &Conductor::showRegistryState);
    connect(&m_desk, &desk::Desk::practiceFailed, this, [this](const Error &error) {
        showRegistryState();
        m_startFailed = true;
        showWithWayOut(*m_overview, error);
        m_preferences->showPracticeProblem(error);
    });
    connect(&Theme::of(), &Theme::changed, this, &Conductor::showRegistryState);
    connect(m_window.status(), &StatusBar::showExchange, this, &Conductor::showExchange);
    connect(m_traffic, &TrafficPage::showStep, this, [this](int step) {
        m_overview->selectStep(step);
        m_window.showPage(PageId::Overview);
    });
    connect(m_registry, &RegistryPage::startRequested, this, &Conductor::startPracticeAgain);
    connect(&m_desk, &desk::Desk::practiceReady, this, [this] { m_practicePort = quint16(QUrl(m_desk.registry.info().issuer).port()); });
    connect(m_registry, &RegistryPage::stopRequested, &m_desk, &desk::Desk::stopPractice);
    connect(m_registry, &RegistryPage::openLink, this, &Conductor::openLink);
    connect(m_record, &RecordPage::openLink, this, &Conductor::openLink);
    connect(m_preferences, &PreferencesPage::practicePortChanged, this, [this](quint16 port) {
        m_portAfterStop = port;
        m_desk.registry.isRunning() ? m_desk.stopPractice() : startPractice(port);
    });
    connect(&m_desk, &desk::Desk::practiceStopped, this, [this] {
        // Its tokens went with it; what was typed waits for the next delegation.
        if (m_environments.current().kind == orcid::Environment::Kind::Practice && m_desk.session.isActive()) {
            m_desk.session.end();
            m_record->showNotice(tr("The record was closed because the practice registry stopped: its permissions ended with it. Start it, have the "
                                    "researcher sign in, and exchange the new id_token."));
        }
        if (const auto port = std::exchange(m_portAfterStop, std::nullopt))
            startPractice(*port);
    });
}

void Conductor::takeTokens(const signin::Tokens &tokens, bool goThere)
{
    m_tokens = tokens;
    m_narrator.signedIn(tokens);
    if (const auto alive = m_desk.bookkeeper.signedIn(tokens); !alive)
        m_identity->showError(alive.error());
    m_desk.clients.noteRedirect(tokens.environment.id, tokens.client.clientId, clients::ClientProfile::RedirectState::CameBack);
    m_window.rail()->item(PageId::SignIn)->setMark(NavButton::Mark::Done);
    m_identity->setTokens(tokens);
    if (goThere)
        m_window.showPage(PageId::IdentityToken);
}

// The practice registry began anew: what it allowed before is over, so nothing of it waits to be handed over.
void Conductor::dropSignIns()
{
    if (std::exchange(m_tokens, {}).idToken.isEmpty() && m_handOver->signedIn() == 0)
        return;
    m_identity->clear();
    m_handOver->clear();
    for (Page *page : { static_cast<Page *>(m_identity), static_cast<Page *>(m_handOver) })
        page->showNotice(tr("Whoever had signed in is not here any more: the practice registry began anew, and every permission ended with that. Have them sign in again."));
    for (const PageId id : { PageId::SignIn, PageId::IdentityToken, PageId::HandOver })
        m_window.rail()->item(id)->setMark(NavButton::Mark::None);
}

void Conductor::takePackage(const handover::Sealed &package, const QList<handover::HandOverEntry> &entries, const QString &path)
{
    if (const auto noted = m_desk.bookkeeper.packageSealed(entries); !noted)
        m_handOver->showError(noted.error());
    m_narrator.handedOver(entries.isEmpty() ? QString() : entries.first().partnerName, package.protection, !path.isEmpty());
    m_window.rail()->item(PageId::HandOver)->setMark(NavButton::Mark::Done);
}

void Conductor::takeDelegation(const exchange::Delegation &delegation, const exchange::DelegatedToken &token, bool goThere)
{
    m_narrator.exchanged(token);
    m_desk.clients.noteDelegation(
        delegation.environment.id, delegation.secondClient.clientId, clients::ClientProfile::Delegation::Enabled);
    if (goThere)
        m_window.showPage(PageId::Record);
}

void Conductor::showExchange(qint64 traceId)
{
    m_window.showPage(PageId::Traffic);
    m_traffic->select(traceId); // which also brings the keyboard to the list
}

// Where it was before: a registry at another address would be another environment, and end what is under way.
void Conductor::startPracticeAgain()
{
    startPractice(m_practicePort.value_or(quint16(m_settings.practicePort())));
}

void Conductor::startPractice(quint16 port)
{
    m_portAfterStop.reset();
    if (port)
        m_practicePort = port;
    m_preferences->setTriedPort(port);
    practice::Options options;
    options.port = port;
    options.stateDir = m_desk.vault.profileDir() + QStringLiteral("/practice");
    options.keepSecrets = false; // nothing that opens a client lies about in a profile
    m_desk.startPractice(options);
    tellSignIn();
}

// Links go where sign-in goes: the browser the researcher's page would open in.
void Conductor::openLink(const QUrl &link)
{
    if (const auto opened = ui::openLink(link, browserChoice(m_settings)); !opened)
        m_window.page(m_window.currentPage())->showError(opened.error());
}

void Conductor::renew()
{
    if (!m_desk.session.isActive())
        return;
    whenDone(m_desk.session.renew(), this, [this](const Result<void> &done) {
        if (!done)
            return m_record->showError(explained(done.error()));
        m_record->tryToken();
    });
}

// A refusal that a recall made here brought about is no riddle.
Error Conductor::explained(Error error) const
{
    const QString tokenId = handover::Inbox::idOf(m_desk.session.delegation().idToken);
    if (error.code != QLatin1String("exchange.revoked") && error.code != QLatin1String("exchange.no_scope"))
        return error;
    for (const ledger::HandOver &row : m_desk.ledger.handOvers(m_environments.current().id)) {
        if (row.tokenId == tokenId && row.recalled)
            error.next = tr("It was recalled on %1, and this is what the recall brought about. Only a new sign-in by the researcher brings it back.").arg(shortTime(row.recalledAt));
    }
    return error;
}

void Conductor::dropEverything()
{
    environmentChanged(m_environments.current());
    m_desk.trace.forgetSecrets();
    m_desk.http.forgetConnections();
}

// Tokens and packages of two environments never meet: what was under way belongs to the one left.
void Conductor::environmentChanged(const orcid::Environment &environment)
{
    Q_EMIT leavingEnvironment();
    m_desk.session.end();
    m_desk.delegations.forget();
    m_desk.story.startOver();
    m_desk.story.setParties({}, {});
    m_tokens = {};
    m_identity->clear();
    m_handOver->clear();
    for (const PageId id : m_window.rail()->order()) {
        m_window.page(id)->setEnvironment(environment);
        m_window.rail()->item(id)->setMark(NavButton::Mark::None);
    }
    m_overview->setPlayable(environment.kind == orcid::Environment::Kind::Practice);
    showRegistryState();
}

void Conductor::applySettings()
{
    m_signIn->setBrowserChoice(browserChoice(m_settings));
    m_signIn->setTimeout(std::chrono::seconds(m_settings.signInSeconds()));
    m_desk.session.setAutomaticRenewal(m_settings.renewsByItself());
    m_record->setKeepJournalDays(m_settings.keepJournalDays());
    pruneJournal();
    http::Limits limits = m_desk.http.limits();
    limits.totalMs = m_settings.requestSeconds() * 1000;
    m_desk.http.setLimits(limits);
}

// What can't be forgotten now is tried again when the vault opens next.
void Conductor::pruneJournal()
{
    if (m_desk.vault.isOpen())
        (void)m_desk.journal.prune(QDateTime::currentDateTimeUtc().addDays(-m_settings.keepJournalDays()));
}

void Conductor::tellSignIn()
{
    using Registry = SignInPage::Registry;
    m_signIn->setRegistry(m_desk.registry.isRunning() ? Registry::Running : m_desk.registry.isStarting() ? Registry::Starting : Registry::Stopped,
        m_desk.practiceProblem().value_or(Error()));
}

void Conductor::showRegistryState()
{
    tellSignIn();
    const Colors &colors = Theme::of().colors();
    const orcid::Environment &current = m_environments.current();
    if (current.kind != orcid::Environment::Kind::Practice)
        m_window.status()->setRegistry(tr("%1 · %2").arg(current.name, QUrl(current.issuer).host()), QStringLiteral("globe"), colors.text2);
    else if (const int faults = m_desk.registry.isRunning() ? m_desk.registry.faultBoard().onCount() : 0; faults > 0)
        m_window.status()->setRegistry(tr("Practice registry running · %n fault(s) on", nullptr, faults), QStringLiteral("bolt"), colors.warn);
    else if (m_desk.registry.isRunning())
        m_window.status()->setRegistry(
            tr("Practice registry running · %1").arg(QUrl(m_desk.registry.info().issuer).authority()), QStringLiteral("okcircle"), colors.ok);
    else if (m_desk.practiceProblem())
        m_window.status()->setRegistry(tr("Practice registry could not start"), QStringLiteral("xcircle"), colors.err);
    else
        m_window.status()->setRegistry(tr("Practice registry stopped"), QStringLiteral("stop"), colors.warn);
}

} // namespace baton::ui
