#pragma once

#include "app/handover/powerlens.h"
#include "ui/common/widgets.h"

namespace baton::ui {

class ListBox;
class ListRow;

/// "Permissions counted": every permission that Baton has seen, newest first, with its state.
class PermissionCard : public Card {
    Q_OBJECT
public:
    explicit PermissionCard(QWidget *parent = nullptr);
    void show(const QList<handover::PowerLens::Permission> &permissions);
    /// Until the registry has answered.
    void setRevoking(const QString &grantId);

Q_SIGNALS:
    void revokeRequested(const baton::clients::Grant &grant);

private:
    void addPermission(const handover::PowerLens::Permission &permission);
    void addWay(ListRow *row, const clients::Grant &grant);

    ListBox *m_list;
    QString m_revoking;
    QList<handover::PowerLens::Permission> m_permissions;
};

} // namespace baton::ui
