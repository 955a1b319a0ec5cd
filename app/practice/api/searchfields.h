#pragma once

#include "app/practice/api/records.h"
#include "app/practice/api/searchquery.h"

namespace baton::practice {

/// What is public of a researcher, as ORCID's search index knows it (orcid.md 6.5).
class SearchDocument {
public:
    explicit SearchDocument(const Researcher &researcher) : m_researcher(researcher) { }

    /// Values of a field, each once; empty for a field nobody knows.
    QStringList values(const QString &field) const;
    /// `defaults`: the fields a term without a field looks at; empty = all of the record.
    bool fits(const SearchTerm &term, const QStringList &defaults, qint64 nowMs) const;

private:
    QStringList everything() const;
    bool fitsField(const SearchTerm &term, const QString &field, qint64 nowMs) const;

    const Researcher &m_researcher;
};

} // namespace baton::practice
