#include "app/base/strictjson.h"
#include "app/orcid/shape.h"
#include "app/practice/api/memberapi.h"
#include "app/practice/api/xmlin.h"

// What clients send, and what they are answered, in either format (orcid.md 6.1, 8.1).
namespace baton::practice {

namespace {

bool isXml(const HttpRequest &request)
{
    const std::optional<MediaType> type = bodyType(request.header("content-type"));
    return type && type->format == MediaType::Format::Xml;
}

} // namespace

ApiError MemberApi::shapeError(const Call &call, const QString &words)
{
    return isXml(call.request) ? ApiError(9001, words, {}, 400) : ApiError(9047, words);
}

Refusal MemberApi::checkBodyType(const Call &call)
{
    const bool hasBody = call.request.method == "POST" || call.request.method == "PUT";
    if (!hasBody || bodyType(call.request.header("content-type")))
        return std::nullopt;
    return ApiError(9001, QStringLiteral("The Content-Type is not one of the types served"), {}, 415);
}

tl::expected<QJsonObject, ApiError> MemberApi::parseBody(const Call &call, const orcid::Field &document)
{
    if (isXml(call.request)) {
        const auto xml = readXml(call.request.body, document);
        if (!xml)
            return tl::unexpected(ApiError(9001, xml.error(), {}, 400));
        return *xml;
    }
    JsonLimits limits;
    limits.uniqueKeys = false; // the registry takes the last one, too
    const Result<QJsonObject> json = parseJsonObject(call.request.body, limits);
    if (!json)
        return tl::unexpected(ApiError(9001, json.error().what, {}, 400));
    return *json;
}

tl::expected<QJsonObject, ApiError> MemberApi::readContent(const Call &call, const orcid::Field &document)
{
    const tl::expected<QJsonObject, ApiError> parsed = parseBody(call, document);
    if (!parsed)
        return parsed;
    const auto content = orcid::canonical(document.fields, *parsed);
    if (!content)
        return tl::unexpected(shapeError(call, content.error().text()));
    return *content;
}

Refusal MemberApi::readBody(Call &call) const
{
    const bool bulk = call.route.target == Target::List && call.route.postTarget == Target::BulkAdd;
    const bool notification = call.route.target == Target::Notifications;
    // The works of a bulk are read one by one.
    const tl::expected<QJsonObject, ApiError> content = bulk ? parseBody(call, orcid::document(QStringLiteral("bulk")))
        : notification ? readContent(call, orcid::document(QStringLiteral("notification")))
                       : readContent(call, orcid::itemDocument(*call.route.section));
    if (!content)
        return content.error();
    call.body = *content;
    return std::nullopt;
}

HttpResponse MemberApi::answer(
    const Call &call, const orcid::Field &document, const std::function<void(Out &)> &write, int status) const
{
    const std::unique_ptr<Out> out = makeOut(call.media, document);
    write(*out);
    return HttpResponse::text(status, out->take(), call.media.contentType());
}

HttpResponse MemberApi::refuse(const Call &call, const ApiError &error) const
{
    return answer(
        call, orcid::document(QStringLiteral("error")), [&](Out &out) { error.write(out, call.caller.clientName); },
        error.httpStatus());
}

} // namespace baton::practice
