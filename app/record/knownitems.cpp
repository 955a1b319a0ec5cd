#include "app/record/knownitems.h"

#include "app/record/itemreader.h"

#include <QtCore/QSet>

namespace baton::record {

using Act = JournalEntry::Act;
using State = JournalEntry::State;

QList<Item> knownItems(const QList<JournalEntry> &entries, const Place &place)
{
    QList<Item> items;
    QSet<QPair<QString, qint64>> decided; // by what happened last
    for (const JournalEntry &entry : entries) {
        const QPair<QString, qint64> key(entry.section, entry.putCode);
        if (!(entry.place == place) || entry.putCode == 0 || decided.contains(key))
            continue;
        // Undone says nothing of its own: the entry that took it back is newer.
        if (entry.state != State::Confirmed && !(entry.state == State::Unknown && entry.act != Act::Delete))
            continue;
        decided.insert(key);
        if (entry.act == Act::Delete)
            continue;
        Item item = itemFromJson(entry.section, entry.stored.isEmpty() ? entry.sent : entry.stored, true);
        item.section = entry.section;
        item.putCode = entry.putCode;
        if (item.title.isEmpty())
            item.title = entry.title;
        items += item;
    }
    return items;
}

} // namespace baton::record
