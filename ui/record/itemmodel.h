#pragma once

#include "app/record/item.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QSortFilterProxyModel>

namespace baton::ui {

/// Items of one section: title, source, who can see it.
class ItemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TitleColumn, SourceColumn, VisibilityColumn, ColumnCount };
    enum Role { OursRole = Qt::UserRole + 1, SubtitleRole, OriginRole, WriterRole, VisibilityRole, PutCodeRole };
    explicit ItemModel(QObject *parent = nullptr);

    void set(const record::SectionContent &content, const record::Source &ours);
    const record::Item *item(int row) const;
    int rowOf(qint64 putCode) const;
    int ourCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant accessibleText(const record::Item &item, int column) const;
    bool isOurs(const record::Item &item) const { return item.source.sameTuple(m_ours); }

    QList<record::Item> m_items;
    record::Source m_ours;
};

/// Search as one types, and "Ours only".
class ItemFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ItemFilter(ItemModel *model, QObject *parent = nullptr);
    void setWords(const QString &text);
    void setOursOnly(bool on);
    bool isFiltering() const { return m_oursOnly || !m_words.isEmpty(); }
    const record::Item *item(const QModelIndex &index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    ItemModel *m_model;
    QStringList m_words;
    bool m_oursOnly = false;
};

/// "globe", "clients" or "lock" for public, limited, private.
QString visibilityIcon(const QString &visibility);

} // namespace baton::ui
