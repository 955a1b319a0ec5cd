#include "app/formats/draft.h"

#include "app/formats/contributorcells.h"
#include "app/base/strictjson.h"
#include "app/orcid/enumerations.h"
#include "app/orcid/identifiers.h"
#include "app/orcid/organizationids.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > 60 ? line.left(57) + u'…' : line;
}

/// True if both have the same letters and digits, whatever is between them.
bool sameWords(QStringView a, QStringView b)
{
    const auto next = [](QStringView text, qsizetype &at) {
        while (at < text.size() && !text.at(at).isLetterOrNumber())
            ++at;
        return at < text.size() ? text.at(at++).toLower() : QChar();
    };
    qsizetype i = 0, j = 0;
    for (;;) {
        const QChar left = next(a, i), right = next(b, j);
        if (left != right)
            return false;
        if (left.isNull())
            return true;
    }
}

/// Languages as bibliographies write them: "ngerman", "eng", "en-US".
QString languageFrom(const QList<orcid::Term> &languages, const QString &text)
{
    static const QHash<QString, QString> others { { u"eng"_s, u"en"_s }, { u"american"_s, u"en"_s }, { u"british"_s, u"en"_s }, { u"usenglish"_s, u"en"_s },
        { u"ukenglish"_s, u"en"_s }, { u"ger"_s, u"de"_s }, { u"deu"_s, u"de"_s }, { u"ngerman"_s, u"de"_s }, { u"austrian"_s, u"de"_s }, { u"naustrian"_s, u"de"_s },
        { u"fre"_s, u"fr"_s }, { u"fra"_s, u"fr"_s }, { u"francais"_s, u"fr"_s }, { u"spa"_s, u"es"_s }, { u"por"_s, u"pt"_s }, { u"brazilian"_s, u"pt"_s },
        { u"portuges"_s, u"pt"_s }, { u"ita"_s, u"it"_s }, { u"dut"_s, u"nl"_s }, { u"nld"_s, u"nl"_s }, { u"rus"_s, u"ru"_s }, { u"jpn"_s, u"ja"_s }, { u"chi"_s, u"zh_CN"_s },
        { u"zho"_s, u"zh_CN"_s }, { u"zh"_s, u"zh_CN"_s }, { u"kor"_s, u"ko"_s }, { u"pol"_s, u"pl"_s }, { u"cze"_s, u"cs"_s }, { u"ces"_s, u"cs"_s }, { u"swe"_s, u"sv"_s },
        { u"dan"_s, u"da"_s }, { u"nor"_s, u"no"_s }, { u"fin"_s, u"fi"_s }, { u"hun"_s, u"hu"_s }, { u"tur"_s, u"tr"_s }, { u"ara"_s, u"ar"_s }, { u"cat"_s, u"ca"_s },
        { u"gre"_s, u"el"_s }, { u"ell"_s, u"el"_s }, { u"heb"_s, u"iw"_s }, { u"he"_s, u"iw"_s }, { u"hebrew"_s, u"iw"_s }, { u"id"_s, u"in"_s }, { u"indonesian"_s, u"in"_s } };
    const QString word = text.toLower();
    if (others.contains(word))
        return others.value(word);
    static const QRegularExpression region(u"^([a-z]{2})[-_][A-Za-z]{2,4}$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = region.match(text);
    const QString code = match.captured(1).toLower();
    return !match.hasMatch() ? QString() : orcid::hasValue(languages, code) ? code : others.value(code);
}

/// One of JSON's trees as it stands in a cell.
std::optional<QJsonValue> treeFrom(const QString &text)
{
    const auto parsed = parseJson(text.toUtf8());
    if (!parsed || (!parsed->isArray() && !parsed->isObject()))
        return std::nullopt;
    return parsed->isArray() ? QJsonValue(parsed->array()) : QJsonValue(parsed->object());
}

} // namespace

bool hasForm(const QString &type, const QString &text)
{
    return text.size() <= maxIdentifier && orcid::normalise(type, text).has_value();
}

