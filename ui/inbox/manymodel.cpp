#include "ui/inbox/manymodel.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"
#include "ui/common/table.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

using Work = desk::Delegations::Work;
using Group = Standing::Group;

QString minutes(int seconds)
{
    return u"%1:%2"_s.arg(seconds / 60, 2, 10, QLatin1Char('0')).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

ManyModel::ManyModel(desk::Delegations &delegations, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_delegations(delegations), m_clock(clock), m_environment(orcid::Environment::practice())
{
    m_clockTick.setInterval(1000);
    connect(&m_clockTick, &QTimer::timeout, this, &ManyModel::tick);
    connect(&delegations, &desk::Delegations::changed, this, &ManyModel::rowChanged);
}

void ManyModel::setPackage(const QList<handover::Delivery> &deliveries, const orcid::Environment &environment)
{
    const QString package = deliveries.isEmpty() ? QString() : deliveries.first().packageId + deliveries.first().senderThumbprint;
    if (std::exchange(m_package, package) != package) {
        m_chosen.clear();
        m_filter = All;
    }
    m_deliveries = deliveries;
    m_environment = environment;
    sift();
}

void ManyModel::setFilter(Filter filter)
{
    m_filter = filter;
    sift();
}

// Whoever is filtered away stays chosen only while shown: what Exchange does must be in sight.
void ManyModel::sift()
{
    beginResetModel();
    m_rows.clear();
    QSet<QString> kept;
    for (qsizetype at = 0; at < m_deliveries.size(); ++at) {
        const handover::Delivery &one = m_deliveries.at(at);
        if (!matches(one, m_filter))
            continue;
        m_rows << at;
        if (m_chosen.contains(one.id) && canChoose(one))
            kept.insert(one.id);
    }
    m_chosen = kept;
    endResetModel();
    m_delegations.hasRunning() ? m_clockTick.start() : m_clockTick.stop();
    Q_EMIT countsChanged();
    Q_EMIT chosenChanged();
}

bool ManyModel::matches(const handover::Delivery &delivery, Filter filter) const
{
    const Group group = standingOf(delivery).group;
    switch (filter) {
    case All: return true;
    case Good: return group == Group::Good;
    case Revoked: return group == Group::Revoked;
    case NotEnabled: return group == Group::NotEnabled;
    case Unreachable: return group == Group::Unreachable;
    }
    return true;
}

int ManyModel::count(Filter filter) const
{
    return int(std::count_if(m_deliveries.cbegin(), m_deliveries.cend(), [&](const auto &one) { return matches(one, filter); }));
}

// ── choosing ────────────────────────────────────────────────────────────────────────────────────────────────────────

bool ManyModel::canChoose(const handover::Delivery &delivery) const
{
    return delivery.state != handover::Delivery::State::Refused && !delivery.idToken.isEmpty() && delivery.stopped.isEmpty() && standingOf(delivery).usable;
}

bool ManyModel::canChoose(int row) const
{
    return canChoose(delivery(row));
}

void ManyModel::choose(const QString &id, bool on)
{
    on ? void(m_chosen.insert(id)) : void(m_chosen.remove(id));
    Q_EMIT chosenChanged();
}

void ManyModel::chooseShown(bool on)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (on && canChoose(row))
            m_chosen.insert(delivery(row).id);
        else
            m_chosen.remove(delivery(row).id);
    }
    Q_EMIT chosenChanged();
}

QStringList ManyModel::chosen() const
{
    QStringList ids;
    for (const handover::Delivery &one : m_deliveries) {
        if (m_chosen.contains(one.id))
            ids << one.id;
    }
    return ids;
}

Qt::CheckState ManyModel::shownState() const
{
    int possible = 0, ticked = 0;
    for (int row = 0; row < rowCount(); ++row) {
        possible += canChoose(row);
        ticked += isChosen(delivery(row).id);
    }
    return ticked == 0 ? Qt::Unchecked : ticked == possible ? Qt::Checked : Qt::PartiallyChecked;
}

QDateTime ManyModel::lastProbe() const
{
    QDateTime last;
    for (const handover::Delivery &one : m_deliveries) {
        const auto probe = m_delegations.probeOf(one.id);
        if (probe && probe->at.isValid() && (!last.isValid() || probe->at > last))
            last = probe->at;
    }
    return last;
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────

int ManyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ManyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

int ManyModel::rowOf(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (delivery(row).id == id)
            return row;
    }
    return -1;
}

