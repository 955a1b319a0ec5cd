#include "app/practice/api/grouping.h"
#include "app/practice/api/itemjson.h"
#include "app/practice/api/memberapi.h"

#include <QtCore/QSet>

#include <algorithm>

// GET /{iD}/summary (orcid.md 6.5): counts and top items of what is public, whoever asks.
namespace baton::practice {

namespace {

constexpr qsizetype kTop = 3;

/// One affiliation of a group, with the name of its section.
struct Place {
    const RecordItem *item = nullptr;
    const orcid::Section *section = nullptr;
    QJsonObject endDate;
    QString sortKey;
};

struct Counts {
    qint64 selfAsserted = 0, validated = 0;
};

QList<const RecordItem *> publicItems(const Researcher &researcher, const orcid::Section &section)
{
    QList<const RecordItem *> items;
    for (const RecordItem &item : researcher.section(section.key)) {
        if (item.isPublic())
            items << &item;
    }
    return items;
}

bool selfAsserted(const Researcher &researcher, const RecordItem &item)
{
    return item.source.orcid == researcher.orcid || item.source.originOrcid == researcher.orcid;
}

QString dateKey(const QJsonObject &date, const QString &none)
{
    const auto part = [&date](QStringView key) { return date.value(key).toObject().value(u"value").toString(); };
    if (part(u"year").isEmpty())
        return none;
    return part(u"year") + u'-' + part(u"month").rightJustified(2, u'0') + u'-' + part(u"day").rightJustified(2, u'0');
}

/// The preferred item of every group of these sections, running ones first.
QList<Place> places(const Researcher &researcher, const QStringList &sections)
{
    QList<Place> found;
    for (const QString &key : sections) {
        const orcid::Section &section = *orcid::findSection(key);
        const QList<ItemGroup> groups = groupItems(section, publicItems(researcher, section));
        for (const ItemGroup &group : groups) {
            Place place { group.items.constFirst(), &section, {}, {} };
            // A distinction is given on one day.
            const bool oneDay = key == u"distinctions" && place.item->content.contains(QStringLiteral("start-date"));
            place.endDate = place.item->content.value(oneDay ? u"start-date" : u"end-date").toObject();
            place.sortKey = dateKey(place.endDate, QStringLiteral("9999"));
            found << place;
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Place &a, const Place &b) { return a.sortKey > b.sortKey; });
    return found;
}

/// A group counts as validated when anybody but the researcher vouches for one of its items.
Counts counts(const Researcher &researcher, const QString &key)
{
    const orcid::Section &section = *orcid::findSection(key);
    const QList<ItemGroup> groups = groupItems(section, publicItems(researcher, section));
    Counts result;
    for (const ItemGroup &group : groups) {
        const bool own = std::all_of(group.items.cbegin(), group.items.cend(),
            [&researcher](const RecordItem *item) { return selfAsserted(researcher, *item); });
        ++(own ? result.selfAsserted : result.validated);
    }
    return result;
}

class SummaryWriter {
public:
    SummaryWriter(Out &out, const QString &issuer, const Researcher &researcher)
        : m_out(out), m_items(out, issuer, researcher), m_researcher(researcher)
    {
    }

    void write()
    {
        m_out.beginObject().key(u"created-date").timestamp(m_researcher.created);
        m_out.key(u"last-modified-date").timestamp(m_researcher.modified);
        m_out.key(u"credit-name").textOrNull(m_researcher.publicName()).key(u"orcid-identifier");
        m_items.identifier(m_researcher.orcid);
        externalIdentifiers();
        affiliations(u"employments", u"employment", { QStringLiteral("employments") });
        affiliations(u"professional-activities", u"professional-activity",
            { QStringLiteral("distinctions"), QStringLiteral("invited-positions"), QStringLiteral("memberships"),
                QStringLiteral("services") });
        countsOf(u"fundings");
        countsOf(u"works");
        peerReviews();
        affiliations(u"education-qualifications", u"education-qualification",
            { QStringLiteral("educations"), QStringLiteral("qualifications") });
        countsOf(u"research-resources");
        emailDomains();
        m_out.endObject();
    }

private:
    void externalIdentifiers()
    {
        const orcid::Section &section = *orcid::findSection(QStringLiteral("external-identifiers"));
        const QList<const RecordItem *> items = publicItems(m_researcher, section);
        m_out.key(u"external-identifiers");
        if (items.isEmpty()) {
            m_out.null();
            return;
        }
        m_out.beginObject().key(u"external-identifier").beginArray();
        for (const RecordItem *item : items) {
            const auto text = [item](QStringView key) { return item->content.value(key).toString(); };
            m_out.beginObject().key(u"put-code").number(item->putCode);
            m_out.key(u"external-id-type").text(text(u"external-id-type"));
            m_out.key(u"external-id-value").textOrNull(text(u"external-id-value"));
            m_out.key(u"external-id-url").textOrNull(item->content.value(u"external-id-url").toObject().value(u"value").toString());
            validated(*item);
        }
        m_out.endArray().endObject();
    }

