#include "app/orcid/documents.h"

#include "app/orcid/documentparts.h"
#include "app/orcid/fieldparts.h"

#include <QtCore/QMap>

namespace baton::orcid {

using namespace parts;

namespace {

using Family = Section::Family;

const Section &section(const char *key)
{
    return *findSection(QString::fromLatin1(key));
}

Field node(const char *prefix, const QString &key, QList<Field> fields)
{
    Field field = object("", QString(), Kind::Object, std::move(fields));
    field.key = key;
    field.xml.prefix = QString::fromLatin1(prefix);
    return field;
}

Field nodes(const char *prefix, const QString &key, QList<Field> fields)
{
    Field field = node(prefix, key, std::move(fields));
    field.shape = Shape::List;
    return field;
}

/// Items stand in the namespace named after them, whatever they stand in.
Field item(const Section &of, const QList<Field> &fields, const QString &name)
{
    return node(of.singular.toLatin1().constData(), name, fields);
}

Field modified()
{
    return timestamp("last-modified-date", Fields::tr("Changed"));
}

Field summaries(const Section &of)
{
    Field field = item(of, of.summaryFields(), of.summaryKey);
    if (of.family != Family::Affiliations) {
        field.shape = Shape::List;
        return field;
    }
    // {"summaries":[{"employment-summary":{…}}]} in JSON, the summaries alone in XML.
    return xmlInline(nodes("", QStringLiteral("summaries"), { field }));
}

QList<Field> groupFields(const Section &of)
{
    const Field ids = externalIds("external-ids", Fields::tr("External identifiers"));
    if (of.family != Family::PeerReviews)
        return { modified(), ids, summaries(of) };
    const Field inner = nodes("activities", QStringLiteral("peer-review-group"), { modified(), ids, summaries(of) });
    return { modified(), ids, inner };
}

Field activityList(const Section &of)
{
    return node("activities", of.key, { modified(), nodes("activities", of.listKey, groupFields(of)), path() });
}

Field personList(const Section &of)
{
    Field items = item(of, of.fields, of.listKey);
    items.shape = Shape::List;
    return item(of, { modified(), items, path() }, of.key);
}

Field list(const Section &of)
{
    return of.isActivity() ? activityList(of) : personList(of);
}

Field activities()
{
    QList<Field> all { modified() };
    for (const char *key : { "distinctions", "educations", "employments", "fundings", "invited-positions", "memberships",
             "peer-reviews", "qualifications", "research-resources", "services", "works" })
        all << list(section(key));
    return node("activities", QStringLiteral("activities-summary"), all << path());
}

Field name(const char *prefix)
{
    const auto part = [](const char *key) { return inNamespace("personal-details", wrapped(key, QString(), 150)); };
    return node(prefix, QStringLiteral("name"),
        QList<Field> { timestamp("created-date", QString()), modified(), part("given-names"), part("family-name"),
            part("credit-name"), *section("works").field(QStringLiteral("source")), visibility(), path() });
}

Field biography(const char *prefix)
{
    return node(prefix, QStringLiteral("biography"),
        { timestamp("created-date", QString()), modified(), inNamespace("personal-details", plainText("content", QString())),
            visibility(), path() });
}

Field personalDetails()
{
    return node("personal-details", QStringLiteral("personal-details"),
        { modified(), name("personal-details"), list(section("other-names")), biography("personal-details"), path() });
}

Field person()
{
    QList<Field> all { modified(), name("person"), list(section("other-names")), biography("person") };
    for (const char *key : { "researcher-urls", "emails", "addresses", "keywords", "external-identifiers" })
        all << list(section(key));
    return node("person", QStringLiteral("person"), all << path());
}

Field history()
{
    const auto moment = [](const char *key) { return server(key, QString(), Kind::Timestamp); };
    const auto flag = [](const char *key) { return server(key, QString(), Kind::Boolean); };
    Field method = plainText("creation-method", QString());
    method.xml.spelled = { { QStringLiteral("DIRECT"), QStringLiteral("Direct") },
        { QStringLiteral("MEMBER_REFERRED"), QStringLiteral("Member-referred") },
        { QStringLiteral("WEBSITE"), QStringLiteral("website") } };
    Field all = node("history", QStringLiteral("history"),
        { method, moment("completion-date"), moment("submission-date"), modified(),
            flag("claimed"), *section("works").field(QStringLiteral("source")), moment("deactivation-date"),
            flag("verified-email"), flag("verified-primary-email") });
    all.xml.ignored << QStringLiteral("visibility");
    return all;
}

Field record()
{
    return node("record", QStringLiteral("record"),
        { common(identifier("orcid-identifier", Fields::tr("iD"))),
            node("preferences", QStringLiteral("preferences"), { plainText("locale", QString()) }), history(), person(),
            activities(), path() });
}

Field bulk()
{
    const Section &works = section("works");
    const Field one = xmlInline(nodes("", QStringLiteral("bulk"), { item(works, works.fields, works.singular), documents::error() }));
    return node("bulk", QStringLiteral("bulk"), { one });
}

QMap<QString, Field> allDocuments()
{
    QMap<QString, Field> all;
    const auto add = [&all](const Field &field) { all.insert(field.key, field); };
    for (const Section &of : allSections()) {
        add(item(of, of.fields, of.singular));
        if (of.isActivity())
            add(item(of, of.summaryFields(), of.summaryKey));
        add(list(of));
    }
    for (const Field &field : { activities(), personalDetails(), person(), name("personal-details"),
             biography("personal-details"), record(), bulk() })
        add(field);
    for (const Field &field : documents::besideRecords())
        add(field);
    return all;
}

const QMap<QString, Field> &everyDocument()
{
    static const QMap<QString, Field> all = allDocuments();
    return all;
}

} // namespace

const Field *findDocument(const QString &root)
{
    const auto found = everyDocument().constFind(root);
    return found == everyDocument().constEnd() ? nullptr : &*found;
}

const Field &document(const QString &root)
{
    const Field *found = findDocument(root);
    Q_ASSERT_X(found != nullptr, "document", qPrintable(root));
    return *found;
}

QStringList documentRoots()
{
    return everyDocument().keys();
}

const Field &itemDocument(const Section &section)
{
    return document(section.singular);
}

const Field &summaryDocument(const Section &section)
{
    return document(section.summaryKey);
}

const Field &listDocument(const Section &section)
{
    return document(section.key);
}

} // namespace baton::orcid
