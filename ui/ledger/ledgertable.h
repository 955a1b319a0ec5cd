#pragma once

#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

namespace baton::ui {

/// Two-line cells with a small icon before the second line, and the state as a chip.
class LedgerDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintLines(QPainter *painter, const QRect &rect, const QModelIndex &index, bool selected) const;
    void paintChip(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
};

/// The hand-overs; only what is in sight is asked for.
class LedgerTable : public QTableView {
    Q_OBJECT
public:
    explicit LedgerTable(QAbstractItemModel *model, QWidget *parent = nullptr);

Q_SIGNALS:
    void currentMoved();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

} // namespace baton::ui
