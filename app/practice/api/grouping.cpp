#include "app/practice/api/grouping.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace baton::practice {

namespace {

using Family = orcid::Section::Family;

/// Union-find with path halving.
class Sets {
public:
    explicit Sets(qsizetype count)
        : m_parent(static_cast<size_t>(count))
    {
        std::iota(m_parent.begin(), m_parent.end(), size_t(0));
    }
    size_t root(size_t i)
    {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }
    void join(size_t a, size_t b) { m_parent[root(b)] = root(a); }

private:
    std::vector<size_t> m_parent;
};

QString wrapped(const QJsonObject &holder, QStringView key)
{
    return holder.value(key).toObject().value(QStringLiteral("value")).toString();
}

/// The ids of the members that group, each once.
QJsonArray groupingIds(const orcid::Section &section, const QList<const RecordItem *> &items)
{
    QJsonArray ids;
    QSet<QString> seen;
    for (const RecordItem *item : items) {
        qsizetype next = 0;
        const QJsonArray all = itemIds(section, item->content);
        for (const QJsonValue &id : all) {
            const QString relationship = id.toObject().value(QStringLiteral("external-id-relationship")).toString();
            if (relationship != u"self" && relationship != u"version-of")
                continue;
            // groupKeys were made from the same ids in the same order.
            const QString &key = item->groupKeys.at(next++);
            if (seen.contains(key))
                continue;
            seen.insert(key);
            ids.append(id);
        }
    }
    return ids;
}

void finish(const orcid::Section &section, ItemGroup &group)
{
    std::stable_sort(group.items.begin(), group.items.end(), [](const RecordItem *a, const RecordItem *b) {
        return a->displayIndex != b->displayIndex ? a->displayIndex > b->displayIndex : a->created < b->created;
    });
    for (const RecordItem *item : group.items) {
        group.modified = std::max(group.modified, item->modified);
        group.sortDate = std::max(group.sortDate, item->dateKey);
    }
    const QJsonObject &first = group.items.constFirst()->content;
    group.sortTitle = itemTitle(section, first).toCaseFolded();
    group.sortType = first.value(QStringLiteral("type")).toString();
    group.ids = groupingIds(section, group.items);
}

bool newestFirst(const ItemGroup &a, const ItemGroup &b)
{
    if (a.sortDate != b.sortDate)
        return a.sortDate > b.sortDate;
    return a.sortTitle != b.sortTitle ? a.sortTitle < b.sortTitle : a.sortType < b.sortType;
}

} // namespace

QString itemTitle(const orcid::Section &section, const QJsonObject &content)
{
    switch (section.family) {
    case Family::Works:
    case Family::Fundings:
        return wrapped(content.value(QStringLiteral("title")).toObject(), u"title");
    case Family::Affiliations:
        return content.value(QStringLiteral("organization")).toObject().value(QStringLiteral("name")).toString();
    case Family::PeerReviews:
        return wrapped(content, u"subject-container-name");
    case Family::ResearchResources:
        return wrapped(
            content.value(QStringLiteral("proposal")).toObject().value(QStringLiteral("title")).toObject(), u"title");
    case Family::PersonItems:
    case Family::Emails:
        break;
    }
    return content.value(QStringLiteral("content")).toString();
}

QList<ItemGroup> groupItems(const orcid::Section &section, const QList<const RecordItem *> &items)
{
    Sets sets(items.size());
    QHash<QString, size_t> firstWith;
    for (qsizetype i = 0; i < items.size(); ++i) {
        for (const QString &key : items.at(i)->groupKeys) {
            const auto known = firstWith.constFind(key);
            if (known == firstWith.cend())
                firstWith.insert(key, static_cast<size_t>(i));
            else
                sets.join(*known, static_cast<size_t>(i));
        }
    }
    QList<ItemGroup> groups;
    QHash<size_t, qsizetype> placeOf;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const size_t root = sets.root(static_cast<size_t>(i));
        const auto place = placeOf.constFind(root);
        if (place == placeOf.cend()) {
            placeOf.insert(root, groups.size());
            groups.append(ItemGroup {});
            groups.last().items << items.at(i);
        } else {
            groups[*place].items << items.at(i);
        }
    }
    for (ItemGroup &group : groups)
        finish(section, group);
    std::stable_sort(groups.begin(), groups.end(), newestFirst);
    return groups;
}

QList<ReviewGroup> groupReviews(const orcid::Section &section, const QList<const RecordItem *> &items)
{
    QStringList order;
    QHash<QString, QList<const RecordItem *>> byGroup;
    for (const RecordItem *item : items) {
        const QString id = item->content.value(QStringLiteral("review-group-id")).toString();
        if (!byGroup.contains(id))
            order << id;
        byGroup[id] << item;
    }
    QList<ReviewGroup> result;
    for (const QString &id : std::as_const(order)) {
        ReviewGroup group { id, groupItems(section, byGroup.value(id)), 0 };
        for (const ItemGroup &inner : std::as_const(group.groups))
            group.modified = std::max(group.modified, inner.modified);
        result << group;
    }
    std::stable_sort(result.begin(), result.end(), [](const ReviewGroup &a, const ReviewGroup &b) {
        return a.groups.constFirst().sortDate > b.groups.constFirst().sortDate;
    });
    return result;
}

} // namespace baton::practice
