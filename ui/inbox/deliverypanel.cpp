#include "ui/inbox/deliverypanel.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"
#include "ui/common/personhead.h"
#include "ui/common/rule.h"
#include "ui/common/tallscroll.h"
#include "ui/inbox/exchangepanel.h"
#include "ui/inbox/receiptrow.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

using State = handover::PackageCheck::State;

struct Look {
    QString icon;
    QColor Colors::*token;
    QString word;
};

Look lookOf(State state)
{
    switch (state) {
    case State::Passed: return { u"okcircle"_s, &Colors::ok, DeliveryPanel::tr("passed") };
    case State::Failed: return { u"xcircle"_s, &Colors::err, DeliveryPanel::tr("failed") };
    case State::Warning: return { u"warn"_s, &Colors::warn, DeliveryPanel::tr("take care") };
    case State::NotDone: break;
    }
    return { u"minus"_s, &Colors::text3, DeliveryPanel::tr("not checked") };
}

void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

DeliveryPanel::DeliveryPanel(ExchangePanel *exchange, const Clock &clock, QWidget *parent)
    : Card(parent), m_clock(clock), m_exchange(exchange)
{
    m_person = new PersonHead(PersonHead::Mark::Package);
    connect(m_person, &PersonHead::linkActivated, this, &DeliveryPanel::linkActivated);
    m_summary = new Chip;
    m_person->row()->addWidget(m_summary);
    body()->setContentsMargins(16, 13, 16, 13);
    body()->addWidget(m_person);
    addFlush(new Rule, 0);
    auto *columns = new QWidget;
    auto *row = new QHBoxLayout(columns);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rule = new Rule(nullptr, Qt::Vertical);
    row->addWidget(new TallScroll(buildFacts()), 23);
    row->addWidget(m_rule);
    row->addWidget(exchange, 27);
    addFlush(columns);
}

QWidget *DeliveryPanel::buildFacts()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    m_facts = new QGridLayout;
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(7);
    m_facts->setColumnStretch(1, 1);
    column->addLayout(m_facts);
    column->addWidget(new Rule);
    column->addWidget(makeLabel(tr("Checks"), "strong"));
    m_list = new RoleWidget(QAccessible::List, tr("Package checks"));
    m_checks = new QVBoxLayout(m_list);
    m_checks->setContentsMargins(0, 0, 0, 0);
    m_checks->setSpacing(8);
    column->addWidget(m_list);
    column->addWidget(buildStanding());
    m_receipt = new ReceiptRow;
    column->addWidget(m_receipt);
    m_remove = makeButton(tr("Remove from list"), u"trash"_s, tr("Remove from list"), "small");
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_remove);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addStretch();
    connect(m_remove, &QPushButton::clicked, this, &DeliveryPanel::removeRequested);
    connect(m_receipt, &ReceiptRow::saveRequested, this, &DeliveryPanel::saveReceiptRequested);
    connect(m_receipt, &ReceiptRow::copyRequested, this, &DeliveryPanel::copyReceiptRequested);
    return box;
}

QWidget *DeliveryPanel::buildStanding()
{
    m_standingRow = new QWidget;
    auto *row = new QHBoxLayout(m_standingRow);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(10);
    m_standingIcon = new IconLabel(u"pending"_s, &Colors::text2);
    m_standing = makeText({}, "body");
    m_probe = makeButton(tr("Probe"), u"pulse"_s, tr("Probe"), "small");
    row->addWidget(m_standingIcon);
    row->addWidget(m_standing, 1);
    row->addWidget(m_probe);
    connect(m_probe, &QPushButton::clicked, this, &DeliveryPanel::probeRequested);
    return m_standingRow;
}

void DeliveryPanel::setStanding(desk::Delegations::Work work, const Standing &standing, const QString &whyNotProbe)
{
    const bool busy = work != desk::Delegations::Work::None;
    const QHash<Tone, QColor Colors::*> inks { { Tone::Ok, &Colors::ok }, { Tone::Warn, &Colors::warn }, { Tone::Err, &Colors::err } };
    m_standingIcon->set(busy ? u"pulse"_s : standing.icon, busy ? &Colors::text2 : inks.value(standing.tone, &Colors::text2));
    m_standing->setText(busy ? tr("Asking the registry…")
            : standing.details.isEmpty() ? standing.words
                                         : tr("%1 (%2)").arg(standing.words, standing.details));
    m_probe->setEnabled(!busy && whyNotProbe.isEmpty());
    m_probe->setToolTip(whyNotProbe.toHtmlEscaped());
    m_probe->setAccessibleDescription(whyNotProbe);
}

