#include "ui/record/itemfilter.h"

#include "ui/record/itemmodel.h"

#include <algorithm>
#include <numeric>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

int rankOf(const QString &visibility)
{
    return visibility == "public"_L1 ? 0 : visibility == "limited"_L1 ? 1 : 2;
}

} // namespace

ItemFilter::ItemFilter(ItemModel *model, QObject *parent) : QAbstractProxyModel(parent), m_model(model)
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
    setSourceModel(model);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        Q_EMIT aboutToChange();
        beginResetModel();
    });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        reload();
        endResetModel();
        Q_EMIT changed();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        sortFrom(first);
        refresh();
    });
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int first, int last) { sourceLeaves(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) { sourceRemoved(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this, &ItemFilter::sourceChanged);
    reload();
}

// ---- what is asked for

void ItemFilter::setWords(const QString &text)
{
    m_words.clear();
    for (const QString &word : text.toLower().split(u' ', Qt::SkipEmptyParts))
        m_words.emplace_back(word, Qt::CaseSensitive);
    refresh();
}

void ItemFilter::setOursOnly(bool on)
{
    m_oursOnly = on;
    refresh();
}

void ItemFilter::setOrder(const Order &order)
{
    if (std::exchange(m_order, order) == order)
        return;
    forgetKeys();
    sortFrom(0);
    refresh();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    Q_EMIT orderChanged();
}

bool ItemFilter::accepts(int row) const
{
    const record::Item *item = m_model->item(row);
    if (m_oursOnly && !m_model->isOurs(*item))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [item](const QStringMatcher &word) { return word.indexIn(item->searchText) >= 0; });
}

// ---- order

void ItemFilter::makeKeys()
{
    if (m_order.by != By::Title && m_order.by != By::Source)
        return forgetKeys();
    for (int row = int(m_keys.size()); row < m_model->rowCount(); ++row) {
        const record::Item *item = m_model->item(row);
        m_keys.push_back(m_collator.sortKey(m_order.by == By::Title ? item->title : item->source.sentence()));
    }
}

bool ItemFilter::comesBefore(int a, int b) const
{
    const record::Item *left = m_model->item(m_order.down ? b : a), *right = m_model->item(m_order.down ? a : b);
    switch (m_order.by) {
    case By::Title:
    case By::Source: {
        const int compared = m_keys[size_t(a)].compare(m_keys[size_t(b)]);
        return m_order.down ? compared > 0 : compared < 0;
    }
    case By::Visibility:
        return rankOf(left->visibility) < rankOf(right->visibility);
    case By::Day:
        break;
    }
    return left->day < right->day;
}

// Rows before `first` are in order already. What is equal stays in the order of the registry.
void ItemFilter::sortFrom(int first)
{
    makeKeys();
    if (first == 0)
        m_sorted.clear();
    const auto before = std::ptrdiff_t(m_sorted.size());
    m_sorted.resize(size_t(m_model->rowCount()));
    const auto middle = m_sorted.begin() + before;
    std::iota(middle, m_sorted.end(), first);
    const auto less = [this](int a, int b) { return comesBefore(a, b); };
    std::stable_sort(middle, m_sorted.end(), less);
    std::inplace_merge(m_sorted.begin(), middle, m_sorted.end(), less);
}

// ---- rows

void ItemFilter::reload()
{
    forgetKeys();
    sortFrom(0);
    std::vector<int> next;
    std::copy_if(m_sorted.begin(), m_sorted.end(), std::back_inserter(next), [this](int row) { return accepts(row); });
    m_place.assign(size_t(m_model->rowCount()), -1);
    m_shown = std::move(next);
    for (size_t i = 0; i < m_shown.size(); ++i)
        m_place[size_t(m_shown[i])] = int(i);
}

void ItemFilter::refresh()
{
    std::vector<int> next;
    next.reserve(m_sorted.size());
    std::copy_if(m_sorted.begin(), m_sorted.end(), std::back_inserter(next), [this](int row) { return accepts(row); });
    m_place.resize(size_t(m_model->rowCount()), -1);
    if (next == m_shown)
        return;
    Q_EMIT aboutToChange();
    apply(std::move(next));
    Q_EMIT changed();
}

// What goes is moved to the end and leaves at once; what comes arrives at the end at once and is then put where it belongs.
void ItemFilter::apply(std::vector<int> next)
{
    std::vector<char> wanted(m_place.size(), 0);
    for (const int row : next)
        wanted[size_t(row)] = 1;
    std::vector<int> staying = m_shown;
    const auto gone = std::stable_partition(staying.begin(), staying.end(), [&](int row) { return wanted[size_t(row)] != 0; });
    const int left = int(gone - staying.begin());
    if (left < int(m_shown.size())) {
        arrange(staying);
        beginRemoveRows({}, left, int(m_shown.size()) - 1);
        for (size_t i = size_t(left); i < m_shown.size(); ++i)
            m_place[size_t(m_shown[i])] = -1;
        m_shown.resize(size_t(left));
        endRemoveRows();
    }
    if (next.size() > m_shown.size()) {
        beginInsertRows({}, left, int(next.size()) - 1);
        for (const int row : next) {
            if (m_place[size_t(row)] >= 0)
                continue;
            m_place[size_t(row)] = int(m_shown.size());
            m_shown.push_back(row);
        }
        endInsertRows();
    }
    arrange(std::move(next));
}

