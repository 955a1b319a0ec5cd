#pragma once

#include "app/batch/runner.h"

#include <QtCore/QAbstractListModel>
#include <QtWidgets/QListView>

namespace baton::ui {

/// The researchers of a batch with how far hers are; last, when there are any, the lines that name nobody.
class PeopleModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { CaptionRole = Qt::UserRole + 1, IconRole, ToneRole, CaptionToneRole, ProgressRole, OverRole, ThereRole, RefusedRole, AllRole, StrongRole };
    explicit PeopleModel(QObject *parent = nullptr) : QAbstractListModel(parent) { }

    void setRunner(const batch::Runner *runner);
    void refresh();                       ///< all words and counts
    int personAt(int row) const;          ///< −1: the lines without a researcher
    int rowOf(int person) const;
    int rowsOfNobody() const { return m_nobody && !m_counts.isEmpty() ? m_counts.last().all : 0; }
    QString summary() const;              ///< "11 finished · 1 stopped"

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const batch::Runner *m_runner = nullptr;
    QList<batch::Counts> m_counts; ///< one per row
    bool m_nobody = false;         ///< there are lines without a researcher
};

/// The list at the left of a batch.
class PeopleList : public QListView {
    Q_OBJECT
public:
    explicit PeopleList(PeopleModel *model, QWidget *parent = nullptr);

Q_SIGNALS:
    void moved(int row);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
};

} // namespace baton::ui
