#include "ui/common/rule.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>

namespace baton::ui {

Rule::Rule(QWidget *parent, Qt::Orientation orientation) : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Rule::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of().colors().border);
}

} // namespace baton::ui
