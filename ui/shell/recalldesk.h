#pragma once

#include "app/desk/desk.h"
#include "app/desk/recall.h"

#include <QtCore/QObject>

namespace baton::ui {

class Environments;
class LedgerPage;
class RecallPage;

/// The recall that opens from the ledger page, one at a time.
class RecallDesk : public QObject {
    Q_OBJECT
public:
    RecallDesk(desk::Desk &desk, Environments &environments, LedgerPage *ledger, QObject *parent = nullptr);
    RecallPage *page() const { return m_page; }
    /// Goes on with the one that was begun for this hand-over.
    void open(const ledger::HandOver &handOver);

private:
    void connectPage();
    void show();
    void saveNotice();

    desk::Desk &m_desk;
    Environments &m_environments;
    LedgerPage *m_ledger;
    RecallPage *m_page;
    std::unique_ptr<desk::Recall> m_recall;
};

} // namespace baton::ui
