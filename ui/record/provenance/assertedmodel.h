#pragma once

#include "app/record/provenance.h"

#include <QtCore/QAbstractTableModel>
#include <QtWidgets/QStyledItemDelegate>

namespace baton::ui {

/// Items of all sections, as far as the filter lets them through.
class AssertedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { ItemColumn, AsserterColumn, MayColumn, ColumnCount };
    explicit AssertedModel(QObject *parent = nullptr);

    void set(const record::Provenance &provenance, const record::ProvenanceFilter &filter);
    void setFilter(const record::ProvenanceFilter &filter);
    const record::AssertedItem *item(int row) const;
    const record::Asserter *asserter(int row) const;
    QList<record::Item> items() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString spoken(const record::AssertedItem &item, int column) const;

    record::Provenance m_provenance;
    QList<record::AssertedItem> m_seen;
};

/// Two-line rows with the asserter's colour and pattern at the left edge.
class AssertedDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit AssertedDelegate(const AssertedModel *model, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const AssertedModel *m_model;
};

} // namespace baton::ui
