#pragma once

#include "app/formats/row.h"
#include "app/orcid/sections.h"

namespace baton::formats {

/// A place in a section's items that one cell of text can hold, made from app/orcid's field tables.
struct Place {
    enum class Form {
        Text,
        Date,           ///< {"year":…}
        Term,           ///< one of `values`; "type:journal-article" stands for the value itself
        Link,
        Decimal,
        Identifiers,    ///< those of type and relationship in a list; several with "; " between
        IdentifierLinks,
        Identifier,     ///< a single one that is no list
        OrganizationId, ///< with its source beside
        Contributors,
        Tree            ///< what has no line of its own: hosts, resources; JSON
    };
    Target target;
    Form form = Form::Text;
    QStringList path;     ///< of JSON keys from the item
    bool wrapped = false; ///< {"value": …}
    QList<orcid::Term> values;
    QString type;         ///< identifiers: "doi"; organization id: "ROR", empty = told by its form; contributors: the role
    QString relationship; ///< identifiers; empty = by the kind of work
};

/// Every place of a section that has a fixed name, in the order of the form; identifiers and roles come apart, see findPlace().
const QList<Place> &placesOf(const QString &section);
/// A place by its id, "external-id:doi:self" and "contributors:editor" included.
std::optional<Place> findPlace(const QString &section, const QString &id);
/// The id of the place for identifiers of that kind: "external-id:isbn" when the kind of work decides.
QString identifierPlace(const QString &type, const QString &relationship = {});
/// Relationship of an identifier that says none: an ISSN is of what the work is part of, and so is the ISBN of a chapter.
QString usualRelationship(const QString &section, const QString &type, const QString &workType);
/// Where the identifiers of a section's items stand; empty when they have none.
QStringList identifiersPath(const QString &section);

QJsonObject withValue(QJsonObject object, const QStringList &path, const QJsonValue &value);

} // namespace baton::formats
