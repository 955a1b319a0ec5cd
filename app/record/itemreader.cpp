#include "app/record/itemreader.h"

#include "app/orcid/sections.h"
#include "app/record/jsonvalues.h"
#include "app/record/listwalk.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

struct Lines {
    QString title, subtitle;
    QJsonValue date; ///< by which its section is sorted
};

QString joined(const QStringList &parts)
{
    QStringList kept = parts;
    kept.removeAll(QString());
    return kept.join(u" · "_s);
}

QString yearOf(const QJsonObject &json, const QString &key)
{
    return textAt(json, { key, u"year"_s });
}

Lines workLines(const QJsonObject &json)
{
    const QString year = yearOf(json, u"publication-date"_s);
    return { textAt(json, { u"title"_s, u"title"_s }),
        joined({ listWord(textAt(json, { u"type"_s })), textAt(json, { u"journal-title"_s }), year }), json.value(u"publication-date"_s) };
}

Lines fundingLines(const QJsonObject &json)
{
    return { textAt(json, { u"title"_s, u"title"_s }),
        joined({ listWord(textAt(json, { u"type"_s })), textAt(json, { u"organization"_s, u"name"_s }),
            yearsWords(json.value(u"start-date"_s), json.value(u"end-date"_s)) }),
        json.value(u"start-date"_s) };
}

Lines affiliationLines(const QJsonObject &json)
{
    const QStringList place { textAt(json, { u"role-title"_s }), textAt(json, { u"department-name"_s }) };
    QStringList said = place;
    said.removeAll(QString());
    return { textAt(json, { u"organization"_s, u"name"_s }),
        joined({ said.join(u", "_s), yearsWords(json.value(u"start-date"_s), json.value(u"end-date"_s)) }),
        json.value(u"start-date"_s) };
}

Lines peerReviewLines(const QJsonObject &json)
{
    const QString dateKey = json.contains(u"review-completion-date"_s) ? u"review-completion-date"_s : u"completion-date"_s;
    const QString subject = textAt(json, { u"subject-name"_s, u"title"_s });
    const QString group = textAt(json, { u"review-group-id"_s });
    return { subject.isEmpty() ? QCoreApplication::translate("Record", "Review for %1").arg(group) : subject,
        joined({ listWord(textAt(json, { u"reviewer-role"_s })), textAt(json, { u"convening-organization"_s, u"name"_s }),
            yearOf(json, dateKey) }),
        json.value(dateKey) };
}

Lines resourceLines(const QJsonObject &json)
{
    const QJsonObject proposal = json.value(u"proposal"_s).toObject();
    QStringList hosts;
    for (const QJsonValue &host : arrayOf(valueAt(proposal, { u"hosts"_s, u"organization"_s })))
        hosts += textAt(host.toObject(), { u"name"_s });
    return { textAt(proposal, { u"title"_s, u"title"_s }),
        joined({ hosts.join(u", "_s), yearsWords(proposal.value(u"start-date"_s), proposal.value(u"end-date"_s)) }),
        proposal.value(u"start-date"_s) };
}

Lines personLines(const QJsonObject &json)
{
    if (json.contains(u"email"_s)) {
        const bool primary = json.value(u"primary"_s).toBool(), verified = json.value(u"verified"_s).toBool();
        return { textAt(json, { u"email"_s }),
            joined({ primary ? QCoreApplication::translate("Record", "Primary") : QString(),
                verified ? QCoreApplication::translate("Record", "Verified") : QCoreApplication::translate("Record", "Not verified") }),
            {} };
    }
    if (json.contains(u"external-id-type"_s)) {
        return { textAt(json, { u"external-id-value"_s }),
            joined({ textAt(json, { u"external-id-type"_s }), textAt(json, { u"external-id-url"_s }) }), {} };
    }
    if (json.contains(u"country"_s))
        return { countryWord(textAt(json, { u"country"_s })), {}, {} };
    if (json.contains(u"url"_s)) {
        const QString name = textAt(json, { u"url-name"_s }), url = textAt(json, { u"url"_s });
        return name.isEmpty() ? Lines { url, {}, {} } : Lines { name, url, {} };
    }
    return { textAt(json, { u"content"_s }), {}, {} };
}