QString tidyIdentifier(const QString &type, const QString &text)
{
    const QString value = text.trimmed();
    const std::optional<QString> normal = orcid::normalise(type, value);
    if (!normal || type == u"uri")
        return value;
    // The normal form without what it changes beyond taking things away: an ISBN keeps its hyphens, a DOI its capitals.
    if (type == u"isbn" || type == u"issn") {
        static const QRegularExpression prefix(u"^(?:urn:)?is[bs]n(?:-1[03])?:?\\s*"_s, QRegularExpression::CaseInsensitiveOption);
        return QString(value).remove(prefix);
    }
    const qsizetype at = value.indexOf(*normal, 0, Qt::CaseInsensitive);
    return at < 0 ? *normal : value.mid(at, normal->size());
}

QString termFrom(const QList<orcid::Term> &terms, const QString &text)
{
    if (sameWords(text, {}))
        return {};
    for (const orcid::Term &term : terms) {
        if (term.value == text)
            return term.value;
    }
    for (const orcid::Term &term : terms) {
        const bool isAddress = term.value.startsWith(u"http"); // of a CRediT role, which ends with its name
        if (sameWords(term.value, text) || sameWords(term.label, text) || (isAddress && sameWords(term.value.section(u'/', -2, -2), text)))
            return term.value;
    }
    return {};
}

QStringList cellParts(const QString &text)
{
    static const QRegularExpression gap(u";\\s|;$|\\s\\|\\s|\\n"_s);
    QStringList parts;
    for (const QString &part : text.split(gap)) {
        if (!part.trimmed().isEmpty())
            parts += part.trimmed();
    }
    return parts;
}

void Draft::note(const QString &words)
{
    if (!m_notes.contains(words) && m_notes.size() < 50)
        m_notes += words;
}

void Draft::put(const Place &place, const QString &field, const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    switch (place.form) {
    case Place::Form::Text:
    case Place::Form::Link:
    case Place::Form::Decimal:
        return putText(place, place.form == Place::Form::Text ? text : text.trimmed());
    case Place::Form::Term:
        return putTerm(place, field, text.trimmed());
    case Place::Form::Date: {
        const std::optional<PartialDate> date = dateOrYear(field, text);
        if (!date)
            return note(Words::tr("%1: “%2” is no date; left out.").arg(field, shortened(text)));
        if (record::isNothing(record::valueAt(m_content, place.path)))
            m_content = withValue(m_content, place.path, date->toJson());
        return;
    }
    case Place::Form::Identifiers:
    case Place::Form::Identifier:
        return putIdentifiers(place, field, text.trimmed());
    case Place::Form::IdentifierLinks:
        return putLinks(place, text);
    case Place::Form::OrganizationId:
        return putOrganizationId(place, field, text.trimmed());
    case Place::Form::Contributors:
        return putContributors(place, field, text);
    case Place::Form::Tree:
        return putTree(place, field, text);
    }
}

void Draft::putText(const Place &place, const QString &text)
{
    const QJsonValue value = place.wrapped ? QJsonValue(QJsonObject { { u"value"_s, text } }) : QJsonValue(text);
    if (record::isNothing(record::valueAt(m_content, place.path)))
        m_content = withValue(m_content, place.path, value);
}

void Draft::putTerm(const Place &place, const QString &field, const QString &text)
{
    // A required list's wrong value stays: what the registry would say to it is told with the others.
    QString value = place.type.isEmpty() ? termFrom(place.values, text) : place.type;
    if (value.isEmpty() && place.path.last() == u"language-code")
        value = languageFrom(place.values, text);
    if (!value.isEmpty())
        return putText(place, value);
    const orcid::Section *section = orcid::findSection(m_section);
    const orcid::Field *known = section && place.path.size() == 1 ? section->field(place.path.front()) : nullptr;
    if (known && known->required)
        return putText(place, text);
    note(Words::tr("%1: “%2” is not one of the values of %3; left out.").arg(field, shortened(text), place.target.label));
}

