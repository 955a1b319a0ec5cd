#include "ui/inbox/inboxpage.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/widgets.h"
#include "ui/inbox/deliverydelegate.h"
#include "ui/inbox/deliverymodel.h"
#include "ui/inbox/deliverypanel.h"
#include "ui/inbox/dropzone.h"
#include "ui/inbox/exchangepanel.h"
#include "ui/inbox/unlockpanel.h"

#include <QtCore/QFileInfo>
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

enum Shown { Empty, Locked, Detail };
constexpr int listWidth = 232;

} // namespace

InboxPage::InboxPage(handover::Inbox &inbox, desk::Receiver &receiver, clients::ClientStore &clients, exchange::Exchanger &exchanger,
    const Clock &clock, QWidget *parent)
    : Page(tr("Inbox"), tr("Open a package from a partner, check it, and exchange its id_token for an access token."), parent)
    , m_inbox(inbox)
    , m_receiver(receiver)
    , m_clients(clients)
    , m_exchanger(exchanger)
    , m_clock(clock)
{
    setAcceptDrops(true);
    m_paste = makeButton(tr("Paste package"), u"copy"_s, tr("Paste package"));
    m_open = makeButton(tr("Open package…"), u"file"_s, tr("Open package"));
    actions()->addWidget(m_paste);
    actions()->addWidget(m_open);
    m_model = new DeliveryModel(inbox, clock, this);
    auto *columns = new Columns(16);
    QWidget *received = buildList();
    columns->add(received, 0, listWidth);
    columns->add(buildDetail());
    body()->addWidget(columns, 1);
    // Above the package the list lies down: the place to drop at its left, two lines of packages at its right.
    connect(columns, &Columns::stackedChanged, received, [received](bool stacked) {
        received->setMaximumWidth(stacked ? QWIDGETSIZE_MAX : listWidth);
        received->setMaximumHeight(stacked ? Theme::of().iconSize(150) : QWIDGETSIZE_MAX);
        static_cast<QBoxLayout *>(received->layout())->setDirection(stacked ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    });

    connect(m_open, &QPushButton::clicked, this, &InboxPage::openPackage);
    connect(m_paste, &QPushButton::clicked, this, &InboxPage::pastePackage);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        selectRow(qMax(0, m_model->rowOf(m_selected)));
        Q_EMIT waitingChanged(m_model->waiting());
    });
    connect(&clients, &clients::ClientStore::changed, this, &InboxPage::selectionChanged);
    m_model->setEnvironment(this->environment().id);
}

QWidget *InboxPage::buildList()
{
    auto *left = new QWidget;
    left->setMinimumWidth(176);
    left->setMaximumWidth(listWidth);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    m_drop = new DropZone;
    column->addWidget(m_drop);
    auto *card = new Card;
    card->addHeader(tr("Received"));
    m_list = new QListView;
    m_list->setAccessibleName(tr("Received packages"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DeliveryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    card->addFlush(m_list);
    column->addWidget(card, 1);
    connect(m_drop, &QAbstractButton::clicked, this, &InboxPage::openPackage);
    connect(m_drop, &DropZone::fileDropped, this, &InboxPage::openFile);
    connect(m_drop, &DropZone::textDropped, this, &InboxPage::openText);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &InboxPage::selectionChanged);
    return left;
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
    m_stack = new QStackedWidget;
    m_stack->addWidget(empty);
    m_stack->addWidget(m_unlock);
    m_stack->addWidget(m_panel);
    connect(m_unlock, &UnlockPanel::answered, this, &InboxPage::unlock);
    connect(m_unlock, &UnlockPanel::dismissed, this, [this] { forgetLocked(m_selected); });
    connect(m_panel, &DeliveryPanel::removeRequested, this, &InboxPage::removeSelected);
    connect(m_exchange, &ExchangePanel::exchangeRequested, this, &InboxPage::exchangeSelected);
    connect(m_exchange, &ExchangePanel::showExchange, this, &Page::showExchange);
    connect(m_exchange, &ExchangePanel::manageClients, this, [this] { Q_EMIT navigate(PageId::People); });
    return m_stack;
}

void InboxPage::triggerPrimary()
{
    if (m_stack->currentIndex() == Detail)
        exchangeSelected();
    else if (m_stack->currentIndex() == Empty)
        openPackage();
}

void InboxPage::setEnvironment(const orcid::Environment &environment)
{
    const bool same = environment.id == this->environment().id;
    Page::setEnvironment(environment);
    if (!same) {
        m_locked.clear();
        m_selected.clear();
        hideBanner();
    }
    m_model->setEnvironment(environment.id);
}

int InboxPage::waiting() const
{
    return m_model->waiting();
}

void InboxPage::openPackage()
{
    chooseFile(this, tr("Open package"), tr("Baton packages (*.baton);;All files (*)"), [this](const QString &path) { openFile(path); });
}

void InboxPage::pastePackage()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        showNotice(tr("There is no text on the clipboard. Copy the whole package text first."));
        return;
    }
    openFrom(text.toUtf8(), tr("Pasted package"));
}

void InboxPage::openFile(const QString &path)
{
    const auto text = handover::readPackageFile(path);
    if (text)
        openFrom(*text, QFileInfo(path).fileName());
    else
        packageRefused(text.error(), QFileInfo(path).fileName());
}

void InboxPage::openText(const QByteArray &text)
{
    openFrom(text, tr("Pasted package"));
}

void InboxPage::openFrom(const QByteArray &text, const QString &origin)
{
    hideBanner();
    const orcid::Environment here = environment();
    whenDone(m_receiver.receive(text, here), this, [this, text, origin](const Result<QList<handover::Delivery>> &result) {
        if (result) {
            received(*result);
        } else if (result.error().code == u"package.needs_passphrase"_s) {
            const QString id = u"locked-%1"_s.arg(m_nextLocked++);
            m_locked.insert(id, text);
            m_model->addLocked(id, origin);
            select(id);
        } else {
            packageRefused(result.error(), origin);
        }
    });
}

