#pragma once

#include "app/http/trace.h"
#include "app/record/precheck.h"

namespace baton::record {

/// One thing that happened while a write was under way.
struct SendingStep {
    enum class State { Running, Good, Bad };
    State state = State::Running;
    QString line;        ///< "Written to the journal", "PUT /work/1733"
    bool request = false; ///< `line` is a request, for the fixed font
    QString detail;      ///< "before anything was sent", "200 OK, 112 ms"
    QDateTime at;        ///< UTC
    qint64 traceId = 0;  ///< its exchange
};

/// Carries out one proposal: noted in the journal, sent, read back. Single use; ends in finished() exactly once. Where the
/// record changes hands meanwhile, what is known until then stays.
class Sending : public QObject {
    Q_OBJECT
public:
    enum class Phase { Sending, ReadingBack, NoAnswer, Done };

    Sending(Writer &writer, Undo &undo, RecordClient &client, exchange::DelegatedSession &session, const Proposal &proposal, QObject *parent = nullptr);

    void start();
    Phase phase() const { return m_phase; }
    QList<SendingStep> steps() const;
    const Proposal &proposal() const { return m_proposal; }
    /// The error, when it did not work.
    const std::optional<Error> &error() const { return m_error; }
    /// As read back; empty after a deletion and after an error.
    const Item &stored() const { return m_stored; }
    const QJsonObject &sent() const { return m_sent; } ///< the body as noted in the journal
    QString entryId() const { return m_entryId; }      ///< in the journal; empty when nothing was noted
    /// The exchange that carried the write, 0 if there was none.
    qint64 traceId() const;

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void noteExchange(qint64 id);
    bool isRenewal(const http::Exchange &exchange) const;
    bool isWrite(const http::Exchange &exchange) const;
    bool concerns(const http::Exchange &exchange) const;
    struct Tried {
        http::Exchange last;
        int times;
    };
    QList<Tried> tried() const;
    SendingStep stepOf(const http::Exchange &exchange) const;
    void written(const Result<Item> &result);
    void removed(const Result<void> &result);
    void undone(const Result<void> &result);
    void findEntry();
    void conclude(const std::optional<Error> &error);

    Writer &m_writer;
    Undo &m_undo;
    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    Proposal m_proposal;
    Phase m_phase = Phase::Sending;
    QString m_before; ///< newest journal entry before this one
    QString m_entryId;
    QDateTime m_notedAt;
    QList<http::Exchange> m_exchanges;
    std::optional<Error> m_error;
    Item m_stored;
    QJsonObject m_sent;
};

} // namespace baton::record
