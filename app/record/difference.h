#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace baton::record {

/// One field that an edit changes, in words.
struct FieldChange {
    QString field;   ///< "Publication date"
    QString before;  ///< "14 September 2026"; empty = was not there
    QString after;
};

/// Compares two items of a section field by field; what the registry computes (dates, source, path, normalised ids) is left out.
QList<FieldChange> differences(const QString &section, const QJsonObject &before, const QJsonObject &after);
/// Fields equal on both sides and not empty.
QList<FieldChange> unchangedFields(const QString &section, const QJsonObject &before, const QJsonObject &after);
/// Their number.
int unchangedCount(const QString &section, const QJsonObject &before, const QJsonObject &after);

/// A problem at one field, found before sending, with what ORCID would answer.
struct FieldProblem {
    QString field;       ///< path of JSON keys: "title/title", "external-ids/external-id[1]/external-id-value"
    QString words;       ///< "The last digit doesn’t fit this ISSN."
    QString suggestion;  ///< value that would fit, or empty
    int orcidCode = 0;   ///< what ORCID would answer: 9022, …; 0 if it would accept it
    bool blocking = true;
    QString answer {};   ///< ORCID's developer-message for it, "400 Bad Request: invalid amount"; empty when it would accept it
};
/// Every section (orcid.md 8): what ORCID would refuse comes first, in the order it looks, then advice. Content as a form
/// gives it; what is looked at is what would be posted of it.
QList<FieldProblem> problems(const QString &section, const QJsonObject &content);

} // namespace baton::record
