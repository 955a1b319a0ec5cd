#include "ui/inbox/manypanel.h"

#include "app/base/text.h"
#include "app/exchange/refusal.h"
#include "ui/common/daytime.h"
#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/notebox.h"
#include "ui/common/personhead.h"
#include "ui/common/rule.h"
#include "ui/inbox/manyfoot.h"
#include "ui/inbox/manytable.h"
#include "ui/inbox/receiptrow.h"

#include <QtWidgets/QBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

using State = handover::Delivery::State;

QString firstName(const QString &name)
{
    return name.section(u' ', 0, 0);
}

} // namespace

ManyPanel::ManyPanel(desk::Delegations &delegations, const Clock &clock, QWidget *parent)
    : Card(parent), m_delegations(delegations), m_clock(clock), m_environment(orcid::Environment::practice()),
      m_model(new ManyModel(delegations, clock, this))
{
    m_head = new PersonHead(PersonHead::Mark::Package);
    m_summary = new Chip;
    m_head->row()->addWidget(m_summary);
    body()->setContentsMargins(14, 12, 14, 12);
    body()->addWidget(m_head);
    addFlush(new Rule, 0);
    addFlush(buildFilters(), 0);
    addFlush(new Rule, 0);
    m_table = new ManyTable(m_model);
    addFlush(m_table, 1);
    addFlush(buildBelow(), 0);
    addFlush(new Rule, 0);
    m_foot = new ManyFoot;
    addFlush(m_foot, 0);
    connect(m_model, &ManyModel::countsChanged, this, &ManyPanel::showCounts);
    connect(m_model, &ManyModel::chosenChanged, this, [this] { m_foot->setChosen(int(m_model->chosen().size())); });
    connect(m_table, &ManyTable::currentMoved, this, &ManyPanel::showRow);
    connect(m_table, &QAbstractItemView::activated, this, [this] { m_record->isEnabled() ? m_record->click() : void(); });
    connect(m_foot, &ManyFoot::changed, this, &ManyPanel::showCounts);
    connect(m_foot, &ManyFoot::exchangeRequested, this, &ManyPanel::exchangeChosen);
    connect(m_foot, &ManyFoot::manageClients, this, &ManyPanel::manageClients);
}

QWidget *ManyPanel::buildFilters()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(10);
    m_filters = new Segments;
    m_filters->add(ManyModel::All, {}, {}, tr("All researchers"));
    m_filters->add(ManyModel::Good, {}, {}, tr("Still good"));
    m_filters->add(ManyModel::Revoked, {}, {}, tr("Revoked"));
    m_filters->add(ManyModel::NotEnabled, {}, {}, tr("Not enabled"));
    m_filters->add(ManyModel::Unreachable, {}, {}, tr("Unreachable"));
    m_filters->setChecked(ManyModel::All);
    m_spinner = new Spinner;
    m_spinner->hide();
    m_probed = makeLabel({}, "caption");
    m_probeAll = makeButton(tr("Probe all"), u"pulse"_s, tr("Probe all"), "small");
    row->addWidget(m_filters);
    row->addStretch();
    row->addWidget(m_spinner);
    row->addWidget(m_probed);
    row->addWidget(m_probeAll);
    connect(m_filters, &Segments::selected, this, [this](int id) { m_model->setFilter(ManyModel::Filter(id)); });
    connect(m_probeAll, &QPushButton::clicked, this, &ManyPanel::probeAll);
    return bar;
}

QWidget *ManyPanel::buildBelow()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(14, 8, 14, 8);
    column->setSpacing(8);
    m_client = new NoteBox;
    m_client->hide();
    m_person = new NoteBox;
    m_person->hide();
    m_rowBar = new QWidget;
    auto *row = new QHBoxLayout(m_rowBar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_current = new ElidedLabel({}, "strong");
    m_probeOne = makeButton(tr("Probe"), u"pulse"_s, tr("Probe"), "small");
    m_record = makeButton(tr("Open record"), u"record"_s, tr("Open record"), "small");
    row->addWidget(m_current, 1);
    row->addWidget(m_probeOne);
    row->addWidget(m_record);
    // The buttons of one row, then those of the whole package.
    QPushButton *batch = makeButton(tr("Batch…"), u"batch"_s, tr("Batch for these researchers"), "small");
    connect(batch, &QPushButton::clicked, this, &ManyPanel::batchRequested);
    m_receipt = new ReceiptRow;
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(16);
    bottom->addWidget(m_receipt, 1, Qt::AlignTop);
    bottom->addWidget(batch, 0, Qt::AlignTop);
    column->addWidget(m_client);
    column->addWidget(m_rowBar);
    column->addWidget(m_person);
    column->addLayout(bottom);
    connect(m_probeOne, &QPushButton::clicked, this, [this] { probe({ currentId() }); });
    connect(m_record, &QPushButton::clicked, this, [this] { Q_EMIT recordRequested(currentId()); });
    connect(m_person, &NoteBox::actionTriggered, this, &ManyPanel::askForDeleteOnly);
    connect(m_client, &NoteBox::actionTriggered, this, [this] {
        for (const handover::Delivery &one : m_model->deliveries()) {
            if (const auto probe = m_delegations.probeOf(one.id); probe && probe->state == exchange::Probe::State::NotEnabled && probe->traceId > 0)
                return showExchange(probe->traceId);
        }
    });
    connect(m_receipt, &ReceiptRow::saveRequested, this, &ManyPanel::saveReceiptRequested);
    connect(m_receipt, &ReceiptRow::copyRequested, this, &ManyPanel::copyReceiptRequested);
    return box;
}

