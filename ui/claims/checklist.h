#pragma once

#include "app/claims/claims.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// The checks of an id_token in their fixed order, each with its words; a failed one shows expected and found.
class CheckList : public Card {
    Q_OBJECT
public:
    explicit CheckList(QWidget *parent = nullptr);
    void setChecks(const QList<claims::Check> &checks, const QDateTime &checkedAt);

private:
    QWidget *makeItem(const claims::Check &check);

    RoleWidget *m_list;
    QVBoxLayout *m_column;
    QLabel *m_when;
};

} // namespace baton::ui
