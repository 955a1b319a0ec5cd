#include "ui/claims/claimsmodel.h"

#include "app/base/text.h"
#include "ui/common/table.h"

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

bool isProse(const QString &claim)
{
    static const QStringList prose { u"given_name"_s, u"family_name"_s, u"name"_s, u"iat"_s, u"exp"_s, u"auth_time"_s };
    return prose.contains(claim);
}

} // namespace

void ClaimsModel::setRows(const QList<claims::Row> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int ClaimsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ClaimsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ClaimsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const claims::Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return plain(index.column() == Claim ? row.claim : index.column() == Value ? row.value : row.words);
    case Qt::AccessibleTextRole:
        if (index.column() == Value && !row.note.isEmpty())
            return tr("%1, %2").arg(plain(row.value), plain(row.note));
        return plain(index.column() == Claim ? row.claim : index.column() == Value ? row.value : row.words);
    case cell::Mono:
        return index.column() == Claim || (index.column() == Value && !isProse(row.claim));
    case cell::Second:
        return index.column() == Value ? QVariant(plain(row.note)) : QVariant();
    case cell::Wrap:
        return index.column() == Words;
    default:
        return {};
    }
}

QVariant ClaimsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Claim: return tr("Claim");
    case Value: return tr("Value");
    case Words: return tr("In plain words");
    default: return {};
    }
}

} // namespace baton::ui
