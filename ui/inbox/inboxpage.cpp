#include "ui/inbox/inboxpage.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/common/widgets.h"
#include "ui/inbox/deliverymodel.h"
#include "ui/inbox/deliverypanel.h"
#include "ui/inbox/dropzone.h"
#include "ui/inbox/exchangepanel.h"
#include "ui/inbox/intake.h"
#include "ui/inbox/manypanel.h"
#include "ui/inbox/receivedlist.h"
#include "ui/inbox/unlockpanel.h"

#include <QtCore/QDir>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QListView>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

enum Shown { Empty, Locked, Detail, Many };

} // namespace

InboxPage::InboxPage(handover::Inbox &inbox, desk::Receiver &receiver, clients::ClientStore &clients, desk::Delegations &delegations,
    const Clock &clock, QWidget *parent)
    : Page(tr("Inbox"), tr("Open a package from a partner, check it, and exchange its id_token for an access token."), parent)
    , m_inbox(inbox)
    , m_clients(clients)
    , m_delegations(delegations)
    , m_clock(clock)
    , m_intake(new Intake(receiver, this))
{
    setAcceptDrops(true);
    m_paste = makeButton(tr("Paste package"), u"copy"_s, tr("Paste package"));
    m_open = makeButton(tr("Open package…"), u"file"_s, tr("Open package"));
    actions()->addWidget(m_paste);
    actions()->addWidget(m_open);
    m_received = new ReceivedList(inbox, clock);
    m_model = m_received->model();
    m_list = m_received->view();
    auto *columns = new Columns(16);
    columns->add(m_received, 0, ReceivedList::width());
    columns->add(buildDetail());
    body()->addWidget(columns, 1);
    connect(columns, &Columns::stackedChanged, m_received, &ReceivedList::setLying);

    connect(m_received, &ReceivedList::openRequested, this, &InboxPage::openPackage);
    connect(m_received, &ReceivedList::fileDropped, this, &InboxPage::openFile);
    connect(m_received, &ReceivedList::textDropped, this, &InboxPage::openText);
    connect(m_received, &ReceivedList::currentMoved, this, &InboxPage::selectionChanged);
    connect(m_open, &QPushButton::clicked, this, &InboxPage::openPackage);
    connect(m_paste, &QPushButton::clicked, this, &InboxPage::pastePackage);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        selectRow(qMax(0, m_model->rowOf(m_selected)));
        Q_EMIT waitingChanged(m_model->waiting());
    });
    connect(&clients, &clients::ClientStore::changed, this, &InboxPage::selectionChanged);
    connectIntake();
    connectDelegations();
    m_model->setEnvironment(this->environment().id);
}

QWidget *InboxPage::buildDetail()
{
    auto *empty = new Card;
    empty->body()->addStretch();
    empty->body()->addWidget(makeLabel(tr("Nothing has been received here yet."), "name"), 0, Qt::AlignHCenter);
    QLabel *how = makeText(tr("A partner sends a .baton file or its text. Drop it, open it or paste it."), "text2");
    how->setAlignment(Qt::AlignHCenter);
    empty->body()->addWidget(how);
    auto *open = makeButton(tr("Open package…"), u"file"_s, tr("Open received package"), "primary");
    empty->body()->addWidget(open, 0, Qt::AlignHCenter);
    empty->body()->addStretch(2);
    connect(open, &QPushButton::clicked, this, &InboxPage::openPackage);

    m_unlock = new UnlockPanel;
    m_exchange = new ExchangePanel;
    m_panel = new DeliveryPanel(m_exchange, m_clock);
    m_many = new ManyPanel(m_delegations, m_clock);
    m_stack = new QStackedWidget;
    m_stack->addWidget(empty);
    m_stack->addWidget(m_unlock);
    m_stack->addWidget(m_panel);
    m_stack->addWidget(m_many);
    connect(m_unlock, &UnlockPanel::answered, this, [this](const Secret &passphrase) { m_intake->unlock(m_selected, passphrase); });
    connect(m_unlock, &UnlockPanel::dismissed, this, [this] { m_intake->forget(m_selected); });
    connect(m_panel, &DeliveryPanel::removeRequested, this, &InboxPage::removeSelected);
    connect(m_panel, &DeliveryPanel::saveReceiptRequested, this, [this] { giveReceipt(false); });
    connect(m_panel, &DeliveryPanel::copyReceiptRequested, this, [this] { giveReceipt(true); });
    connect(m_panel, &DeliveryPanel::probeRequested, this, &InboxPage::probe);
    connect(m_panel, &DeliveryPanel::linkActivated, this, &Page::linkActivated);
    connect(m_panel, &DeliveryPanel::partnersWanted, this, [this] { Q_EMIT navigate(PageId::People); });
    connect(m_exchange, &ExchangePanel::changed, this, &InboxPage::showStanding);
    connect(m_exchange, &ExchangePanel::exchangeRequested, this, &InboxPage::exchangeSelected);
    connect(m_exchange, &ExchangePanel::showExchange, this, &Page::showExchange);
    connect(m_exchange, &ExchangePanel::manageClients, this, [this] { Q_EMIT navigate(PageId::People); });
    connect(m_many, &ManyPanel::batchRequested, this, &InboxPage::batchRequested);
    connect(m_many, &ManyPanel::recordRequested, this, &InboxPage::openRecord);
    connect(m_many, &ManyPanel::saveReceiptRequested, this, [this] { giveReceipt(false); });
    connect(m_many, &ManyPanel::copyReceiptRequested, this, [this] { giveReceipt(true); });
    connect(m_many, &ManyPanel::showExchange, this, &Page::showExchange);
    connect(m_many, &ManyPanel::manageClients, this, [this] { Q_EMIT navigate(PageId::People); });
    return m_stack;
}

