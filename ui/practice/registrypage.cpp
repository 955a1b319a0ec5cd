#include "ui/practice/registrypage.h"

#include "app/base/text.h"
#include "ui/common/fields.h"
#include "ui/common/table.h"
#include "ui/common/widgets.h"
#include "ui/practice/addresscard.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QListWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QListWidget *makeList(const QString &accessibleName, QWidget *parent)
{
    auto *list = new QListWidget(parent);
    list->setAccessibleName(accessibleName);
    list->setObjectName(accessibleName);
    list->setItemDelegate(new CellDelegate(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QObject::connect(&Theme::of(), &Theme::changed, list, [list] { list->doItemsLayout(); });
    return list;
}

void addLine(QListWidget *list, const QString &icon, Tone tone, const QString &name, const QString &second)
{
    auto *item = new QListWidgetItem(plain(name), list);
    item->setData(cell::Icon, icon);
    item->setData(cell::IconTone, QVariant::fromValue(tone));
    item->setData(cell::Second, plain(second));
    item->setToolTip(plain(second).toHtmlEscaped());
    item->setData(Qt::AccessibleTextRole, u"%1, %2"_s.arg(plain(name), plain(second)));
}

} // namespace

RegistryPage::RegistryPage(practice::Registry &registry, http::HttpClient &http, QWidget *parent)
    : Page(tr("Practice registry"), tr("Answers as ORCID 3.0 would. The people in it are made up."), parent)
    , m_registry(registry)
{
    m_open = makeButton(tr("Open in browser"), u"browser"_s, {}, "primary", this);
    actions()->addWidget(m_open);
    m_practice = new QWidget(this);
    auto *column = new QVBoxLayout(m_practice);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    column->addWidget(buildState());
    column->addWidget(buildPeople(), 1);
    body()->addWidget(m_practice, 1);
    m_elsewhere = new AddressCard(http, this);
    body()->addWidget(m_elsewhere);
    body()->addStretch(0);

    connect(m_open, &QPushButton::clicked, this, &RegistryPage::triggerPrimary);
    connect(m_elsewhere, &AddressCard::failed, this, &Page::showError);
    connect(m_elsewhere, &AddressCard::probed, this, [this](bool reachable) {
        if (reachable)
            hideBanner();
        Q_EMIT reachabilityChanged(reachable);
    });
    connect(&m_registry, &practice::Registry::started, this, [this] {
        m_starting = false;
        m_startedAt = QDateTime::currentDateTime();
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
            showError(error);
    });
    m_counter.setInterval(1000);
    connect(&m_counter, &QTimer::timeout, this, &RegistryPage::updateRequests);
    if (m_registry.isRunning())
        m_startedAt = QDateTime::currentDateTime();
    setEnvironment(environment());
}

QWidget *RegistryPage::buildState()
{
    auto *card = new Card(this);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_state = new Chip(card);
    m_state->setAccessibleName(tr("Registry state"));
    m_address = new CopyField(tr("Registry address"), tr("Copy registry address"), card);
    m_since = makeLabel({}, "caption", card);
    m_since->setAccessibleName(tr("Registry requests"));
    m_toggle = makeButton({}, {}, {}, "small", card);
    row->addWidget(m_state);
    row->addWidget(m_address);
    row->addWidget(m_since);
    row->addStretch(1);
    row->addWidget(m_toggle);
    card->body()->setContentsMargins(14, 9, 14, 9);
    card->body()->addLayout(row);
    connect(m_toggle, &QPushButton::clicked, this, [this] {
        if (m_registry.isRunning()) {
            Q_EMIT stopRequested();
            return;
        }
        m_starting = true;
        hideBanner();
        showPractice();
        Q_EMIT startRequested();
    });
    return card;
}

QWidget *RegistryPage::buildPeople()
{
    auto *both = new QWidget(this);
    auto *columns = new QHBoxLayout(both);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(16);
    m_peopleCard = new Card(both);
    m_peopleCard->addHeader(tr("Researchers"), u" "_s);
    m_people = makeList(tr("Practice researchers"), m_peopleCard);
    m_peopleCard->addFlush(m_people, 1);
    m_clientCard = new Card(both);
    m_clientCard->addHeader(tr("Clients"), u" "_s);
    m_clients = makeList(tr("Practice clients"), m_clientCard);
    m_clientCard->addFlush(m_clients, 1);
    columns->addWidget(m_peopleCard, 1);
    columns->addWidget(m_clientCard, 1);
    return both;
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
    m_people->clear();
    m_clients->clear();
    const practice::Info info = running ? m_registry.info() : practice::Info();
    for (const practice::ResearcherInfo &researcher : info.researchers)
        addLine(m_people, u"person"_s, Tone::Neutral, researcher.name, u"%1 · %2"_s.arg(researcher.orcid, researcher.note));
    for (const practice::ClientInfo &client : info.clients)
        addLine(m_clients, u"building"_s, Tone::Neutral, client.name, u"%1 · %2"_s.arg(client.id, client.note));
    m_peopleCard->setHeaderCaption(running ? QString::number(info.researchers.size()) : tr("the registry is stopped"));
    m_clientCard->setHeaderCaption(running ? QString::number(info.clients.size()) : tr("the registry is stopped"));
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

void RegistryPage::triggerPrimary()
{
    if (!m_open->isEnabled())
        return;
    const QString issuer = isPractice() ? m_registry.info().issuer : environment().issuer;
    Q_EMIT openLink(QUrl(issuer, QUrl::StrictMode));
}

} // namespace baton::ui
