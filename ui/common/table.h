#pragma once

#include "ui/common/widgets.h"

#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

namespace baton::ui {

/// What a model may say about a cell besides its DisplayRole, for CellDelegate.
namespace cell {
enum Role {
    Icon = Qt::UserRole + 100, ///< QString: an icon's name before the text
    IconTone,                  ///< Tone of the icon; the text's when absent
    TextTone,                  ///< Tone of the text
    Second,                    ///< QString: caption under the text
    SecondMono,                ///< bool: that caption in the fixed font
    AsChip,                    ///< bool: icon and text on the soft ground of TextTone
    Mono,                      ///< bool: fixed font
    Strong,                    ///< bool: semibold
    Wrap,                      ///< bool: break the text over lines, as caption-coloured prose
    Trailing,                  ///< QString: fixed-font caption after the text ("token-exchange")
    Faint                      ///< bool: caption colour
};
} // namespace cell

/// Paints rows of the design: 1 px line below, soft selection with a bar at the left, icons, chips, second lines.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    static void paintGround(QPainter *painter, const QStyleOptionViewItem &option, bool bar);
    static int rowHeight(bool twoLines = false);

private:
    void paintChip(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
    void paintText(QPainter *painter, const QRect &rect, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

/// A table as the design has them: rows, no grid, header row, keyboard leaves it with Tab.
QTableView *makeTable(const QString &accessibleName, QAbstractItemModel *model, QWidget *parent = nullptr);
/// The same for a table of its own kind.
void setUpTable(QTableView *table, const QString &accessibleName, QAbstractItemModel *model);

} // namespace baton::ui

Q_DECLARE_METATYPE(baton::ui::Tone)
