// What the registry would refuse, or a reader would stumble over, told before anything is sent (orcid.md 8).

#include "app/record/difference.h"

#include "app/orcid/enumerations.h"
#include "app/orcid/identifiers.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDate>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtCore/QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

class Examination {
public:
    Examination(const QString &section, const QJsonObject &content) : m_section(section), m_content(content) { }

    QList<FieldProblem> found() const { return m_found; }
    void work();
    void affiliation(bool placeRequired);
    void personItem(const orcid::Section &known);

private:
    void report(const QString &field, const QString &words, int code, const QString &suggestion = {})
    {
        m_found += { field, words, suggestion, code, true };
    }
    void advise(const QString &field, const QString &words, const QString &suggestion)
    {
        m_found += { field, words, suggestion, 0, false };
    }
    void length(const QString &field, const QString &value, int limit, bool blankAllowed);
    void title();
    void date(const QString &key);
    QList<int> dateParts(const QString &key, bool *readable) const;
    void order();
    void link();
    void identifiers(bool required);
    void identifier(int index, const ExternalId &id);
    void identifierForm(const QString &field, const ExternalId &id);
    void organization(bool placeRequired);
    void contributors();
    void citation();
    void vocabulary(const QString &field, const QString &value, const QList<orcid::Term> &terms, int code, const char *words);

    QString m_section;
    QJsonObject m_content;
    QList<FieldProblem> m_found;
};

void Examination::length(const QString &field, const QString &value, int limit, bool blankAllowed)
{
    if (value.size() > limit)
        report(field, translated(QT_TRANSLATE_NOOP("Record", "This is %1 characters too long; ORCID takes %2.")).arg(value.size() - limit).arg(limit), 9047);
    else if (!blankAllowed && !value.isEmpty() && value.trimmed().isEmpty())
        report(field, translated(QT_TRANSLATE_NOOP("Record", "This can’t be nothing but spaces.")), 9047);
}

void Examination::vocabulary(const QString &field, const QString &value, const QList<orcid::Term> &terms, int code, const char *words)
{
    if (!orcid::hasValue(terms, value))
        report(field, translated(words), code);
}

void Examination::title()
{
    const QString title = textAt(m_content, { u"title"_s, u"title"_s });
    if (title.trimmed().isEmpty())
        report(u"title"_s, translated(QT_TRANSLATE_NOOP("Record", "A title is required.")), 9022);
    length(u"title"_s, title, 1000, true);
    length(u"subtitle"_s, textAt(m_content, { u"title"_s, u"subtitle"_s }), 1000, true);
    const QJsonObject other = valueAt(m_content, { u"title"_s, u"translated-title"_s }).toObject();
    const QString words = textOf(other), language = textAt(other, { u"language-code"_s });
    if (!words.isEmpty() && !orcid::hasValue(orcid::languages(), language))
        report(u"translated-title"_s, translated(QT_TRANSLATE_NOOP("Record", "The translated title needs a language from ORCID’s list.")), 9037);
    if (words.isEmpty() && !language.isEmpty())
        report(u"translated-title"_s, translated(QT_TRANSLATE_NOOP("Record", "There is a language but no translated title.")), 9020);
}

QList<int> Examination::dateParts(const QString &key, bool *readable) const
{
    QList<int> parts;
    *readable = true;
    const QJsonObject date = m_content.value(key).toObject();
    static const QRegularExpression fourDigits(u"^\\d{4}$"_s), twoDigits(u"^\\d{2}$"_s);
    for (const QString &part : { u"year"_s, u"month"_s, u"day"_s }) {
        const QString text = textOf(date.value(part));
        const bool isYear = part == u"year"_s;
        if (!text.isEmpty() && !(isYear ? fourDigits : twoDigits).match(text).hasMatch())
            *readable = false;
        parts += text.toInt();
    }
    return parts;
}

