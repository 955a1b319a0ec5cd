#include "app/http/trace.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QUrlQuery>

namespace baton::http {

namespace {

using namespace Qt::StringLiterals;

// HAR 1.2 (softwareishard.com/blog/har-12-spec) of one exchange at a time.
class Entry {
public:
    Entry(const Exchange &exchange, bool reveal) : m_exchange(exchange), m_reveal(reveal) { }

    QJsonObject json() const
    {
        QJsonObject out {
            { u"startedDateTime"_s, m_exchange.startedAt.toUTC().toString(Qt::ISODateWithMs) },
            { u"time"_s, double(m_exchange.totalMs) },
            { u"request"_s, request() },
            { u"response"_s, response() },
            { u"cache"_s, QJsonObject() },
            { u"timings"_s, timings() },
        };
        if (!m_exchange.failure.isEmpty())
            out[u"comment"_s] = shown(m_exchange.failure);
        return out;
    }

private:
    QString shown(const QString &text) const { return m_reveal ? m_exchange.reveal(text) : text; }
    static QJsonObject pair(const QString &name, const QString &value) { return { { u"name"_s, name }, { u"value"_s, value } }; }

    QJsonArray headers(const QList<TracedHeader> &list) const
    {
        QJsonArray out;
        for (const TracedHeader &header : list)
            out.append(pair(header.name, shown(header.value)));
        return out;
    }

    QJsonObject request() const
    {
        QJsonArray query;
        for (const auto &[name, value] : QUrlQuery(m_exchange.url).queryItems(QUrl::FullyDecoded))
            query.append(pair(name, shown(value)));
        QJsonObject out {
            { u"method"_s, m_exchange.method },
            { u"url"_s, shown(m_exchange.urlText()) },
            { u"httpVersion"_s, u"HTTP/1.1"_s },
            { u"cookies"_s, QJsonArray() },
            { u"headers"_s, headers(m_exchange.requestHeaders) },
            { u"queryString"_s, query },
            { u"headersSize"_s, -1 },
            { u"bodySize"_s, m_exchange.requestBody.isEmpty() ? 0 : -1 },
        };
        if (!m_exchange.requestBody.isEmpty())
            out[u"postData"_s] = postData();
        return out;
    }

    // The specification lets either params or text stand, not both.
    QJsonObject postData() const
    {
        QString type;
        for (const TracedHeader &header : m_exchange.requestHeaders) {
            if (header.name.compare(u"content-type", Qt::CaseInsensitive) == 0)
                type = header.value;
        }
        QJsonObject out { { u"mimeType"_s, type } };
        if (m_exchange.requestForm.isEmpty()) {
            out[u"text"_s] = shown(m_exchange.requestBody);
            return out;
        }
        QJsonArray params;
        for (const auto &[name, value] : m_exchange.requestForm)
            params.append(pair(name, shown(value)));
        out[u"params"_s] = params;
        return out;
    }

    QJsonObject response() const
    {
        QString location;
        for (const TracedHeader &header : m_exchange.responseHeaders) {
            if (header.name.compare(u"location", Qt::CaseInsensitive) == 0)
                location = shown(header.value);
        }
        QJsonObject content { { u"size"_s, double(m_exchange.responseBytes) }, { u"mimeType"_s, m_exchange.responseType } };
        if (!m_exchange.responseBody.isEmpty())
            content[u"text"_s] = shown(m_exchange.responseBody);
        if (m_exchange.responseCut)
            content[u"comment"_s] = u"The body was longer than what was kept."_s;
        return {
            { u"status"_s, m_exchange.status },
            { u"statusText"_s, m_exchange.reason },
            { u"httpVersion"_s, u"HTTP/1.1"_s },
            { u"cookies"_s, QJsonArray() },
            { u"headers"_s, headers(m_exchange.responseHeaders) },
            { u"content"_s, content },
            { u"redirectURL"_s, location },
            { u"headersSize"_s, -1 },
            { u"bodySize"_s, -1 },
        };
    }

    // Only connect may be "unknown" (-1); send, wait and receive must be numbers.
    QJsonObject timings() const
    {
        const auto atLeastZero = [](qint64 ms) { return double(qMax<qint64>(0, ms)); };
        return { { u"blocked"_s, -1 }, { u"dns"_s, -1 }, { u"connect"_s, double(m_exchange.connectMs) }, { u"ssl"_s, -1 },
            { u"send"_s, atLeastZero(m_exchange.sentMs) }, { u"wait"_s, atLeastZero(m_exchange.waitMs) },
            { u"receive"_s, atLeastZero(m_exchange.receiveMs) } };
    }

    const Exchange &m_exchange;
    bool m_reveal;
};

} // namespace

QByteArray Trace::toHar(bool revealSecrets) const
{
    QJsonArray entries;
    for (const Exchange &exchange : m_exchanges)
        entries.append(Entry(exchange, revealSecrets).json());
    const QJsonObject creator { { u"name"_s, u"Baton"_s }, { u"version"_s, QStringLiteral(BATON_VERSION) } };
    const QJsonObject log { { u"version"_s, u"1.2"_s }, { u"creator"_s, creator }, { u"entries"_s, entries } };
    return QJsonDocument(QJsonObject { { u"log"_s, log } }).toJson();
}

} // namespace baton::http
