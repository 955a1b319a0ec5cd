#include "app/practice/api/recordjson.h"

#include "app/practice/api/grouping.h"

#include <algorithm>

namespace baton::practice {

using namespace Qt::StringLiterals;

using Family = orcid::Section::Family;

RecordWriter::RecordWriter(Out &out, const QString &issuer, const Researcher &researcher, const Caller &caller)
    : m_out(out)
    , m_items(out, issuer, researcher)
    , m_researcher(researcher)
    , m_caller(caller)
{
}

bool RecordWriter::sees(const QString &visibility) const
{
    return sightOf(visibility, m_caller, QStringLiteral("/orcid-bio/read-limited")) == Sight::Visible;
}

/// Of what a record has once: name and biography.
qint64 RecordWriter::newestOfOwn() const
{
    const bool biography = !m_researcher.biography.isEmpty() && sees(m_researcher.biographyVisibility);
    return biography || sees(m_researcher.nameVisibility) ? m_researcher.created : 0;
}

qint64 RecordWriter::newest(orcid::Section::Group group) const
{
    qint64 latest = group == orcid::Section::Group::Person ? newestOfOwn() : 0;
    for (const orcid::Section &section : orcid::allSections()) {
        if (section.group != group)
            continue;
        const QList<const RecordItem *> visible = visibleItems(m_researcher, section, m_caller);
        for (const RecordItem *item : visible)
            latest = std::max(latest, item->modified);
    }
    return latest;
}

void RecordWriter::sectionList(const orcid::Section &section)
{
    const QList<const RecordItem *> items = visibleItems(m_researcher, section, m_caller);
    qint64 latest = 0;
    for (const RecordItem *item : items)
        latest = std::max(latest, item->modified);
    m_out.beginObject().key(u"last-modified-date").timestamp(latest).key(section.listKey).beginArray();
    if (section.family == Family::PeerReviews)
        reviewList(section, items);
    else if (section.isActivity())
        groupedList(section, items);
    else
        personList(section, items);
    m_out.endArray().key(u"path").text(u'/' + m_researcher.orcid + u'/' + section.listPath).endObject();
}

void RecordWriter::groupedList(const orcid::Section &section, const QList<const RecordItem *> &items)
{
    const bool affiliations = section.family == Family::Affiliations;
    const QList<ItemGroup> groups = groupItems(section, items);
    for (const ItemGroup &group : groups) {
        m_out.beginObject().key(u"last-modified-date").timestamp(group.modified).key(u"external-ids");
        m_items.externalIds(group.ids);
        m_out.key(affiliations ? QStringLiteral("summaries") : section.summaryKey).beginArray();
        for (const RecordItem *item : group.items) {
            if (affiliations)
                m_out.beginObject().key(section.summaryKey);
            m_items.summary(section, *item);
            if (affiliations)
                m_out.endObject();
        }
        m_out.endArray().endObject();
    }
}

/// The group itself looks like an external id of the kind "peer-review".
void RecordWriter::reviewGroupId(const QString &groupId)
{
    m_items.externalIds({ QJsonObject { { QStringLiteral("external-id-type"), QStringLiteral("peer-review") },
        { QStringLiteral("external-id-value"), groupId } } });
}

void RecordWriter::reviewList(const orcid::Section &section, const QList<const RecordItem *> &items)
{
    const QList<ReviewGroup> groups = groupReviews(section, items);
    for (const ReviewGroup &outer : groups) {
        m_out.beginObject().key(u"last-modified-date").timestamp(outer.modified).key(u"external-ids");
        reviewGroupId(outer.groupId);
        m_out.key(u"peer-review-group").beginArray();
        for (const ItemGroup &group : outer.groups) {
            m_out.beginObject().key(u"last-modified-date").timestamp(group.modified).key(u"external-ids");
            m_items.externalIds(group.ids);
            m_out.key(section.summaryKey).beginArray();
            for (const RecordItem *item : group.items)
                m_items.summary(section, *item);
            m_out.endArray().endObject();
        }
        m_out.endArray().endObject();
    }
}

void RecordWriter::personList(const orcid::Section &section, const QList<const RecordItem *> &items)
{
    QList<const RecordItem *> sorted = items;
    std::stable_sort(sorted.begin(), sorted.end(),
        [](const RecordItem *a, const RecordItem *b) { return a->displayIndex > b->displayIndex; });
    for (const RecordItem *item : std::as_const(sorted))
        m_items.full(section, *item);
}

void RecordWriter::member(const char *sectionKey)
{
    const orcid::Section &section = *orcid::findSection(QString::fromLatin1(sectionKey));
    m_out.key(section.key);
    sectionList(section);
}

void RecordWriter::activities()
{
    m_out.beginObject().key(u"last-modified-date").timestamp(newest(orcid::Section::Group::Activities));
    for (const char *key : { "distinctions", "educations", "employments", "fundings", "invited-positions", "memberships",
             "peer-reviews", "qualifications", "research-resources", "services", "works" })
        member(key);
    m_out.key(u"path").text(u'/' + m_researcher.orcid + u"/activities"_s).endObject();
}

void RecordWriter::name()
{
    if (!sees(m_researcher.nameVisibility)) {
        m_out.null();
        return;
    }
    m_out.beginObject().key(u"created-date").timestamp(m_researcher.created);
    m_out.key(u"last-modified-date").timestamp(m_researcher.created);
    m_out.key(u"given-names").wrapped(m_researcher.given).key(u"family-name").wrapped(m_researcher.family);
    m_out.key(u"credit-name").wrapped(m_researcher.credit).key(u"source").null();
    m_out.key(u"visibility").text(m_researcher.nameVisibility).key(u"path").text(m_researcher.orcid).endObject();
}

void RecordWriter::biography()
{
    if (m_researcher.biography.isEmpty() || !sees(m_researcher.biographyVisibility)) {
        m_out.null();
        return;
    }
    m_out.beginObject().key(u"created-date").timestamp(m_researcher.created);
    m_out.key(u"last-modified-date").timestamp(m_researcher.created);
    m_out.key(u"content").text(m_researcher.biography).key(u"visibility").text(m_researcher.biographyVisibility);
    m_out.key(u"path").text(u'/' + m_researcher.orcid + u"/biography"_s).endObject();
}

void RecordWriter::personalDetails()
{
    const orcid::Section &names = *orcid::findSection(QStringLiteral("other-names"));
    qint64 latest = newestOfOwn();
    const QList<const RecordItem *> visible = visibleItems(m_researcher, names, m_caller);
    for (const RecordItem *item : visible)
        latest = std::max(latest, item->modified);
    m_out.beginObject().key(u"last-modified-date").timestamp(latest).key(u"name");
    name();
    member("other-names");
    m_out.key(u"biography");
    biography();
    m_out.key(u"path").text(u'/' + m_researcher.orcid + u"/personal-details"_s).endObject();
}

void RecordWriter::person()
{
    m_out.beginObject().key(u"last-modified-date").timestamp(newest(orcid::Section::Group::Person)).key(u"name");
    name();
    member("other-names");
    m_out.key(u"biography");
    biography();
    for (const char *key : { "researcher-urls", "emails", "addresses", "keywords", "external-identifiers" })
        member(key);
    m_out.key(u"path").text(u'/' + m_researcher.orcid + u"/person"_s).endObject();
}

void RecordWriter::history()
{
    const QList<RecordItem> &emails = m_researcher.section(QStringLiteral("emails"));
    const auto any = [&emails](bool primaryToo) {
        return std::any_of(emails.cbegin(), emails.cend(), [primaryToo](const RecordItem &item) {
            return item.content.value(QStringLiteral("verified")).toBool()
                && (!primaryToo || item.content.value(QStringLiteral("primary")).toBool());
        });
    };
    m_out.beginObject().key(u"creation-method").text(u"DIRECT").key(u"completion-date").null();
    m_out.key(u"submission-date").timestamp(m_researcher.created).key(u"last-modified-date").timestamp(m_researcher.modified);
    m_out.key(u"claimed").boolean(m_researcher.state != Researcher::State::Unclaimed).key(u"source").null();
    m_out.key(u"deactivation-date").null().key(u"verified-email").boolean(any(false));
    m_out.key(u"verified-primary-email").boolean(any(true)).endObject();
}

void RecordWriter::record()
{
    m_out.beginObject().key(u"orcid-identifier");
    m_items.identifier(m_researcher.orcid);
    m_out.key(u"preferences").beginObject().key(u"locale").text(m_researcher.locale).endObject();
    m_out.key(u"history");
    history();
    m_out.key(u"person");
    person();
    m_out.key(u"activities-summary");
    activities();
    m_out.key(u"path").text(u'/' + m_researcher.orcid).endObject();
}

} // namespace baton::practice
