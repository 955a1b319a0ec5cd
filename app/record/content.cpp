#include "app/record/content.h"

#include "app/orcid/identifiers.h"
#include "app/orcid/sections.h"
#include "app/record/difference.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QJsonValue withoutComputed(const QJsonValue &value);

QJsonObject withoutComputed(const QJsonObject &object)
{
    QJsonObject out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == u"external-id-normalized"_s || it.key() == u"external-id-normalized-error"_s)
            continue;
        const QJsonValue kept = withoutComputed(it.value());
        if (!isNothing(kept))
            out.insert(it.key(), kept);
    }
    return out;
}

QJsonValue withoutComputed(const QJsonValue &value)
{
    if (value.isObject())
        return withoutComputed(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray out;
    for (const QJsonValue &entry : value.toArray())
        out += withoutComputed(entry);
    return out;
}

QJsonObject stripped(QJsonObject content)
{
    for (const QString &key : { u"created-date"_s, u"last-modified-date"_s, u"source"_s, u"path"_s, u"display-index"_s })
        content.remove(key);
    return withoutComputed(content);
}

bool isPersonItem(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->family == orcid::Section::Family::PersonItems;
}

} // namespace

QJsonObject forPost(const QJsonObject &content)
{
    QJsonObject out = stripped(content);
    out.remove(u"put-code"_s);
    return out;
}

QJsonObject forPut(const QJsonObject &stored, const QJsonObject &edited, qint64 putCode)
{
    QJsonObject out = stored;
    for (auto it = edited.begin(); it != edited.end(); ++it)
        out.insert(it.key(), it.value());
    out = stripped(out);
    out[u"put-code"_s] = putCode;
    if (stored.contains(u"visibility"_s))
        out[u"visibility"_s] = stored.value(u"visibility"_s);
    return out;
}

bool shareIdentity(const QString &section, const QJsonObject &a, const QJsonObject &b)
{
    const auto isSelf = [](const ExternalId &id) { return id.relationship.isEmpty() || id.relationship == u"self"_s; };
    for (const ExternalId &left : externalIdsOf(section, a)) {
        for (const ExternalId &right : externalIdsOf(section, b)) {
            if (isSelf(left) && isSelf(right) && left.type == right.type
                && orcid::comparable(left.type, left.value) == orcid::comparable(right.type, right.value))
                return true;
        }
    }
    if (!isPersonItem(section))
        return false;
    const QStringList keys = identityKeys(section, b);
    for (const QString &key : identityKeys(section, a)) {
        if (keys.contains(key))
            return true;
    }
    return false;
}

QStringList identityKeys(const QString &section, const QJsonObject &content, const QString &relationship)
{
    QStringList keys;
    for (const ExternalId &id : externalIdsOf(section, content)) {
        const bool fits = id.relationship == relationship || (id.relationship.isEmpty() && relationship == u"self"_s);
        if (fits && !id.value.isEmpty())
            keys += id.type + u'\n' + orcid::comparable(id.type, id.value);
    }
    if (!isPersonItem(section) || relationship != u"self"_s)
        return keys;
    for (const QString &key : { u"content"_s, u"url"_s, u"country"_s }) {
        const QString text = content.contains(u"external-id-type"_s) ? QString() : textAt(content, { key });
        if (!text.isEmpty())
            keys += key + u'\n' + text;
    }
    return keys;
}

bool hasIdentity(const QString &section, const QJsonObject &content)
{
    const QList<ExternalId> ids = externalIdsOf(section, content);
    // Addresses are never recognised as duplicates (orcid.md 8.3).
    return (isPersonItem(section) && section != u"addresses"_s)
        || std::any_of(ids.begin(), ids.end(), [](const ExternalId &id) { return id.relationship == u"self"_s || id.relationship.isEmpty(); });
}

bool isStored(const QString &section, const QJsonObject &sent, const QJsonObject &stored)
{
    // Nearly always it is the same to the letter; comparing in words takes longer.
    const auto bare = [](QJsonObject item) {
        item.remove(u"put-code"_s);
        item.remove(u"visibility"_s);
        return stripped(std::move(item));
    };
    if (bare(sent) == bare(stored))
        return true;
    QJsonObject comparable = stored;
    if (!sent.contains(u"visibility"_s))
        comparable.remove(u"visibility"_s);
    else
        comparable[u"visibility"_s] = sent.value(u"visibility"_s);
    // What was left out when sending comes back as null, at any depth.
    return differences(section, stripped(sent), stripped(comparable)).isEmpty();
}

} // namespace baton::record
