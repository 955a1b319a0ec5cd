#include "ui/record/itemmodel.h"

#include "app/record/jsonvalues.h"

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString firstOf(const QString &a, const QString &b, const QString &c)
{
    return !a.isEmpty() ? a : !b.isEmpty() ? b : c;
}

} // namespace

QString visibilityIcon(const QString &visibility)
{
    return visibility == "private"_L1 ? u"lock"_s : visibility == "limited"_L1 ? u"trusted"_s : u"globe"_s;
}

ItemModel::ItemModel(QObject *parent) : QAbstractTableModel(parent) { }

void ItemModel::set(const record::SectionContent &content, const record::Source &ours)
{
    const bool sameOurs = ours.sameTuple(m_ours);
    m_ours = ours;
    if (!sameOurs || content.section != m_section || content.section.isEmpty() || m_items.isEmpty() || !mergeInPlace(content.items))
        begin(content);
}

void ItemModel::begin(const record::SectionContent &content)
{
    beginResetModel();
    m_section = content.section;
    m_items = content.items;
    m_rows.clear();
    endResetModel();
}

// A row that stays in sight keeps its selection, new ones come at the end. Not for a list that is another one altogether.
bool ItemModel::mergeInPlace(const QList<record::Item> &items)
{
    constexpr qsizetype few = 50;
    QHash<qint64, const record::Item *> now;
    for (const record::Item &item : items)
        now.insert(item.putCode, &item);
    QList<int> gone;
    for (int row = rowCount() - 1; row >= 0 && gone.size() <= few; --row) {
        if (!now.contains(m_items.at(row).putCode))
            gone += row;
    }
    if (gone.size() > few || now.contains(0) || now.size() != items.size())
        return false;
    for (const int row : std::as_const(gone))
        removeAt(row);
    QList<record::Item> fresh;
    for (const record::Item &item : items) {
        if (const int row = rowOf(item.putCode); row >= 0)
            m_items[row] = item;
        else
            fresh += item;
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    append(m_section, fresh, m_ours);
    return true;
}

void ItemModel::removeAt(int row)
{
    beginRemoveRows({}, row, row);
    m_items.removeAt(row);
    m_rows.clear();
    endRemoveRows();
}

void ItemModel::remove(qint64 putCode)
{
    if (const int row = rowOf(putCode); row >= 0)
        removeAt(row);
}

void ItemModel::append(const QString &section, const QList<record::Item> &items, const record::Source &ours)
{
    if (items.isEmpty())
        return;
    if (section != m_section) {
        record::SectionContent none;
        none.section = section;
        begin(none);
    }
    m_ours = ours;
    m_rows.clear();
    beginInsertRows({}, int(m_items.size()), int(m_items.size() + items.size()) - 1);
    m_items += items;
    endInsertRows();
}

void ItemModel::put(const record::Item &item)
{
    const int row = rowOf(item.putCode);
    if (row < 0 || item.section != m_section)
        return append(item.section, { item }, m_ours);
    const int size = m_items.at(row).groupSize;
    m_items[row] = item;
    m_items[row].groupSize = size;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const record::Item *ItemModel::item(int row) const
{
    return row >= 0 && row < m_items.size() ? &m_items.at(row) : nullptr;
}

int ItemModel::rowOf(qint64 putCode) const
{
    if (m_rows.isEmpty()) {
        for (int row = 0; row < m_items.size(); ++row)
            m_rows.insert(m_items.at(row).putCode, row);
    }
    return m_rows.value(putCode, -1);
}

int ItemModel::ourCount() const
{
    return int(std::count_if(m_items.begin(), m_items.end(), [this](const record::Item &item) { return isOurs(item); }));
}

int ItemModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

int ItemModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ItemModel::accessibleText(const record::Item &item, int column) const
{
    switch (column) {
    case TitleColumn:
        return item.subtitle.isEmpty() ? item.title : tr("%1. %2").arg(item.title, item.subtitle);
    case SourceColumn:
        return isOurs(item) ? tr("%1, ours").arg(item.source.sentence()) : tr("%1, can’t be changed by us").arg(item.source.sentence());
    default:
        return tr("Who can see it: %1").arg(record::visibilityWord(item.visibility));
    }
}

QVariant ItemModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const record::Item &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TitleColumn)
            return item.title;
        return index.column() == SourceColumn ? item.source.sentence() : QString();
    case Qt::ToolTipRole: // rich text would be guessed from what the registry sent
        return (index.column() == TitleColumn ? item.title
                : index.column() == SourceColumn ? item.source.sentence()
                                                 : record::visibilityWord(item.visibility))
            .toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return accessibleText(item, index.column());
    case OursRole:
        return isOurs(item);
    case SubtitleRole:
        return item.subtitle;
    case OriginRole:
        return firstOf(item.source.originName, item.source.originClientId, item.source.originOrcid);
    case WriterRole:
        return firstOf(item.source.name, item.source.clientId, item.source.orcid);
    case VisibilityRole:
        return item.visibility;
    case PutCodeRole:
        return item.putCode;
    default:
        return {};
    }
}

QVariant ItemModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return section == TitleColumn ? tr("Title") : section == SourceColumn ? tr("Source") : QString();
    if (role == Qt::AccessibleTextRole && section == VisibilityColumn)
        return tr("Who can see it");
    return {};
}

} // namespace baton::ui
