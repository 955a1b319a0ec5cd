#include "app/record/overview.h"

#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

using namespace Qt::StringLiterals;

namespace baton::record {

QHash<QString, int> Overview::counts() const
{
    QHash<QString, int> out;
    for (auto it = sections.cbegin(); it != sections.cend(); ++it)
        out[it.key()] = it->count;
    return out;
}

Overview overviewFromJson(const QJsonObject &activities, const QJsonObject &person)
{
    const QHash<QString, int> counts = countsFromJson(activities, person);
    Overview overview;
    for (const orcid::Section &section : orcid::allSections()) {
        const QJsonObject list = (section.isActivity() ? activities : person).value(section.key).toObject();
        const QDateTime changed = timeOf(list.value(u"last-modified-date"_s));
        overview.sections[section.key] = { changed.isValid() ? changed.toMSecsSinceEpoch() : 0, counts.value(section.key) };
    }
    return overview;
}

QDateTime lastModifiedFromJson(const QJsonObject &summary)
{
    return timeOf(summary.value(u"last-modified-date"_s));
}

} // namespace baton::record
