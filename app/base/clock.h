#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QElapsedTimer>

#include <chrono>

namespace baton {

/// Where time comes from, so that an hour can pass in a test.
class Clock {
public:
    virtual ~Clock();
    virtual QDateTime now() const = 0;         ///< UTC wall clock
    virtual qint64 monotonicMs() const = 0;    ///< never goes back; for lifetimes (S42)
    qint64 secs() const { return now().toSecsSinceEpoch(); }
};

class SystemClock final : public Clock {
public:
    SystemClock();
    QDateTime now() const override;
    qint64 monotonicMs() const override;

private:
    QElapsedTimer m_timer;
};

/// Stands still until moved.
class ManualClock final : public Clock {
public:
    explicit ManualClock(QDateTime start = QDateTime::currentDateTimeUtc());
    QDateTime now() const override;
    qint64 monotonicMs() const override;
    void advance(std::chrono::milliseconds by);
    /// Sets the wall clock only, as an administrator would.
    void setWall(const QDateTime &wall);

private:
    QDateTime m_now;
    qint64 m_monotonic = 0;
};

} // namespace baton
