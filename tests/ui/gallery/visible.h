#pragma once

#include "ui/common/widgets.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace baton::test {

/// The visible widget that assistive technology finds under a name.
template <typename Widget>
Widget *visible(QWidget *under, const QString &name)
{
    for (Widget *widget : under->findChildren<Widget *>()) {
        if (!widget->isVisible())
            continue;
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (widget->accessibleName() == name || (face && face->text(QAccessible::Name) == name))
            return widget;
    }
    return nullptr;
}

/// A combo's label is its name.
inline QComboBox *visibleCombo(QWidget *under, const QString &name)
{
    for (QComboBox *box : under->findChildren<QComboBox *>()) {
        const QLabel *label = ui::comboLabel(box);
        if (box->isVisible() && label && label->accessibleName() == name)
            return box;
    }
    return nullptr;
}

} // namespace baton::test
