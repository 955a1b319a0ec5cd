#pragma once

#include "app/desk/desk.h"

#include <QtCore/QObject>

namespace baton::ui {

class Environments;
class LedgerPage;
class MainWindow;

/// The ledger page with what it asks for: probing, importing, writing files, showing what was written.
class LedgerDesk : public QObject {
    Q_OBJECT
public:
    LedgerDesk(desk::Desk &desk, Environments &environments, MainWindow &window, QObject *parent = nullptr);
    LedgerPage *page() const { return m_page; }

Q_SIGNALS:
    /// The record of that researcher is open: show this item of it.
    void showItem(const QString &section, qint64 putCode);

private:
    /// With what an id_token can be exchanged here; the reason when it can't.
    struct Key {
        Secret idToken;
        clients::ClientProfile client;
        QString reason;
    };
    Key keyFor(const ledger::HandOver &handOver) const;
    void connectPage();
    void refreshSoon();
    void refresh();
    void probe(const ledger::HandOver &handOver);
    void importReceipt(const QByteArray &text);
    void exportTo(const QString &path, const QByteArray &bytes);
    void showInRecord(const ledger::HandOver &handOver);

    desk::Desk &m_desk;
    Environments &m_environments;
    MainWindow &m_window;
    LedgerPage *m_page;
    bool m_waiting = false; ///< the list is about to be read anew
};

} // namespace baton::ui
