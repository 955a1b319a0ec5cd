#pragma once

#include "app/desk/delegations.h"
#include "app/desk/receiver.h"
#include "ui/common/page.h"

#include <functional>

class QListView;
class QPushButton;
class QStackedWidget;

namespace baton::ui {

class DeliveryModel;
class DeliveryPanel;
class ExchangePanel;
class Intake;
class ManyPanel;
class ReceivedList;
class UnlockPanel;

/// Opens packages, shows who sends what for whom with every check, and exchanges the id_tokens, of one researcher or many.
class InboxPage : public Page {
    Q_OBJECT
public:
    InboxPage(handover::Inbox &inbox, desk::Receiver &receiver, clients::ClientStore &clients, desk::Delegations &delegations,
        const Clock &clock, QWidget *parent = nullptr);

    /// The signed receipt of a package, with a file name of ours.
    struct ReceiptFile {
        QByteArray text;
        QString fileName;
    };
    using ReceiptMaker = std::function<Result<ReceiptFile>(const QString &packageId)>;
    void setReceiptMaker(ReceiptMaker maker);

    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    int waiting() const; ///< opened, not exchanged yet

public Q_SLOTS:
    void openFile(const QString &path);
    void openText(const QByteArray &text);
    void openPackage(); ///< asks for a file
    void pastePackage();
    void select(const QString &deliveryId);
    void exchangeSelected(); ///< of one researcher, or those chosen of many
    void probe();            ///< F5: everybody in the package that is shown

Q_SIGNALS:
    void opened(const baton::handover::Delivery &delivery);
    void refused(const baton::Error &error);
    /// A single researcher's way, for whoever tells the story; of many, Delegations tells.
    void exchanging(const QString &originalClient, const QString &secondClient);
    void exchanged(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void exchangeFailed(const baton::exchange::Delegation &delegation, const baton::Error &error);
    /// One of several tokens that run is to be used on the Record page.
    void recordRequested(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    /// A receipt or a recall notice came where packages come.
    void receiptBrought(const QByteArray &text);
    void batchRequested();                       ///< items for several researchers at once
    void receiptGiven(const QString &packageId); ///< saved or copied for the sender
    void waitingChanged(int count);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *buildDetail();
    void connectIntake();
    void connectDelegations();
    void received(const QList<handover::Delivery> &deliveries);
    void packageRefused(const Error &error, const QString &origin);
    void showRefusal(const handover::Delivery &delivery);
    void hideRefusal();
    void selectionChanged();
    void showPackage();
    void selectRow(int row);
    void removeSelected();
    void openRecord(const QString &deliveryId);
    void exchangeAnswered(const handover::Delivery &delivery, const exchange::Delegation &delegation, const exchange::DelegatedToken &token);
    void exchangeRefused(const handover::Delivery &delivery, const exchange::Delegation &delegation, const Error &error);
    void giveReceipt(bool asText);
    void offerReceipt(const ReceiptFile &receipt, const QString &packageId, bool asText);
    QList<handover::Delivery> current() const; ///< the package that is shown
    QList<clients::ClientProfile> receivers() const;
    QString whyNoReceipt(const handover::Delivery &delivery) const;
    void showStanding();

    handover::Inbox &m_inbox;
    clients::ClientStore &m_clients;
    desk::Delegations &m_delegations;
    const Clock &m_clock;
    DeliveryModel *m_model;
    Intake *m_intake;
    ReceiptMaker m_receiptMaker;
    QString m_selected;
    QString m_single;        ///< the delivery whose exchange goes on to the Record page
    bool m_refusalShown = false; ///< the banner tells why the selected package was refused
    QPushButton *m_paste, *m_open;
    ReceivedList *m_received;
    QListView *m_list;
    QStackedWidget *m_stack;
    UnlockPanel *m_unlock;
    ExchangePanel *m_exchange;
    DeliveryPanel *m_panel;
    ManyPanel *m_many;
};

} // namespace baton::ui

Q_DECLARE_METATYPE(baton::handover::Delivery)
