#pragma once

#include "app/claims/claims.h"

#include <QtCore/QAbstractTableModel>

namespace baton::ui {

/// The claims of an id_token, one row each: claim, value for reading, plain words.
class ClaimsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Claim, Value, Words, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(const QList<claims::Row> &rows);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<claims::Row> m_rows;
};

} // namespace baton::ui
