#pragma once

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

namespace baton::record {

/// ORCID wraps most texts as {"value": …} and leaves others plain; either, or nothing (orcid.md 7.1). Made fit for showing.
QString textOf(const QJsonValue &value);
/// The value at a path of keys; undefined when any step is missing.
QJsonValue valueAt(const QJsonObject &object, const QStringList &path);
QString textAt(const QJsonObject &object, const QStringList &path);
/// An array, a single object as an array of one, or nothing.
QJsonArray arrayOf(const QJsonValue &value);
/// {"value": epoch milliseconds}
QDateTime timeOf(const QJsonValue &value);
/// Null, "", {} or [] or an object of nothing but those.
bool isNothing(const QJsonValue &value);

/// {"year":{"value":"2026"},…} as "2026", "2026-09" or "2026-09-14"; empty if there is no year.
QString isoDate(const QJsonValue &date);
/// "14 September 2026", "September 2026", "2026"; empty if there is no year.
QString dateWords(const QJsonValue &date);
/// "14 Sep 2026", for narrow places.
QString shortDateWords(const QJsonValue &date);
/// "2019 to present", "2019 to 2021", "until 2021", "".
QString yearsWords(const QJsonValue &start, const QJsonValue &end);
/// A value of one of ORCID's lists as a word: "journal-article" is "Journal article".
QString listWord(const QString &value);
/// The label of a field that is not described: its key in words. JSON allows the empty key (RFC 8259, 4), which has words too; never empty.
QString keyWord(const QString &key);
/// "self", "part of", "version of", "funded by"
QString relationWord(const QString &relation);
/// "Everyone", "Trusted parties", "Only the researcher"
QString visibilityWord(const QString &visibility);
/// "Portugal" for PT; the code itself when unknown.
QString countryWord(const QString &code);

} // namespace baton::record
