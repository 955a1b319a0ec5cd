#pragma once

#include "app/batch/personrun.h"

#include <QtCore/QElapsedTimer>

namespace baton::batch {

/// Carries one batch out: compares everybody's rows with the records, then writes them, a few researchers side by side. What
/// it knows is in the vault before each request, so that it can go on after any end of Baton.
class Runner : public QObject {
    Q_OBJECT
public:
    Runner(const Services &services, const orcid::Environment &environment, Batch batch, QObject *parent = nullptr);

    const Batch &batch() const { return m_batch; }
    const orcid::Environment &environment() const { return m_environment; }
    bool isBusy() const { return m_task.has_value(); } ///< rehearsing or running, or ending that
    bool isEnding() const { return m_ending; }
    bool mayStart() const; ///< rehearsed, something to do, nothing under way

    /// Compares all rows anew; before the first write only. Whoever had no usable id_token gets the newest that is in the inbox by
    /// now. Ends in Ready, or in Rehearsing with a reason.
    void rehearse();
    /// People who would get one: their package came since. Before the first write only.
    const QList<int> &arrived() const { return m_arrived; }
    /// From Ready and Paused.
    void start();
    /// What is on its way gets its answer first.
    void pause(const QString &reason = {});
    /// For good: what was not sent is stopped.
    void stop();
    /// Baton ends, or leaves the environment: paused at once; answers under way are read back later.
    void close();

    int secondsLeft(int person) const;  ///< of her token; −1: none
    int secondsToGo() const;            ///< as fast as so far; −1: not known yet
    int rowInSight() const { return m_row; } ///< index of the one sent last; −1: none
    int nextRow() const;     ///< index of the first that is to do, in the order of writing; −1: none
    qint64 pauseTrace() const { return m_pauseTrace; } ///< exchange behind the reason of a pause, 0 if none in this run
    int failedPerson() const { return m_failed; } ///< whose permission ended last; −1: nobody's

    void setAtOnce(int people) { m_atOnce = people; }
    void setRate(int perSecond) { m_pace.setRate(perSecond); }
    void setWaits(const Waits &waits) { m_waits = waits; }

Q_SIGNALS:
    void rowChanged(int row);
    void personChanged(int person);
    void stateChanged();
    void arrivedChanged();
    void busyChanged();
    void failed(const baton::Error &error); ///< that concerns all; the batch pauses
    void withdrew(const QString &deliveryId, const baton::Error &error);
    void tokenCame(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void written(const baton::exchange::Delegation &delegation, baton::batch::Wrote what, const baton::record::Item &item);

private:
    void run(PersonRun::Task task);
    void startNext();
    int nextPerson() const;
    void startPerson(int person);
    void personDone(PersonRun *run);
    void finished();
    void keepVerdicts();
    void finishRehearsal();
    void setState(Batch::State state, const QString &reason = {});
    void keep();
    void endRuns();
    bool mayRehearse() const { return m_batch.state == Batch::State::Rehearsing || m_batch.state == Batch::State::Ready; }
    void lookForArrivals();

    Services m_services;
    orcid::Environment m_environment;
    Batch m_batch;
    Archive m_archive;
    Pace m_pace;
    Waits m_waits;
    int m_atOnce = 4;
    std::optional<PersonRun::Task> m_task;
    QList<PersonRun *> m_runs;
    QList<int> m_arrived;
    QSet<int> m_taken;       ///< people whose turn it was in this task
    bool m_ending = false, m_stopping = false;
    bool m_keeping = false, m_kept = false; ///< what the comparison said
    int m_keep = 0;          ///< which one: only the last counts
    QString m_reason;        ///< of the pause that is coming
    int m_row = -1, m_failed = -1;
    qint64 m_pauseTrace = 0;
    QElapsedTimer m_since;   ///< of this stretch of writing
    int m_overBefore = 0;    ///< rows that were over when it began
};

} // namespace baton::batch
