#pragma once

#include "app/imports/rehearsal.h"
#include "app/record/writer.h"

#include <memory>

namespace baton::imports {

/// A row that shall go, with its verdict.
struct Sending {
    formats::Row row;
    Verdict verdict;
};

/// What became of a row.
struct Outcome {
    enum class State {
        Added, Updated,
        Refused, ///< `error` says why
        Unknown, ///< no answer, and reading back failed too; the journal settles it when the record is opened again
        NotSent  ///< cancelled, or the run stopped before its turn; sending it later does no harm
    };
    int row = 0;
    State state = State::NotSent;
    qint64 putCode = 0;
    QString entry;      ///< the journal's id of its write; empty when nothing was noted
    Error error;

    /// "Added, put-code 1740", "Refused: 9021", …
    QString headline() const;
};

/// Sends the chosen rows: new works by bulk POST, what a bulk can't hold by a POST of its own, changes by PUT. Everything goes
/// through record::Writer, so it is noted before it is sent, read back, and never doubled. Stops by itself when nothing further can
/// succeed: the token ended, the registry can't be reached, the journal can't be written. Single run.
class Sender : public QObject {
    Q_OBJECT
public:
    explicit Sender(record::Writer &writer, QObject *parent = nullptr);

    void start(const QList<Sending> &rows);
    /// What is under way is waited for; the rest becomes NotSent.
    void cancel();
    bool isRunning() const { return m_running; }
    int done() const { return m_done; }
    int total() const { return m_total; }

    /// Requests that write, as they will be sent.
    struct Requests {
        int bulks = 0, posts = 0, puts = 0;
    };
    /// Counts them row by row.
    class Tally {
    public:
        void add(const formats::Row &row, const Verdict &verdict);
        Requests requests() const;

    private:
        Requests m_requests;
        int m_bulk = 0;
    };
    static Requests requestsFor(const QList<Sending> &rows);
    /// Together with others, by one request.
    static bool goesInBulk(const formats::Row &row, const Verdict &verdict);

Q_SIGNALS:
    void outcome(const baton::imports::Outcome &outcome);
    void progress(int done, int of);
    /// `stopped`: why the run ended before the last row; its code is empty when it did not.
    void finished(const baton::Error &stopped);

private:
    void next();
    void sendBulk();
    void sendOne();
    void tell(const Sending &sending, const QString &entry, const Result<record::Item> &result);
    void stopFor(const Error &error);
    void finish();

    record::Writer &m_writer;
    record::Place m_place;
    QList<Sending> m_bulk, m_single;
    std::shared_ptr<bool> m_stop = std::make_shared<bool>(false);
    QStringList m_noted; ///< in the journal, of the request that is being made
    Error m_stopped;
    int m_done = 0, m_total = 0;
    bool m_running = false;
};

} // namespace baton::imports

Q_DECLARE_METATYPE(baton::imports::Outcome)
