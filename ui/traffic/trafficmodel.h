#pragma once

#include "app/http/trace.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>

namespace baton::ui {

/// The trace as a table, oldest first.
class TrafficModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Mark, Method, Path, Status, Client, Time, Size, At, ColumnCount };
    enum Role { IdRole = Qt::UserRole + 1, SideRole, FailedRole, TextRole };
    explicit TrafficModel(http::Trace &trace, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    int rowOf(qint64 id) const; ///< -1 if not there
    int failedCount() const;

private:
    void reload();
    void append(qint64 id);
    void refresh(qint64 id);
    QString textOf(const http::Exchange &exchange, int column) const;
    QVariant lookOf(const http::Exchange &exchange, int column, int role) const;

    http::Trace &m_trace;
    QList<qint64> m_ids;
};

/// All, giving, receiving or failed ones, and a text in path, status or client.
class TrafficFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum Kind { All, Giving, Receiving, Failed };
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setKind(int kind);
    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    int m_kind = All;
    QString m_text;
};

} // namespace baton::ui
