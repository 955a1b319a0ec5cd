#include "app/practice/api/xmlin.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtCore/QXmlStreamReader>

#include <optional>

namespace baton::practice {

namespace {

using orcid::Field;
using orcid::Kind;
using orcid::Shape;
using Part = orcid::XmlForm::Part;
using Value = std::optional<QJsonValue>;

constexpr qsizetype kLongestTag = 8 * 1024;
constexpr qsizetype kMostNamespaces = 64;

/// QXmlStreamReader compares every attribute of a tag with every other one, so tags are bounded before it sees them.
bool hasBoundedTags(QByteArrayView text)
{
    const auto skip = [&text](qsizetype from, QByteArrayView ending) {
        const qsizetype end = text.indexOf(ending, from);
        return end < 0 ? text.size() : end + ending.size();
    };
    qsizetype at = text.indexOf('<');
    while (at >= 0 && at < text.size()) {
        const QByteArrayView rest = text.sliced(at);
        qsizetype end = at;
        if (rest.startsWith("<!--")) {
            end = skip(at, "-->");
        } else if (rest.startsWith("<![CDATA[")) {
            end = skip(at, "]]>");
        } else {
            char quote = 0;
            for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
                const char c = text[end];
                if (quote == 0 && (c == '"' || c == '\''))
                    quote = c;
                else if (c == quote)
                    quote = 0;
            }
            if (end - at > kLongestTag)
                return false;
        }
        at = text.indexOf('<', end);
    }
    return true;
}

class Reader {
public:
    explicit Reader(const QByteArray &text)
        : m_xml(text)
    {
    }

    tl::expected<QJsonObject, QString> document(const Field &field);

private:
    /// A member an element may be: itself, or the list it stands in without an element of its own.
    struct Place {
        const Field *field = nullptr, *holder = nullptr;
        qsizetype order = -1;
        bool wrapper = false;
    };

    Value element(const Field &field, const QString &prefix);
    Value list(const Field &field, const QString &prefix);
    bool attributes(const Field &field, QJsonObject &into);
    bool children(const Field &field, const QString &prefix, QJsonObject &into);
    bool child(const Field &field, const QString &prefix, QJsonObject &into, qsizetype &last);
    Place place(const Field &owner, const QString &prefix) const;
    bool isElement(const QString &key, const QString &prefix) const;
    std::optional<QString> textOnly();
    Value scalar(const Field &field, const QString &text);
    /// To the next start or end of an element; false for anything else but comments and blanks.
    bool advance();
    bool fail(const QString &words);
    QString here() const;

    QXmlStreamReader m_xml;
    QString m_problem;
};

QString prefixOf(const Field &field, const QString &owner)
{
    return field.xml.prefix.isEmpty() ? owner : field.xml.prefix;
}

void append(QJsonObject &into, const QString &key, const QJsonValue &value)
{
    QJsonArray all = into.take(key).toArray();
    all.append(value);
    into.insert(key, all);
}

bool Reader::fail(const QString &words)
{
    if (m_problem.isEmpty())
        m_problem = QStringLiteral("line %1: %2").arg(m_xml.lineNumber()).arg(words);
    return false;
}

QString Reader::here() const
{
    return m_xml.qualifiedName().toString();
}

bool Reader::isElement(const QString &key, const QString &prefix) const
{
    return m_xml.name() == key && m_xml.namespaceUri() == orcid::xmlNamespace(prefix);
}

bool Reader::advance()
{
    while (!m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::StartElement:
            if (m_xml.namespaceDeclarations().size() > kMostNamespaces)
                return fail(QStringLiteral("more than %1 namespaces").arg(kMostNamespaces));
            return true;
        case QXmlStreamReader::EndElement:
            return true;
        case QXmlStreamReader::Characters:
            if (!m_xml.isWhitespace())
                return fail(QStringLiteral("text is not expected here"));
            break;
        case QXmlStreamReader::DTD:
            return fail(QStringLiteral("a document type is not accepted"));
        case QXmlStreamReader::EntityReference:
            return fail(QStringLiteral("the entity '%1' is not known").arg(m_xml.name()));
        case QXmlStreamReader::EndDocument:
            return fail(QStringLiteral("the document ends too early"));
        default:
            break;
        }
    }
    return fail(m_xml.hasError() ? m_xml.errorString() : QStringLiteral("the document ends too early"));
}

