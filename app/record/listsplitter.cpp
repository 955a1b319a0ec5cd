#include "app/record/listsplitter.h"

namespace baton::record {

QList<ListSplitter::Element> ListSplitter::feed(QByteArrayView bytes)
{
    QList<Element> whole;
    qsizetype from = 0; // of what was not copied yet
    const auto copy = [&](qsizetype to) {
        (m_inner > 0 ? m_element : m_rest).append(bytes.data() + from, to - from);
        from = to;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (m_string) {
            if (m_naming)
                m_name += c;
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                closeString();
        } else if (m_inner > 0) {
            if (c == '"') {
                m_string = true;
            } else if (c == '{' || c == '[') {
                ++m_inner;
            } else if (c == '}' || c == ']') {
                if (m_inner == 1) {
                    copy(i + 1);
                    m_inner = 0;
                    whole += { m_number, std::exchange(m_element, {}) };
                    m_rest += "{}";
                } else {
                    --m_inner;
                }
            }
        } else if (c == '{' && m_inList && m_levels.size() == 2) {
            copy(i);
            m_inner = 1;
        } else {
            outside(c);
        }
    }
    copy(bytes.size());
    return whole;
}

void ListSplitter::outside(char c)
{
    switch (c) {
    case '"':
        m_string = true;
        m_naming = m_levels == "{";
        m_name.clear();
        break;
    case '{':
    case '[':
        if (m_levels == "{" && c == '[' && !m_key.isEmpty() && m_name == m_key) {
            m_inList = true;
            m_number = 1;
        }
        if (m_levels.size() < m_maxDepth)
            m_levels += c;
        break;
    case '}':
    case ']':
        m_levels.chop(1);
        m_inList = m_inList && m_levels.size() >= 2;
        break;
    case ',':
        if (m_inList && m_levels.size() == 2)
            ++m_number;
        break;
    default:
        break;
    }
}

void ListSplitter::closeString()
{
    m_string = false;
    if (std::exchange(m_naming, false))
        m_name.chop(1);
}

} // namespace baton::record
