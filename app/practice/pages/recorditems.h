#pragma once

#include <QtCore/QHash>
#include <QtCore/QJsonObject>

/// The sections of the public record page as HTML, from what a reader with /read-public gets (orcid.md 7).
namespace baton::practice {

/// What the summaries leave out.
struct RecordExtras {
    QHash<qint64, QString> amounts;     ///< "EUR 1,250,000" by the funding's put-code
    QHash<QString, QString> groupNames; ///< "Estuaries Review" by the review group's id
};

namespace recorditems {

/// Every section with something in it; `all` is the key of the one that is shown in full.
QString sections(const QJsonObject &activities, const RecordExtras &extras, const QString &orcid, const QString &all);
/// Other names, countries, keywords, websites, other iDs, e-mail addresses.
QString aside(const QJsonObject &person);
/// A heading with a paragraph; empty without parts, which are HTML.
QString block(const QString &title, const QStringList &htmlParts, const QString &separator);
/// obj["a"]["b"]… as text; {"value":…} is looked through.
QString text(const QJsonObject &object, std::initializer_list<QStringView> path);

} // namespace recorditems
} // namespace baton::practice