    void validated(const RecordItem &item)
    {
        m_out.key(u"validated").boolean(!selfAsserted(m_researcher, item)).endObject();
    }

    void affiliations(QStringView key, QStringView element, const QStringList &sections)
    {
        const QList<Place> all = places(m_researcher, sections);
        m_out.key(key).beginObject().key(u"count").number(all.size()).key(element);
        if (all.isEmpty()) {
            m_out.null().endObject();
            return;
        }
        m_out.beginArray();
        for (const Place &place : all.first(std::min(kTop, all.size())))
            affiliation(place);
        m_out.endArray().endObject();
    }

    void affiliation(const Place &place)
    {
        const QJsonObject &content = place.item->content;
        m_out.beginObject().key(u"put-code").number(place.item->putCode).key(u"type").text(place.section->singular);
        m_out.key(u"organization-name").textOrNull(content.value(u"organization").toObject().value(u"name").toString());
        m_out.key(u"role").textOrNull(content.value(u"role-title").toString());
        m_out.key(u"url").textOrNull(content.value(u"url").toObject().value(u"value").toString());
        m_out.key(u"start-date");
        m_items.date(content.value(u"start-date").toObject());
        m_out.key(u"end-date");
        m_items.date(place.endDate);
        validated(*place.item);
    }

    void countsOf(QStringView key)
    {
        const Counts result = counts(m_researcher, key.toString());
        m_out.key(key).beginObject().key(u"self-asserted-count").number(result.selfAsserted);
        m_out.key(u"validated-count").number(result.validated).endObject();
    }

    void peerReviews()
    {
        const orcid::Section &section = *orcid::findSection(QStringLiteral("peer-reviews"));
        const QList<const RecordItem *> items = publicItems(m_researcher, section);
        QSet<QString> groups, own;
        for (const RecordItem *item : items) {
            const QString group = item->content.value(QStringLiteral("review-group-id")).toString();
            groups << group;
            if (selfAsserted(m_researcher, *item))
                own << group;
        }
        m_out.key(u"peer-reviews").beginObject().key(u"peer-review-publication-grants").number(groups.size());
        m_out.key(u"self-asserted-count").number(own.size()).key(u"total").number(items.size()).endObject();
    }

    /// Domains of confirmed public addresses.
    void emailDomains()
    {
        QList<std::pair<QString, qint64>> domains;
        for (const RecordItem &item : m_researcher.section(QStringLiteral("emails"))) {
            const QString domain = item.content.value(QStringLiteral("email")).toString().section(u'@', -1);
            const bool known = std::any_of(domains.cbegin(), domains.cend(), [&](const auto &pair) { return pair.first == domain; });
            if (item.isPublic() && item.content.value(QStringLiteral("verified")).toBool() && !known)
                domains.append({ domain, item.created });
        }
        m_out.key(u"email-domains").beginObject().key(u"count").number(domains.size()).key(u"email-domain");
        if (domains.isEmpty()) {
            m_out.null().endObject();
            return;
        }
        m_out.beginArray();
        for (const auto &[domain, since] : domains.first(std::min(kTop, domains.size())))
            m_out.beginObject().key(u"value").text(domain).key(u"verification-date").timestamp(since).endObject();
        m_out.endArray().endObject();
    }

    Out &m_out;
    ItemWriter m_items;
    const Researcher &m_researcher;
};

} // namespace

HttpResponse MemberApi::readSummary(const Call &call) const
{
    return answer(call, documentOf(call.route.target, nullptr), [&](Out &out) { SummaryWriter(out, m_issuer, *call.researcher).write(); });
}

} // namespace baton::practice
