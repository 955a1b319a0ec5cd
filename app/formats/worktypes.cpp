#include "app/formats/worktypes.h"

#include "app/formats/draft.h"
#include "app/orcid/enumerations.h"

#include <QtCore/QHash>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// One line per kind of work that any format has a type for: ORCID's, then what BibTeX, RIS and CSL call it. The first
/// word is written, all are read; of two lines with the same word the upper one is meant.
struct Line {
    const char *work, *bibtex, *ris, *csl;
};

constexpr Line kTypes[] = {
    { "journal-article", "article", "JOUR EJOUR INPR", "article-journal" },
    { "book", "book booklet mvbook reference mvreference", "BOOK EBOOK CLSWK SER", "book classic" },
    { "book-chapter", "incollection inbook suppbook suppcollection bookinbook", "CHAP ECHAP", "chapter" },
    { "edited-book", "collection mvcollection", "EDBOOK", "collection" },
    { "conference-paper", "inproceedings conference", "CPAPER CONF", "paper-conference" },
    { "conference-proceedings", "proceedings mvproceedings", "", "" },
    { "conference-abstract", "", "ABST", "" },
    { "conference-poster", "poster", "", "" },
    { "conference-presentation", "presentation", "", "" },
    { "conference-output", "", "", "event" },
    { "dissertation-thesis", "phdthesis mastersthesis thesis bachelorsthesis", "THES", "thesis" },
    { "report", "techreport report", "RPRT GOVDOC", "report" },
    { "working-paper", "unpublished", "UNPB MANSCPT", "manuscript" },
    { "preprint", "preprint", "", "article" },
    { "data-set", "dataset data", "DATA DBASE AGGR", "dataset" },
    { "software", "software", "COMP", "software" },
    { "website", "online electronic www webpage", "ELEC ICOMM", "webpage" },
    { "blog-post", "", "BLOG", "post-weblog" },
    { "online-resource", "", "MULTI", "post" },
    { "patent", "patent", "PAT", "patent" },
    { "magazine-article", "", "MGZN", "article-magazine" },
    { "newspaper-article", "", "NEWS", "article-newspaper" },
    { "journal-issue", "periodical", "JFULL", "periodical" },
    { "encyclopedia-entry", "inreference", "ENCYC", "entry-encyclopedia entry" },
    { "dictionary-entry", "", "DICT", "entry-dictionary" },
    { "review", "review", "", "review" },
    { "book-review", "", "", "review-book" },
    { "manual", "manual", "", "" },
    { "technical-standard", "standard", "STAND", "standard" },
    { "cartographic-material", "map", "MAP", "map" },
    { "image", "image artwork", "ART FIGURE CHART", "graphic figure" },
    { "moving-image", "video movie", "VIDEO MPCT ADVS", "motion_picture" },
    { "sound", "audio", "SOUND", "song" },
    { "musical-composition", "music", "MUSIC", "musical_score" },
    { "artistic-performance", "performance", "", "performance" },
    { "lecture-speech", "lecture", "SLIDE", "speech" },
    { "other", "misc", "GEN", "document" },
};

QString words(const Line &line, Format format)
{
    return QString::fromLatin1(format == Format::BibTeX ? line.bibtex : format == Format::Ris ? line.ris : line.csl);
}

QHash<QString, QString> readingTable(Format format)
{
    QHash<QString, QString> table;
    for (const Line &line : kTypes) {
        for (const QString &word : words(line, format).split(u' ', Qt::SkipEmptyParts)) {
            if (!table.contains(word.toLower()))
                table.insert(word.toLower(), QString::fromLatin1(line.work));
        }
    }
    return table;
}

} // namespace

QString workTypeFrom(Format format, const QString &type, const QString &label)
{
    static const QHash<QString, QString> bibtex = readingTable(Format::BibTeX), ris = readingTable(Format::Ris), csl = readingTable(Format::CslJson);
    const QHash<QString, QString> &table = format == Format::BibTeX ? bibtex : format == Format::Ris ? ris : csl;
    if (const QString named = label.isEmpty() ? QString() : termFrom(orcid::workTypes(), label); !named.isEmpty())
        return named;
    const QString known = table.value(type.trimmed().toLower());
    if (!known.isEmpty())
        return known;
    const QString own = type.isEmpty() ? QString() : termFrom(orcid::workTypes(), type);
    return own.isEmpty() ? u"other"_s : own;
}

OwnType typeOfWork(Format format, const QString &workType)
{
    for (const Line &line : kTypes) {
        if (workType != QLatin1StringView(line.work))
            continue;
        const QString first = words(line, format).section(u' ', 0, 0);
        if (!first.isEmpty())
            return { first, true };
    }
    return { format == Format::BibTeX ? u"misc"_s : format == Format::Ris ? u"GEN"_s : u"document"_s, false };
}

} // namespace baton::formats
