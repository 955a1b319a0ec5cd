#include "ui/inbox/deliverymodel.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"

using namespace Qt::StringLiterals;

namespace baton::ui {

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

void DeliveryModel::reload()
{
    beginResetModel();
    m_deliveries = m_inbox.deliveries(m_environmentId);
    endResetModel();
}

int DeliveryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_locked.size() + m_deliveries.size());
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
    for (int row = 0; row < rowCount(); ++row) {
        if (index(row).data(IdRole).toString() == id)
            return row;
    }
    return -1;
}

const handover::Delivery *DeliveryModel::delivery(int row) const
{
    const qsizetype at = row - m_locked.size();
    return at >= 0 && at < m_deliveries.size() ? &m_deliveries.at(at) : nullptr;
}

int DeliveryModel::waiting() const
{
    return int(std::count_if(m_deliveries.cbegin(), m_deliveries.cend(),
        [](const handover::Delivery &d) { return d.state == handover::Delivery::State::Opened; }));
}

DeliveryModel::Look DeliveryModel::lookOf(const handover::Delivery &delivery) const
{
    using State = handover::Delivery::State;
    switch (delivery.state) {
    case State::Opened: return { tr("Opened, not exchanged yet"), u"unlock"_s, Tone::Accent };
    case State::Exchanged: {
        const QString when = dayAndTime(delivery.exchangedAt, m_clock.now());
        return { when.isEmpty() ? tr("Exchanged") : tr("Exchanged: %1").arg(when), u"okcircle"_s, Tone::Ok };
    }
    case State::Refused: return { plain(delivery.stateWords), u"xcircle"_s, Tone::Err };
    case State::NotEnabled: return { tr("Not enabled for our client"), u"stop"_s, Tone::Warn };
    case State::Revoked: return { tr("Revoked by the researcher"), u"xcircle"_s, Tone::Err };
    }
    return {};
}

QVariant DeliveryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const handover::Delivery *d = delivery(index.row());
    const bool locked = !d;
    const QString name = locked ? tr("Locked package")
        : !d->researcher.isEmpty() ? plain(d->researcher)
        : !d->orcid.isEmpty()      ? d->orcid
                                   : tr("Refused package");
    const QString sender = locked ? plain(m_locked.at(index.row()).origin) : plain(d->senderName);
    const Look look = locked ? Look { tr("Asks for its passphrase"), u"lock"_s, Tone::Warn } : lookOf(*d);
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::AccessibleTextRole:
        return sender.isEmpty() ? tr("%1. %2").arg(name, look.words) : tr("%1, from %2. %3").arg(name, sender, look.words);
    case IdRole: return locked ? m_locked.at(index.row()).id : d->id;
    case LockedRole: return locked;
    case SenderRole: return sender;
    case StateRole: return look.words;
    case IconRole: return look.icon;
    case ToneRole: return QVariant::fromValue(int(look.tone));
    default: return {};
    }
}

} // namespace baton::ui
