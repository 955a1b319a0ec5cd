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
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3 || !isToken(words.at(0)) || (words.at(2) != "HTTP/1.1" && words.at(2) != "HTTP/1.0"))
        return GateRefusal { 400, "The request line is malformed." };
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
    int hosts = 0, lengths = 0, codings = 0;
    QByteArray host, length, coding, expect, authorization;
    bool upgrade = false;
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
        else if (name == "transfer-encoding" && ++fields.codings)
            fields.coding = value.toLower();
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

/// A body is delimited one way only: two ways are two readings of where the next request begins (RFC 9112 section 6.3).
std::optional<GateRefusal> checkCoding(const QByteArray &requestLine, const Fields &fields)
{
    if (fields.codings > 1 || fields.coding != "chunked")
        return GateRefusal { 501, "Of transfer encodings only chunked is understood." };
    if (fields.lengths > 0)
        return GateRefusal { 400, "A chunked body has no Content-Length." };
    if (!requestLine.endsWith("HTTP/1.1"))
        return GateRefusal { 400, "Chunked bodies came with HTTP/1.1." };
    return std::nullopt;
}

std::optional<GateRefusal> checkBody(const QByteArray &requestLine, const Fields &fields, qsizetype limit, Head *result)
{
    result->bodyLimit = limit;
    if (fields.codings > 0) {
        if (const auto refused = checkCoding(requestLine, fields))
            return refused;
        result->chunked = true;
    }
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

QList<QByteArray> linesOf(const QByteArray &head)
{
    QList<QByteArray> lines = head.split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    return lines;
}

std::optional<GateRefusal> check(const QByteArray &head, const GateRules &rules, Head *result)
{
    static const QByteArrayList methods { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" };
    if (head.contains('\0'))
        return GateRefusal { 400, "The request is malformed." };
    const QList<QByteArray> lines = linesOf(head);
    for (const QByteArray &line : lines) {
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
    if (!methods.contains(lines.first().left(lines.first().indexOf(' '))))
        return GateRefusal { 405, "This method is not supported." };
    return checkBody(lines.first(), fields, bodyLimit(lines.first(), fields, rules), result);
}

} // namespace

std::optional<GateRefusal> checkHead(const QByteArray &head, const GateRules &rules, Head *result)
{
    const auto refused = check(head, rules, result);
    return refused ? std::optional(refusalOf(refused->status, refused->reason, head)) : std::nullopt;
}

GateRefusal refusalOf(int status, const QByteArray &reason, const QByteArray &head)
{
    GateRefusal refusal { status, reason, {}, {}, {} };
    GateRules anyLength;
    anyLength.maxTarget = head.size();
    const QList<QByteArray> lines = linesOf(head);
    if (head.contains('\0') || checkRequestLine(lines.first(), anyLength))
        return refusal;
    const QList<QByteArray> words = lines.first().split(' ');
    const QByteArray target = words.at(1), path = target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    refusal.method = words.first();
    refusal.path = decodeComponent(path, false)->toUtf8();
    for (const QByteArray &line : lines) {
        if (line.left(7).toLower() == "accept:")
            refusal.accept = line.mid(7).trimmed();
    }
    return refusal;
}

ChunkReader::State ChunkReader::feed(QByteArrayView bytes)
{
    while (m_state == State::More && !bytes.isEmpty()) {
        if (m_at == At::Data) {
            const qsizetype part = std::min(m_left, bytes.size());
            m_left -= part;
            bytes = bytes.sliced(part);
            if (m_left == 0)
                m_at = At::DataCr;
            continue;
        }
        m_state = step(bytes.front());
        bytes = bytes.sliced(1);
    }
    return m_state;
}

ChunkReader::State ChunkReader::step(char c)
{
    const auto expect = [this, c](char wanted, At next) {
        m_at = next;
        return c == wanted ? State::More : State::Broken;
    };
    switch (m_at) {
    case At::Size:
        return sizeLine(c);
    case At::SizeEnd:
        m_size += m_left;
        return m_size > m_limit ? State::TooLarge : expect('\n', m_left == 0 ? At::LastCr : At::Data);
    case At::DataCr:
        return expect('\r', At::DataLf);
    case At::DataLf:
        return expect('\n', At::Size);
    case At::LastCr:
        return expect('\r', At::LastLf);
    case At::LastLf:
        return c == '\n' ? State::Done : State::Broken;
    case At::Data:
        break;
    }
    return State::Broken;
}

ChunkReader::State ChunkReader::sizeLine(char c)
{
    if (c == '\r' && m_digits > 0) {
        m_at = At::SizeEnd;
        m_digits = 0;
        return State::More;
    }
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (digit < 0 || ++m_digits > 8)
        return State::Broken;
    m_left = (m_digits == 1 ? 0 : m_left) * 16 + digit;
    return State::More;
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
