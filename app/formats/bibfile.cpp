#include "app/formats/bibfile.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

constexpr int maxFields = 500;
constexpr qsizetype maxValue = 1'000'000; ///< a macro that doubles itself would soon fill the memory

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

bool isNameCharacter(QChar c)
{
    static const QString others = u"\"#%'(),={}"_s;
    return !c.isSpace() && !others.contains(c) && c.unicode() >= 0x20;
}

/// Reads one entry; positions only move forward.
class BibScan {
public:
    BibScan(const QString &text, QHash<QString, QString> &macros) : m_text(text), m_macros(macros) { }

    bool findEntry()
    {
        while (m_at < m_text.size() && m_text.at(m_at) != u'@')
            ++m_at;
        return m_at < m_text.size();
    }

    /// At an @; false when it begins no entry.
    bool read(BibEntry &entry)
    {
        const qsizetype begin = m_at++;
        m_recovery = 0;
        skipSpace();
        entry.type = name().toLower();
        skipSpace();
        if (entry.type.isEmpty() || atEnd() || (m_text.at(m_at) != u'{' && m_text.at(m_at) != u'('))
            return false;
        entry.line = lineOf(begin);
        m_close = m_text.at(m_at++) == u'{' ? u'}' : u')';
        if (entry.type == u"comment" || entry.type == u"preamble") {
            skipBlock();
        } else {
            if (entry.type != u"string")
                readKey(entry);
            if (entry.broken.isEmpty())
                readFields(entry);
        }
        if (!entry.broken.isEmpty())
            recover(begin);
        entry.source = m_text.mid(begin, m_at - begin).trimmed();
        return true;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }

    void skipSpace()
    {
        while (!atEnd() && m_text.at(m_at).isSpace())
            ++m_at;
    }

    QString name()
    {
        const qsizetype from = m_at;
        while (!atEnd() && isNameCharacter(m_text.at(m_at)))
            ++m_at;
        return m_text.mid(from, m_at - from);
    }

    int lineOf(qsizetype position)
    {
        if (position < m_counted)
            return m_line - int(QStringView(m_text).sliced(position, m_counted - position).count(u'\n'));
        m_line += int(QStringView(m_text).sliced(m_counted, position - m_counted).count(u'\n'));
        m_counted = position;
        return m_line;
    }

    void readKey(BibEntry &entry)
    {
        skipSpace();
        const qsizetype from = m_at;
        while (!atEnd() && m_text.at(m_at) != u',' && m_text.at(m_at) != m_close && m_text.at(m_at) != u'\n' && m_text.at(m_at) != u'=')
            ++m_at;
        entry.key = m_text.mid(from, m_at - from).trimmed();
        if (!atEnd() && m_text.at(m_at) == u'=') { // no key, the first field at once
            entry.key.clear();
            m_at = from;
            return;
        }
        skipSpace();
        if (atEnd())
            entry.broken = Words::tr("The entry ends in the middle.");
        else if (m_text.at(m_at) == u',')
            ++m_at;
        else if (m_text.at(m_at) != m_close)
            entry.broken = Words::tr("Line %1: a comma is missing after the entry’s key.").arg(lineOf(m_at));
    }

    void readFields(BibEntry &entry)
    {
        for (;;) {
            skipSpace();
            while (!atEnd() && m_text.at(m_at) == u',') {
                ++m_at;
                skipSpace();
            }
            if (atEnd())
                return void(entry.broken = Words::tr("The entry ends in the middle."));
            if (m_text.at(m_at) == m_close)
                return void(++m_at);
            if (!readField(entry))
                return;
        }
    }

    bool readField(BibEntry &entry)
    {
        const qsizetype from = m_at;
        const QString field = name().toLower();
        skipSpace();
        if (field.isEmpty() || atEnd() || m_text.at(m_at) != u'=') {
            entry.broken = atEnd() ? Words::tr("The entry ends in the middle.") : Words::tr("Line %1: a field with its = was expected, or the end of the entry.").arg(lineOf(from));
            if (!atEnd())
                m_at = from; // what stands there may be the next entry
            return false;
        }
        ++m_at;
        QString value;
        if (!readValue(entry, value))
            return false;
        if (entry.type == u"string")
            m_macros.insert(field, value);
        else if (entry.fields.size() < maxFields)
            entry.fields += { field, value };
        return true;
    }

    bool readValue(BibEntry &entry, QString &value)
    {
        for (;;) {
            skipSpace();
            QString piece;
            if (!readPiece(entry, piece))
                return false;
            if (value.size() + piece.size() > maxValue) {
                entry.broken = Words::tr("Line %1: the value is longer than is read.").arg(lineOf(m_at));
                return false;
            }
            value += piece;
            skipSpace();
            if (atEnd() || m_text.at(m_at) != u'#')
                return true;
            ++m_at;
        }
    }