void ManyPanel::clear()
{
    m_package.clear();
    m_model->setPackage({}, m_environment);
}

void ManyPanel::setPackage(const QList<handover::Delivery> &deliveries, const orcid::Environment &environment, const QList<clients::ClientProfile> &clients,
    const QString &noReceipt)
{
    const QString package = deliveries.first().packageId + deliveries.first().senderThumbprint;
    const bool another = std::exchange(m_package, package) != package;
    m_environment = environment;
    m_foot->setPackage(deliveries, clients, another);
    m_model->setPackage(deliveries, environment);
    if (another) {
        m_filters->setChecked(ManyModel::All);
        if (m_model->rowCount() > 0)
            m_table->setCurrentIndex(m_model->index(0, ManyModel::Researcher));
    }
    m_receipt->setDelivery(deliveries.first(), noReceipt);
    showHead();
    showCounts();
}

void ManyPanel::showHead()
{
    const QList<handover::Delivery> &all = m_model->deliveries();
    const handover::Delivery &first = all.first();
    const QDateTime now = m_clock.now();
    QStringList caption { tr("Packed %1").arg(dayAndTime(first.sealedAt, now)), tr("opens until %1").arg(dayAndTime(first.useBy, now)) };
    if (!first.purpose.isEmpty())
        caption << tr("“%1”").arg(plain(first.purpose));
    const QString sender = plain(first.senderName);
    m_head->setTitle(sender.isEmpty() ? tr("%n researchers", nullptr, int(all.size())) : tr("%n researchers from %1", nullptr, int(all.size())).arg(sender),
        caption.join(u" · "_s));
    const auto refused = int(std::count_if(all.cbegin(), all.cend(), [](const auto &one) { return one.state == State::Refused; }));
    const bool warned = std::any_of(first.checks.cbegin(), first.checks.cend(), [](const auto &check) { return check.state == handover::PackageCheck::State::Warning; });
    const bool stopped = std::any_of(all.cbegin(), all.cend(), [](const auto &one) { return !one.stopped.isEmpty(); });
    if (stopped)
        m_summary->set(tr("Stopped"), Tone::Err, u"stop"_s);
    else if (refused > 0)
        m_summary->set(tr("%1 of %2 refused").arg(refused).arg(all.size()), Tone::Err, u"shieldoff"_s);
    else if (warned)
        m_summary->set(tr("Sender not confirmed"), Tone::Warn, u"warn"_s);
    else
        m_summary->set(tr("All checks passed"), Tone::Ok, u"shield"_s);
}

void ManyPanel::showCounts()
{
    const auto show = [this](ManyModel::Filter filter, const QString &word) {
        const int count = m_model->count(filter);
        m_filters->setText(filter, tr("%1 %2").arg(word).arg(count));
        m_filters->button(filter)->setAccessibleDescription(tr("%n researchers", nullptr, count));
    };
    show(ManyModel::All, tr("All"));
    show(ManyModel::Good, tr("Still good"));
    show(ManyModel::Revoked, tr("Revoked"));
    show(ManyModel::NotEnabled, tr("Not enabled"));
    show(ManyModel::Unreachable, tr("Unreachable"));
    const QDateTime probed = m_model->lastProbe();
    m_probed->setText(probed.isValid() ? tr("Probed %1").arg(dayAndTime(probed, m_clock.now())) : QString());
    m_spinner->setVisible(m_delegations.isBusy());
    const QString reason = m_foot->whyNotProbe();
    m_probeAll->setEnabled(reason.isEmpty());
    m_probeAll->setAccessibleDescription(reason);
    showNotes();
    showRow();
}

QString ManyPanel::currentId() const
{
    return m_table->currentId();
}

