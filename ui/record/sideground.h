#pragma once

#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QWidget>

namespace baton::ui {

/// The sunken ground at the left of a card, round where the card is.
class SideGround : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::of().colors().sunken);
        painter.drawRoundedRect(rect(), 7, 7);
        painter.drawRect(rect().adjusted(10, 0, 0, 0));
        painter.fillRect(QRect(width() - 1, 0, 1, height()), Theme::of().colors().border);
    }
};

} // namespace baton::ui
