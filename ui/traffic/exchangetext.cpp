#include "ui/traffic/exchangetext.h"

#include "app/base/text.h"
#include "ui/traffic/prettyjson.h"
#include "ui/traffic/timingbar.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ExchangeText)
};

QString shown(const http::Exchange &exchange, const QString &text, bool reveal)
{
    return plain(reveal ? exchange.reveal(text) : text, true);
}

/// name and value in two columns.
QString columns(const QList<std::pair<QString, QString>> &rows)
{
    qsizetype width = 0;
    for (const auto &row : rows)
        width = qMax(width, row.first.size());
    QString out;
    for (const auto &row : rows)
        out += row.first.leftJustified(width + 2) + row.second + u'\n';
    return out;
}

bool isJson(const QString &type)
{
    return type.contains(u"json"_s, Qt::CaseInsensitive);
}

QString headerLines(const QList<http::TracedHeader> &headers)
{
    QString out;
    for (const http::TracedHeader &header : headers)
        out += header.name + u": "_s + header.value + u'\n';
    return out;
}

} // namespace

QString requestSummary(const http::Exchange &exchange, bool reveal)
{
    QList<std::pair<QString, QString>> rows { { exchange.method, exchange.url.toString(QUrl::FullyEncoded) } };
    for (const http::TracedHeader &header : exchange.requestHeaders) {
        if (header.name.compare(u"accept"_s, Qt::CaseInsensitive) == 0 || header.name.compare(u"content-type"_s, Qt::CaseInsensitive) == 0
            || header.name.compare(u"authorization"_s, Qt::CaseInsensitive) == 0)
            rows << std::pair { header.name, header.value };
    }
    QString out = columns(rows);
    QList<std::pair<QString, QString>> form = exchange.requestForm;
    // The Request tab has the whole value.
    for (auto &field : form)
        field.second.replace(u"urn:ietf:params:oauth:"_s, u"…:"_s);
    if (!form.isEmpty())
        out += u'\n' + columns(form);
    else if (!exchange.requestBody.isEmpty())
        out += u'\n' + (exchange.requestBody.startsWith(u'{') ? prettyJson(exchange.requestBody) : exchange.requestBody);
    return shown(exchange, out.trimmed(), reveal);
}

QString requestText(const http::Exchange &exchange, bool reveal)
{
    QString out = exchange.method + u' ' + exchange.url.toString(QUrl::FullyEncoded) + u'\n' + headerLines(exchange.requestHeaders);
    if (!exchange.requestBody.isEmpty())
        out += u'\n' + (exchange.requestBody.startsWith(u'{') ? prettyJson(exchange.requestBody) : exchange.requestBody);
    return shown(exchange, out.trimmed(), reveal);
}

QString responseText(const http::Exchange &exchange, bool reveal)
{
    if (exchange.state == http::Exchange::State::Running)
        return Words::tr("No answer yet.");
    if (exchange.status == 0)
        return exchange.failure.isEmpty() ? Words::tr("There was no answer.") : plain(exchange.failure);
    const QString head = u"%1 %2\n"_s.arg(exchange.status).arg(exchange.reason) + headerLines(exchange.responseHeaders);
    const QString body = responseBody(exchange, reveal);
    return shown(exchange, head, reveal) + (body.isEmpty() ? QString() : u'\n' + body);
}

QString responseBody(const http::Exchange &exchange, bool reveal)
{
    if (exchange.status == 0)
        return responseText(exchange, reveal);
    return shown(exchange, isJson(exchange.responseType) ? prettyJson(exchange.responseBody) : exchange.responseBody, reveal);
}

QString timingText(const http::Exchange &exchange)
{
    QList<std::pair<QString, QString>> rows;
    rows << std::pair { Words::tr("Started"), exchange.startedAt.toLocalTime().toString(u"dd MMM yyyy HH:mm:ss.zzz"_s) };
    const auto add = [&](const QString &name, qint64 ms) { rows << std::pair { name, ms < 0 ? Words::tr("not measured") : Words::tr("%1 ms").arg(ms) }; };
    add(Words::tr("Connect"), exchange.connectMs);
    add(Words::tr("Sent"), exchange.sentMs);
    add(Words::tr("Waiting"), exchange.waitMs);
    add(Words::tr("Received"), exchange.receiveMs);
    add(Words::tr("In all"), exchange.totalMs);
    rows << std::pair { Words::tr("Answer"), Words::tr("%n bytes", nullptr, int(exchange.responseBytes)) };
    if (exchange.attempt > 1)
        rows << std::pair { Words::tr("Attempt"), QString::number(exchange.attempt) };
    return columns(rows).trimmed();
}

} // namespace baton::ui