std::optional<QString> Reader::textOnly()
{
    const QString text = m_xml.readElementText(QXmlStreamReader::ErrorOnUnexpectedElement);
    if (m_xml.hasError()) {
        fail(m_xml.errorString());
        return std::nullopt;
    }
    return text;
}

Value Reader::scalar(const Field &field, const QString &text)
{
    static const QRegularExpression digits(QStringLiteral("^[+-]?\\d{1,18}$"));
    const QString collapsed = text.simplified();
    const auto refused = [&](const char *type) {
        fail(QStringLiteral("'%1' is not a valid %2 (%3)").arg(collapsed, QLatin1String(type), field.key));
        return std::nullopt;
    };
    if (field.kind == Kind::Timestamp) {
        const QDateTime moment = QDateTime::fromString(collapsed, Qt::ISODateWithMs);
        if (!moment.isValid() || !collapsed.contains(u'T'))
            return refused("dateTime");
        const qint64 ms = (moment.timeSpec() == Qt::LocalTime ? QDateTime(moment.date(), moment.time(), Qt::UTC) : moment)
                              .toMSecsSinceEpoch();
        return QJsonObject { { QStringLiteral("value"), ms } };
    }
    if (field.kind == Kind::Boolean) {
        const bool yes = collapsed == u"true" || collapsed == u"1";
        return yes || collapsed == u"false" || collapsed == u"0" ? Value(yes) : refused("boolean");
    }
    if (field.kind == Kind::Number)
        return digits.match(collapsed).hasMatch() ? Value(collapsed.toLongLong()) : refused("integer");
    const bool blanksCount = field.kind != Kind::DatePart && field.kind != Kind::Url;
    QString kept = blanksCount ? text : collapsed;
    for (const auto &[json, xml] : field.xml.spelled) {
        if (kept == xml)
            kept = json;
    }
    if (field.shape == Shape::Wrapped)
        return QJsonObject { { QStringLiteral("value"), kept } };
    return kept;
}

bool Reader::attributes(const Field &field, QJsonObject &into)
{
    const QXmlStreamAttributes all = m_xml.attributes();
    for (const QXmlStreamAttribute &attribute : all) {
        if (attribute.namespaceUri() == u"http://www.w3.org/2001/XMLSchema-instance")
            continue;
        if (attribute.namespaceUri().isEmpty() && field.xml.ignored.contains(attribute.name()))
            continue;
        const Field *known = attribute.namespaceUri().isEmpty() ? field.find(attribute.name().toString()) : nullptr;
        if (known == nullptr || known->xml.part != Part::Attribute)
            return fail(QStringLiteral("attribute '%1' is not allowed to appear in element '%2'").arg(attribute.qualifiedName(), here()));
        const Value value = scalar(*known, attribute.value().toString());
        if (!value)
            return false;
        into.insert(known->key, *value);
    }
    return true;
}

Reader::Place Reader::place(const Field &owner, const QString &prefix) const
{
    qsizetype order = 0;
    for (const Field &field : owner.fields) {
        const QString own = prefixOf(field, prefix);
        if (field.xml.part == Part::Inline) {
            for (const Field &inner : field.fields) {
                if (isElement(inner.key, prefixOf(inner, own)))
                    return { &inner, &field, order, false };
            }
        } else if (field.xml.part == Part::Element) {
            const bool wrapper = !field.xml.wrapper.isEmpty();
            if (isElement(wrapper ? field.xml.wrapper : field.key, own))
                return { &field, nullptr, order, wrapper };
        }
        ++order;
    }
    return {};
}

