#pragma once

#include "app/record/item.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QHash>

namespace baton::ui {

/// Items of one section: title, source, who can see it.
class ItemModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TitleColumn, SourceColumn, VisibilityColumn, ColumnCount };
    enum Role { OursRole = Qt::UserRole + 1, SubtitleRole, OriginRole, WriterRole, VisibilityRole, PutCodeRole };
    explicit ItemModel(QObject *parent = nullptr);

    /// Of another section, or of none: begins anew. Of the same: what stays keeps its place and its selection.
    void set(const record::SectionContent &content, const record::Source &ours);
    /// More items of the section, while the rest still arrives.
    void append(const QString &section, const QList<record::Item> &items, const record::Source &ours);
    /// In place of the one with the same put-code, else as a new one.
    void put(const record::Item &item);
    void remove(qint64 putCode);
    const QString &section() const { return m_section; }
    const QList<record::Item> &items() const { return m_items; }
    bool isOurs(const record::Item &item) const { return item.source.sameTuple(m_ours); }
    /// As it was given: lean when it comes from a list (record::withJson()).
    const record::Item *item(int row) const;
    int rowOf(qint64 putCode) const;
    int ourCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant accessibleText(const record::Item &item, int column) const;
    void begin(const record::SectionContent &content);
    void removeAt(int row);
    bool mergeInPlace(const QList<record::Item> &items);

    QString m_section;
    QList<record::Item> m_items;
    mutable QHash<qint64, int> m_rows; ///< by put-code; made when first asked for
    record::Source m_ours;
};

/// "globe", "clients" or "lock" for public, limited, private.
QString visibilityIcon(const QString &visibility);

} // namespace baton::ui
