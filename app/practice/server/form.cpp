#include "app/practice/server/form.h"

namespace baton::practice {

std::optional<Form> Form::fromBody(QByteArrayView body)
{
    const auto pairs = parseForm(body);
    if (!pairs)
        return std::nullopt;
    Form form;
    for (const auto &[name, value] : *pairs) {
        if (form.has(name))
            return std::nullopt;
        form.m_fields.insert(name, value.isNull() ? QStringLiteral("") : value);
    }
    return form;
}

std::optional<Form> Form::fromQuery(const QUrlQuery &query)
{
    return fromBody(query.query(QUrl::FullyEncoded).toUtf8());
}

bool isForm(const HttpRequest &request)
{
    const QByteArray type = request.header("content-type");
    return type.left(type.indexOf(';') < 0 ? type.size() : type.indexOf(';')).trimmed().toLower() == "application/x-www-form-urlencoded";
}

} // namespace baton::practice
