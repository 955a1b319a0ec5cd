#include "app/record/shownfields.h"

#include "app/orcid/sections.h"
#include "app/record/jsonvalues.h"
#include "app/record/personaldetails.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace baton::record {

using namespace Qt::StringLiterals;
using orcid::Kind;
using orcid::Shape;

namespace {

QString timeWords(const QJsonValue &value)
{
    const QDateTime time = timeOf(value).toLocalTime();
    return time.isValid() ? QLocale::c().toString(time, u"d MMM yyyy, HH:mm"_s) : textOf(value);
}

/// A date of which words would leave something out comes as its parts.
QString dateOrParts(const QJsonValue &value)
{
    QStringList parts;
    for (const QString &part : { u"year"_s, u"month"_s, u"day"_s }) {
        if (const QString text = textAt(value.toObject(), { part }); !text.isEmpty())
            parts += text;
    }
    const QString words = dateWords(value);
    return words.split(u' ', Qt::SkipEmptyParts).size() == parts.size() ? words : parts.join(u'-');
}

class Walk {
public:
    QList<ShownField> found;

    void object(const QList<orcid::Field> &fields, const QJsonObject &json, const QString &path, const QString &label)
    {
        for (const orcid::Field &field : fields)
            value(&field, field.key, json.value(field.key), path, label);
        for (auto it = json.begin(); it != json.end(); ++it) {
            if (!orcid::findField(fields, it.key()))
                value(nullptr, it.key(), it.value(), path, label);
        }
    }

private:
    static bool isWhole(const orcid::Field *field)
    {
        return field && (field->kind == Kind::Date || field->kind == Kind::Timestamp || field->kind == Kind::TranslatedTitle || field->kind == Kind::Amount);
    }

    void value(const orcid::Field *field, const QString &key, const QJsonValue &json, const QString &path, const QString &label)
    {
        const QString step = key.isEmpty() ? u"\"\""_s : key;
        const QString at = path.isEmpty() ? step : path + u'/' + step;
        const QString own = field && !field->label.isEmpty() ? field->label : keyWord(key);
        // Parts of an object of their own are named with it: "Source, host".
        const bool isAcronym = own.size() > 1 && own.at(1).isUpper();
        const QString part = u", "_s + (isAcronym ? own : own.front().toLower() + own.sliced(1));
        const QString name = label.isEmpty() ? own : label.endsWith(part) ? label : label + part;
        if (isNothing(json))
            return;
        if (json.isArray())
            list(field, json.toArray(), at, own);
        else if (json.isObject() && !isWhole(field) && json.toObject().keys() != QStringList { u"value"_s })
            object(field ? field->fields : QList<orcid::Field>(), json.toObject(), at, field && isThrough(*field) ? label : name);
        else
            found += { at, name, words(field, json), field && field->kind == Kind::LongText };
    }

    /// Objects that only hold others.
    static bool isThrough(const orcid::Field &field)
    {
        return field.kind == Kind::Title || field.kind == Kind::ExternalIds || field.kind == Kind::Contributors
            || field.kind == Kind::Organizations || field.kind == Kind::Citation;
    }

    void list(const orcid::Field *field, const QJsonArray &json, const QString &path, const QString &label)
    {
        for (qsizetype i = 0; i < json.size(); ++i) {
            const QString at = path + u"[%1]"_s.arg(i);
            const QString name = u"%1 %2"_s.arg(label).arg(i + 1);
            if (field && field->kind == Kind::ExternalId) {
                object(field->fields, json.at(i).toObject(), at, name);
            } else {
                const QString text = words(field, json.at(i));
                if (!text.isEmpty())
                    found += { at, name, text, false };
            }
        }
    }

    static QString joined(const QList<orcid::Field> &fields, const QJsonObject &json)
    {
        QStringList parts;
        const auto add = [&parts](const orcid::Field *field, const QJsonValue &value) {
            const QString text = isNothing(value) ? QString() : words(field, value);
            if (!text.isEmpty())
                parts += text;
        };
        for (const orcid::Field &field : fields)
            add(&field, json.value(field.key));
        for (auto it = json.begin(); it != json.end(); ++it) {
            if (!orcid::findField(fields, it.key()))
                add(nullptr, it.value());
        }
        return parts.join(u" · "_s);
    }

    static QString words(const orcid::Field *field, const QJsonValue &json)
    {
        if (field && field->kind == Kind::Timestamp)
            return timeWords(json);
        if (field && field->kind == Kind::Date)
            return dateOrParts(json);
        if (json.isBool())
            return json.toBool() ? QCoreApplication::translate("Record", "yes") : QCoreApplication::translate("Record", "no");
        if (json.isArray()) {
            QStringList parts;
            for (const QJsonValue &entry : json.toArray())
                parts += words(field, entry);
            return parts.join(u"; "_s);
        }
        if (json.isObject() && json.toObject().keys() != QStringList { u"value"_s })
            return joined(field ? field->fields : QList<orcid::Field>(), json.toObject());
        const QString text = textOf(json);
        return field && !field->values.isEmpty() ? orcid::labelOf(field->values, text) : text;
    }
};

} // namespace

namespace {

QList<orcid::Field> fieldsOfPersonalDetails()
{
    const auto field = [](const char *key, const char *label, Kind kind) {
        orcid::Field one;
        one.key = QString::fromLatin1(key);
        one.label = QCoreApplication::translate("Record", label);
        one.kind = kind;
        return one;
    };
    return { field("given-names", QT_TRANSLATE_NOOP("Record", "Given names"), Kind::Text), field("family-name", QT_TRANSLATE_NOOP("Record", "Family name"), Kind::Text),
        field("credit-name", QT_TRANSLATE_NOOP("Record", "Published name"), Kind::Text), field("content", QT_TRANSLATE_NOOP("Record", "Text"), Kind::LongText) };
}

} // namespace

QList<ShownField> shownFields(const QString &section, const QJsonObject &json)
{
    const orcid::Section *known = orcid::findSection(section);
    QList<orcid::Field> fields = known ? known->fields : QList<orcid::Field>();
    for (const orcid::Field &field : known ? known->summaryFields() : QList<orcid::Field>()) {
        if (!orcid::findField(fields, field.key))
            fields += field;
    }
    if (section == personalDetails())
        fields = fieldsOfPersonalDetails();
    Walk walk;
    walk.object(fields, json, {}, {});
    return walk.found;
}

} // namespace baton::record
