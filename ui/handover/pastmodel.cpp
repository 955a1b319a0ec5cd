#include "ui/handover/pastmodel.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"
#include "ui/common/table.h"

using namespace Qt::StringLiterals;

namespace baton::ui {

PastModel::PastModel(ledger::Ledger &ledger, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_ledger(ledger), m_clock(clock)
{
    connect(&ledger, &ledger::Ledger::changed, this, &PastModel::reload);
}

void PastModel::setEnvironment(const QString &environmentId)
{
    m_environmentId = environmentId;
    reload();
}

void PastModel::reload()
{
    if (m_ledger.isLoading())
        return; // it tells when it is there
    beginResetModel();
    m_entries.clear();
    for (const ledger::HandOver &row : m_ledger.handOvers(m_environmentId)) {
        if (row.direction == ledger::HandOver::Direction::Made)
            m_entries << row;
    }
    endResetModel();
}

int PastModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int PastModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

PastModel::Look PastModel::stateOf(const ledger::HandOver &entry) const
{
    if (entry.registryForgot && !(entry.recalled && entry.proven))
        return { tr("Registry began anew"), u"minus"_s, int(Tone::Neutral) };
    if (!entry.stillUsable())
        return { entry.recalled ? tr("Recalled, proven") : tr("Revoked"), u"xcircle"_s, int(Tone::Err) };
    const QDateTime now = m_clock.now();
    if (!entry.useBy.isValid() || entry.useBy <= now)
        return { tr("Package closed"), u"minus"_s, int(Tone::Neutral) };
    return { timeLeft(entry.useBy, now), u"clock"_s, int(Tone::Accent) };
}

QString PastModel::textOf(const ledger::HandOver &entry, int column) const
{
    switch (column) {
    case When: return dayAndTime(entry.when, m_clock.now());
    case Researcher: return entry.researcher.isEmpty() ? entry.orcid : plain(entry.researcher);
    case To: return entry.partner.isEmpty() ? tr("Whoever has the passphrase") : plain(entry.partner);
    case Protection: return plain(entry.protection);
    case State: return stateOf(entry).words;
    default: return {};
    }
}

QVariant PastModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ledger::HandOver &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return textOf(entry, index.column());
    case cell::Icon:
        if (index.column() == Protection)
            return entry.partner.isEmpty() ? u"lock"_s : u"key"_s;
        return index.column() == State ? QVariant(stateOf(entry).icon) : QVariant();
    case cell::AsChip:
        return index.column() == State;
    case cell::TextTone:
        return index.column() == State ? QVariant::fromValue(Tone(stateOf(entry).tone)) : QVariant();
    default:
        return {};
    }
}

QVariant PastModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When: return tr("When");
    case Researcher: return tr("Researcher");
    case To: return tr("To");
    case Protection: return tr("Protected with");
    case State: return tr("State");
    default: return {};
    }
}

} // namespace baton::ui
