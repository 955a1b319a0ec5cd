#include "app/record/jsonvalues.h"

#include "app/base/text.h"
#include "app/orcid/enumerations.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

QString datePart(const QJsonValue &date, const QString &part)
{
    return textOf(date.toObject().value(part));
}

QString dateInWords(const QJsonValue &date, QLocale::FormatType format)
{
    const QString year = datePart(date, u"year"_s);
    const int month = datePart(date, u"month"_s).toInt();
    if (year.isEmpty() || month < 1 || month > 12)
        return year;
    const QString name = QLocale::c().monthName(month, format);
    const int day = datePart(date, u"day"_s).toInt();
    return day > 0 ? u"%1 %2 %3"_s.arg(QString::number(day), name, year) : name + u' ' + year;
}

} // namespace

QString textOf(const QJsonValue &value)
{
    if (value.isObject())
        return textOf(value.toObject().value(u"value"_s));
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isString())
        return plain(value.toString(), true);
    return {};
}

QJsonValue valueAt(const QJsonObject &object, const QStringList &path)
{
    QJsonValue value = object;
    for (const QString &key : path) {
        if (!value.isObject())
            return QJsonValue::Undefined;
        value = value.toObject().value(key);
    }
    return value;
}

QString textAt(const QJsonObject &object, const QStringList &path)
{
    return textOf(valueAt(object, path));
}

QJsonArray arrayOf(const QJsonValue &value)
{
    if (value.isArray())
        return value.toArray();
    return value.isObject() ? QJsonArray { value } : QJsonArray();
}

QDateTime timeOf(const QJsonValue &value)
{
    const QJsonValue number = value.isObject() ? value.toObject().value(u"value"_s) : value;
    return number.isDouble() ? QDateTime::fromMSecsSinceEpoch(number.toInteger(), Qt::UTC) : QDateTime();
}

bool isNothing(const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        return std::all_of(object.begin(), object.end(), [](const QJsonValue &v) { return isNothing(v); });
    }
    if (value.isArray())
        return value.toArray().isEmpty();
    return value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty());
}

QString isoDate(const QJsonValue &date)
{
    QString out = datePart(date, u"year"_s);
    for (const QString &part : { u"month"_s, u"day"_s }) {
        const QString value = datePart(date, part);
        if (out.isEmpty() || value.isEmpty())
            break;
        out += u'-' + value;
    }
    return out;
}

QString dateWords(const QJsonValue &date)
{
    return dateInWords(date, QLocale::LongFormat);
}

QString shortDateWords(const QJsonValue &date)
{
    return dateInWords(date, QLocale::ShortFormat);
}

QString yearsWords(const QJsonValue &start, const QJsonValue &end)
{
    const QString from = datePart(start, u"year"_s), to = datePart(end, u"year"_s);
    if (from.isEmpty() && to.isEmpty())
        return {};
    if (from.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Record", "until %1")).arg(to);
    if (to.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Record", "%1 to present")).arg(from);
    return from == to ? from : translated(QT_TRANSLATE_NOOP("Record", "%1 to %2")).arg(from, to);
}

QString listWord(const QString &value)
{
    // Of two lists with one value the first one's word counts. A role's address is the same in any case (orcid.md 10.6).
    static const QHash<QString, QString> words = [] {
        QHash<QString, QString> all;
        for (const QList<orcid::Term> *terms : { &orcid::citationTypes(), &orcid::fundingRoles(), &orcid::workRoles(), &orcid::subjectTypes() }) {
            for (const orcid::Term &term : *terms)
                all.insert(term.value.startsWith(u"http:") ? term.value.toLower() : term.value, term.label);
        }
        return all;
    }();
    const auto known = words.constFind(value.startsWith(u"http:", Qt::CaseInsensitive) ? value.toLower() : value);
    if (known != words.constEnd())
        return *known;
    QString word = value;
    word.replace(u'-', u' ').replace(u'_', u' ');
    if (!word.isEmpty())
        word[0] = word.at(0).toUpper();
    return word;
}

QString keyWord(const QString &key)
{
    static const QHash<QString, const char *> words {
        { QString(), QT_TRANSLATE_NOOP("Record", "(without a name)") },
        { u"uri"_s, QT_TRANSLATE_NOOP("Record", "Address") },
        { u"source-orcid"_s, QT_TRANSLATE_NOOP("Record", "ORCID iD") },
        { u"source-client-id"_s, QT_TRANSLATE_NOOP("Record", "Client ID") },
        { u"source-name"_s, QT_TRANSLATE_NOOP("Record", "Name") },
        { u"assertion-origin-orcid"_s, QT_TRANSLATE_NOOP("Record", "Original ORCID iD") },
        { u"assertion-origin-client-id"_s, QT_TRANSLATE_NOOP("Record", "Original client ID") },
        { u"assertion-origin-name"_s, QT_TRANSLATE_NOOP("Record", "Original name") },
    };
    const auto known = words.constFind(key);
    return known == words.cend() ? listWord(key) : translated(*known);
}

QString relationWord(const QString &relation)
{
    return orcid::labelOf(orcid::relationships(), relation);
}

QString visibilityWord(const QString &visibility)
{
    return orcid::labelOf(orcid::visibilities(), visibility);
}

QString countryWord(const QString &code)
{
    return orcid::labelOf(orcid::countries(), code);
}

} // namespace baton::record
