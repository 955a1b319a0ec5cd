#include "ui/inbox/deliverymodel.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

// There is room for a few words: what was wrong, without the check's own name before it.
QString shortRefusal(const handover::Delivery &delivery)
{
    for (const handover::PackageCheck &check : delivery.checks) {
        if (check.state == handover::PackageCheck::State::Failed && !check.words.isEmpty() && delivery.stateWords.endsWith(check.words))
            return plain(check.words);
    }
    return plain(delivery.stateWords);
}

} // namespace

DeliveryModel::DeliveryModel(handover::Inbox &inbox, const Clock &clock, QObject *parent)
    : QAbstractListModel(parent), m_inbox(inbox), m_clock(clock)
{
    connect(&inbox, &handover::Inbox::changed, this, &DeliveryModel::reload);
}

void DeliveryModel::setEnvironment(const QString &environmentId)
{
    if (environmentId != m_environmentId)
        m_locked.clear();
    m_environmentId = environmentId;
    reload();
}

// Two senders may give their packages the same number: the key that signed counts too.
void DeliveryModel::reload()
{
    beginResetModel();
    m_packages.clear();
    QHash<QString, qsizetype> places;
    const QList<handover::Delivery> all = m_inbox.deliveries(m_environmentId);
    for (const handover::Delivery &delivery : all) {
        const QString key = delivery.packageId.isEmpty() ? delivery.id : delivery.packageId + u'\n' + delivery.senderThumbprint;
        const qsizetype place = *places.insert(key, places.value(key, m_packages.size()));
        if (place == m_packages.size())
            m_packages << QList<handover::Delivery>();
        m_packages[place] << delivery;
    }
    for (QList<handover::Delivery> &package : m_packages) {
        std::stable_sort(package.begin(), package.end(), [](const handover::Delivery &a, const handover::Delivery &b) {
            return QString::localeAwareCompare(a.researcher, b.researcher) < 0;
        });
    }
    endResetModel();
}

int DeliveryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_locked.size() + m_packages.size());
}

void DeliveryModel::addLocked(const QString &id, const QString &origin)
{
    beginInsertRows({}, 0, 0);
    m_locked.prepend({ id, origin });
    endInsertRows();
}

void DeliveryModel::removeLocked(const QString &id)
{
    for (qsizetype row = 0; row < m_locked.size(); ++row) {
        if (m_locked.at(row).id != id)
            continue;
        beginRemoveRows({}, int(row), int(row));
        m_locked.removeAt(row);
        endRemoveRows();
        return;
    }
}

int DeliveryModel::rowOf(const QString &id) const
{
    for (qsizetype row = 0; row < m_locked.size(); ++row) {
        if (m_locked.at(row).id == id)
            return int(row);
    }
    for (qsizetype at = 0; at < m_packages.size(); ++at) {
        const QList<handover::Delivery> &package = m_packages.at(at);
        if (std::any_of(package.cbegin(), package.cend(), [&id](const handover::Delivery &one) { return one.id == id; }))
            return int(m_locked.size() + at);
    }
    return -1;
}

QList<handover::Delivery> DeliveryModel::package(int row) const
{
    return m_packages.value(row - m_locked.size());
}

int DeliveryModel::waiting() const
{
    int count = 0;
    for (const QList<handover::Delivery> &package : m_packages)
        count += int(std::count_if(package.cbegin(), package.cend(), [](const auto &d) { return d.state == handover::Delivery::State::Opened && d.stopped.isEmpty(); }));
    return count;
}

