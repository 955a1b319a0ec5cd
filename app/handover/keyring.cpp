#include "app/handover/keyring.h"

#include "app/base/base64url.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

const QString kind = u"key"_s;

QString idOf(const QString &environmentId, const QString &clientId)
{
    return environmentId + u'/' + clientId;
}

// The newest first; the older ones still open packages that were under way.
QJsonArray keysIn(const QJsonObject &content)
{
    return content.value("keys"_L1).toArray();
}

std::optional<KeyRing::OwnKey> readKey(const QJsonValue &value)
{
    auto der = fromBase64Url(value["pkcs8"_L1].toString().toLatin1());
    if (!der)
        return {};
    const auto key = jose::Jwk::fromPkcs8(Secret::take(*der));
    if (!key)
        return {};
    return KeyRing::OwnKey { *key, QDateTime::fromString(value["made"_L1].toString(), Qt::ISODate) };
}

} // namespace

KeyRing::KeyRing(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault) { }

Result<KeyRing::OwnKey> KeyRing::keyFor(const QString &environmentId, const QString &clientId)
{
    const auto stored = m_vault.get(kind, idOf(environmentId, clientId));
    if (!stored)
        return fail(stored.error());
    if (*stored) {
        if (const auto key = readKey(keysIn((*stored)->content).first()))
            return *key;
    }
    return renew(environmentId, clientId);
}

Result<KeyRing::OwnKey> KeyRing::renew(const QString &environmentId, const QString &clientId)
{
    const QString id = idOf(environmentId, clientId);
    const auto stored = m_vault.get(kind, id);
    if (!stored)
        return fail(stored.error());
    const OwnKey made { jose::Jwk::generateEcP256(), QDateTime::currentDateTimeUtc() };
    QByteArray der = made.key.toPkcs8().reveal();
    QJsonArray keys = *stored ? keysIn((*stored)->content) : QJsonArray();
    keys.prepend(QJsonObject { { "pkcs8"_L1, QString::fromLatin1(toBase64Url(der)) }, { "made"_L1, made.madeAt.toString(Qt::ISODate) } });
    wipe(der);
    if (auto put = m_vault.put(kind, id, { { "environment"_L1, environmentId }, { "client"_L1, clientId }, { "keys"_L1, keys } }); !put)
        return fail(put.error());
    Q_EMIT changed();
    return made;
}

Result<jose::Jwk> KeyRing::byThumbprint(const QString &environmentId, const QString &thumbprint) const
{
    const auto documents = m_vault.list(kind);
    if (!documents)
        return fail(documents.error());
    for (const vault::Document &document : *documents) {
        if (document.content.value("environment"_L1).toString() != environmentId)
            continue;
        for (const QJsonValue value : keysIn(document.content)) {
            const auto own = readKey(value);
            if (own && own->key.thumbprintText() == thumbprint)
                return own->key;
        }
    }
    return jose::Jwk();
}

QString KeyRing::environmentOf(const QString &thumbprint) const
{
    const auto documents = m_vault.list(kind);
    if (!documents)
        return {};
    for (const vault::Document &document : *documents) {
        for (const QJsonValue value : keysIn(document.content)) {
            if (const auto own = readKey(value); own && own->key.thumbprintText() == thumbprint)
                return document.content.value("environment"_L1).toString();
        }
    }
    return {};
}

QList<QPair<QString, QByteArray>> KeyRing::thumbprints(const QString &environmentId) const
{
    QList<QPair<QString, QByteArray>> out;
    const auto documents = m_vault.list(kind);
    if (!documents)
        return out;
    for (const vault::Document &document : *documents) {
        if (document.content.value("environment"_L1).toString() != environmentId)
            continue;
        for (const QJsonValue value : keysIn(document.content)) {
            if (const auto own = readKey(value))
                out.append({ document.content.value("client"_L1).toString(), own->key.thumbprint() });
        }
    }
    return out;
}

} // namespace baton::handover
