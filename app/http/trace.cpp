#include "app/http/trace.h"

#include <algorithm>

namespace baton::http {

Trace::Trace(QObject *parent) : QObject(parent) { }

const Exchange *Trace::find(qint64 id) const
{
    const auto found = std::lower_bound(m_exchanges.cbegin(), m_exchanges.cend(), id,
        [](const Exchange &exchange, qint64 wanted) { return exchange.id < wanted; });
    return found != m_exchanges.cend() && found->id == id ? &*found : nullptr;
}

const Exchange *Trace::last() const
{
    return m_exchanges.isEmpty() ? nullptr : &m_exchanges.constLast();
}

void Trace::clear()
{
    m_exchanges.clear();
    Q_EMIT cleared();
}

void Trace::forgetSecrets()
{
    QList<qint64> poorer;
    for (Exchange &exchange : m_exchanges) {
        if (exchange.hidden.isEmpty())
            continue;
        for (Hidden &entry : exchange.hidden)
            entry.value = {};
        poorer << exchange.id;
    }
    for (const qint64 id : poorer)
        Q_EMIT changed(id);
}

qint64 Trace::add(Exchange exchange)
{
    const qint64 id = m_nextId++;
    exchange.id = id;
    m_exchanges.append(std::move(exchange));
    Q_EMIT added(id);
    return id;
}

void Trace::update(const Exchange &exchange)
{
    if (const Exchange *known = find(exchange.id)) {
        m_exchanges[known - m_exchanges.constData()] = exchange;
        Q_EMIT changed(exchange.id);
    }
}

} // namespace baton::http
