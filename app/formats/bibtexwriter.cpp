#include "app/formats/bibfile.h"
#include "app/formats/exportparts.h"
#include "app/formats/latex.h"
#include "app/formats/worktypes.h"
#include "app/orcid/enumerations.h"

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

class BibtexText {
public:
    explicit BibtexText(const WorkParts &work) : m_work(work) { }

    QString entry()
    {
        const OwnType type = typeOfWork(Format::BibTeX, m_work.type);
        people(u"author"_s, m_work.authors);
        people(u"editor"_s, m_work.editors);
        text(u"title"_s, m_work.title);
        text(u"subtitle"_s, m_work.subtitle);
        text(isInBook() ? u"booktitle"_s : u"journal"_s, m_work.journal);
        date();
        if (!type.exact)
            text(u"type"_s, orcid::labelOf(orcid::workTypes(), m_work.type));
        verbatim(u"doi"_s, m_work.doi);
        verbatim(u"isbn"_s, m_work.isbn);
        verbatim(u"issn"_s, m_work.issn);
        verbatim(u"pmid"_s, m_work.pmid);
        verbatim(u"pmcid"_s, m_work.pmc);
        verbatim(u"eprint"_s, m_work.arxiv);
        if (!m_work.arxiv.isEmpty())
            verbatim(u"archiveprefix"_s, u"arXiv"_s);
        verbatim(u"url"_s, m_work.url);
        text(u"language"_s, orcid::labelOf(orcid::languages(), m_work.language));
        text(u"abstract"_s, m_work.description);
        return u"@%1{%2%3\n}\n"_s.arg(type.type, m_work.key, m_out);
    }

private:
    bool isInBook() const { return m_work.type == u"book-chapter" || m_work.type.startsWith(u"conference-"); }

    void add(const QString &name, const QString &value)
    {
        // Not with arg(): a title may hold "%1" itself.
        m_out += u",\n  "_s + name + u" = "_s + value;
    }

    void text(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            add(name, u'{' + toLatex(value.simplified()) + u'}');
    }

    /// Addresses and identifiers: braces are all that could break out of the value.
    void verbatim(const QString &name, QString value)
    {
        value = value.simplified();
        if (!value.isEmpty())
            add(name, u'{' + value.replace(u'\\', u"%5C"_s).replace(u'{', u"%7B"_s).replace(u'}', u"%7D"_s) + u'}');
    }

    void date()
    {
        static const QStringList months = u"jan feb mar apr may jun jul aug sep oct nov dec"_s.split(u' ');
        if (m_work.year <= 0)
            return;
        add(u"year"_s, u"{%1}"_s.arg(m_work.year, 4, 10, QChar(u'0')));
        if (m_work.month >= 1 && m_work.month <= 12)
            add(u"month"_s, months.at(m_work.month - 1));
        if (m_work.day > 0)
            add(u"day"_s, u"{%1}"_s.arg(m_work.day));
    }

    /// A name that would be taken apart wrongly goes in braces as a whole.
    static QString person(const QString &name)
    {
        const QString tex = toLatex(name);
        const BibName parsed = parseBibName(tex);
        QStringList words { parsed.first, parsed.von, parsed.last };
        words.removeAll(QString());
        const bool isWhole = splitOutsideBraces(tex, u"and"_s).size() == 1 && words.join(u' ') == tex && parsed.junior.isEmpty() && tellsFamily(parsed)
            && name.compare(u"others"_s, Qt::CaseInsensitive) != 0;
        return isWhole ? tex : u'{' + tex + u'}';
    }

    void people(const QString &field, const QStringList &names)
    {
        QStringList all;
        for (const QString &name : names)
            all += person(name);
        if (!all.isEmpty())
            add(field, u'{' + all.join(u" and "_s) + u'}');
    }

    const WorkParts &m_work;
    QString m_out;
};

} // namespace

QByteArray writeBibtex(const QList<record::Item> &works)
{
    QStringList entries;
    for (const WorkParts &work : partsOf(works))
        entries += BibtexText(work).entry();
    return entries.join(u'\n').toUtf8();
}

} // namespace baton::formats
