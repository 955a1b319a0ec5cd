#include "ui/inbox/manyfoot.h"

#include "app/base/text.h"
#include "ui/common/clientcombo.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

bool hasWarning(const handover::Delivery &delivery)
{
    return std::any_of(delivery.checks.cbegin(), delivery.checks.cend(),
        [](const handover::PackageCheck &check) { return check.state == handover::PackageCheck::State::Warning; });
}

} // namespace

ManyFoot::ManyFoot(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(8);
    m_sure = new QCheckBox;
    m_reason = makeText({}, "caption");
    m_client = new ClientCombo(tr("Exchange as"), &Colors::second, true, this);
    m_client->namingLabel()->hide();
    m_scopes = makeCombo(tr("Scopes to ask for"), this);
    m_manage = makeButton(tr("Manage clients"), u"clients"_s, tr("Manage clients"), "small");
    m_exchange = makeButton(tr("Exchange chosen"), u"key"_s, tr("Exchange chosen"), "primary main");
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_client, 3);
    row->addWidget(m_scopes, 3);
    row->addWidget(m_manage);
    row->addStretch(1);
    row->addWidget(m_exchange);
    column->addWidget(m_sure);
    column->addWidget(m_reason);
    column->addLayout(row);
    connect(m_sure, &QCheckBox::toggled, this, &ManyFoot::refresh);
    connect(m_client, &QComboBox::currentIndexChanged, this, &ManyFoot::refresh);
    connect(m_exchange, &QPushButton::clicked, this, &ManyFoot::exchangeRequested);
    connect(m_manage, &QPushButton::clicked, this, &ManyFoot::manageClients);
}

void ManyFoot::setPackage(const QList<handover::Delivery> &deliveries, const QList<clients::ClientProfile> &clients, bool another)
{
    const handover::Delivery &first = deliveries.first();
    m_sender = plain(first.senderName);
    m_unconfirmed = std::any_of(deliveries.cbegin(), deliveries.cend(), hasWarning);
    const auto stopped = std::find_if(deliveries.cbegin(), deliveries.cend(), [](const auto &one) { return !one.stopped.isEmpty(); });
    m_stopped = stopped == deliveries.cend() ? QString() : stopped->stopped;
    m_clients = clients;
    // A client can't act on behalf of itself.
    m_clients.removeIf([&](const clients::ClientProfile &one) { return one.clientId == first.originalClientId; });
    QList<ClientCombo::Entry> entries;
    for (const clients::ClientProfile &one : std::as_const(m_clients))
        entries << ClientCombo::Entry { one.name, one.clientId };
    m_client->setEntries(entries);
    if (another) {
        // The client the package is made for, if it is one of ours.
        if (!first.audienceClientId.isEmpty())
            (void)m_client->select(first.audienceClientId);
        const QSignalBlocker quiet(m_sure);
        m_sure->setChecked(false);
        const QString sure = tr("I know that this package comes from %1").arg(m_sender);
        setButtonText(m_sure, sure);
        m_sure->setAccessibleName(sure);
    }
    const QVariant asked = another ? QVariant() : m_scopes->currentData();
    QStringList all;
    for (const handover::Delivery &one : deliveries)
        all << one.scopes;
    all.removeDuplicates();
    all.removeAll(u"openid"_s);
    all.sort();
    m_scopes->clear();
    m_scopes->addItem(tr("All the researcher allowed"));
    for (const QString &scope : std::as_const(all))
        m_scopes->addItem(tr("Only %1").arg(plain(scope)), scope);
    m_scopes->setCurrentIndex(qMax(0, asked.isValid() ? m_scopes->findData(asked) : 0));
    refresh();
}

void ManyFoot::setChosen(int count)
{
    m_chosen = count;
    refresh();
}

QString ManyFoot::clientId() const
{
    return m_client->clientId();
}

QString ManyFoot::clientName() const
{
    const auto it = std::find_if(m_clients.cbegin(), m_clients.cend(), [this](const auto &one) { return one.clientId == clientId(); });
    return it == m_clients.cend() ? QString() : plain(it->name);
}

QStringList ManyFoot::scopes() const
{
    const QString only = m_scopes->currentData().toString();
    return only.isEmpty() ? QStringList() : QStringList { only };
}

// S35: nothing is asked for before somebody stands in for an unknown sender; a probe would use the id_token too.
QString ManyFoot::whyNotProbe() const
{
    if (!m_stopped.isEmpty())
        return m_stopped;
    if (m_clients.isEmpty())
        return tr("You have no client here that could exchange it.");
    if (m_unconfirmed && !m_sure->isChecked())
        return tr("The sender is not confirmed: the name is their own claim. Call them, then say so above.");
    return {};
}

QString ManyFoot::problem() const
{
    const QString reason = whyNotProbe();
    return reason.isEmpty() && m_chosen == 0 ? tr("Choose at least one researcher.") : reason;
}

void ManyFoot::refresh()
{
    const QString reason = problem();
    m_sure->setVisible(m_unconfirmed && m_stopped.isEmpty());
    m_reason->setText(reason);
    m_reason->setVisible(!whyNotProbe().isEmpty());
    m_client->setEnabled(!m_clients.isEmpty());
    m_manage->setVisible(m_clients.isEmpty());
    m_exchange->setEnabled(reason.isEmpty());
    m_exchange->setAccessibleDescription(reason.isEmpty() ? tr("%n researchers", nullptr, m_chosen) : reason);
    setButtonText(m_exchange, m_chosen > 0 ? tr("Exchange %1 chosen").arg(m_chosen) : tr("Exchange chosen"));
    Q_EMIT changed();
}

} // namespace baton::ui
