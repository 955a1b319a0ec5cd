#pragma once

#include "app/base/clock.h"
#include "app/handover/inbox.h"

#include <QtCore/QAbstractTableModel>

namespace baton::ui {

/// Past hand-overs of an environment, newest first; no token is among them.
class PastModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, Researcher, To, Protection, State, ColumnCount };
    PastModel(handover::HandOvers &handOvers, const Clock &clock, QObject *parent = nullptr);

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
    Look stateOf(const handover::HandOverEntry &entry) const;
    QString textOf(const handover::HandOverEntry &entry, int column) const;

    handover::HandOvers &m_handOvers;
    const Clock &m_clock;
    QString m_environmentId;
    QList<handover::HandOverEntry> m_entries;
};

} // namespace baton::ui
