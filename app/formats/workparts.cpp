#include "app/formats/dates.h"
#include "app/formats/exportparts.h"
#include "app/formats/places.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

using record::textAt;

namespace {

/// Letters and digits of ASCII, accents taken off.
QString keyWord(const QString &text)
{
    static const QRegularExpression other(u"[^a-z0-9]"_s);
    return text.normalized(QString::NormalizationForm_D).toLower().remove(other);
}

QString keyOf(const WorkParts &work)
{
    static const QStringList small { u"a"_s, u"an"_s, u"the"_s, u"on"_s, u"of"_s, u"in"_s };
    QString word;
    for (const QString &one : work.title.split(u' ')) {
        word = keyWord(one);
        if (!word.isEmpty() && !small.contains(word))
            break;
    }
    const QString author = keyWord(work.authors.value(0).section(u' ', -1)), year = work.year > 0 ? QString::number(work.year) : QString();
    const QString key = (author + year + word).left(60);
    return key.isEmpty() ? u"work"_s : key;
}

void putIdentifier(WorkParts &work, const record::ExternalId &id)
{
    const QString relationship = id.relationship.isEmpty() ? u"self"_s : id.relationship;
    // Only what reading it again takes for the same relationship.
    if (relationship != usualRelationship(u"works"_s, id.type, work.type))
        return;
    const auto keep = [&id](QString &place) {
        if (place.isEmpty())
            place = id.value;
    };
    if (id.type == u"doi")
        keep(work.doi);
    else if (id.type == u"isbn")
        keep(work.isbn);
    else if (id.type == u"issn")
        keep(work.issn);
    else if (id.type == u"pmid")
        keep(work.pmid);
    else if (id.type == u"pmc")
        keep(work.pmc);
    else if (id.type == u"arxiv")
        keep(work.arxiv);
}

WorkParts partsOf(const QJsonObject &json)
{
    WorkParts work;
    work.type = textAt(json, { u"type"_s });
    work.title = textAt(json, { u"title"_s, u"title"_s });
    work.subtitle = textAt(json, { u"title"_s, u"subtitle"_s });
    work.journal = textAt(json, { u"journal-title"_s });
    work.description = textAt(json, { u"short-description"_s });
    work.url = textAt(json, { u"url"_s });
    work.language = textAt(json, { u"language-code"_s });
    const PartialDate date = PartialDate::fromJson(json.value(u"publication-date"_s));
    work.year = date.year;
    work.month = date.month;
    work.day = date.day;
    for (const QJsonValue &one : record::arrayOf(record::valueAt(json, { u"contributors"_s, u"contributor"_s }))) {
        const QJsonObject person = one.toObject();
        const QString name = textAt(person, { u"credit-name"_s }).simplified();
        if (name.isEmpty())
            continue;
        if (textAt(person, { u"contributor-attributes"_s, u"contributor-role"_s }) == u"editor") {
            work.editors += name;
        } else {
            work.authors += name;
            work.authorOrcids += textAt(person, { u"contributor-orcid"_s, u"uri"_s });
        }
    }
    for (const record::ExternalId &id : record::externalIdsOf(u"works"_s, json))
        putIdentifier(work, id);
    return work;
}

} // namespace

QList<WorkParts> partsOf(const QList<record::Item> &works)
{
    QList<WorkParts> all;
    QHash<QString, int> keys;
    for (const record::Item &item : works) {
        WorkParts work = partsOf(item.json);
        const QString wish = keyOf(work);
        QString key = wish;
        while (keys.contains(key))
            key = wish + u'-' + QString::number(++keys[wish]);
        keys.insert(key, 1);
        work.key = key;
        all += work;
    }
    return all;
}

} // namespace baton::formats
