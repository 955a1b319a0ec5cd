#include "app/handover/inbox.h"

#include "app/base/random.h"
#include "app/jose/aead.h"

#include <QtCore/QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

const QString deliveryKind = u"delivery"_s;

const QStringList &stateNames()
{
    static const QStringList names { u"opened"_s, u"exchanged"_s, u"refused"_s, u"not_enabled"_s, u"revoked"_s, u"ended"_s };
    return names;
}

const QStringList &checkNames()
{
    static const QStringList names { u"passed"_s, u"failed"_s, u"warning"_s, u"not_done"_s };
    return names;
}

QString text(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime time(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue entry : value.toArray())
        out.append(entry.toString());
    return out;
}

QJsonArray toJson(const QList<PackageCheck> &checks)
{
    QJsonArray out;
    for (const PackageCheck &check : checks)
        out.append(QJsonObject { { "id"_L1, check.id }, { "name"_L1, check.name }, { "state"_L1, checkNames().at(int(check.state)) }, { "words"_L1, check.words } });
    return out;
}

QList<PackageCheck> checksFrom(const QJsonValue &value)
{
    QList<PackageCheck> out;
    for (const QJsonValue entry : value.toArray()) {
        const auto state = PackageCheck::State(qMax<qsizetype>(0, checkNames().indexOf(entry["state"_L1].toString())));
        out.append({ entry["id"_L1].toString(), entry["name"_L1].toString(), state, entry["words"_L1].toString() });
    }
    return out;
}

QJsonObject toJson(const Delivery &d)
{
    QJsonObject json { { "environment"_L1, d.environmentId }, { "package"_L1, d.packageId }, { "orcid"_L1, d.orcid }, { "researcher"_L1, d.researcher },
        { "original_client"_L1, d.originalClientId }, { "audience"_L1, d.audienceClientId }, { "sender"_L1, d.senderName }, { "sender_thumbprint"_L1, d.senderThumbprint },
        { "purpose"_L1, d.purpose }, { "scopes"_L1, QJsonArray::fromStringList(d.scopes) }, { "sealed"_L1, text(d.sealedAt) },
        { "use_by"_L1, text(d.useBy) }, { "received"_L1, text(d.receivedAt) }, { "exchanged"_L1, text(d.exchangedAt) },
        { "protection"_L1, d.protection }, { "receipt_to"_L1, d.receiptTo }, { "state"_L1, stateNames().at(int(d.state)) }, { "state_words"_L1, d.stateWords },
        { "checks"_L1, toJson(d.checks) }, { "sender_confirmed"_L1, d.senderConfirmed } };
    // Of what was refused nothing is kept that could be used.
    if (d.state != Delivery::State::Refused)
        json.insert("id_token"_L1, d.idToken.revealString());
    return json;
}

Delivery deliveryFrom(const vault::Document &document)
{
    const QJsonObject &json = document.content;
    Delivery d;
    d.id = document.id;
    d.environmentId = json.value("environment"_L1).toString();
    d.packageId = json.value("package"_L1).toString();
    d.orcid = json.value("orcid"_L1).toString();
    d.researcher = json.value("researcher"_L1).toString();
    d.originalClientId = json.value("original_client"_L1).toString();
    d.audienceClientId = json.value("audience"_L1).toString();
    d.senderName = json.value("sender"_L1).toString();
    d.senderThumbprint = json.value("sender_thumbprint"_L1).toString();
    d.purpose = json.value("purpose"_L1).toString();
    d.scopes = strings(json.value("scopes"_L1));
    d.sealedAt = time(json.value("sealed"_L1));
    d.useBy = time(json.value("use_by"_L1));
    d.receivedAt = time(json.value("received"_L1));
    d.exchangedAt = time(json.value("exchanged"_L1));
    d.protection = json.value("protection"_L1).toString();
    d.receiptTo = json.value("receipt_to"_L1).toString();
    d.idToken = Secret::fromString(json.value("id_token"_L1).toString());
    d.state = Delivery::State(qMax<qsizetype>(0, stateNames().indexOf(json.value("state"_L1).toString())));
    d.stateWords = json.value("state_words"_L1).toString();
    d.checks = checksFrom(json.value("checks"_L1));
    d.senderConfirmed = json.value("sender_confirmed"_L1).toBool();
    return d;
}

} // namespace

Inbox::Inbox(vault::Vault &vault, Partners &partners, QObject *parent) : QObject(parent), m_vault(vault), m_partners(partners)
{
    connect(&partners, &Partners::changed, this, &Inbox::changed); // tells of the vault's opening and closing too
}

QString Inbox::idOf(const Secret &idToken)
{
    return QString::fromLatin1(jose::sha256(idToken.view()).toHex());
}

QList<Delivery> Inbox::deliveries(const QString &environmentId) const
{
    QList<Delivery> out;
    const auto documents = m_vault.list(deliveryKind);
    if (!documents)
        return out;
    QHash<QString, Partner> senders;
    for (const Partner &partner : m_partners.partners(environmentId))
        senders.insert(partner.clientId, partner);
    for (const vault::Document &document : *documents) {
        if (document.content.value("environment"_L1).toString() != environmentId)
            continue;
        Delivery delivery = deliveryFrom(document);
        const auto sender = senders.constFind(delivery.originalClientId);
        delivery.stopped = whyStopped(delivery, sender == senders.cend() ? std::nullopt : std::optional(*sender));
        out.append(delivery);
    }
    std::stable_sort(out.begin(), out.end(), [](const Delivery &a, const Delivery &b) { return a.receivedAt > b.receivedAt; });
    return out;
}

std::optional<Delivery> Inbox::find(const QString &id) const
{
    const auto document = m_vault.get(deliveryKind, id);
    if (!document || !*document)
        return {};
    Delivery delivery = deliveryFrom(**document);
    delivery.stopped = whyStopped(delivery, m_partners.find(delivery.environmentId, delivery.originalClientId));
    return delivery;
}

bool Inbox::knows(const Secret &idToken) const
{
    const auto delivery = find(idOf(idToken));
    return delivery && delivery->state != Delivery::State::Refused;
}

Result<void> Inbox::save(const Delivery &delivery)
{
    const QString id = delivery.id.isEmpty() ? u"refused-"_s + randomUuid() : delivery.id;
    if (auto put = m_vault.put(deliveryKind, id, toJson(delivery)); !put)
        return put;
    Q_EMIT changed();
    return {};
}

Result<void> Inbox::remove(const QString &id)
{
    if (auto removed = m_vault.remove(deliveryKind, id); !removed)
        return removed;
    Q_EMIT changed();
    return {};
}

} // namespace baton::handover
