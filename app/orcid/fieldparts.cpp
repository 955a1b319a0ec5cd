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
    const bool shared = !QByteArrayView(key).startsWith("review-");
    const Field field = object(key, label, Kind::Date, dateFields());
    return shared ? common(field) : field;
}

Field url(const char *key, const QString &label)
{
    Field field = wrapped(key, label);
    field.kind = Kind::Url;
    return field.key == u"url" ? common(field) : field;
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
    Field one = common(list("external-id", Fields::tr("External identifier"), Kind::ExternalId, externalIdFields()));
    for (const char *name : { "put-code", "visibility", "display-index", "path" })
        one.xml.ignored << QString::fromLatin1(name);
    const Field field = object(key, label, Kind::ExternalIds, { one });
    return field.key == u"external-ids" ? common(field) : field;
}

Field organization(const char *key, const QString &label)
{
    const Field field = object(key, label, Kind::Organization, organizationFields());
    return field.key == u"organization" ? common(field) : field;
}

Field hosts()
{
    return object("hosts", Fields::tr("Hosts"), Kind::Organizations,
        { required(common(list("organization", Fields::tr("Host"), Kind::Organization, organizationFields()))) });
}

Field server(const char *key, const QString &label, Kind kind)
{
    Field field = plainText(key, label);
    field.kind = kind;
    field.shape = Shape::Server;
    return field;
}

Field displayIndex()
{
    return attribute(server("display-index", Fields::tr("Order"), Kind::Number));
}

Field path()
{
    return attribute(server("path", Fields::tr("Path"), Kind::Path));
}

Field timestamp(const char *key, const QString &label)
{
    return common(server(key, label, Kind::Timestamp));
}

Field identifier(const char *key, const QString &label)
{
    return object(key, label, Kind::OrcidId,
        { plainText("uri", label), plainText("path", label), plainText("host", Fields::tr("Host")) });
}

Field visibility()
{
    static const QList<Term> accepted
        = orcid::visibilities() + QList<Term> { { QStringLiteral("registered-only"), Fields::tr("Registered only") } };
    return attribute(
        helped(enumeration("visibility", Fields::tr("Who can see it"), accepted), Fields::tr("Set by the researcher.")));
}

Field putCode()
{
    Field field = plainText("put-code", Fields::tr("put-code"));
    field.kind = Kind::Number;
    field.shape = Shape::Number;
    return attribute(field);
}

Field title(const char *key, const QString &label, bool subtitle)
{
    QList<Field> fields { required(common(wrapped("title", Fields::tr("Title"), 1000))) };
    if (subtitle) {
        Field second = wrapped("subtitle", Fields::tr("Subtitle"), 1000);
        second.mayBeBlank = true;
        fields << common(second);
    }
    Field language = plainText("language-code", Fields::tr("Language"));
    language.kind = Kind::Language;
    language.values = languages();
    Field translated = object("translated-title", Fields::tr("Translated title"), Kind::TranslatedTitle,
        { xmlContent(plainText("value", Fields::tr("Translated title"), 1000)), attribute(language) });
    return object(key, label, Kind::Title, fields << common(translated));
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
        common(identifier("contributor-orcid", Fields::tr("iD"))), name, email,
        object("contributor-attributes", Fields::tr("Part"), Kind::Object, attributes)
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

Field inNamespace(const char *prefix, Field field)
{
    field.xml.prefix = QString::fromLatin1(prefix);
    return field;
}

Field common(Field field)
{
    return inNamespace("common", std::move(field));
}

Field attribute(Field field)
{
    field.xml.part = XmlForm::Part::Attribute;
    return field;
}

Field xmlContent(Field field)
{
    field.xml.part = XmlForm::Part::Content;
    return field;
}

Field xmlInline(Field field)
{
    field.xml.part = XmlForm::Part::Inline;
    return field;
}

QList<Field> head()
{
    Field source = common(server("source", Fields::tr("Source"), Kind::Source));
    source.fields = sourceFields();
    return { timestamp("created-date", Fields::tr("Added")), timestamp("last-modified-date", Fields::tr("Changed")), source };
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

QString xmlNamespace(const QString &prefix)
{
    return QStringLiteral("http://www.orcid.org/ns/") + prefix;
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
    const Field transient = attribute(server("transient", Fields::tr("Set by the registry"), Kind::Boolean));
    Field normal = server("external-id-normalized", Fields::tr("Normal form"), Kind::Text),
          problem = server("external-id-normalized-error", Fields::tr("Normal form, error"), Kind::Text);
    normal.fields = { xmlContent(plainText("value", Fields::tr("Normal form"))), transient };
    problem.fields = { plainText("error-code", Fields::tr("Code")), plainText("error-message", Fields::tr("Message")), transient };
    QList<Field> all { required(type), required(plainText("external-id-value", Fields::tr("Identifier"))), normal, problem,
        url("external-id-url", Fields::tr("Link")),
        enumeration("external-id-relationship", Fields::tr("Relationship"), relationships()) };
    for (Field &field : all)
        field.xml.prefix = QStringLiteral("common"); // whatever the element they stand in
    return all;
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
    return { required(common(plainText("name", Fields::tr("Name"), 4000))),
        required(common(object("address", Fields::tr("Address"), Kind::Object,
            { plainText("city", Fields::tr("City"), 4000), plainText("region", Fields::tr("Region"), 4000), country }))),
        common(object("disambiguated-organization", Fields::tr("Organization id"), Kind::Object,
            { required(identifier), required(source) })) };
}

QList<Field> dateFields()
{
    QList<Field> all;
    for (const auto &[key, label] :
        { std::pair { "year", Fields::tr("Year") }, { "month", Fields::tr("Month") }, { "day", Fields::tr("Day") } }) {
        Field part = common(wrapped(key, label));
        part.kind = Kind::DatePart;
        all << part;
    }
    all.front().required = true;
    return all;
}

QList<Field> sourceFields()
{
    return { identifier("source-orcid", QString()), identifier("source-client-id", QString()),
        wrapped("source-name", Fields::tr("Source")), identifier("assertion-origin-orcid", QString()),
        identifier("assertion-origin-client-id", QString()),
        wrapped("assertion-origin-name", Fields::tr("On behalf of")) };
}

} // namespace baton::orcid
