#include "app/practice/api/mediatype.h"

namespace baton::practice {

namespace {

struct Range {
    QByteArray type;
    double quality = 1;
};

Range parseRange(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split(';');
    Range range { parts.constFirst().trimmed().toLower(), 1 };
    for (const QByteArray &part : parts.sliced(1)) {
        const QByteArray parameter = part.trimmed().toLower();
        if (parameter.startsWith("q="))
            range.quality = parameter.mid(2).toDouble();
    }
    return range;
}

bool covers(const QByteArray &range, const QByteArray &type)
{
    if (range == "*/*" || range == type)
        return true;
    return range == "application/*";
}

/// Named exactly counts more than a wild card.
int precision(const QByteArray &range)
{
    return range == "*/*" ? 0 : range.endsWith("/*") ? 1 : 2;
}

} // namespace

const QList<MediaType> &servedTypes()
{
    static const QList<MediaType> types {
        { "application/vnd.orcid+xml", MediaType::Format::Xml, true },
        { "application/vnd.orcid+json", MediaType::Format::Json, true },
        { "application/orcid+xml", MediaType::Format::Xml, true },
        { "application/orcid+json", MediaType::Format::Json, true },
        { "application/xml", MediaType::Format::Xml, false },
        { "application/json", MediaType::Format::Json, false },
    };
    return types;
}

std::optional<MediaType> negotiate(const QByteArray &accept)
{
    QList<Range> ranges;
    for (const QByteArray &part : accept.split(',')) {
        if (!part.trimmed().isEmpty())
            ranges << parseRange(part);
    }
    if (ranges.isEmpty())
        ranges << Range { "*/*", 1 };
    // The quality of a type is that of the range that names it most exactly (RFC 9110 12.5.1); of equals the first served.
    const MediaType *best = nullptr;
    double bestQuality = 0;
    for (const MediaType &type : servedTypes()) {
        const Range *named = nullptr;
        for (const Range &range : std::as_const(ranges)) {
            if (covers(range.type, type.name) && (named == nullptr || precision(range.type) > precision(named->type)))
                named = &range;
        }
        if (named != nullptr && named->quality > bestQuality) {
            best = &type;
            bestQuality = named->quality;
        }
    }
    if (best != nullptr)
        return *best;
    return std::nullopt;
}

std::optional<MediaType> bodyType(const QByteArray &contentType)
{
    const QByteArray name = contentType.split(';').constFirst().trimmed().toLower();
    for (const MediaType &type : servedTypes()) {
        if (type.name == name)
            return type;
    }
    return std::nullopt;
}

} // namespace baton::practice
