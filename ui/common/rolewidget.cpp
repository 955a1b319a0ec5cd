#include "ui/common/rolewidget.h"

#include "ui/common/widgets.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QAccessibleWidget>

namespace baton::ui {

namespace {

/// A widget with a minimum, maximum and value property, seen as a read-only value.
class ValueWidget : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    ValueWidget(QWidget *widget, QAccessible::Role role) : QAccessibleWidget(widget, role) { }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QVariant currentValue() const override { return object()->property("value"); }
    void setCurrentValue(const QVariant &) override { }
    QVariant maximumValue() const override { return object()->property("maximum"); }
    QVariant minimumValue() const override { return object()->property("minimum"); }
    QVariant minimumStepSize() const override { return 1; }
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    if (!object || !object->isWidgetType())
        return nullptr;
    const QMetaObject *meta = object->metaObject();
    const int index = meta->indexOfProperty("accessibleRole");
    if (index < 0)
        return nullptr;
    const auto role = QAccessible::Role(meta->property(index).read(object).toInt());
    auto *widget = static_cast<QWidget *>(object);
    if (meta->indexOfProperty("value") >= 0 && meta->indexOfProperty("maximum") >= 0)
        return new ValueWidget(widget, role);
    return new QAccessibleWidget(widget, role);
}

} // namespace

void installAccessibleRoles()
{
    QAccessible::installFactory(makeInterface);
}

RoleWidget::RoleWidget(int role, const QString &accessibleName, QWidget *parent) : QWidget(parent), m_role(role)
{
    setAccessibleName(accessibleName);
}

} // namespace baton::ui
