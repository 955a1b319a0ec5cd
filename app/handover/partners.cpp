#include "app/handover/partners.h"

#include "app/handover/card.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

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
    const auto add = [&json](QLatin1String name, const QString &text) {
        if (!text.isEmpty())
            json.insert(name, text);
    };
    add("number_source"_L1, partner.numberSource);
    add("imported_how"_L1, partner.importedHow);
    add("imported_at"_L1, partner.importedAt.toUTC().toString(Qt::ISODate));
    add("key_address"_L1, partner.keyAddress.toString(QUrl::FullyEncoded));
    QJsonArray former;
    for (const Partner::FormerKey &old : partner.formerKeys)
        former.append(QJsonObject { { "key"_L1, old.key.toPublicJson() }, { "until"_L1, old.until.toUTC().toString(Qt::ISODate) } });
    if (!former.isEmpty())
        json.insert("former_keys"_L1, former);
    if (!partner.otherKey.isNull()) {
        json.insert("other_key"_L1, partner.otherKey.toPublicJson());
        add("other_how"_L1, partner.otherHow);
        add("other_at"_L1, partner.otherAt.toUTC().toString(Qt::ISODate));
    }
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
    const auto time = [&json](QLatin1String name) { return QDateTime::fromString(json.value(name).toString(), Qt::ISODate); };
    partner.numberSource = json.value("number_source"_L1).toString();
    partner.importedHow = json.value("imported_how"_L1).toString();
    partner.importedAt = time("imported_at"_L1);
    partner.keyAddress = QUrl(json.value("key_address"_L1).toString(), QUrl::StrictMode);
    for (const QJsonValue old : json.value("former_keys"_L1).toArray()) {
        if (const auto oldKey = jose::Jwk::fromJson(old["key"_L1].toObject()))
            partner.formerKeys.append({ *oldKey, QDateTime::fromString(old["until"_L1].toString(), Qt::ISODate) });
    }
    if (const auto other = jose::Jwk::fromJson(json.value("other_key"_L1).toObject())) {
        partner.otherKey = *other;
        partner.otherHow = json.value("other_how"_L1).toString();
        partner.otherAt = time("other_at"_L1);
    }
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
        Partner kept = known;
        kept.name = incoming.name;
        if (!incoming.keyAddress.isEmpty())
            kept.keyAddress = incoming.keyAddress;
        return kept;
    }
    if (sameKey)
        return incoming;
    // The deliberate act: a key that was shown as the other one is confirmed, or the name blocked.
    if (decided && known.trust == Trust::KeyChanged && known.otherKey.thumbprint() == incoming.thumbprint()) {
        incoming.otherKey = {};
        incoming.formerKeys = known.formerKeys;
        if (incoming.trust == Trust::Confirmed && known.confirmedAt.isValid())
            incoming.formerKeys.prepend({ known.key, incoming.confirmedAt });
        return incoming;
    }
    Partner stopped = known;
    stopped.otherKey = incoming.key;
    stopped.otherHow = incoming.importedHow;
    stopped.otherAt = incoming.importedAt;
    if (stopped.trust != Trust::Blocked)
        stopped.trust = Trust::KeyChanged;
    return stopped;
}

} // namespace

std::optional<Partner> namesakeOf(const Partner &partner, const QList<Partner> &all)
{
    const auto folded = [](const QString &name) { return name.normalized(QString::NormalizationForm_KC).simplified().toCaseFolded(); };
    if (folded(partner.name).isEmpty())
        return {};
    for (const Partner &other : all) {
        const bool decided = other.trust != Partner::Trust::Unconfirmed;
        if (decided && other.environmentId == partner.environmentId && other.clientId != partner.clientId && other.thumbprint() != partner.thumbprint()
            && folded(other.name) == folded(partner.name))
            return other;
    }
    return {};
}

QDateTime Partner::hadKeyUntil(const QByteArray &keyThumbprint) const
{
    for (const FormerKey &old : formerKeys) {
        if (old.key.thumbprint() == keyThumbprint)
            return old.until;
    }
    return {};
}

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

Result<void> Partners::noteOtherKey(const QString &environmentId, const QString &clientId, const jose::Jwk &key, const QString &how, const QDateTime &at)
{
    const auto known = find(environmentId, clientId);
    if (!known || known->thumbprint() == key.thumbprint() || known->hadKeyUntil(key.thumbprint()).isValid())
        return {};
    Partner arrived = *known;
    arrived.key = key.publicPart();
    arrived.trust = Partner::Trust::Unconfirmed;
    arrived.importedHow = how;
    arrived.importedAt = at;
    return save(arrived);
}

Result<void> Partners::keepOldKey(const QString &environmentId, const QString &clientId)
{
    auto known = find(environmentId, clientId);
    if (!known)
        return fail(u"partner.unknown"_s, QCoreApplication::translate("Partners", "The partner is not there any more."));
    if (known->trust == Partner::Trust::KeyChanged)
        known->trust = known->confirmedAt.isValid() ? Partner::Trust::Confirmed : Partner::Trust::Unconfirmed;
    known->otherKey = {};
    if (auto put = m_vault.put(kind, idOf(environmentId, clientId), toJson(*known)); !put)
        return put;
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
        Partner made = partner;
        if (known) { // what was sealed before the change stays theirs
            made.formerKeys = known->formerKeys;
            made.formerKeys.prepend({ known->key, partner.confirmedAt });
        }
        if (auto put = m_vault.put(kind, idOf(partner.environmentId, partner.clientId), toJson(made)); !put)
            return put;
        any = true;
    }
    if (any)
        Q_EMIT changed();
    return {};
}

} // namespace baton::handover
