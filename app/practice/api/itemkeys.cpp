#include "app/orcid/identifiers.h"
#include "app/practice/api/records.h"

#include <QtCore/QJsonArray>

namespace baton::practice {

namespace {

using Family = orcid::Section::Family;

const QString kIds = QStringLiteral("external-ids");
const QString kId = QStringLiteral("external-id");
const QString kType = QStringLiteral("external-id-type");
const QString kValue = QStringLiteral("external-id-value");
const QString kNormal = QStringLiteral("external-id-normalized");
const QString kNormalError = QStringLiteral("external-id-normalized-error");
const QString kRelationship = QStringLiteral("external-id-relationship");

void putNormalForm(QJsonObject &id)
{
    id.remove(kNormal);
    id.remove(kNormalError);
    const QString type = id.value(kType).toString(), value = id.value(kValue).toString();
    if (const std::optional<QString> normal = orcid::normalise(type, value)) {
        id.insert(kNormal, QJsonObject { { QStringLiteral("value"), *normal }, { QStringLiteral("transient"), true } });
        return;
    }
    id.insert(kNormalError,
        QJsonObject { { QStringLiteral("error-code"), QStringLiteral("8001") },
            { QStringLiteral("error-message"), orcid::normaliseErrorText(type, value) },
            { QStringLiteral("transient"), true } });
}

void normaliseIn(QJsonObject &holder, const QString &key)
{
    QJsonObject ids = holder.value(key).toObject();
    QJsonArray list = ids.value(kId).toArray();
    if (list.isEmpty()) {
        holder.remove(key);
        return;
    }
    for (qsizetype i = 0; i < list.size(); ++i) {
        QJsonObject id = list.at(i).toObject();
        putNormalForm(id);
        list.replace(i, id);
    }
    ids.insert(kId, list);
    holder.insert(key, ids);
}

/// Normal forms go to works, peer reviews, affiliations and research resources, not to fundings (orcid.md 7.1).
void putNormalForms(Family family, QJsonObject &content)
{
    switch (family) {
    case Family::Works:
    case Family::Affiliations:
        normaliseIn(content, kIds);
        break;
    case Family::PeerReviews:
        normaliseIn(content, QStringLiteral("review-identifiers"));
        break;
    case Family::ResearchResources: {
        QJsonObject proposal = content.value(QStringLiteral("proposal")).toObject();
        normaliseIn(proposal, kIds);
        content.insert(QStringLiteral("proposal"), proposal);
        QJsonArray resources = content.value(QStringLiteral("resource-item")).toArray();
        for (qsizetype i = 0; i < resources.size(); ++i) {
            QJsonObject resource = resources.at(i).toObject();
            normaliseIn(resource, kIds);
            resources.replace(i, resource);
        }
        content.insert(QStringLiteral("resource-item"), resources);
        break;
    }
    case Family::Fundings:
    case Family::PersonItems:
    case Family::Emails:
        break;
    }
}

QString datePart(const QJsonObject &date, QStringView part, const QString &missing)
{
    const QString value = date.value(part).toObject().value(QStringLiteral("value")).toString();
    return value.isEmpty() ? missing : value;
}

QString dateText(const QJsonObject &date)
{
    if (date.isEmpty())
        return {};
    const QString none = QStringLiteral("00");
    return datePart(date, u"year", QStringLiteral("0000")) + u'-' + datePart(date, u"month", none) + u'-'
        + datePart(date, u"day", none);
}

QString sortingDate(Family family, const QJsonObject &content)
{
    switch (family) {
    case Family::Works:
        return dateText(content.value(QStringLiteral("publication-date")).toObject());
    case Family::PeerReviews:
        return dateText(content.value(QStringLiteral("review-completion-date")).toObject());
    case Family::Affiliations:
    case Family::Fundings: {
        // What still runs comes first.
        const QString end = dateText(content.value(QStringLiteral("end-date")).toObject());
        return (end.isEmpty() ? QStringLiteral("9999-99-99") : end)
            + dateText(content.value(QStringLiteral("start-date")).toObject());
    }
    case Family::ResearchResources: {
        const QJsonObject proposal = content.value(QStringLiteral("proposal")).toObject();
        return dateText(proposal.value(QStringLiteral("start-date")).toObject());
    }
    case Family::PersonItems:
    case Family::Emails:
        break;
    }
    return {};
}

QString wrappedValue(const QJsonObject &content, const char *key)
{
    return content.value(QLatin1String(key)).toObject().value(QStringLiteral("value")).toString();
}

/// Same content, url, or type and value (orcid.md 8.3). Addresses never count as duplicates there.
QStringList personKeys(const QString &section, const QJsonObject &content)
{
    if (section == u"researcher-urls")
        return { wrappedValue(content, "url") };
    if (section == u"external-identifiers")
        return { content.value(kType).toString() + u'|' + content.value(kValue).toString() };
    if (section == u"addresses" || section == u"emails")
        return {};
    return { content.value(QStringLiteral("content")).toString() };
}

} // namespace

QJsonArray itemIds(const orcid::Section &section, const QJsonObject &content)
{
    QJsonObject holder = content;
    QString key = kIds;
    if (section.family == Family::PeerReviews)
        key = QStringLiteral("review-identifiers");
    else if (section.family == Family::ResearchResources)
        holder = content.value(QStringLiteral("proposal")).toObject();
    return holder.value(key).toObject().value(kId).toArray();
}

void complete(const orcid::Section &section, RecordItem &item)
{
    putNormalForms(section.family, item.content);
    item.dateKey = sortingDate(section.family, item.content);
    item.groupKeys.clear();
    item.duplicateKeys.clear();
    if (!section.isActivity()) {
        item.duplicateKeys = personKeys(section.key, item.content);
        return;
    }
    const QJsonArray ids = itemIds(section, item.content);
    for (const QJsonValue &entry : ids) {
        const QJsonObject id = entry.toObject();
        const QString type = id.value(kType).toString(), typed = id.value(kValue).toString();
        const QString relationship = id.value(kRelationship).toString();
        const QString same = type + u'|' + (section.family == Family::Fundings ? typed : orcid::comparable(type, typed));
        if (relationship == u"self" || relationship.isEmpty())
            item.duplicateKeys << (relationship.isEmpty() ? QStringLiteral("none|") : QStringLiteral("self|")) + same;
        if (relationship == u"self" || relationship == u"version-of")
            item.groupKeys << same;
    }
}

} // namespace baton::practice
