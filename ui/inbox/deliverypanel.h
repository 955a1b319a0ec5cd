#pragma once

#include "app/base/clock.h"
#include "app/handover/inbox.h"
#include "app/orcid/environment.h"
#include "ui/common/widgets.h"
#include "ui/inbox/standing.h"

class QGridLayout;

namespace baton::ui {

class ExchangePanel;
class PersonHead;
class ReceiptRow;

/// One received package: who sends what for whom, each check, and beside it what to exchange it for.
class DeliveryPanel : public Card {
    Q_OBJECT
public:
    DeliveryPanel(ExchangePanel *exchange, const Clock &clock, QWidget *parent = nullptr);
    /// `noReceipt`: why no receipt can be made; empty when one can.
    void setDelivery(const handover::Delivery &delivery, const orcid::Environment &environment, const QString &noReceipt);

    /// "Is it still good?", as far as it is known. `whyNotProbe`: empty when it can be asked.
    void setStanding(desk::Delegations::Work work, const Standing &standing, const QString &whyNotProbe);

Q_SIGNALS:
    void partnersWanted(); ///< who signed it is in question
    void removeRequested();
    void probeRequested();
    void saveReceiptRequested();
    void copyReceiptRequested();
    void linkActivated(const QUrl &link);

private:
    QWidget *buildFacts();
    QWidget *buildStanding();
    void showFacts(const handover::Delivery &delivery);
    void showChecks(const handover::Delivery &delivery);
    void showSummary(const handover::Delivery &delivery);

    const Clock &m_clock;
    ExchangePanel *m_exchange;
    PersonHead *m_person;
    Chip *m_summary;
    QGridLayout *m_facts;
    RoleWidget *m_list;
    QVBoxLayout *m_checks;
    QPushButton *m_remove, *m_probe;
    IconLabel *m_standingIcon;
    QLabel *m_standing;
    QWidget *m_standingRow;
    ReceiptRow *m_receipt;
    QWidget *m_rule; ///< between facts and exchange
};

} // namespace baton::ui
