#pragma once

#include "app/orcid/environment.h"
#include "ui/inbox/standing.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSet>
#include <QtCore/QTimer>

namespace baton::ui {

/// The researchers of one package: chosen or not, is it still good, the delegated token that runs and its time.
class ManyModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Choose, Researcher, IsGood, Token, ColumnCount };
    enum Filter { All, Good, Revoked, NotEnabled, Unreachable };
    ManyModel(desk::Delegations &delegations, const Clock &clock, QObject *parent = nullptr);

    void setPackage(const QList<handover::Delivery> &deliveries, const orcid::Environment &environment);
    void setFilter(Filter filter);
    int count(Filter filter) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const QList<handover::Delivery> &deliveries() const { return m_deliveries; }
    const handover::Delivery &delivery(int row) const { return m_deliveries.at(m_rows.at(row)); }
    int rowOf(const QString &id) const; ///< −1: not in the package, or filtered away
    Standing standing(int row) const { return standingOf(delivery(row)); }
    QString nameOf(int row) const;

    bool canChoose(int row) const;
    bool isChosen(const QString &id) const { return m_chosen.contains(id); }
    void choose(const QString &id, bool on);
    void chooseShown(bool on);
    QStringList chosen() const; ///< in the package's order
    Qt::CheckState shownState() const;
    QDateTime lastProbe() const;

Q_SIGNALS:
    void chosenChanged();
    void countsChanged();

private:
    Standing standingOf(const handover::Delivery &delivery) const { return ui::standingOf(delivery, m_delegations.probeOf(delivery.id)); }
    bool matches(const handover::Delivery &delivery, Filter filter) const;
    bool canChoose(const handover::Delivery &delivery) const;
    void sift();
    void rowChanged(const QString &id);
    void tick();
    QVariant cellOfGood(const handover::Delivery &delivery, int role) const;
    QVariant cellOfToken(const handover::Delivery &delivery, int role) const;
    QPair<QString, QString> tokenWords(const handover::Delivery &delivery) const;

    desk::Delegations &m_delegations;
    const Clock &m_clock;
    orcid::Environment m_environment;
    QString m_package;
    QList<handover::Delivery> m_deliveries;
    QList<qsizetype> m_rows; ///< shown ones, as places in m_deliveries
    QSet<QString> m_chosen;
    Filter m_filter = All;
    QTimer m_clockTick;
};

} // namespace baton::ui
