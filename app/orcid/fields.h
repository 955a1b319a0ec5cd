#pragma once

#include "app/orcid/enumerations.h"

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::orcid {

/// What a field means; decides the editor and the section rules.
enum class Kind {
    Text, LongText, Enum, Url, Date, DatePart, Country, Language, Currency, Decimal, Title, TranslatedTitle, ExternalIds,
    ExternalId, ExternalIdType, Organization, Organizations, Contributors, Citation, Amount, OrcidId, Email, Object, List,
    Number, Timestamp, Boolean, Source, Path
};

/// How it looks in JSON (orcid.md 7.1).
enum class Shape {
    Plain,   ///< "text"
    Wrapped, ///< {"value":"text"}; most accept a bare string on input
    Number,  ///< 12
    Object,  ///< an object with `fields`
    List,    ///< an array of objects with `fields`; a single object is accepted on input
    Server   ///< written by the registry: accepted and ignored on input
};

/// How it looks in XML; names and order are those of JSON (orcid.md 7).
struct XmlForm {
    enum class Part {
        Element,   ///< an element, of a list one for each of its values
        Attribute, ///< an attribute of the owner's element
        Content,   ///< the text of the owner's element
        Inline     ///< no element of its own: what is in it stands in the owner's element, in any order
    };
    Part part = Part::Element;
    QString prefix;  ///< of the namespace, see xmlNamespace(); empty = the owner's
    QString wrapper; ///< element around a list: "resource-items"
    QStringList ignored; ///< attributes the schema allows and JSON does not know: read over
    QList<std::pair<QString, QString>> spelled; ///< JSON's word and XML's, where they differ
};

/// "http://www.orcid.org/ns/work" for "work".
QString xmlNamespace(const QString &prefix);

/// One field of an item: described once, for validation, JSON, XML, editors and differences.
struct Field {
    QString key;            ///< JSON key: "journal-title"
    QString label;          ///< "Journal"
    QString help;           ///< one sentence or empty
    Kind kind = Kind::Text;
    Shape shape = Shape::Plain;
    bool required = false;  ///< the published schema requires it (400 / 9047 without it)
    bool mayBeBlank = false;
    bool bareAccepted = true; ///< Wrapped only: "url":"https://…" is taken for {"value":"https://…"}
    bool strictValues = false; ///< a value outside `values` is refused while reading (9047), not by a section rule
    int maxLength = 0;      ///< characters; 0 = no limit
    QList<Term> values;     ///< allowed values with labels, empty = free
    QList<Field> fields;    ///< of Object, List (none: a list of texts) and of what the registry writes
    XmlForm xml;

    const Field *find(const QString &childKey) const;
};

const Field *findField(const QList<Field> &fields, const QString &key);

/// Pieces shared by the sections (orcid.md 7.2), usable on their own.
QList<Field> externalIdFields();      ///< with the normalized keys
QList<Field> organizationFields();
QList<Field> dateFields();            ///< year, month, day
QList<Field> sourceFields();          ///< the six keys of 4.8

/// Fields of full items, in the order served (orcid.md 7.3–7.8).
QList<Field> workFields();
QList<Field> fundingFields();
QList<Field> affiliationFields();
QList<Field> peerReviewFields();
QList<Field> researchResourceFields();
QList<Field> contentFields();              ///< keywords, other names
QList<Field> researcherUrlFields();
QList<Field> addressFields();
QList<Field> personExternalIdFields();
QList<Field> emailFields();

} // namespace baton::orcid
