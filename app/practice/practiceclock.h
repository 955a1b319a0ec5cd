#pragma once

#include "app/base/clock.h"

#include <atomic>

namespace baton::practice {

/// The registry's own time: this computer's, plus what it was moved by. May be moved from any thread.
class PracticeClock final : public Clock {
public:
    QDateTime now() const override { return m_system.now().addMSecs(m_offset.load()); }
    qint64 monotonicMs() const override { return m_system.monotonicMs() + m_offset.load(); }
    void advance(std::chrono::milliseconds by) { m_offset += by.count(); }
    void setOffset(std::chrono::milliseconds offset) { m_offset = offset.count(); }
    std::chrono::milliseconds offset() const { return std::chrono::milliseconds(m_offset.load()); }

private:
    SystemClock m_system;
    std::atomic<qint64> m_offset = 0;
};

} // namespace baton::practice
