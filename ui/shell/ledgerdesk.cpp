#include "ui/shell/ledgerdesk.h"

#include "ui/common/files.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"

#include <QtCore/QDir>
#include <QtCore/QTimer>

namespace baton::ui {

using ledger::HandOver;

LedgerDesk::LedgerDesk(desk::Desk &desk, Environments &environments, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_environments(environments)
    , m_window(window)
    , m_page(new LedgerPage(desk.clock))
{
    m_window.addPage(PageId::Ledger, m_page);
    connectPage();
    refreshSoon();
}

void LedgerDesk::connectPage()
{
    LedgerPage::Knows knows;
    knows.cannotProbe = [this](const HandOver &one) { return keyFor(one).reason; };
    knows.cannotRecall = [](const HandOver &one) {
        return one.direction == HandOver::Direction::Made ? QString() : tr("Only the original client, who made it, can recall it.");
    };
    knows.clientName = [this](const QString &clientId) { return m_desk.clients.find(m_environments.current().id, clientId).name; };
    knows.secondName = [this](const HandOver &one) { return keyFor(one).client.name; };
    m_page->setKnows(knows);
    connect(m_page, &LedgerPage::probeRequested, this, &LedgerDesk::probe);
    connect(m_page, &LedgerPage::receiptChosen, this, &LedgerDesk::importReceipt);
    connect(m_page, &LedgerPage::showInRecord, this, &LedgerDesk::showInRecord);
    connect(m_page, &LedgerPage::exportCsv, this,
        [this](const QString &path, const QList<HandOver> &shown) { exportTo(path, ledger::Ledger::toCsv(shown)); });
    connect(m_page, &LedgerPage::exportChain, this, [this](const QString &path) { exportTo(path, m_desk.ledger.toJson()); });
    connect(&m_desk.ledger, &ledger::Ledger::changed, this, &LedgerDesk::refreshSoon);
    connect(&m_desk.inbox, &handover::Inbox::changed, m_page, &LedgerPage::refreshMeans);
    connect(&m_desk.clients, &clients::ClientStore::changed, m_page, &LedgerPage::refreshMeans);
    connect(&m_environments, &Environments::changed, this, [this] {
        m_page->hideBanner();
        refreshSoon();
    });
    connect(&m_window, &MainWindow::refreshRequested, this, [this] {
        if (m_window.currentPage() == PageId::Ledger)
            m_page->probe();
    });
}

// Several entries come at once: the list is read when all of them are there.
void LedgerDesk::refreshSoon()
{
    if (std::exchange(m_waiting, true))
        return;
    QTimer::singleShot(0, this, &LedgerDesk::refresh);
}

void LedgerDesk::refresh()
{
    m_waiting = false;
    if (m_desk.ledger.isLoading())
        return; // it tells when it is there
    const ledger::Ledger::Chain &chain = m_desk.ledger.chain();
    std::optional<ledger::Event> wrong;
    if (!chain.unbroken) {
        for (const ledger::Event &event : m_desk.ledger.events()) {
            if (event.number == chain.firstWrong)
                wrong = event;
        }
    }
    m_page->setEntries(m_desk.ledger.handOvers(m_environments.current().id), chain, wrong);
}

LedgerDesk::Key LedgerDesk::keyFor(const HandOver &handOver) const
{
    Key key;
    const QString environment = handOver.environmentId;
    const auto delivery = m_desk.inbox.find(handOver.tokenId);
    // Made: the partner may be a client on this computer too. Received: the package says for whom, unless it had a passphrase.
    if (handOver.direction == HandOver::Direction::Made)
        key.client = m_desk.clients.find(environment, handOver.partnerClientId);
    else if (delivery && !delivery->audienceClientId.isEmpty())
        key.client = m_desk.clients.find(environment, delivery->audienceClientId);
    for (const clients::ClientProfile &client : m_desk.clients.clients(environment)) {
        if (key.client.isNull() && delivery && client.receives && client.clientId != handOver.clientId && delivery->audienceClientId.isEmpty())
            key.client = client;
    }
    if (!delivery || delivery->idToken.isEmpty())
        key.reason = tr("Its id_token is not on this computer, so nothing can be tried with it here.");
    else if (!delivery->stopped.isEmpty())
        key.reason = delivery->stopped;
    else if (key.client.isNull())
        key.reason = tr("The second client is not on this computer, so nothing can be tried in its name.");
    else
        key.idToken = delivery->idToken;
    return key;
}

void LedgerDesk::probe(const HandOver &handOver)
{
    const Key key = keyFor(handOver);
    if (!key.reason.isEmpty())
        return;
    m_page->hideBanner();
    m_page->setProbing(handOver.tokenId);
    whenDone(m_desk.prober.probe(m_environments.current(), key.client, key.idToken), this, [this, handOver](const exchange::Probe &probe) {
        m_page->setProbing({}, probe.traceId);
        if (const auto noted = m_desk.bookkeeper.probed(handOver, probe); !noted)
            m_page->showError(noted.error());
    });
}

void LedgerDesk::importReceipt(const QByteArray &text)
{
    whenDone(m_desk.bookkeeper.import(text, m_environments.current()), this, [this](const Result<desk::Bookkeeper::Imported> &imported) {
        if (!imported)
            return m_page->showError(imported.error());
        const bool notice = imported->receipt.type == handover::Receipt::Type::Recall;
        const QString kind = notice ? tr("Recall notice imported.") : tr("Receipt imported.");
        QString words = imported->news > 0 ? tr("%n new entries.", nullptr, imported->news) : tr("All of it was known already.");
        if (notice && !imported->wiped.isEmpty())
            words += u' ' + tr("The id_tokens of %n researchers are wiped here.", nullptr, int(imported->wiped.size()));
        m_page->showImported(kind + u' ' + words);
        if (const auto of = m_desk.ledger.find(imported->receipt.packageId, imported->receipt.lines.value(0).orcid))
            QTimer::singleShot(0, m_page, [this, one = *of] { m_page->select(one.packageId, one.direction); });
    });
}

void LedgerDesk::exportTo(const QString &path, const QByteArray &bytes)
{
    m_page->hideBanner();
    if (const auto written = writeFile(path, bytes, true); written)
        m_page->showNotice(tr("Saved: %1").arg(QDir::toNativeSeparators(path)));
    else
        m_page->showError(written.error());
}

// Only the record that is open can be shown; for another one its id_token has to be exchanged first.
void LedgerDesk::showInRecord(const HandOver &handOver)
{
    const bool open = m_desk.session.isActive() && m_desk.session.token().orcid == handOver.orcid
        && m_desk.session.delegation().environment.id == handOver.environmentId;
    if (!open)
        return m_page->showNotice(tr("This record is not open. Exchange the id_token in the Inbox, then come back."));
    for (auto event = handOver.events.crbegin(); event != handOver.events.crend(); ++event) {
        const qint64 putCode = event->facts.value(QLatin1String("putCode")).toInteger();
        if (event->kind == ledger::Event::Kind::Written && handOver.putCodes.contains(putCode)) {
            m_window.showPage(PageId::Record);
            Q_EMIT showItem(event->facts.value(QLatin1String("section")).toString(), putCode);
            return;
        }
    }
}

} // namespace baton::ui
