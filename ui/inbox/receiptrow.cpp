#include "ui/inbox/receiptrow.h"

#include "app/base/text.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

ReceiptRow::ReceiptRow(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_to = makeText({}, "caption");
    m_save = makeButton(tr("Save receipt…"), u"receipt"_s, tr("Save receipt"), "small");
    m_copy = makeButton(tr("Copy receipt"), u"copy"_s, tr("Copy receipt"), "small");
    row->addWidget(m_save);
    row->addWidget(m_copy);
    row->addStretch();
    column->addLayout(row);
    column->addWidget(m_to);
    connect(m_save, &QPushButton::clicked, this, &ReceiptRow::saveRequested);
    connect(m_copy, &QPushButton::clicked, this, &ReceiptRow::copyRequested);
}

void ReceiptRow::setDelivery(const handover::Delivery &delivery, const QString &noReceipt)
{
    // What never opened has no package to be receipted.
    setVisible(!delivery.packageId.isEmpty());
    for (QPushButton *button : { m_save, m_copy }) {
        button->setEnabled(noReceipt.isEmpty());
        button->setAccessibleDescription(noReceipt);
    }
    const QString where = delivery.receiptTo.isEmpty() ? QString() : tr("The sender would like it at %1").arg(plain(delivery.receiptTo));
    m_to->setText(noReceipt.isEmpty() ? where : noReceipt);
    m_to->setVisible(!m_to->text().isEmpty());
}

} // namespace baton::ui
