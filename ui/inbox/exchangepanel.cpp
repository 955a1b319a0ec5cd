#include "ui/inbox/exchangepanel.h"

#include "app/base/text.h"
#include "app/orcid/scopes.h"
#include "ui/common/clientcombo.h"
#include "ui/common/notebox.h"
#include "ui/common/tallscroll.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

using CheckState = handover::PackageCheck::State;

bool holds(const handover::Delivery &delivery, CheckState state)
{
    return std::any_of(delivery.checks.cbegin(), delivery.checks.cend(), [state](const auto &check) { return check.state == state; });
}

} // namespace

ExchangePanel::ExchangePanel(QWidget *parent) : QWidget(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto *upper = new QWidget;
    auto *column = new QVBoxLayout(upper);
    column->setContentsMargins(16, 14, 16, 8);
    column->setSpacing(8);
    m_client = new ClientCombo(tr("Exchange as"), &Colors::second, true, upper);
    column->addWidget(m_client->namingLabel());
    column->addWidget(m_client);
    m_manage = makeButton(tr("Manage clients"), u"clients"_s, tr("Manage clients"), "small");
    column->addWidget(m_manage, 0, Qt::AlignLeft);
    buildScopes(column);
    column->addStretch();
    outer->addWidget(new TallScroll(upper), 1);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(16, 4, 16, 14);
    foot->setSpacing(10);
    buildFoot(foot);
    outer->addLayout(foot);
    connect(m_client, &QComboBox::currentIndexChanged, this, &ExchangePanel::refresh);
    connect(m_manage, &QPushButton::clicked, this, &ExchangePanel::manageClients);
}

void ExchangePanel::buildScopes(QVBoxLayout *column)
{
    column->addSpacing(6);
    column->addWidget(makeLabel(tr("Scopes to ask for"), "strong"));
    m_all = new QRadioButton(tr("All the researcher allowed"));
    m_all->setAccessibleName(tr("All scopes the researcher allowed"));
    m_all->setObjectName(m_all->accessibleName());
    m_only = new QRadioButton(tr("Only these"));
    m_only->setAccessibleName(tr("Only chosen scopes"));
    m_only->setObjectName(m_only->accessibleName());
    m_all->setChecked(true);
    column->addWidget(m_all);
    column->addWidget(m_only);
    m_scopeColumn = new QVBoxLayout;
    m_scopeColumn->setContentsMargins(25, 0, 0, 0);
    m_scopeColumn->setSpacing(6);
    column->addLayout(m_scopeColumn);
    column->addWidget(makeText(tr("The registry gives no more than you ask for. You can exchange again with other scopes."), "caption"));
    connect(m_all, &QRadioButton::toggled, this, &ExchangePanel::refresh);
}

void ExchangePanel::buildFoot(QVBoxLayout *column)
{
    m_problem = new NoteBox;
    m_problem->hide();
    m_preview = new NoteBox;
    m_capsule = new Capsule;
    m_preview->column()->addWidget(m_capsule);
    m_sure = new QCheckBox;
    m_reason = makeText({}, "caption");
    m_spinner = new Spinner;
    m_spinner->hide();
    m_exchange = makeButton(tr("Exchange for access token"), u"key"_s, tr("Exchange for access token"), "primary main");
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_exchange, 1);
    row->addWidget(m_spinner);
    column->addWidget(m_problem);
    column->addWidget(m_preview);
    column->addWidget(m_sure);
    column->addWidget(m_reason);
    column->addLayout(row);
    showWhatComes();
    connect(m_exchange, &QPushButton::clicked, this, &ExchangePanel::exchangeRequested);
    connect(m_sure, &QCheckBox::toggled, this, &ExchangePanel::refresh);
    connect(m_problem, &NoteBox::actionTriggered, this, [this] {
        if (m_traceId > 0)
            Q_EMIT showExchange(m_traceId);
    });
}

