#include "app/batch/runner.h"

#include "app/base/whendone.h"
#include "app/batch/source.h"
#include "app/batch/words.h"

#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

/// Nothing is known of it but what the file holds.
void forget(Row &row)
{
    row.state = Row::State::Unread;
    row.verdict = imports::Verdict::Kind::New;
    row.putCode = row.code = 0;
    row.words.clear();
}

} // namespace

Runner::Runner(const Services &services, const orcid::Environment &environment, Batch batch, QObject *parent)
    : QObject(parent), m_services(services), m_environment(environment), m_batch(std::move(batch)), m_archive(services.vault), m_pace(services.http.trace())
{
    for (int person = 0; person < m_batch.people.size(); ++person) {
        if (m_batch.people.at(person).state == Person::State::Stopped)
            m_failed = person;
    }
    connect(&services.inbox, &handover::Inbox::changed, this, &Runner::lookForArrivals);
    lookForArrivals();
}

// Our own exchanges change the inbox too; that is looked at when they are over.
void Runner::lookForArrivals()
{
    if (isBusy())
        return;
    QList<int> arrived;
    if (mayRehearse())
        arrived = delegationsFor(m_batch, delegationsIn(m_services, m_environment.id));
    if (std::exchange(m_arrived, arrived) != arrived)
        Q_EMIT arrivedChanged();
}

bool Runner::mayStart() const
{
    return !isBusy() && (m_batch.state == Batch::State::Ready || m_batch.state == Batch::State::Paused) && m_batch.counts().toDo > 0;
}

int Runner::secondsLeft(int person) const
{
    for (const PersonRun *run : m_runs) {
        if (run->person() == person && run->hasToken())
            return run->secondsLeft();
    }
    return -1;
}

int Runner::secondsToGo() const
{
    const Counts counts = m_batch.counts();
    const int done = counts.over() - m_overBefore;
    if (m_batch.state != Batch::State::Running || done < 5)
        return -1;
    return int(m_since.elapsed() * counts.toDo / done / 1000);
}

// ── what can be asked for ───────────────────────────────────────────────────────────────────────────────────────────

void Runner::rehearse()
{
    if (isBusy() || !mayRehearse())
        return;
    assignDelegations(m_batch, delegationsIn(m_services, m_environment.id));
    for (Person &person : m_batch.people) {
        if (person.state == Person::State::NoDelegation)
            continue;
        person.state = Person::State::Waiting;
        for (const int row : std::as_const(person.rows))
            forget(m_batch.rows[row]);
    }
    m_failed = -1;
    m_arrived.clear();
    setState(Batch::State::Rehearsing);
    run(PersonRun::Task::Compare);
}

void Runner::start()
{
    if (!mayStart())
        return;
    if (!m_batch.startedAt.isValid())
        m_batch.startedAt = m_services.clock.now();
    m_batch.closed = false;
    m_since.start();
    m_overBefore = m_batch.counts().over();
    setState(Batch::State::Running);
    run(PersonRun::Task::Write);
}

void Runner::pause(const QString &reason)
{
    if (!isBusy())
        return;
    if (m_reason.isEmpty())
        m_reason = reason;
    endRuns();
}

void Runner::stop()
{
    m_stopping = true;
    isBusy() ? endRuns() : finished();
}

void Runner::close()
{
    if (!isBusy())
        return;
    const bool writing = m_batch.state == Batch::State::Running;
    m_task.reset();
    m_ending = m_keeping = false;
    ++m_keep;
    for (PersonRun *run : std::exchange(m_runs, {})) {
        Person &person = m_batch.people[run->person()];
        if (person.state == Person::State::Working || person.state == Person::State::Delayed)
            person.state = Person::State::Waiting;
        run->disconnect(this);
        delete run;
    }
    m_batch.closed = writing;
    setState(writing ? Batch::State::Paused : Batch::State::Rehearsing);
    Q_EMIT busyChanged();
}

void Runner::endRuns()
{
    if (!std::exchange(m_ending, true))
        Q_EMIT stateChanged();
    const auto runs = m_runs; // they leave the list as they end
    for (PersonRun *run : runs)
        run->finishSoon();
    if (m_runs.isEmpty())
        finished();
}

// ── taking turns ────────────────────────────────────────────────────────────────────────────────────────────────────

void Runner::run(PersonRun::Task task)
{
    m_task = task;
    m_ending = m_stopping = m_kept = false;
    m_reason.clear();
    m_pauseTrace = 0;
    m_taken.clear();
    Q_EMIT busyChanged();
    startNext();
}

int Runner::nextPerson() const
{
    for (int person = 0; person < m_batch.people.size(); ++person) {
        const Person &one = m_batch.people.at(person);
        if (one.state == Person::State::Waiting && !m_taken.contains(person) && m_batch.counts(one).toDo > 0)
            return person;
    }
    return -1;
}

