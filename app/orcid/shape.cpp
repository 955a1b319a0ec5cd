#include "app/orcid/shape.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <cmath>

namespace baton::orcid {

namespace {

using Value = tl::expected<QJsonValue, ShapeProblem>;

using What = ShapeProblem::Kind;

/// How strict to be; and where to note a problem and go on instead of ending with the first.
struct Mode {
    Strictness strictness = Strictness::Schema;
    QList<ShapeProblem> *noted = nullptr;
};

tl::unexpected<ShapeProblem> problem(const QString &path, const QString &words, What kind = What::WrongType)
{
    return tl::unexpected(ShapeProblem { path, words, kind });
}

QString child(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'/' + key;
}

/// Strings as they are, whole numbers as digits (a year may come as 2020).
std::optional<QString> scalarText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble() && value.toDouble() == std::floor(value.toDouble()) && std::abs(value.toDouble()) < 1e15)
        return QString::number(value.toInteger());
    return std::nullopt;
}

QString rangeProblem(const Field &field, const QString &text)
{
    bool number = false;
    const int value = text.toInt(&number);
    const bool fits = field.key == u"year" ? value >= 1900 && value <= 2100
        : field.key == u"month"            ? value >= 1 && value <= 12
                                           : value >= 1 && value <= 31;
    return number && fits ? QString() : QStringLiteral("'%1' is not a valid %2").arg(text, field.key);
}

QString formatProblem(const Field &field, const QString &text)
{
    static const QRegularExpression email(QStringLiteral("^[^@]+@[^.]+\\..+$"));
    static const QRegularExpression group(
        QStringLiteral(R"(^(ringgold:|issn:|orcid-generated:|fundref:|publons:)[0-9a-zA-Z\^._~:/?#\[\]@!$&'()*+,;=-]{2,}$)"));
    switch (field.kind) {
    case Kind::DatePart:
        return rangeProblem(field, text);
    case Kind::Url:
        return text.isEmpty() || QUrl(text, QUrl::TolerantMode).isValid()
            ? QString()
            : QStringLiteral("'%1' is not a valid anyURI").arg(text);
    case Kind::Email:
        return text.isEmpty() || email.match(text).hasMatch() ? QString()
                                                              : QStringLiteral("'%1' is not an e-mail address").arg(text);
    default:
        break;
    }
    if (field.key.endsWith(u"group-id") && !group.match(text).hasMatch())
        return QStringLiteral("'%1' does not match the pattern of a group id").arg(text);
    return {};
}

std::optional<ShapeProblem> schemaProblem(const Field &field, const QString &text, const QString &path)
{
    // Ids have section rules of their own when they are blank (9023), urls none.
    const bool freeOfBlankRule = field.mayBeBlank || field.kind == Kind::Url;
    if (!freeOfBlankRule && text.trimmed().isEmpty())
        return ShapeProblem { path, QStringLiteral("must not be blank"), What::Blank };
    if (field.maxLength > 0 && text.size() > field.maxLength)
        return ShapeProblem { path, QStringLiteral("must not be longer than %1 characters").arg(field.maxLength), What::TooLong,
            int(text.size()) - field.maxLength, field.maxLength };
    const QString words = formatProblem(field, text);
    return words.isEmpty() ? std::nullopt : std::optional(ShapeProblem { path, words, What::BadForm });
}

Value readText(const Field &field, const QJsonValue &value, const QString &path, const Mode &mode)
{
    const std::optional<QString> text = scalarText(value);
    if (!text)
        return problem(path, QStringLiteral("Cannot deserialize value of type String"));
    if (field.strictValues && !hasValue(field.values, *text)) {
        return problem(path,
            QStringLiteral("'%1' is not one of the values accepted: [%2]").arg(*text, values(field.values).join(u", ")),
            What::NotInList);
    }
    if (mode.strictness == Strictness::Schema) {
        if (const std::optional<ShapeProblem> found = schemaProblem(field, *text, path)) {
            if (mode.noted == nullptr)
                return tl::unexpected(*found);
            mode.noted->append(*found);
        }
    }
    return QJsonValue(*text);
}

Value readWrapped(const Field &field, const QJsonValue &value, const QString &path, const Mode &mode)
{
    QJsonValue inner = value;
    if (value.isObject()) {
        const QJsonObject wrapper = value.toObject();
        for (auto it = wrapper.begin(); it != wrapper.end(); ++it) {
            if (it.key() != u"value")
                return problem(child(path, it.key()), QStringLiteral("Unrecognized field \"%1\"").arg(it.key()), What::Unknown);
        }
        inner = wrapper.value(QStringLiteral("value"));
        if (inner.isNull() || inner.isUndefined())
            return QJsonValue(QJsonValue::Undefined);
    } else if (!field.bareAccepted) {
        return problem(path, QStringLiteral("Cannot construct from a bare value; {\"value\":…} expected"));
    }
    Value text = readText(field, inner, path, mode);
    if (!text)
        return text;
    return QJsonValue(QJsonObject { { QStringLiteral("value"), *text } });
}

tl::expected<QJsonObject, ShapeProblem> readObject(
    const QList<Field> &fields, const QJsonObject &content, const QString &path, const Mode &mode);

