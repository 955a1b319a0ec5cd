#include "app/practice/api/xmlout.h"

#include <QtCore/QDateTime>

#include <algorithm>

namespace baton::practice {

using orcid::Field;
using Part = orcid::XmlForm::Part;

namespace {

void collectPrefixes(const Field &field, QStringList &prefixes)
{
    if (!field.xml.prefix.isEmpty() && !prefixes.contains(field.xml.prefix))
        prefixes << field.xml.prefix;
    for (const Field &child : field.fields)
        collectPrefixes(child, prefixes);
}

/// Characters that XML 1.0 has no way to write become U+FFFD.
bool allowed(char16_t c)
{
    return c >= 0x20 ? c < 0xfffe : c == u'\t' || c == u'\n' || c == u'\r';
}

QByteArray escaped(QStringView text, bool attribute)
{
    QString out;
    out.reserve(text.size());
    for (const QChar character : text) {
        const char16_t c = character.unicode();
        if (c == u'&')
            out += QLatin1String("&amp;");
        else if (c == u'<')
            out += QLatin1String("&lt;");
        else if (c == u'>')
            out += QLatin1String("&gt;");
        else if (attribute && c == u'"')
            out += QLatin1String("&quot;");
        else if (c == u'\r' || (attribute && (c == u'\n' || c == u'\t')))
            out += QStringLiteral("&#%1;").arg(int(c));
        else
            out += allowed(c) ? character : QChar(QChar::ReplacementCharacter);
    }
    return out.toUtf8();
}

} // namespace

XmlOut::XmlOut(const Field &document, bool pretty)
    : m_document(document)
    , m_pretty(pretty)
{
    m_out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    if (!m_pretty)
        m_out += '\n';
}

void XmlOut::newLine()
{
    if (!m_pretty)
        return;
    m_out += '\n';
    m_out += QByteArray(m_depth * 4, ' ');
}

XmlOut::Level &XmlOut::owner()
{
    return *std::find_if(m_levels.rbegin(), m_levels.rend(), [](const Level &level) { return level.element; });
}

/// Whose value comes now.
const Field *XmlOut::next() const
{
    if (m_levels.isEmpty())
        return &m_document;
    return m_levels.back().array ? m_levels.back().field : m_key;
}

void XmlOut::openElement(Level &level, const QByteArray &key, const QString &prefix)
{
    const bool root = m_depth == 0;
    level.prefix = prefix.toUtf8();
    if (!root) {
        Level &parent = owner();
        if (level.prefix.isEmpty())
            level.prefix = parent.prefix;
        if (parent.open)
            m_out += '>';
        parent.open = false;
        parent.children = true;
    }
    newLine();
    level.element = level.open = true;
    level.name = level.prefix + ':' + key;
    m_out += '<' + level.name;
    if (root) {
        QStringList prefixes;
        collectPrefixes(m_document, prefixes);
        for (const QString &used : std::as_const(prefixes))
            m_out += " xmlns:" + used.toUtf8() + "=\"" + orcid::xmlNamespace(used).toUtf8() + '"';
    }
    level.attributesAt = m_out.size();
    ++m_depth;
}

void XmlOut::closeElement(Level &level)
{
    --m_depth;
    if (level.open) {
        m_out += "/>";
        return;
    }
    if (level.children)
        newLine();
    m_out += "</" + level.name + '>';
}

Out &XmlOut::beginObject()
{
    Level level;
    level.field = next();
    m_key = nullptr;
    if (level.field != nullptr && level.field->xml.part == Part::Element) {
        level.wrapped = level.field->fields.isEmpty();
        openElement(level, level.field->key.toUtf8(), level.field->xml.prefix);
    }
    m_levels.append(level);
    return *this;
}

Out &XmlOut::endObject()
{
    Level level = m_levels.back();
    m_levels.removeLast();
    if (level.element)
        closeElement(level);
    return *this;
}

Out &XmlOut::beginArray()
{
    Level level;
    level.field = next();
    level.array = true;
    m_key = nullptr;
    if (level.field != nullptr && !level.field->xml.wrapper.isEmpty())
        openElement(level, level.field->xml.wrapper.toUtf8(), level.field->xml.prefix);
    m_levels.append(level);
    return *this;
}

Out &XmlOut::endArray()
{
    return endObject();
}

Out &XmlOut::key(QStringView name)
{
    const Level &level = m_levels.back();
    m_key = nullptr;
    m_valueOfWrapped = level.wrapped && name == u"value";
    if (level.field == nullptr || m_valueOfWrapped)
        return *this;
    const auto found = std::find_if(level.field->fields.cbegin(), level.field->fields.cend(),
        [name](const Field &field) { return field.key == name; });
    if (found != level.field->fields.cend())
        m_key = &*found;
    else
        m_unknown << level.field->key + u'/' + name.toString();
    return *this;
}

void XmlOut::setAttribute(const QByteArray &name, const QByteArray &value)
{
    Level &level = owner();
    const QByteArray text = ' ' + name + "=\"" + value + '"';
    m_out.insert(level.attributesAt, text);
    level.attributesAt += text.size();
}

void XmlOut::addContent(const QByteArray &text)
{
    Level &level = owner();
    if (level.open)
        m_out += '>';
    level.open = false;
    m_out += text;
}

void XmlOut::scalar(const QByteArray &inText, const QByteArray &inAttribute)
{
    if (m_valueOfWrapped) {
        m_valueOfWrapped = false;
        addContent(inText);
        return;
    }
    const Field *field = next();
    m_key = nullptr;
    if (field == nullptr)
        return;
    switch (field->xml.part) {
    case Part::Attribute:
        setAttribute(field->key.toUtf8(), inAttribute);
        break;
    case Part::Element: {
        Level level;
        openElement(level, field->key.toUtf8(), field->xml.prefix);
        m_out += '>' + inText;
        level.open = false;
        closeElement(level);
        break;
    }
    case Part::Content:
    case Part::Inline:
        addContent(inText);
        break;
    }
}

Out &XmlOut::text(QStringView value)
{
    const Field *field = m_valueOfWrapped ? nullptr : next();
    if (field != nullptr) {
        for (const auto &[json, xml] : field->xml.spelled) {
            if (value == json)
                value = xml;
        }
    }
    const bool attribute = field != nullptr && field->xml.part == Part::Attribute;
    scalar(attribute ? QByteArray() : escaped(value, false), attribute ? escaped(value, true) : QByteArray());
    return *this;
}

Out &XmlOut::number(qint64 value)
{
    const Field *field = m_valueOfWrapped ? m_levels.back().field : next();
    const bool moment = field != nullptr && field->kind == orcid::Kind::Timestamp;
    const QByteArray digits = moment
        ? QDateTime::fromMSecsSinceEpoch(value, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1()
        : QByteArray::number(value);
    scalar(digits, digits);
    return *this;
}

Out &XmlOut::boolean(bool value)
{
    const QByteArray word = value ? "true" : "false";
    scalar(word, word);
    return *this;
}

Out &XmlOut::null()
{
    m_key = nullptr;
    m_valueOfWrapped = false;
    return *this;
}

QByteArray XmlOut::take()
{
    return std::exchange(m_out, {});
}

} // namespace baton::practice
