#include "ui/common/columns.h"

#include <QtCore/QEvent>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

Columns::Columns(int spacing, QWidget *parent) : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
}

void Columns::add(QWidget *column)
{
    m_layout->addWidget(column, 1);
}

bool Columns::isStacked() const
{
    return m_layout->direction() == QBoxLayout::TopToBottom;
}

int Columns::widthSideBySide() const
{
    int widest = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        widest = qMax(widest, m_layout->itemAt(i)->minimumSize().width());
    return widest * m_layout->count() + m_layout->spacing() * (m_layout->count() - 1);
}

QSize Columns::minimumSizeHint() const
{
    // As narrow as the widest column alone: the layout's own minimum would keep the columns side by side for ever.
    int widest = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        widest = qMax(widest, m_layout->itemAt(i)->minimumSize().width());
    return { widest, m_layout->minimumSize().height() };
}

void Columns::arrange()
{
    const auto direction = width() < widthSideBySide() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (direction == m_layout->direction())
        return;
    m_layout->setDirection(direction);
    updateGeometry();
}

void Columns::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool Columns::event(QEvent *event)
{
    // Content that grew (larger text, longer names) counts as much as a window that shrank.
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

} // namespace baton::ui
