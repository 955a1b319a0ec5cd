#include "app/practice/server/requestlog.h"

#include <QtCore/QJsonArray>

#include <cstdio>

namespace baton::practice {

namespace {

constexpr qsizetype maxPath = 300;

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

/// One line stays one line, whatever was asked for.
QByteArray plain(const QByteArray &text)
{
    QByteArray result = text.left(maxPath);
    for (char &c : result) {
        if (uchar(c) < 0x21 || c == 0x7f)
            c = '?';
    }
    return result.isEmpty() ? QByteArray("-") : result;
}

} // namespace

QJsonObject RequestLine::toJson() const
{
    QJsonObject json { { QStringLiteral("number"), qint64(number) }, { QStringLiteral("time"), timeText(time) },
                       { QStringLiteral("method"), QString::fromLatin1(method) }, { QStringLiteral("path"), QString::fromUtf8(path.left(maxPath)) },
                       { QStringLiteral("status"), status }, { QStringLiteral("ms"), ms } };
    if (!clientId.isEmpty())
        json.insert(QStringLiteral("client"), clientId);
    if (!faults.isEmpty())
        json.insert(QStringLiteral("faults"), QJsonArray::fromStringList(faults));
    return json;
}

QByteArray RequestLine::toText() const
{
    QByteArray text = timeText(time).toLatin1() + ' ' + plain(method) + ' ' + plain(path) + ' ' + QByteArray::number(status) + ' '
        + QByteArray::number(ms) + "ms";
    if (!clientId.isEmpty())
        text += ' ' + clientId.toLatin1();
    return faults.isEmpty() ? text : text + " faults:" + faults.join(QLatin1Char(',')).toLatin1();
}

RequestLog::RequestLog(Style style)
    : m_style(style), m_sink([](const QByteArray &line) { std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr); })
{
}

void RequestLog::add(RequestLine line)
{
    line.number = ++m_number;
    line.time = QDateTime::currentDateTimeUtc();
    if (m_style == Style::Json)
        m_sink(QJsonDocument(line.toJson()).toJson(QJsonDocument::Compact) + '\n');
    else if (m_style == Style::Text)
        m_sink(line.toText() + '\n');
    m_lines.push_back(std::move(line));
    if (m_lines.size() > kept)
        m_lines.pop_front();
}

QList<RequestLine> RequestLog::after(quint64 number) const
{
    QList<RequestLine> found;
    for (const RequestLine &line : m_lines) {
        if (line.number > number)
            found.append(line);
    }
    return found;
}

} // namespace baton::practice
