#include "app/practice/api/searchfields.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

#include <algorithm>

namespace baton::practice {

namespace {

using Path = QStringList;

const QStringList kAffiliations { QStringLiteral("employments"), QStringLiteral("educations"), QStringLiteral("qualifications"),
    QStringLiteral("distinctions"), QStringLiteral("invited-positions"), QStringLiteral("memberships"), QStringLiteral("services") };

QJsonValue at(const QJsonObject &content, const Path &path)
{
    QJsonValue value = content;
    for (const QString &key : path)
        value = value.toObject().value(key);
    return value;
}

/// Calls with the content of every public item of the sections.
template <typename Take>
void eachPublic(const Researcher &researcher, const QStringList &sections, Take take)
{
    for (const QString &section : sections) {
        for (const RecordItem &item : researcher.section(section)) {
            if (item.isPublic())
                take(item.content, *orcid::findSection(section));
        }
    }
}

QStringList texts(const Researcher &researcher, const QStringList &sections, const Path &path)
{
    QStringList found;
    eachPublic(researcher, sections, [&](const QJsonObject &content, const orcid::Section &) {
        const QString text = at(content, path).toString();
        if (!text.isEmpty())
            found << text;
    });
    return found;
}

/// Ids of works and others: all of a type and relationship, either empty = any.
QStringList ids(const Researcher &researcher, const QStringList &sections, const QString &type, const QString &relationship)
{
    QStringList found;
    eachPublic(researcher, sections, [&](const QJsonObject &content, const orcid::Section &section) {
        const QJsonArray all = itemIds(section, content);
        for (const QJsonValue &value : all) {
            const QJsonObject id = value.toObject();
            const bool typeFits = type.isEmpty() || id.value(u"external-id-type").toString() == type;
            if (typeFits && (relationship.isEmpty() || id.value(u"external-id-relationship").toString() == relationship)) {
                found << id.value(u"external-id-value").toString();
                const QString normal = at(id, { QStringLiteral("external-id-normalized"), QStringLiteral("value") }).toString();
                if (!normal.isEmpty())
                    found << normal;
            }
        }
    });
    return found;
}

QStringList organizationIds(const Researcher &researcher, const QStringList &sections, const QString &source)
{
    QStringList found;
    eachPublic(researcher, sections, [&](const QJsonObject &content, const orcid::Section &) {
        const QJsonObject block = at(content, { QStringLiteral("organization"), QStringLiteral("disambiguated-organization") }).toObject();
        if (block.value(u"disambiguation-source").toString() == source)
            found << block.value(u"disambiguated-organization-identifier").toString();
    });
    return found;
}

QStringList organizations(const Researcher &researcher, const QStringList &sections, std::optional<bool> ended)
{
    QStringList found;
    eachPublic(researcher, sections, [&](const QJsonObject &content, const orcid::Section &) {
        if (!ended || *ended == content.contains(QStringLiteral("end-date")))
            found << at(content, { QStringLiteral("organization"), QStringLiteral("name") }).toString();
    });
    return found;
}

QStringList personIds(const Researcher &researcher, bool withType)
{
    QStringList found;
    eachPublic(researcher, { QStringLiteral("external-identifiers") }, [&](const QJsonObject &content, const orcid::Section &) {
        const QString value = content.value(u"external-id-value").toString();
        found << (withType ? content.value(u"external-id-type").toString() + u'=' + value : value);
    });
    return found;
}

QStringList emails(const Researcher &researcher)
{
    QStringList found;
    eachPublic(researcher, { QStringLiteral("emails") }, [&](const QJsonObject &content, const orcid::Section &) {
        if (content.value(u"verified").toBool())
            found << content.value(u"email").toString();
    });
    return found;
}

/// "doi-self", "pmid-part-of", "isbn": any type of the works' list.
QStringList idField(const Researcher &researcher, const QString &field)
{
    static const QStringList sections { QStringLiteral("works"), QStringLiteral("peer-reviews"), QStringLiteral("research-resources") };
    for (const QString &relationship : { QStringLiteral("self"), QStringLiteral("part-of"), QStringLiteral("version-of"),
             QStringLiteral("funded-by") }) {
        if (field.endsWith(u'-' + relationship))
            return ids(researcher, sections, field.chopped(relationship.size() + 1), relationship);
    }
    return ids(researcher, sections, field, {});
}

/// What is compared as a whole; everything else is compared word by word.
bool isWhole(const QString &field)
{
    static const QStringList whole { QStringLiteral("orcid"), QStringLiteral("email"), QStringLiteral("external-id-reference"),
        QStringLiteral("external-id-type-and-value"), QStringLiteral("ringgold-org-id"), QStringLiteral("grid-org-id"),
        QStringLiteral("ror-org-id"), QStringLiteral("fundref-org-id"), QStringLiteral("grant-numbers"),
        QStringLiteral("peer-review-type"), QStringLiteral("peer-review-role"), QStringLiteral("peer-review-group-id") };
    return whole.contains(field);
}

QString folded(const QString &text)
{
    QString plain;
    const QString decomposed = text.normalized(QString::NormalizationForm_KD);
    for (const QChar c : decomposed) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c;
    }
    return plain;
}

/// Words of letters and digits; ideographs stand alone.
QStringList words(const QString &text)
{
    QStringList found;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            found << word;
        word.clear();
    };
    for (const QChar c : text.toLower()) {
        if (c.script() == QChar::Script_Han) {
            end();
            found << QString(c);
        } else if (c.isLetterOrNumber() || c.isMark()) {
            word += c;
        } else {
            end();
        }
    }
    end();
    return found;
}

