#pragma once

#include "app/orcid/sections.h"

#include <QtCore/QJsonObject>

namespace baton::test {

struct SectionList {
    QString section;
    QJsonObject list;
};

/// Lists of sections, wherever they are in a document of the registry.
inline void findSectionLists(const QJsonObject &document, QList<SectionList> &found)
{
    for (const orcid::Section &section : orcid::allSections()) {
        const QJsonObject list = document.value(section.key).toObject();
        if (list.contains(section.listKey))
            found += { section.key, list };
    }
    for (const auto *part : { "person", "activities-summary" }) {
        if (document.contains(QLatin1String(part)))
            findSectionLists(document.value(QLatin1String(part)).toObject(), found);
    }
    if (document.contains(QLatin1String("group")))
        found += { QStringLiteral("works"), document };
}

} // namespace baton::test
