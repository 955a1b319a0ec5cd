#include "app/practice/api/searchquery.h"

#include <vector>

namespace baton::practice {

namespace {

enum class Occur { Should, Must, Not };

constexpr qsizetype kLongest = 4000;
constexpr int kDeepest = 30;

} // namespace

struct SearchQuery::Node {
    SearchTerm term;
    std::vector<std::pair<Occur, std::shared_ptr<const Node>>> clauses; ///< empty: a term

    bool matches(const SearchQuery::Fits &fits) const
    {
        if (clauses.empty())
            return fits(term);
        bool wanted = false, anyWanted = false, required = false;
        for (const auto &[occur, node] : clauses) {
            const bool found = node->matches(fits);
            if (found ? occur == Occur::Not : occur == Occur::Must)
                return false;
            required = required || occur == Occur::Must;
            anyWanted = anyWanted || occur == Occur::Should;
            wanted = wanted || (found && occur == Occur::Should);
        }
        return required || wanted || !anyWanted;
    }
};

namespace {

using Node = SearchQuery::Node;
using NodePointer = std::shared_ptr<const Node>;
using Read = tl::expected<NodePointer, QString>;

class Parser {
public:
    explicit Parser(const QString &text) : m_text(text) { }

    Read all()
    {
        Read root = clauses({}, false, 0);
        if (root && m_at < m_text.size())
            return stop();
        return root;
    }

private:
    tl::unexpected<QString> stop() const
    {
        return tl::unexpected(QStringLiteral("Cannot parse '%1' at character %2").arg(m_text.left(200)).arg(m_at + 1));
    }

    bool take(QStringView word)
    {
        if (!QStringView(m_text).mid(m_at).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }

    /// AND, OR, NOT: whole words in capitals.
    bool takeWord(QStringView word)
    {
        const qsizetype end = m_at + word.size();
        const bool ends = end >= m_text.size() || m_text.at(end).isSpace() || m_text.at(end) == u'(' || m_text.at(end) == u')';
        return ends && take(word);
    }

    void blanks()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace())
            ++m_at;
    }

    Read clauses(const QString &field, bool inBrackets, int depth)
    {
        if (depth > kDeepest)
            return stop();
        auto made = std::make_shared<Node>();
        for (blanks(); m_at < m_text.size() && m_text.at(m_at) != u')'; blanks()) {
            const bool both = takeWord(u"AND") || take(u"&&");
            if (!both && (takeWord(u"OR") || take(u"||"))) {
                blanks();
            }
            blanks();
            Occur occur = both ? Occur::Must : Occur::Should;
            if (takeWord(u"NOT") || take(u"!") || take(u"-"))
                occur = Occur::Not;
            else if (take(u"+"))
                occur = Occur::Must;
            blanks();
            if (both && !made->clauses.empty() && made->clauses.back().first == Occur::Should)
                made->clauses.back().first = Occur::Must;
            const Read clause = oneClause(field, depth);
            if (!clause)
                return clause;
            made->clauses.emplace_back(occur, *clause);
        }
        if (inBrackets ? !take(u")") || made->clauses.empty() : false)
            return stop();
        return made->clauses.empty() ? Read(nullptr) : Read(made);
    }

    Read oneClause(const QString &outerField, int depth)
    {
        QString field = outerField;
        const qsizetype start = m_at;
        if (take(u"*:*"))
            return term({ {}, SearchTerm::Kind::Word, QStringLiteral("*"), {}, {}, true, true });
        const QString name = fieldName();
        if (!name.isEmpty())
            field = name;
        else
            m_at = start;
        Read made = m_at < m_text.size() ? value(field, depth) : stop();
        // A boost or a distance follows; neither changes what is found here.
        while (made && m_at < m_text.size() && (m_text.at(m_at) == u'^' || m_text.at(m_at) == u'~')) {
            do {
                ++m_at;
            } while (m_at < m_text.size() && (m_text.at(m_at).isDigit() || m_text.at(m_at) == u'.'));
        }
        return made;
    }

    QString fieldName()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && (m_text.at(m_at).isLetterOrNumber() || m_text.at(m_at) == u'-' || m_text.at(m_at) == u'_'))
            ++m_at;
        const QString name = m_text.mid(start, m_at - start);
        return take(u":") ? name : QString();
    }

    Read value(const QString &field, int depth)
    {
        if (take(u"("))
            return clauses(field, true, depth + 1);
        if (m_text.at(m_at) == u'"')
            return phrase(field);
        if (m_text.at(m_at) == u'[' || m_text.at(m_at) == u'{')
            return range(field);
        return word(field);
    }

    Read term(SearchTerm made)
    {
        auto node = std::make_shared<Node>();
        node->term = std::move(made);
        return node;
    }

    Read phrase(const QString &field)
    {
        QString text;
        for (++m_at; m_at < m_text.size() && m_text.at(m_at) != u'"'; ++m_at) {
            if (m_text.at(m_at) == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            text += m_text.at(m_at);
        }
        if (!take(u"\""))
            return stop();
        return term({ field, SearchTerm::Kind::Phrase, text, {}, {}, true, true });
    }

    Read range(const QString &field)
    {
        SearchTerm made { field, SearchTerm::Kind::Range, {}, {}, {}, m_text.at(m_at) == u'[', true };
        qsizetype end = m_at;
        while (end < m_text.size() && m_text.at(end) != u']' && m_text.at(end) != u'}')
            ++end;
        const QStringList ends = m_text.mid(m_at + 1, end - m_at - 1).simplified().split(QStringLiteral(" TO "));
        if (end >= m_text.size() || ends.size() != 2)
            return stop();
        made.includesTo = m_text.at(end) == u']';
        made.from = ends.constFirst().trimmed().remove(u'"');
        made.to = ends.constLast().trimmed().remove(u'"');
        m_at = end + 1;
        return term(made);
    }

    Read word(const QString &field)
    {
        QString text;
        for (; m_at < m_text.size(); ++m_at) {
            QChar c = m_text.at(m_at);
            if (c.isSpace() || QStringView(u"()\"[]{}^~").contains(c))
                break;
            if (c == u'\\' && m_at + 1 < m_text.size()) {
                text += QChar(searchEscape);
                c = m_text.at(++m_at);
            }
            text += c;
        }
        if (text.isEmpty())
            return stop();
        return term({ field, SearchTerm::Kind::Word, text, {}, {}, true, true });
    }

    QString m_text;
    qsizetype m_at = 0;
};

} // namespace

tl::expected<SearchQuery, QString> SearchQuery::parse(const QString &text)
{
    if (text.size() > kLongest)
        return tl::unexpected(QStringLiteral("The query is longer than %1 characters").arg(kLongest));
    const Read root = Parser(text).all();
    if (!root)
        return tl::unexpected(root.error());
    SearchQuery query;
    query.m_root = *root;
    return query;
}

bool SearchQuery::matches(const Fits &fits) const
{
    return m_root && m_root->matches(fits);
}

} // namespace baton::practice
