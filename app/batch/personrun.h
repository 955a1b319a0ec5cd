#pragma once

#include "app/batch/comparison.h"
#include "app/batch/services.h"
#include "app/batch/trouble.h"
#include "app/exchange/delegatedsession.h"
#include "app/imports/keptcodes.h"
#include "app/record/writer.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace baton::batch {

/// One researcher's share of a batch under her own delegated token: compares her rows with her record, or writes them in order.
/// Made when her turn comes, gone when she is done; the token is gone with it.
class PersonRun : public QObject {
    Q_OBJECT
public:
    enum class Task { Compare, Write };
    struct Context {
        Services &services;
        Batch &batch;
        Archive &archive;
        Pace &pace;
        orcid::Environment environment;
        Waits waits;
    };
    PersonRun(const Context &context, int person, Task task, QObject *parent);

    void start();
    /// Ends as soon as what is on its way has its answer.
    void finishSoon();
    int person() const { return m_person; }
    int secondsLeft() const { return m_session.secondsLeft(); } ///< of her token
    bool hasToken() const { return m_session.isActive(); }

Q_SIGNALS:
    void rowChanged(int row);
    void personChanged(int person);
    /// Concerns all: no registry, our client, our disk.
    void stoppedEverybody(const baton::Error &error);
    /// Her id_token is refused for good.
    void withdrew(const QString &deliveryId, const baton::Error &error);
    /// A delegated token came, at the beginning or when her hour was over.
    void tokenCame(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void written(const baton::exchange::Delegation &delegation, baton::batch::Wrote what, const baton::record::Item &item);
    void done();

private:
    enum class Step { Exchanging, Comparing, Settling, Writing };
    Person &her() const { return m_context.batch.people[m_person]; }
    Row &at(int row) const { return m_context.batch.rows[row]; }

    void exchange();
    void exchanged(const exchange::Delegation &delegation, const Result<exchange::DelegatedToken> &token);
    void proceed();

    void compare();
    void judged(const Comparison::Judged &judged);
    imports::FileKind fileKind() const;
    void keepCodes();

    void settleOpen();
    void settled();
    void next();
    void write(int row);
    void add(int row);
    void update(int row);
    void wrote(int row, const Result<record::Item> &result);
    bool cameLate() const;

    void handle(const Error &error, int row = -1);
    void refuse(int row, const Error &error);
    void stopHer(const Error &error, int row);
    void delay(const Error &error);
    void lookAgain();
    QString howSeen(const Error &error, int row) const;

    void set(int row, Row::State state, const QString &words = {});
    bool save(int row);
    void setState(Person::State state);
    void paced(const std::function<void()> &then);
    void end();

    Context m_context;
    int m_person;
    Task m_task;
    Step m_step = Step::Exchanging;
    exchange::DelegatedSession m_session;
    record::RecordClient m_client;
    record::Writer m_writer;
    QTimer m_wait;
    std::chrono::milliseconds m_delay;
    qsizetype m_cursor = 0;     ///< in her rows: everything before is over
    int m_noting = -1;          ///< row whose write is just being noted
    qint64 m_lastTrace = 0;     ///< exchange that confirmed the last write, 0 if its answer was lost
    bool m_ending = false, m_ended = false;
    bool m_underWay = false;    ///< a write waits for its answer
    std::unique_ptr<Comparison> m_comparison;
};

} // namespace baton::batch
