#include "ui/signin/signinpage.h"

#include "app/orcid/scopes.h"
#include "ui/common/clientcombo.h"
#include "ui/common/columns.h"
#include "ui/common/openlink.h"
#include "ui/common/widgets.h"
#include "ui/signin/linkview.h"
#include "ui/signin/progresspanel.h"
#include "ui/signin/redirectrow.h"
#include "ui/signin/scopelist.h"
#include "ui/signin/tokendialog.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QString hostOf(const QString &issuer)
{
    const QUrl url(issuer);
    return url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port());
}

bool isLoopbackUri(const QString &uri)
{
    const QString host = QUrl(uri).host();
    return host == u"127.0.0.1"_s || host == u"::1"_s || host == u"localhost"_s;
}

} // namespace

SignInPage::SignInPage(http::HttpClient &http, const Clock &clock, clients::ClientStore &clients, QWidget *parent)
    : Page(tr("Sign in"), tr("The researcher signs in at the registry, in their own browser. Baton never sees the password."), parent)
    , m_http(http)
    , m_clock(clock)
    , m_clients(clients)
    , m_exchanger(http, clock)
{
    m_existing = makeButton(tr("Use an existing access token…"), u"key"_s, tr("Use an existing access token"), "flat");
    actions()->addWidget(m_existing);
    auto *columns = new Columns(16);
    columns->add(buildChoices());
    m_panel = new ProgressPanel;
    columns->add(m_panel, 0);
    connect(columns, &Columns::stackedChanged, m_panel, &ProgressPanel::setWide);
    body()->addWidget(columns, 1);

    // Wherever in the window the focus is: the choices, which had it, are locked while waiting.
    m_escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    m_escape->setEnabled(false);
    connect(m_escape, &QShortcut::activated, this, &SignInPage::cancel);

    m_prepareSoon.setSingleShot(true);
    m_prepareSoon.setInterval(250);
    m_second.setInterval(1000);
    connect(&m_prepareSoon, &QTimer::timeout, this, &SignInPage::prepare);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_flow)
            m_panel->setWaited(m_flow->waited(), m_timeout);
    });
    connect(m_existing, &QPushButton::clicked, this, &SignInPage::useExistingToken);
    connect(m_panel, &ProgressPanel::openRequested, this, &SignInPage::openBrowser);
    connect(m_panel, &ProgressPanel::openAgainRequested, this, &SignInPage::openLink);
    connect(m_panel, &ProgressPanel::copyLinkRequested, this, [this] { copyText(link().toString(QUrl::FullyEncoded)); });
    connect(m_panel, &ProgressPanel::cancelRequested, this, &SignInPage::cancel);
    connect(m_panel, &ProgressPanel::startRegistryRequested, this, &SignInPage::startRegistryRequested);
    connect(m_panel, &ProgressPanel::otherPortRequested, this, [this] { Q_EMIT navigate(PageId::Preferences); });
    connect(m_panel, &ProgressPanel::showExchange, this, &Page::showExchange);
    connect(m_panel, &ProgressPanel::continueRequested, this, [this] { Q_EMIT navigate(PageId::IdentityToken); });
    connect(m_panel, &ProgressPanel::pasted, this, [this](const QString &address) {
        if (!m_flow)
            return;
        const auto taken = m_flow->pasteAddress(address);
        if (!taken && m_flow)
            m_panel->showPasteError(taken.error());
    });
    connect(&clients, &clients::ClientStore::changed, this, &SignInPage::reloadClients);
    reloadClients();
}

