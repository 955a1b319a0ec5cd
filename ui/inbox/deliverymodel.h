#pragma once

#include "app/base/clock.h"
#include "app/handover/inbox.h"
#include "ui/common/widgets.h"

#include <QtCore/QAbstractListModel>

namespace baton::ui {

/// Packages that wait for their passphrase, then what was received, newest first; the researchers of one package are one row.
class DeliveryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, LockedRole, SenderRole, StateRole, IconRole, ToneRole };
    DeliveryModel(handover::Inbox &inbox, const Clock &clock, QObject *parent = nullptr);

    void setEnvironment(const QString &environmentId);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void addLocked(const QString &id, const QString &origin);
    void removeLocked(const QString &id);
    int rowOf(const QString &id) const;                ///< of a locked package, or of the package with this delivery
    QList<handover::Delivery> package(int row) const;  ///< in order of name; empty for a locked one
    int newest() const { return int(m_locked.size()); } ///< row of the package that came last
    int waiting() const;                               ///< opened, not exchanged yet

private:
    struct Locked {
        QString id, origin;
    };
    struct Look {
        QString words, icon;
        Tone tone;
        QString full = {}; ///< where `words` leave something out
    };
    void reload();
    Look lookOf(const handover::Delivery &delivery) const;
    Look lookOf(const QList<handover::Delivery> &package) const;
    QString nameOf(const QList<handover::Delivery> &package) const;

    handover::Inbox &m_inbox;
    const Clock &m_clock;
    QString m_environmentId;
    QList<Locked> m_locked;
    QList<QList<handover::Delivery>> m_packages; ///< none of them is empty
};

} // namespace baton::ui
