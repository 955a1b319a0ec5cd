#include "app/formats/csvtable.h"
#include "app/formats/export.h"

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// Quoted when any spreadsheet could take it apart, whatever separator it believes in.
QString quoted(const QString &text)
{
    const QString cell = safeCell(text);
    static const QString special = u",;|\t\"\n\r"_s;
    const bool plain = std::none_of(cell.begin(), cell.end(), [](QChar c) { return special.contains(c); }) && cell.trimmed() == cell;
    return plain ? cell : u'"' + QString(cell).replace(u'"', u"\"\""_s) + u'"';
}

QString line(const QStringList &cells)
{
    QStringList parts;
    parts.reserve(cells.size());
    for (const QString &cell : cells)
        parts += quoted(cell);
    return parts.join(u',') + u"\r\n"_s;
}

} // namespace

QByteArray csv(const QStringList &headings, const QList<QStringList> &rows)
{
    // The mark tells spreadsheets that it is UTF-8.
    QByteArray out = "\xEF\xBB\xBF";
    out += line(headings).toUtf8();
    for (const QStringList &row : rows)
        out += line(row).toUtf8();
    return out;
}

} // namespace baton::formats
