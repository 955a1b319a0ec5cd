#pragma once

#include <QtCore/QtGlobal>

#include <ctime>
#include <utility>

namespace baton::test {

/// What this process computed, in ms: unlike the clock on the wall it does not grow when others use the machine.
class CpuTimer {
public:
    qint64 elapsed() const { return ms(std::clock() - m_from); }
    qint64 restart()
    {
        const std::clock_t now = std::clock();
        return ms(now - std::exchange(m_from, now));
    }

private:
    static qint64 ms(std::clock_t ticks) { return qint64(ticks) * 1000 / CLOCKS_PER_SEC; }

    std::clock_t m_from = std::clock();
};

} // namespace baton::test