void InboxPage::connectIntake()
{
    connect(m_intake, &Intake::starting, this, &Page::hideBanner);
    connect(m_intake, &Intake::someKnown, this, [this](const QStringList &researchers) {
        showNotice(tr("Already imported: %1. Nothing was changed for them; the others of this package were opened.").arg(researchers.join(u", "_s)));
    });
    connect(m_intake, &Intake::received, this, &InboxPage::received);
    connect(m_intake, &Intake::refused, this, &InboxPage::packageRefused);
    connect(m_intake, &Intake::receiptBrought, this, &InboxPage::receiptBrought);
    connect(m_intake, &Intake::wrongPassphrase, m_unlock, &UnlockPanel::showProblem);
    connect(m_intake, &Intake::locked, this, [this](const QString &id, const QString &origin) {
        m_model->addLocked(id, origin);
        select(id);
    });
    connect(m_intake, &Intake::unlocked, this, [this](const QString &id) {
        m_model->removeLocked(id);
        selectionChanged();
    });
}

void InboxPage::connectDelegations()
{
    using desk::Delegations;
    connect(&m_delegations, &Delegations::exchanged, this, &InboxPage::exchangeAnswered);
    connect(&m_delegations, &Delegations::refused, this, &InboxPage::exchangeRefused);
    connect(&m_delegations, &Delegations::changed, this, [this](const QString &id) {
        const QList<handover::Delivery> here = current();
        if (here.size() == 1 && (id.isEmpty() || here.first().id == id))
            showStanding();
    });
    connect(&m_delegations, &Delegations::idle, this, [this] { m_exchange->setBusy(false); });
}

void InboxPage::setReceiptMaker(ReceiptMaker maker)
{
    m_receiptMaker = std::move(maker);
}

void InboxPage::triggerPrimary()
{
    if (m_stack->currentIndex() == Detail || m_stack->currentIndex() == Many)
        exchangeSelected();
    else if (m_stack->currentIndex() == Empty)
        openPackage();
}

void InboxPage::setEnvironment(const orcid::Environment &environment)
{
    const bool same = environment.id == this->environment().id;
    Page::setEnvironment(environment);
    if (!same) {
        m_selected.clear();
        m_single.clear();
        hideBanner();
    }
    m_intake->setEnvironment(environment);
    m_model->setEnvironment(environment.id);
}

int InboxPage::waiting() const
{
    return m_model->waiting();
}

// ── bringing in ─────────────────────────────────────────────────────────────────────────────────────────────────────

void InboxPage::openPackage()
{
    chooseFile(this, tr("Open package"), tr("Baton packages, receipts and notices (*.baton *.baton-receipt *.baton-notice);;All files (*)"),
        [this](const QString &path) { openFile(path); });
}

void InboxPage::pastePackage()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        showNotice(tr("There is no text on the clipboard. Copy the whole package text first."));
        return;
    }
    openText(text.toUtf8());
}

void InboxPage::openFile(const QString &path)
{
    m_intake->openFile(path);
}

void InboxPage::openText(const QByteArray &text)
{
    m_intake->openText(text, tr("Pasted package"));
}

void InboxPage::received(const QList<handover::Delivery> &deliveries)
{
    using State = handover::Delivery::State;
    for (const handover::Delivery &delivery : deliveries)
        Q_EMIT opened(delivery);
    const auto good = std::find_if(deliveries.cbegin(), deliveries.cend(), [](const auto &d) { return d.state != State::Refused; });
    if (good != deliveries.cend()) {
        select(good->id);
        return;
    }
    if (!deliveries.isEmpty()) {
        Error error;
        error.code = u"package.refused"_s;
        error.what = tr("The package was refused. %1").arg(plain(deliveries.first().stateWords));
        error.next = handover::nextStep(deliveries.first().checks);
        select(deliveries.first().id);
        showError(error);
        Q_EMIT refused(error);
    }
}

