#include "ui/record/batch/batchbanner.h"

#include "app/base/text.h"
#include "ui/record/batch/batchwords.h"

namespace baton::ui {

using batch::Batch;
using batch::Counts;
using batch::Person;

void BatchBanner::tell(const batch::Runner &runner)
{
    const Batch &batch = runner.batch();
    if (!batch.reason.isEmpty())
        tellReason(runner);
    else if (!runner.isBusy() && !runner.arrived().isEmpty())
        tellArrived(runner);
    else if (runner.failedPerson() >= 0)
        tellStopped(batch, batch.people.at(runner.failedPerson()));
    else if (batch.closed && batch.state == Batch::State::Paused)
        set(Tone::Neutral, tr("Paused when Baton was closed."), tr("What was on its way is read back first; nothing is written twice."));
    else
        return hide();
    show();
}

void BatchBanner::nameAction(const QString &name)
{
    actionButton()->setAccessibleName(name);
    actionButton()->setObjectName(name);
}

void BatchBanner::tellReason(const batch::Runner &runner)
{
    const Batch &batch = runner.batch();
    set(Tone::Warn, batch.state == Batch::State::Paused ? tr("The batch is paused.") : tr("The comparison stopped."), batch.reason,
        runner.pauseTrace() > 0 ? tr("Show HTTP exchange") : QString());
    nameAction(tr("Show HTTP exchange"));
}

void BatchBanner::tellArrived(const batch::Runner &runner)
{
    const auto &arrived = runner.arrived();
    int rows = 0;
    for (const int person : arrived)
        rows += int(runner.batch().people.at(person).rows.size());
    const QString strong = arrived.size() == 1 ? tr("A delegation arrived for 1 researcher of this batch.")
                                               : tr("Delegations arrived for %1 researchers of this batch.").arg(arrived.size());
    set(Tone::Neutral, strong, rows == 1 ? tr("Compare again, so that the row for this iD is compared too.")
                                         : tr("Compare again, so that their %1 rows are compared too.").arg(number(rows)));
}

void BatchBanner::tellStopped(const Batch &batch, const Person &person)
{
    const Counts counts = batch.counts(person);
    const QString name = nameInSentence(person.shown());
    const QString strong = person.withdrawn ? tr("%1 withdrew the permission,").arg(name) : tr("Nothing more can be written for %1:").arg(name);
    QString words = person.withdrawn ? tr("seen at %1 %2.").arg(clock(person.since), person.how)
                                     : tr("%1 Seen at %2 %3.").arg(person.words, clock(person.since), person.how);
    words += u' ' + (counts.stopped == 1 ? tr("Her remaining row stopped; everyone else’s go on.") : tr("Her %1 remaining rows stopped; everyone else’s go on.").arg(counts.stopped));
    if (counts.written > 0)
        words += u' ' + (counts.written == 1 ? tr("1 row written before stays on her record.") : tr("%1 rows written before stay on her record.").arg(counts.written));
    set(Tone::Warn, strong, words, tr("Show her rows"));
    nameAction(tr("Show stopped rows"));
}

} // namespace baton::ui