void Examination::date(const QString &key)
{
    bool readable = true;
    const QList<int> parts = dateParts(key, &readable);
    const int year = parts[0], month = parts[1], day = parts[2];
    if (!readable)
        report(key, translated(QT_TRANSLATE_NOOP("Record", "A date has a year of four digits, and month and day of two.")), 9049);
    else if (year == 0 && (month || day))
        report(key, translated(QT_TRANSLATE_NOOP("Record", "A month or day needs a year.")), 9049);
    else if (day && !month)
        report(key, translated(QT_TRANSLATE_NOOP("Record", "A day needs a month.")), 9049);
    else if (year && (year < 1900 || year > 2100))
        report(key, translated(QT_TRANSLATE_NOOP("Record", "The year must lie between 1900 and 2100.")), 9047);
    else if (month > 12 || (year && day && !QDate::isValid(year, month, day)))
        report(key, translated(QT_TRANSLATE_NOOP("Record", "There is no such day: %1.")).arg(isoDate(m_content.value(key))), 9049);
}

// Only as exact as both dates are: 2021 to 2021-03 is fine.
void Examination::order()
{
    bool readable = true, endReadable = true;
    const QList<int> start = dateParts(u"start-date"_s, &readable), end = dateParts(u"end-date"_s, &endReadable);
    if (!readable || !endReadable)
        return;
    for (int i = 0; i < 3 && start[i] && end[i]; ++i) {
        if (end[i] > start[i])
            return;
        if (end[i] < start[i]) {
            report(u"end-date"_s, translated(QT_TRANSLATE_NOOP("Record", "The end lies before the start.")), 9055);
            return;
        }
    }
}

void Examination::link()
{
    const QString text = textAt(m_content, { u"url"_s });
    if (text.isEmpty())
        return;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || text.contains(u' '))
        report(u"url"_s, translated(QT_TRANSLATE_NOOP("Record", "This isn’t an address.")), 9047);
    else if (url.scheme().isEmpty())
        advise(u"url"_s, translated(QT_TRANSLATE_NOOP("Record", "Without https:// in front, readers can’t open this link.")), u"https://"_s + text);
    else if (url.scheme() != u"http"_s && url.scheme() != u"https"_s)
        advise(u"url"_s, translated(QT_TRANSLATE_NOOP("Record", "Readers can open only http and https links.")), {});
}

void Examination::identifiers(bool required)
{
    const QList<ExternalId> ids = externalIdsOf(m_section, m_content);
    if (required && ids.isEmpty())
        report(u"external-ids"_s, translated(QT_TRANSLATE_NOOP("Record", "At least one external identifier is required.")), 9023);
    else if (required && std::none_of(ids.begin(), ids.end(), [](const ExternalId &id) { return id.relationship == u"self"_s; }))
        report(u"external-ids"_s, translated(QT_TRANSLATE_NOOP("Record", "At least one identifier must have the relation “self”.")), 9023);
    QSet<QString> seen;
    for (int i = 0; i < ids.size(); ++i) {
        const ExternalId &id = ids.at(i);
        identifier(i, id);
        const QString key = id.type + u'\n' + id.relationship + u'\n' + orcid::comparable(id.type, id.value);
        if (!id.value.isEmpty() && seen.contains(key))
            advise(u"external-ids/%1/value"_s.arg(i), translated(QT_TRANSLATE_NOOP("Record", "This identifier is here twice.")), {});
        seen += key;
    }
}

void Examination::identifier(int index, const ExternalId &id)
{
    const QString field = u"external-ids/%1/"_s.arg(index);
    if (!orcid::findExternalIdType(id.type))
        report(field + u"type"_s, translated(QT_TRANSLATE_NOOP("Record", "ORCID doesn’t know this type of identifier.")), 9023);
    if (!orcid::hasValue(orcid::relationships(), id.relationship))
        report(field + u"relationship"_s, translated(QT_TRANSLATE_NOOP("Record", "Choose how the identifier relates to the item.")), 9023);
    static const QStringList fundable { u"grant_number"_s, u"proposal-id"_s, u"doi"_s, u"uri"_s };
    if (id.relationship == u"funded-by"_s && !fundable.contains(id.type))
        report(field + u"relationship"_s, translated(QT_TRANSLATE_NOOP("Record", "“Funded by” goes only with a grant number, proposal id, DOI or URI.")), 9020);
    if (id.value.trimmed().isEmpty())
        report(field + u"value"_s, translated(QT_TRANSLATE_NOOP("Record", "The identifier is empty.")), 9023);
    else
        identifierForm(field + u"value"_s, id);
}