QString ManyModel::nameOf(int row) const
{
    const handover::Delivery &one = delivery(row);
    if (!one.researcher.isEmpty())
        return plain(one.researcher);
    return one.orcid.isEmpty() ? tr("Unknown researcher") : one.orcid;
}

// A row that leaves its filter stays where it is until somebody filters again: nothing jumps away under the pointer.
void ManyModel::rowChanged(const QString &id)
{
    if (id.isEmpty()) {
        sift();
        return;
    }
    const int row = rowOf(id);
    if (row >= 0) {
        if (m_chosen.contains(id) && !canChoose(row))
            m_chosen.remove(id);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (m_delegations.hasRunning() && !m_clockTick.isActive())
        m_clockTick.start();
    Q_EMIT countsChanged();
    Q_EMIT chosenChanged();
}

void ManyModel::tick()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Token), index(rowCount() - 1, Token));
    if (!m_delegations.hasRunning())
        m_clockTick.stop();
}

// First line, second line.
QPair<QString, QString> ManyModel::tokenWords(const handover::Delivery &one) const
{
    const Work work = m_delegations.workOf(one.id);
    if (work == Work::Exchanging)
        return { tr("Asking…"), {} };
    if (const auto held = m_delegations.held(one.id))
        return { tr("%1 left").arg(minutes(m_delegations.secondsLeft(one.id))), mayWords(held->token.scopes) };
    if (work == Work::Waiting)
        return { tr("Waiting…"), {} };
    const Standing standing = standingOf(one);
    if (standing.group == Group::Unreachable)
        return { tr("Not known"), {} };
    if (!standing.usable || standing.group == Group::NotEnabled || m_delegations.refusalOf(one.id))
        return { tr("None"), {} };
    if (one.exchangedAt.isValid())
        return { tr("Ended"), tr("Asked %1").arg(dayAndTime(one.exchangedAt, m_clock.now())) };
    return { tr("Not asked yet"), {} };
}

QVariant ManyModel::cellOfGood(const handover::Delivery &one, int role) const
{
    if (m_delegations.workOf(one.id) == Work::Probing)
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(tr("Asking…")) : role == cell::Icon ? QVariant(u"pulse"_s) : QVariant();
    const Standing standing = standingOf(one);
    switch (role) {
    case Qt::DisplayRole: return standing.words;
    case Qt::AccessibleTextRole: return standing.details.isEmpty() ? standing.words : tr("%1: %2").arg(standing.words, standing.details);
    case Qt::ToolTipRole: return standing.details.toHtmlEscaped();
    case cell::Second: return standing.inShort;
    case cell::Icon: return standing.icon;
    case cell::TextTone: return standing.tone == Tone::Neutral ? QVariant() : QVariant::fromValue(standing.tone);
    default: return {};
    }
}

QVariant ManyModel::cellOfToken(const handover::Delivery &one, int role) const
{
    const auto [first, second] = tokenWords(one);
    switch (role) {
    case Qt::DisplayRole: return first;
    case Qt::AccessibleTextRole: return second.isEmpty() ? first : tr("%1, %2").arg(first, second);
    case Qt::ToolTipRole: {
        const auto held = m_delegations.held(one.id);
        return held ? QVariant(plain(held->token.scopes.join(u' ')).toHtmlEscaped()) : QVariant();
    }
    case cell::Second: return second;
    case cell::Faint: return !m_delegations.held(one.id).has_value();
    default: return {};
    }
}

QVariant ManyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const handover::Delivery &one = delivery(index.row());
    const QString uri = one.orcid.isEmpty() ? QString() : m_environment.orcidUri(one.orcid);
    switch (index.column()) {
    case Choose:
        return role == Qt::AccessibleTextRole ? QVariant(isChosen(one.id) ? tr("chosen") : tr("not chosen")) : QVariant();
    case Researcher:
        switch (role) {
        case Qt::DisplayRole: return nameOf(index.row());
        case Qt::AccessibleTextRole: return tr("%1, %2").arg(nameOf(index.row()), uri);
        case cell::Second: return uri;
        case cell::SecondMono: return true;
        default: return {};
        }
    case IsGood: return cellOfGood(one, role);
    case Token: return cellOfToken(one, role);
    default: return {};
    }
}

QVariant ManyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Researcher: return tr("Researcher");
    case IsGood: return tr("Is it still good?");
    case Token: return tr("Delegated token");
    default: return {};
    }
}

} // namespace baton::ui