// What can be read of "2024-13" is kept, and the rest is said.
std::optional<PartialDate> Draft::dateOrYear(const QString &field, const QString &text)
{
    bool doubt = false;
    if (const auto date = dateFrom(text, &doubt)) {
        if (doubt)
            note(Words::tr("%1: day and month of “%2” can’t be told apart; the year is kept.").arg(field, shortened(text)));
        return date;
    }
    static const QRegularExpression yearFirst(u"^\\s*(\\d{4})(?!\\d)"_s);
    const auto year = dateFrom(yearFirst.match(text).captured(1));
    if (year)
        note(Words::tr("%1: “%2” is no date; the year is kept.").arg(field, shortened(text)));
    return year;
}

void Draft::putDate(const Place &place, const QString &field, const QString &year, const QString &month, const QString &day)
{
    if (year.trimmed().isEmpty())
        return;
    const std::optional<PartialDate> whole = dateOrYear(field, year);
    if (!whole)
        return note(Words::tr("%1: “%2” is no year; the date is left out.").arg(field, shortened(year)));
    PartialDate date = *whole;
    if (date.month == 0 && !month.trimmed().isEmpty()) {
        date.month = monthFrom(month);
        if (date.month == 0)
            note(Words::tr("%1: month “%2” is no month; the year is kept.").arg(field, shortened(month)));
    }
    if (date.month > 0 && date.day == 0 && !day.trimmed().isEmpty()) {
        date.day = day.trimmed().toInt();
        if (date.day < 1 || date.day > 31) {
            note(Words::tr("%1: “%2” is no day; left out.").arg(field, shortened(day)));
            date.day = 0;
        }
    }
    if (record::isNothing(record::valueAt(m_content, place.path)))
        m_content = withValue(m_content, place.path, date.toJson());
}

void Draft::putIdentifiers(const Place &place, const QString &field, const QString &text)
{
    QStringList values = cellParts(text);
    // "a;b" without a space, yet never a DOI with a semicolon of its own.
    const QStringList tight = text.split(u';', Qt::SkipEmptyParts);
    const auto fits = [&place](const QString &part) { return hasForm(place.type, part.trimmed()); };
    static const QStringList formed { u"doi"_s, u"isbn"_s, u"issn"_s, u"pmid"_s, u"pmc"_s, u"arxiv"_s };
    if (values.size() == 1 && tight.size() > 1 && formed.contains(place.type) && std::all_of(tight.begin(), tight.end(), fits))
        values = tight;
    for (const QString &part : values) {
        if (part.size() > maxIdentifier) {
            note(Words::tr("%1: too long for an identifier; left out.").arg(field));
            continue;
        }
        const QString value = tidyIdentifier(place.type, part);
        if (!orcid::normalise(place.type, value))
            note(Words::tr("%1: “%2” has not the form of a %3.").arg(field, shortened(part), place.type));
        if (place.form == Place::Form::Identifier) {
            if (!m_content.contains(place.path.front())) // one only
                m_content[place.path.front()] = QJsonObject { { u"external-id-type"_s, place.type }, { u"external-id-value"_s, value },
                    { u"external-id-relationship"_s, place.relationship.isEmpty() ? u"self"_s : place.relationship } };
            continue;
        }
        addIdentifier(place.type, value, place.relationship);
    }
}

void Draft::putLinks(const Place &place, const QString &text)
{
    const QStringList links = text.split(u"; "_s);
    qsizetype next = 0;
    for (Identifier &id : m_identifiers) {
        if (id.type == place.type && (place.relationship.isEmpty() || id.relationship == place.relationship) && next < links.size())
            id.link = links.at(next++).trimmed();
    }
}

void Draft::addIdentifier(const QString &type, const QString &value, const QString &relationship, const QString &link)
{
    const QString same = orcid::comparable(type, value);
    for (Identifier &id : m_identifiers) {
        if (id.type == type && id.relationship == relationship && orcid::comparable(type, id.value) == same)
            return;
    }
    if (m_identifiers.size() < 200)
        m_identifiers += { type, value, relationship, link };
}

