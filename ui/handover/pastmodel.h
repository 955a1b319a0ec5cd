#pragma once

#include "app/base/clock.h"
#include "app/ledger/ledger.h"

#include <QtCore/QAbstractTableModel>

namespace baton::ui {

/// Past hand-overs of an environment, newest first; no token is among them.
class PastModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Researcher, To, Protection, State, ColumnCount };
    PastModel(ledger::Ledger &ledger, const Clock &clock, QObject *parent = nullptr);

    void setEnvironment(const QString &environmentId);
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Look {
        QString words, icon;
        int tone;
    };
    void reload();
    Look stateOf(const ledger::HandOver &entry) const;
    QString textOf(const ledger::HandOver &entry, int column) const;

    ledger::Ledger &m_ledger;
    const Clock &m_clock;
    QString m_environmentId;
    QList<ledger::HandOver> m_entries;
};

} // namespace baton::ui
