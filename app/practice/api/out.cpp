#include "app/practice/api/out.h"

#include "app/practice/api/jsonout.h"
#include "app/practice/api/xmlout.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace baton::practice {

using orcid::Field;
using orcid::Kind;
using orcid::Shape;

Out &Out::wrapped(const QString &value)
{
    if (value.isEmpty())
        return null();
    return beginObject().key(u"value").text(value).endObject();
}

Out &Out::timestamp(qint64 epochMs)
{
    if (epochMs == 0)
        return null();
    return beginObject().key(u"value").number(epochMs).endObject();
}

Out &Out::value(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return text(value.toString());
    case QJsonValue::Bool:
        return boolean(value.toBool());
    case QJsonValue::Double:
        return number(value.toInteger());
    case QJsonValue::Array: {
        beginArray();
        const QJsonArray array = value.toArray();
        for (const QJsonValue &element : array)
            this->value(element);
        return endArray();
    }
    case QJsonValue::Object: {
        beginObject();
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            key(it.key()).value(it.value());
        return endObject();
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return null();
}

Out &Out::member(const Field &field, const QJsonValue &value)
{
    const bool described = !field.fields.isEmpty();
    if (value.isObject() && described)
        return fields(field.fields, value.toObject());
    if (field.kind == Kind::Contributors && described)
        return fields(field.fields, {});
    if (field.shape != Shape::List || (value.isArray() && !described))
        return this->value(value);
    beginArray();
    const QJsonArray elements = value.toArray();
    for (const QJsonValue &element : elements)
        fields(field.fields, element.toObject());
    return endArray();
}

Out &Out::fields(const QList<Field> &fields, const QJsonObject &content)
{
    beginObject();
    for (const Field &field : fields)
        key(field.key).member(field, content.value(field.key));
    return endObject();
}

std::unique_ptr<Out> makeOut(const MediaType &media, const Field &document)
{
    if (media.format == MediaType::Format::Xml)
        return std::make_unique<XmlOut>(document, media.pretty);
    return std::make_unique<JsonOut>(media.pretty);
}

} // namespace baton::practice
