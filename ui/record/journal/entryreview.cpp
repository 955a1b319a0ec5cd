#include "ui/record/journal/entryreview.h"

#include "app/orcid/sections.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;
using Act = JournalEntry::Act;
using State = JournalEntry::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EntryReview)
};

} // namespace

QString entryTitle(const JournalEntry &entry)
{
    const orcid::Section *section = orcid::findSection(entry.section);
    const QString item = section ? section->itemTitle : entry.section;
    const bool came = entry.state == State::Confirmed || entry.state == State::Undone;
    const QString title = entry.title.isEmpty() ? QString() : Words::tr(" “%1”").arg(entry.title);
    switch (entry.act) {
    case Act::Add:
        return (came ? Words::tr("Added %1%2") : Words::tr("Add %1%2")).arg(item, title);
    case Act::Delete:
        return (came ? Words::tr("Deleted %1%2") : Words::tr("Delete %1%2")).arg(item, title);
    case Act::Change:
        break;
    }
    return (came ? Words::tr("Changed %1%2") : Words::tr("Change %1%2")).arg(item, title);
}

QString entryState(const JournalEntry &entry)
{
    const QString time = entry.at.toLocalTime().toString(u"HH:mm"_s);
    switch (entry.state) {
    case State::Sending:
        return Words::tr("%1 · being sent").arg(time);
    case State::Unknown:
        return Words::tr("%1 · unknown: no answer, and not read back yet").arg(time);
    case State::Refused:
        return Words::tr("%1 · refused; nothing written").arg(time);
    case State::Undone:
        return Words::tr("%1 · undone %2").arg(time, entry.settledAt.toLocalTime().toString(u"HH:mm"_s));
    case State::Confirmed:
        break;
    }
    if (!entry.undoes.isEmpty())
        return Words::tr("%1 · takes back an earlier change, confirmed").arg(time);
    if (entry.act == Act::Delete)
        return Words::tr("%1 · adding again gives a new put-code").arg(time);
    return Words::tr("%1 · put-code %2, confirmed").arg(time).arg(entry.putCode);
}

ReviewPanel::Review reviewOfEntry(const JournalEntry &entry)
{
    ReviewPanel::Review review;
    review.what = changesOf(entry.section, entry.before, entry.act == Act::Delete ? QJsonObject() : entry.sent);
    if (entry.state != State::Refused) // the reason of a refusal stands above it
        review.reason = Words::tr("Sent at %1.").arg(entry.at.toLocalTime().toString(u"HH:mm:ss"_s));
    return review;
}

} // namespace baton::ui
