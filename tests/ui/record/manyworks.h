#pragma once

#include "app/record/itemreader.h"
#include "tests/app/record/fakerecord.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

namespace baton::test {

/// A work of a list; titles come in no order.
inline QJsonObject summary(int putCode)
{
    QJsonObject work = recordJson(QStringLiteral("works.json"))[QStringLiteral("group")].toArray().first().toObject()[QStringLiteral("work-summary")].toArray().first().toObject();
    const QJsonObject title { { QStringLiteral("value"), QStringLiteral("Work %1 on tides").arg(putCode * 7919 % 10'007, 5, 10, QChar(u'0')) } };
    work[QStringLiteral("put-code")] = putCode;
    work[QStringLiteral("title")] = QJsonObject { { QStringLiteral("title"), title } };
    work[QStringLiteral("publication-date")] = QJsonObject { { QStringLiteral("year"), QJsonObject { { QStringLiteral("value"), QString::number(1970 + putCode * 31 % 56) } } } };
    work[QStringLiteral("visibility")] = putCode % 3 == 0 ? QStringLiteral("private") : putCode % 3 == 1 ? QStringLiteral("public") : QStringLiteral("limited");
    return work;
}

/// Works from..to as their list gives them.
inline QList<record::Item> some(int from, int to)
{
    QList<record::Item> items;
    for (int i = from; i <= to; ++i)
        items += record::itemFromJson(QStringLiteral("works"), summary(i), false);
    return items;
}

/// The registry's list of so many works.
inline QByteArray listOf(int works)
{
    static QByteArray pattern = QJsonDocument(QJsonObject { { QStringLiteral("work-summary"), QJsonArray { summary(1) } } }).toJson(QJsonDocument::Compact);
    QByteArray json = "{\"group\":[";
    for (int i = 1; i <= works; ++i) {
        QByteArray group = pattern;
        group.replace("\"put-code\":1,", "\"put-code\":" + QByteArray::number(i) + ',').replace("Work 07919 on tides", "Work " + QByteArray::number(i * 7919 % 10'007).rightJustified(5, '0') + " on tides");
        json += (i > 1 ? "," : "") + group;
    }
    return json + "]}";
}

/// A work of ours, in full.
inline QJsonObject ours(int putCode)
{
    QJsonObject work = summary(putCode);
    work[QStringLiteral("source")] = recordJson(QStringLiteral("work-1733.json"))[QStringLiteral("source")];
    return work;
}

/// What a list shows, in its order.
inline QList<qint64> codesOf(const ui::ItemFilter &filter)
{
    QList<qint64> out;
    for (int row = 0; row < filter.rowCount(); ++row)
        out += filter.index(row, 0).data(ui::ItemModel::PutCodeRole).toLongLong();
    return out;
}

} // namespace baton::test