// Concerns our client, not the researchers: once for the package, with whom to ask.
void ManyPanel::showNotes()
{
    const QList<handover::Delivery> &all = m_model->deliveries();
    const auto stopped = std::find_if(all.cbegin(), all.cend(), [this](const handover::Delivery &one) {
        return standingOf(one, m_delegations.probeOf(one.id)).group == Standing::Group::NotEnabled;
    });
    m_client->setVisible(stopped != all.cend());
    if (stopped == all.cend())
        return;
    const auto refusal = m_delegations.refusalOf(stopped->id);
    const QString next = refusal && refusal->code == u"exchange.not_enabled"_s ? plain(refusal->next) : exchange::whatToAsk({ m_foot->clientId(), m_foot->clientName(), m_environment.name,
        m_environment.kind == orcid::Environment::Kind::Sandbox || m_environment.kind == orcid::Environment::Kind::Production });
    const auto probe = m_delegations.probeOf(stopped->id);
    m_client->set(Tone::Warn, u"skip"_s, tr("%1 is not enabled for token delegation.").arg(m_foot->clientName()), next,
        probe && probe->traceId > 0 ? tr("Show HTTP exchange") : QString());
}

void ManyPanel::showRow()
{
    const int row = m_model->rowOf(currentId());
    m_rowBar->setVisible(row >= 0);
    m_person->setVisible(false);
    if (row < 0)
        return;
    const handover::Delivery &one = m_model->delivery(row);
    const QString name = m_model->nameOf(row);
    const Standing standing = m_model->standing(row);
    const bool busy = m_delegations.workOf(one.id) != desk::Delegations::Work::None;
    const bool runs = m_delegations.held(one.id).has_value();
    const bool refused = one.state == State::Refused;
    m_current->setText(runs ? tr("%1: a token runs").arg(name) : name);
    m_probeOne->setAccessibleName(tr("Probe %1").arg(name));
    m_probeOne->setObjectName(m_probeOne->accessibleName());
    m_probeOne->setEnabled(!refused && !busy && m_foot->whyNotProbe().isEmpty());
    m_record->setAccessibleName(tr("Open record of %1").arg(name));
    m_record->setObjectName(m_record->accessibleName());
    m_record->setAccessibleDescription(runs ? tr("Its delegated token is used there") : tr("Asks for a delegated token first"));
    m_record->setEnabled(runs || (!refused && !busy && standing.usable && m_foot->whyNotProbe().isEmpty()));
    if (standing.deleteOnly && !runs && m_foot->whyNotProbe().isEmpty())
        m_person->set(Tone::Warn, u"warn"_s, {},
            tr("%1 withdrew the permission. The registry still gives a token that can only delete what was added this way.").arg(firstName(name)),
            tr("Exchange to delete only…"), tr("Exchange to delete only"));
    else if (refused)
        m_person->set(Tone::Err, u"shieldoff"_s, tr("%1 was refused and nothing of it was kept.").arg(name), plain(one.stateWords));
    else if (const auto refusal = m_delegations.refusalOf(one.id); refusal && standing.group != Standing::Group::NotEnabled)
        m_person->set(Tone::Err, u"xcircle"_s, {}, plain(refusal->text()));
    else if (!standing.next.isEmpty())
        m_person->set(Tone::Err, u"xcircle"_s, standing.words + u'.', standing.next);
    else
        return;
    m_person->show();
}

// ── what is asked for ───────────────────────────────────────────────────────────────────────────────────────────────

void ManyPanel::exchangeChosen()
{
    if (m_foot->problem().isEmpty())
        m_delegations.exchange(m_environment, m_model->chosen(), m_foot->clientId(), m_foot->scopes());
}

void ManyPanel::exchangeOne(const QString &id)
{
    if (m_foot->whyNotProbe().isEmpty())
        m_delegations.exchange(m_environment, { id }, m_foot->clientId(), m_foot->scopes());
}

void ManyPanel::probeAll()
{
    QStringList ids;
    for (const handover::Delivery &one : m_model->deliveries())
        ids << one.id;
    probe(ids);
}

void ManyPanel::probe(const QStringList &ids)
{
    if (m_foot->whyNotProbe().isEmpty())
        m_delegations.probe(m_environment, ids, m_foot->clientId());
}

void ManyPanel::askForDeleteOnly()
{
    const QString id = currentId();
    const int row = m_model->rowOf(id);
    if (row < 0 || !m_model->standing(row).deleteOnly || !m_foot->whyNotProbe().isEmpty())
        return;
    askFirst(this, tr("Exchange to delete only"),
        tr("The token can only delete what %1 added to the record of %2 this way; it reads and writes nothing. It lasts an hour.")
            .arg(m_foot->clientName(), m_model->nameOf(row)),
        tr("Exchange"), tr("Exchange for delete-only token"),
        [this, id] { m_delegations.exchange(m_environment, { id }, m_foot->clientId(), {}); });
}

} // namespace baton::ui
