#include "app/formats/entry.h"
#include "app/formats/workentry.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

QString targetOfVariable(const QString &name)
{
    static const QHash<QString, QString> all { { u"title"_s, u"title"_s }, { u"subtitle"_s, u"subtitle"_s }, { u"container-title"_s, u"journal-title"_s },
        { u"author"_s, u"contributors"_s }, { u"editor"_s, u"contributors:editor"_s }, { u"translator"_s, u"contributors:chair-or-translator"_s },
        { u"abstract"_s, u"short-description"_s }, { u"URL"_s, u"url"_s }, { u"DOI"_s, u"external-id:doi:self"_s }, { u"ISBN"_s, u"external-id:isbn"_s },
        { u"ISSN"_s, u"external-id:issn"_s }, { u"PMID"_s, u"external-id:pmid:self"_s }, { u"PMCID"_s, u"external-id:pmc:self"_s },
        { u"number (arXiv)"_s, u"external-id:arxiv:self"_s }, { u"language"_s, u"language-code"_s } };
    return all.value(name);
}

const FieldKnowledge &knowledge()
{
    static const FieldKnowledge all { Format::CslJson, u"type "_s, {}, targetOfVariable, { u"issued"_s, u"published"_s }, {}, {}, {} };
    return all;
}

QString plainText(const QJsonValue &value)
{
    if (value.isArray()) { // as some servers write titles and ISSNs
        QStringList parts;
        for (const QJsonValue &part : value.toArray())
            parts += plainText(part);
        parts.removeAll(QString());
        return parts.join(u"; "_s);
    }
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', 15);
    return value.toString();
}

/// Marks of JATS and HTML that abstracts and titles come with.
QString withoutMarks(QString text)
{
    static const QRegularExpression mark(u"</?(?:jats:)?(?:p|title|sec|italic|bold|sup|sub|i|b|sc|span)(?:\\s[^<>]*)?/?>"_s);
    return text.replace(mark, u" "_s).simplified();
}

Person personFrom(const QJsonObject &json)
{
    const QString literal = json.value(u"literal"_s).toString(json.value(u"name"_s).toString()).simplified();
    QString name = literal;
    if (name.isEmpty()) {
        QStringList parts { json.value(u"given"_s).toString(), json.value(u"dropping-particle"_s).toString(), json.value(u"non-dropping-particle"_s).toString(),
            json.value(u"family"_s).toString() };
        parts.removeAll(QString());
        name = parts.join(u' ').simplified();
        if (const QString suffix = json.value(u"suffix"_s).toString().simplified(); !suffix.isEmpty() && !name.isEmpty())
            name += u", "_s + suffix;
    }
    return { name, json.value(u"ORCID"_s).toString() };
}

/// {"date-parts":[[2024,3,9]]}, numbers or texts; {"raw":"…"}, {"literal":"…"}; or a text.
QString dateText(const QJsonValue &value)
{
    if (!value.isObject())
        return plainText(value);
    const QJsonObject date = value.toObject();
    QStringList parts;
    for (const QJsonValue &part : date.value(u"date-parts"_s).toArray().first().toArray()) {
        const QString text = plainText(part);
        if (text.isEmpty() || parts.size() == 3)
            break;
        parts += text;
    }
    if (!parts.isEmpty())
        return parts.join(u'-');
    return date.value(u"raw"_s).toString(date.value(u"literal"_s).toString());
}

bool isPeople(const QString &name)
{
    return name == u"author" || name == u"editor" || name == u"translator";
}

WorkEntry workFrom(const QJsonObject &json)
{
    WorkEntry work;
    work.type = json.value(u"type"_s).toString().left(60);
    work.key = plainText(json.value(u"id"_s)).left(200);
    work.label = json.value(u"genre"_s).toString();
    int count = 0;
    for (auto it = json.begin(); it != json.end() && count < 200; ++it, ++count) {
        QString name = it.key().left(60);
        if (name == u"type" || name == u"id" || name == u"genre" || name == u"citation-key")
            continue;
        EntryField field { name, {}, {} };
        if (isPeople(name)) {
            for (const QJsonValue &one : it.value().toArray()) {
                if (const Person person = personFrom(one.toObject()); !person.name.isEmpty())
                    field.people += person;
            }
            if (field.people.isEmpty())
                work.notes += Words::tr("%1: no name could be read.").arg(name);
        } else if (name == u"issued" || name == u"published") {
            field.text = dateText(it.value());
        } else {
            field.text = plainText(it.value());
        }
        if (name == u"title" || name == u"abstract" || name == u"container-title")
            field.text = withoutMarks(field.text);
        if (name == u"number" && field.text.startsWith(u"arXiv:"_s, Qt::CaseInsensitive))
            field.name = u"number (arXiv)"_s;
        if (!field.text.isEmpty() || !field.people.isEmpty())
            work.fields += field;
    }
    return work;
}

} // namespace

Result<ReadFile> readCsl(const QJsonDocument &document, const std::optional<Mapping> &mapping)
{
    QJsonArray list = document.isArray() ? document.array() : QJsonArray { document.object() };
    // {"items":[…]} and {"message":{…}} are answers of servers that have the entries in them.
    if (document.isObject() && document.object().value(u"items"_s).isArray())
        list = document.object().value(u"items"_s).toArray();
    else if (document.isObject() && document.object().value(u"message"_s).isObject())
        list = { document.object().value(u"message"_s) };
    if (list.size() > maxRows)
        return tooMany();
    QList<WorkEntry> works;
    works.reserve(list.size());
    for (const QJsonValue &one : list) {
        WorkEntry work = workFrom(one.toObject());
        if (!one.isObject() || (work.fields.isEmpty() && work.type.isEmpty()))
            work.broken = Words::tr("This is no entry of CSL-JSON.");
        works += work;
    }
    return rowsFromWorks(works, knowledge(), mapping);
}

} // namespace baton::formats
