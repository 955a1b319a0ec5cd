#include "ui/common/flowscroll.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLayout>

namespace baton::ui {

FlowScroll::FlowScroll(QWidget *content, QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // else it takes the keyboard without a name
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(content);
    letFlow();
}

bool FlowScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        letFlow();
    return QScrollArea::eventFilter(watched, event);
}

void FlowScroll::resizeEvent(QResizeEvent *event)
{
    letFlow();
    QScrollArea::resizeEvent(event);
}

// What flows has its height told by its width; a least height of its own would come on top of that.
void FlowScroll::letFlow()
{
    QWidget *content = widget();
    if (!content)
        return;
    const bool flows = content->layout() ? content->layout()->hasHeightForWidth() : content->sizePolicy().hasHeightForWidth();
    content->setMinimumHeight(flows ? 1 : 0);
}

} // namespace baton::ui