bool hasWildcard(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == QChar(searchEscape))
            ++i;
        else if (text.at(i) == u'*' || text.at(i) == u'?')
            return true;
    }
    return false;
}

QRegularExpression pattern(const QString &text)
{
    QString expression;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == QChar(searchEscape) && i + 1 < text.size())
            expression += QRegularExpression::escape(QString(text.at(++i)));
        else if (c == u'*')
            expression += QStringLiteral(".*");
        else if (c == u'?')
            expression += u'.';
        else
            expression += QRegularExpression::escape(QString(c));
    }
    return QRegularExpression(QRegularExpression::anchoredPattern(expression),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
}

QString plain(QString text)
{
    return text.remove(QChar(searchEscape));
}

bool holdsInOrder(const QStringList &words, const QStringList &wanted)
{
    return std::search(words.cbegin(), words.cend(), wanted.cbegin(), wanted.cend()) != words.cend();
}

bool fitsWords(const QString &value, const SearchTerm &term)
{
    const QStringList all = words(value);
    if (term.kind == SearchTerm::Kind::Word && hasWildcard(term.text)) {
        const QRegularExpression expression = pattern(term.text);
        return std::any_of(all.cbegin(), all.cend(), [&](const QString &word) { return expression.match(word).hasMatch(); });
    }
    const QStringList wanted = words(plain(term.text));
    return !wanted.isEmpty() && holdsInOrder(all, wanted);
}

bool fitsWhole(const QString &value, const SearchTerm &term)
{
    if (term.kind == SearchTerm::Kind::Word && hasWildcard(term.text))
        return pattern(term.text).match(value).hasMatch();
    return value.compare(plain(term.text), Qt::CaseInsensitive) == 0;
}