void InboxPage::unlock(const Secret &passphrase)
{
    const QString id = m_selected;
    if (!m_locked.contains(id))
        return;
    hideBanner();
    whenDone(m_receiver.receive(m_locked.value(id), environment(), passphrase), this, [this, id](const Result<QList<handover::Delivery>> &result) {
        if (!m_locked.contains(id))
            return;
        if (result) {
            forgetLocked(id);
            received(*result);
        } else if (result.error().code == u"package.decrypt"_s) {
            m_unlock->showProblem(result.error());
        } else {
            forgetLocked(id);
            packageRefused(result.error(), {});
        }
    });
}

void InboxPage::forgetLocked(const QString &id)
{
    if (m_locked.remove(id) == 0)
        return;
    m_model->removeLocked(id);
    selectionChanged();
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
        error.next = tr("Ask the sender for a new one; nothing of this one was kept.");
        // Kept under an id of its own; it is the newest line.
        selectRow(int(m_locked.size()));
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
            selectRow(int(m_locked.size()));
    }
    if (error.code == u"package.already_imported"_s)
        showNotice(error.text());
    else
        showError(error);
    Q_EMIT refused(error);
}

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

const handover::Delivery *InboxPage::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_model->delivery(index.row()) : nullptr;
}

QList<clients::ClientProfile> InboxPage::receivers() const
{
    QList<clients::ClientProfile> out = m_clients.clients(environment().id);
    out.removeIf([](const clients::ClientProfile &client) { return !client.receives; });
    return out;
}

void InboxPage::selectionChanged()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid()) {
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
    const handover::Delivery *delivery = current();
    if (!delivery)
        return;
    if (delivery->state != handover::Delivery::State::Refused)
        hideRefusal();
    else if (before != m_selected || !m_refusalShown)
        showRefusal(*delivery);
    m_panel->setDelivery(*delivery, environment());
    m_exchange->setDelivery(*delivery, receivers());
    m_stack->setCurrentIndex(Detail);
}

// Said once, above the package: on its arrival with what to do about just this, later in general.
void InboxPage::showRefusal(const handover::Delivery &delivery)
{
    Error error;
    error.code = u"package.refused"_s;
    error.what = delivery.stateWords.startsWith(tr("Refused")) ? plain(delivery.stateWords)
                                                               : tr("The package was refused. %1").arg(plain(delivery.stateWords));
    error.next = tr("Ask the sender for a new one; nothing of this one was kept.");
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
    if (const handover::Delivery *delivery = current()) {
        hideBanner();
        if (const auto removed = m_inbox.remove(delivery->id); !removed)
            showError(removed.error());
    }
}

void InboxPage::exchangeSelected()
{
    if (m_busy || !current() || !m_exchange->problem().isEmpty())
        return;
    const handover::Delivery delivery = *current();
    exchange::Delegation delegation;
    delegation.environment = environment();
    delegation.secondClient = m_clients.find(environment().id, m_exchange->clientId());
    delegation.originalClientId = delivery.originalClientId;
    delegation.originalClientName = plain(delivery.senderName);
    delegation.orcid = delivery.orcid;
    delegation.researcher = delivery.researcher;
    delegation.idToken = delivery.idToken;
    delegation.askedScopes = m_exchange->scopes();
    m_busy = true;
    hideBanner();
    m_exchange->clearProblem();
    m_exchange->setBusy(true);
    Q_EMIT exchanging(delegation.originalClientName, delegation.secondClient.name);
    whenDone(m_exchanger.exchange(delegation.environment, delegation.secondClient, delegation.idToken, delegation.askedScopes), this,
        [this, delivery, delegation](const Result<exchange::DelegatedToken> &token) { settle(delivery, delegation, token); });
}

void InboxPage::settle(const handover::Delivery &delivery, const exchange::Delegation &delegation, const Result<exchange::DelegatedToken> &token)
{
    m_busy = false;
    m_exchange->setBusy(false);
    if (token)
        exchangeSucceeded(delivery, delegation, *token);
    else
        exchangeRefused(delivery, delegation, token.error());
}

void InboxPage::exchangeSucceeded(handover::Delivery delivery, const exchange::Delegation &delegation, const exchange::DelegatedToken &token)
{
    delivery.state = handover::Delivery::State::Exchanged;
    delivery.exchangedAt = m_clock.now();
    delivery.stateWords.clear();
    const auto saved = m_inbox.save(delivery);
    m_clients.noteDelegation(delegation.environment.id, delegation.secondClient.clientId, clients::ClientProfile::Delegation::Enabled);
    if (!saved)
        showError(saved.error());
    Q_EMIT exchanged(delegation, token);
    Q_EMIT navigate(PageId::Record);
}

void InboxPage::exchangeRefused(handover::Delivery delivery, const exchange::Delegation &delegation, const Error &error)
{
    using State = handover::Delivery::State;
    if (error.code == u"exchange.not_enabled"_s) {
        delivery.state = State::NotEnabled;
        m_clients.noteDelegation(delegation.environment.id, delegation.secondClient.clientId, clients::ClientProfile::Delegation::NotEnabled);
    } else if (error.code == u"exchange.revoked"_s || error.code == u"exchange.no_scope"_s) {
        delivery.state = State::Revoked;
    }
    delivery.stateWords = error.what;
    if (delivery.state == State::NotEnabled || delivery.state == State::Revoked)
        (void)m_inbox.save(delivery);
    m_exchange->showProblem(error);
    Q_EMIT exchangeFailed(delegation, error);
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
