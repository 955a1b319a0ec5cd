#include "ui/common/columns.h"

#include "ui/common/theme.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

Columns::Columns(int spacing, QWidget *parent) : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this)), m_spacing(spacing)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
    // Smaller text may give back the room; the columns know what they need after this turn.
    connect(&Theme::of(), &Theme::changed, this, [this] { QTimer::singleShot(0, this, &Columns::arrange); });
}

void Columns::add(QWidget *column, int stretch, int beside)
{
    if (beside > 0)
        m_beside.insert(column, beside);
    m_layout->addWidget(column, stretch);
}

bool Columns::isStacked() const
{
    return m_layout->direction() == QBoxLayout::TopToBottom;
}

int Columns::widthSideBySide() const
{
    // Judged by what each needs, whichever way they stand now, so that the answer does not change back and forth.
    int unit = 0, units = 0, fixed = 0, shown = 0;
    for (int i = 0; i < m_layout->count(); ++i) {
        const QLayoutItem *item = m_layout->itemAt(i);
        if (item->isEmpty())
            continue;
        ++shown;
        if (const int stretch = m_layout->stretch(i)) {
            unit = qMax(unit, (item->minimumSize().width() + stretch - 1) / stretch);
            units += stretch;
        } else {
            fixed += m_beside.value(item->widget(), item->sizeHint().width());
        }
    }
    return unit * units + fixed + m_spacing * qMax(0, shown - 1);
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
    Q_EMIT stackedChanged(isStacked());
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
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        arrange();
    return QWidget::event(event);
}

} // namespace baton::ui
