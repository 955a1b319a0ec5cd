#pragma once

#include "ui/common/widgets.h"
#include "ui/inbox/manymodel.h"

#include <QtCore/QHash>

namespace baton::ui {

class ElidedLabel;
class ManyFoot;
class ManyTable;
class NoteBox;
class PersonHead;
class ReceiptRow;

/// A package with several researchers: each permission stands or falls alone.
class ManyPanel : public Card {
    Q_OBJECT
public:
    ManyPanel(desk::Delegations &delegations, const Clock &clock, QWidget *parent = nullptr);

    void clear(); ///< nothing of a package stays here
    /// clients: ours that receive. `noReceipt`: why no receipt can be made; empty when one can.
    void setPackage(const QList<handover::Delivery> &deliveries, const orcid::Environment &environment, const QList<clients::ClientProfile> &clients,
        const QString &noReceipt);
    void exchangeChosen();
    void exchangeOne(const QString &id);
    void probeAll();

Q_SIGNALS:
    /// The Record page is to act with this researcher's token: it runs, or has to be asked for first.
    void recordRequested(const QString &deliveryId);
    void batchRequested(); ///< a file of items for all of them
    void saveReceiptRequested();
    void copyReceiptRequested();
    void manageClients();
    void showExchange(qint64 traceId);

private:
    QWidget *buildFilters();
    QWidget *buildBelow();
    void showHead();
    void showCounts();
    void showRow();
    void showNotes();
    void probe(const QStringList &ids);
    void askForDeleteOnly();
    QString currentId() const;

    desk::Delegations &m_delegations;
    const Clock &m_clock;
    orcid::Environment m_environment;
    ManyModel *m_model;
    PersonHead *m_head;
    Chip *m_summary;
    Segments *m_filters;
    QLabel *m_probed;
    QPushButton *m_probeAll;
    Spinner *m_spinner;
    ManyTable *m_table;
    NoteBox *m_client;      ///< what concerns our client, said once
    NoteBox *m_person;      ///< what is to say of the current row
    ElidedLabel *m_current;
    QPushButton *m_probeOne, *m_record;
    QWidget *m_rowBar;
    ReceiptRow *m_receipt;
    ManyFoot *m_foot;
    QString m_package;
};

} // namespace baton::ui
