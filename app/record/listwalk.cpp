#include "app/record/listwalk.h"

#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::record {

void ListWalk::group(const QJsonValue &value, const QString &path)
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

void ListWalk::object(const QJsonObject &node, const QString &path)
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

void ListWalk::items(const QJsonValue &value, const QString &path)
{
    int n = 0;
    for (const QJsonValue &entry : arrayOf(value)) {
        const QString here = path + u'/' + QString::number(++n);
        Item item = itemFromJson(m_content.section, entry.toObject(), false);
        // E-mail addresses need no put-code, they can't be changed anyway.
        if (!entry.isObject() || (item.putCode <= 0 && m_content.section != u"emails"_s)) {
            leaveOut(here);
            continue;
        }
        shareTexts(item);
        m_content.items += std::move(item);
    }
}

void ListWalk::shareTexts(Item &item)
{
    Source &source = item.source;
    for (QString *text : { &item.section, &item.visibility, &item.year, &source.orcid, &source.clientId, &source.originOrcid, &source.originClientId,
             &source.name, &source.originName })
        *text = *m_texts.insert(*text);
}

Item withJson(const Item &item)
{
    if (!item.json.isEmpty() || item.text.isEmpty())
        return item;
    SectionContent group;
    group.section = item.section;
    ListWalk(group).object(QJsonDocument::fromJson(item.text).object(), {});
    Item whole = item;
    whole.text.clear();
    for (const Item &one : std::as_const(group.items)) {
        if (one.putCode == item.putCode)
            whole.json = one.json;
    }
    return whole;
}

void readRest(SectionContent &content, const QJsonObject &list)
{
    const QDateTime changed = timeOf(list.value(u"last-modified-date"_s));
    content.changedMs = changed.isValid() ? changed.toMSecsSinceEpoch() : 0;
    ListWalk walk(content);
    const orcid::Section *known = orcid::findSection(content.section);
    if (known && !known->isActivity())
        walk.items(list.value(known->listKey), u'/' + known->listKey);
    else
        walk.object(list, {});
}

void sortNewestFirst(QList<Item> &items)
{
    std::stable_sort(items.begin(), items.end(), [](const Item &a, const Item &b) { return a.day > b.day; });
}

} // namespace baton::record
