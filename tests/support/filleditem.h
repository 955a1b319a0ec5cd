#pragma once

#include "app/orcid/sections.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace baton::test {

inline QString plainValue(const orcid::Field &field)
{
    if (field.kind == orcid::Kind::DatePart)
        return field.key == QLatin1String("year") ? QStringLiteral("2020") : QStringLiteral("03");
    if (field.kind == orcid::Kind::Url)
        return QStringLiteral("https://example.org/") + field.key;
    if (field.key == QLatin1String("review-group-id"))
        return QStringLiteral("issn:2765-0014");
    if (field.key == QLatin1String("external-id-type") && !field.values.isEmpty())
        return QStringLiteral("doi");
    if (field.key == QLatin1String("disambiguated-organization-identifier"))
        return QStringLiteral("https://ror.org/024mrxd33");
    if (field.kind == orcid::Kind::Decimal)
        return QStringLiteral("1000.50");
    if (field.kind == orcid::Kind::Email)
        return QStringLiteral("a@example.org");
    if (!field.values.isEmpty())
        return field.values.first().value;
    return QStringLiteral("Some ") + field.key;
}

inline QJsonValue filled(const orcid::Field &field);

inline QJsonObject filled(const QList<orcid::Field> &fields)
{
    QJsonObject object;
    for (const orcid::Field &field : fields) {
        if (field.shape != orcid::Shape::Server && field.shape != orcid::Shape::Number && field.key != QLatin1String("path"))
            object[field.key] = filled(field);
    }
    return object;
}

/// Every field that a client may write, with a value of its kind.
inline QJsonValue filled(const orcid::Field &field)
{
    if (field.kind == orcid::Kind::OrcidId)
        return QJsonObject { { QStringLiteral("uri"), QStringLiteral("https://orcid.org/0000-0002-1825-0097") }, { QStringLiteral("path"), QStringLiteral("0000-0002-1825-0097") }, { QStringLiteral("host"), QStringLiteral("orcid.org") } };
    if (field.shape == orcid::Shape::Object)
        return filled(field.fields);
    if (field.shape == orcid::Shape::List)
        return QJsonArray { filled(field.fields) };
    if (field.shape == orcid::Shape::Wrapped)
        return QJsonObject { { QStringLiteral("value"), plainValue(field) } };
    return plainValue(field);
}

} // namespace baton::test
