#include "app/orcid/shape.h"
#include "app/practice/api/grouping.h"
#include "app/practice/api/itemjson.h"
#include "app/practice/api/memberapi.h"

#include <QtCore/QJsonArray>

namespace baton::practice {

namespace {

using Family = orcid::Section::Family;

constexpr qsizetype kBulkLimit = 100;
constexpr qsizetype kWorkLimit = 10000;

const QString kPutCode = QStringLiteral("put-code");
const QString kVisibility = QStringLiteral("visibility");

/// What is stored as content: without what the item itself holds.
QJsonObject bare(QJsonObject content)
{
    content.remove(kPutCode);
    content.remove(kVisibility);
    return content;
}

/// The researcher's default on a claimed record, whatever the client asks for; before that the client's, or private.
QString visibilityFor(const Researcher &researcher, const QString &asked)
{
    if (researcher.state != Researcher::State::Unclaimed)
        return researcher.defaultVisibility;
    return asked.isEmpty() ? QStringLiteral("private") : asked;
}

QJsonValue withoutEmpty(const QJsonValue &value);

QJsonObject withoutEmpty(const QJsonObject &object)
{
    QJsonObject kept;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue value = withoutEmpty(*it);
        if (!value.isNull())
            kept.insert(it.key(), value);
    }
    return kept;
}

/// Null where nothing is said: null itself, blank text, a list or an object in which nothing is said.
QJsonValue withoutEmpty(const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject kept = withoutEmpty(value.toObject());
        return kept.isEmpty() ? QJsonValue() : QJsonValue(kept);
    }
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue &element : value.toArray()) {
            if (const QJsonValue said = withoutEmpty(element); !said.isNull())
                kept.append(said);
        }
        return kept.isEmpty() ? QJsonValue() : QJsonValue(kept);
    }
    return value.isUndefined() || (value.isString() && value.toString().isEmpty()) ? QJsonValue() : value;
}

/// An answer spells out what the item does not have, and so does the change that was made from it.
bool saysTheSame(const QJsonObject &a, const QJsonObject &b)
{
    return a == b || withoutEmpty(a) == withoutEmpty(b);
}

QString personValue(const RecordItem &item)
{
    return item.duplicateKeys.value(0);
}

} // namespace

HttpResponse MemberApi::write(const Call &call)
{
    // A new item is looked at when it has passed its checks, in prepare().
    if (const Refusal refusal = call.request.method == "POST" ? Refusal() : intercepted(call))
        return refuse(call, *refusal);
    if (call.request.method == "PUT")
        return update(call);
    if (call.request.method == "DELETE")
        return remove(call);
    const bool bulk = call.route.target == Target::List && call.route.postTarget == Target::BulkAdd;
    return bulk ? addBulk(call) : add(call);
}

Refusal MemberApi::intercepted(const Call &call) const
{
    return m_intercept ? m_intercept(call.request.method, call.orcid, *call.route.section, call.putCode) : std::nullopt;
}

Refusal MemberApi::duplicate(const Call &call, const RecordItem &item, qint64 except) const
{
    const orcid::Section &section = *call.route.section;
    const qint64 existing
        = m_records.duplicateOf(call.orcid, section, item, except, call.route.target == Target::List && section.isActivity());
    if (existing == 0)
        return std::nullopt;
    if (section.isActivity())
        return ApiError(9021, {}, { QString::number(existing) });
    return ApiError(9030, {}, { personValue(item), section.singular });
}

tl::expected<RecordItem, ApiError> MemberApi::prepare(const Call &call, const QJsonObject &content)
{
    if (content.contains(kPutCode))
        return tl::unexpected(ApiError(9024));
    if (const Refusal refusal = checkContent(*call.route.section, content, m_records, m_issuer))
        return tl::unexpected(*refusal);
    RecordItem item;
    item.content = bare(content);
    item.source = sourceOf(call.caller, *call.researcher);
    item.visibility = visibilityFor(*call.researcher, content.value(kVisibility).toString());
    complete(*call.route.section, item);
    if (const Refusal refusal = duplicate(call, item, 0))
        return tl::unexpected(*refusal);
    if (const Refusal refusal = intercepted(call))
        return tl::unexpected(*refusal);
    return item;
}

HttpResponse MemberApi::add(const Call &call)
{
    const orcid::Section &section = *call.route.section;
    const tl::expected<RecordItem, ApiError> item = prepare(call, call.body);
    if (!item)
        return refuse(call, item.error());
    if (section.family == Family::Works && call.researcher->section(section.key).size() >= kWorkLimit)
        return refuse(call, ApiError(9048));
    const RecordItem *stored = m_records.add(call.orcid, section, *item);
    const QString location = m_apiBase + ItemWriter::itemPath(*call.researcher, section, *stored);
    HttpResponse response = HttpResponse::text(201, {}, call.media.contentType());
    return response.with("Location", location.toUtf8());
}

