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
    beginResetModel();
    m_items = content.items;
    m_ours = ours;
    endResetModel();
}

const record::Item *ItemModel::item(int row) const
{
    return row >= 0 && row < m_items.size() ? &m_items.at(row) : nullptr;
}

int ItemModel::rowOf(qint64 putCode) const
{
    for (int row = 0; row < m_items.size(); ++row) {
        if (m_items.at(row).putCode == putCode)
            return row;
    }
    return -1;
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
        return section == TitleColumn ? tr("Title, newest first") : section == SourceColumn ? tr("Source") : QString();
    if (role == Qt::AccessibleTextRole && section == VisibilityColumn)
        return tr("Who can see it");
    return {};
}

ItemFilter::ItemFilter(ItemModel *model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(model);
}

void ItemFilter::setWords(const QString &text)
{
    m_words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void ItemFilter::setOursOnly(bool on)
{
    m_oursOnly = on;
    invalidateRowsFilter();
}

const record::Item *ItemFilter::item(const QModelIndex &index) const
{
    return index.isValid() ? m_model->item(mapToSource(index).row()) : nullptr;
}

bool ItemFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const record::Item *item = m_model->item(row);
    if (!item || (m_oursOnly && !m_model->index(row, 0).data(ItemModel::OursRole).toBool()))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [item](const QString &word) { return item->searchText.contains(word); });
}

} // namespace baton::ui
