#include "ui/common/focusring.h"

#include "ui/common/navbutton.h"
#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>

namespace baton::ui {

QWidget *FocusRing::targetFor(QWidget *focused, Qt::FocusReason reason)
{
    if (!focused || focused->isWindow() || qobject_cast<QMenu *>(focused) || qobject_cast<QScrollArea *>(focused))
        return nullptr;
    // A click shows where the focus is by itself; the ring would only flash.
    if (reason == Qt::MouseFocusReason && qobject_cast<QAbstractButton *>(focused))
        return nullptr;
    // Where the keyboard starts: the current page's item is marked already.
    const auto *nav = qobject_cast<NavButton *>(focused);
    if (nav && nav->isChecked() && (reason == Qt::OtherFocusReason || reason == Qt::ActiveWindowFocusReason))
        return nullptr;
    return focused;
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::of().colors().accent, 2));
    const bool view = qobject_cast<QAbstractItemView *>(widget());
    const qreal radius = view ? 2 : 7;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

} // namespace baton::ui
