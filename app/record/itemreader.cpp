#include "app/record/itemreader.h"

#include "app/orcid/sections.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

struct Lines {
    QString title, subtitle, year;
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
        joined({ listWord(textAt(json, { u"type"_s })), textAt(json, { u"journal-title"_s }), year }), year };
}

Lines fundingLines(const QJsonObject &json)
{
    return { textAt(json, { u"title"_s, u"title"_s }),
        joined({ listWord(textAt(json, { u"type"_s })), textAt(json, { u"organization"_s, u"name"_s }),
            yearsWords(json.value(u"start-date"_s), json.value(u"end-date"_s)) }),
        yearOf(json, u"start-date"_s) };
}

Lines affiliationLines(const QJsonObject &json)
{
    const QStringList place { textAt(json, { u"role-title"_s }), textAt(json, { u"department-name"_s }) };
    QStringList said = place;
    said.removeAll(QString());
    return { textAt(json, { u"organization"_s, u"name"_s }),
        joined({ said.join(u", "_s), yearsWords(json.value(u"start-date"_s), json.value(u"end-date"_s)) }),
        yearOf(json, u"start-date"_s) };
}

Lines peerReviewLines(const QJsonObject &json)
{
    const QString dateKey = json.contains(u"review-completion-date"_s) ? u"review-completion-date"_s : u"completion-date"_s;
    const QString subject = textAt(json, { u"subject-name"_s, u"title"_s });
    const QString group = textAt(json, { u"review-group-id"_s });
    return { subject.isEmpty() ? QCoreApplication::translate("Record", "Review for %1").arg(group) : subject,
        joined({ listWord(textAt(json, { u"reviewer-role"_s })), textAt(json, { u"convening-organization"_s, u"name"_s }),
            yearOf(json, dateKey) }),
        yearOf(json, dateKey) };
}

Lines resourceLines(const QJsonObject &json)
{
    const QJsonObject proposal = json.value(u"proposal"_s).toObject();
    QStringList hosts;
    for (const QJsonValue &host : arrayOf(valueAt(proposal, { u"hosts"_s, u"organization"_s })))
        hosts += textAt(host.toObject(), { u"name"_s });
    return { textAt(proposal, { u"title"_s, u"title"_s }),
        joined({ hosts.join(u", "_s), yearsWords(proposal.value(u"start-date"_s), proposal.value(u"end-date"_s)) }),
        yearOf(proposal, u"start-date"_s) };
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

QString searchTextOf(const Item &item)
{
    QStringList parts { item.title, item.subtitle, item.source.sentence(), QString::number(item.putCode),
        textAt(item.json, { u"url"_s }), textAt(item.json, { u"title"_s, u"subtitle"_s }) };
    for (const ExternalId &id : externalIdsOf(item.section, item.json))
        parts += id.value;
    return parts.join(u'\n').toLower();
}

/// Walks a list down to its items; `path` says where, for what is left out.
class ListWalk {
public:
    explicit ListWalk(SectionContent &content) : m_content(content) { }

    void group(const QJsonValue &value, const QString &path)
    {
        int n = 0;
        for (const QJsonValue &entry : arrayOf(value)) {
            const QString here = path + u'/' + QString::number(++n);
            if (entry.isObject())
                object(entry.toObject(), here);
            else
                leaveOut(here);
        }
    }

    void object(const QJsonObject &node, const QString &path)
    {
        const qsizetype first = m_content.items.size();
        for (auto it = node.begin(); it != node.end(); ++it) {
            const QString key = it.key();
            if (key == u"group"_s || key == u"affiliation-group"_s || key == u"peer-review-group"_s || key == u"summaries"_s)
                group(it.value(), path + u'/' + key);
            else if (key.endsWith(u"-summary"_s))
                items(it.value(), path + u'/' + key);
        }
        if (node.contains(u"work-summary"_s)) {
            const int size = int(m_content.items.size() - first);
            for (qsizetype i = first; i < m_content.items.size(); ++i)
                m_content.items[i].groupSize = size;
        }
    }

    void items(const QJsonValue &value, const QString &path)
    {
        int n = 0;
        for (const QJsonValue &entry : arrayOf(value)) {
            const QString here = path + u'/' + QString::number(++n);
            const Item item = itemFromJson(m_content.section, entry.toObject(), false);
            // E-mail addresses need no put-code, they can't be changed anyway.
            if (!entry.isObject() || (item.putCode <= 0 && m_content.section != u"emails"_s))
                leaveOut(here);
            else
                m_content.items += item;
        }
    }

private:
    void leaveOut(const QString &path) { m_content.leftOut += path.mid(1); }

    SectionContent &m_content;
};

qint64 putCodeOf(const QJsonValue &value)
{
    return value.isString() ? value.toString().toLongLong() : value.toInteger();
}

bool newerFirst(const Item &a, const Item &b)
{
    const QString left = isoDate(a.json.value(u"publication-date"_s)), right = isoDate(b.json.value(u"publication-date"_s));
    return std::tie(a.year, left) > std::tie(b.year, right);
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
    item.year = lines.year;
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
    ListWalk walk(content);
    const orcid::Section *known = orcid::findSection(section);
    if (known && !known->isActivity())
        walk.items(list.value(known->listKey), u'/' + known->listKey);
    else
        walk.object(list, {});
    std::stable_sort(content.items.begin(), content.items.end(), newerFirst);
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