void ExchangePanel::setDelivery(const handover::Delivery &delivery, const QList<clients::ClientProfile> &clients)
{
    const bool another = delivery.id != m_delivery.id || delivery.id.isEmpty();
    m_delivery = delivery;
    m_delivery.checks = handover::checksNow(delivery);
    m_hasToken = !delivery.idToken.isEmpty();
    m_delivery.idToken = {}; // it is shown for longer than the vault may be open
    m_clients = clients;
    // A client can't act on behalf of itself.
    m_clients.removeIf([&](const clients::ClientProfile &c) { return c.clientId == delivery.originalClientId; });
    QList<ClientCombo::Entry> entries;
    for (const clients::ClientProfile &client : std::as_const(m_clients))
        entries << ClientCombo::Entry { client.name, client.clientId };
    m_client->setEntries(entries);
    if (another) {
        // The client the package is made for, if it is one of ours.
        if (!delivery.audienceClientId.isEmpty())
            (void)m_client->select(delivery.audienceClientId);
        rebuildScopes(delivery.scopes);
        m_all->setChecked(true);
        m_sure->setChecked(false);
        const QString sure = tr("I know that this package comes from %1").arg(plain(delivery.senderName));
        setButtonText(m_sure, sure);
        m_sure->setAccessibleName(sure);
        clearProblem();
        using State = handover::Delivery::State;
        if ((delivery.state == State::Revoked || delivery.state == State::NotEnabled) && !delivery.stateWords.isEmpty())
            showProblem({ {}, delivery.stateWords,
                delivery.state == State::Revoked ? tr("Probe again once that has changed.") : tr("You can ask again once that has changed."), 0, 0, {} });
    }
    refresh();
}

void ExchangePanel::rebuildScopes(const QStringList &scopes)
{
    m_boxes.clear();
    while (QLayoutItem *item = m_scopeColumn->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &name : scopes) {
        if (name == u"openid"_s)
            continue;
        const orcid::Scope *scope = orcid::findScope(name);
        auto *box = new QCheckBox(this);
        setButtonText(box, scope ? scope->title : plain(name));
        box->setAccessibleName(tr("Ask for %1").arg(plain(name)));
        box->setObjectName(box->accessibleName());
        box->setProperty("scope", name);
        box->setAccessibleDescription(scope ? scope->explanation : QString());
        QLabel *technical = makeLabel(plain(name), "mono", this);
        technical->setIndent(26);
        auto *pair = new QWidget(this);
        auto *lines = new QVBoxLayout(pair);
        lines->setContentsMargins(0, 0, 0, 0);
        lines->setSpacing(0);
        lines->addWidget(box);
        lines->addWidget(technical);
        m_scopeColumn->addWidget(pair);
        m_boxes << box;
        connect(box, &QCheckBox::toggled, this, &ExchangePanel::refresh);
    }
    m_only->setEnabled(!m_boxes.isEmpty());
    m_only->setAccessibleDescription(m_boxes.isEmpty() ? tr("The package names no scopes") : QString());
}

QString ExchangePanel::clientId() const
{
    return m_client->clientId();
}

QString ExchangePanel::clientName() const
{
    const auto it = std::find_if(m_clients.cbegin(), m_clients.cend(), [this](const auto &c) { return c.clientId == clientId(); });
    return it == m_clients.cend() ? QString() : it->name;
}

QStringList ExchangePanel::scopes() const
{
    QStringList chosen;
    if (m_only->isChecked()) {
        for (const QCheckBox *box : m_boxes) {
            if (box->isChecked())
                chosen << box->property("scope").toString();
        }
    }
    return chosen;
}

