// What ORCID would refuse, in words that say what to do.

#include "app/record/problemwords.h"

#include "app/orcid/errors.h"
#include "app/orcid/identifiers.h"
#include "app/orcid/organizationids.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Record)
};

/// "resource-item[1]" as key and index, -1 without.
std::pair<QString, int> step(const QString &part)
{
    const qsizetype bracket = part.lastIndexOf(u'[');
    if (bracket < 0 || !part.endsWith(u']')) // a key of the registry's may hold a bracket of its own
        return { part, -1 };
    bool isNumber = false;
    const int index = QStringView(part).sliced(bracket + 1).chopped(1).toInt(&isNumber);
    return isNumber && index >= 0 ? std::pair(part.left(bracket), index) : std::pair(part, -1);
}

QString missing(const orcid::ShapeProblem &problem, const orcid::Field *field)
{
    if (problem.path.endsWith(u"day"))
        return Words::tr("A day needs a month.");
    if (problem.path.endsWith(u"year"))
        return Words::tr("A month or day needs a year.");
    if (problem.path.endsWith(u"address"))
        return Words::tr("An address is required: city and country.");
    if (field && field->kind == orcid::Kind::ExternalIds)
        return Words::tr("At least one external identifier is required.");
    if (field && (field->kind == orcid::Kind::Organizations || field->shape == orcid::Shape::List))
        return Words::tr("%1: at least one is required.").arg(field->label);
    return field && !field->label.isEmpty() ? Words::tr("%1 is required.").arg(field->label) : Words::tr("This is required.");
}

QString badForm(const orcid::ShapeProblem &problem, const orcid::Field *field)
{
    if (problem.path.endsWith(u"year"))
        return Words::tr("The year must lie between 1900 and 2100.");
    if (field && field->kind == orcid::Kind::DatePart)
        return Words::tr("A month lies between 01 and 12, a day between 01 and 31.");
    if (field && field->kind == orcid::Kind::Url)
        return Words::tr("This isn’t an address.");
    if (field && field->kind == orcid::Kind::Email)
        return Words::tr("This isn’t an e-mail address.");
    return Words::tr("A group begins with issn:, ringgold:, fundref:, publons: or orcid-generated:, without spaces.");
}

QString wordsFor(const orcid::ShapeProblem &problem, const orcid::Field *field)
{
    using Kind = orcid::ShapeProblem::Kind;
    switch (problem.kind) {
    case Kind::Unknown:
        return Words::tr("ORCID doesn’t know this field.");
    case Kind::WrongType:
        return Words::tr("ORCID can’t read this value.");
    case Kind::NotInList:
        return field && field->kind == orcid::Kind::Country ? Words::tr("ORCID doesn’t know this country code.")
                                                            : Words::tr("ORCID’s list doesn’t have this value.");
    case Kind::Blank:
        return Words::tr("This can’t be nothing but spaces.");
    case Kind::TooLong:
        return Words::tr("This is %1 characters too long; ORCID takes %2.").arg(problem.excess).arg(problem.limit);
    case Kind::BadForm:
        return badForm(problem, field);
    case Kind::Missing:
        return missing(problem, field);
    case Kind::Count:
        return Words::tr("One to ten organizations are taken.");
    }
    return {};
}

QString dateProblem(const QJsonObject &content, const QString &path)
{
    static const QRegularExpression two(u"^\\d{2}$"_s);
    const QJsonObject date = valueOn(content, path).toObject();
    for (const QString &part : { u"month"_s, u"day"_s }) {
        const QString text = textOf(date.value(part));
        if (!text.isEmpty() && !two.match(text).hasMatch())
            return Words::tr("A date has a year of four digits, and month and day of two.");
    }
    return Words::tr("There is no such day: %1.").arg(isoDate(date));
}

