#pragma once

#include "app/record/item.h"

#include <QtCore/QAbstractProxyModel>
#include <QtCore/QCollator>
#include <QtCore/QStringMatcher>

#include <vector>

namespace baton::ui {

class ItemModel;

/// Search as one types, "Ours only", and the order. QSortFilterProxyModel tells its view of each stretch of rows that come or
/// go, thousands of them at a keystroke over 10,000 rows; this one tells of one stretch and one new order.
class ItemFilter : public QAbstractProxyModel {
    Q_OBJECT
public:
    enum class By { Day, Title, Source, Visibility };
    struct Order {
        By by = By::Day;
        bool down = true; ///< newest first; Z to A
        friend bool operator==(const Order &, const Order &) = default;
    };

    explicit ItemFilter(ItemModel *model, QObject *parent = nullptr);
    void setWords(const QString &text);
    void setOursOnly(bool on);
    void setOrder(const Order &order);
    const Order &order() const { return m_order; }
    bool isFiltering() const { return m_oursOnly || !m_words.empty(); }
    const record::Item *item(const QModelIndex &index) const;
    QModelIndex indexOf(qint64 putCode) const;

    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &) const override { return {}; }
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Around every change of rows or their order.
    void aboutToChange();
    void changed();
    void orderChanged();

private:
    bool accepts(int row) const;
    void sortFrom(int first);
    bool comesBefore(int a, int b) const;
    void forgetKeys() { m_keys.clear(); }
    void makeKeys();
    void refresh();
    void apply(std::vector<int> next);
    void arrange(std::vector<int> next);
    void reload();
    void sourceLeaves(int first, int last);
    void sourceRemoved(int first, int last);
    void sourceChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles);

    ItemModel *m_model;
    std::vector<QStringMatcher> m_words;
    bool m_oursOnly = false;
    Order m_order;
    QCollator m_collator;
    std::vector<QCollatorSortKey> m_keys; ///< by source row; only while sorted by a text
    std::vector<int> m_sorted;            ///< all source rows in order
    std::vector<int> m_shown;             ///< those accepted, in order
    std::vector<int> m_place;             ///< where a source row is shown, -1 = not
};

} // namespace baton::ui
