#include "app/base/text.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace baton {

namespace {

bool isBidiControl(char16_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

} // namespace

QString plain(const QString &text, bool keepLines)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (isBidiControl(u) || u == 0x2028 || u == 0x2029 || u == 0xFEFF)
            continue;
        if (u < 0x20 || (u >= 0x7F && u < 0xA0)) {
            if (u == u'\n' || u == u'\t')
                out += keepLines ? c : QChar(u' ');
            continue;
        }
        out += c;
    }
    return out;
}

QString nameInSentence(const QString &name)
{
    const QString shown = plain(name);
    return shown.isRightToLeft() ? QChar(0x2068) + shown + QChar(0x2069) : shown;
}

QString groupedHex(const QByteArray &bytes)
{
    const QByteArray hex = bytes.toHex().toUpper();
    QString out;
    for (qsizetype i = 0; i < hex.size(); i += 4) {
        if (i)
            out += u' ';
        out += QString::fromLatin1(hex.mid(i, 4));
    }
    return out;
}

QString shortHex(const QByteArray &bytes)
{
    const QString hex = QString::fromLatin1(bytes.toHex().toUpper());
    return hex.size() <= 8 ? hex : hex.first(4) + u'…' + hex.last(4);
}

QString shortTime(const QDateTime &when)
{
    return QLocale::c().toString(when.toLocalTime(), QStringLiteral("d MMM yyyy HH:mm"));
}

QString duration(qint64 seconds)
{
    seconds = qMax<qint64>(0, seconds);
    const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (seconds >= 3600)
        return QString::number(seconds / 3600) + u':' + two(seconds / 60 % 60) + u':' + two(seconds % 60);
    return QString::number(seconds / 60) + u':' + two(seconds % 60);
}

} // namespace baton