/// The end of a range as epoch milliseconds: a date or time, NOW, NOW-30DAYS, * = open.
std::optional<qint64> moment(const QString &text, qint64 nowMs)
{
    static const QRegularExpression relative(QStringLiteral("^NOW(?:([+-]\\d{1,6})(DAY|MONTH|YEAR|HOUR)S?)?(?:/DAY)?$"));
    if (const auto match = relative.match(text); match.hasMatch()) {
        const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC);
        const int count = match.captured(1).toInt();
        const QString unit = match.captured(2);
        const QDateTime then = unit == u"DAY" ? now.addDays(count)
            : unit == u"MONTH"                ? now.addMonths(count)
            : unit == u"YEAR"                 ? now.addYears(count)
                                              : now.addSecs(qint64(count) * 3600);
        return then.toMSecsSinceEpoch();
    }
    QDateTime when = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (when.timeSpec() == Qt::LocalTime)
        when.setTimeSpec(Qt::UTC);
    return when.isValid() ? std::optional(when.toMSecsSinceEpoch()) : std::nullopt;
}

bool fitsTime(qint64 value, const SearchTerm &term, qint64 nowMs)
{
    if (term.kind != SearchTerm::Kind::Range) {
        const auto exact = moment(plain(term.text), nowMs);
        return term.text == u"*" || (exact && *exact == value);
    }
    const auto from = moment(term.from, nowMs), to = moment(term.to, nowMs);
    const bool after = term.from == u"*" || (from && (term.includesFrom ? value >= *from : value > *from));
    const bool before = term.to == u"*" || (to && (term.includesTo ? value <= *to : value < *to));
    return after && before;
}

bool fitsRange(const QString &value, const SearchTerm &term)
{
    const int from = term.from == u"*" ? 1 : value.compare(term.from, Qt::CaseInsensitive);
    const int to = term.to == u"*" ? -1 : value.compare(term.to, Qt::CaseInsensitive);
    return (term.includesFrom ? from >= 0 : from > 0) && (term.includesTo ? to <= 0 : to < 0);
}

} // namespace

QStringList SearchDocument::values(const QString &field) const
{
    const auto S = [](const char *text) { return QString::fromLatin1(text); };
    const Researcher &who = m_researcher;
    const bool named = who.nameVisibility == u"public";
    const auto name = [named](const QString &text) { return named && !text.isEmpty() ? QStringList { text } : QStringList(); };
    const Path title { S("title"), S("title"), S("value") };
    using Reader = std::function<QStringList()>;
    const QHash<QString, Reader> readers {
        { S("orcid"), [&] { return QStringList { who.orcid }; } },
        { S("given-names"), [&] { return name(who.given); } },
        { S("family-name"), [&] { return name(who.family); } },
        { S("given-and-family-names"), [&] { return name((who.given + u' ' + who.family).trimmed()); } },
        { S("credit-name"), [&] { return name(who.credit); } },
        { S("other-names"), [&] { return texts(who, { S("other-names") }, { S("content") }); } },
        { S("keyword"), [&] { return texts(who, { S("keywords") }, { S("content") }); } },
        { S("email"), [&] { return emails(who); } },
        { S("biography"),
            [&] { return who.biographyVisibility == u"public" && !who.biography.isEmpty() ? QStringList { who.biography } : QStringList(); } },
        { S("external-id-reference"), [&] { return personIds(who, false); } },
        { S("external-id-type-and-value"), [&] { return personIds(who, true); } },
        { S("affiliation-org-name"), [&] { return organizations(who, kAffiliations, {}); } },
        { S("current-institution-affiliation-name"), [&] { return organizations(who, { S("employments") }, false); } },
        { S("past-institution-affiliation-name"), [&] { return organizations(who, { S("employments") }, true); } },
        { S("ringgold-org-id"), [&] { return organizationIds(who, kAffiliations, S("RINGGOLD")); } },
        { S("grid-org-id"), [&] { return organizationIds(who, kAffiliations, S("GRID")); } },
        { S("ror-org-id"), [&] { return organizationIds(who, kAffiliations, S("ROR")); } },
        { S("fundref-org-id"), [&] { return organizationIds(who, { S("fundings") }, S("FUNDREF")); } },
        { S("funding-titles"), [&] { return texts(who, { S("fundings") }, title); } },
        { S("grant-numbers"), [&] { return ids(who, { S("fundings") }, S("grant_number"), {}); } },
        { S("title"), [&] { return texts(who, { S("works") }, title); } },
        { S("digital-object-ids"), [&] { return ids(who, { S("works") }, S("doi"), {}); } },
        { S("peer-review-type"), [&] { return texts(who, { S("peer-reviews") }, { S("review-type") }); } },
        { S("peer-review-role"), [&] { return texts(who, { S("peer-reviews") }, { S("reviewer-role") }); } },
        { S("peer-review-group-id"), [&] { return texts(who, { S("peer-reviews") }, { S("review-group-id") }); } },
    };
    static const QHash<QString, QString> aliases { { S("keywords"), S("keyword") }, { S("work-titles"), S("title") },
        { S("other-name"), S("other-names") } };
    const auto reader = readers.constFind(aliases.value(field, field));
    QStringList found = reader != readers.cend() ? (*reader)() : idField(who, field);
    found.removeDuplicates();
    return found;
}

