#include "ui/ledger/ledgermodel.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"

#include <QtCore/QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

using ledger::HandOver;

namespace {

QString searchText(const LedgerRow &row)
{
    QStringList words;
    for (const HandOver &one : row.handOvers) {
        words << one.researcher << one.orcid << one.partner << one.partnerClientId << one.clientId << one.purpose << one.scopes.join(u' ')
              << receiptWords(one) << stateLook(one).words << one.protection << QLocale::c().toString(one.when.toLocalTime(), u"d MMM yyyy HH:mm"_s);
    }
    return words.join(u'\n').toCaseFolded();
}

template <typename Test> qsizetype countOf(const LedgerRow &row, Test test)
{
    return std::count_if(row.handOvers.cbegin(), row.handOvers.cend(), test);
}

} // namespace

bool LedgerRow::stillUsable() const
{
    return std::any_of(handOvers.cbegin(), handOvers.cend(), [](const HandOver &one) { return one.stillUsable(); });
}

LedgerModel::LedgerModel(const Clock &clock, QObject *parent) : QAbstractTableModel(parent), m_clock(clock) { }

void LedgerModel::set(const QList<HandOver> &newestFirst)
{
    beginResetModel();
    m_rows.clear();
    QHash<QString, qsizetype> places;
    for (const HandOver &one : newestFirst) {
        const QString key = QString::number(int(one.direction)) + u'/' + one.packageId;
        if (const auto at = places.constFind(key); at != places.cend()) {
            m_rows[*at].handOvers << one;
            continue;
        }
        places.insert(key, m_rows.size());
        m_rows << LedgerRow { { one }, {} };
    }
    for (LedgerRow &row : m_rows)
        row.text = searchText(row);
    endResetModel();
}

void LedgerModel::setProbing(const QString &tokenId)
{
    m_probing = tokenId;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, ProbeColumn), index(int(m_rows.size()) - 1, ProbeColumn));
}

int LedgerModel::rowOf(const QString &packageId, HandOver::Direction direction) const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).first().packageId == packageId && m_rows.at(i).first().direction == direction)
            return int(i);
    }
    return -1;
}

int LedgerModel::rowOfEntry(qint64 number) const
{
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        for (const HandOver &one : m_rows.at(i).handOvers) {
            if (std::any_of(one.events.cbegin(), one.events.cend(), [number](const ledger::Event &event) { return event.number == number; }))
                return int(i);
        }
    }
    return -1;
}

int LedgerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LedgerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString LedgerModel::receipts(const LedgerRow &row) const
{
    if (row.handOvers.size() == 1)
        return receiptWords(row.first());
    const bool received = row.first().direction == HandOver::Direction::Received;
    const auto told = countOf(row, [received](const HandOver &one) { return received ? one.receiptSent : one.openedAt.isValid() || one.exchanges > 0; });
    return received ? tr("%n receipts sent", nullptr, int(told)) : tr("%n receipts", nullptr, int(told));
}

LedgerLook LedgerModel::look(const LedgerRow &row) const
{
    const bool probing = !m_probing.isEmpty() && countOf(row, [this](const HandOver &one) { return one.tokenId == m_probing; }) > 0;
    if (probing)
        return { tr("Probing…"), u"pulse"_s, Tone::Accent };
    const LedgerLook first = stateLook(row.first());
    const qsizetype all = row.handOvers.size();
    if (countOf(row, [&](const HandOver &one) { return stateLook(one).words == first.words; }) == all)
        return first;
    const auto good = countOf(row, [](const HandOver &one) { return one.lastProbe && one.lastProbe->isGood() && !one.recalled; });
    return { tr("%1 of %2 good").arg(good).arg(all), u"warn"_s, Tone::Warn };
}

