#include "app/orcid/fieldparts.h"

namespace baton::orcid {

using namespace parts;

namespace {

Field description()
{
    Field field = plainText("short-description", tr("Description"), 5000);
    field.kind = Kind::LongText;
    field.mayBeBlank = true;
    return field;
}

Field displayIndex()
{
    return server("display-index", tr("Order"), Kind::Number);
}

Field path()
{
    return server("path", tr("Path"), Kind::Path);
}

/// Person items end alike.
QList<Field> personTail()
{
    return { visibility(), path(), putCode(), displayIndex() };
}

Field countryObject(const QString &help)
{
    Field field = wrapped("country", tr("Country"));
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
    Field citationValue = plainText("citation-value", tr("Citation"));
    citationValue.kind = Kind::LongText;
    Field language = plainText("language-code", tr("Language"));
    language.kind = Kind::Language;
    language.values = languages();
    return head() << putCode() << path() << required(title("title", tr("Title"), true))
                  << helped(wrapped("journal-title", tr("Journal"), 1000), tr("Or the book, conference or series it is part of."))
                  << description()
                  << object("citation", tr("Citation"), Kind::Citation,
                         { enumeration("citation-type", tr("Citation format"), citationTypes()), citationValue })
                  << required(enumeration("type", tr("Type"), workTypes()))
                  << helped(date("publication-date", tr("Publication date")), tr("A year is enough; a day needs its month."))
                  << helped(externalIds("external-ids", tr("External identifiers")), tr("At least one, and one of them with self."))
                  << url("url", tr("Link")) << contributors(workRoles(), true) << language
                  << countryObject(tr("Where it was published.")) << visibility();
}

QList<Field> fundingFields()
{
    Field amount = plainText("value", tr("Amount"));
    amount.kind = Kind::Decimal;
    amount.help = tr("A point for the decimals and no other separator: 1000.50");
    Field currency = plainText("currency-code", tr("Currency"));
    currency.kind = Kind::Currency;
    currency.values = currencies();
    return head() << putCode() << path() << required(enumeration("type", tr("Type"), fundingTypes()))
                  << helped(wrapped("organization-defined-type", tr("Type, as the funder says"), 255),
                         tr("For example Fellowship."))
                  << title("title", tr("Title"), false) << description()
                  << object("amount", tr("Amount"), Kind::Amount, { amount, currency }) << url("url", tr("Link"))
                  << date("start-date", tr("Start date")) << date("end-date", tr("End date"))
                  << helped(externalIds("external-ids", tr("Grant numbers")), tr("At least one."))
                  << contributors(fundingRoles(), false)
                  << helped(organization("organization", tr("Funder")), tr("With its id from one of the registries."))
                  << visibility();
}

QList<Field> affiliationFields()
{
    return head() << putCode() << path() << plainText("department-name", tr("Department"), 4000)
                  << plainText("role-title", tr("Role"), 4000) << date("start-date", tr("Start date"))
                  << helped(date("end-date", tr("End date")), tr("Empty means until today."))
                  << organization("organization", tr("Organization")) << url("url", tr("Link"))
                  << externalIds("external-ids", tr("External identifiers")) << displayIndex() << visibility();
}

QList<Field> peerReviewFields()
{
    return head() << required(enumeration("reviewer-role", tr("Role"), reviewerRoles()))
                  << required(externalIds("review-identifiers", tr("Review identifiers"))) << url("review-url", tr("Link to the review"))
                  << required(enumeration("review-type", tr("Type"), reviewTypes()))
                  << required(date("review-completion-date", tr("Review completed")))
                  << required(helped(plainText("review-group-id", tr("Group"), 1000),
                         tr("The journal or body reviewed for, for example issn:2765-0014.")))
                  << object("subject-external-identifier", tr("Identifier of what was reviewed"), Kind::ExternalId, externalIdFields())
                  << wrapped("subject-container-name", tr("Journal of what was reviewed"), 1000)
                  << enumeration("subject-type", tr("Type of what was reviewed"), subjectTypes())
                  << title("subject-name", tr("Title of what was reviewed"), true)
                  << url("subject-url", tr("Link to what was reviewed"))
                  << required(organization("convening-organization", tr("Convening organization"))) << visibility() << putCode()
                  << path();
}

QList<Field> researchResourceFields()
{
    const QList<Field> proposal { required(title("title", tr("Title"), false)), required(hosts()),
        externalIds("external-ids", tr("Proposal identifiers")), date("start-date", tr("Start date")),
        date("end-date", tr("End date")), url("url", tr("Link")) };
    const QList<Field> item { required(plainText("resource-name", tr("Name"), 1000)),
        required(enumeration("resource-type", tr("Type"), resourceTypes())), required(hosts()),
        externalIds("external-ids", tr("Identifiers")), url("url", tr("Link")) };
    return head() << required(object("proposal", tr("Proposal"), Kind::Object, proposal))
                  << required(list("resource-item", tr("Resources"), Kind::List, item)) << displayIndex() << visibility()
                  << putCode() << path();
}

QList<Field> contentFields()
{
    Field content = plainText("content", tr("Text"), 255);
    content.mayBeBlank = true; // 9020 by the section's rule
    return head() << content << personTail();
}

QList<Field> researcherUrlFields()
{
    Field link = url("url", tr("Link"));
    link.mayBeBlank = true;
    return head() << plainText("url-name", tr("Name"), 350) << link << personTail();
}

QList<Field> addressFields()
{
    return head() << countryObject(QString()) << personTail();
}

QList<Field> personExternalIdFields()
{
    Field type = plainText("external-id-type", tr("Kind"));
    Field value = plainText("external-id-value", tr("Identifier"));
    Field link = url("external-id-url", tr("Link"));
    type.mayBeBlank = value.mayBeBlank = link.mayBeBlank = true;
    return head() << helped(type, tr("Free text, for example Scopus Author ID.")) << value << link
                  << enumeration("external-id-relationship", tr("Relationship"), relationships()) << personTail();
}

QList<Field> emailFields()
{
    Field address = plainText("email", tr("E-mail"), 350);
    address.kind = Kind::Email;
    return head() << address << path() << visibility() << server("verified", tr("Verified"), Kind::Text)
                  << server("primary", tr("Main address"), Kind::Text) << putCode();
}

} // namespace baton::orcid
