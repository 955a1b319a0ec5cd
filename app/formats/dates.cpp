#include "app/formats/dates.h"

#include "app/record/jsonvalues.h"

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

QJsonObject wrapped(int number, int width)
{
    return { { u"value"_s, QString::number(number).rightJustified(width, u'0') } };
}

bool fits(const PartialDate &date)
{
    return date.year > 0 && date.month >= 0 && date.month <= 12 && date.day >= 0 && date.day <= 31 && (date.day == 0 || date.month > 0);
}

std::optional<PartialDate> checked(const PartialDate &date)
{
    return fits(date) ? std::optional(date) : std::nullopt;
}

/// "9 March 2024", "March 9, 2024", "Mar 2024", "2024 Mar 9".
std::optional<PartialDate> inWords(const QString &text)
{
    static const QRegularExpression gap(u"[\\s,./-]+"_s), ordinal(u"^(\\d{1,2})(?:st|nd|rd|th)$"_s);
    PartialDate date;
    for (QString word : text.split(gap, Qt::SkipEmptyParts)) {
        word.replace(ordinal, u"\\1"_s);
        bool isNumber = false;
        const int number = word.toInt(&isNumber);
        const int month = isNumber ? 0 : monthFrom(word);
        int *const part = !isNumber ? &date.month : word.size() == 4 ? &date.year : &date.day;
        if (*part != 0 || (!isNumber && month == 0))
            return std::nullopt;
        *part = isNumber ? number : month;
    }
    return checked(date);
}

} // namespace

QJsonObject PartialDate::toJson() const
{
    QJsonObject json { { u"year"_s, wrapped(year, 4) } };
    if (month > 0)
        json[u"month"_s] = wrapped(month, 2);
    if (month > 0 && day > 0)
        json[u"day"_s] = wrapped(day, 2);
    return json;
}

QString PartialDate::toText() const
{
    return record::isoDate(toJson());
}

PartialDate PartialDate::fromJson(const QJsonValue &date)
{
    const QJsonObject json = date.toObject();
    return { record::textAt(json, { u"year"_s }).toInt(), record::textAt(json, { u"month"_s }).toInt(), record::textAt(json, { u"day"_s }).toInt() };
}

int monthFrom(const QString &text)
{
    QString word = text.trimmed().toLower();
    if (word.endsWith(u'.'))
        word.chop(1);
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (isNumber)
        return number >= 1 && number <= 12 ? number : 0;
    for (int month = 1; month <= 12; ++month) {
        const QString name = QLocale::c().monthName(month).toLower();
        if (word.size() >= 3 && (name.startsWith(word) || word == name.left(3) || (month == 9 && word == u"sept"_s)))
            return month;
    }
    return 0;
}

std::optional<PartialDate> dateFrom(const QString &text, bool *doubt)
{
    static const QRegularExpression iso(u"^(\\d{4})(?:[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?)?(?:[T ]\\d{1,2}:.*)?/{0,2}$"_s);
    static const QRegularExpression compact(u"^(\\d{4})(\\d{2})(\\d{2})$"_s);
    static const QRegularExpression yearLast(u"^(\\d{1,2})(?:([./-])(\\d{1,2}))?[./-](\\d{4})$"_s);
    const QString trimmed = text.simplified();
    if (trimmed.size() > 64)
        return std::nullopt;
    for (const QRegularExpression *form : { &iso, &compact }) {
        if (const QRegularExpressionMatch match = form->match(trimmed); match.hasMatch())
            return checked({ match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt() });
    }
    const QRegularExpressionMatch match = yearLast.match(trimmed);
    if (!match.hasMatch())
        return inWords(trimmed);
    const int a = match.captured(1).toInt(), b = match.captured(3).toInt(), year = match.captured(4).toInt();
    if (match.captured(3).isEmpty())
        return checked({ year, a, 0 });
    if (match.captured(2) == u"."_s || a > 12) // the day comes first where dots are used
        return checked({ year, b, a });
    if (b > 12)
        return checked({ year, a, b });
    if (a == b)
        return checked({ year, a, a });
    if (doubt)
        *doubt = true;
    return PartialDate { year, 0, 0 };
}

} // namespace baton::formats
