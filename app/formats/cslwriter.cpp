#include "app/formats/bibfile.h"
#include "app/formats/exportparts.h"
#include "app/formats/worktypes.h"
#include "app/orcid/enumerations.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// Given and family name where they can be told, and giving them together the name again; else as it is.
QJsonObject person(const QString &name, const QString &orcid)
{
    const BibName parsed = parseBibName(name);
    QStringList words { parsed.first, parsed.von, parsed.last };
    words.removeAll(QString());
    QJsonObject one;
    if (parsed.first.isEmpty() || !parsed.junior.isEmpty() || words.join(u' ') != name || !tellsFamily(parsed)) {
        one[u"literal"] = name;
    } else {
        one[u"family"] = parsed.last;
        one[u"given"] = parsed.first;
        if (!parsed.von.isEmpty())
            one[u"non-dropping-particle"] = parsed.von;
    }
    if (!orcid.isEmpty())
        one[u"ORCID"] = orcid;
    return one;
}

QJsonArray people(const QStringList &names, const QStringList &orcids)
{
    QJsonArray all;
    for (qsizetype i = 0; i < names.size(); ++i)
        all += person(names.at(i), orcids.value(i));
    return all;
}

QJsonObject entryOf(const WorkParts &work)
{
    const OwnType type = typeOfWork(Format::CslJson, work.type);
    QJsonObject entry { { u"id"_s, work.key }, { u"type"_s, type.type } };
    const auto text = [&entry](const QString &name, const QString &value) {
        if (!value.isEmpty())
            entry[name] = value;
    };
    text(u"title"_s, work.title);
    text(u"subtitle"_s, work.subtitle);
    text(u"container-title"_s, work.journal);
    text(u"abstract"_s, work.description);
    text(u"DOI"_s, work.doi);
    text(u"ISBN"_s, work.isbn);
    text(u"ISSN"_s, work.issn);
    text(u"PMID"_s, work.pmid);
    text(u"PMCID"_s, work.pmc);
    text(u"number"_s, work.arxiv.isEmpty() ? QString() : u"arXiv:"_s + work.arxiv);
    text(u"URL"_s, work.url);
    text(u"language"_s, work.language);
    text(u"genre"_s, type.exact ? QString() : orcid::labelOf(orcid::workTypes(), work.type));
    if (!work.authors.isEmpty())
        entry[u"author"] = people(work.authors, work.authorOrcids);
    if (!work.editors.isEmpty())
        entry[u"editor"] = people(work.editors, {});
    if (work.year > 0) {
        QJsonArray parts { work.year };
        if (work.month > 0)
            parts += work.month;
        if (work.month > 0 && work.day > 0)
            parts += work.day;
        entry[u"issued"] = QJsonObject { { u"date-parts"_s, QJsonArray { parts } } };
    }
    return entry;
}

} // namespace

QByteArray writeCsl(const QList<record::Item> &works)
{
    QJsonArray all;
    for (const WorkParts &work : partsOf(works))
        all += entryOf(work);
    return QJsonDocument(all).toJson();
}

} // namespace baton::formats
