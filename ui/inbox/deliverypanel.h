#pragma once

#include "app/base/clock.h"
#include "app/handover/inbox.h"
#include "app/orcid/environment.h"
#include "ui/common/widgets.h"

class QGridLayout;

namespace baton::ui {

class ExchangePanel;
class PersonHead;

/// One received package: who sends what for whom, each check, and beside it what to exchange it for.
class DeliveryPanel : public Card {
    Q_OBJECT
public:
    DeliveryPanel(ExchangePanel *exchange, const Clock &clock, QWidget *parent = nullptr);
    void setDelivery(const handover::Delivery &delivery, const orcid::Environment &environment);

Q_SIGNALS:
    void removeRequested();

private:
    QWidget *buildFacts();
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
    QPushButton *m_remove;
    QWidget *m_rule; ///< between facts and exchange
};

} // namespace baton::ui
