#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace baton::ui {

/// A received package in three lines: researcher, sender, state.
class DeliveryDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace baton::ui