QString ExchangePanel::whyNotProbe() const
{
    using State = handover::Delivery::State;
    if (m_delivery.state == State::Refused)
        return tr("A refused package can’t be exchanged.");
    if (!m_delivery.stopped.isEmpty())
        return m_delivery.stopped;
    if (holds(m_delivery, CheckState::Failed))
        return tr("Not every check passed.");
    if (!m_hasToken)
        return tr("Its id_token is not here any more.");
    if (holds(m_delivery, CheckState::NotDone))
        return tr("Not every check has been made. Open the package again.");
    if (holds(m_delivery, CheckState::Warning) && !m_sure->isChecked())
        return tr("The sender is not confirmed. Call them, then say so above.");
    if (m_clients.isEmpty())
        return tr("You have no client here that could exchange it.");
    return {};
}

QString ExchangePanel::problem() const
{
    if (const QString reason = whyNotProbe(); !reason.isEmpty())
        return reason;
    if (!m_givesNothing.isEmpty())
        return m_givesNothing;
    if (m_only->isChecked() && scopes().isEmpty())
        return tr("Choose at least one scope.");
    return {};
}

void ExchangePanel::setGivesNothing(const QString &words)
{
    const QString before = std::exchange(m_givesNothing, words);
    if (before == words)
        return;
    if (words.isEmpty())
        clearProblem();
    refresh();
}

void ExchangePanel::setDeleteOnly(bool on)
{
    if (std::exchange(m_deleteOnly, on) == on)
        return;
    clearProblem();
    showWhatComes();
}

void ExchangePanel::showWhatComes()
{
    m_preview->set(m_deleteOnly ? Tone::Warn : Tone::Neutral, m_deleteOnly ? u"warn"_s : u"clock"_s, m_deleteOnly ? tr("The researcher withdrew the permission.") : QString(),
        m_deleteOnly ? tr("You get an access token for 1 hour that can only delete what was added this way. It reads and writes nothing.")
                     : tr("You get an access token that lasts 1 hour. What you add is shown as"));
    m_capsule->setVisible(!m_deleteOnly);
    setButtonText(m_exchange, m_deleteOnly ? tr("Exchange to delete only") : tr("Exchange for access token"));
}

void ExchangePanel::setBusy(bool busy)
{
    m_busy = busy;
    m_spinner->setVisible(busy);
    refresh();
}

void ExchangePanel::showProblem(const Error &error)
{
    m_traceId = error.traceId;
    const bool expected = error.code == u"exchange.not_enabled"_s;
    // The first sentence tells what happened; what the registry answered goes with the advice.
    const QString what = plain(error.what);
    const qsizetype end = what.indexOf(u". "_s);
    const QString strong = end < 0 ? what : what.left(end + 1);
    QStringList rest;
    if (end >= 0)
        rest << what.mid(end + 2);
    if (!error.next.isEmpty())
        rest << plain(error.next);
    m_problem->set(expected ? Tone::Warn : Tone::Err, expected ? u"stop"_s : u"xcircle"_s, strong, rest.join(u'\n'),
        error.traceId > 0 ? tr("Show HTTP exchange") : QString());
    m_problem->show();
    m_preview->hide();
}

void ExchangePanel::clearProblem()
{
    m_traceId = 0;
    m_problem->hide();
    m_preview->show();
}

void ExchangePanel::refresh()
{
    const QString reason = problem();
    const bool choosing = m_only->isChecked();
    for (QCheckBox *box : std::as_const(m_boxes))
        box->setEnabled(choosing && !m_busy);
    m_client->setEnabled(!m_busy && !m_clients.isEmpty());
    m_manage->setVisible(m_clients.isEmpty());
    m_all->setEnabled(!m_busy);
    m_only->setEnabled(!m_busy && !m_boxes.isEmpty());
    m_sure->setVisible(holds(m_delivery, CheckState::Warning) && !holds(m_delivery, CheckState::Failed));
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_exchange->setEnabled(reason.isEmpty() && !m_busy);
    m_exchange->setAccessibleDescription(m_busy ? tr("The registry is being asked") : reason);
    m_capsule->set(plain(m_delivery.senderName), plain(clientName()));
    Q_EMIT changed();
}

} // namespace baton::ui
