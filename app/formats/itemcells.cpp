#include "app/formats/contributorcells.h"
#include "app/formats/csvtable.h"
#include "app/formats/dates.h"
#include "app/formats/draft.h"
#include "app/formats/exportparts.h"
#include "app/formats/places.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QHash>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::formats {

using record::textAt;

namespace {

using Cells = QList<std::pair<QString, QString>>; ///< id of the target, text

QString treeText(const QJsonValue &value)
{
    return QString::fromUtf8((value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject())).toJson(QJsonDocument::Compact));
}

/// As stored, not made fit for showing: line ends and all.
QString rawText(const QJsonValue &value)
{
    const QJsonValue inner = value.isObject() ? value.toObject().value(u"value"_s) : value;
    return inner.isString() ? inner.toString() : record::textOf(value);
}

QString cellOf(const QString &section, const Place &place, const QJsonObject &json)
{
    const QJsonValue value = record::valueAt(json, place.path);
    if (record::isNothing(value))
        return {};
    switch (place.form) {
    case Place::Form::Date:
        return PartialDate::fromJson(value).toText();
    case Place::Form::OrganizationId: {
        const QJsonObject id = value.toObject();
        // One column for all registries: the source stands in front.
        return place.type.isEmpty() ? (textAt(id, { u"disambiguation-source"_s }) + u' ' + textAt(id, { u"disambiguated-organization-identifier"_s })).trimmed() : QString();
    }
    case Place::Form::Contributors:
        return contributorsText(section, record::arrayOf(value)).value_or(treeText(record::arrayOf(value)));
    case Place::Form::Tree:
        return treeText(value);
    case Place::Form::Identifiers:
    case Place::Form::IdentifierLinks:
    case Place::Form::Identifier:
        return {};
    case Place::Form::Text:
    case Place::Form::Term:
    case Place::Form::Link:
    case Place::Form::Decimal:
        break;
    }
    return rawText(value);
}

/// One column for each type and relationship, and one for links that can't be worked out.
void addIdentifiers(Cells &cells, const QString &section, const QJsonObject &json)
{
    Cells values, links;
    QHash<QString, qsizetype> index;
    for (const record::ExternalId &id : record::externalIdsOf(section, json)) {
        const QString name = id.type + u':' + (id.relationship.isEmpty() ? u"self"_s : id.relationship);
        if (!index.contains(name)) {
            index.insert(name, values.size());
            values += { u"external-id:"_s + name, id.value };
            links += { u"external-id-url:"_s + name, id.url };
        } else {
            const qsizetype at = index.value(name);
            values[at].second += u"; "_s + id.value;
            links[at].second += u"; "_s + id.url;
        }
    }
    cells += values;
    for (const auto &[name, text] : links) {
        if (!QString(text).remove(u"; "_s).isEmpty())
            cells += { name, text };
    }
}

Cells cellsOf(const record::Item &item)
{
    Cells cells;
    for (const Place &place : placesOf(item.section)) {
        if (const QString text = cellOf(item.section, place, item.json); !text.isEmpty())
            cells += { place.target.id, text };
    }
    if (!identifiersPath(item.section).isEmpty())
        addIdentifiers(cells, item.section, item.json);
    const QJsonObject subject = item.json.value(u"subject-external-identifier"_s).toObject();
    if (const QString value = textAt(subject, { u"external-id-value"_s }); !value.isEmpty()) {
        const QString relationship = textAt(subject, { u"external-id-relationship"_s });
        const QString name = textAt(subject, { u"external-id-type"_s }) + u':' + (relationship.isEmpty() ? u"self"_s : relationship);
        cells += { u"subject-id:"_s + name, value };
        if (const QString link = textAt(subject, { u"external-id-url"_s }); !link.isEmpty())
            cells += { u"subject-id-url:"_s + name, link };
    }
    return cells;
}

} // namespace

QByteArray writeCsv(const QList<record::Item> &items)
{
    // Who wrote an item and who sees it is told, and not read back: neither can be sent.
    QStringList headings { u"section"_s, u"put-code"_s };
    QHash<QString, qsizetype> columns { { headings.at(0), 0 }, { headings.at(1), 1 } };
    const QStringList told { u"visibility"_s, u"source"_s };
    QList<Cells> all;
    for (const record::Item &item : items) {
        Cells cells = cellsOf(item);
        cells.prepend({ u"put-code"_s, item.putCode > 0 ? QString::number(item.putCode) : QString() });
        cells.prepend({ u"section"_s, item.section });
        cells += { u"visibility"_s, item.visibility };
        cells += { u"source"_s, item.source.sentence() };
        for (const auto &[id, text] : std::as_const(cells)) {
            if (!columns.contains(id) && !told.contains(id)) {
                columns.insert(id, headings.size());
                headings += id;
            }
        }
        all += cells;
    }
    for (const QString &name : told) {
        columns.insert(name, headings.size());
        headings += name;
    }
    QList<QStringList> rows;
    rows.reserve(all.size());
    for (const Cells &cells : std::as_const(all)) {
        QStringList row(headings.size());
        for (const auto &[id, text] : cells)
            row[columns.value(id)] = text;
        rows += row;
    }
    return csv(headings, rows);
}

} // namespace baton::formats
