#pragma once

#include "app/practice/api/records.h"

#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QTimer>

#include <chrono>
#include <functional>

class QTcpSocket;

namespace baton::practice {

/// Calls registered webhooks after a change: POST without a body, on this computer only, a few times with doubled pauses until
/// an answer is 2xx. Lives in the registry's thread and never waits: a webhook that is being called and sees another change
/// is called once more afterwards.
class WebhookCalls : public QObject {
    Q_OBJECT
public:
    struct Timing {
        std::chrono::milliseconds firstPause { 1000 }; ///< doubled before each further attempt
        std::chrono::milliseconds patience { 5000 };   ///< for one attempt
        int attempts = 5;
    };
    /// A record's webhooks now; empty for an unknown one.
    using Lookup = std::function<QStringList(const QString &orcid)>;

    explicit WebhookCalls(Lookup lookup, QObject *parent = nullptr);
    void setTiming(const Timing &timing) { m_timing = timing; }
    /// Several changes of one request make one call.
    void recordChanged(const QString &orcid);
    int pending() const { return int(m_deliveries.size()); }

Q_SIGNALS:
    void delivered(const QString &orcid, const QString &uri, int attempt);
    void givenUp(const QString &orcid, const QString &uri);

private:
    struct Delivery {
        int attempt = 0;
        bool again = false; ///< the record changed meanwhile
    };
    using Key = std::pair<QString, QString>; ///< record and address

    void start();
    void call(const Key &key);
    void ended(const Key &key, bool accepted);

    Lookup m_lookup;
    Timing m_timing;
    QSet<QString> m_changed;
    QTimer m_soon;
    QHash<Key, Delivery> m_deliveries;
};

} // namespace baton::practice
