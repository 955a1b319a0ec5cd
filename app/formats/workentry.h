#pragma once

#include "app/formats/formatreaders.h"

namespace baton::formats {

struct Person {
    QString name; ///< as it is shown: "Ada van Example, Jr"
    QString orcid;
};

/// One field of an entry, its text without the format's own marks.
struct EntryField {
    QString name;         ///< as in the file: "journal", "TI", "container-title"
    QString text;
    QList<Person> people; ///< instead of a text
};

/// A work as a file has it, whatever the format.
struct WorkEntry {
    QString key;
    QString type;    ///< "article", "JOUR", "article-journal"
    QString label;   ///< the entry's own word for its type
    QList<EntryField> fields;
    QString source;  ///< as it stands in the file, for the citation
    QStringList notes;
    QString broken;  ///< nothing can be made of it

    const EntryField *find(const QString &name) const;
};

/// What a format's fields are, where nobody says otherwise.
struct FieldKnowledge {
    Format format = Format::BibTeX;
    QString typePrefix;                    ///< "@", "TY ", "type "
    QString citationType;                  ///< of WorkEntry::source; empty = none
    QString (*targetOf)(const QString &);  ///< id of a target by the field's name
    QStringList year, month, day;          ///< fields that make the date together
    QStringList onlyInCitation;            ///< fields for which ORCID has no place: they are reason to keep the citation
};

/// Rows from entries: finds or applies the mapping, in the order of the file.
ReadFile rowsFromWorks(const QList<WorkEntry> &entries, const FieldKnowledge &knowledge, const std::optional<Mapping> &mapping);

} // namespace baton::formats
