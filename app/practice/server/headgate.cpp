#include "app/practice/server/headgate.h"

#include "app/base/secret.h"
#include "app/practice/server/http.h"

#include <QtCore/QUrl>

namespace baton::practice {

namespace {

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
    });
}

bool isPrintable(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) >= 0x20 ? c != 0x7f : c == '\t'; });
}

std::optional<GateRefusal> checkRequestLine(const QByteArray &line, const GateRules &rules)
{
    static const QByteArrayList methods { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" };
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3 || !isToken(words.at(0)) || (words.at(2) != "HTTP/1.1" && words.at(2) != "HTTP/1.0"))
        return GateRefusal { 400, "The request line is malformed." };
    if (!methods.contains(words.at(0)))
        return GateRefusal { 501, "This method is not supported." };
    const QByteArray &target = words.at(1);
    if (target.size() > rules.maxTarget)
        return GateRefusal { 414, "The address is too long." };
    const QByteArray path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    const bool ascii = std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!ascii || !target.startsWith('/') || target.startsWith("//") || target.contains('#') || !decodeComponent(path, false)
        || !QUrl::fromEncoded(target).isValid())
        return GateRefusal { 400, "The address is malformed." };
    return std::nullopt;
}

struct Fields {
    int hosts = 0, lengths = 0;
    QByteArray host, length, expect, authorization;
    bool chunked = false, upgrade = false;
};

std::optional<GateRefusal> readFields(const QList<QByteArray> &lines, const GateRules &rules, Fields &fields)
{
    if (lines.size() - 1 > rules.maxHeaders)
        return GateRefusal { 431, "The request has too many headers." };
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray &line = lines.at(i);
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = colon < 0 ? QByteArray() : line.left(colon).toLower();
        if (!isToken(name) || !isPrintable(line))
            return GateRefusal { 400, "A header is malformed." };
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "host" && ++fields.hosts)
            fields.host = value.toLower();
        else if (name == "content-length" && ++fields.lengths)
            fields.length = value;
        else if (name == "transfer-encoding")
            fields.chunked = true;
        else if (name == "authorization")
            fields.authorization = value;
        else if (name == "expect")
            fields.expect = value.toLower();
        else if (name == "upgrade" && value.toLower().contains("websocket"))
            fields.upgrade = true;
    }
    return std::nullopt;
}

qsizetype bodyLimit(const QByteArray &requestLine, const Fields &fields, const GateRules &rules)
{
    const bool bulk = !rules.bulkPath.isEmpty() && requestLine.split(' ').value(1) == rules.bulkPath
        && constantTimeEqual(fields.authorization, rules.bulkAuthorization);
    return bulk ? rules.maxBulk : rules.maxBody;
}

std::optional<GateRefusal> checkBody(const Fields &fields, qsizetype limit, Head *result)
{
    if (fields.chunked)
        return GateRefusal { 411, "Send the body with a Content-Length." };
    if (fields.lengths > 1)
        return GateRefusal { 400, "Content-Length is given twice." };
    if (!fields.expect.isEmpty() && fields.expect != "100-continue")
        return GateRefusal { 417, "Only 100-continue can be expected." };
    result->expectsContinue = !fields.expect.isEmpty();
    if (fields.lengths == 0)
        return std::nullopt;
    const bool digits = !fields.length.isEmpty() && std::all_of(fields.length.begin(), fields.length.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        return GateRefusal { 400, "Content-Length is not a number." };
    bool fits = false;
    result->contentLength = fields.length.toLongLong(&fits);
    if (!fits || result->contentLength > limit)
        return GateRefusal { 413, "The body is larger than " + QByteArray::number(limit / 1024 / 1024) + " MiB." };
    return std::nullopt;
}

} // namespace

std::optional<GateRefusal> checkHead(const QByteArray &head, const GateRules &rules, Head *result)
{
    if (head.contains('\0'))
        return GateRefusal { 400, "The request is malformed." };
    QList<QByteArray> lines = head.split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.contains('\r'))
            return GateRefusal { 400, "A header is malformed." };
    }
    if (const auto refused = checkRequestLine(lines.first(), rules))
        return refused;
    Fields fields;
    if (const auto refused = readFields(lines, rules, fields))
        return refused;
    if (fields.hosts != 1)
        return GateRefusal { 400, "Exactly one Host header is needed." };
    if (!rules.hosts.contains(fields.host))
        return GateRefusal { 421, "This registry does not answer for that host." };
    if (fields.upgrade)
        return GateRefusal { 400, "There are no web sockets here." };
    return checkBody(fields, bodyLimit(lines.first(), fields, rules), result);
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Payload Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    }
    return "Status";
}

} // namespace baton::practice