void Examination::identifierForm(const QString &field, const ExternalId &id)
{
    const orcid::CheckDigit digit = orcid::checkDigit(id.type, id.value);
    const orcid::ExternalIdType *type = orcid::findExternalIdType(id.type);
    const QString label = type ? type->label : id.type;
    if (digit.applies && !digit.fits) {
        // ORCID would take it, but it leads nowhere.
        report(field, translated(QT_TRANSLATE_NOOP("Record", "The last digit doesn’t fit this %1.")).arg(label), 0, digit.suggestion);
        return;
    }
    const std::optional<QString> normal = orcid::normalise(id.type, id.value);
    if (!normal) {
        report(field, translated(QT_TRANSLATE_NOOP("Record", "This doesn’t have the form of the type %1.")).arg(label), 0);
        return;
    }
    const bool wrapped = (id.type == u"doi"_s || id.type == u"arxiv"_s || id.type == u"pmid"_s) && normal->size() < id.value.trimmed().size();
    if (wrapped)
        advise(field, translated(QT_TRANSLATE_NOOP("Record", "ORCID keeps the bare identifier.")), *normal);
}

void Examination::contributors()
{
    const QJsonArray list = arrayOf(valueAt(m_content, { u"contributors"_s, u"contributor"_s }));
    for (int i = 0; i < list.size(); ++i) {
        const QJsonObject contributor = list.at(i).toObject();
        const QString field = u"contributors/%1"_s.arg(i);
        const QString role = textAt(contributor, { u"contributor-attributes"_s, u"contributor-role"_s });
        length(field, textAt(contributor, { u"credit-name"_s }), 150, false);
        if (!role.isEmpty() && !orcid::isRole(orcid::workRoles(), role))
            report(field, translated(QT_TRANSLATE_NOOP("Record", "ORCID doesn’t know the role “%1”.")).arg(role), 9058);
    }
}

void Examination::citation()
{
    const QJsonObject citation = m_content.value(u"citation"_s).toObject();
    const QString type = textAt(citation, { u"citation-type"_s }), text = textAt(citation, { u"citation-value"_s });
    if (type.isEmpty() && text.isEmpty())
        return;
    if (type.isEmpty() || !orcid::hasValue(orcid::citationTypes(), type))
        report(u"citation"_s, translated(QT_TRANSLATE_NOOP("Record", "The citation needs one of ORCID’s citation types.")), 9037);
    if (text.trimmed().isEmpty())
        report(u"citation"_s, translated(QT_TRANSLATE_NOOP("Record", "There is a citation type but no citation.")), 9020);
}

void Examination::work()
{
    title();
    vocabulary(u"type"_s, textAt(m_content, { u"type"_s }), orcid::workTypes(), 9037, QT_TRANSLATE_NOOP("Record", "Choose a work type."));
    length(u"journal-title"_s, textAt(m_content, { u"journal-title"_s }), 1000, false);
    length(u"short-description"_s, textAt(m_content, { u"short-description"_s }), 5000, true);
    date(u"publication-date"_s);
    identifiers(true);
    link();
    contributors();
    citation();
    if (const QString language = textAt(m_content, { u"language-code"_s }); !language.isEmpty())
        vocabulary(u"language-code"_s, language, orcid::languages(), 9037, QT_TRANSLATE_NOOP("Record", "ORCID doesn’t know this language code."));
    if (const QString country = textAt(m_content, { u"country"_s }); !country.isEmpty())
        vocabulary(u"country"_s, country, orcid::countries(), 9037, QT_TRANSLATE_NOOP("Record", "ORCID doesn’t know this country code."));
}

