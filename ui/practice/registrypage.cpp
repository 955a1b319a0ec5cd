#include "ui/practice/registrypage.h"

#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/files.h"
#include "ui/common/widgets.h"
#include "ui/practice/addresscard.h"
#include "ui/practice/clockcard.h"
#include "ui/practice/faultboard.h"
#include "ui/practice/peoplecard.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestState = 64 * 1024 * 1024;

} // namespace

RegistryPage::RegistryPage(practice::Registry &registry, http::HttpClient &http, QWidget *parent)
    : Page(tr("Practice registry"), tr("Answers as ORCID 3.0 would. The people in it are made up."), parent)
    , m_registry(registry)
{
    m_load = makeButton(tr("Load…"), u"import"_s, tr("Load state"), "flat", this);
    m_save = makeButton(tr("Save…"), u"save"_s, tr("Save state"), "flat", this);
    m_reset = makeButton(tr("Reset…"), u"restart"_s, tr("Reset registry"), "", this);
    m_open = makeButton(tr("Open in browser"), u"browser"_s, {}, "primary", this);
    for (QPushButton *button : { m_load, m_save, m_reset, m_open })
        actions()->addWidget(button);
    m_practice = new QWidget(this);
    auto *column = new QVBoxLayout(m_practice);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    column->addWidget(buildState());
    auto *columns = new Columns(14, m_practice);
    auto *side = new QWidget(columns);
    auto *left = new QVBoxLayout(side);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(12);
    left->addWidget(new ClockCard(m_registry, side));
    left->addWidget(new PeopleCard(m_registry, side), 1);
    auto *board = new FaultBoardCard(m_registry, columns);
    columns->add(side, 0, 296);
    columns->add(board, 1);
    column->addWidget(columns, 1);
    connect(board, &FaultBoardCard::failed, this, &Page::showError);
    body()->addWidget(m_practice, 1);
    m_elsewhere = new AddressCard(http, this);
    body()->addWidget(m_elsewhere);
    body()->addStretch(0);

    connect(m_open, &QPushButton::clicked, this, &RegistryPage::triggerPrimary);
    connect(m_load, &QPushButton::clicked, this, &RegistryPage::loadState);
    connect(m_save, &QPushButton::clicked, this, &RegistryPage::saveState);
    connect(m_reset, &QPushButton::clicked, this, &RegistryPage::resetRegistry);
    connect(m_elsewhere, &AddressCard::failed, this, &Page::showError);
    connect(m_elsewhere, &AddressCard::probed, this, [this](bool reachable) {
        if (reachable)
            hideBanner();
        Q_EMIT reachabilityChanged(reachable);
    });
    connect(&m_registry, &practice::Registry::started, this, [this] {
        m_starting = false;
        m_startedAt = QDateTime::currentDateTime();
        m_atFirst = peopleAndClients();
        hideBanner();
        showPractice();
    });
    connect(&m_registry, &practice::Registry::stopped, this, [this] {
        m_starting = false;
        showPractice();
    });
    connect(&m_registry, &practice::Registry::failed, this, [this](const Error &error) {
        m_starting = false;
        showPractice();
        if (isPractice())
            error.code == u"practice.port_busy"_s ? showProblem(error, tr("Choose another port"), PageId::Preferences) : showError(error);
    });
    m_counter.setInterval(1000);
    connect(&m_counter, &QTimer::timeout, this, &RegistryPage::updateRequests);
    if (m_registry.isRunning()) {
        m_startedAt = QDateTime::currentDateTime();
        m_atFirst = peopleAndClients();
    }
    setEnvironment(environment());
}

QWidget *RegistryPage::buildState()
{
    auto *card = new Card(this);
    // In a narrow window, or with large text, the control key goes below: nothing here may be cut.
    auto *columns = new Columns(12, card);
    auto *about = new QWidget(columns), *controls = new QWidget(columns);
    auto *row = new QHBoxLayout(about);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto *end = new QHBoxLayout(controls);
    end->setContentsMargins(0, 0, 0, 0);
    end->setSpacing(12);
    m_state = new Chip(card);
    m_state->setAccessibleName(tr("Registry state"));
    m_address = new CopyField(tr("Registry address"), tr("Copy registry address"), card);
    m_since = makeLabel({}, "caption", card);
    m_since->setAccessibleName(tr("Registry requests"));
    m_toggle = makeButton({}, {}, {}, "small", card);
    m_control = new QWidget(card);
    auto *control = new QHBoxLayout(m_control);
    control->setContentsMargins(0, 0, 0, 0);
    control->setSpacing(6);
    m_controlKey = new Chip(m_control);
    m_controlKey->setAccessibleName(tr("Control key"));
    m_controlKey->setToolTip(tr("Who holds it may switch faults and reset the registry through its control API. New at each start."));
    auto *copy = makeIconButton(u"copy"_s, tr("Copy control key"), m_control);
    control->addWidget(makeLabel(tr("Control key"), "caption", m_control));
    control->addWidget(m_controlKey);
    control->addWidget(copy);
    row->addWidget(m_state);
    row->addWidget(m_address);
    row->addWidget(m_since);
    row->addStretch(1);
    end->addWidget(m_control);
    end->addStretch(1);
    end->addWidget(m_toggle);
    columns->add(about, 1);
    columns->add(controls, 0);
    for (Chip *chip : { m_state, m_controlKey })
        chip->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(copy, &QToolButton::clicked, this, &RegistryPage::copyControlKey);
    card->body()->setContentsMargins(14, 9, 14, 9);
    card->body()->addWidget(columns);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (m_registry.isRunning()) {
            stopRegistry();
            return;
        }
        m_starting = true;
        hideBanner();
        showPractice();
        Q_EMIT startRequested();
    });
    return card;
}