void InboxPage::packageRefused(const Error &error, const QString &origin)
{
    // What was not meant for us leaves a line in the list, without any content; the rest is only told.
    static const QStringList kept { u"package.wrong_recipient"_s, u"package.decrypt"_s, u"package.signature"_s, u"package.inner"_s };
    if (kept.contains(error.code)) {
        handover::Delivery delivery;
        delivery.environmentId = environment().id;
        delivery.state = handover::Delivery::State::Refused;
        delivery.stateWords = error.code == u"package.wrong_recipient"_s ? tr("Refused: not encrypted to you. %1").arg(error.what) : error.what;
        delivery.senderName = origin;
        delivery.receivedAt = m_clock.now();
        if (const auto saved = m_inbox.save(delivery); saved)
            selectRow(m_model->newest());
    }
    if (error.code == u"package.already_imported"_s) {
        select(error.details.value("delivery"_L1).toString());
        showNotice(error.text());
    } else {
        showError(error);
    }
    Q_EMIT refused(error);
}

// ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────

void InboxPage::select(const QString &deliveryId)
{
    m_selected = deliveryId;
    selectRow(m_model->rowOf(deliveryId));
}

void InboxPage::selectRow(int row)
{
    const QModelIndex index = m_model->index(row);
    if (index.isValid())
        m_list->setCurrentIndex(index);
    selectionChanged();
}

QList<handover::Delivery> InboxPage::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_model->package(index.row()) : QList<handover::Delivery>();
}

QList<clients::ClientProfile> InboxPage::receivers() const
{
    QList<clients::ClientProfile> out = m_clients.clients(environment().id);
    out.removeIf([](const clients::ClientProfile &client) { return !client.receives; });
    for (clients::ClientProfile &client : out)
        client.secret = {}; // whom to choose from; who exchanges asks the store
    return out;
}

void InboxPage::selectionChanged()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) {
        m_many->clear();
        m_exchange->setDelivery({}, {});
        m_stack->setCurrentIndex(Empty);
        return;
    }
    const QString before = std::exchange(m_selected, index.data(DeliveryModel::IdRole).toString());
    if (index.data(DeliveryModel::LockedRole).toBool()) {
        if (before != m_selected || m_stack->currentIndex() != Locked)
            m_unlock->ask(index.data(DeliveryModel::SenderRole).toString());
        hideRefusal();
        m_stack->setCurrentIndex(Locked);
        return;
    }
    const QList<handover::Delivery> here = current();
    if (here.isEmpty())
        return;
    if (here.size() > 1 || here.first().state != handover::Delivery::State::Refused)
        hideRefusal();
    else if (before != m_selected || !m_refusalShown)
        showRefusal(here.first());
    showPackage();
}

void InboxPage::showPackage()
{
    const QList<handover::Delivery> here = current();
    if (here.size() > 1) {
        m_many->setPackage(here, environment(), receivers(), whyNoReceipt(here.first()));
        m_stack->setCurrentIndex(Many);
        return;
    }
    const handover::Delivery &one = here.first();
    m_panel->setDelivery(one, environment(), whyNoReceipt(one));
    m_exchange->setDelivery(one, receivers());
    showStanding();
    m_stack->setCurrentIndex(Detail);
}

void InboxPage::showStanding()
{
    const QList<handover::Delivery> here = current();
    if (here.size() != 1)
        return;
    const Standing standing = standingOf(here.first(), m_delegations.probeOf(here.first().id));
    const QString next = standing.next.isEmpty() ? tr("Probe again once that has changed.") : standing.next;
    m_exchange->setGivesNothing(standing.usable || standing.deleteOnly ? QString() : tr("%1. %2").arg(standing.words, next));
    m_exchange->setDeleteOnly(standing.deleteOnly);
    m_panel->setStanding(m_delegations.workOf(here.first().id), standing, m_exchange->whyNotProbe());
}

// A receipt is signed by the client the package is for.
QString InboxPage::whyNoReceipt(const handover::Delivery &delivery) const
{
    const QList<clients::ClientProfile> ours = m_clients.clients(environment().id);
    const bool there = std::any_of(ours.cbegin(), ours.cend(), [&delivery](const clients::ClientProfile &one) {
        return delivery.audienceClientId.isEmpty() ? one.receives && one.clientId != delivery.originalClientId : one.clientId == delivery.audienceClientId;
    });
    return there ? QString() : tr("There is no client of yours here that could sign a receipt. Add it under Clients and partners.");
}