void Examination::organization(bool placeRequired)
{
    const QJsonObject organization = m_content.value(u"organization"_s).toObject();
    const QString name = textAt(organization, { u"name"_s });
    const QString city = textAt(organization, { u"address"_s, u"city"_s }), country = textAt(organization, { u"address"_s, u"country"_s });
    const QJsonObject known = organization.value(u"disambiguated-organization"_s).toObject();
    const QString id = textAt(known, { u"disambiguated-organization-identifier"_s }), source = textAt(known, { u"disambiguation-source"_s });
    if (name.trimmed().isEmpty())
        report(u"organization/name"_s, translated(QT_TRANSLATE_NOOP("Record", "The organization’s name is required.")), 9046);
    length(u"organization/name"_s, name, 4000, true);
    if (placeRequired && city.trimmed().isEmpty())
        report(u"organization/city"_s, translated(QT_TRANSLATE_NOOP("Record", "The city is required.")), 9060);
    if (country.isEmpty() && placeRequired)
        report(u"organization/country"_s, translated(QT_TRANSLATE_NOOP("Record", "The country is required.")), 9060);
    else if (country.isEmpty() && !city.isEmpty())
        report(u"organization/country"_s, translated(QT_TRANSLATE_NOOP("Record", "A city needs a country.")), 9061);
    else if (!country.isEmpty())
        vocabulary(u"organization/country"_s, country, orcid::countries(), 9047, QT_TRANSLATE_NOOP("Record", "ORCID doesn’t know this country code."));
    const bool hasIds = !externalIdsOf(m_section, m_content).isEmpty();
    if (id.trimmed().isEmpty() && placeRequired)
        report(u"organization/identifier"_s, translated(QT_TRANSLATE_NOOP("Record", "The organization’s identifier is required, a ROR for example.")), 9045);
    else if (id.trimmed().isEmpty() && !hasIds)
        report(u"organization/identifier"_s, translated(QT_TRANSLATE_NOOP("Record", "Either an organization identifier or an external identifier is required.")), 9062);
    else if (!id.isEmpty() && !orcid::hasValue(orcid::organizationSources(), source))
        report(u"organization/source"_s, translated(QT_TRANSLATE_NOOP("Record", "Choose where the organization’s identifier comes from.")), 9045);
    static const QRegularExpression ror(u"^https://ror\\.org/0[a-z0-9]{6}\\d{2}$"_s), bareRor(u"^(?:ror\\.org/)?(0[a-z0-9]{6}\\d{2})$"_s);
    if (source == u"ROR"_s && !id.isEmpty() && !ror.match(id).hasMatch()) {
        const QString bare = bareRor.match(id.trimmed()).captured(1);
        report(u"organization/identifier"_s, translated(QT_TRANSLATE_NOOP("Record", "A ROR is written as its full address.")), 9045,
            bare.isEmpty() ? QString() : u"https://ror.org/"_s + bare);
    }
}

void Examination::affiliation(bool placeRequired)
{
    organization(placeRequired);
    length(u"department-name"_s, textAt(m_content, { u"department-name"_s }), 4000, false);
    length(u"role-title"_s, textAt(m_content, { u"role-title"_s }), 4000, false);
    date(u"start-date"_s);
    date(u"end-date"_s);
    order();
    link();
    identifiers(false);
}

// Keywords, other names, websites, countries, other iDs (orcid.md 8.10).
void Examination::personItem(const orcid::Section &known)
{
    static const QStringList required { u"content"_s, u"url"_s, u"country"_s, u"external-id-type"_s, u"external-id-value"_s, u"external-id-url"_s };
    for (const orcid::Field &field : known.fields) {
        const QString value = textAt(m_content, { field.key });
        if (required.contains(field.key) && value.trimmed().isEmpty())
            report(field.key, translated(QT_TRANSLATE_NOOP("Record", "This is required.")), 9020);
        else if (field.maxLength > 0)
            length(field.key, value, field.maxLength, true);
    }
    link();
}

} // namespace

QList<FieldProblem> problems(const QString &section, const QJsonObject &content)
{
    Examination examination(section, content);
    const orcid::Section *known = orcid::findSection(section);
    if (section == u"works"_s)
        examination.work();
    else if (known && known->family == orcid::Section::Family::Affiliations)
        examination.affiliation(section == u"employments"_s || section == u"educations"_s);
    else if (known && known->family == orcid::Section::Family::PersonItems)
        examination.personItem(*known);
    return examination.found();
}

} // namespace baton::record
