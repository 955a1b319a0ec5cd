#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QHash>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>

namespace baton::ui {

/// Sections of a record under their two headings, each with the number of its items; then what concerns the whole record,
/// with keys that begin with @.
class SectionModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole + 1, IconRole, CountRole }; ///< KeyRole is empty for a heading; CountRole -1 = not known
    explicit SectionModel(QObject *parent = nullptr);

    void setCounts(const QHash<QString, int> &counts);
    void setCount(const QString &section, int count);
    void clearCounts();
    QModelIndex indexOf(const QString &section) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row {
        QString key, text, icon;
    };
    QList<Row> m_rows;
    QHash<QString, int> m_counts;
};

class SectionDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The list at the left of the record page.
class SectionList : public QListView {
    Q_OBJECT
public:
    explicit SectionList(SectionModel *model, QWidget *parent = nullptr);
    QString current() const;
    void choose(const QString &section);
    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &section);
    void toolChosen(const QString &key); ///< "@journal", …; on a click or Return only

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
};

} // namespace baton::ui
