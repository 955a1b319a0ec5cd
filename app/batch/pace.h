#pragma once

#include "app/http/trace.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <functional>

namespace baton::batch {

/// Keeps a batch within the registry's rate (ORCID: 24 a second with a burst of 40; orcid.md 1). It counts every request that
/// leaves, whoever sent it, and lets the next step go only when there is room.
class Pace : public QObject {
    Q_OBJECT
public:
    explicit Pace(http::Trace &trace, QObject *parent = nullptr);

    int rate() const { return m_rate; }
    void setRate(int perSecond); ///< 0 = as fast as answers come
    /// Calls `then` as soon as a request may leave, first come, first served; never when `context` died before. Not from within.
    void whenFree(QObject *context, std::function<void()> then);

private:
    struct Waiting {
        QPointer<QObject> context;
        std::function<void()> then;
    };
    void refill();
    void serve();

    QList<Waiting> m_queue;
    QElapsedTimer m_clock;
    QTimer m_timer;
    double m_free = 0;    ///< requests that may leave now; below zero after a burst
    int m_reserved = 0;   ///< counted already, before it left
    int m_rate = 0;
};

} // namespace baton::batch
