#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace baton::record {

/// Cuts a list out of JSON that is still arriving: the objects in the array that is member `key` of the top object, each as
/// soon as it is whole. Checks nothing by itself: whoever parses every piece, and at the end the rest, has parsed the whole.
class ListSplitter {
public:
    struct Element {
        int number;       ///< 1, 2, … among all entries of the array, objects or not
        QByteArray json;  ///< from its { to its }
    };

    /// An empty key cuts nothing out. Nesting deeper than maxDepth stays in the rest, for the parser to refuse.
    explicit ListSplitter(const QByteArray &key, int maxDepth = 64) : m_key(key), m_maxDepth(maxDepth) { }

    /// What became whole with these bytes.
    QList<Element> feed(QByteArrayView bytes);
    /// Everything that was not cut out, with {} in the place of each element; to be parsed when all has arrived. Holds the
    /// beginning of an element that never ended too.
    QByteArray rest() const { return m_rest + m_element; }

private:
    void outside(char c);
    void closeString();

    QByteArray m_key;
    int m_maxDepth;
    QByteArray m_rest, m_element, m_name;
    QByteArray m_levels;         ///< '{' or '[' for each level that is open outside an element
    int m_inner = 0;             ///< levels open inside the element
    int m_number = 0;            ///< of the entry of the array that comes next
    bool m_string = false, m_escaped = false;
    bool m_naming = false;       ///< the string is a member's name or a value at the top level
    bool m_inList = false;       ///< the array at level 2 is the one
};

} // namespace baton::record