int Runner::nextRow() const
{
    for (const Person &person : m_batch.people) {
        for (const int row : person.rows) {
            if (!m_batch.rows.at(row).isOver())
                return row;
        }
    }
    return -1;
}

void Runner::startNext()
{
    while (!m_ending && m_runs.size() < m_atOnce) {
        const int person = nextPerson();
        if (person < 0)
            break;
        startPerson(person);
    }
    if (m_runs.isEmpty() && m_task)
        finished();
}

void Runner::startPerson(int person)
{
    m_taken.insert(person);
    auto *run = new PersonRun({ m_services, m_batch, m_archive, m_pace, m_environment, m_waits }, person, *m_task, this);
    m_runs << run;
    connect(run, &PersonRun::rowChanged, this, [this](int row) {
        if (m_batch.rows.at(row).state == Row::State::Sending)
            m_row = row;
        Q_EMIT rowChanged(row);
    });
    connect(run, &PersonRun::personChanged, this, &Runner::personChanged);
    connect(run, &PersonRun::tokenCame, this, &Runner::tokenCame);
    connect(run, &PersonRun::written, this, &Runner::written);
    connect(run, &PersonRun::withdrew, this, [this, person](const QString &deliveryId, const Error &error) {
        m_failed = person;
        keep();
        Q_EMIT withdrew(deliveryId, error);
        Q_EMIT stateChanged();
    });
    connect(run, &PersonRun::stoppedEverybody, this, [this](const Error &error) {
        if (m_reason.isEmpty())
            m_pauseTrace = error.traceId;
        pause(error.text());
        Q_EMIT failed(error);
    });
    connect(run, &PersonRun::done, this, [this, run] { personDone(run); });
    run->start();
}

void Runner::personDone(PersonRun *run)
{
    m_runs.removeOne(run);
    run->deleteLater();
    // After this turn: whoever ends may be in the middle of telling.
    QMetaObject::invokeMethod(this, [this] {
        if (m_task)
            startNext();
    }, Qt::QueuedConnection);
}

void Runner::finished()
{
    if (m_task == PersonRun::Task::Compare && !m_stopping && !m_kept)
        return keepVerdicts();
    ++m_keep;
    m_keeping = false;
    const auto task = std::exchange(m_task, std::nullopt);
    m_ending = false;
    const bool left = m_batch.counts().toDo > 0;
    if (m_stopping) {
        for (int row = 0; row < m_batch.rows.size(); ++row) {
            Row &one = m_batch.rows[row];
            if (one.isOver())
                continue;
            one.words = one.state == Row::State::Sending ? Words::tr("nobody knows whether it arrived; the journal shows it as unknown") : Words::tr("the batch was stopped");
            one.state = Row::State::Stopped;
            Q_EMIT rowChanged(row);
        }
        (void)m_archive.saveStates(m_batch);
        m_batch.finishedAt = m_services.clock.now();
        setState(Batch::State::Stopped);
    } else if (task == PersonRun::Task::Compare) {
        finishRehearsal();
    } else if (left) {
        setState(Batch::State::Paused, m_reason);
    } else {
        m_batch.finishedAt = m_services.clock.now();
        setState(Batch::State::Finished);
    }
    if (task)
        Q_EMIT busyChanged();
    lookForArrivals();
}

// Of ten thousand rows that takes a while, so it is made ready elsewhere.
void Runner::keepVerdicts()
{
    if (std::exchange(m_keeping, true))
        return;
    const auto later = m_archive.sealStatesLater(m_batch);
    const auto keep = later ? QtConcurrent::run(*later) : readyFuture<Result<Archive::Parts>>(fail(later.error()));
    whenDone(keep, this, [this, round = ++m_keep](const Result<Archive::Parts> &parts) {
        if (round != m_keep)
            return;
        const Result<void> kept = parts ? m_archive.put(*parts) : fail(parts.error());
        if (!kept)
            Q_EMIT failed(kept.error());
        m_keeping = false;
        m_kept = true;
        finished();
    });
}

void Runner::finishRehearsal()
{
    const bool whole = std::none_of(m_batch.rows.begin(), m_batch.rows.end(), [](const Row &row) { return row.state == Row::State::Unread; });
    setState(whole ? Batch::State::Ready : Batch::State::Rehearsing, m_reason);
}

// ── keeping ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void Runner::setState(Batch::State state, const QString &reason)
{
    m_batch.state = state;
    m_batch.reason = reason;
    keep();
    Q_EMIT stateChanged();
}

void Runner::keep()
{
    if (const auto saved = m_archive.saveHead(m_batch); !saved)
        Q_EMIT failed(saved.error());
}

} // namespace baton::batch
