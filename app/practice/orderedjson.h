#pragma once

#include "app/practice/server/http.h"

#include <initializer_list>

namespace baton::practice {

/// A flat JSON object whose members keep their order: ORCID's answers have one, QJsonObject sorts.
class OrderedJson {
public:
    OrderedJson &text(const char *key, const QString &value) { return raw(key, jsonString(value)); }
    OrderedJson &number(const char *key, qint64 value) { return raw(key, QByteArray::number(value)); }
    OrderedJson &null(const char *key) { return raw(key, "null"); }
    /// Text, or null when empty.
    OrderedJson &textOrNull(const char *key, const QString &value) { return value.isEmpty() ? null(key) : text(key, value); }
    OrderedJson &raw(const char *key, const QByteArray &json)
    {
        m_body += (m_body.isEmpty() ? "" : ",") + jsonString(QString::fromLatin1(key)) + ':' + json;
        return *this;
    }
    QByteArray compact() const { return '{' + m_body + '}'; }

private:
    QByteArray m_body;
};

} // namespace baton::practice