QWidget *SignInPage::buildChoices()
{
    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);

    auto *clientBox = new QWidget;
    auto *clientColumn = new QVBoxLayout(clientBox);
    clientColumn->setContentsMargins(0, 0, 0, 0);
    clientColumn->setSpacing(5);
    m_client = new ClientCombo(tr("Client"), &Colors::accent, false, clientBox);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(4);
    heading->addWidget(m_client->namingLabel());
    heading->addWidget(makeLabel(tr("— who asks for permission"), "caption"));
    heading->addStretch();
    m_manage = makeButton(tr("Manage clients"), u"clients"_s, tr("Manage clients"), "flat");
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_client, 1);
    row->addWidget(m_manage);
    clientColumn->addLayout(heading);
    clientColumn->addLayout(row);
    column->addWidget(clientBox);

    m_scopes = new ScopeList;
    column->addWidget(m_scopes);
    m_redirect = new RedirectRow;
    column->addWidget(m_redirect);

    auto *linkCard = new Card;
    auto *linkHeading = new QHBoxLayout;
    linkHeading->setSpacing(8);
    linkHeading->addWidget(makeLabel(tr("Sign-in link"), "strong"));
    linkHeading->addWidget(makeLabel(tr("Exactly what the browser is sent"), "caption"));
    linkHeading->addStretch();
    m_link = new LinkView;
    linkCard->body()->setSpacing(4);
    linkCard->body()->setContentsMargins(12, 8, 12, 8);
    linkCard->body()->addLayout(linkHeading);
    linkCard->body()->addWidget(m_link);
    linkCard->body()->addStretch(1); // a shorter link leaves its room below, not between the lines
    linkCard->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    column->addWidget(linkCard);
    column->addStretch();

    connect(m_client, &QComboBox::currentIndexChanged, this, &SignInPage::clientPicked);
    connect(m_manage, &QPushButton::clicked, this, [this] { Q_EMIT navigate(PageId::People); });
    connect(m_scopes, &ScopeList::changed, this, &SignInPage::choiceChanged);
    connect(m_redirect, &RedirectRow::changed, this, &SignInPage::choiceChanged);
    return left;
}

void SignInPage::setOpener(Opener opener)
{
    m_opener = std::move(opener);
}

void SignInPage::setRegistry(Registry registry, const Error &problem)
{
    const bool changes = registry != m_registry;
    m_registry = registry;
    m_panel->setRegistry(registry == Registry::Starting, problem);
    if (!changes || environment().kind != orcid::Environment::Kind::Practice)
        return;
    if (registry == Registry::Stopped)
        cancel(); // nobody can answer any more
    choiceChanged();
}

bool SignInPage::registryIsMissing() const
{
    return m_registry != Registry::Running && environment().kind == orcid::Environment::Kind::Practice;
}

void SignInPage::triggerPrimary()
{
    if (isWaiting())
        openLink();
    else if (registryIsMissing() && m_registry == Registry::Stopped)
        Q_EMIT startRegistryRequested();
    else
        openBrowser();
}

void SignInPage::setEnvironment(const orcid::Environment &environment)
{
    const bool same = environment == this->environment();
    Page::setEnvironment(environment);
    if (!same) {
        discard();
        setChoicesLocked(false);
        m_panel->clearEnding();
    }
    reloadClients();
}

bool SignInPage::isWaiting() const
{
    return m_flow
        && (m_flow->stage() == signin::SignInFlow::Stage::WaitingForResearcher || m_flow->stage() == signin::SignInFlow::Stage::ExchangingCode);
}

QUrl SignInPage::link() const
{
    return m_flow ? m_flow->link() : QUrl();
}

QString SignInPage::clientName() const
{
    return client().name;
}

QStringList SignInPage::scopes() const
{
    return m_scopes->chosen();
}

void SignInPage::setBrowserChoice(const signin::BrowserChoice &choice)
{
    m_browser = choice;
}

void SignInPage::setTimeout(std::chrono::seconds timeout)
{
    if (timeout == m_timeout)
        return;
    m_timeout = timeout;
    choiceChanged();
}

void SignInPage::setPrompt(const QString &prompt)
{
    if (prompt == m_prompt)
        return;
    m_prompt = prompt;
    choiceChanged();
}

clients::ClientProfile SignInPage::client() const
{
    return m_clients.find(environment().id, m_client->clientId());
}

void SignInPage::reloadClients()
{
    QList<ClientCombo::Entry> entries;
    for (const clients::ClientProfile &profile : m_clients.clients(environment().id)) {
        if (profile.gives)
            entries << ClientCombo::Entry { profile.name, profile.clientId };
    }
    m_client->setEntries(entries);
    m_client->setEnabled(!entries.isEmpty() && !isWaiting());
    m_existing->setEnabled(!entries.isEmpty() && !isWaiting());
    if (isWaiting())
        return;
    // A note about a client (its delegation, its redirect URI) leaves the link as it is.
    const clients::ClientProfile now = client();
    m_redirect->setClient(now, environment().kind == orcid::Environment::Kind::Practice);
    const QString inLink = now.clientId + u'\n' + m_redirect->uri();
    if (inLink != m_inLink || !(now.secret == m_secret) || m_madeFor != environment())
        choiceChanged();
}

