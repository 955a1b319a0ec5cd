#include "ui/common/currentstack.h"

#include <QtWidgets/QLayout>

namespace baton::ui {

CurrentStack::CurrentStack(QWidget *parent) : QStackedWidget(parent)
{
    connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
}

QSize CurrentStack::sizeHint() const
{
    return currentWidget() ? currentWidget()->sizeHint() : QSize();
}

QSize CurrentStack::minimumSizeHint() const
{
    return currentWidget() ? currentWidget()->minimumSizeHint().expandedTo(currentWidget()->minimumSize()) : QSize();
}

bool CurrentStack::hasHeightForWidth() const
{
    return currentWidget() && currentWidget()->hasHeightForWidth();
}

int CurrentStack::heightForWidth(int width) const
{
    if (!hasHeightForWidth())
        return -1;
    const QLayout *layout = currentWidget()->layout();
    const int height = layout ? layout->totalMinimumHeightForWidth(width) : currentWidget()->heightForWidth(width);
    return qMax(height, currentWidget()->minimumHeight());
}

} // namespace baton::ui
