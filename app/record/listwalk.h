#pragma once

#include "app/record/item.h"

#include <QtCore/QSet>

namespace baton::record {

/// Walks a list down to its items; `path` says where, for what is left out.
class ListWalk {
public:
    explicit ListWalk(SectionContent &content) : m_content(content) { }
    void group(const QJsonValue &value, const QString &path);
    void object(const QJsonObject &node, const QString &path);
    void items(const QJsonValue &value, const QString &path);

private:
    void leaveOut(const QString &path) { m_content.leftOut += path.mid(1); }
    void shareTexts(Item &item);

    SectionContent &m_content;
    QSet<QString> m_texts; ///< that many items have: one copy of each is enough
};

/// The list itself, or what ListSplitter left of it.
void readRest(SectionContent &content, const QJsonObject &list);
void sortNewestFirst(QList<Item> &items);

} // namespace baton::record
