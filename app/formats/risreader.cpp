#include "app/formats/dates.h"
#include "app/formats/draft.h"
#include "app/formats/workentry.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

constexpr int maxTags = 2000; ///< of one entry: long lists of authors are some hundreds

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

QString targetOfTag(const QString &tag)
{
    static const QHash<QString, QString> all { { u"TI"_s, u"title"_s }, { u"T1"_s, u"title"_s }, { u"CT"_s, u"title"_s }, { u"TT"_s, u"translated-title"_s },
        { u"JF"_s, u"journal-title"_s }, { u"T2"_s, u"journal-title"_s }, { u"BT"_s, u"journal-title"_s }, { u"JO"_s, u"journal-title"_s }, { u"JA"_s, u"journal-title"_s },
        { u"J2"_s, u"journal-title"_s }, { u"AU"_s, u"contributors"_s }, { u"A1"_s, u"contributors"_s }, { u"ED"_s, u"contributors:editor"_s },
        { u"A2"_s, u"contributors:editor"_s }, { u"A4"_s, u"contributors:chair-or-translator"_s }, { u"AB"_s, u"short-description"_s },
        { u"N2"_s, u"short-description"_s }, { u"UR"_s, u"url"_s }, { u"L2"_s, u"url"_s }, { u"DO"_s, u"external-id:doi:self"_s }, { u"LA"_s, u"language-code"_s },
        { u"SN (ISSN)"_s, u"external-id:issn"_s }, { u"SN (ISBN)"_s, u"external-id:isbn"_s }, { u"C2 (PMC)"_s, u"external-id:pmc:self"_s },
        { u"AN (arXiv)"_s, u"external-id:arxiv:self"_s } };
    return all.value(tag);
}

const FieldKnowledge &knowledge()
{
    static const FieldKnowledge all { Format::Ris, u"TY "_s, u"ris"_s, targetOfTag, { u"DA"_s, u"PY"_s, u"Y1"_s }, {}, {},
        u"VL IS SP EP PB CY ET T3 PP M1"_s.split(u' ') };
    return all;
}

bool isPeople(const QString &tag)
{
    return tag == u"AU" || tag == u"A1" || tag == u"A2" || tag == u"A4" || tag == u"ED";
}

/// "Example, Ada, Jr." as it is shown.
QString shownName(const QString &name)
{
    QStringList parts = name.split(u',');
    for (QString &part : parts)
        part = part.trimmed();
    if (parts.size() < 2 || parts.size() > 3)
        return name.trimmed();
    const QString shown = (parts.at(1) + u' ' + parts.at(0)).trimmed();
    return parts.size() == 3 && !parts.at(2).isEmpty() ? shown + u", "_s + parts.at(2) : shown;
}

/// "2024/03/09/spring" is a date with words behind it.
QString dateText(const QString &text)
{
    const QStringList parts = text.split(u'/');
    if (parts.size() < 2 || parts.front().trimmed().size() != 4)
        return text;
    QStringList date;
    for (const QString &part : parts.first(std::min<qsizetype>(parts.size(), 3))) {
        bool isNumber = false;
        part.trimmed().toInt(&isNumber);
        if (!isNumber)
            break;
        date += part.trimmed();
    }
    return date.join(u'-');
}

/// One tag may hold different things; the name says which.
QString nameOfTag(const QString &tag, const QString &text)
{
    if (tag == u"SN" && hasForm(u"isbn"_s, text.section(u' ', 0, 0)))
        return u"SN (ISBN)"_s;
    if (tag == u"SN" && hasForm(u"issn"_s, text.section(u' ', 0, 0)))
        return u"SN (ISSN)"_s;
    if (tag == u"C2" && text.startsWith(u"PMC"_s))
        return u"C2 (PMC)"_s;
    if (tag == u"AN" && text.startsWith(u"arXiv:"_s, Qt::CaseInsensitive))
        return u"AN (arXiv)"_s;
    return tag;
}

class RisScan {
public:
    explicit RisScan(const QString &text) : m_text(text) { }

