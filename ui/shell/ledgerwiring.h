#pragma once

#include "app/desk/desk.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace baton::ui {

class InboxPage;
class MainWindow;

/// What the ledger has to say to whoever is at the window, and the receipts and notices that come and go.
class LedgerWiring : public QObject {
    Q_OBJECT
public:
    LedgerWiring(desk::Desk &desk, InboxPage &inbox, MainWindow &window, QObject *parent = nullptr);

    /// A receipt or a recall notice, from a file, a drop or the clipboard.
    void import(const QByteArray &text);

private:
    void imported(const desk::Bookkeeper::Imported &imported);
    void warn(const QList<ledger::HandOver> &alive);
    void bringProbes();
    QString partnerOf(const handover::Receipt &receipt) const;

    desk::Desk &m_desk;
    InboxPage &m_inbox;
    MainWindow &m_window;
    QHash<QString, handover::Receipt> m_made; ///< receipts that were made, until they are saved; by package
};

} // namespace baton::ui