/// "1.000,50" and "1,000.50" both as 1000.50; empty when it cannot be told.
QString plainDecimal(const QString &text)
{
    static const QRegularExpression grouped(u"^-?\\d{1,3}([., ’']\\d{3})+([.,]\\d{1,2})?$"_s), comma(u"^-?\\d+,\\d{1,2}$"_s);
    static const QRegularExpression separators(u"[., ’']"_s), decimals(u"[.,](\\d{1,2})$"_s);
    if (!grouped.match(text).hasMatch() && !comma.match(text).hasMatch())
        return {};
    const QRegularExpressionMatch tail = decimals.match(text);
    QString whole = tail.hasMatch() ? text.left(tail.capturedStart()) : text;
    whole.remove(separators);
    return tail.hasMatch() ? whole + u'.' + tail.captured(1) : whole;
}

QString organizationForm(const QString &source, const QString &id)
{
    const QString other = orcid::sourceOfForm(id);
    if (!other.isEmpty() && other != source)
        return Words::tr("This has the form of %1; choose it as the source.").arg(other);
    if (source == u"ROR")
        return Words::tr("A ROR is written as its full address.");
    if (source == u"GRID")
        return Words::tr("A GRID id looks like grid.455335.1.");
    if (source == u"RINGGOLD")
        return Words::tr("A Ringgold id has digits only.");
    if (source == u"FUNDREF")
        return Words::tr("A funder’s id is its address, http://dx.doi.org/10.13039/… for example.");
    if (source == u"LEI")
        return Words::tr("A LEI has 18 capital letters or digits and two digits at the end.");
    return Words::tr("Choose where the organization’s identifier comes from.");
}

/// The registry's text as it would stand in the answer (orcid.md 9.1).
QString answerTo(const orcid::RuleBreach &breach)
{
    const QString text = orcid::developerMessage(breach.code, breach.parameters);
    return breach.words.isEmpty() ? text : text + u" Full validation error: "_s + breach.words;
}

FieldProblem organizationProblem(const orcid::RuleBreach &breach, const QJsonObject &content)
{
    const QJsonObject block = valueOn(content, breach.path.section(u'/', 0, -2)).toObject();
    const QString id = textAt(block, { u"disambiguated-organization-identifier"_s }), source = textAt(block, { u"disambiguation-source"_s });
    QString suggestion = orcid::suggestedOrganizationId(source, id);
    if (const QString other = orcid::sourceOfForm(id); !other.isEmpty() && other != source)
        suggestion.clear();
    return { breach.path, organizationForm(source, id), suggestion, breach.code, true, answerTo(breach) };
}

QString suggestionFor(const orcid::RuleBreach &breach, const QJsonObject &content)
{
    const QString text = textOf(valueOn(content, breach.path));
    if (breach.rule == orcid::Rule::Decimal)
        return plainDecimal(text.trimmed());
    if (breach.rule == orcid::Rule::GroupIssn) {
        const QString right = orcid::checkDigit(u"issn"_s, text.mid(5)).suggestion;
        return right.isEmpty() ? right : u"issn:"_s + right;
    }
    return {};
}

QString identifierWords(orcid::Rule rule)
{
    switch (rule) {
    case orcid::Rule::Identifiers:
        return Words::tr("At least one external identifier is required.");
    case orcid::Rule::IdentifierType:
        return Words::tr("Choose the type of the identifier.");
    case orcid::Rule::KnownIdentifierType:
        return Words::tr("ORCID doesn’t know this type of identifier.");
    case orcid::Rule::IdentifierValue:
        return Words::tr("The identifier is empty.");
    case orcid::Rule::Relationship:
        return Words::tr("Choose how the identifier relates to the item.");
    case orcid::Rule::FundedBy:
        return Words::tr("“Funded by” goes only with a grant number, proposal id, DOI or URI.");
    case orcid::Rule::SelfIdentifier:
        return Words::tr("One of the identifiers must be of the item itself (“self”).");
    case orcid::Rule::PersonIdField:
        return Words::tr("This must have 1 to 255 characters.");
    case orcid::Rule::PersonIdSelf:
        return Words::tr("ORCID takes only “self” for a person’s own identifiers.");
    default:
        return {};
    }
}