bool Reader::child(const Field &field, const QString &prefix, QJsonObject &into, qsizetype &last)
{
    const Place found = place(field, prefix);
    const bool repeated = found.field != nullptr
        && (found.holder != nullptr || (found.field->shape == Shape::List && !found.wrapper));
    if (found.field == nullptr || found.order < last || (found.order == last && !repeated))
        return fail(QStringLiteral("element '%1' is not expected here").arg(here()));
    last = found.order;
    const QString own = prefixOf(*found.field, prefix);
    const Value value = found.wrapper ? list(*found.field, own) : element(*found.field, own);
    if (!value)
        return false;
    if (found.holder != nullptr)
        append(into, found.holder->key, QJsonObject { { found.field->key, *value } });
    else if (repeated)
        append(into, found.field->key, *value);
    else
        into.insert(found.field->key, *value);
    return true;
}

bool Reader::children(const Field &field, const QString &prefix, QJsonObject &into)
{
    qsizetype last = -1;
    while (advance()) {
        if (m_xml.isEndElement())
            return true;
        if (!child(field, prefix, into, last))
            return false;
    }
    return false;
}

/// The elements inside of a wrapper.
Value Reader::list(const Field &field, const QString &prefix)
{
    QJsonArray all;
    QJsonObject none;
    Field bare;
    if (!attributes(bare, none))
        return std::nullopt;
    while (advance()) {
        if (m_xml.isEndElement())
            return all;
        if (!isElement(field.key, prefix)) {
            fail(QStringLiteral("element '%1' is not expected here").arg(here()));
            return std::nullopt;
        }
        const Value value = element(field, prefix);
        if (!value)
            return std::nullopt;
        all.append(*value);
    }
    return std::nullopt;
}

Value Reader::element(const Field &field, const QString &prefix)
{
    QJsonObject object;
    if (!attributes(field, object))
        return std::nullopt;
    const Field *content = nullptr;
    for (const Field &inner : field.fields) {
        if (inner.xml.part == Part::Content)
            content = &inner;
    }
    if (!field.fields.isEmpty() && content == nullptr)
        return children(field, prefix, object) ? Value(object) : std::nullopt;
    const std::optional<QString> text = textOnly();
    if (!text)
        return std::nullopt;
    if (content == nullptr)
        return scalar(field, *text);
    const Value value = scalar(*content, *text);
    if (!value)
        return std::nullopt;
    object.insert(content->key, *value);
    return object;
}

tl::expected<QJsonObject, QString> Reader::document(const Field &field)
{
    if (!advance())
        return tl::unexpected(m_problem);
    if (!isElement(field.key, field.xml.prefix)) {
        fail(QStringLiteral("the root is '%1' of namespace '%2', '%3' of namespace '%4' is expected")
                 .arg(here(), m_xml.namespaceUri(), field.key, orcid::xmlNamespace(field.xml.prefix)));
        return tl::unexpected(m_problem);
    }
    const Value value = element(field, field.xml.prefix);
    // What follows the root must be well formed, too.
    while (value && !m_xml.atEnd())
        m_xml.readNext();
    if (value && m_xml.hasError())
        fail(m_xml.errorString());
    if (!m_problem.isEmpty() || !value)
        return tl::unexpected(m_problem);
    return value->toObject();
}

} // namespace

tl::expected<QJsonObject, QString> readXml(const QByteArray &text, const Field &document)
{
    // Encodings of two and more bytes per character would hide their tags from the check.
    if (text.contains('\0'))
        return tl::unexpected(QStringLiteral("line 1: only UTF-8 is accepted"));
    if (!hasBoundedTags(text))
        return tl::unexpected(QStringLiteral("a tag is longer than %1 bytes").arg(kLongestTag));
    return Reader(text).document(document);
}

} // namespace baton::practice
