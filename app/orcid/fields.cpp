#include "app/orcid/fieldparts.h"

namespace baton::orcid {

using namespace parts;

namespace {

Field description()
{
    Field field = plainText("short-description", Fields::tr("Description"), 5000);
    field.kind = Kind::LongText;
    field.mayBeBlank = true;
    return field;
}

/// Person items end alike.
QList<Field> personTail()
{
    return { visibility(), path(), putCode(), displayIndex() };
}

Field countryObject(const QString &help)
{
    Field field = wrapped("country", Fields::tr("Country"));
    field.kind = Kind::Country;
    field.values = countries();
    field.strictValues = true;
    field.bareAccepted = false;
    field.help = help;
    return field;
}

} // namespace

QList<Field> workFields()
{
    Field citationValue = plainText("citation-value", Fields::tr("Citation"));
    citationValue.kind = Kind::LongText;
    Field language = plainText("language-code", Fields::tr("Language"));
    language.kind = Kind::Language;
    language.values = languages();
    Field country = common(countryObject(Fields::tr("Where it was published.")));
    country.xml.ignored << QStringLiteral("visibility");
    return head() << putCode() << path() << required(title("title", Fields::tr("Title"), true))
                  << helped(wrapped("journal-title", Fields::tr("Journal"), 1000),
                         Fields::tr("Or the book, conference or series it is part of."))
                  << description()
                  << object("citation", Fields::tr("Citation"), Kind::Citation,
                         { enumeration("citation-type", Fields::tr("Citation format"), citationTypes()), citationValue })
                  << required(enumeration("type", Fields::tr("Type"), workTypes()))
                  << helped(date("publication-date", Fields::tr("Publication date")),
                         Fields::tr("A year is enough; a day needs its month."))
                  << helped(externalIds("external-ids", Fields::tr("External identifiers")),
                         Fields::tr("At least one, and one of them with self."))
                  << url("url", Fields::tr("Link")) << contributors(workRoles(), true) << common(language)
                  << country << visibility();
}

QList<Field> fundingFields()
{
    Field amount = plainText("value", Fields::tr("Amount"));
    amount.kind = Kind::Decimal;
    amount.help = Fields::tr("A point for the decimals and no other separator: 1000.50");
    Field currency = plainText("currency-code", Fields::tr("Currency"));
    currency.kind = Kind::Currency;
    currency.values = currencies();
    return head() << putCode() << path() << required(enumeration("type", Fields::tr("Type"), fundingTypes()))
                  << helped(wrapped("organization-defined-type", Fields::tr("Type, as the funder says"), 255),
                         Fields::tr("For example Fellowship."))
                  << title("title", Fields::tr("Title"), false) << description()
                  << object("amount", Fields::tr("Amount"), Kind::Amount, { xmlContent(amount), attribute(currency) })
                  << url("url", Fields::tr("Link")) << date("start-date", Fields::tr("Start date"))
                  << date("end-date", Fields::tr("End date"))
                  << helped(externalIds("external-ids", Fields::tr("Grant numbers")), Fields::tr("At least one."))
                  << contributors(fundingRoles(), false)
                  << helped(organization("organization", Fields::tr("Funder")),
                         Fields::tr("With its id from one of the registries."))
                  << visibility();
}

QList<Field> affiliationFields()
{
    return head() << putCode() << path() << common(plainText("department-name", Fields::tr("Department"), 4000))
                  << common(plainText("role-title", Fields::tr("Role"), 4000)) << date("start-date", Fields::tr("Start date"))
                  << helped(date("end-date", Fields::tr("End date")), Fields::tr("Empty means until today."))
                  << organization("organization", Fields::tr("Organization")) << url("url", Fields::tr("Link"))
                  << externalIds("external-ids", Fields::tr("External identifiers")) << displayIndex() << visibility();
}

QList<Field> peerReviewFields()
{
    return head() << required(enumeration("reviewer-role", Fields::tr("Role"), reviewerRoles()))
                  << required(externalIds("review-identifiers", Fields::tr("Review identifiers")))
                  << url("review-url", Fields::tr("Link to the review"))
                  << required(enumeration("review-type", Fields::tr("Type"), reviewTypes()))
                  << required(date("review-completion-date", Fields::tr("Review completed")))
                  << required(helped(plainText("review-group-id", Fields::tr("Group"), 1000),
                         Fields::tr("The journal or body reviewed for, for example issn:2765-0014.")))
                  << object("subject-external-identifier", Fields::tr("Identifier of what was reviewed"), Kind::ExternalId,
                         externalIdFields())
                  << wrapped("subject-container-name", Fields::tr("Journal of what was reviewed"), 1000)
                  << enumeration("subject-type", Fields::tr("Type of what was reviewed"), subjectTypes())
                  << title("subject-name", Fields::tr("Title of what was reviewed"), true)
                  << url("subject-url", Fields::tr("Link to what was reviewed"))
                  << required(organization("convening-organization", Fields::tr("Convening organization"))) << visibility()
                  << putCode() << path();
}

QList<Field> researchResourceFields()
{
    const QList<Field> proposal { required(title("title", Fields::tr("Title"), false)), required(hosts()),
        externalIds("external-ids", Fields::tr("Proposal identifiers")), date("start-date", Fields::tr("Start date")),
        date("end-date", Fields::tr("End date")), url("url", Fields::tr("Link")) };
    const QList<Field> item { required(plainText("resource-name", Fields::tr("Name"), 1000)),
        required(enumeration("resource-type", Fields::tr("Type"), resourceTypes())), required(hosts()),
        externalIds("external-ids", Fields::tr("Identifiers")), url("url", Fields::tr("Link")) };
    Field items = required(list("resource-item", Fields::tr("Resources"), Kind::List, item));
    items.xml.wrapper = QStringLiteral("resource-items");
    return head() << required(object("proposal", Fields::tr("Proposal"), Kind::Object, proposal))
                  << items << displayIndex() << visibility() << putCode() << path();
}

QList<Field> contentFields()
{
    Field content = plainText("content", Fields::tr("Text"), 255);
    content.mayBeBlank = true; // 9020 by the section's rule
    return head() << content << personTail();
}

QList<Field> researcherUrlFields()
{
    Field link = inNamespace("", url("url", Fields::tr("Link")));
    link.mayBeBlank = true;
    return head() << plainText("url-name", Fields::tr("Name"), 350) << link << personTail();
}

QList<Field> addressFields()
{
    return head() << countryObject(QString()) << personTail();
}

QList<Field> personExternalIdFields()
{
    Field type = common(plainText("external-id-type", Fields::tr("Kind")));
    Field value = common(plainText("external-id-value", Fields::tr("Identifier")));
    Field link = common(url("external-id-url", Fields::tr("Link")));
    type.mayBeBlank = value.mayBeBlank = link.mayBeBlank = true;
    return head() << helped(type, Fields::tr("Free text, for example Scopus Author ID.")) << value << link
                  << common(enumeration("external-id-relationship", Fields::tr("Relationship"), relationships())) << personTail();
}

QList<Field> emailFields()
{
    Field address = plainText("email", Fields::tr("E-mail"), 350);
    address.kind = Kind::Email;
    return head() << address << path() << visibility() << attribute(server("verified", Fields::tr("Verified"), Kind::Boolean))
                  << attribute(server("primary", Fields::tr("Main address"), Kind::Boolean)) << putCode();
}

} // namespace baton::orcid
