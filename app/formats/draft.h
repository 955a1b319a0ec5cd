#pragma once

#include "app/formats/dates.h"
#include "app/formats/places.h"

namespace baton::formats {

/// An item being made from the fields of one entry; what is not understood becomes a note.
class Draft {
public:
    explicit Draft(const QString &section) : m_section(section) { }

    /// Puts the text of a field at a place; `field` is its name in the file, for notes. What is there already stays.
    void put(const Place &place, const QString &field, const QString &text);
    /// A date from parts, each as in the file.
    void putDate(const Place &place, const QString &field, const QString &year, const QString &month, const QString &day);
    void addIdentifier(const QString &type, const QString &value, const QString &relationship, const QString &link = {});
    /// `role` may be empty: then only the name is known.
    void addContributor(const QString &name, const QString &role, const QString &orcid = {}, const QString &sequence = {});
    void setType(const QString &value) { m_content[u"type"] = value; }
    void note(const QString &words);

    const QString &section() const { return m_section; }
    const QStringList &notes() const { return m_notes; }
    /// As a Row wants it; relationships that depend on the kind of work are worked out now.
    QJsonObject content() const;

private:
    struct Identifier {
        QString type, value, relationship, link;
    };
    void putText(const Place &place, const QString &text);
    void putTerm(const Place &place, const QString &field, const QString &text);
    std::optional<PartialDate> dateOrYear(const QString &field, const QString &text);
    void putIdentifiers(const Place &place, const QString &field, const QString &text);
    void putLinks(const Place &place, const QString &text);
    void putOrganizationId(const Place &place, const QString &field, const QString &text);
    void putContributors(const Place &place, const QString &field, const QString &text);
    void putTree(const Place &place, const QString &field, const QString &text);

    QString m_section;
    QJsonObject m_content;
    QList<Identifier> m_identifiers;
    QJsonArray m_contributors;
    QStringList m_notes;
};

/// Longer texts are no identifiers, and not looked at as such.
inline constexpr qsizetype maxIdentifier = 2000;
/// True if the text has the form of its type.
bool hasForm(const QString &type, const QString &text);
/// The normal writing of an identifier where it has one ("https://doi.org/10.5555/A" is "10.5555/A"), else the text.
QString tidyIdentifier(const QString &type, const QString &text);
/// The value whose name or value is meant ("Journal article", "journal-article"); empty when none is.
QString termFrom(const QList<orcid::Term> &terms, const QString &text);
/// Texts of a cell with several: at "; ", " | ", or line ends.
QStringList cellParts(const QString &text);

} // namespace baton::formats