bool RegistryPage::isPractice() const
{
    return environment().kind == orcid::Environment::Kind::Practice;
}

void RegistryPage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    hideBanner();
    setTitle(isPractice() ? tr("Practice registry") : environment.name);
    setPurpose(isPractice() ? tr("Answers as ORCID 3.0 would. The people in it are made up.") : tr("Where the registry is, and whether it answers."));
    m_practice->setVisible(isPractice());
    m_elsewhere->setVisible(!isPractice());
    if (isPractice())
        showPractice();
    else
        m_elsewhere->setEnvironment(environment);
    m_open->setEnabled(!isPractice() || m_registry.isRunning());
    for (QPushButton *button : { m_load, m_save, m_reset })
        button->setVisible(isPractice());
    if (isVisible() && !isPractice())
        probe();
}

void RegistryPage::probe()
{
    if (!isPractice())
        m_elsewhere->probe();
}

void RegistryPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!isPractice() && !m_elsewhere->wasProbed())
        probe();
}

void RegistryPage::showPractice()
{
    const bool running = m_registry.isRunning();
    if (running)
        m_state->set(tr("Running"), Tone::Ok, u"okcircle"_s);
    else
        m_state->set(m_starting ? tr("Starting…") : tr("Stopped"), Tone::Neutral, m_starting ? u"clock"_s : u"pause"_s);
    m_address->setVisible(running);
    m_address->setText(running ? m_registry.info().issuer : QString());
    setButtonText(m_toggle, running ? tr("Stop") : tr("Start"));
    setButtonIcon(m_toggle, running ? u"pause"_s : u"play"_s);
    m_toggle->setAccessibleName(running ? tr("Stop registry") : tr("Start registry"));
    m_toggle->setObjectName(m_toggle->accessibleName());
    m_toggle->setEnabled(!m_starting);
    if (isPractice())
        m_open->setEnabled(running);
    for (QPushButton *button : { m_load, m_save, m_reset })
        button->setEnabled(running);
    const QString key = running ? m_registry.info().controlKey.revealString() : QString();
    m_control->setVisible(!key.isEmpty());
    m_controlKey->set(tr("hidden, ends %1").arg(key.right(4)), Tone::Neutral, u"lock"_s);
    if (running)
        m_counter.start();
    else
        m_counter.stop();
    updateRequests();
}

void RegistryPage::updateRequests()
{
    const bool running = m_registry.isRunning();
    const qint64 count = running ? m_registry.requestCount() : 0;
    const QString requests = count == 1 ? tr("1 request") : tr("%1 requests").arg(count);
    const QString words = running ? tr("since %1 · %2").arg(m_startedAt.toString(u"HH:mm"_s), requests) : QString();
    if (words == m_since->text())
        return;
    m_since->setText(words);
    m_since->setAccessibleDescription(words);
}

void RegistryPage::copyControlKey()
{
    if (m_registry.isRunning())
        copySecret(m_registry.info().controlKey.revealString());
}

// A registry as it began has nothing to lose.
void RegistryPage::stopRegistry()
{
    if (!m_registry.hasPermissions() && peopleAndClients() == m_atFirst) {
        Q_EMIT stopRequested();
        return;
    }
    askFirst(this, tr("Stop the practice registry?"),
        tr("It begins anew at its next start: what researchers allowed, what was written in their records, and who was added are gone then, and "
           "packages made until now give nothing any more. “Save…” keeps all of it in a file that “Load…” brings back."),
        tr("Stop"), tr("Stop the registry"), [this] {
            if (m_registry.isRunning())
                Q_EMIT stopRequested();
        });
}

qsizetype RegistryPage::peopleAndClients() const
{
    return m_registry.info().researchers.size() + m_registry.info().clients.size();
}

void RegistryPage::resetRegistry()
{
    askFirst(this, tr("Reset the practice registry?"),
        tr("Records, permissions, clients, clock and faults go back to what they were at the first start. Packages made until now open, but give nothing any more."),
        tr("Reset"), tr("Reset the registry"), [this] { m_registry.reset(); });
}

void RegistryPage::saveState()
{
    chooseSaveFile(this, tr("Save state"), safeFileName(u"practice-"_s + QDate::currentDate().toString(Qt::ISODate), u".json"_s),
        tr("Practice registry states (*.json);;All files (*)"), [this](const QString &path) {
            if (!m_registry.isRunning())
                return;
            if (const auto written = writeFile(path, m_registry.saveState(), true); !written)
                showError(written.error());
            else
                showNotice(tr("Saved. The file holds the practice registry’s people, permissions and tokens; nothing real is in it."));
        });
}

void RegistryPage::loadState()
{
    chooseFile(this, tr("Load state"), tr("Practice registry states (*.json);;All files (*)"), [this](const QString &path) {
        const auto bytes = readFile(path, largestState);
        if (!bytes)
            return showError(bytes.error());
        askFirst(this, tr("Load this state?"), tr("It takes the place of every researcher, client and permission in the practice registry now."), tr("Load"),
            tr("Load this state"), [this, state = *bytes] {
                if (const auto loaded = m_registry.loadState(state); !loaded)
                    showError(loaded.error());
                else
                    hideBanner();
            });
    });
}

void RegistryPage::triggerPrimary()
{
    if (!m_open->isEnabled())
        return;
    const QString issuer = isPractice() ? m_registry.info().issuer : environment().issuer;
    Q_EMIT openLink(QUrl(issuer, QUrl::StrictMode));
}

} // namespace baton::ui
