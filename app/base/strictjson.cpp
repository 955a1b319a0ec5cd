#include "app/base/strictjson.h"

#include <QtCore/QJsonArray>
#include <QtCore/QSet>
#include <QtCore/QStringDecoder>

#include <cmath>
#include <cstring>
#include <vector>

namespace baton {

namespace {

// Walks the bytes once for what QJsonDocument forgives; syntax itself is QJsonDocument's business.
class Scanner {
public:
    Scanner(QByteArrayView bytes, const JsonLimits &limits) : m_bytes(bytes), m_limits(limits) { }

    Result<void> run()
    {
        while (m_pos < m_bytes.size()) {
            const char c = m_bytes[m_pos];
            if (c == '"') {
                if (auto done = string(); !done)
                    return done;
                continue;
            }
            if (c == '{' || c == '[') {
                if (int(m_levels.size()) >= m_limits.maxDepth)
                    return fail(QStringLiteral("json.too_deep"),
                        QStringLiteral("The JSON is nested deeper than %1 levels.").arg(m_limits.maxDepth));
                m_levels.push_back({ c == '{', c == '{', {} });
            } else if (c == '}' || c == ']') {
                if (!m_levels.empty())
                    m_levels.pop_back();
            } else if (c == ',') {
                if (!m_levels.empty())
                    m_levels.back().keyNext = m_levels.back().object;
            } else if (c == '-' || (c >= '0' && c <= '9')) {
                if (auto done = number(); !done)
                    return done;
                continue;
            }
            ++m_pos;
        }
        return {};
    }

private:
    struct Level {
        bool object;
        bool keyNext;
        QSet<QString> keys;
    };

    /// Escapes make two spellings of one name, so what they decode to is compared.
    static QString decoded(QByteArrayView literal)
    {
        return QJsonDocument::fromJson('[' + literal.toByteArray() + ']').array().at(0).toString();
    }

    Result<void> string()
    {
        const qsizetype start = m_pos++;
        while (m_pos < m_bytes.size() && m_bytes[m_pos] != '"')
            m_pos += m_bytes[m_pos] == '\\' ? 2 : 1;
        m_pos = qMin(m_pos + 1, m_bytes.size());
        if (m_levels.empty() || !m_levels.back().keyNext)
            return {};
        Level &level = m_levels.back();
        level.keyNext = false;
        if (!m_limits.uniqueKeys)
            return {};
        const QByteArrayView spelled = m_bytes.sliced(start, m_pos - start);
        const bool plain = spelled.size() >= 2 && !spelled.contains('\\');
        const QString name = plain ? QString::fromUtf8(spelled.sliced(1, spelled.size() - 2)) : decoded(spelled);
        if (level.keys.contains(name))
            return fail(QStringLiteral("json.duplicate_key"),
                QStringLiteral("The JSON has the member “%1” twice.").arg(name.left(60)));
        level.keys.insert(name);
        return {};
    }

    Result<void> number()
    {
        const qsizetype start = m_pos;
        while (m_pos < m_bytes.size() && std::strchr("+-.eE0123456789", m_bytes[m_pos]) && m_bytes[m_pos])
            ++m_pos;
        bool ok = false;
        const double value = m_bytes.sliced(start, m_pos - start).toByteArray().toDouble(&ok);
        if (!ok || !std::isfinite(value))
            return fail(QStringLiteral("json.number_range"), QStringLiteral("The JSON has a number that cannot be represented."));
        return {};
    }

    QByteArrayView m_bytes;
    JsonLimits m_limits;
    qsizetype m_pos = 0;
    std::vector<Level> m_levels;
};

} // namespace

Result<QJsonDocument> parseJson(QByteArrayView bytes, const JsonLimits &limits)
{
    if (bytes.size() > limits.maxBytes)
        return fail(QStringLiteral("json.too_large"), QStringLiteral("The JSON is larger than %1 bytes.").arg(limits.maxBytes));
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = utf8(bytes);
    if (utf8.hasError() || bytes.startsWith("\xEF\xBB\xBF"))
        return fail(QStringLiteral("json.syntax"), QStringLiteral("The JSON is not plain UTF-8."));
    if (auto scanned = Scanner(bytes, limits).run(); !scanned)
        return fail(scanned.error());
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(bytes.toByteArray(), &parse);
    if (parse.error != QJsonParseError::NoError)
        return fail(QStringLiteral("json.syntax"),
            QStringLiteral("The JSON cannot be read: %1 at byte %2.").arg(parse.errorString()).arg(parse.offset));
    return document;
}

Result<QJsonObject> parseJsonObject(QByteArrayView bytes, const JsonLimits &limits)
{
    auto document = parseJson(bytes, limits);
    if (!document)
        return fail(document.error());
    if (!document->isObject())
        return fail(QStringLiteral("json.not_object"), QStringLiteral("The JSON is not an object."));
    return document->object();
}

} // namespace baton