Value readNested(const Field &field, const QJsonValue &value, const QString &path, const Mode &mode)
{
    // A translated title or a person's path may come as a bare string in no version; a date may (as its year).
    if (!value.isObject())
        return problem(path, QStringLiteral("Cannot deserialize, an object is expected"));
    auto object = readObject(field.fields, value.toObject(), path, mode);
    if (!object)
        return tl::unexpected(object.error());
    return QJsonValue(*object);
}

std::optional<ShapeProblem> countProblem(const Field &field, const QJsonArray &list, const QString &path, const Mode &mode)
{
    if (mode.strictness != Strictness::Schema)
        return std::nullopt;
    if (field.kind == Kind::Organization && (list.isEmpty() || list.size() > 10))
        return ShapeProblem { path, QStringLiteral("must hold 1 to 10 organizations"), What::Count };
    if (field.required && list.isEmpty())
        return ShapeProblem { path, QStringLiteral("must not be empty"), What::Missing };
    return std::nullopt;
}

Value readList(const Field &field, const QJsonValue &value, const QString &path, const Mode &mode)
{
    const QJsonArray elements = value.isArray() ? value.toArray() : QJsonArray { value };
    QJsonArray result;
    for (qsizetype i = 0; i < elements.size(); ++i) {
        if (elements.at(i).isNull())
            continue;
        Value element = readNested(field, elements.at(i), path + QStringLiteral("[%1]").arg(i), mode);
        if (!element && mode.noted == nullptr)
            return element;
        if (!element)
            mode.noted->append(element.error());
        result.append(element.value_or(QJsonObject()));
    }
    if (const std::optional<ShapeProblem> found = countProblem(field, result, path, mode)) {
        if (mode.noted == nullptr)
            return tl::unexpected(*found);
        mode.noted->append(*found);
    }
    return QJsonValue(result);
}

Value readNumber(const QJsonValue &value, const QString &path)
{
    static const QRegularExpression digits(QStringLiteral("^\\d{1,18}$"));
    const std::optional<QString> text = scalarText(value);
    if (!text || !digits.match(*text).hasMatch())
        return problem(path, QStringLiteral("Cannot deserialize value of type Long"));
    return QJsonValue(text->toLongLong());
}

Value readField(const Field &field, const QJsonValue &value, const QString &path, const Mode &mode)
{
    switch (field.shape) {
    case Shape::Plain:
        return readText(field, value, path, mode);
    case Shape::Wrapped:
        return readWrapped(field, value, path, mode);
    case Shape::Number:
        return readNumber(value, path);
    case Shape::Object:
        return readNested(field, value, path, mode);
    case Shape::List:
        return readList(field, value, path, mode);
    case Shape::Server:
        break;
    }
    return QJsonValue(QJsonValue::Undefined);
}

/// What the schema says about several fields together.
QList<ShapeProblem> togetherProblems(const QList<Field> &fields, const QJsonObject &object, const QString &path)
{
    QList<ShapeProblem> found;
    for (const Field &field : fields) {
        if (field.required && !object.contains(field.key))
            found += { child(path, field.key), QStringLiteral("is required"), What::Missing };
    }
    if (object.contains(QStringLiteral("day")) && !object.contains(QStringLiteral("month")))
        found += { child(path, QStringLiteral("day")), QStringLiteral("needs a month"), What::Missing };
    return found;
}

tl::expected<QJsonObject, ShapeProblem> readObject(
    const QList<Field> &fields, const QJsonObject &content, const QString &path, const Mode &mode)
{
    QJsonObject result;
    for (auto it = content.begin(); it != content.end(); ++it) {
        const Field *field = findField(fields, it.key());
        const QString at = child(path, it.key());
        if (field == nullptr && mode.noted == nullptr)
            return problem(at, QStringLiteral("Unrecognized field \"%1\"").arg(it.key()), What::Unknown);
        if (field == nullptr) {
            mode.noted->append({ at, QStringLiteral("Unrecognized field \"%1\"").arg(it.key()), What::Unknown });
            continue;
        }
        if (it.value().isNull())
            continue;
        Value value = readField(*field, it.value(), at, mode);
        if (!value && mode.noted == nullptr)
            return tl::unexpected(value.error());
        if (!value)
            mode.noted->append(value.error());
        else if (!value->isUndefined())
            result.insert(it.key(), *value);
    }
    if (mode.strictness != Strictness::Schema)
        return result;
    const QList<ShapeProblem> together = togetherProblems(fields, result, path);
    if (mode.noted != nullptr)
        mode.noted->append(together);
    else if (!together.isEmpty())
        return tl::unexpected(together.first());
    return result;
}

} // namespace

tl::expected<QJsonObject, ShapeProblem> canonical(
    const QList<Field> &fields, const QJsonObject &content, Strictness strictness)
{
    return readObject(fields, content, {}, { strictness, nullptr });
}

ShapeProblems shapeProblems(const QList<Field> &fields, const QJsonObject &content)
{
    ShapeProblems all;
    // Whatever it meets it notes and goes on, so it cannot fail.
    all.readable = readObject(fields, content, {}, { Strictness::Schema, &all.list }).value_or(QJsonObject());
    return all;
}

} // namespace baton::orcid
