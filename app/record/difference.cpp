#include "app/record/difference.h"

#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/shownfields.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSet>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

/// A field of an item with its value in words.
struct Spoken {
    QString name, words;
};

// What the registry works out by itself or keeps for its own use.
const QSet<QString> &computedKeys()
{
    static const QSet<QString> keys { u"created-date"_s, u"last-modified-date"_s, u"source"_s, u"path"_s, u"put-code"_s,
        u"display-index"_s };
    return keys;
}

// Name, role, place in the order, iD and address: whatever of a contributor is changed shows.
QString contributorWords(const QJsonObject &contributor)
{
    const QString orcid = textAt(contributor, { u"contributor-orcid"_s, u"path"_s });
    const QString name = textAt(contributor, { u"credit-name"_s });
    const QJsonValue attributes = contributor.value(u"contributor-attributes"_s);
    QStringList more { listWord(textAt(attributes.toObject(), { u"contributor-role"_s })).toLower(),
        listWord(textAt(attributes.toObject(), { u"contributor-sequence"_s })).toLower(), name.isEmpty() ? QString() : orcid,
        textAt(contributor, { u"contributor-email"_s }) };
    more.removeAll(QString());
    const QString who = name.isEmpty() ? orcid : name;
    return more.isEmpty() ? who : u"%1 (%2)"_s.arg(who, more.join(u", "_s));
}

QString contributorsWords(const QJsonValue &contributors)
{
    QStringList names;
    for (const QJsonValue &value : arrayOf(valueAt(contributors.toObject(), { u"contributor"_s })))
        names += contributorWords(value.toObject());
    return names.join(u", "_s);
}

void addTitle(QList<Spoken> &fields, const QJsonObject &title)
{
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Title")), textAt(title, { u"title"_s }) };
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Subtitle")), textAt(title, { u"subtitle"_s }) };
    const QString other = textAt(title, { u"translated-title"_s });
    const QString language = textAt(title, { u"translated-title"_s, u"language-code"_s });
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Translated title")), other.isEmpty() ? other : u"%1 (%2)"_s.arg(other, language) };
}

void addOrganization(QList<Spoken> &fields, const QJsonObject &organization)
{
    const QJsonObject disambiguated = organization.value(u"disambiguated-organization"_s).toObject();
    const QString id = textAt(disambiguated, { u"disambiguated-organization-identifier"_s });
    const QString source = textAt(disambiguated, { u"disambiguation-source"_s });
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Organization")), textAt(organization, { u"name"_s }) };
    fields += { translated(QT_TRANSLATE_NOOP("Record", "City")), textAt(organization, { u"address"_s, u"city"_s }) };
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Region")), textAt(organization, { u"address"_s, u"region"_s }) };
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Country")), countryWord(textAt(organization, { u"address"_s, u"country"_s })) };
    fields += { translated(QT_TRANSLATE_NOOP("Record", "Organization identifier")), id.isEmpty() ? id : u"%1 (%2)"_s.arg(id, source) };
}

QString citationWords(const QJsonObject &citation)
{
    const QString text = textAt(citation, { u"citation-value"_s });
    return text.isEmpty() ? text : u"%1: %2"_s.arg(listWord(textAt(citation, { u"citation-type"_s })), text);
}

/// The value of a field that is one value; nothing for what has parts of its own.
std::optional<QString> wordsOf(const QString &key, const QJsonValue &value)
{
    if (key.endsWith(u"-date"_s))
        return dateWords(value);
    if (key == u"type"_s || key == u"reviewer-role"_s || key == u"review-type"_s || key == u"subject-type"_s)
        return listWord(textOf(value));
    if (key == u"visibility"_s)
        return visibilityWord(textOf(value));
    if (key == u"country"_s)
        return countryWord(textOf(value));
    if (key == u"contributors"_s)
        return contributorsWords(value);
    if (key == u"citation"_s)
        return citationWords(value.toObject());
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    const bool hasParts = value.isArray() || (value.isObject() && value.toObject().keys() != QStringList { u"value"_s });
    return hasParts ? std::optional<QString>() : textOf(value);
}

