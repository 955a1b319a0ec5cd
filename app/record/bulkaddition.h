#pragma once

#include "app/record/recordclient.h"

#include <chrono>
#include <memory>
#include <optional>

namespace baton::record {

/// Adds many works, each exactly once (S44), by bulk POST (orcid.md 6.4): at most 100 in a request, fewer where that would be too
/// large or the registry finds it so. Each work stands for itself: one that is refused stands beside others that are stored,
/// and what was stored is read back. When an answer is lost, the list is read and searched for every work before any of them is
/// sent again. Single use; deletes itself after its answer.
class BulkAddition : public QObject {
    Q_OBJECT
public:
    /// `stop`: once true, nothing more is sent, and what has not arrived fails with record.cancelled.
    BulkAddition(RecordClient &client, exchange::DelegatedSession &session, const QList<QJsonObject> &works,
        std::chrono::milliseconds firstWait, std::shared_ptr<const bool> stop, QObject *parent);

    /// One result for each work, in their order. Errors: as of RecordClient::add(), and record.cancelled.
    QFuture<BulkResults> start();

    static constexpr qsizetype maxWorks = 100;
    static constexpr qsizetype maxBytes = 900'000; ///< of a request; proxies refuse a megabyte

private:
    using Places = QList<qsizetype>; ///< of works in m_works
    void next();
    void post();
    void answered(const http::Response &response);
    void take(const http::Response &response);
    void readBack(const QHash<qint64, qsizetype> &stored, const Places &unsure);
    /// `named`: the registry said that these put-codes are ours.
    void compare(const QHash<qint64, qsizetype> &places, const QList<Item> &items, bool named);
    void lookFor(const Error &reason, std::chrono::milliseconds atLeast = {});
    void searched(const SectionContent &content, const Error &reason, std::chrono::milliseconds atLeast);
    void found(const QHash<qint64, qsizetype> &candidates, const std::function<void()> &then);
    void readAndCompare(const QHash<qint64, qsizetype> &places, bool named, const std::function<void()> &then);
    void again(const Error &reason, std::chrono::milliseconds atLeast = {});
    bool split();
    void failAll(const Error &reason);
    void settle(qsizetype place, const Result<Item> &result);
    bool isElsewhere() const; ///< another record was opened meanwhile
    bool isStopped() const { return m_stop && *m_stop; }

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    const QString m_parties; ///< at the beginning
    QList<QJsonObject> m_works;
    QList<std::optional<Result<Item>>> m_results;
    QList<Places> m_parts;   ///< requests to come
    Places m_now;            ///< works of this request whose outcome is open
    std::shared_ptr<const bool> m_stop;
    std::chrono::milliseconds m_firstWait, m_wait;
    int m_attempt = 0;
    bool m_lost = false;     ///< an answer about m_now went missing
    Answer<BulkResults> m_answer;
};

} // namespace baton::record
