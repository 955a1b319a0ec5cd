#include "app/practice/api/records.h"

#include <QtCore/QJsonArray>

#include <algorithm>

namespace baton::practice {

const QList<RecordItem> &Researcher::section(const QString &key) const
{
    static const QList<RecordItem> none;
    const auto found = items.constFind(key);
    return found == items.cend() ? none : *found;
}

QString Researcher::displayName() const
{
    if (!credit.isEmpty())
        return credit;
    return (given + u' ' + family).trimmed();
}

QString Researcher::publicName() const
{
    return nameVisibility == u"public" ? displayName() : QString();
}

Records::Records(const Records &other, const Clock &clock)
    : m_clock(clock)
    , m_researchers(other.m_researchers)
    , m_order(other.m_order)
    , m_keys(other.m_keys)
    , m_putCodes(other.m_putCodes)
    , m_nextPutCode(other.m_nextPutCode)
    , m_groups(other.m_groups)
{
}

void Records::clear()
{
    m_researchers.clear();
    m_order.clear();
    m_keys.clear();
    m_putCodes.clear();
    m_groups.clear();
    m_nextPutCode = 1301;
}

void Records::take(Records &other)
{
    m_researchers.swap(other.m_researchers);
    m_order.swap(other.m_order);
    m_keys.swap(other.m_keys);
    m_putCodes.swap(other.m_putCodes);
    m_groups.swap(other.m_groups);
    std::swap(m_nextPutCode, other.m_nextPutCode);
}

void Records::fill(QList<Researcher> researchers, QList<ReviewGroupRecord> groups, bool makeGroups, qint64 nextPutCode)
{
    for (const ReviewGroupRecord &group : std::as_const(groups))
        m_putCodes.insert(group.putCode);
    for (const Researcher &researcher : std::as_const(researchers)) {
        for (const QList<RecordItem> &items : researcher.items) {
            for (const RecordItem &item : items)
                m_putCodes.insert(item.putCode);
        }
        for (const Notification &notification : researcher.notifications)
            m_putCodes.insert(notification.putCode);
    }
    m_putCodes.remove(0);
    for (ReviewGroupRecord &group : groups) {
        if (group.putCode == 0)
            group.putCode = takePutCode();
        m_putCodes.insert(group.putCode);
        m_groups.append(group);
    }
    for (Researcher &researcher : researchers) {
        for (Notification &notification : researcher.notifications) {
            if (notification.putCode == 0)
                notification.putCode = takePutCode();
            m_putCodes.insert(notification.putCode);
        }
        const QHash<QString, QList<RecordItem>> items = std::exchange(researcher.items, {});
        const qint64 modified = researcher.modified;
        for (const orcid::Section &section : orcid::allSections()) {
            for (const RecordItem &item : items.value(section.key)) {
                const QString group = makeGroups ? item.content.value(QStringLiteral("review-group-id")).toString() : QString();
                if (!group.isEmpty())
                    addGroup({ 0, group, group, {}, QStringLiteral("journal"), {}, 0 });
                store(researcher, section, item);
            }
        }
        researcher.modified = modified;
        m_order << researcher.orcid;
        m_researchers.insert(researcher.orcid, std::move(researcher));
    }
    m_nextPutCode = std::max(m_nextPutCode, nextPutCode);
}

QList<const Researcher *> Records::all() const
{
    QList<const Researcher *> list;
    for (const QString &orcid : m_order)
        list << find(orcid);
    return list;
}

const Researcher *Records::find(const QString &orcid) const
{
    const auto found = m_researchers.constFind(orcid);
    return found == m_researchers.cend() ? nullptr : &*found;
}

Researcher *Records::edit(const QString &orcid)
{
    const auto found = m_researchers.find(orcid);
    return found == m_researchers.end() ? nullptr : &*found;
}

const RecordItem *Records::findItem(const QString &orcid, const QString &section, qint64 putCode) const
{
    const Researcher *researcher = find(orcid);
    if (researcher == nullptr)
        return nullptr;
    const QList<RecordItem> &items = researcher->section(section);
    const auto found
        = std::find_if(items.cbegin(), items.cend(), [putCode](const RecordItem &item) { return item.putCode == putCode; });
    return found == items.cend() ? nullptr : &*found;
}

qint64 Records::takePutCode()
{
    while (m_putCodes.contains(m_nextPutCode))
        ++m_nextPutCode;
    return m_nextPutCode++;
}

void Records::store(Researcher &researcher, const orcid::Section &section, RecordItem item)
{
    if (item.putCode == 0)
        item.putCode = takePutCode();
    m_putCodes.insert(item.putCode);
    complete(section, item);
    researcher.modified = std::max(researcher.modified, item.modified);
    indexOf(researcher.orcid, section.key).add(item);
    researcher.items[section.key].append(std::move(item));
}

const RecordItem *Records::add(const QString &orcid, const orcid::Section &section, RecordItem item)
{
    Researcher *researcher = edit(orcid);
    if (researcher == nullptr)
        return nullptr;
    item.created = item.modified = nowMs();
    item.displayIndex = 1;
    store(*researcher, section, std::move(item));
    changed(*researcher);
    return &researcher->section(section.key).constLast();
}

void Records::changed(Researcher &researcher)
{
    researcher.modified = nowMs();
    if (m_observer)
        m_observer(researcher.orcid);
}

QStringList Records::webhooksOf(const QString &orcid) const
{
    QStringList uris;
    if (const Researcher *researcher = find(orcid)) {
        for (const Webhook &webhook : researcher->webhooks)
            uris << webhook.uri;
    }
    return uris;
}

const Notification *Records::addNotification(const QString &orcid, Notification notification)
{
    Researcher *researcher = edit(orcid);
    if (researcher == nullptr)
        return nullptr;
    notification.putCode = takePutCode();
    m_putCodes.insert(notification.putCode);
    notification.created = nowMs();
    researcher->notifications.append(std::move(notification));
    return &researcher->notifications.constLast();
}

const RecordItem *Records::replace(const QString &orcid, const orcid::Section &section, qint64 putCode, QJsonObject content)
{
    Researcher *researcher = edit(orcid);
    if (researcher == nullptr)
        return nullptr;
    for (RecordItem &item : researcher->items[section.key]) {
        if (item.putCode != putCode)
            continue;
        KeyIndex &index = indexOf(orcid, section.key);
        index.remove(item);
        item.content = std::move(content);
        item.modified = nowMs();
        complete(section, item);
        index.add(item);
        changed(*researcher);
        return &item;
    }
    return nullptr;
}

bool Records::remove(const QString &orcid, const QString &section, qint64 putCode)
{
    Researcher *researcher = edit(orcid);
    if (researcher == nullptr)
        return false;
    QList<RecordItem> &items = researcher->items[section];
    const auto found = std::find_if(items.cbegin(), items.cend(), [putCode](const RecordItem &item) { return item.putCode == putCode; });
    if (found == items.cend())
        return false;
    indexOf(orcid, section).remove(*found);
    items.erase(found);
    changed(*researcher);
    return true;
}

qint64 Records::duplicateOf(
    const QString &orcid, const orcid::Section &section, const RecordItem &item, qint64 except, bool versionsToo) const
{
    static const QString self = QStringLiteral("self|");
    const auto index = m_keys.constFind(orcid + u'/' + section.key);
    if (index == m_keys.cend())
        return 0;
    QList<qint64> shared;
    for (const QString &key : item.duplicateKeys) {
        shared << index->duplicates.values(key);
        if (versionsToo && key.startsWith(self))
            shared << index->groups.values(key.mid(self.size()));
    }
    std::sort(shared.begin(), shared.end());
    for (const qint64 putCode : std::as_const(shared)) {
        const RecordItem *other = putCode == except ? nullptr : findItem(orcid, section.key, putCode);
        if (other != nullptr && other->source.sameAs(item.source))
            return putCode;
    }
    return 0;
}

void Records::KeyIndex::add(const RecordItem &item)
{
    for (const QString &key : item.duplicateKeys)
        duplicates.insert(key, item.putCode);
    for (const QString &key : item.groupKeys)
        groups.insert(key, item.putCode);
}

void Records::KeyIndex::remove(const RecordItem &item)
{
    for (const QString &key : item.duplicateKeys)
        duplicates.remove(key, item.putCode);
    for (const QString &key : item.groupKeys)
        groups.remove(key, item.putCode);
}

const ReviewGroupRecord *Records::findGroup(const QString &groupId) const
{
    const auto found = std::find_if(
        m_groups.cbegin(), m_groups.cend(), [&](const ReviewGroupRecord &group) { return group.groupId == groupId; });
    return found == m_groups.cend() ? nullptr : &*found;
}

const ReviewGroupRecord *Records::findGroup(qint64 putCode) const
{
    const auto found = std::find_if(
        m_groups.cbegin(), m_groups.cend(), [&](const ReviewGroupRecord &group) { return group.putCode == putCode; });
    return found == m_groups.cend() ? nullptr : &*found;
}

const ReviewGroupRecord *Records::addGroup(ReviewGroupRecord group)
{
    if (const ReviewGroupRecord *known = findGroup(group.groupId))
        return known;
    group.putCode = takePutCode();
    m_putCodes.insert(group.putCode);
    group.modified = nowMs();
    m_groups.append(std::move(group));
    return &m_groups.constLast();
}

bool Records::replaceGroup(const ReviewGroupRecord &group)
{
    for (ReviewGroupRecord &known : m_groups) {
        if (known.putCode != group.putCode)
            continue;
        known = group;
        known.modified = nowMs();
        return true;
    }
    return false;
}

bool Records::isInUse(const ReviewGroupRecord &group) const
{
    const auto reviewsIt = [&group](const RecordItem &item) {
        return item.content.value(QStringLiteral("review-group-id")).toString() == group.groupId;
    };
    return std::any_of(m_researchers.cbegin(), m_researchers.cend(), [&](const Researcher &researcher) {
        const QList<RecordItem> &reviews = researcher.section(QStringLiteral("peer-reviews"));
        return std::any_of(reviews.cbegin(), reviews.cend(), reviewsIt);
    });
}

bool Records::removeGroup(qint64 putCode)
{
    return m_groups.removeIf([putCode](const ReviewGroupRecord &group) { return group.putCode == putCode; }) > 0;
}

} // namespace baton::practice
