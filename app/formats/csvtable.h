#pragma once

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace baton::formats {

/// A record of a CSV: its cells, and the line it begins in (from 1).
struct CsvRecord {
    int line = 0;
    QStringList cells;
    bool unclosed = false; ///< a quotation mark in it never closes; the line was read without
};

struct CsvTable {
    QChar separator;
    QList<CsvRecord> records; ///< headings included, empty lines left out
    bool tooMany = false;     ///< stopped at `limit` records
};

/// RFC 4180 with any of , ; tab | between the cells: the one that the first record has most of. Line ends are \n.
CsvTable parseCsv(const QString &text, int limit);

/// Undoes what safeCell() did.
QString fromSafeCell(const QString &cell);
/// A cell that no spreadsheet takes for a formula (S53): an apostrophe before = + - @ tab and line ends.
QString safeCell(const QString &text);

} // namespace baton::formats
