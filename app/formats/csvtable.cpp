#include "app/formats/csvtable.h"

#include <QtCore/QStringView>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

class CsvScan {
public:
    CsvScan(const QString &text, QChar separator, qsizetype at, int line) : m_text(text), m_separator(separator), m_at(at), m_line(line) { }

    bool atEnd() const { return m_at >= m_text.size(); }
    qsizetype at() const { return m_at; }

    /// The next record; with `quotes` off a quotation mark is a character like any other.
    CsvRecord next(bool quotes = true)
    {
        CsvRecord record;
        record.line = m_line;
        const qsizetype begin = m_at;
        const int line = m_line;
        for (;;) {
            record.cells += cell(quotes && !record.unclosed, record.unclosed);
            if (record.unclosed) {
                m_at = begin;
                m_line = line;
                record = next(false);
                record.unclosed = true;
                return record;
            }
            if (atEnd())
                return record;
            const QChar end = m_text.at(m_at++);
            if (end == u'\n') {
                ++m_line;
                return record;
            }
        }
    }

private:
    bool ends(QChar c) const { return c == m_separator || c == u'\n'; }

    QString cell(bool quotes, bool &unclosed)
    {
        QString out;
        if (quotes && !atEnd() && m_text.at(m_at) == u'"') {
            ++m_at;
            for (;;) {
                const qsizetype close = m_text.indexOf(u'"', m_at);
                if (close < 0) {
                    unclosed = true;
                    return out;
                }
                const QStringView part = QStringView(m_text).sliced(m_at, close - m_at);
                out += part;
                m_line += int(part.count(u'\n'));
                m_at = close + 1;
                if (atEnd() || m_text.at(m_at) != u'"')
                    break;
                out += u'"';
                ++m_at;
            }
        }
        const qsizetype from = m_at;
        while (!atEnd() && !ends(m_text.at(m_at)))
            ++m_at;
        out += QStringView(m_text).sliced(from, m_at - from);
        return out;
    }

    const QString &m_text;
    QChar m_separator;
    qsizetype m_at;
    int m_line;
};

bool isEmpty(const CsvRecord &record)
{
    return std::all_of(record.cells.begin(), record.cells.end(), [](const QString &cell) { return QStringView(cell).trimmed().isEmpty(); });
}

QChar findSeparator(const QString &text, qsizetype at)
{
    QChar best = u',';
    qsizetype most = 1;
    for (const QChar candidate : { u',', u';', u'\t', u'|' }) {
        CsvScan scan(text, candidate, at, 1);
        CsvRecord first = scan.next();
        while (isEmpty(first) && !scan.atEnd() && scan.at() < 64 * 1024)
            first = scan.next();
        if (!first.unclosed && first.cells.size() > most) {
            most = first.cells.size();
            best = candidate;
        }
    }
    return best;
}

/// How many characters from the front a spreadsheet would run on.
bool isFormula(QStringView text)
{
    static const QString dangerous = u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20"_s;
    return !text.isEmpty() && dangerous.contains(text.front());
}

} // namespace

CsvTable parseCsv(const QString &text, int limit)
{
    CsvTable table;
    qsizetype at = 0;
    int line = 1;
    // A first line that spreadsheets write for each other.
    if (text.startsWith(u"sep="_s, Qt::CaseInsensitive) && text.size() > 5 && text.at(5) == u'\n') {
        table.separator = text.at(4);
        at = 6;
        line = 2;
    } else {
        table.separator = findSeparator(text, at);
    }
    CsvScan scan(text, table.separator, at, line);
    bool quotes = true;
    while (!scan.atEnd()) {
        const CsvRecord record = scan.next(quotes);
        // Each record is read twice at most once, or a file full of single quotation marks would take for ever.
        quotes = quotes && !record.unclosed;
        if (isEmpty(record))
            continue;
        if (table.records.size() >= limit) {
            table.tooMany = true;
            break;
        }
        table.records += record;
    }
    return table;
}

QString safeCell(const QString &text)
{
    qsizetype quotes = 0;
    while (quotes < text.size() && text.at(quotes) == u'\'')
        ++quotes;
    return isFormula(QStringView(text).sliced(quotes)) ? u'\'' + text : text;
}

QString fromSafeCell(const QString &cell)
{
    return cell.startsWith(u'\'') && safeCell(cell) != cell ? cell.sliced(1) : cell;
}

} // namespace baton::formats
