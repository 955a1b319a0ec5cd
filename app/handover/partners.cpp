#include "app/handover/partners.h"

#include "app/handover/card.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

const QString kind = u"partner"_s;

QString idOf(const QString &environmentId, const QString &clientId)
{
    return environmentId + u'/' + clientId;
}

const QList<std::pair<Partner::Trust, QString>> &trustNames()
{
    static const QList<std::pair<Partner::Trust, QString>> names { { Partner::Trust::Unconfirmed, u"unconfirmed"_s }, { Partner::Trust::Confirmed, u"confirmed"_s },
        { Partner::Trust::KeyChanged, u"key_changed"_s }, { Partner::Trust::Blocked, u"blocked"_s } };
    return names;
}

QJsonObject toJson(const Partner &partner)
{
    QJsonObject json { { "environment"_L1, partner.environmentId }, { "client_id"_L1, partner.clientId }, { "name"_L1, partner.name },
        { "key"_L1, partner.key.toPublicJson() }, { "confirmed_how"_L1, partner.confirmedHow }, { "confirmed_at"_L1, partner.confirmedAt.toUTC().toString(Qt::ISODate) } };
    for (const auto &[trust, name] : trustNames()) {
        if (trust == partner.trust)
            json.insert("trust"_L1, name);
    }
    if (!partner.otherKey.isNull())
        json.insert("other_key"_L1, partner.otherKey.toPublicJson());
    return json;
}

std::optional<Partner> fromJson(const QJsonObject &json)
{
    const auto key = jose::Jwk::fromJson(json.value("key"_L1).toObject());
    if (!key)
        return {};
    Partner partner;
    partner.environmentId = json.value("environment"_L1).toString();
    partner.clientId = json.value("client_id"_L1).toString();
    partner.name = json.value("name"_L1).toString();
    partner.key = *key;
    partner.confirmedHow = json.value("confirmed_how"_L1).toString();
    partner.confirmedAt = QDateTime::fromString(json.value("confirmed_at"_L1).toString(), Qt::ISODate);
    for (const auto &[trust, name] : trustNames()) {
        if (json.value("trust"_L1) == name)
            partner.trust = trust;
    }
    if (const auto other = jose::Jwk::fromJson(json.value("other_key"_L1).toObject()))
        partner.otherKey = *other;
    return partner;
}

// S30: what becomes of somebody known when a card of that name arrives or whoever runs Baton decides.
Partner merged(const Partner &known, Partner incoming)
{
    using Trust = Partner::Trust;
    const bool sameKey = known.thumbprint() == incoming.thumbprint();
    const bool decided = incoming.trust == Trust::Confirmed || incoming.trust == Trust::Blocked;
    if (sameKey && incoming.trust == Trust::Unconfirmed) {
        // The same card again changes no decision.
        const QString name = incoming.name;
        incoming = known;
        incoming.name = name;
        return incoming;
    }
    if (sameKey)
        return incoming;
    // The deliberate act: a key that was shown as the other one is confirmed, or the name blocked.
    if (decided && known.trust == Trust::KeyChanged && known.otherKey.thumbprint() == incoming.thumbprint()) {
        incoming.otherKey = {};
        return incoming;
    }
    Partner stopped = known;
    stopped.otherKey = incoming.key;
    if (stopped.trust != Trust::Blocked)
        stopped.trust = Trust::KeyChanged;
    return stopped;
}

} // namespace

Partners::Partners(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault)
{
    connect(&vault, &vault::Vault::stateChanged, this, &Partners::changed);
}

QList<Partner> Partners::partners(const QString &environmentId) const
{
    QList<Partner> out;
    const auto documents = m_vault.list(kind);
    if (!documents)
        return out;
    for (const vault::Document &document : *documents) {
        const auto partner = fromJson(document.content);
        if (partner && partner->environmentId == environmentId)
            out.append(*partner);
    }
    return out;
}

std::optional<Partner> Partners::find(const QString &environmentId, const QString &clientId) const
{
    const auto document = m_vault.get(kind, idOf(environmentId, clientId));
    if (!document || !*document)
        return {};
    return fromJson((*document)->content);
}

std::optional<Partner> Partners::byThumbprint(const QString &environmentId, const QString &thumbprint) const
{
    for (const Partner &partner : partners(environmentId)) {
        if (partner.key.thumbprintText() == thumbprint)
            return partner;
    }
    return {};
}

Result<void> Partners::save(const Partner &partner)
{
    if (partner.key.isNull() || partner.key.isPrivate())
        return fail(u"partner.key"_s, QCoreApplication::translate("Partners", "The partner has no public key."), QCoreApplication::translate("Partners", "Import the partner’s card."));
    if (partner.clientId.isEmpty() || partner.environmentId.isEmpty())
        return fail(u"partner.key"_s, QCoreApplication::translate("Partners", "The partner has no client ID."), QCoreApplication::translate("Partners", "Give the client ID the partner uses at the registry."));
    const auto known = find(partner.environmentId, partner.clientId);
    const Partner result = known ? merged(*known, partner) : partner;
    if (auto put = m_vault.put(kind, idOf(partner.environmentId, partner.clientId), toJson(result)); !put)
        return put;
    Q_EMIT changed();
    return {};
}

Result<void> Partners::remove(const QString &environmentId, const QString &clientId)
{
    if (auto removed = m_vault.remove(kind, idOf(environmentId, clientId)); !removed)
        return removed;
    Q_EMIT changed();
    return {};
}

Result<Partner> Partners::fromCard(const QByteArray &text, const QString &environmentId)
{
    return readCard(text, environmentId);
}

Result<void> Partners::ensurePractice(const QList<Partner> &partners)
{
    bool any = false;
    for (const Partner &partner : partners) {
        const auto known = find(partner.environmentId, partner.clientId);
        // A key made on this computer may be made anew by it; one that a person confirmed may not.
        const bool ours = known && known->trust == Partner::Trust::Confirmed && known->confirmedHow == partner.confirmedHow;
        if (known && (!ours || known->thumbprint() == partner.thumbprint()))
            continue;
        if (auto put = m_vault.put(kind, idOf(partner.environmentId, partner.clientId), toJson(partner)); !put)
            return put;
        any = true;
    }
    if (any)
        Q_EMIT changed();
    return {};
}

} // namespace baton::handover
