#pragma once

#include "tests/app/practice/api/harness.h"
#include "tests/app/practice/fixture.h"

/// Somebody who talks HTTP with the Member API of a running registry.
namespace apiclient {

using namespace baton;
using test::Answer;
using test::Pairs;
using test::PracticeFixture;

inline const QString harbour = QStringLiteral("APP-HD4W7N1RZ6K9TQ3M");
inline const QString ingrid = QStringLiteral("0000-0000-3318-5401"); ///< locked
inline const QString pavel = QStringLiteral("0000-0000-4027-6117");  ///< deactivated
inline const QString merged = QStringLiteral("0000-0000-7193-0521"); ///< deprecated, now Sofia's
inline const QString noor = QStringLiteral("0000-0000-6640-2177");   ///< unclaimed since September
inline const QString mateus = QStringLiteral("0000-0000-2951-8031"); ///< unclaimed since the registry started
inline const QString ewa = QStringLiteral("0000-0000-8471-2603");    ///< takes no notifications

/// A token as it would have been issued; without an iD one of the client's own.
inline QString grant(PracticeFixture &registry, const QString &client, const QString &orcid, const QStringList &scopes, const QString &origin = {})
{
    practice::TokenRow row;
    row.clientId = client;
    row.orcid = orcid;
    row.scopes = scopes;
    row.oboClientId = origin;
    QString value;
    registry.registry.configure(
        [&](practice::RegistryCore &core) { value = QString::fromLatin1(core.accounts().issue(row, 3600, false).value); });
    return value;
}

struct Send {
    QString token;
    QByteArray contentType = "application/json";
    QByteArray accept = "application/json";
};

inline Answer call(PracticeFixture &registry, const Send &how, const QByteArray &method, const QString &path, const QByteArray &body = {})
{
    Pairs headers { { QStringLiteral("Accept"), QString::fromLatin1(how.accept) } };
    if (!how.token.isEmpty())
        headers.append({ QStringLiteral("Authorization"), QStringLiteral("Bearer ") + how.token });
    if (!body.isEmpty())
        headers.append({ QStringLiteral("Content-Type"), QString::fromLatin1(how.contentType) });
    return registry.send(method, path, body, headers);
}

inline QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

inline qint64 putCodeOf(const Answer &answer)
{
    const QByteArray location = answer.header("location");
    return location.mid(location.lastIndexOf('/') + 1).toLongLong();
}

/// Changes one place of an item: "title/title/value"; null takes it away.
inline QJsonObject with(QJsonObject item, const QString &path, const QJsonValue &value)
{
    const QString key = path.section(u'/', 0, 0), rest = path.section(u'/', 1);
    if (!rest.isEmpty())
        item.insert(key, with(item.value(key).toObject(), rest, value));
    else if (value.isNull())
        item.remove(key);
    else
        item.insert(key, value);
    return item;
}

} // namespace apiclient