void SignInPage::clientPicked()
{
    m_redirect->setClient(client(), environment().kind == orcid::Environment::Kind::Practice);
    choiceChanged();
}

void SignInPage::choiceChanged()
{
    if (isWaiting())
        return;
    m_stale = true;
    m_begun = m_startWhenReady;
    discard();
    const clients::ClientProfile profile = client();
    m_inLink = profile.clientId + u'\n' + m_redirect->uri();
    m_secret = profile.secret;
    m_madeFor = environment();
    m_panel->setPlace(hostOf(environment().issuer), environment().kind == orcid::Environment::Kind::Practice,
        m_redirect->uri().isEmpty() || isLoopbackUri(m_redirect->uri()));
    if (registryIsMissing()) {
        m_prepareSoon.stop();
        m_startWhenReady = m_begun = false;
        m_panel->clearEnding();
        m_link->setLink({}, m_registry == Registry::Starting ? tr("Made as soon as the practice registry runs.") : tr("There is none while the practice registry does not run."));
        m_panel->setMode(ProgressPanel::Mode::NoRegistry);
        return;
    }
    if (profile.isNull() || m_redirect->uri().isEmpty()) {
        m_prepareSoon.stop();
        m_link->setLink({}, profile.isNull() ? tr("Add a client first: Manage clients.") : tr("This client has no redirect URI yet: Manage clients."));
        m_panel->setMode(ProgressPanel::Mode::NoClient);
        return;
    }
    m_link->setLink({}, tr("Being prepared…"));
    m_panel->setMode(ProgressPanel::Mode::Preparing);
    if (isVisible())
        m_prepareSoon.start();
}

void SignInPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_stale || isWaiting() || m_prepareSoon.isActive())
        return;
    // A sign-in that went well is told elsewhere by now; why one did not stays to be read.
    if (m_panel->hasSucceeded())
        m_panel->clearEnding();
    choiceChanged();
}

void SignInPage::discard()
{
    if (!m_flow)
        return;
    m_flow->disconnect(this);
    m_flow->deleteLater();
    m_flow = nullptr;
    m_second.stop();
}

void SignInPage::prepare()
{
    m_prepareSoon.stop();
    const clients::ClientProfile profile = client();
    if (registryIsMissing() || profile.isNull() || m_redirect->uri().isEmpty() || isWaiting())
        return;
    discard();
    m_stale = false;
    signin::SignInRequest request;
    request.environment = environment();
    request.client = profile;
    request.redirectUri = m_redirect->uri();
    request.scopes = m_scopes->chosen();
    request.prompt = m_prompt;
    request.timeout = m_timeout;
    m_flow = new signin::SignInFlow(m_http, m_clock, request, this);
    connect(m_flow, &signin::SignInFlow::prepared, this, &SignInPage::linkReady);
    connect(m_flow, &signin::SignInFlow::started, this, &SignInPage::flowStarted);
    connect(m_flow, &signin::SignInFlow::stageChanged, this, &SignInPage::flowStage);
    connect(m_flow, &signin::SignInFlow::codeReceived, this, &SignInPage::codeReceived);
    connect(m_flow, &signin::SignInFlow::strayCallback, m_panel, &ProgressPanel::showStray);
    connect(m_flow, &signin::SignInFlow::finished, this, &SignInPage::flowFinished);
    m_panel->setMode(ProgressPanel::Mode::Preparing);
    m_flow->prepare();
}

void SignInPage::linkReady(const QUrl &link)
{
    m_link->setLink(link);
    m_panel->setPlace(hostOf(environment().issuer), environment().kind == orcid::Environment::Kind::Practice, m_flow->isLoopback());
    m_panel->setMode(ProgressPanel::Mode::Ready);
    Q_EMIT linkPrepared(link);
    if (std::exchange(m_startWhenReady, false))
        openBrowser();
}

