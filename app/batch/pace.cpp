#include "app/batch/pace.h"

#include <algorithm>
#include <cmath>

namespace baton::batch {

namespace {

constexpr int ours = 20; ///< of the 24, so that whoever is at the window gets through too

} // namespace

Pace::Pace(http::Trace &trace, QObject *parent) : QObject(parent)
{
    m_clock.start();
    setRate(ours);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Pace::serve);
    connect(&trace, &http::Trace::added, this, [this] {
        if (m_reserved > 0)
            --m_reserved;
        else
            m_free -= 1;
    });
}

void Pace::setRate(int perSecond)
{
    m_rate = perSecond;
    m_free = perSecond;
}

void Pace::refill()
{
    m_free = std::min<double>(m_rate, m_free + double(m_clock.restart()) / 1000 * m_rate);
}

void Pace::whenFree(QObject *context, std::function<void()> then)
{
    m_queue << Waiting { context, std::move(then) };
    if (!m_timer.isActive())
        m_timer.start(0);
}

void Pace::serve()
{
    refill();
    while (!m_queue.isEmpty() && (m_rate == 0 || m_free >= 1)) {
        const Waiting next = m_queue.takeFirst();
        if (!next.context)
            continue;
        m_free -= 1;
        ++m_reserved;
        next.then();
    }
    if (!m_queue.isEmpty())
        m_timer.start(int(std::ceil((1 - m_free) * 1000 / m_rate)));
}

} // namespace baton::batch
