#include "ui/common/tallscroll.h"

#include <QtCore/QEvent>
#include <QtWidgets/QScrollBar>

namespace baton::ui {

TallScroll::TallScroll(QWidget *content, QWidget *parent) : FlowScroll(content, parent) { }

int TallScroll::contentWidth() const
{
    return widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
}

QSize TallScroll::sizeHint() const
{
    return { qMax(contentWidth(), QScrollArea::sizeHint().width()), QScrollArea::sizeHint().height() };
}

QSize TallScroll::minimumSizeHint() const
{
    return { contentWidth(), QScrollArea::minimumSizeHint().height() };
}

bool TallScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return FlowScroll::eventFilter(watched, event);
}

} // namespace baton::ui