DeliveryModel::Look DeliveryModel::lookOf(const handover::Delivery &delivery) const
{
    using State = handover::Delivery::State;
    if (!delivery.stopped.isEmpty())
        return { tr("Stopped. See its checks"), u"stop"_s, Tone::Err, tr("Stopped. %1").arg(delivery.stopped) };
    switch (delivery.state) {
    case State::Opened: return { tr("Opened, not exchanged yet"), u"unlock"_s, Tone::Accent };
    case State::Exchanged: {
        const QString when = dayAndTime(delivery.exchangedAt, m_clock.now());
        return { when.isEmpty() ? tr("Exchanged") : tr("Exchanged: %1").arg(when), u"okcircle"_s, Tone::Ok };
    }
    case State::Refused: return { shortRefusal(delivery), u"xcircle"_s, Tone::Err, plain(delivery.stateWords) };
    case State::NotEnabled: return { tr("Not enabled for our client"), u"stop"_s, Tone::Warn };
    case State::Revoked: return { tr("Revoked"), u"xcircle"_s, Tone::Err };
    case State::Ended: return { tr("Gives nothing any more"), u"xcircle"_s, Tone::Err };
    }
    return {};
}

DeliveryModel::Look DeliveryModel::lookOf(const QList<handover::Delivery> &package) const
{
    using State = handover::Delivery::State;
    if (package.size() == 1)
        return lookOf(package.first());
    // One sender signed for all of them.
    if (const auto stopped = std::find_if(package.cbegin(), package.cend(), [](const auto &one) { return !one.stopped.isEmpty(); }); stopped != package.cend())
        return lookOf(*stopped);
    QHash<State, int> counts;
    for (const handover::Delivery &one : package)
        ++counts[one.state];
    if (counts.value(State::NotEnabled) > 0 && counts.value(State::Opened) + counts.value(State::Exchanged) == 0)
        return { tr("Not enabled for our client"), u"skip"_s, Tone::Warn };
    if (counts.value(State::Refused) == package.size())
        return { shortRefusal(package.first()), u"stop"_s, Tone::Err, plain(package.first().stateWords) };
    QStringList words;
    const auto tell = [&words](const QString &text, int count) {
        if (count > 0)
            words << text;
    };
    tell(tr("%n exchanged", nullptr, counts.value(State::Exchanged)), counts.value(State::Exchanged));
    tell(tr("%n ready", nullptr, counts.value(State::Opened)), counts.value(State::Opened));
    tell(tr("%n revoked", nullptr, counts.value(State::Revoked)), counts.value(State::Revoked));
    tell(tr("%n ended", nullptr, counts.value(State::Ended)), counts.value(State::Ended));
    tell(tr("%n not enabled", nullptr, counts.value(State::NotEnabled)), counts.value(State::NotEnabled));
    tell(tr("%n refused", nullptr, counts.value(State::Refused)), counts.value(State::Refused));
    if (counts.value(State::Exchanged) == package.size())
        return { words.join(u", "_s), u"okcircle"_s, Tone::Ok };
    return { words.join(u", "_s), u"unlock"_s, Tone::Accent };
}

QString DeliveryModel::nameOf(const QList<handover::Delivery> &package) const
{
    if (package.size() > 1)
        return tr("%n researchers", nullptr, int(package.size()));
    const handover::Delivery &one = package.first();
    if (!one.researcher.isEmpty())
        return plain(one.researcher);
    return one.orcid.isEmpty() ? tr("Refused package") : tr("Name not shared");
}

QVariant DeliveryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QList<handover::Delivery> here = package(index.row());
    const bool locked = here.isEmpty();
    const QString name = locked ? tr("Locked package") : nameOf(here);
    const QString sender = locked ? plain(m_locked.at(index.row()).origin) : plain(here.first().senderName);
    const Look look = locked ? Look { tr("Asks for its passphrase"), u"lock"_s, Tone::Warn } : lookOf(here);
    const QString full = look.full.isEmpty() ? look.words : look.full;
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::ToolTipRole: return full.toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return sender.isEmpty() ? tr("%1. %2").arg(name, full) : tr("%1, from %2. %3").arg(name, sender, full);
    case IdRole: return locked ? m_locked.at(index.row()).id : here.first().id;
    case LockedRole: return locked;
    case SenderRole: return sender;
    case StateRole: return look.words;
    case IconRole: return look.icon;
    case ToneRole: return QVariant::fromValue(int(look.tone));
    default: return {};
    }
}

} // namespace baton::ui