    QList<WorkEntry> entries;
    bool tooMany = false;
    int outside = 0; ///< lines before an entry began

    void run()
    {
        qsizetype at = 0;
        while (at < m_text.size() && !tooMany) {
            qsizetype end = m_text.indexOf(u'\n', at);
            end = end < 0 ? m_text.size() : end;
            line(QStringView(m_text).sliced(at, end - at), at);
            at = end + 1;
        }
        if (m_open)
            close(m_text.size(), Words::tr("The entry ends in the middle: its ER is missing."));
    }

private:
    static bool isTag(QStringView line)
    {
        // "TI  - ", which some write with one space, and "ER  -" without.
        if (line.size() < 4 || !line.at(0).isUpper() || !(line.at(1).isUpper() || line.at(1).isDigit()) || line.at(2) != u' ')
            return false;
        const QStringView rest = line.sliced(2).trimmed();
        return rest.startsWith(u'-') && (rest.size() == 1 || rest.at(1).isSpace());
    }

    void line(QStringView line, qsizetype at)
    {
        const bool tagged = isTag(line);
        if (!tagged) {
            const QStringView more = line.trimmed();
            if (more.isEmpty())
                return;
            if (!m_open || m_entry.fields.isEmpty())
                ++outside;
            else if (m_entry.fields.last().people.isEmpty()) // a long text goes on
                m_entry.fields.last().text += u' ' + more.toString();
            return;
        }
        const QString tag = line.first(2).toString();
        const QString text = line.sliced(line.indexOf(u'-') + 1).trimmed().toString();
        if (tag == u"TY") {
            if (m_open)
                close(at, Words::tr("The entry ends in the middle: its ER is missing."));
            open(text, at);
        } else if (!m_open) {
            ++outside;
        } else if (tag == u"ER") {
            close(at + line.size(), {});
        } else {
            field(tag, text);
        }
    }

    void open(const QString &type, qsizetype at)
    {
        m_entry = {};
        m_entry.type = type.section(u' ', 0, 0).toUpper().left(20);
        m_begin = at;
        m_open = true;
    }

    void field(const QString &tag, const QString &text)
    {
        if (tag == u"ID") {
            m_entry.key = text.left(200);
            return;
        }
        if (tag == u"M3" && !m_entry.label.size())
            m_entry.label = text;
        if (text.isEmpty())
            return;
        if (++m_tags > maxTags)
            return;
        if (!isPeople(tag)) {
            m_entry.fields += { nameOfTag(tag, text), knowledge().year.contains(tag) ? dateText(text) : text, {} };
            return;
        }
        const auto known = std::find_if(m_entry.fields.begin(), m_entry.fields.end(), [&tag](const EntryField &f) { return f.name == tag; });
        if (known != m_entry.fields.end())
            known->people += { shownName(text), {} };
        else
            m_entry.fields += { tag, {}, { { shownName(text), {} } } };
    }

    void close(qsizetype end, const QString &broken)
    {
        m_open = false;
        m_tags = 0;
        m_entry.broken = broken;
        m_entry.source = m_text.mid(m_begin, end - m_begin).trimmed();
        // Full names of journals go before short ones.
        std::stable_partition(m_entry.fields.begin(), m_entry.fields.end(), [](const EntryField &f) { return f.name != u"JO" && f.name != u"JA" && f.name != u"J2"; });
        if (entries.size() >= maxRows)
            tooMany = true;
        else
            entries += m_entry;
    }

    const QString &m_text;
    WorkEntry m_entry;
    qsizetype m_begin = 0;
    int m_tags = 0;
    bool m_open = false;
};

} // namespace

Result<ReadFile> readRis(const QString &text, const std::optional<Mapping> &mapping)
{
    RisScan scan(text);
    scan.run();
    if (scan.tooMany)
        return tooMany();
    ReadFile file = rowsFromWorks(scan.entries, knowledge(), mapping);
    if (scan.outside > 0)
        file.notes += Words::tr("%n line(s) outside of entries left out.", nullptr, scan.outside);
    return file;
}

} // namespace baton::formats
