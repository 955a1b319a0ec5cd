#include "app/claims/rows.h"

#include "app/base/text.h"
#include "app/claims/checks.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace baton::claims {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Claims)
};

// With seconds, unlike times elsewhere: here they are compared.
QString exactTime(qint64 seconds)
{
    return QLocale::c().toString(QDateTime::fromSecsSinceEpoch(seconds).toLocalTime(), u"d MMM yyyy HH:mm:ss"_s);
}

QString anyValue(const QJsonValue &value)
{
    if (value.isString())
        return plain(value.toString());
    if (value.isObject())
        return plain(QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact)));
    if (value.isArray())
        return plain(QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact)));
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    return value.isNull() ? u"null"_s : QString::number(value.toDouble(), 'g', 15);
}

QString shape(const QJsonValue &value)
{
    return value.isArray() ? Words::tr("a list") : Words::tr("a plain string");
}

QString words(const QString &claim, const QJsonValue &value)
{
    if (claim == "aud"_L1)
        return Words::tr("The original client; %1").arg(shape(value));
    if (claim == "amr"_L1) {
        const QString method = value.isArray() ? value.toArray().first().toString() : value.toString();
        return (method == "mfa"_L1 ? Words::tr("Two-factor sign-in is on; %1") : method == "pwd"_L1 ? Words::tr("Two-factor sign-in is off; %1") : Words::tr("How sign-in is protected; %1")).arg(shape(value));
    }
    static const QHash<QString, const char *> known {
        { u"sub"_s, QT_TRANSLATE_NOOP("Claims", "The researcher’s ORCID iD") },
        { u"given_name"_s, QT_TRANSLATE_NOOP("Claims", "First names, if public") },
        { u"family_name"_s, QT_TRANSLATE_NOOP("Claims", "Last name, if public") },
        { u"name"_s, QT_TRANSLATE_NOOP("Claims", "Published name, if public") },
        { u"iss"_s, QT_TRANSLATE_NOOP("Claims", "The registry that signed it") },
        { u"iat"_s, QT_TRANSLATE_NOOP("Claims", "When it was issued") },
        { u"exp"_s, QT_TRANSLATE_NOOP("Claims", "Expiry does not end delegation; ORCID exchanges it until the researcher withdraws the permission") },
        { u"nbf"_s, QT_TRANSLATE_NOOP("Claims", "Not to be used before") },
        { u"auth_time"_s, QT_TRANSLATE_NOOP("Claims", "When the researcher signed in") },
        { u"nonce"_s, QT_TRANSLATE_NOOP("Claims", "One-time value from this sign-in") },
        { u"at_hash"_s, QT_TRANSLATE_NOOP("Claims", "Ties it to the access token") },
        { u"jti"_s, QT_TRANSLATE_NOOP("Claims", "This token’s own number") },
        { u"azp"_s, QT_TRANSLATE_NOOP("Claims", "The client it was handed to") },
    };
    const char *text = known.value(claim);
    if (text)
        return Words::tr(text);
    return Words::tr("Not a claim Baton knows");
}

QString span(qint64 seconds)
{
    return seconds % 3600 == 0 ? Words::tr("%1 hours after iat").arg(seconds / 3600) : Words::tr("%1 minutes after iat").arg(seconds / 60);
}

Row rowOf(const QString &claim, const QJsonObject &payload)
{
    const QJsonValue value = payload.value(claim);
    Row row { plain(claim), anyValue(value), {}, words(claim, value) };
    static const QStringList times { u"iat"_s, u"exp"_s, u"nbf"_s, u"auth_time"_s };
    if (const auto seconds = timeClaim(value); seconds && times.contains(claim)) {
        row.value = exactTime(*seconds);
        const auto iat = timeClaim(payload.value("iat"_L1));
        if (claim == "exp"_L1 && iat && *seconds > *iat)
            row.note = span(*seconds - *iat);
    }
    if (claim == "nonce"_L1 && row.value.size() > 16)
        row.value = row.value.first(4) + u'…' + row.value.last(4);
    return row;
}

} // namespace

QList<Row> rowsOf(const QJsonObject &payload)
{
    static const QStringList order { u"sub"_s, u"given_name"_s, u"family_name"_s, u"name"_s, u"aud"_s, u"azp"_s, u"iss"_s, u"iat"_s, u"nbf"_s,
        u"exp"_s, u"auth_time"_s, u"amr"_s, u"nonce"_s, u"at_hash"_s, u"jti"_s };
    QList<Row> rows;
    for (const QString &claim : order) {
        if (payload.contains(claim))
            rows.append(rowOf(claim, payload));
    }
    for (auto it = payload.begin(); it != payload.end(); ++it) {
        if (!order.contains(it.key()))
            rows.append(rowOf(it.key(), payload));
    }
    return rows;
}

} // namespace baton::claims