void ItemFilter::arrange(std::vector<int> next)
{
    if (next == m_shown)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> rows;
    for (const QModelIndex &one : before)
        rows.push_back(m_shown[size_t(one.row())]);
    m_shown = std::move(next);
    for (size_t i = 0; i < m_shown.size(); ++i)
        m_place[size_t(m_shown[i])] = int(i);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after += createIndex(m_place[size_t(rows[size_t(i)])], before.at(i).column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

// The few rows that go leave one by one while the model still has them.
void ItemFilter::sourceLeaves(int first, int last)
{
    Q_EMIT aboutToChange();
    for (int row = first; row <= last; ++row) {
        if (const int place = m_place[size_t(row)]; place >= 0) {
            beginRemoveRows({}, place, place);
            m_shown.erase(m_shown.begin() + place);
            for (size_t i = size_t(place); i < m_shown.size(); ++i)
                m_place[size_t(m_shown[i])] = int(i);
            m_place[size_t(row)] = -1;
            endRemoveRows();
        }
    }
}

void ItemFilter::sourceRemoved(int first, int last)
{
    const int count = last - first + 1;
    m_sorted.erase(std::remove_if(m_sorted.begin(), m_sorted.end(), [=](int row) { return row >= first && row <= last; }), m_sorted.end());
    for (std::vector<int> *rows : { &m_sorted, &m_shown }) {
        for (int &row : *rows)
            row -= row > last ? count : 0;
    }
    m_place.erase(m_place.begin() + first, m_place.begin() + last + 1);
    if (!m_keys.empty())
        m_keys.erase(m_keys.begin() + first, m_keys.begin() + last + 1);
    Q_EMIT changed();
}

void ItemFilter::sourceChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    forgetKeys();
    sortFrom(0);
    refresh();
    for (int row = from.row(); row <= to.row(); ++row) {
        if (const int place = m_place[size_t(row)]; place >= 0 && from.row() == to.row())
            Q_EMIT dataChanged(index(place, from.column()), index(place, to.column()), roles);
    }
    if (from.row() != to.row() && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), roles);
}

// ---- the model

const record::Item *ItemFilter::item(const QModelIndex &index) const
{
    return index.isValid() ? m_model->item(m_shown[size_t(index.row())]) : nullptr;
}

QModelIndex ItemFilter::indexOf(qint64 putCode) const
{
    return mapFromSource(m_model->index(m_model->rowOf(putCode), 0));
}

QModelIndex ItemFilter::mapToSource(const QModelIndex &index) const
{
    return index.isValid() && index.model() == this ? m_model->index(m_shown[size_t(index.row())], index.column()) : QModelIndex();
}

QModelIndex ItemFilter::mapFromSource(const QModelIndex &source) const
{
    if (!source.isValid() || size_t(source.row()) >= m_place.size() || m_place[size_t(source.row())] < 0)
        return {};
    return createIndex(m_place[size_t(source.row())], source.column());
}

QModelIndex ItemFilter::index(int row, int column, const QModelIndex &parent) const
{
    const bool there = !parent.isValid() && row >= 0 && row < rowCount() && column >= 0 && column < columnCount();
    return there ? createIndex(row, column) : QModelIndex();
}

int ItemFilter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int ItemFilter::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ItemModel::ColumnCount;
}

// The order stands in the heading of the column it goes by.
QVariant ItemFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return orientation == Qt::Horizontal ? m_model->headerData(section, orientation, role) : QVariant();
    const bool down = m_order.down;
    if (section == ItemModel::TitleColumn) {
        if (m_order.by == By::Day)
            return down ? tr("Title, newest first") : tr("Title, oldest first");
        return m_order.by == By::Title ? (down ? tr("Title, Z to A") : tr("Title, A to Z")) : tr("Title");
    }
    if (section == ItemModel::SourceColumn && m_order.by == By::Source)
        return down ? tr("Source, Z to A") : tr("Source, A to Z");
    if (section == ItemModel::VisibilityColumn && role == Qt::AccessibleTextRole && m_order.by == By::Visibility)
        return down ? tr("Who can see it, only the researcher first") : tr("Who can see it, everyone first");
    return m_model->headerData(section, orientation, role);
}

} // namespace baton::ui
