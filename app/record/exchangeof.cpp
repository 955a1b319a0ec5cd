#include "app/record/exchangeof.h"

#include "app/orcid/sections.h"

namespace baton::record {

using namespace Qt::StringLiterals;

namespace {

QString methodOf(JournalEntry::Act act)
{
    return act == JournalEntry::Act::Add ? u"POST"_s : act == JournalEntry::Act::Change ? u"PUT"_s : u"DELETE"_s;
}

/// Of one item, or of many works at once.
bool leadsTo(const QString &path, const JournalEntry &entry)
{
    const orcid::Section *section = orcid::findSection(entry.section);
    if (!section)
        return false;
    const QString record = u'/' + entry.place.orcid + u'/', item = record + section->itemPath;
    if (entry.act == JournalEntry::Act::Add)
        return path.endsWith(item) || path.endsWith(record + section->listPath);
    return path.endsWith(item + u'/' + QString::number(entry.putCode));
}

} // namespace

qint64 exchangeOf(const http::Trace &trace, const JournalEntry &entry)
{
    const QString method = methodOf(entry.act);
    const QList<http::Exchange> &all = trace.exchanges();
    // The last one: the same write may have been sent again.
    for (auto one = all.crbegin(); one != all.crend() && one->startedAt >= entry.at; ++one) {
        const bool over = entry.settledAt.isValid() && one->startedAt > entry.settledAt;
        if (!over && one->method == method && leadsTo(one->url.path(), entry))
            return one->id;
    }
    return 0;
}

} // namespace baton::record