Refusal MemberApi::checkUpdate(
    const Call &call, const RecordItem &stored, const QJsonObject &content, const QString &visibility)
{
    const orcid::Section &section = *call.route.section;
    const bool ours = stored.source.sameAs(sourceOf(call.caller, *call.researcher));
    // Affiliations look at the source first, everything else last (orcid.md 8.3).
    if (section.family == Family::Affiliations && !ours)
        return ApiError(9010);
    if (const Refusal refusal = checkContent(section, content, m_records, m_issuer))
        return refusal;
    if (!visibility.isEmpty() && visibility != stored.visibility)
        return ApiError(9035);
    RecordItem changed = stored;
    changed.content = bare(content);
    changed.source = sourceOf(call.caller, *call.researcher);
    complete(section, changed);
    if (const Refusal refusal = duplicate(call, changed, stored.putCode))
        return refusal;
    if (!ours)
        return ApiError(9010);
    return std::nullopt;
}

HttpResponse MemberApi::update(const Call &call)
{
    const orcid::Section &section = *call.route.section;
    const RecordItem *stored = m_records.findItem(call.orcid, section.key, call.putCode);
    if (stored == nullptr)
        return refuse(call, ApiError(9016));
    const QString visibility = call.body.value(kVisibility).toString();
    const auto shown = [&](const RecordItem &item) {
        return answer(call, orcid::itemDocument(section),
            [&](Out &out) { ItemWriter(out, m_issuer, *call.researcher).full(section, item, !section.isActivity()); });
    };
    RecordItem probe = *stored;
    probe.content = bare(call.body);
    complete(section, probe);
    const bool same = saysTheSame(probe.content, stored->content) && (visibility.isEmpty() || visibility == stored->visibility);
    if (section.family == Family::Works && same) {
        const bool ours = stored->source.sameAs(sourceOf(call.caller, *call.researcher));
        return ours ? shown(*stored) : refuse(call, ApiError(9014));
    }
    if (const Refusal refusal = checkUpdate(call, *stored, call.body, visibility))
        return refuse(call, *refusal);
    if (same)
        return shown(*stored);
    return shown(*m_records.replace(call.orcid, section, call.putCode, bare(call.body)));
}

HttpResponse MemberApi::remove(const Call &call)
{
    // One method serves all affiliations: the put-code decides, whatever the path says (orcid.md 6.2).
    for (const orcid::Section &section : orcid::allSections()) {
        const bool candidate = &section == call.route.section
            || (section.family == Family::Affiliations && call.route.section->family == Family::Affiliations);
        const RecordItem *item = candidate ? m_records.findItem(call.orcid, section.key, call.putCode) : nullptr;
        if (item == nullptr)
            continue;
        if (!item->source.sameAs(sourceOf(call.caller, *call.researcher)))
            return refuse(call, ApiError(9010));
        m_records.remove(call.orcid, section.key, call.putCode);
        return HttpResponse::text(204, {}, call.media.contentType());
    }
    return refuse(call, ApiError(9016));
}

/// {"bulk":[{"work":{…}}]}: each is stored or refused for itself, in order (orcid.md 6.4).
HttpResponse MemberApi::addBulk(const Call &call)
{
    const orcid::Section &section = *call.route.section;
    QJsonArray elements;
    const QJsonValue bulk = call.body.value(QStringLiteral("bulk"));
    if (call.body.size() != 1 || !(bulk.isArray() || bulk.isObject()))
        return refuse(call, shapeError(call, QStringLiteral("an object with the array \"bulk\" is expected")));
    const QJsonArray sent = bulk.isArray() ? bulk.toArray() : QJsonArray { bulk }; // one is taken for a list (orcid.md 7.1)
    if (sent.size() > kBulkLimit)
        return refuse(call, ApiError(9006, QStringLiteral("You are allowed to add up to 100 elements per request.")));
    for (qsizetype i = 0; i < sent.size(); ++i) {
        const QJsonObject element = sent.at(i).toObject();
        const QString path = QStringLiteral("bulk[%1]").arg(i);
        if (element.size() != 1 || !element.value(QStringLiteral("work")).isObject())
            return refuse(call, shapeError(call, path + QStringLiteral(": an object with \"work\" is expected")));
        const auto content
            = orcid::canonical(section.fields, element.value(QStringLiteral("work")).toObject(), orcid::Strictness::Reading);
        if (!content)
            return refuse(call, shapeError(call, path + u'/' + content.error().text()));
        elements.append(*content);
    }
    if (call.researcher->section(section.key).size() + elements.size() > kWorkLimit)
        return refuse(call, ApiError(9048));
    return answer(call, orcid::document(QStringLiteral("bulk")), [&](Out &out) {
        out.beginObject().key(u"bulk").beginArray();
        for (const QJsonValue &element : std::as_const(elements)) {
            tl::expected<RecordItem, ApiError> item = prepare(call, element.toObject());
            out.beginObject().key(item ? u"work" : u"error");
            if (item)
                ItemWriter(out, m_issuer, *call.researcher)
                    .full(section, *m_records.add(call.orcid, section, std::move(*item)));
            else
                item.error().write(out, call.caller.clientName);
            out.endObject();
        }
        out.endArray().endObject();
    });
}

} // namespace baton::practice