void SignInPage::openBrowser()
{
    if (isWaiting() || client().isNull() || registryIsMissing())
        return;
    m_begun = true;
    if (!m_flow || m_flow->stage() != signin::SignInFlow::Stage::Ready) {
        m_startWhenReady = true;
        if (!m_flow || m_flow->stage() != signin::SignInFlow::Stage::Preparing)
            prepare();
        return;
    }
    m_panel->clearEnding();
    m_flow->start();
}

void SignInPage::flowStarted()
{
    m_panel->setOpenedAt(m_clock.now());
    m_panel->setWaited(m_flow->waited(), m_timeout);
    m_second.start();
    openLink();
}

void SignInPage::openLink()
{
    if (!m_flow)
        return;
    const QUrl address = m_flow->link();
    const Result<void> opened = m_opener ? m_opener(address) : ui::openLink(address, m_browser);
    if (opened) {
        hideBanner();
        Q_EMIT browserOpened();
    } else {
        // The attempt goes on: the link can still be copied into a browser by hand.
        showError(opened.error());
    }
}

void SignInPage::flowStage(signin::SignInFlow::Stage stage)
{
    using Stage = signin::SignInFlow::Stage;
    QWidget *const held = window()->focusWidget();
    if (stage == Stage::WaitingForResearcher)
        m_panel->setMode(ProgressPanel::Mode::Waiting);
    else if (stage == Stage::ExchangingCode)
        m_panel->setMode(ProgressPanel::Mode::ExchangingCode);
    setChoicesLocked(stage == Stage::WaitingForResearcher || stage == Stage::ExchangingCode);
    // A choice that is locked now had the keyboard: it goes to what can still be done.
    if (held && isAncestorOf(held) && !m_panel->isAncestorOf(held) && !held->isEnabled())
        m_panel->focusPrimary();
    Q_EMIT stageChanged(stage);
}

void SignInPage::setChoicesLocked(bool locked)
{
    m_client->setEnabled(!locked && m_client->count() > 0);
    m_escape->setEnabled(locked);
    m_scopes->setLocked(locked);
    m_redirect->setLocked(locked);
    m_existing->setEnabled(!locked && m_client->count() > 0);
}

void SignInPage::flowFinished(const Result<signin::Tokens> &result)
{
    m_second.stop();
    m_startWhenReady = false;
    const bool begun = std::exchange(m_begun, false);
    setChoicesLocked(false);
    hideBanner();
    const bool hadLink = !link().isEmpty();
    discard();
    m_stale = true;
    if (result) {
        m_link->setLink({}, tr("Used. A new link is made for the next sign-in."));
        m_panel->setMode(ProgressPanel::Mode::Ended);
        m_clients.noteRedirect(environment().id, result->client.clientId, clients::ClientProfile::RedirectState::CameBack);
        adoptTokens(*result);
        return;
    }
    m_panel->setMode(ProgressPanel::Mode::Ended);
    m_panel->showFailure(result.error());
    m_link->setLink({}, hadLink ? tr("This link has been used up. A new one is made when you open the browser.")
                                : tr("No link could be made. Another try is made when you open the browser."));
    if (begun)
        Q_EMIT failed(result.error());
}

void SignInPage::adoptTokens(const signin::Tokens &tokens)
{
    m_panel->setMode(ProgressPanel::Mode::Ended);
    m_panel->showSuccess(tokens.name);
    Q_EMIT signedIn(tokens);
}

void SignInPage::cancel()
{
    m_startWhenReady = false;
    if (m_flow && isWaiting())
        m_flow->cancel();
}

void SignInPage::useExistingToken()
{
    QList<clients::ClientProfile> givers;
    for (const clients::ClientProfile &profile : m_clients.clients(environment().id)) {
        if (profile.gives)
            givers << profile;
    }
    if (givers.isEmpty() || isWaiting())
        return;
    auto *dialog = new TokenDialog(m_exchanger, m_clock, environment(), givers, m_client->clientId(), this);
    connect(dialog, &TokenDialog::received, this, &SignInPage::adoptTokens);
    connect(dialog, &TokenDialog::showExchange, this, &Page::showExchange);
    dialog->open();
}

} // namespace baton::ui
