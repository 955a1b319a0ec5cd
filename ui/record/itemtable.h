#pragma once

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTableView>

namespace baton::ui {

class ItemFilter;

/// Two-line rows: title over kind and year, source with its mark, who can see it.
class ItemDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintTitle(QPainter *painter, const QRect &rect, const QModelIndex &index, bool selected) const;
    void paintSource(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
};

class ItemTable : public QTableView {
    Q_OBJECT
public:
    explicit ItemTable(ItemFilter *filter, QWidget *parent = nullptr);

Q_SIGNALS:
    void currentMoved();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    void orderBy(int column);
    void hold();
    void letGo();

    /// What is in sight stays there while rows come and go: the chosen item, else the uppermost unless that is the very first.
    struct Anchor {
        qint64 chosen = 0, putCode = 0;
        int y = 0;
    };
    ItemFilter *m_filter;
    Anchor m_anchor;
    bool m_holding = false;
};

} // namespace baton::ui
