#include "ui/inbox/receivedlist.h"

#include "ui/common/widgets.h"
#include "ui/inbox/deliverydelegate.h"
#include "ui/inbox/deliverymodel.h"
#include "ui/inbox/dropzone.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QListView>

namespace baton::ui {

int ReceivedList::width()
{
    return 232;
}

ReceivedList::ReceivedList(handover::Inbox &inbox, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_model(new DeliveryModel(inbox, clock, this)), m_list(new QListView)
{
    setMinimumWidth(176);
    setMaximumWidth(width());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    auto *drop = new DropZone;
    column->addWidget(drop);
    auto *card = new Card;
    card->addHeader(tr("Received"));
    m_list->setAccessibleName(tr("Received packages"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new DeliveryDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    card->addFlush(m_list);
    column->addWidget(card, 1);
    connect(drop, &QAbstractButton::clicked, this, &ReceivedList::openRequested);
    connect(drop, &DropZone::fileDropped, this, &ReceivedList::fileDropped);
    connect(drop, &DropZone::textDropped, this, &ReceivedList::textDropped);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReceivedList::currentMoved);
}

void ReceivedList::setLying(bool lying)
{
    setMaximumWidth(lying ? QWIDGETSIZE_MAX : width());
    setMaximumHeight(lying ? Theme::of().iconSize(150) : QWIDGETSIZE_MAX);
    static_cast<QBoxLayout *>(layout())->setDirection(lying ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace baton::ui
