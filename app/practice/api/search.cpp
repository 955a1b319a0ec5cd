#include "app/practice/api/itemjson.h"
#include "app/practice/api/memberapi.h"

#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

// A small stand-in for ORCID's search (orcid.md 6.5): field:value, "phrases", AND, OR, * at the end; only what is public
// counts.
namespace baton::practice {

namespace {

constexpr int kMostRows = 1000;

QStringList publicTexts(const Researcher &researcher, const QString &section, const QStringList &path)
{
    QStringList texts;
    for (const RecordItem &item : researcher.section(section)) {
        if (!item.isPublic())
            continue;
        QJsonValue value = item.content;
        for (const QString &key : path)
            value = value.toObject().value(key);
        if (value.isString())
            texts << value.toString();
    }
    return texts;
}

QStringList dois(const Researcher &researcher)
{
    const orcid::Section &works = *orcid::findSection(QStringLiteral("works"));
    QStringList found;
    for (const RecordItem &item : researcher.section(works.key)) {
        const QJsonArray ids = item.isPublic() ? itemIds(works, item.content) : QJsonArray();
        for (const QJsonValue &id : ids) {
            if (id.toObject().value(QStringLiteral("external-id-type")).toString() == u"doi")
                found << id.toObject().value(QStringLiteral("external-id-value")).toString();
        }
    }
    return found;
}

QStringList institutions(const Researcher &researcher)
{
    QStringList names;
    for (const QString &section : { QStringLiteral("employments"), QStringLiteral("educations") })
        names << publicTexts(researcher, section, { QStringLiteral("organization"), QStringLiteral("name") });
    names.removeDuplicates();
    return names;
}

/// What a field of the query looks at; "text" and no field look at all of them.
QStringList texts(const Researcher &researcher, const QString &field)
{
    const bool named = researcher.nameVisibility == u"public";
    const QStringList content { QStringLiteral("content") };
    if (field == u"orcid")
        return { researcher.orcid };
    if (field == u"given-names")
        return named ? QStringList { researcher.given } : QStringList();
    if (field == u"family-name")
        return named ? QStringList { researcher.family } : QStringList();
    if (field == u"credit-name")
        return named ? QStringList { researcher.credit } : QStringList();
    if (field == u"other-names")
        return publicTexts(researcher, QStringLiteral("other-names"), content);
    if (field == u"keyword" || field == u"keywords")
        return publicTexts(researcher, QStringLiteral("keywords"), content);
    if (field == u"email")
        return publicTexts(researcher, QStringLiteral("emails"), { QStringLiteral("email") });
    if (field == u"digital-object-ids" || field == u"doi-self")
        return dois(researcher);
    if (field == u"affiliation-org-name")
        return institutions(researcher);
    return {};
}

QStringList everyText(const Researcher &researcher)
{
    QStringList all;
    for (const char *field : { "orcid", "given-names", "family-name", "credit-name", "other-names", "keyword", "email",
             "digital-object-ids", "affiliation-org-name" })
        all << texts(researcher, QString::fromLatin1(field));
    all << publicTexts(
        researcher, QStringLiteral("works"), { QStringLiteral("title"), QStringLiteral("title"), QStringLiteral("value") });
    return all;
}

struct Condition {
    QString field, value;
    bool orBefore = false; ///< joined to the one before by OR; AND otherwise
};

QList<Condition> parseQuery(const QString &query)
{
    static const QRegularExpression part(QStringLiteral(R"x((?:([A-Za-z\-]+):)?(?:"([^"]*)"|\(?([^\s()"]+)\)?))x"));
    QList<Condition> conditions;
    bool orNext = false;
    for (auto it = part.globalMatch(query); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString value = match.captured(2).isEmpty() ? match.captured(3) : match.captured(2);
        if (match.captured(1).isEmpty() && (value == u"OR" || value == u"AND")) {
            orNext = value == u"OR";
            continue;
        }
        conditions << Condition { match.captured(1), value, orNext };
        orNext = false;
    }
    return conditions;
}

bool fits(const Researcher &researcher, const Condition &condition)
{
    QString value = condition.value;
    if (value == u"*" || value == u"*:*")
        return true;
    if (value.endsWith(u'*'))
        value.chop(1);
    const bool anywhere = condition.field.isEmpty() || condition.field == u"text";
    const QStringList all = anywhere ? everyText(researcher) : texts(researcher, condition.field);
    return std::any_of(
        all.cbegin(), all.cend(), [&value](const QString &text) { return text.contains(value, Qt::CaseInsensitive); });
}

/// OR binds closer than AND here: a OR b AND c is (a OR b) AND c.
bool fits(const Researcher &researcher, const QList<Condition> &conditions)
{
    bool group = true;
    for (const Condition &condition : conditions) {
        const bool one = fits(researcher, condition);
        if (!condition.orBefore && !group)
            return false;
        group = condition.orBefore ? group || one : one;
    }
    return group && !conditions.isEmpty();
}

void writeList(Out &out, QStringView key, const QStringList &values)
{
    out.key(key).beginArray();
    for (const QString &value : values)
        out.text(value);
    out.endArray();
}

void writeExpanded(Out &out, const Researcher &researcher)
{
    const bool named = researcher.nameVisibility == u"public";
    out.beginObject().key(u"orcid-id").text(researcher.orcid);
    out.key(u"given-names").textOrNull(named ? researcher.given : QString());
    out.key(u"family-names").textOrNull(named ? researcher.family : QString());
    out.key(u"credit-name").textOrNull(named ? researcher.credit : QString());
    writeList(out, u"other-name", texts(researcher, QStringLiteral("other-names")));
    writeList(out, u"email", texts(researcher, QStringLiteral("email")));
    writeList(out, u"institution-name", institutions(researcher));
    out.endObject();
}

} // namespace

HttpResponse MemberApi::search(const Call &call, bool expanded) const
{
    if (!call.caller.scopes.contains(QStringLiteral("/read-public")))
        return refuse(call, ApiError(9038));
    const QString rowsText = call.request.parameter(QStringLiteral("rows")),
                  startText = call.request.parameter(QStringLiteral("start"));
    bool rowsRead = true, startRead = true;
    const int rows = rowsText.isEmpty() ? kMostRows : rowsText.toInt(&rowsRead);
    const int start = startText.isEmpty() ? 0 : startText.toInt(&startRead);
    if (!rowsRead || rows < 0 || rows > kMostRows || !startRead || start < 0)
        return refuse(call, ApiError(9012, QStringLiteral("rows must be a number from 0 to 1000, start a number")));
    const QList<Condition> conditions = parseQuery(call.request.parameter(QStringLiteral("q")));
    QList<const Researcher *> found;
    for (const Researcher *researcher : m_records.all()) {
        const bool listed = researcher->state == Researcher::State::Claimed || researcher->state == Researcher::State::Locked;
        if (listed && fits(*researcher, conditions))
            found << researcher;
    }
    const orcid::Field &document = orcid::document(expanded ? QStringLiteral("expanded-search") : QStringLiteral("search"));
    return answer(call, document, [&](Out &out) {
        out.beginObject().key(expanded ? u"expanded-result" : u"result");
        const QList<const Researcher *> page = found.mid(start, rows);
        if (page.isEmpty()) {
            out.null();
        } else {
            out.beginArray();
            for (const Researcher *researcher : page) {
                if (expanded) {
                    writeExpanded(out, *researcher);
                } else {
                    out.beginObject().key(u"orcid-identifier");
                    ItemWriter(out, m_issuer, *researcher).identifier(researcher->orcid);
                    out.endObject();
                }
            }
            out.endArray();
        }
        out.key(u"num-found").number(found.size()).endObject();
    });
}

} // namespace baton::practice
