#include "ui/common/flowdialog.h"

#include "ui/common/readingorder.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLayout>

namespace baton::ui {

QSize FlowDialog::sizeHint() const
{
    const QSize hint = QDialog::sizeHint();
    if (!layout() || !layout()->hasHeightForWidth())
        return hint;
    const int width = qMax(hint.width(), minimumWidth());
    return { width, layout()->totalHeightForWidth(width) };
}

bool FlowDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize || event->type() == QEvent::Show)
        fit();
    return handled;
}

bool FlowDialog::focusNextPrevChild(bool next)
{
    return focusInReadingOrder(this, next) || QDialog::focusNextPrevChild(next);
}

void FlowDialog::fit()
{
    if (!layout() || !layout()->hasHeightForWidth() || !isVisible())
        return;
    const int wanted = layout()->totalHeightForWidth(width());
    if (m_height == 0 && testAttribute(Qt::WA_Resized) && height() > wanted)
        m_height = wanted; // whoever made it gave it more
    const bool byHand = m_height > 0 && height() != m_height;
    setMinimumHeight(layout()->totalMinimumHeightForWidth(width()));
    if (wanted == m_height && !byHand)
        return;
    m_height = wanted;
    if (!byHand || height() < wanted)
        resize(width(), wanted);
}

} // namespace baton::ui
