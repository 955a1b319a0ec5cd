#pragma once

#include "app/practice/server/http.h"

#include <QtCore/QHash>

namespace baton::practice {

/// The fields of a form or of a query, each at most once (RFC 6749 section 3.1 and 3.2 forbid repeats).
class Form {
public:
    /// From an application/x-www-form-urlencoded body; nothing when it is malformed or repeats a field.
    static std::optional<Form> fromBody(QByteArrayView body);
    /// From a request's query.
    static std::optional<Form> fromQuery(const QUrlQuery &query);

    bool has(const QString &name) const { return m_fields.contains(name); }
    /// Null when absent.
    QString value(const QString &name) const { return m_fields.value(name); }

private:
    QHash<QString, QString> m_fields;
};

/// True when the body is declared as a form.
bool isForm(const HttpRequest &request);

} // namespace baton::practice
