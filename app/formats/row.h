#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QStringList>

namespace baton::formats {

enum class Format { BibTeX, Ris, CslJson, OrcidJson, Csv };
QString nameOf(Format format); ///< "BibTeX", "RIS", "CSL-JSON", "ORCID JSON", "CSV"

/// One entry of a file as an item of a record, in the registry's JSON (orcid.md 7), not yet examined.
struct Row {
    int number = 0;       ///< 1, 2, … in the order of the file
    QString section;      ///< orcid section key
    QString orcid;        ///< bare iD, when the file names one (column of a batch)
    qint64 putCode = 0;   ///< when the file names one
    QString key;          ///< recognises the row when the file is read again: cite key, RIS or CSL id, else a digest of what
                          ///< identifies it (identifiers, or section and title); unique within the file
    QString title;        ///< one line for lists
    QString identifier;   ///< "doi 10.5555/…"; may be empty
    QJsonObject content;  ///< fit for record::forPost(); empty when unusable
    QStringList notes;    ///< what was not understood or left out, a sentence each
    QString unusable;     ///< why nothing can be made of the entry ("The entry ends in the middle"); empty when it can
};

/// What becomes of one field of the file: "journal" becomes "journal-title"; empty `to` = not used.
struct FieldUse {
    QString from;         ///< field or column as in the file ("year, month" where two make one)
    QString to;           ///< id of a Target
    friend bool operator==(const FieldUse &, const FieldUse &) = default;
};

/// A place in a section's items that a field of a file can become.
struct Target {
    QString id;           ///< stable: "title", "publication-date", "external-id:doi:self", "contributors", …
    QString label;        ///< from app/orcid's field tables: "Publication date", "doi, self"
};

struct Mapping {
    QString section;      ///< of all rows, unless a column becomes the section
    QList<FieldUse> uses; ///< in the order of the file
    friend bool operator==(const Mapping &, const Mapping &) = default;
};

} // namespace baton::formats
