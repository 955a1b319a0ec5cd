#pragma once

#include "app/record/recordclient.h"

#include <QtCore/QCache>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <deque>

namespace baton::record {

/// Full items for summaries: several works by one request, several requests at a time, within ORCID's rate (orcid.md 1, 6.4).
/// Keeps the last ones, up to a size, until the item is changed or the delegation goes.
class FullItems : public QObject {
    Q_OBJECT
public:
    /// A little below ORCID's 24 per second and 40 waiting, so that the rest of Baton gets through.
    struct Pace {
        int perSecond = 20, burst = 12;
        int atOnce = 6;           ///< requests under way
    };
    FullItems(RecordClient &client, exchange::DelegatedSession &session, QObject *parent = nullptr);
    ~FullItems() override;
    void setPace(const Pace &pace);

    /// In the order asked for, each once. What the registry does not have or does not show (404, 403) is left out.
    /// QFuture's progress counts put-codes; cancel() ends it, what is under way is dropped, and whenDone() does not call then.
    /// Errors: those of RecordClient; the first one ends the whole. Emails have no items of their own and come from their list.
    QFuture<Result<QList<Item>>> read(const QString &section, const QList<qint64> &putCodes);
    /// The same for summaries of one section, asking only for what is not kept or was changed since.
    QFuture<Result<QList<Item>>> read(const QList<Item> &summaries);
    /// The full item that belongs to this summary, if it is kept and was not changed since.
    std::optional<Item> kept(const Item &summary) const;

    static constexpr int worksPerRequest = 100;  ///< ORCID refuses more (9042)
    static constexpr qsizetype maxKept = 24 * 1024 * 1024; ///< bytes, as JSON

private:
    struct Job;
    using Batch = QList<qint64>;
    void enqueue(const std::shared_ptr<Job> &job, const QList<qint64> &putCodes);
    void pump();
    bool mayStart();
    void start(const std::shared_ptr<Job> &job);
    void readBatch(const std::shared_ptr<Job> &job, const Batch &batch);
    void readOne(const std::shared_ptr<Job> &job, qint64 putCode);
    void readList(const std::shared_ptr<Job> &job);
    void arrived(const std::shared_ptr<Job> &job, const QList<Item> &items, qsizetype asked);
    void failed(const std::shared_ptr<Job> &job, const Error &error);
    void finish(const std::shared_ptr<Job> &job);
    void keep(const Item &item);
    void drop(const std::shared_ptr<Job> &job);

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    Pace m_pace;
    std::deque<std::shared_ptr<Job>> m_jobs; ///< those with requests to send, in turn
    int m_underWay = 0;
    double m_allowance = 0;
    QElapsedTimer m_since;
    QTimer m_later;
    QCache<QString, Item> m_kept;
};

} // namespace baton::record
