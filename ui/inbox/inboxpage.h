#pragma once

#include "app/desk/receiver.h"
#include "app/exchange/delegatedsession.h"
#include "ui/common/page.h"

#include <QtCore/QHash>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace baton::ui {

class DeliveryModel;
class DeliveryPanel;
class DropZone;
class ExchangePanel;
class UnlockPanel;

/// Opens packages, shows who sends what for whom with every check, and exchanges the id_token.
class InboxPage : public Page {
    Q_OBJECT
public:
    InboxPage(handover::Inbox &inbox, desk::Receiver &receiver, clients::ClientStore &clients, exchange::Exchanger &exchanger,
        const Clock &clock, QWidget *parent = nullptr);

    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    int waiting() const; ///< opened, not exchanged yet

public Q_SLOTS:
    void openFile(const QString &path);
    void openText(const QByteArray &text);
    void openPackage(); ///< asks for a file
    void pastePackage();
    void select(const QString &deliveryId);
    void exchangeSelected();

Q_SIGNALS:
    void opened(const baton::handover::Delivery &delivery);
    void refused(const baton::Error &error);
    void exchanging(const QString &originalClient, const QString &secondClient);
    void exchanged(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void exchangeFailed(const baton::exchange::Delegation &delegation, const baton::Error &error);
    void waitingChanged(int count);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void showRefusal(const handover::Delivery &delivery);
    void hideRefusal();
    QWidget *buildList();
    QWidget *buildDetail();
    void openFrom(const QByteArray &text, const QString &origin);
    void unlock(const Secret &passphrase);
    void received(const QList<handover::Delivery> &deliveries);
    void packageRefused(const Error &error, const QString &origin);
    void forgetLocked(const QString &id);
    void selectionChanged();
    void selectRow(int row);
    void removeSelected();
    void settle(const handover::Delivery &delivery, const exchange::Delegation &delegation, const Result<exchange::DelegatedToken> &token);
    void exchangeSucceeded(handover::Delivery delivery, const exchange::Delegation &delegation, const exchange::DelegatedToken &token);
    void exchangeRefused(handover::Delivery delivery, const exchange::Delegation &delegation, const Error &error);
    const handover::Delivery *current() const;
    QList<clients::ClientProfile> receivers() const;

    handover::Inbox &m_inbox;
    desk::Receiver &m_receiver;
    clients::ClientStore &m_clients;
    exchange::Exchanger &m_exchanger;
    const Clock &m_clock;
    DeliveryModel *m_model;
    QHash<QString, QByteArray> m_locked; ///< packages that wait for a passphrase, by their id in the list
    QString m_selected;
    bool m_refusalShown = false; ///< the banner tells why the selected package was refused
    int m_nextLocked = 1;
    bool m_busy = false;
    QPushButton *m_paste, *m_open;
    DropZone *m_drop;
    QListView *m_list;
    QStackedWidget *m_stack;
    UnlockPanel *m_unlock;
    ExchangePanel *m_exchange;
    DeliveryPanel *m_panel;
};

} // namespace baton::ui

Q_DECLARE_METATYPE(baton::handover::Delivery)
