#pragma once

#include "app/formats/row.h"
#include "tests/app/record/practicerecord.h"

namespace baton::test {

/// A row as a reader of files makes it.
inline formats::Row row(int number, const QString &key, const QJsonObject &content, const QString &section = QStringLiteral("works"))
{
    formats::Row row;
    row.number = number;
    row.key = key;
    row.section = section;
    row.content = content;
    return row;
}

inline formats::Row workRow(int number, const QString &title, const QString &doi)
{
    return row(number, QStringLiteral("key%1").arg(number), PracticeRecord::work(title, doi));
}

/// `count` works of one file: "Import 1" with doi 10.5555/<prefix>.1, and so on.
inline QList<formats::Row> workRows(int count, const QString &prefix = QStringLiteral("import"))
{
    QList<formats::Row> rows;
    for (int i = 1; i <= count; ++i)
        rows << workRow(i, QStringLiteral("Import %1").arg(i), QStringLiteral("10.5555/%1.%2").arg(prefix).arg(i));
    return rows;
}

} // namespace baton::test
