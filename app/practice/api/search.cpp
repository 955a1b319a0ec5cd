#include "app/practice/api/itemjson.h"
#include "app/practice/api/memberapi.h"
#include "app/practice/api/searchfields.h"

#include <QtCore/QRegularExpression>

// search, expanded-search and csv-search (orcid.md 6.5) over what is public of the practice researchers.
namespace baton::practice {

namespace {

constexpr int kMostRows = 1000;
constexpr int kFurthestAnonymousStart = 10000;

QString institutionsField()
{
    return QStringLiteral("affiliation-org-name");
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
    const SearchDocument document(researcher);
    const auto one = [&document](const char *field) { return document.values(QString::fromLatin1(field)).value(0); };
    out.beginObject().key(u"orcid-id").text(researcher.orcid);
    out.key(u"given-names").textOrNull(one("given-names")).key(u"family-names").textOrNull(one("family-name"));
    out.key(u"credit-name").textOrNull(one("credit-name"));
    writeList(out, u"other-name", document.values(QStringLiteral("other-names")));
    writeList(out, u"email", document.values(QStringLiteral("email")));
    writeList(out, u"institution-name", document.values(institutionsField()));
    out.endObject();
}

/// RFC 4180; several values share a cell, as the guide's examples show.
QByteArray csvCell(const QStringList &values)
{
    QString text = values.join(u',');
    const bool quote = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    return (quote ? u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"' : text).toUtf8();
}

const QStringList &csvFields()
{
    static const QStringList fields { QStringLiteral("orcid"), QStringLiteral("email"), QStringLiteral("given-names"),
        QStringLiteral("family-name"), QStringLiteral("given-and-family-names"), QStringLiteral("current-institution-affiliation-name"),
        QStringLiteral("past-institution-affiliation-name"), QStringLiteral("credit-name"), QStringLiteral("other-names") };
    return fields;
}

/// Extended DisMax names its fields in qf, each perhaps with a weight: "given-names^1.0 family-name^2.0".
QStringList defaultFields(const HttpRequest &request)
{
    QStringList fields;
    if (!request.parameter(QStringLiteral("defType")).endsWith(u"dismax"))
        return fields;
    for (const QString &field : request.parameter(QStringLiteral("qf")).split(u' ', Qt::SkipEmptyParts))
        fields << field.section(u'^', 0, 0);
    return fields;
}

/// Records that are locked, deactivated, merged or just created are in no index.
bool isIndexed(const Researcher &researcher)
{
    return researcher.state == Researcher::State::Claimed;
}

struct Paging {
    int start = 0, rows = kMostRows;
};

tl::expected<Paging, ApiError> readPaging(const HttpRequest &request, const Caller &caller)
{
    Paging paging;
    bool rowsRead = true, startRead = true;
    const QString rows = request.parameter(QStringLiteral("rows")), start = request.parameter(QStringLiteral("start"));
    if (!rows.isEmpty())
        paging.rows = rows.toInt(&rowsRead);
    if (!start.isEmpty())
        paging.start = start.toInt(&startRead);
    if (!rowsRead || paging.rows < 0 || paging.rows > kMostRows)
        return tl::unexpected(ApiError(9012, QStringLiteral("The rows parameter must be an integer between 0 and 1,000")));
    if (!startRead || paging.start < 0)
        return tl::unexpected(ApiError(9012, QStringLiteral("The start parameter must be an integer of 0 or more")));
    if (caller.clientId.isEmpty() && paging.start > kFurthestAnonymousStart)
        return tl::unexpected(ApiError(9043));
    return paging;
}

} // namespace

HttpResponse MemberApi::search(const Call &call, SearchAnswer kind) const
{
    if (const Refusal refusal = checkClient(call.caller))
        return refuse(call, *refusal);
    if (!call.caller.scopes.contains(QStringLiteral("/read-public")))
        return refuse(call, ApiError(9038));
    const auto paging = readPaging(call.request, call.caller);
    if (!paging)
        return refuse(call, paging.error());
    const auto query = SearchQuery::parse(call.request.parameter(QStringLiteral("q")));
    if (!query)
        return refuse(call, ApiError(9012, query.error()));
    const QStringList defaults = defaultFields(call.request);
    QList<const Researcher *> found;
    for (const Researcher *researcher : m_records.all()) {
        const SearchDocument document(*researcher);
        const auto fits = [&](const SearchTerm &term) { return document.fits(term, defaults, m_records.nowMs()); };
        if (isIndexed(*researcher) && query->matches(fits))
            found << researcher;
    }
    const QList<const Researcher *> page = found.mid(paging->start, paging->rows);
    if (kind == SearchAnswer::Csv)
        return csvSearch(call, page);
    const bool expanded = kind == SearchAnswer::Expanded;
    const orcid::Field &document = orcid::document(expanded ? QStringLiteral("expanded-search") : QStringLiteral("search"));
    return answer(call, document, [&](Out &out) {
        out.beginObject().key(expanded ? u"expanded-result" : u"result");
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

HttpResponse MemberApi::csvSearch(const Call &call, const QList<const Researcher *> &found) const
{
    const QString asked = call.request.parameter(QStringLiteral("fl"));
    static const QRegularExpression separators(QStringLiteral("[\\s,]+"));
    const QStringList fields = asked.isEmpty() ? csvFields() : asked.split(separators, Qt::SkipEmptyParts);
    for (const QString &field : fields) {
        if (!csvFields().contains(field)) {
            return refuse(call,
                ApiError(9012, QStringLiteral("fl: %1 cannot be asked for. Fields: %2").arg(field, csvFields().join(u", "))));
        }
    }
    QByteArray body = fields.join(u',').toUtf8() + '\n';
    for (const Researcher *researcher : found) {
        const SearchDocument document(*researcher);
        QByteArrayList cells;
        for (const QString &field : fields)
            cells << csvCell(document.values(field));
        body += cells.join(',') + '\n';
    }
    return HttpResponse::text(200, body, "text/csv;charset=UTF-8");
}

} // namespace baton::practice
