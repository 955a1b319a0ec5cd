#include "app/formats/bibfile.h"
#include "app/formats/draft.h"
#include "app/formats/latex.h"
#include "app/formats/workentry.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

QString targetOfField(const QString &name)
{
    static const QHash<QString, QString> all { { u"title"_s, u"title"_s }, { u"subtitle"_s, u"subtitle"_s }, { u"journal"_s, u"journal-title"_s },
        { u"journaltitle"_s, u"journal-title"_s }, { u"booktitle"_s, u"journal-title"_s }, { u"abstract"_s, u"short-description"_s }, { u"url"_s, u"url"_s },
        { u"language"_s, u"language-code"_s }, { u"langid"_s, u"language-code"_s }, { u"author"_s, u"contributors"_s }, { u"editor"_s, u"contributors:editor"_s },
        { u"translator"_s, u"contributors:chair-or-translator"_s }, { u"isbn"_s, u"external-id:isbn"_s }, { u"issn"_s, u"external-id:issn"_s },
        { u"doi"_s, u"external-id:doi:self"_s }, { u"pmid"_s, u"external-id:pmid:self"_s }, { u"pmcid"_s, u"external-id:pmc:self"_s },
        { u"pmc"_s, u"external-id:pmc:self"_s }, { u"eprint"_s, u"external-id:arxiv:self"_s }, { u"arxiv"_s, u"external-id:arxiv:self"_s },
        { u"arxivid"_s, u"external-id:arxiv:self"_s }, { u"eprint (pubmed)"_s, u"external-id:pmid:self"_s }, { u"eprint (hdl)"_s, u"external-id:handle:self"_s },
        { u"eprint (jstor)"_s, u"external-id:jstor:self"_s }, { u"handle"_s, u"external-id:handle:self"_s }, { u"hdl"_s, u"external-id:handle:self"_s },
        { u"bibcode"_s, u"external-id:bibcode:self"_s }, { u"lccn"_s, u"external-id:lccn:self"_s }, { u"oclc"_s, u"external-id:oclc:self"_s },
        { u"mrnumber"_s, u"external-id:mr:self"_s }, { u"zblnumber"_s, u"external-id:zbl:self"_s }, { u"zbl"_s, u"external-id:zbl:self"_s },
        { u"jstor"_s, u"external-id:jstor:self"_s }, { u"ssrn"_s, u"external-id:ssrn:self"_s }, { u"urn"_s, u"external-id:urn:self"_s },
        { u"ark"_s, u"external-id:ark:self"_s }, { u"wosid"_s, u"external-id:wosuid:self"_s }, { u"unique-id"_s, u"external-id:wosuid:self"_s } };
    return all.value(name);
}

const FieldKnowledge &knowledge()
{
    static const FieldKnowledge all { Format::BibTeX, u"@"_s, u"bibtex"_s, targetOfField, { u"date"_s, u"year"_s }, { u"month"_s }, { u"day"_s },
        u"volume number issue pages publisher series edition chapter howpublished school institution organization address location eid articleno numpages"_s.split(u' ') };
    return all;
}

bool isPeople(const QString &field)
{
    return field == u"author" || field == u"editor" || field == u"translator";
}

/// Fields whose text is no TeX but for a mark here and there.
bool isVerbatim(const QString &field)
{
    static const QStringList all = u"url doi eprint isbn issn pmid pmcid pmc arxiv arxivid handle hdl bibcode urn ark file crossref"_s.split(u' ');
    return all.contains(field);
}

/// "{Marsh Research Group}" is one name, whatever is in it.
bool isWhole(const QString &name)
{
    if (!name.startsWith(u'{') || !name.endsWith(u'}'))
        return false;
    int depth = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        depth += name.at(i) == u'{' ? 1 : name.at(i) == u'}' ? -1 : 0;
        if (depth == 0 && i + 1 < name.size())
            return false;
    }
    return true;
}

