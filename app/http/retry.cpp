#include "app/http/retry.h"

#include "app/http/httpclient.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QRandomGenerator>

#include <algorithm>

namespace baton::http {

namespace {

// The name of the day is redundant and goes first: with a year of two digits Qt would hold it against the wrong century.
std::optional<QDateTime> httpDate(const QByteArray &header)
{
    QString text = QString::fromLatin1(header).simplified();
    text = text.mid(text.indexOf(u' ') + 1);
    static const QStringList forms { QStringLiteral("dd MMM yyyy hh:mm:ss 'GMT'"), QStringLiteral("dd-MMM-yy hh:mm:ss 'GMT'"),
        QStringLiteral("MMM d hh:mm:ss yyyy") };
    for (const QString &form : forms) {
        QDateTime date = QLocale::c().toDateTime(text, form);
        if (!date.isValid())
            continue;
        if (form.contains(QStringLiteral("-yy ")))
            date = date.addYears(date.date().year() < 1970 ? 100 : 0);
        date.setTimeSpec(Qt::UTC);
        return date;
    }
    return {};
}

} // namespace

std::optional<qint64> retryAfterMs(const QByteArray &header, const QDateTime &now)
{
    const QByteArray text = header.trimmed();
    if (text.isEmpty())
        return {};
    const bool digits = std::all_of(text.cbegin(), text.cend(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) {
        bool ok = false;
        const qint64 seconds = text.size() <= 9 ? text.toLongLong(&ok) : 0;
        return ok ? std::optional(seconds * 1000) : std::nullopt;
    }
    if (const auto date = httpDate(text))
        return qMax<qint64>(0, now.msecsTo(*date));
    return {};
}

bool isRepeatable(const QByteArray &method)
{
    return method == "GET" || method == "PUT" || method == "DELETE";
}

bool isPassing(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

int backoffMs(int failedAttempt, const Limits &limits)
{
    const qint64 longest = 20'000;
    const qint64 base = qMin(longest, qint64(limits.backoffMs) << qBound(0, failedAttempt - 1, 16));
    if (base <= 0)
        return 0;
    return int(base / 2 + QRandomGenerator::system()->bounded(base + 1));
}

} // namespace baton::http
