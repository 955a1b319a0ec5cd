#include "app/practice/api/jsonout.h"

#include <utility>

namespace baton::practice {

void JsonOut::newLine()
{
    m_out += '\n';
    m_out += QByteArray(m_indent * 2, ' ');
}

void JsonOut::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_levels.isEmpty())
        return;
    Level &level = m_levels.back();
    if (!level.empty)
        m_out += m_pretty && level.array ? ", " : ",";
    else if (m_pretty && level.array)
        m_out += ' ';
    level.empty = false;
    if (m_pretty && !level.array)
        newLine();
}

void JsonOut::escaped(QStringView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    m_out += '"';
    const QByteArray utf8 = text.toUtf8();
    for (const char c : utf8) {
        switch (c) {
        case '"':
            m_out += "\\\"";
            break;
        case '\\':
            m_out += "\\\\";
            break;
        case '\n':
            m_out += "\\n";
            break;
        case '\r':
            m_out += "\\r";
            break;
        case '\t':
            m_out += "\\t";
            break;
        case '\b':
            m_out += "\\b";
            break;
        case '\f':
            m_out += "\\f";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                m_out += "\\u00";
                m_out += hex[(c >> 4) & 0xf];
                m_out += hex[c & 0xf];
            } else {
                m_out += c;
            }
        }
    }
    m_out += '"';
}

JsonOut &JsonOut::beginObject()
{
    separate();
    m_out += '{';
    m_levels.append(Level { false, true });
    ++m_indent;
    return *this;
}

JsonOut &JsonOut::endObject()
{
    const bool empty = m_levels.back().empty;
    m_levels.removeLast();
    --m_indent;
    if (m_pretty) {
        if (empty)
            m_out += ' ';
        else
            newLine();
    }
    m_out += '}';
    return *this;
}

JsonOut &JsonOut::beginArray()
{
    separate();
    m_out += '[';
    m_levels.append(Level { true, true });
    return *this;
}

JsonOut &JsonOut::endArray()
{
    m_levels.removeLast();
    m_out += m_pretty ? " ]" : "]";
    return *this;
}

JsonOut &JsonOut::key(QStringView name)
{
    separate();
    escaped(name);
    m_out += m_pretty ? " : " : ":";
    m_afterKey = true;
    return *this;
}

JsonOut &JsonOut::text(QStringView value)
{
    separate();
    escaped(value);
    return *this;
}

JsonOut &JsonOut::number(qint64 value)
{
    separate();
    m_out += QByteArray::number(value);
    return *this;
}

JsonOut &JsonOut::boolean(bool value)
{
    separate();
    m_out += value ? "true" : "false";
    return *this;
}

JsonOut &JsonOut::null()
{
    separate();
    m_out += "null";
    return *this;
}

QByteArray JsonOut::take()
{
    return std::exchange(m_out, {});
}

} // namespace baton::practice