Lines linesOf(const QString &section, const QJsonObject &json)
{
    const orcid::Section *known = orcid::findSection(section);
    switch (known ? known->family : orcid::Section::Family::PersonItems) {
    case orcid::Section::Family::Works:
        return workLines(json);
    case orcid::Section::Family::Fundings:
        return fundingLines(json);
    case orcid::Section::Family::Affiliations:
        return affiliationLines(json);
    case orcid::Section::Family::PeerReviews:
        return peerReviewLines(json);
    case orcid::Section::Family::ResearchResources:
        return resourceLines(json);
    case orcid::Section::Family::PersonItems:
    case orcid::Section::Family::Emails:
        break;
    }
    return personLines(json);
}

/// 20260914; what is not given counts as 0, and so does what is no number.
int dayOf(const QJsonObject &date)
{
    const auto part = [&](const QString &key, int max) {
        const int number = textAt(date, { key }).toInt();
        return number > 0 && number <= max ? number : 0;
    };
    return part(u"year"_s, 9999) * 10000 + part(u"month"_s, 12) * 100 + part(u"day"_s, 31);
}

QString searchTextOf(const Item &item)
{
    QStringList parts { item.title, item.subtitle, item.source.sentence(), QString::number(item.putCode),
        textAt(item.json, { u"url"_s }), textAt(item.json, { u"title"_s, u"subtitle"_s }) };
    for (const ExternalId &id : externalIdsOf(item.section, item.json))
        parts += id.value;
    return parts.join(u'\n').toLower();
}

qint64 putCodeOf(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

int countOf(const QString &section, const QJsonValue &list)
{
    return int(sectionFromJson(section, list.toObject()).items.size());
}

} // namespace

QString externalIdsKey(const QString &section, const QJsonObject &json)
{
    return section == u"peer-reviews"_s && json.contains(u"review-identifiers"_s) ? u"review-identifiers"_s : u"external-ids"_s;
}

QList<ExternalId> externalIdsOf(const QString &section, const QJsonObject &json)
{
    const auto one = [](const QJsonObject &id) {
        return ExternalId { textAt(id, { u"external-id-type"_s }), textAt(id, { u"external-id-value"_s }),
            textAt(id, { u"external-id-url"_s }), textAt(id, { u"external-id-relationship"_s }) };
    };
    if (json.contains(u"external-id-type"_s))
        return { one(json) };
    QList<ExternalId> ids;
    const QJsonObject holder = section == u"research-resources"_s ? json.value(u"proposal"_s).toObject() : json;
    for (const QJsonValue &id : arrayOf(valueAt(holder, { externalIdsKey(section, json), u"external-id"_s })))
        ids += one(id.toObject());
    return ids;
}

Item itemFromJson(const QString &section, const QJsonObject &json, bool full)
{
    Item item;
    item.section = section;
    item.putCode = putCodeOf(json.value(u"put-code"_s));
    const Lines lines = linesOf(section, json);
    item.title = lines.title.isEmpty() ? QCoreApplication::translate("Record", "Untitled") : lines.title;
    item.subtitle = lines.subtitle;
    item.year = textAt(lines.date.toObject(), { u"year"_s });
    item.day = dayOf(lines.date.toObject());
    item.visibility = textAt(json, { u"visibility"_s });
    item.source = Source::fromJson(json.value(u"source"_s));
    item.createdAt = timeOf(json.value(u"created-date"_s));
    item.changedAt = timeOf(json.value(u"last-modified-date"_s));
    item.json = json;
    item.full = full;
    item.searchText = searchTextOf(item);
    return item;
}

SectionContent sectionFromJson(const QString &section, const QJsonObject &list)
{
    SectionContent content;
    content.section = section;
    readRest(content, list);
    sortNewestFirst(content.items);
    return content;
}

QHash<QString, int> countsFromJson(const QJsonObject &activities, const QJsonObject &person)
{
    QHash<QString, int> counts;
    for (const orcid::Section &section : orcid::allSections())
        counts[section.key] = countOf(section.key, (section.isActivity() ? activities : person).value(section.key));
    return counts;
}

} // namespace baton::record