// In the section's own order, then whatever else is there, so that no difference stays unseen.
QList<Spoken> fieldsOf(const QString &section, const QJsonObject &json)
{
    const orcid::Section *known = orcid::findSection(section);
    QHash<QString, QString> labels;
    QStringList keys;
    for (const orcid::Field &field : known ? known->fields : QList<orcid::Field>()) {
        labels[field.key] = field.label;
        keys += field.key;
    }
    for (const QString &key : json.keys()) {
        if (!keys.contains(key))
            keys += key;
    }
    const QString identifiers = externalIdsKey(section, json);
    QList<Spoken> fields;
    for (const QString &key : std::as_const(keys)) {
        if (computedKeys().contains(key) || key == identifiers || key == u"external-ids"_s)
            continue;
        const QJsonValue value = json.value(key);
        if (key == u"title"_s)
            addTitle(fields, value.toObject());
        else if (key == u"organization"_s || key == u"convening-organization"_s)
            addOrganization(fields, value.toObject());
        else if (const auto words = wordsOf(key, value))
            fields += { labels.value(key, keyWord(key)), *words };
        else
            for (const ShownField &part : shownFields(section, { { key, value } }))
                fields += { part.label, part.words };
    }
    return fields;
}

QString identifierWords(const ExternalId &id)
{
    QString words = id.value;
    if (!id.relationship.isEmpty() && id.relationship != u"self"_s)
        words += u", "_s + relationWord(id.relationship);
    if (!id.url.isEmpty())
        words += u", "_s + id.url;
    return words;
}

bool sameIdentifier(const ExternalId &a, const ExternalId &b)
{
    return a.type == b.type && a.value == b.value && a.relationship == b.relationship && a.url == b.url;
}

struct IdentifierChanges {
    QList<FieldChange> changes, unchanged;
};

// Equal ones first; of the rest those of one type belong together, and what is left over came or went.
IdentifierChanges identifierChanges(QList<ExternalId> before, QList<ExternalId> after)
{
    IdentifierChanges out;
    const auto take = [](QList<ExternalId> &list, auto &&fits) -> std::optional<ExternalId> {
        const auto it = std::find_if(list.begin(), list.end(), fits);
        if (it == list.end())
            return {};
        const ExternalId id = *it;
        list.erase(it);
        return id;
    };
    const auto name = [](const ExternalId &id) { return translated(QT_TRANSLATE_NOOP("Record", "External identifier, %1")).arg(id.type); };
    QList<ExternalId> left;
    for (const ExternalId &id : after) {
        if (take(before, [&](const ExternalId &old) { return sameIdentifier(old, id); }))
            out.unchanged += { name(id), identifierWords(id), identifierWords(id) };
        else
            left += id;
    }
    for (const ExternalId &id : std::as_const(left)) {
        const auto old = take(before, [&](const ExternalId &candidate) { return candidate.type == id.type; });
        out.changes += { name(id), old ? identifierWords(*old) : QString(), identifierWords(id) };
    }
    for (const ExternalId &id : std::as_const(before))
        out.changes += { name(id), identifierWords(id), {} };
    return out;
}

QString wordsIn(const QList<Spoken> &fields, const QString &name)
{
    for (const Spoken &field : fields) {
        if (field.name == name)
            return field.words;
    }
    return {};
}

/// Of a person's other iD the fields themselves say all there is.
QList<ExternalId> identifiersBeside(const QString &section, const QJsonObject &item)
{
    return section == u"external-identifiers" ? QList<ExternalId>() : externalIdsOf(section, item);
}

QStringList namesOf(const QList<Spoken> &before, const QList<Spoken> &after)
{
    QStringList names;
    for (const Spoken &field : before + after) {
        if (!names.contains(field.name))
            names += field.name;
    }
    return names;
}

} // namespace

QList<FieldChange> differences(const QString &section, const QJsonObject &before, const QJsonObject &after)
{
    const QList<Spoken> old = fieldsOf(section, before), now = fieldsOf(section, after);
    QList<FieldChange> changes;
    for (const QString &name : namesOf(old, now)) {
        const QString from = wordsIn(old, name), to = wordsIn(now, name);
        if (from != to)
            changes += { name, from, to };
    }
    return changes + identifierChanges(identifiersBeside(section, before), identifiersBeside(section, after)).changes;
}

QList<FieldChange> unchangedFields(const QString &section, const QJsonObject &before, const QJsonObject &after)
{
    const QList<Spoken> old = fieldsOf(section, before), now = fieldsOf(section, after);
    QList<FieldChange> same;
    for (const QString &name : namesOf(old, now)) {
        const QString words = wordsIn(now, name);
        if (!words.isEmpty() && words == wordsIn(old, name))
            same += { name, words, words };
    }
    return same + identifierChanges(identifiersBeside(section, before), identifiersBeside(section, after)).unchanged;
}

int unchangedCount(const QString &section, const QJsonObject &before, const QJsonObject &after)
{
    return int(unchangedFields(section, before, after).size());
}

} // namespace baton::record
