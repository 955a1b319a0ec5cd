#include "app/orcid/fieldparts.h"

namespace baton::orcid::parts {

Field plainText(const char *key, const QString &label, int maxLength)
{
    Field field;
    field.key = QString::fromLatin1(key);
    field.label = label;
    field.maxLength = maxLength;
    return field;
}

Field wrapped(const char *key, const QString &label, int maxLength)
{
    Field field = plainText(key, label, maxLength);
    field.shape = Shape::Wrapped;
    return field;
}

Field enumeration(const char *key, const QString &label, const QList<Term> &values)
{
    Field field = plainText(key, label);
    field.kind = Kind::Enum;
    field.values = values;
    field.strictValues = true;
    return field;
}

Field date(const char *key, const QString &label)
{
    return object(key, label, Kind::Date, dateFields());
}

Field url(const char *key, const QString &label)
{
    Field field = wrapped(key, label);
    field.kind = Kind::Url;
    return field;
}

Field object(const char *key, const QString &label, Kind kind, QList<Field> fields)
{
    Field field = plainText(key, label);
    field.kind = kind;
    field.shape = Shape::Object;
    field.fields = std::move(fields);
    return field;
}

Field list(const char *key, const QString &label, Kind kind, QList<Field> fields)
{
    Field field = object(key, label, kind, std::move(fields));
    field.shape = Shape::List;
    return field;
}

Field externalIds(const char *key, const QString &label)
{
    return object(key, label, Kind::ExternalIds,
        { list("external-id", Fields::tr("External identifier"), Kind::ExternalId, externalIdFields()) });
}

Field organization(const char *key, const QString &label)
{
    return object(key, label, Kind::Organization, organizationFields());
}

Field hosts()
{
    return object("hosts", Fields::tr("Hosts"), Kind::Organizations,
        { required(list("organization", Fields::tr("Host"), Kind::Organization, organizationFields())) });
}

Field server(const char *key, const QString &label, Kind kind)
{
    Field field = plainText(key, label);
    field.kind = kind;
    field.shape = Shape::Server;
    return field;
}

Field visibility()
{
    static const QList<Term> accepted
        = orcid::visibilities() + QList<Term> { { QStringLiteral("registered-only"), Fields::tr("Registered only") } };
    return helped(enumeration("visibility", Fields::tr("Who can see it"), accepted), Fields::tr("Set by the researcher."));
}

Field putCode()
{
    Field field = plainText("put-code", Fields::tr("put-code"));
    field.kind = Kind::Number;
    field.shape = Shape::Number;
    return field;
}

Field title(const char *key, const QString &label, bool subtitle)
{
    QList<Field> fields { required(wrapped("title", Fields::tr("Title"), 1000)) };
    if (subtitle) {
        Field second = wrapped("subtitle", Fields::tr("Subtitle"), 1000);
        second.mayBeBlank = true;
        fields << second;
    }
    Field language = plainText("language-code", Fields::tr("Language"));
    language.kind = Kind::Language;
    language.values = languages();
    Field translated = object("translated-title", Fields::tr("Translated title"), Kind::TranslatedTitle,
        { plainText("value", Fields::tr("Translated title"), 1000), language });
    return object(key, label, Kind::Title, fields << translated);
}

Field contributors(const QList<Term> &roles, bool sequence)
{
    Field email = wrapped("contributor-email", Fields::tr("E-mail"), 350);
    email.kind = Kind::Email;
    email.mayBeBlank = true;
    Field name = wrapped("credit-name", Fields::tr("Name"), 150);
    name.mayBeBlank = true;
    Field role = plainText("contributor-role", Fields::tr("Role"));
    role.kind = Kind::Enum;
    role.values = roles;
    QList<Field> attributes;
    if (sequence)
        attributes << enumeration("contributor-sequence", Fields::tr("Sequence"), contributorSequences());
    attributes << role;
    const QList<Field> person {
        object("contributor-orcid", Fields::tr("iD"), Kind::OrcidId,
            { plainText("uri", Fields::tr("iD")), plainText("path", Fields::tr("iD")), plainText("host", Fields::tr("Host")) }),
        name, email, object("contributor-attributes", Fields::tr("Part"), Kind::Object, attributes)
    };
    return object("contributors", Fields::tr("Contributors"), Kind::Contributors,
        { list("contributor", Fields::tr("Contributor"), Kind::Object, person) });
}

Field required(Field field)
{
    field.required = true;
    return field;
}

Field helped(Field field, const QString &help)
{
    field.help = help;
    return field;
}

QList<Field> head()
{
    return { server("created-date", Fields::tr("Added"), Kind::Timestamp),
        server("last-modified-date", Fields::tr("Changed"), Kind::Timestamp),
        server("source", Fields::tr("Source"), Kind::Source) };
}

} // namespace baton::orcid::parts

namespace baton::orcid {

using namespace parts;

const Field *findField(const QList<Field> &fields, const QString &key)
{
    for (const Field &field : fields) {
        if (field.key == key)
            return &field;
    }
    return nullptr;
}

const Field *Field::find(const QString &childKey) const
{
    return findField(fields, childKey);
}

QList<Field> externalIdFields()
{
    Field type = plainText("external-id-type", Fields::tr("Kind"));
    type.kind = Kind::ExternalIdType;
    for (const ExternalIdType &known : externalIdTypes())
        type.values << Term { known.value, known.label };
    return { required(type), required(plainText("external-id-value", Fields::tr("Identifier"))),
        server("external-id-normalized", Fields::tr("Normal form"), Kind::Text),
        server("external-id-normalized-error", Fields::tr("Normal form, error"), Kind::Text),
        url("external-id-url", Fields::tr("Link")),
        enumeration("external-id-relationship", Fields::tr("Relationship"), relationships()) };
}

QList<Field> organizationFields()
{
    Field country = enumeration("country", Fields::tr("Country"), countries());
    country.kind = Kind::Country;
    Field source = plainText("disambiguation-source", Fields::tr("Organization id from"), 500);
    source.kind = Kind::Enum;
    source.values = organizationSources();
    // A blank id is a matter of the section rules (9045), a missing one of the schema.
    Field identifier = plainText("disambiguated-organization-identifier", Fields::tr("Organization id"), 500);
    identifier.mayBeBlank = true;
    return { required(plainText("name", Fields::tr("Name"), 4000)),
        required(object("address", Fields::tr("Address"), Kind::Object,
            { plainText("city", Fields::tr("City"), 4000), plainText("region", Fields::tr("Region"), 4000), country })),
        object("disambiguated-organization", Fields::tr("Organization id"), Kind::Object,
            { required(identifier), required(source) }) };
}

QList<Field> dateFields()
{
    QList<Field> all;
    for (const auto &[key, label] :
        { std::pair { "year", Fields::tr("Year") }, { "month", Fields::tr("Month") }, { "day", Fields::tr("Day") } }) {
        Field part = wrapped(key, label);
        part.kind = Kind::DatePart;
        all << part;
    }
    all.front().required = true;
    return all;
}

QList<Field> sourceFields()
{
    const auto path = [](const char *key) {
        return object(key, QString(), Kind::Object,
            { plainText("uri", QString()), plainText("path", QString()), plainText("host", QString()) });
    };
    return { path("source-orcid"), path("source-client-id"), wrapped("source-name", Fields::tr("Source")),
        path("assertion-origin-orcid"), path("assertion-origin-client-id"),
        wrapped("assertion-origin-name", Fields::tr("On behalf of")) };
}

} // namespace baton::orcid
