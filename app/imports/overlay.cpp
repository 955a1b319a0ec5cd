#include "app/imports/overlay.h"

#include "app/orcid/identifiers.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QSet>
#include <QtCore/QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::imports {

using record::arrayOf;
using record::isNothing;
using record::textAt;

namespace {

const QString typeKey = u"external-id-type"_s, valueKey = u"external-id-value"_s, urlKey = u"external-id-url"_s,
              relationKey = u"external-id-relationship"_s;

struct Id {
    explicit Id(const QJsonObject &json)
        : type(textAt(json, { typeKey })), value(orcid::comparable(type, textAt(json, { valueKey }))), relation(textAt(json, { relationKey }))
    {
        if (relation.isEmpty())
            relation = u"self"_s;
    }
    bool same(const Id &other) const { return type == other.type && value == other.value; }
    bool sameKind(const Id &other) const { return type == other.type && relation == other.relation; }
    QString type, value, relation;
};

QList<Id> idsOf(const QJsonArray &array)
{
    QList<Id> ids;
    for (const QJsonValue &one : array)
        ids << Id(one.toObject());
    return ids;
}

int countOf(const QList<Id> &ids, const Id &kind)
{
    return int(std::count_if(ids.begin(), ids.end(), [&kind](const Id &id) { return id.sameKind(kind); }));
}

/// Written as it is stored, where only the writing differs; with the address that is stored, where the file has none.
QJsonObject laidOverId(const QJsonObject &stored, const QJsonObject &id)
{
    QJsonObject out = stored;
    out[relationKey] = Id(id).relation;
    if (!isNothing(id.value(urlKey)))
        out[urlKey] = id.value(urlKey);
    return out;
}

QJsonArray laidOverIds(const QJsonArray &stored, const QJsonArray &content)
{
    const QList<Id> theirs = idsOf(stored), ours = idsOf(content);
    QJsonArray out = stored;
    for (qsizetype i = 0; i < ours.size(); ++i) {
        const Id &id = ours.at(i);
        const QJsonObject json = content.at(i).toObject();
        const auto same = std::find_if(theirs.begin(), theirs.end(), [&id](const Id &one) { return one.same(id); });
        const auto kind = std::find_if(theirs.begin(), theirs.end(), [&id](const Id &one) { return one.sameKind(id); });
        if (same != theirs.end())
            out[same - theirs.begin()] = laidOverId(stored.at(same - theirs.begin()).toObject(), json);
        else if (countOf(theirs, id) == 1 && countOf(ours, id) == 1)
            out[kind - theirs.begin()] = json;
        else
            out << json;
    }
    return out;
}

QString nameOf(const QJsonObject &contributor)
{
    return textAt(contributor, { u"credit-name"_s }).simplified().toCaseFolded();
}

/// "author" is what every file says of everybody; a role that is stored says more.
QJsonObject laidOverContributor(const QJsonObject &stored, const QJsonObject &contributor)
{
    const QStringList role { u"contributor-attributes"_s, u"contributor-role"_s };
    QJsonObject out = laidOver(stored, contributor);
    if (textAt(contributor, role) == u"author"_s && !textAt(stored, role).isEmpty())
        out[role.first()] = stored.value(role.first());
    return out;
}

/// "S. Hernandez Garcia" and "Sofia Hernandez Garcia" say less than "Sofia Maria Hernandez Garcia", and nothing else.
bool saysLess(const QString &name, const QString &fuller)
{
    const auto words = [](const QString &text) { return QString(text).replace(u'.', u' ').split(u' ', Qt::SkipEmptyParts); };
    const QStringList less = words(name), more = words(fuller);
    if (less.size() < 2 || less.last() != more.value(more.size() - 1))
        return false;
    qsizetype at = 0;
    for (const QString &word : less) {
        while (at < more.size() && word != more.at(at) && !(word.size() == 1 && more.at(at).startsWith(word)))
            ++at;
        if (at++ >= more.size())
            return false;
    }
    return true;
}

/// The one of that name, else the only one whose name says the same and more, else none.
int contributorNamed(const QJsonArray &stored, const QString &name)
{
    int found = -1;
    for (int i = 0; !name.isEmpty() && i < stored.size(); ++i) {
        const QString known = nameOf(stored.at(i).toObject());
        if (known == name)
            return i;
        if (saysLess(name, known))
            found = found == -1 ? i : -2;
    }
    return found;
}

QJsonArray laidOverContributors(const QJsonArray &stored, const QJsonArray &content)
{
    const QString credit = u"credit-name"_s;
    QJsonArray out;
    for (const QJsonValue &one : content) {
        QJsonObject contributor = one.toObject();
        const QString name = nameOf(contributor);
        const int place = contributorNamed(stored, name);
        if (place >= 0) {
            const QJsonObject known = stored.at(place).toObject();
            if (nameOf(known) != name)
                contributor[credit] = known.value(credit);
            contributor = laidOverContributor(known, contributor);
        }
        out << contributor;
    }
    return out;
}

/// "2026" of a file does not take away the month and day that are stored.
QJsonValue laidOverDate(const QJsonValue &stored, const QJsonValue &date)
{
    const QString now = record::isoDate(date), before = record::isoDate(stored);
    return before == now || before.startsWith(now + u'-') ? stored : date;
}

bool isAnotherOrganization(const QJsonObject &stored, const QJsonObject &organization)
{
    const QStringList id { u"disambiguated-organization"_s, u"disambiguated-organization-identifier"_s };
    const auto name = [](const QJsonObject &one) { return textAt(one, { u"name"_s }).simplified().toCaseFolded(); };
    const bool sameId = !textAt(organization, id).isEmpty() && textAt(organization, id) == textAt(stored, id);
    return !sameId && !name(organization).isEmpty() && name(organization) != name(stored);
}

QJsonValue laidOverValue(const QString &key, const QJsonValue &stored, const QJsonValue &value)
{
    if (isNothing(stored))
        return value;
    if (key.endsWith(u"-date"_s))
        return laidOverDate(stored, value);
    if (key == u"external-id"_s)
        return laidOverIds(arrayOf(stored), arrayOf(value));
    if (key == u"contributor"_s)
        return laidOverContributors(arrayOf(stored), arrayOf(value));
    if (!stored.isObject() || !value.isObject())
        return value;
    const bool organization = key == u"organization"_s || key == u"convening-organization"_s;
    if (organization && isAnotherOrganization(stored.toObject(), value.toObject()))
        return value;
    return laidOver(stored.toObject(), value.toObject());
}

} // namespace

QJsonObject laidOver(const QJsonObject &stored, const QJsonObject &content)
{
    static const QSet<QString> theRegistrys { u"put-code"_s, u"created-date"_s, u"last-modified-date"_s, u"source"_s, u"path"_s,
        u"display-index"_s, u"visibility"_s };
    QJsonObject out = stored;
    for (auto field = content.begin(); field != content.end(); ++field) {
        if (!isNothing(field.value()) && !theRegistrys.contains(field.key()))
            out[field.key()] = laidOverValue(field.key(), stored.value(field.key()), field.value());
    }
    return out;
}

} // namespace baton::imports