void Draft::putOrganizationId(const Place &place, const QString &field, const QString &text)
{
    // "ROR https://ror.org/…" says its source in front.
    static const QRegularExpression named(u"^(ROR|GRID|RINGGOLD|FUNDREF|LEI)[\\s:]+(?!//)(.+)$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = named.match(text);
    QString source = place.type.isEmpty() ? match.captured(1).toUpper() : place.type;
    QString id = match.hasMatch() ? match.captured(2).trimmed() : text;
    for (const orcid::Term &known : orcid::organizationSources()) {
        if (source.isEmpty() && known.value != u"RINGGOLD" && (orcid::fitsSource(known.value, id) || !orcid::suggestedOrganizationId(known.value, id).isEmpty()))
            source = orcid::sourceOfForm(id).isEmpty() ? known.value : orcid::sourceOfForm(id);
    }
    if (source.isEmpty())
        return note(Words::tr("%1: “%2” doesn’t say which registry it is from; left out. Write for example “RINGGOLD 1234”.").arg(field, shortened(text)));
    if (const QString better = orcid::suggestedOrganizationId(source, id); !better.isEmpty())
        id = better;
    if (record::isNothing(record::valueAt(m_content, place.path)))
        m_content = withValue(m_content, place.path,
            QJsonObject { { u"disambiguated-organization-identifier"_s, id }, { u"disambiguation-source"_s, source } });
}

void Draft::putContributors(const Place &place, const QString &field, const QString &text)
{
    if (text.trimmed().startsWith(u'[')) {
        if (const std::optional<QJsonValue> tree = treeFrom(text); tree && tree->isArray()) {
            for (const QJsonValue &one : tree->toArray())
                m_contributors += one;
            return;
        }
        note(Words::tr("%1: the contributors couldn’t be read; left out.").arg(field));
        return;
    }
    for (const QJsonValue &one : contributorsFrom(m_section, text)) {
        QJsonObject person = one.toObject();
        if (!place.type.isEmpty())
            person = withValue(person, { u"contributor-attributes"_s, u"contributor-role"_s }, place.type);
        m_contributors += person;
    }
}

void Draft::addContributor(const QString &name, const QString &role, const QString &orcid, const QString &sequence)
{
    if (!name.isEmpty() || !orcid.isEmpty())
        m_contributors += contributor(name, orcid, sequence, role);
}

void Draft::putTree(const Place &place, const QString &field, const QString &text)
{
    const std::optional<QJsonValue> tree = treeFrom(text);
    if (!tree)
        return note(Words::tr("%1: what stands there is not the JSON of “%2”; left out.").arg(field, place.target.label));
    m_content = withValue(m_content, place.path, *tree);
}

QJsonObject Draft::content() const
{
    QJsonObject content = m_content;
    QJsonArray list;
    for (const Identifier &id : m_identifiers) {
        QJsonObject one { { u"external-id-type"_s, id.type }, { u"external-id-value"_s, id.value },
            { u"external-id-relationship"_s,
                id.relationship.isEmpty() ? usualRelationship(m_section, id.type, content.value(u"type"_s).toString()) : id.relationship } };
        if (!id.link.isEmpty())
            one[u"external-id-url"] = QJsonObject { { u"value"_s, id.link } };
        list += one;
    }
    if (const QStringList path = identifiersPath(m_section); !list.isEmpty() && !path.isEmpty())
        content = withValue(content, path, list);
    if (!m_contributors.isEmpty())
        content = withValue(content, { u"contributors"_s, u"contributor"_s }, m_contributors);
    // A citation says in which form it is, a schema wants to know where an organization is.
    if (content.value(u"citation"_s).isObject() && !content.value(u"citation"_s).toObject().contains(u"citation-type"_s))
        content = withValue(content, { u"citation"_s, u"citation-type"_s }, u"formatted-unspecified"_s);
    for (const QString &key : { u"organization"_s, u"convening-organization"_s }) {
        if (content.value(key).isObject() && !content.value(key).toObject().contains(u"address"_s))
            content = withValue(content, { key, u"address"_s }, QJsonObject());
    }
    return content;
}

} // namespace baton::formats
