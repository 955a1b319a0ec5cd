#pragma once

#include "app/record/recordclient.h"

#include <QtCore/QSet>

#include <chrono>

namespace baton::record {

/// Adds one item exactly once (S44). A POST whose answer was lost is never repeated before the list was read back and
/// searched for what was sent. Single use; deletes itself after its answer.
class Addition : public QObject {
    Q_OBJECT
public:
    Addition(RecordClient &client, exchange::DelegatedSession &session, const QString &section, const QJsonObject &content,
        std::chrono::milliseconds firstWait, QObject *parent);

    QFuture<Result<Item>> start();

private:
    void rememberBefore();
    void post();
    void answered(const http::Response &response);
    bool isElsewhere() const; ///< another record was opened meanwhile
    void lookFor(const Error &reason);
    void nameExisting(const Error &refused);
    void searched(const SectionContent &content, const Error &reason);
    void compare(const Item &candidate);
    void readBack(qint64 putCode);
    void again(const Error &reason, std::chrono::milliseconds atLeast = {});
    void finish(const Result<Item> &result);

    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    const QString m_parties; ///< at the beginning
    QString m_section;
    QJsonObject m_content;
    std::chrono::milliseconds m_wait;
    QSet<qint64> m_before; ///< put-codes there before, when nothing else would tell the new item
    int m_attempt = 0;
    bool m_lost = false;   ///< an answer of ours went missing
    qint64 m_traceId = 0;
    Answer<Result<Item>> m_answer;
};

/// How long an answer asks to wait: seconds or an HTTP date (RFC 9110 10.2.3), at most a minute; 0 if it says nothing.
std::chrono::milliseconds retryAfter(const http::Response &response);

// What additions end in, of one item or of many.
Error unknownOutcome(const Error &reason, const Error &reading);  ///< record.unknown: sent, and reading back failed too
Error notReadBack(qint64 putCode, const Error &reading);          ///< record.read_back: added, and not to be read; details.put-code
Error alreadyThere(const Item &item, qint64 traceId);             ///< record.already_there: same identifier, other content; details.put-code

} // namespace baton::record