void DeliveryPanel::setDelivery(const handover::Delivery &delivery, const orcid::Environment &environment, const QString &noReceipt)
{
    const QString uri = delivery.orcid.isEmpty() ? QString() : environment.orcidUri(delivery.orcid);
    const bool refused = delivery.state == handover::Delivery::State::Refused;
    m_person->setPerson(delivery.researcher.isEmpty() && refused ? tr("Refused package") : delivery.researcher, uri);
    showFacts(delivery);
    showChecks(delivery);
    showSummary(delivery);
    // What was refused can't be exchanged; why it was stands above.
    m_exchange->setVisible(!refused);
    m_rule->setVisible(!refused);
    m_standingRow->setVisible(!refused);
    m_receipt->setDelivery(delivery, noReceipt);
    m_remove->setVisible(refused || delivery.state == handover::Delivery::State::Revoked);
}

void DeliveryPanel::showFacts(const handover::Delivery &delivery)
{
    clearLayout(m_facts);
    int row = 0;
    const auto add = [&](const QString &name, const QString &value, const char *role) {
        if (value.isEmpty())
            return;
        QLabel *label = makeLabel(name, "text2");
        m_facts->addWidget(label, row, 0, Qt::AlignTop);
        m_facts->addWidget(makeText(value, role), row++, 1);
    };
    // The client ID belongs to the name above it.
    const auto addFrom = [&](const QString &name, const QString &clientId) {
        if (name.isEmpty() && clientId.isEmpty())
            return;
        auto *lines = new QWidget;
        auto *column = new QVBoxLayout(lines);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        if (!name.isEmpty())
            column->addWidget(makeText(name, "strong"));
        if (!clientId.isEmpty())
            column->addWidget(makeText(clientId, "mono"));
        m_facts->addWidget(makeLabel(tr("From"), "text2"), row, 0, Qt::AlignTop);
        m_facts->addWidget(lines, row++, 1);
    };
    const QDateTime now = m_clock.now();
    addFrom(plain(delivery.senderName), plain(delivery.originalClientId));
    add(tr("Packed"), dayAndTime(delivery.sealedAt, now), "body");
    add(tr("Opens until"), dayAndTime(delivery.useBy, now), "body");
    add(tr("Note"), delivery.purpose.isEmpty() ? QString() : tr("“%1”").arg(plain(delivery.purpose)), "body");
}

void DeliveryPanel::showChecks(const handover::Delivery &delivery)
{
    clearLayout(m_checks);
    for (const handover::PackageCheck &check : handover::checksNow(delivery)) {
        const Look look = lookOf(check.state);
        auto *item = new RoleWidget(QAccessible::ListItem, tr("%1: %2").arg(plain(check.name), look.word));
        item->setAccessibleDescription(plain(check.words));
        auto *row = new QHBoxLayout(item);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
        row->addWidget(new IconLabel(look.icon, look.token), 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(makeText(plain(check.name), "body"));
        if (!check.words.isEmpty()) {
            QLabel *text = makeText(plain(check.words), "caption");
            if (check.state == State::Failed)
                setTone(text, Tone::Err);
            else if (check.state == State::Warning)
                setTone(text, Tone::Warn);
            words->addWidget(text);
        }
        if (check.id == "signed"_L1 && check.state == State::Failed) {
            QPushButton *partner = makeButton(tr("Look at this partner"), {}, tr("Look at this partner"), "link");
            words->addWidget(partner, 0, Qt::AlignLeft);
            connect(partner, &QPushButton::clicked, this, &DeliveryPanel::partnersWanted);
        }
        row->addLayout(words, 1);
        m_checks->addWidget(item);
    }
    if (delivery.checks.isEmpty())
        m_checks->addWidget(makeText(tr("The package did not open, so there was nothing to check."), "text2"));
}

void DeliveryPanel::showSummary(const handover::Delivery &delivery)
{
    int passed = 0, failed = 0, care = 0;
    const QList<handover::PackageCheck> checks = handover::checksNow(delivery);
    for (const handover::PackageCheck &check : checks) {
        passed += check.state == State::Passed;
        failed += check.state == State::Failed;
        care += check.state == State::Warning;
    }
    const int total = int(checks.size());
    if (delivery.state == handover::Delivery::State::Refused || failed > 0)
        m_summary->set(total > 0 ? tr("%1 of %2 checks failed").arg(failed).arg(total) : tr("Refused"), Tone::Err, u"shieldoff"_s);
    else if (passed == total)
        m_summary->set(tr("%1 of %2 checks passed").arg(passed).arg(total), Tone::Ok, u"shield"_s);
    else if (care > 0 && passed + care == total)
        m_summary->set(tr("%1 of %2 checks passed, %3 to look at").arg(passed).arg(total).arg(care), Tone::Warn, u"warn"_s);
    else
        m_summary->set(tr("Not all checked"), Tone::Warn, u"warn"_s);
}

} // namespace baton::ui
