#pragma once

#include "ui/common/widgets.h"
#include "ui/handover/pastmodel.h"

class QLineEdit;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace baton::ui {

/// "Past hand-overs": the table with its search, or one sentence when there is none.
class PastHandOvers : public Card {
    Q_OBJECT
public:
    PastHandOvers(ledger::Ledger &ledger, const Clock &clock, QWidget *parent = nullptr);
    void setEnvironment(const QString &environmentId);

private:
    void refresh();

    PastModel *m_model;
    QSortFilterProxyModel *m_filter;
    QLineEdit *m_search;
    QStackedWidget *m_stack;
    QTableView *m_table;
    QLabel *m_empty;
};

} // namespace baton::ui