QString LedgerModel::text(const LedgerRow &row, int column) const
{
    switch (column) {
    case WhenColumn: {
        const QDateTime when = row.first().when.toLocalTime();
        return when.date() == m_clock.now().toLocalTime().date() ? tr("Today") : dayOnly(when, m_clock.now());
    }
    case WhoColumn: return row.handOvers.size() == 1 ? researcherName(row.first()) : tr("%n researchers", nullptr, int(row.handOvers.size()));
    case ReceiptColumn: return receipts(row);
    case ProbeColumn: return look(row).words;
    default: return {};
    }
}

QString LedgerModel::second(const LedgerRow &row, int column) const
{
    switch (column) {
    case WhenColumn: return row.first().when.toLocalTime().toString(u"HH:mm"_s);
    case WhoColumn: return directionWords(row.first());
    case ReceiptColumn: return row.first().useBy.isValid() ? tr("until %1").arg(dayOnly(row.first().useBy, m_clock.now())) : QString();
    default: return {};
    }
}

QString LedgerModel::sentence(const LedgerRow &row, int column) const
{
    const HandOver &one = row.first();
    switch (column) {
    case WhenColumn: return dayAndTime(one.when, m_clock.now());
    case WhoColumn:
        return (one.direction == HandOver::Direction::Made ? tr("%1, handed over to %2") : tr("%1, received from %2")).arg(text(row, column), partnerName(one));
    case ReceiptColumn: {
        const QString until = one.useBy.isValid() ? tr("opens until %1").arg(dayOnly(one.useBy, m_clock.now())) : QString();
        const QString how = sealedWithKey(one) ? tr("sealed to a key") : tr("sealed with a passphrase");
        return until.isEmpty() ? tr("%1, %2").arg(text(row, column), how) : tr("%1, %2, %3").arg(text(row, column), how, until);
    }
    default: return text(row, column);
    }
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LedgerRow &row = m_rows.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::AccessibleTextRole: return sentence(row, column);
    case SecondRole: return second(row, column);
    case SecondIconRole:
        if (column == WhoColumn)
            return row.first().direction == HandOver::Direction::Made ? u"arrow"_s : u"inbox"_s;
        return column == ReceiptColumn ? QVariant(sealedWithKey(row.first()) ? u"key"_s : u"lock"_s) : QVariant();
    case SecondToneRole:
        if (column != WhoColumn)
            return {};
        return QVariant::fromValue(row.first().direction == HandOver::Direction::Made ? Tone::Accent : Tone::Second);
    case ChipIconRole: return column == ProbeColumn ? QVariant(look(row).icon) : QVariant();
    case ChipToneRole: return column == ProbeColumn ? QVariant::fromValue(look(row).tone) : QVariant();
    default: return {};
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case WhenColumn: return tr("When");
    case WhoColumn: return tr("Researcher and partner");
    case ReceiptColumn: return tr("Receipts");
    case ProbeColumn: return tr("Last probe");
    default: return {};
    }
}

LedgerFilter::LedgerFilter(LedgerModel *model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(model);
}

void LedgerFilter::setWords(const QString &text)
{
    m_words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void LedgerFilter::setKind(int kind)
{
    m_kind = kind;
    invalidateFilter();
}

bool LedgerFilter::isOf(const LedgerRow &row, int kind) const
{
    switch (kind) {
    case Made: return row.first().direction == HandOver::Direction::Made;
    case Received: return row.first().direction == HandOver::Direction::Received;
    case StillUsable: return row.stillUsable();
    default: return true;
    }
}

bool LedgerFilter::isFound(const LedgerRow &row) const
{
    return std::all_of(m_words.cbegin(), m_words.cend(), [&row](const QString &word) { return row.text.contains(word); });
}

int LedgerFilter::count(int kind) const
{
    int count = 0;
    for (int i = 0; i < m_model->rowCount(); ++i)
        count += isFound(m_model->row(i)) && isOf(m_model->row(i), kind);
    return count;
}

const LedgerRow *LedgerFilter::row(const QModelIndex &index) const
{
    const QModelIndex source = mapToSource(index);
    return source.isValid() ? &m_model->row(source.row()) : nullptr;
}

bool LedgerFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    return isOf(m_model->row(row), m_kind) && isFound(m_model->row(row));
}

} // namespace baton::ui