// Said once, above the package: on its arrival with what to do about just this, later in general.
void InboxPage::showRefusal(const handover::Delivery &delivery)
{
    Error error;
    error.code = u"package.refused"_s;
    error.what = delivery.stateWords.startsWith(tr("Refused")) ? plain(delivery.stateWords)
                                                               : tr("The package was refused. %1").arg(plain(delivery.stateWords));
    error.next = handover::nextStep(delivery.checks);
    showError(error);
    m_refusalShown = true;
}

void InboxPage::hideRefusal()
{
    if (std::exchange(m_refusalShown, false))
        hideBanner();
}

void InboxPage::removeSelected()
{
    for (const handover::Delivery &delivery : current()) {
        hideBanner();
        if (const auto removed = m_inbox.remove(delivery.id); !removed)
            showError(removed.error());
    }
}

// ── exchanging ──────────────────────────────────────────────────────────────────────────────────────────────────────

void InboxPage::exchangeSelected()
{
    const QList<handover::Delivery> here = current();
    if (here.size() > 1)
        return m_many->exchangeChosen();
    if (here.isEmpty() || !m_exchange->problem().isEmpty())
        return;
    const handover::Delivery &delivery = here.first();
    if (m_delegations.workOf(delivery.id) != desk::Delegations::Work::None)
        return;
    hideBanner();
    m_exchange->clearProblem();
    m_exchange->setBusy(true);
    m_single = delivery.id;
    const clients::ClientProfile client = m_clients.find(environment().id, m_exchange->clientId());
    Q_EMIT exchanging(plain(delivery.senderName), client.name);
    m_delegations.exchange(environment(), { delivery.id }, client.clientId, m_exchange->scopes());
}

// One click after a restart: the id_token is still here, so the token is asked for again first.
void InboxPage::openRecord(const QString &deliveryId)
{
    if (const auto held = m_delegations.held(deliveryId)) {
        Q_EMIT recordRequested(held->delegation, held->token);
        return;
    }
    m_single = deliveryId;
    m_many->exchangeOne(deliveryId);
}

void InboxPage::probe()
{
    const QList<handover::Delivery> here = current();
    if (here.size() > 1)
        m_many->probeAll();
    else if (!here.isEmpty() && m_exchange->whyNotProbe().isEmpty())
        m_delegations.probe(environment(), { here.first().id }, m_exchange->clientId());
}

void InboxPage::exchangeAnswered(const handover::Delivery &delivery, const exchange::Delegation &delegation, const exchange::DelegatedToken &token)
{
    m_exchange->setBusy(false);
    if (delivery.id != m_single)
        return;
    m_single.clear();
    const bool alone = current().size() == 1;
    if (!alone) {
        Q_EMIT recordRequested(delegation, token);
        return;
    }
    Q_EMIT exchanged(delegation, token);
    Q_EMIT navigate(PageId::Record);
}

void InboxPage::exchangeRefused(const handover::Delivery &delivery, const exchange::Delegation &delegation, const Error &error)
{
    m_exchange->setBusy(false);
    const QList<handover::Delivery> here = current();
    if (here.size() == 1 && here.first().id == delivery.id)
        m_exchange->showProblem(error);
    if (std::exchange(m_single, delivery.id == m_single ? QString() : m_single) == delivery.id && here.size() == 1)
        Q_EMIT exchangeFailed(delegation, error);
}

// ── receipts ────────────────────────────────────────────────────────────────────────────────────────────────────────

void InboxPage::giveReceipt(bool asText)
{
    const QList<handover::Delivery> here = current();
    if (here.isEmpty() || !m_receiptMaker)
        return;
    const QString packageId = here.first().packageId;
    const auto receipt = m_receiptMaker(packageId);
    if (receipt)
        offerReceipt(*receipt, packageId, asText);
    else
        showError(receipt.error());
}

void InboxPage::offerReceipt(const ReceiptFile &receipt, const QString &packageId, bool asText)
{
    if (asText) {
        copyText(QString::fromLatin1(receipt.text));
        showNotice(tr("The receipt is on the clipboard; paste it into a message to the sender. It holds no token."));
        Q_EMIT receiptGiven(packageId);
        return;
    }
    chooseSaveFile(this, tr("Save receipt"), receipt.fileName, tr("Baton receipts (*.baton-receipt)"), [this, receipt, packageId](const QString &path) {
        if (const auto written = writeFile(path, receipt.text, true); !written)
            return showError(written.error());
        showNotice(tr("Saved as %1. Send it to the sender; it holds no token.").arg(QDir::toNativeSeparators(path)));
        Q_EMIT receiptGiven(packageId);
    });
}

void InboxPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (DropZone::accepts(event->mimeData()))
        event->acceptProposedAction();
}

void InboxPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    if (event->mimeData()->hasUrls())
        openFile(event->mimeData()->urls().first().toLocalFile());
    else
        openText(event->mimeData()->text().toUtf8());
}

} // namespace baton::ui