QStringList SearchDocument::everything() const
{
    QStringList all;
    for (const char *field : { "orcid", "given-names", "family-name", "credit-name", "other-names", "keyword", "email", "biography",
             "external-id-reference", "affiliation-org-name", "funding-titles", "grant-numbers", "title" })
        all << values(QString::fromLatin1(field));
    return all << ids(m_researcher, { QStringLiteral("works"), QStringLiteral("fundings"), QStringLiteral("peer-reviews") }, {}, {});
}

bool SearchDocument::fitsField(const SearchTerm &term, const QString &field, qint64 nowMs) const
{
    if (field == u"profile-submission-date")
        return fitsTime(m_researcher.created, term, nowMs);
    if (field == u"profile-last-modified-date")
        return fitsTime(m_researcher.modified, term, nowMs);
    // A part of a DOI is enough in this field, as ORCID's guide says.
    const bool part = field == u"digital-object-ids";
    const bool whole = isWhole(field);
    // ORCID folds accents in this field only.
    const bool fold = field == u"given-and-family-names";
    SearchTerm wanted = term;
    if (fold)
        wanted.text = folded(term.text);
    const QStringList all = field == u"text" ? everything() : values(field);
    static const QStringList wordFields { QStringLiteral("text"), QStringLiteral("given-names"), QStringLiteral("family-name"),
        QStringLiteral("given-and-family-names"), QStringLiteral("credit-name"), QStringLiteral("other-names"), QStringLiteral("other-name"),
        QStringLiteral("keyword"), QStringLiteral("keywords"), QStringLiteral("biography"), QStringLiteral("affiliation-org-name"),
        QStringLiteral("current-institution-affiliation-name"), QStringLiteral("past-institution-affiliation-name"),
        QStringLiteral("funding-titles"), QStringLiteral("title"), QStringLiteral("work-titles") };
    return std::any_of(all.cbegin(), all.cend(), [&](const QString &value) {
        if (wanted.kind == SearchTerm::Kind::Range)
            return fitsRange(value, wanted);
        if (part && !hasWildcard(wanted.text))
            return value.contains(plain(wanted.text), Qt::CaseInsensitive);
        if (whole || !wordFields.contains(field))
            return fitsWhole(value, wanted);
        return fitsWords(fold ? folded(value) : value, wanted);
    });
}

bool SearchDocument::fits(const SearchTerm &term, const QStringList &defaults, qint64 nowMs) const
{
    if (term.kind == SearchTerm::Kind::Word && term.text == u"*" && term.field.isEmpty())
        return true;
    if (!term.field.isEmpty())
        return fitsField(term, term.field, nowMs);
    const QStringList fields = defaults.isEmpty() ? QStringList { QStringLiteral("text") } : defaults;
    return std::any_of(fields.cbegin(), fields.cend(), [&](const QString &field) { return fitsField(term, field, nowMs); });
}

} // namespace baton::practice
