#pragma once

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <tl/expected.hpp>

#include <functional>
#include <memory>

namespace baton::practice {

/// One thing looked for, in one field.
struct SearchTerm {
    enum class Kind { Word, Phrase, Range };

    QString field;          ///< empty = the default fields
    Kind kind = Kind::Word;
    QString text;           ///< may hold * and ? (a backslash before one that is meant itself was turned into U+E000 + it)
    QString from, to;       ///< of a range; "*" = open
    bool includesFrom = true, includesTo = true;
};

/// A query in the classic Lucene syntax that ORCID's search takes: field:word, "phrases", field:(groups), * and ?, [a TO b],
/// AND OR NOT && || !, + and -, brackets. ^boosts and ~distances are read and have no effect. As with Lucene there is no
/// precedence: AND makes the clauses on both sides required, everything else is wanted, at least one of it where nothing is
/// required.
class SearchQuery {
public:
    /// The refusal says where reading stopped.
    static tl::expected<SearchQuery, QString> parse(const QString &text);

    using Fits = std::function<bool(const SearchTerm &)>;
    bool matches(const Fits &fits) const;
    bool isEmpty() const { return !m_root; }

    struct Node;

private:
    std::shared_ptr<const Node> m_root;
};

/// Marks a character of SearchTerm::text that stands for itself.
inline constexpr char16_t searchEscape = 0xE000;

} // namespace baton::practice
