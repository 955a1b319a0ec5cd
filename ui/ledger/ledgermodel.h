#pragma once

#include "app/base/clock.h"
#include "app/ledger/ledger.h"
#include "ui/ledger/ledgerwords.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSet>
#include <QtCore/QSortFilterProxyModel>

namespace baton::ui {

/// One package in one direction: mostly one researcher, or several that were handed over together.
struct LedgerRow {
    QList<ledger::HandOver> handOvers; ///< never empty
    QString text;                      ///< what the search looks at, folded
    const ledger::HandOver &first() const { return handOvers.first(); }
    bool stillUsable() const;
};

class LedgerModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { WhenColumn, WhoColumn, ReceiptColumn, ProbeColumn, ColumnCount };
    enum Role { SecondRole = Qt::UserRole + 1, SecondIconRole, SecondToneRole, ChipIconRole, ChipToneRole };
    explicit LedgerModel(const Clock &clock, QObject *parent = nullptr);

    void set(const QList<ledger::HandOver> &newestFirst);
    /// The id_token under way to a registry (HandOver::tokenId); empty again when it is back.
    void setProbing(const QString &tokenId);
    const LedgerRow &row(int row) const { return m_rows.at(row); }
    int rowOf(const QString &packageId, ledger::HandOver::Direction direction) const;
    /// The row that one entry of the chain belongs to, or -1.
    int rowOfEntry(qint64 number) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const LedgerRow &row, int column) const;
    QString second(const LedgerRow &row, int column) const;
    QString sentence(const LedgerRow &row, int column) const;
    QString receipts(const LedgerRow &row) const;
    LedgerLook look(const LedgerRow &row) const;

    const Clock &m_clock;
    QList<LedgerRow> m_rows;
    QString m_probing;
};

/// Search as one types, and one of the four segments.
class LedgerFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum Kind { All, Made, Received, StillUsable };
    explicit LedgerFilter(LedgerModel *model, QObject *parent = nullptr);
    void setWords(const QString &text);
    void setKind(int kind);
    int count(int kind) const; ///< rows of that kind that the search finds
    const LedgerRow *row(const QModelIndex &index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool isOf(const LedgerRow &row, int kind) const;
    bool isFound(const LedgerRow &row) const;

    LedgerModel *m_model;
    QStringList m_words;
    int m_kind = All;
};

} // namespace baton::ui
