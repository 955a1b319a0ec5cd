#include "app/orcid/documentparts.h"
#include "app/orcid/fieldparts.h"
#include "app/orcid/sections.h"

// Errors, search, clients, peer review groups, notifications, the record's summary (orcid.md 6.5, 7.6, 7.10, 9.1).
namespace baton::orcid::documents {

using namespace parts;

namespace {

Field node(const char *key, QList<Field> fields)
{
    return object(key, QString(), Kind::Object, std::move(fields));
}

Field nodes(const char *key, QList<Field> fields)
{
    return list(key, QString(), Kind::List, std::move(fields));
}

Field number(const char *key)
{
    Field field = plainText(key, QString());
    field.kind = Kind::Number;
    field.shape = Shape::Number;
    return field;
}

Field text(const char *key)
{
    return plainText(key, QString());
}

Field flag(const char *key)
{
    return server(key, QString(), Kind::Boolean);
}

Field search()
{
    return inNamespace("search",
        node("search",
            { nodes("result", { common(identifier("orcid-identifier", Fields::tr("iD"))) }), attribute(number("num-found")) }));
}

Field expandedSearch()
{
    const QList<Field> result { text("orcid-id"), text("given-names"), text("family-names"), text("credit-name"),
        nodes("other-name", {}), nodes("email", {}), nodes("institution-name", {}) };
    return inNamespace(
        "expanded-search", node("expanded-search", { nodes("expanded-result", result), attribute(number("num-found")) }));
}

Field client()
{
    return inNamespace("client", node("client", { text("name"), text("description") }));
}

/// As the published schema limits a group; in XML also who wrote it.
Field group()
{
    Field name = required(plainText("name", Fields::tr("Name"), 1000)),
          id = required(plainText("group-id", Fields::tr("Group"), 1000)),
          description = required(plainText("description", Fields::tr("Description"), 1000)),
          type = required(plainText("type", Fields::tr("Type")));
    type.strictValues = true;
    for (const char *value :
        { "publisher", "institution", "journal", "conference", "newspaper", "newsletter", "magazine", "peer-review service" })
        type.values << Term { QString::fromLatin1(value), QString::fromLatin1(value) };
    return inNamespace("group-id", node("group-id-record", { name, id, description, type, putCode() }));
}

Field groups()
{
    Field records = group();
    records.shape = Shape::List;
    return inNamespace("group-id",
        node("group-id-records",
            { timestamp("last-modified-date", Fields::tr("Changed")), number("total"), number("page"), number("page-size"),
                records }));
}

Field notification()
{
    Field type = required(plainText("notification-type", QString()));
    type.values = { { QStringLiteral("permission"), QString() } };
    type.strictValues = true;
    Field itemType = required(plainText("item-type", Fields::tr("Type")));
    for (const char *value : { "distinction", "education", "employment", "invited-position", "funding", "membership",
             "peer-review", "qualification", "service", "work" })
        itemType.values << Term { QString::fromLatin1(value), QString::fromLatin1(value) };
    itemType.strictValues = true;
    const QList<Field> item { itemType, required(plainText("item-name", Fields::tr("Name"), 1000)),
        common(node("external-id", externalIdFields())) };
    Field actioned = server("actioned-date", QString(), Kind::Timestamp);
    return inNamespace("notification",
        node("notification",
            { putCode(), type, required(node("authorization-url", { text("uri"), text("path"), text("host") })),
                required(plainText("notification-subject", Fields::tr("Subject"))),
                required(plainText("notification-intro", Fields::tr("Introduction"), 1000)),
                required(node("items", { required(nodes("item", item)) })), timestamp("created-date", QString()),
                timestamp("sent-date", QString()), timestamp("read-date", QString()), actioned,
                timestamp("archived-date", QString()),
                *findSection(QStringLiteral("works"))->field(QStringLiteral("source")) }));
}

Field notifications()
{
    Field all = notification();
    all.shape = Shape::List;
    return inNamespace("notification", node("notifications", { all }));
}

Field counted(const char *key)
{
    return node(key, { number("self-asserted-count"), number("validated-count") });
}

Field affiliationsOf(const char *key, const char *one)
{
    return node(key,
        { number("count"),
            nodes(one,
                { number("put-code"), text("type"), text("organization-name"), text("role"), text("url"),
                    date("start-date", Fields::tr("Start date")), date("end-date", Fields::tr("End date")),
                    flag("validated") }) });
}

Field recordSummary()
{
    const Field identifiers = node("external-identifiers",
        { nodes("external-identifier",
            { number("put-code"), text("external-id-type"), text("external-id-value"), text("external-id-url"),
                flag("validated") }) });
    const Field domains = node("email-domains",
        { number("count"),
            nodes("email-domain",
                { text("value"), server("verification-date", QString(), Kind::Timestamp), timestamp("created-date", QString()),
                    timestamp("last-modified-date", QString()) }) });
    return inNamespace("summary",
        node("record-summary",
            { timestamp("created-date", QString()), timestamp("last-modified-date", QString()), text("credit-name"),
                common(identifier("orcid-identifier", Fields::tr("iD"))), identifiers, affiliationsOf("employments", "employment"),
                affiliationsOf("professional-activities", "professional-activity"), counted("fundings"), counted("works"),
                node("peer-reviews",
                    { number("peer-review-publication-grants"), number("self-asserted-count"), number("total") }),
                affiliationsOf("education-qualifications", "education-qualification"), counted("research-resources"),
                domains }));
}

} // namespace

Field error()
{
    return inNamespace("error",
        node("error",
            { number("response-code"), text("developer-message"), text("user-message"), number("error-code"),
                text("more-info") }));
}

QList<Field> besideRecords()
{
    return { error(), search(), expandedSearch(), client(), group(), groups(), notification(), notifications(),
        recordSummary() };
}

} // namespace baton::orcid::documents