QString organizationWords(orcid::Rule rule)
{
    switch (rule) {
    case orcid::Rule::Organization:
        return Words::tr("The organization’s name is required.");
    case orcid::Rule::OrganizationId:
        return Words::tr("The organization’s identifier is required, a ROR for example.");
    case orcid::Rule::CityAndCountry:
        return Words::tr("City and country are required.");
    case orcid::Rule::CountryOfCity:
        return Words::tr("A city needs a country.");
    case orcid::Rule::AnyId:
        return Words::tr("Either an organization identifier or an external identifier is required.");
    case orcid::Rule::KnownGroup:
        return Words::tr("This review group doesn’t exist yet at ORCID.");
    case orcid::Rule::GroupIssn:
        return Words::tr("This isn’t an ISSN: the last digit doesn’t fit, or the form.");
    default:
        return identifierWords(rule);
    }
}

QString moneyAndPeopleWords(const orcid::RuleBreach &breach)
{
    switch (breach.rule) {
    case orcid::Rule::ContributorId:
        return Words::tr("This isn’t an ORCID iD, https://orcid.org/0000-0002-1825-0097 for example.");
    case orcid::Rule::ContributorName:
        return Words::tr("This can’t be empty.");
    case orcid::Rule::ContributorRole:
        return Words::tr("ORCID doesn’t know the role “%1”.").arg(breach.parameters.value(0));
    case orcid::Rule::Amount:
        return Words::tr("There is a currency but no amount.");
    case orcid::Rule::Currency:
        return Words::tr("An amount needs a currency.");
    case orcid::Rule::KnownCurrency:
        return Words::tr("ORCID doesn’t know this currency code.");
    case orcid::Rule::Decimal:
        return Words::tr("An amount has a point for the decimals and no other separator.");
    default:
        return organizationWords(breach.rule);
    }
}

QString wordsFor(const orcid::RuleBreach &breach, const QJsonObject &content)
{
    switch (breach.rule) {
    case orcid::Rule::Title:
        return Words::tr("A title is required.");
    case orcid::Rule::TranslatedTitle:
        return Words::tr("There is a language but no translated title.");
    case orcid::Rule::TitleLanguage:
        return Words::tr("The translated title needs a language from ORCID’s list.");
    case orcid::Rule::Language:
        return Words::tr("ORCID doesn’t know this language code.");
    case orcid::Rule::WorkType:
        return Words::tr("Choose a work type.");
    case orcid::Rule::RealDate:
        return dateProblem(content, breach.path);
    case orcid::Rule::StartDate:
        return Words::tr("An end needs a start.");
    case orcid::Rule::EndAfterStart:
        return Words::tr("The end lies before the start.");
    case orcid::Rule::Citation:
        return Words::tr("There is a citation type but no citation.");
    case orcid::Rule::CitationType:
        return Words::tr("The citation needs one of ORCID’s citation types.");
    case orcid::Rule::Country:
    case orcid::Rule::Text:
        return Words::tr("This is required.");
    case orcid::Rule::Link:
        return Words::tr("A link of 1 to 2000 characters is required.");
    default:
        return moneyAndPeopleWords(breach);
    }
}

} // namespace

const orcid::Field *fieldAt(const QList<orcid::Field> &fields, const QString &path)
{
    const orcid::Field *found = nullptr;
    for (const QString &part : path.split(u'/')) {
        found = orcid::findField(found ? found->fields : fields, step(part).first);
        if (!found)
            return nullptr;
    }
    return found;
}

QJsonValue valueOn(const QJsonObject &content, const QString &path)
{
    QJsonValue value = content;
    for (const QString &part : path.split(u'/')) {
        const auto [key, index] = step(part);
        value = value.toObject().value(key);
        if (index >= 0)
            value = arrayOf(value).at(index);
    }
    return value;
}

FieldProblem inWords(const orcid::ShapeProblem &problem, const orcid::Field *field)
{
    return { problem.path, wordsFor(problem, field), {}, 9047, true, orcid::developerMessage(9047) };
}

FieldProblem inWords(const orcid::RuleBreach &breach, const QJsonObject &content)
{
    if (breach.rule == orcid::Rule::OrganizationIdForm)
        return organizationProblem(breach, content);
    return { breach.path, wordsFor(breach, content), suggestionFor(breach, content), breach.code, true, answerTo(breach) };
}

} // namespace baton::record