    bool readPiece(BibEntry &entry, QString &piece)
    {
        if (atEnd()) {
            entry.broken = Words::tr("The entry ends in the middle.");
            return false;
        }
        const QChar open = m_text.at(m_at);
        if (open == u'{' || open == u'"')
            return readQuoted(entry, open, piece);
        const qsizetype from = m_at;
        const QString word = name();
        if (word.isEmpty()) {
            entry.broken = Words::tr("Line %1: a value was expected.").arg(lineOf(from));
            return false;
        }
        const bool isNumber = std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        const auto macro = m_macros.constFind(word.toLower());
        piece = macro != m_macros.cend() && !isNumber ? *macro : word;
        if (macro == m_macros.cend() && !isNumber && entry.notes.size() < 20)
            entry.notes += Words::tr("“%1” is no text and no @string of the file; taken as it stands.").arg(word.left(60));
        return true;
    }

    /// {…} with its braces in pairs, or "…" in which a quotation mark within braces doesn't count.
    bool readQuoted(BibEntry &entry, QChar open, QString &piece)
    {
        const qsizetype from = ++m_at;
        int depth = 0;
        for (; !atEnd(); ++m_at) {
            const QChar c = m_text.at(m_at);
            if (depth == 0 && c == (open == u'{' ? u'}' : u'"')) {
                piece = m_text.mid(from, m_at - from);
                ++m_at;
                return true;
            }
            // Where a value runs away, the next entry tells: @ at the beginning of a line.
            if (c == u'@' && m_recovery == 0 && m_text.at(m_at - 1) == u'\n') {
                m_recovery = m_at;
                if (isSpent())
                    break;
            }
            depth += c == u'{' ? 1 : c == u'}' ? -1 : 0;
            if (depth < 0) {
                entry.broken = Words::tr("Line %1: a brace closes that never opened.").arg(lineOf(m_at));
                return false;
            }
        }
        entry.broken = Words::tr("Line %1: a brace or quotation mark opens and never closes.").arg(lineOf(from));
        return false;
    }

    void skipBlock()
    {
        const qsizetype from = m_at;
        const QChar open = m_close == u'}' ? u'{' : u'(';
        int depth = 1;
        for (; !atEnd() && depth > 0 && !isSpent(); ++m_at) {
            const QChar c = m_text.at(m_at);
            depth += c == open ? 1 : c == m_close ? -1 : 0;
        }
        // Without its end it is a word like any other.
        if (depth > 0) {
            m_rescanned += m_at - from;
            m_at = from;
        }
    }

    /// A file of nothing but runaway values would be read from each of them to the end; so much of that and no more.
    bool isSpent() const { return m_rescanned > 20 * m_text.size(); }

    /// To the next line that begins with @.
    void recover(qsizetype begin)
    {
        if (m_recovery > begin) {
            m_rescanned += m_at - m_recovery;
            m_at = m_recovery;
            return;
        }
        while (!atEnd() && !(m_text.at(m_at) == u'@' && m_text.at(m_at - 1) == u'\n'))
            ++m_at;
    }

    const QString &m_text;
    QHash<QString, QString> &m_macros;
    qsizetype m_at = 0;
    qsizetype m_counted = 0;   ///< up to where lines are counted
    qsizetype m_recovery = 0;  ///< first line with @ inside the value being read
    qsizetype m_rescanned = 0; ///< characters looked through again
    int m_line = 1;
    QChar m_close;
};

} // namespace

QString BibEntry::field(const QString &name) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&name](const auto &field) { return field.first == name; });
    return found == fields.end() ? QString() : found->second;
}

bool BibEntry::has(const QString &name) const
{
    return std::any_of(fields.begin(), fields.end(), [&name](const auto &field) { return field.first == name; });
}

BibFile parseBib(const QString &text, int limit)
{
    BibFile file;
    QHash<QString, QString> macros;
    const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
    const char *const names[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" };
    for (int i = 0; i < 12; ++i)
        macros.insert(QString::fromLatin1(months[i]), QString::fromLatin1(names[i]));
    BibScan scan(text, macros);
    while (scan.findEntry()) {
        BibEntry entry;
        if (!scan.read(entry))
            continue;
        if (entry.type == u"comment" || entry.type == u"preamble") {
            ++file.comments;
        } else if (entry.type != u"string" || !entry.broken.isEmpty()) {
            if (file.entries.size() >= limit) {
                file.tooMany = true;
                break;
            }
            file.entries += entry;
        }
    }
    return file;
}

} // namespace baton::formats
