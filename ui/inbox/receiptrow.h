#pragma once

#include "app/handover/inbox.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace baton::ui {

/// What the sender may be told: the signed receipt of a package, as file or text, and where they would like it.
class ReceiptRow : public QWidget {
    Q_OBJECT
public:
    explicit ReceiptRow(QWidget *parent = nullptr);
    /// `noReceipt`: why none can be made; empty when one can.
    void setDelivery(const handover::Delivery &delivery, const QString &noReceipt);

Q_SIGNALS:
    void saveRequested();
    void copyRequested();

private:
    QLabel *m_to;
    QPushButton *m_save, *m_copy;
};

} // namespace baton::ui