QList<Person> people(const QString &value, QStringList &notes)
{
    QList<Person> all;
    QStringList unknown;
    for (const QString &text : splitOutsideBraces(value, u"and"_s)) {
        if (text.compare(u"others"_s, Qt::CaseInsensitive) == 0) {
            notes += Words::tr("The list of names ends with “and others”.");
            continue;
        }
        const BibName name = isWhole(text) ? BibName { {}, {}, text, {} } : parseBibName(text);
        QStringList words { name.first, name.von, name.last };
        words.removeAll(QString());
        QString shown = fromLatex(words.join(u' '), &unknown);
        if (!name.junior.isEmpty())
            shown += u", "_s + fromLatex(name.junior, &unknown);
        if (!shown.isEmpty())
            all += { shown, {} };
    }
    for (const QString &command : unknown)
        notes += Words::tr("Names: the TeX command %1 is not known; left out.").arg(command);
    return all;
}

/// eprint says by another field which archive's it is.
QString nameOfField(const BibEntry &entry, const QString &name, const QString &text)
{
    if (name != u"eprint")
        return name;
    QString archive = entry.field(u"archiveprefix"_s);
    if (archive.isEmpty())
        archive = entry.field(u"eprinttype"_s);
    archive = archive.trimmed().toLower();
    if (archive.isEmpty())
        return hasForm(u"arxiv"_s, text) ? name : u"eprint (unknown archive)"_s;
    return archive == u"arxiv" ? name : u"eprint (%1)"_s.arg(archive.left(20));
}

WorkEntry workFrom(const BibEntry &entry)
{
    WorkEntry work;
    work.key = entry.key;
    work.type = entry.type;
    work.source = entry.source;
    work.notes = entry.notes;
    work.broken = entry.broken;
    QStringList unknown;
    for (const auto &[name, value] : entry.fields) {
        if (isPeople(name)) {
            work.fields += { name, {}, people(value, work.notes) };
            continue;
        }
        const QString text = isVerbatim(name) ? plainFromLatex(value) : fromLatex(value, &unknown);
        if (name == u"type")
            work.label = text;
        else if (name != u"archiveprefix" && name != u"eprinttype" && name != u"crossref")
            work.fields += { nameOfField(entry, name, text), text, {} };
    }
    for (const QString &command : unknown)
        work.notes += Words::tr("The TeX command %1 is not known; its text is kept.").arg(command);
    return work;
}

/// What an entry takes over from the one it names by crossref, where it says nothing itself.
void inherit(BibEntry &entry, const QHash<QString, qsizetype> &byKey, const QList<BibEntry> &all)
{
    static const QStringList passed = u"year month date editor publisher isbn issn series volume journal journaltitle address location organization"_s.split(u' ');
    const QString wanted = entry.field(u"crossref"_s).trimmed();
    if (wanted.isEmpty())
        return;
    const qsizetype at = byKey.value(wanted.toLower(), -1);
    if (at < 0) {
        entry.notes += Words::tr("The entry “%1” it refers to is not in the file.").arg(wanted.left(60));
        return;
    }
    const BibEntry &parent = all.at(at);
    const bool dated = entry.has(u"year"_s) || entry.has(u"date"_s);
    for (const auto &[name, value] : parent.fields) {
        const bool isDate = name == u"year" || name == u"date" || name == u"month";
        if (passed.contains(name) && !entry.has(name) && !(isDate && dated))
            entry.fields += { name, value };
    }
    const QString title = parent.has(u"booktitle"_s) ? parent.field(u"booktitle"_s) : parent.field(u"title"_s);
    if (!entry.has(u"booktitle"_s) && !title.isEmpty())
        entry.fields += { u"booktitle"_s, title };
}

} // namespace

Result<ReadFile> readBibtex(const QString &text, const std::optional<Mapping> &mapping)
{
    BibFile bib = parseBib(text, maxRows);
    if (bib.tooMany)
        return tooMany();
    QHash<QString, qsizetype> byKey;
    for (qsizetype i = 0; i < bib.entries.size(); ++i) {
        if (!byKey.contains(bib.entries.at(i).key.toLower()))
            byKey.insert(bib.entries.at(i).key.toLower(), i);
    }
    QList<WorkEntry> works;
    works.reserve(bib.entries.size());
    const QList<BibEntry> before = bib.entries;
    for (BibEntry &entry : bib.entries) {
        inherit(entry, byKey, before);
        works += workFrom(entry);
    }
    ReadFile file = rowsFromWorks(works, knowledge(), mapping);
    if (bib.comments > 0)
        file.notes += Words::tr("%n comment(s) or preamble(s) left out.", nullptr, bib.comments);
    return file;
}

} // namespace baton::formats
