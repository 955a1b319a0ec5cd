#pragma once

#include "app/batch/runner.h"
#include "ui/common/widgets.h"

#include <QtCore/QAbstractTableModel>
#include <QtWidgets/QTableView>

namespace baton::ui {

/// How a row's state looks.
struct RowMark {
    QString icon;
    Tone tone;
};
RowMark markOf(batch::Row::State state);

/// One researcher's rows of a batch: all, the refused, or those to do.
class BatchRows : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Item, State, ColumnCount };
    enum Filter { All, Refused, ToDo };
    explicit BatchRows(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setRunner(const batch::Runner *runner);
    void setPerson(int person);   ///< −1: rows that name nobody
    int person() const { return m_person; }
    void setFilter(Filter filter);
    /// Rows of these indexes in the batch changed.
    void refresh(const QSet<int> &changed);
    int count(Filter filter) const;
    int indexAt(int row) const { return m_rows.value(row, -1); } ///< in the batch
    int rowOf(int index) const { return m_position.value(index, -1); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<int> wanted() const;
    void fill();
    bool passes(const batch::Row &row, Filter filter) const;
    QVariant state(const batch::Row &row, int role) const;

    const batch::Runner *m_runner = nullptr;
    int m_person = -1;
    Filter m_filter = All;
    QList<int> m_rows;          ///< indexes in the batch
    QHash<int, int> m_position; ///< index in the batch to row here
};

class RowsTable : public QTableView {
    Q_OBJECT
public:
    explicit RowsTable(BatchRows *model, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

} // namespace baton::ui
