#pragma once

#include "app/handover/partners.h"

#include <QtWidgets/QWidget>

class QScrollArea;
class QVBoxLayout;

namespace baton::ui {

class RoleWidget;

/// Partners of one environment, those that need a decision first.
class PartnerList : public QWidget {
    Q_OBJECT
public:
    explicit PartnerList(QWidget *parent = nullptr);
    void setPartners(const QList<handover::Partner> &partners, const QString &whenEmpty);
    void setFilter(const QString &filter);
    /// Brings the row into sight, with the keyboard on it; a filter that hides it stays.
    void show(const handover::Partner &partner);
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void compareWords(const baton::handover::Partner &partner);
    void lookAtKeys(const baton::handover::Partner &partner);
    void lookAgain(const baton::handover::Partner &partner);
    void recipesWanted(const baton::handover::Partner &partner);
    void removePartner(const baton::handover::Partner &partner);

private:
    void rebuild();
    QWidget *makeRow(const handover::Partner &partner);

    QList<handover::Partner> m_partners;
    QString m_filter, m_whenEmpty;
    QScrollArea *m_scroll;
    RoleWidget *m_list;
    QVBoxLayout *m_rows;
};

} // namespace baton::ui
